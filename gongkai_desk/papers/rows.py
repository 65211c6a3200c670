"""What several papers share: tasks as rows of a table, and the line for signatures.

A table of tasks has section rows, the text of every cell, and cells that are one with the cell above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import Column, ColumnKey
from gongkai_desk.page.layout import CONTINUED, Band, BandKind, Piece, Row, RowKind, plain_text
from gongkai_desk.page.measures import FIGURES

_PLAIN_NUMBER = re.compile(r"\d+")  # 12
_TWO_CELLS = re.compile(r"牵头[^：]{2}：(.*)；责任[^：]{2}：(.*)", re.DOTALL)  # 牵头部门：…；责任单位：…
NOTHING = "\N{EM DASH}"  # 一字线: there is none
_WITHIN_ITEM = (ColumnKey.UNITS, ColumnKey.LEAD, ColumnKey.RESPONSIBLE, ColumnKey.DEADLINE)
_NAMES = (ColumnKey.TITLE, ColumnKey.ITEM)
_OWN_LABEL = re.compile(r"^责任(?:单位|部门)：(?=[^：]*$)")  # 责任单位：市司法局, in a column of that name
_CLAUSE_END = re.compile(r"[，。；：\n]")
_PARTED = re.compile(r"[、\s]+")
_BRACKETED = re.compile(r"\((.+)\)")  # (二)


@dataclass(frozen=True, slots=True)
class Record:
    """A task with the text of each of its cells."""

    task: Task
    texts: tuple[str, ...]


def table_rows(records: Sequence[Record], columns: Sequence[Column]) -> list[Row]:
    """Return the rows of a table: a section row where a section begins, then its tasks."""
    rows: list[Row] = []
    above: Record | None = None
    for record in _dashed(records, columns):
        sections = list(_new_sections(above, record))
        rows += sections
        rows.append(Row(record.texts, _joined(above if not sections else None, record, columns)))
        above = record
    return rows


def _new_sections(above: Record | None, record: Record) -> Iterator[Row]:
    """Yield section rows from the outermost level that changed.

    Where tasks of a section follow those of one inside it, its heading comes again: else they would be read as part of
    that.
    """
    before = above.task.section if above else ()
    section = record.task.section
    if section and len(section) < len(before) and before[: len(section)] == section:
        yield Row((plain_text(section[-1]) + CONTINUED,), kind=RowKind.SECTION, level=len(section) - 1)
        return
    same = next((i for i, name in enumerate(section) if before[i : i + 1] != (name,)), len(section))
    for level in range(same, len(section)):
        yield Row((plain_text(section[level]),), kind=RowKind.SECTION, level=level)


def _dashed(records: Sequence[Record], columns: Sequence[Column]) -> list[Record]:
    """Put a dash where a column of units or deadlines has nothing for a task, if it has something for others.

    An empty cell below a filled one would be read as a repetition of it; so no such column has both dash and blank.
    """
    filled = [
        column.key in _WITHIN_ITEM and any(record.texts[place] for record in records)
        for place, column in enumerate(columns)
    ]
    return [
        replace(
            record, texts=tuple(text or NOTHING * dashed for text, dashed in zip(record.texts, filled, strict=True))
        )
        for record in records
    ]


def _joined(above: Record | None, record: Record, columns: Sequence[Column]) -> tuple[bool, ...]:
    """Tell per column whether the cell is one with the cell above: the same text within one item."""
    if above is None or above.task.section != record.task.section or not _same_item(above, record, columns):
        return (False,) * len(columns)
    pairs = zip(columns, above.texts, record.texts, strict=True)
    return tuple(column.merged and one == other for column, one, other in pairs)


def _same_item(above: Record, record: Record, columns: Sequence[Column]) -> bool:
    """Tell whether two neighbours bear one name; without a name of its own every task is an item of its own."""
    if not above.task.title or not record.task.title:
        return False
    for column, one, other in zip(columns, above.texts, record.texts, strict=True):
        if column.key in _NAMES:
            return one == other
    return False


def sequence(tasks: Sequence[Task]) -> list[str]:
    """Return what stands under 序号: the printed numbers; the number paths of a narrative are counted anew."""
    numbers = [task.seq or "" for task in tasks]
    if any("/" in number for number in numbers) or not any(numbers):
        return [str(index) for index in range(1, len(tasks) + 1)]
    return numbers


def task_name(task: Task) -> str:
    """Return the name of a task, of one without a name the first clause of its content: no cell shows a bare number."""
    return plain_text(task.title or "") or _CLAUSE_END.split(plain_text(task.content), maxsplit=1)[0]


def item_name(task: Task) -> str:
    """Return number and name as one: 3.助企纾困信息公开; of a number path only the last part."""
    number = (task.seq or "").rpartition("/")[2]
    title = task_name(task)
    bracketed = _BRACKETED.fullmatch(number)
    if bracketed:
        return f"（{bracketed[1]}）{title}"
    if _PLAIN_NUMBER.fullmatch(number):
        return f"{number}. {title}" if title[:1].isdigit() else f"{number}.{title}"
    return f"{number}、{title}" if number else title


def unit_text(task: Task) -> str:
    """Return the unit cell as printed; made of the units where a person has entered only those."""
    if task.unit_text:
        return plain_text(_OWN_LABEL.sub("", task.unit_text))
    clauses = [
        (task.lead, "牵头"),
        (task.responsible, "负责" if task.lead or task.support else ""),
        (task.support, "配合"),
    ]
    return "，".join("、".join(units) + verb for units, verb in clauses if units)


def lead_text(task: Task) -> str:
    """Return the lead units as printed, else one on a line."""
    printed = _TWO_CELLS.fullmatch(task.unit_text)
    return _as_printed(printed[1] if printed else "", task.lead)


def responsible_text(task: Task) -> str:
    """Return the responsible units, one on a line, and who supports them; what was not understood as printed."""
    printed = _TWO_CELLS.fullmatch(task.unit_text)
    lines = list(filter(None, [_as_printed(printed[2] if printed else "", task.responsible)]))
    if task.support:
        lines.append("配合单位：" + "、".join(task.support))
    if not lines and not task.lead:
        return plain_text(task.unit_text)
    return "\n".join(lines)


def _as_printed(cell: str, units: tuple[str, ...]) -> str:
    """Return the printed cell if it names just these units: it keeps 、 between them; a blank was a line end."""
    if tuple(filter(None, _PARTED.split(cell))) == units:
        return plain_text(re.sub(r"\s+", "\n", cell))
    return "\n".join(units)


def task_text(task: Task, key: ColumnKey) -> str:
    """Return what a task itself says for a column; empty for columns that others fill."""
    match key:
        case ColumnKey.TITLE:
            return task_name(task)
        case ColumnKey.ITEM:
            return item_name(task)
        case ColumnKey.CONTENT:
            return plain_text(task.content)
        case ColumnKey.UNITS:
            return unit_text(task)
        case ColumnKey.LEAD:
            return lead_text(task)
        case ColumnKey.RESPONSIBLE:
            return responsible_text(task)
        case ColumnKey.DEADLINE:
            return plain_text(task.deadline.text)
        case ColumnKey.OTHER:
            return plain_text(task.other_text)
        case _:
            return ""


# ---- lines

_SIGNATURES = ("单位负责人（签字）：", "审核人：", "填报人：", "联系电话：")
_PLACES = (0.0, 0.34, 0.56, 0.78)  # the first is the longest and is signed by hand
BLANK_DATE = "　　　　年　　月　　日"


def signatures(texts: Sequence[str] = _SIGNATURES, places: Sequence[float] = _PLACES) -> Band:
    """Return the line for signatures below a table; ``places`` are where each begins, in parts of the width."""
    pieces = tuple(Piece(text, place=place) for text, place in zip(texts, places, strict=True))
    return Band(BandKind.LINE, pieces, before=FIGURES.foot_gap)
