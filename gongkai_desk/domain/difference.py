"""Where two lists of tasks differ (不一致), and which differences matter (实质性)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai_desk.domain.place import Place

THROUGHOUT = "*"  # an item of this name means the whole list


class DifferenceKind(StrEnum):
    """What differs; «missing» and «dropped» are seen from the first list, «extra» and «added» stand in the second."""

    TASK_DROPPED = "task_dropped"
    TASK_ADDED = "task_added"
    NAME_CHANGED = "name_changed"
    NAME_WORDING = "name_wording"
    NAME_MISSING = "name_missing"
    UNIT_MISSING = "unit_missing"
    UNIT_EXTRA = "unit_extra"
    UNIT_DIFFERS = "unit_differs"
    ROLE_CHANGED = "role_changed"
    UNIT_ORDER = "unit_order"
    UNIT_WORDING = "unit_wording"
    DEADLINE_CHANGED = "deadline_changed"
    DEADLINE_MISSING = "deadline_missing"
    DEADLINE_EXTRA = "deadline_extra"
    LONG_TERM_DROPPED = "long_term_dropped"
    LONG_TERM_ADDED = "long_term_added"
    DEADLINE_WORDING = "deadline_wording"
    TEXT_MISSING = "sentence_or_clause_missing"
    TEXT_ADDED = "sentence_or_clause_added"
    TEXT_CHANGED = "meaning_changed"
    TEXT_WORDING = "wording"
    TEXT_MOVED = "sentence_moved"
    YEAR_SHIFTED = "year_shifted"
    ROW_UNDER_OTHER_ITEM = "row_under_other_item"
    ORDER_CHANGED = "order_changed"
    SECTION_CHANGED = "section_changed"
    LEVEL_MISSING = "level_missing"
    COLUMN_MISSING = "column_missing"
    HEADER_WORDING = "header_wording"
    DATA_CHANGED = "data_changed"
    DATA_MISSING = "data_missing"
    PRINT_WIDTH = "print_width"
    PRINT_BLANKS = "print_blanks"
    PRINT_MARKS = "print_marks"
    PRINT_SHIFTED = "print_shifted"
    PRINT_OUTSIDE = "print_outside"


class Judgement(NamedTuple):
    """Whether a kind of difference is material, and why (in the clerk's language)."""

    material: bool
    reason: str


_K = DifferenceKind
JUDGEMENTS = {  # a changed name, unit, deadline or meaning is material; what only reads otherwise is not
    _K.TASK_DROPPED: Judgement(True, "少了一项任务"),
    _K.TASK_ADDED: Judgement(True, "多了一项任务"),
    _K.NAME_CHANGED: Judgement(True, "名称中的实词变了，任务的对象或范围随之改变"),
    _K.NAME_WORDING: Judgement(False, "只是动词、虚词或标点不同，所指任务不变"),
    _K.NAME_MISSING: Judgement(False, "一处没有写名称，任务内容不变"),
    _K.UNIT_MISSING: Judgement(True, "少了单位，该单位就没有这项任务"),
    _K.UNIT_EXTRA: Judgement(True, "多了单位，该单位就多一项任务"),
    _K.UNIT_DIFFERS: Judgement(True, "单位不同，任务落到别的单位"),
    _K.ROLE_CHANGED: Judgement(True, "牵头、责任、配合的分工变了"),
    _K.UNIT_ORDER: Judgement(False, "单位相同，仅排列先后不同；首位是否牵头由人确认"),
    _K.UNIT_WORDING: Judgement(False, "同一单位的不同写法"),
    _K.DEADLINE_CHANGED: Judgement(True, "完成时限不同"),
    _K.DEADLINE_MISSING: Judgement(True, "没有了完成时限"),
    _K.DEADLINE_EXTRA: Judgement(True, "加上了完成时限"),
    _K.LONG_TERM_DROPPED: Judgement(True, "到期后不再长期坚持，不转入下年"),
    _K.LONG_TERM_ADDED: Judgement(True, "到期后还要长期坚持，须转入下年"),
    _K.DEADLINE_WORDING: Judgement(False, "写法不同，最后一天相同"),
    _K.TEXT_MISSING: Judgement(True, "少了整句或一层意思"),
    _K.TEXT_ADDED: Judgement(True, "多了整句或一层意思"),
    _K.TEXT_CHANGED: Judgement(True, "数字、频次、要求的强弱或一层意思变了"),
    _K.TEXT_WORDING: Judgement(False, "个别字词或标点不同，要求不变"),
    _K.TEXT_MOVED: Judgement(False, "同一句话在本项内换了位置"),
    _K.YEAR_SHIFTED: Judgement(False, "只是年份随年度顺延"),
    _K.ROW_UNDER_OTHER_ITEM: Judgement(True, "列在别的任务之下，单位和时限随那一项"),
    _K.ORDER_CHANGED: Judgement(False, "只是排列先后不同"),
    _K.SECTION_CHANGED: Judgement(False, "所属部分不同，任务、单位和时限不变"),
    _K.LEVEL_MISSING: Judgement(False, "少一级标题，任务、单位和时限不变"),
    _K.COLUMN_MISSING: Judgement(False, "一处通篇没有这一栏，并无矛盾"),
    _K.HEADER_WORDING: Judgement(False, "栏目名称不同，含义相同"),
    _K.DATA_CHANGED: Judgement(True, "要点本身的标题、文号、机关或日期不同"),
    _K.DATA_MISSING: Judgement(False, "一处没有写，并无矛盾"),
    _K.PRINT_WIDTH: Judgement(False, "只是全角、半角不同"),
    _K.PRINT_BLANKS: Judgement(False, "只是空格、换行不同"),
    _K.PRINT_MARKS: Judgement(False, "只是标点写法不同"),
    _K.PRINT_SHIFTED: Judgement(False, "只是单元格错位，已按表头复位"),
    _K.PRINT_OUTSIDE: Judgement(False, "只是页码、表头等任务以外的文字不同"),
}

Value = str | tuple[str, ...] | None  # a text, a list of units or headings, or nothing


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two lists, ``a`` and ``b``.

    ``item`` names the item in each list (its printed number, else its name; ``None`` where it has none there, ``*``
    for the whole list). ``a`` and ``b`` are the two readings; ``text`` is what a sentence about it must name.
    """

    kind: DifferenceKind
    item: tuple[str | None, str | None]
    field: str
    a: Value
    b: Value
    source: tuple[tuple[Place, ...], tuple[Place, ...]] = ((), ())
    text: str = ""

    @property
    def material(self) -> bool:
        """Tell whether it changes a name, a unit, a deadline or the meaning."""
        return JUDGEMENTS[self.kind].material
