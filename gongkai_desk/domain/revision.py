"""A revised plan (修订稿) against the stored one: its tasks line by line, what differs in each, what was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai_desk.domain.plan import Place, StoredTask, Task

WHOLE = "task"
"""The aspect of a line that is about the task as a whole: it is new, or gone."""

ORDER = "order"
"""The aspect that is about where the task stands."""

MERGING = "合并修订稿"
"""How the names of steps begin that merge a revision: what they write is print, what others write is the office's."""

ORIGINAL = "original"
"""The aspect of a plan that is about which file its tasks are shown in."""


class LineKind(StrEnum):
    """What became of a task."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"
    SAME = "same"


class Choice(StrEnum):
    """What is to become of one difference; a task that is gone can be cancelled or put into the recycle bin."""

    NEW = "new"
    OLD = "old"
    CANCEL = "cancel"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Spot:
    """What a choice is about: a stored task (its id), a task of the draft (its place), and the aspect of it.

    ``None`` for both: the plan's own data.
    """

    old: int | None
    new: int | None
    aspect: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing in which both differ, as a person reads it; ``why`` says why it is material, or why it is not.

    ``preset`` holds where it is not material and nobody says otherwise.
    """

    spot: Spot
    old: str
    new: str
    material: bool
    why: str = ""
    preset: Choice = Choice.NEW


@dataclass(frozen=True, slots=True)
class Line:
    """A stored task, a task of the draft, or both; with what has been done on the stored one (counts).

    ``deleted``: the task of the draft is one that the clerk had put into the recycle bin.
    """

    old: StoredTask | None
    new: Task | None
    at: int | None  # place in the draft
    aspects: tuple[Aspect, ...] = ()
    reports: int = 0
    proofs: int = 0
    deleted: StoredTask | None = None

    @property
    def kind(self) -> LineKind:
        """Return what became of the task."""
        if self.old is None:
            return LineKind.ADDED
        if self.new is None:
            return LineKind.GONE
        return LineKind.CHANGED if self.aspects else LineKind.SAME

    @property
    def has_work(self) -> bool:
        """Tell whether anything was reported or proved: such a task is never dropped without a word."""
        return bool(self.reports or self.proofs)

    def offered(self) -> tuple[Choice, ...]:
        """Return the choices that there are for a difference of this line."""
        if self.kind is LineKind.GONE:
            return Choice.OLD, Choice.CANCEL, Choice.REMOVE
        return Choice.NEW, Choice.OLD

    def meant(self, wanted: Choice) -> Choice:
        """Return what 采用新稿 or 保留原稿 means here: a task that is gone is cancelled if work was done on it."""
        if self.kind is LineKind.GONE and wanted is Choice.NEW:
            return Choice.CANCEL if self.has_work else Choice.REMOVE
        return wanted


Choices = Mapping[Spot, Choice]


@dataclass(frozen=True, slots=True)
class Revision:
    """All differences: of the plan's data, and the lines in the order of the merged plan."""

    data: tuple[Aspect, ...]
    lines: tuple[Line, ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Return (id of the stored task, place in the draft) of what belongs together."""
        return tuple((line.old.id, line.at) for line in self.lines if line.old is not None and line.at is not None)

    def aspects(self) -> Iterator[Aspect]:
        """Yield all differences, the plan's first."""
        yield from self.data
        for line in self.lines:
            yield from line.aspects

    def open(self, choices: Choices) -> tuple[Aspect, ...]:
        """Return the differences that a person must still decide."""
        return tuple(aspect for aspect in self.aspects() if decided(aspect, choices) is None)


def decided(aspect: Aspect, choices: Choices) -> Choice | None:
    """Return what was chosen; what only reads otherwise is taken from the draft unless a person says no.

    What the clerk had corrected or deleted stays so unless a person says that the draft holds.
    """
    return choices.get(aspect.spot, None if aspect.material else aspect.preset)


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
