"""The rows under a form's head: tasks that are printed, sections, examples, room to fill, totals and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from gongkai_desk.domain.forms import FormCell, FormField, FormMode, FormTable, Matched, RowMatch
from gongkai_desk.rules.compare.matching import fold
from gongkai_desk.rules.forms.heads import Head, HeadColumn, anchors

F = FormField


class RowKind(Enum):
    """What a row of a form is."""

    TASK = "task"
    SECTION = "section"
    EXAMPLE = "example"
    ROOM = "room"  # blank, or only numbered
    FOOT = "foot"  # totals, notes, who signs


_FOOT = re.compile(
    r"(?:合|总|小|共)\s*计|注\s*[：:1-9]|备\s*注\s*[：:]|(?:填表|填报)?说\s*明\s*[：:]|附\s*注"
    r"|(?:填[报表]人|审核人?|复核人?|负责人|单位负责人|主要负责人|分管领导|联系人|联系电话|制表人?|填报单位|填报日期|填报时间)[^：:]{0,8}[：:]"
)
_EXAMPLE = re.compile(r"[(（【]?(?:示例|样例|范例|举例|填写示例|例如|例\s*[：:\d])|^例$|^如[：:]")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[部章]"
)
_NUMBER = re.compile(r"[\d.、（）()一二三四五六七八九十…]{1,6}")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row under a head; ``texts`` by field, from merged cells too; ``section``: the last section row above it."""

    index: int
    kind: RowKind
    texts: dict[FormField, str]
    section: str = ""
    words: str = ""  # all that stands in it


@dataclass(frozen=True, slots=True)
class Region:
    """One table of a form: its head and the rows below it up to the next head."""

    grid: int
    head: Head
    rows: tuple[FormRow, ...]

    def of(self, *kinds: RowKind) -> list[FormRow]:
        """Return the rows of some kinds."""
        return [row for row in self.rows if row.kind in kinds]


def regions_of(tables: Sequence[FormTable], heads: Sequence[Head]) -> tuple[Region, ...]:
    """Return each head with its rows."""
    found = []
    for grid, head in enumerate(heads):
        later = [each.first for each in heads if each.table == head.table and each.first > head.first]
        table = tables[head.table]
        end = min(later, default=len(table.rows))
        found.append(Region(grid, head, tuple(_rows(table, head, end))))
    return tuple(found)


def _rows(table: FormTable, head: Head, end: int) -> Iterator[FormRow]:
    covered = anchors(table)
    section, ended = "", False
    last = _last_of_body(table, head, end)
    for index in range(head.last + 1, end):
        texts = {
            column.field: cell.text
            for column in reversed(head.columns)
            if column.field is not None
            and (cell := table.at(*covered.get((index, column.position), (index, column.position)))) is not None
        }
        own = [cell for cell in table.rows[index] if cell is not None]
        kind = RowKind.FOOT if ended or index > last else _kind(table, index, texts, own)
        if kind is RowKind.SECTION:
            section = next(cell.text for cell in own if cell.text)
        yield FormRow(index, kind, texts, section, " ".join(cell.text for cell in own if cell.text))


def _last_of_body(table: FormTable, head: Head, end: int) -> int:
    """Return the last row before the totals and notes at the foot."""
    last = end - 1
    while end < len(table.rows) and last > head.last and _is_caption(table.rows[last]):
        last -= 1  # what stands above the next table is its caption
    blank_from = end = last + 1
    while last > head.last:
        cells = [cell for cell in table.rows[last] if cell is not None]
        if _is_foot(table, cells):
            blank_from = last
        elif any(cell.text or cell.formula for cell in cells):
            break
        last -= 1
    return (blank_from if blank_from < end else end) - 1


def _is_caption(row: Sequence[FormCell | None]) -> bool:
    """Tell a line of one text, but for a total."""
    cells = [cell for cell in row if cell is not None]
    return sum(bool(cell.text) for cell in cells) == 1 and not _FOOT.match(next(c.text for c in cells if c.text))


def _is_foot(table: FormTable, cells: Sequence[FormCell]) -> bool:
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return any(cell.formula for cell in cells) and all(cell.formula for cell in cells if cell.text or cell.formula)
    if _FOOT.match(filled[0].text):
        return True
    return len(filled) == 1 and filled[0].columns >= max(3, table.width - 1) and not _SECTION.match(filled[0].text)


def _kind(table: FormTable, index: int, texts: dict[FormField, str], own: Sequence[FormCell]) -> RowKind:
    filled = [cell for cell in own if cell.text]
    if not filled:
        return RowKind.TASK if texts.get(F.CONTENT) else RowKind.ROOM  # in a merged cell that began above
    if _FOOT.match(filled[0].text):
        return RowKind.FOOT
    if any(_EXAMPLE.match(cell.text) for cell in filled[:2]):
        return RowKind.EXAMPLE
    if len(filled) == 1 and _is_section(table, filled[0], own):
        return RowKind.SECTION
    if texts.get(F.CONTENT) or texts.get(F.TITLE):
        return RowKind.TASK
    if all(_NUMBER.fullmatch(cell.text) for cell in filled):
        return RowKind.ROOM
    return (
        RowKind.TASK if any(texts.get(each) for each in (F.UNITS, F.LEAD, F.RESPONSIBLE, F.DEADLINE)) else RowKind.FOOT
    )


def _is_section(table: FormTable, cell: FormCell, own: Sequence[FormCell]) -> bool:
    if cell.columns >= max(3, table.width - 1):
        return True
    return cell is own[0] and bool(_SECTION.match(cell.text)) and len(cell.text) > 3


def printed_rows(regions: Sequence[Region]) -> list[tuple[Region, FormRow]]:
    """Return the printed rows of a form in order."""
    return [(region, row) for region in regions for row in region.of(RowKind.TASK)]


def row_words(row: FormRow) -> str:
    """Return what a printed row is remembered by: its name and content."""
    return fold(row.texts.get(F.TITLE, "") + row.texts.get(F.CONTENT, ""))


_LOOKS = (  # what an example may show that its head did not say
    (re.compile(r"(?:已|未|正在|持续|基本)?(?:完成|推进|启动|办结|滞后)(?:中)?"), F.STATE),
    (re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}(?:-\d+)?|\d{7,8}"), F.PHONE),
    (re.compile(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"), F.DAY),
    (re.compile(r"https?://\S+|.*《[^》]+》.*|.*〔20\d\d〕\d+号.*", re.DOTALL), F.EVIDENCE),
)
_PROSE = 20  # characters from which an example's text in a column of its own tells of progress


def by_examples(tables: Sequence[FormTable], region: Region) -> Head:
    """Return a region's head with the columns that its words left open named by what an example row holds."""
    rows = region.of(RowKind.EXAMPLE)
    taken = {column.field for column in region.head.columns}

    def named(column: HeadColumn) -> HeadColumn:
        if column.field is not None or not rows:
            return column
        cell = tables[region.head.table].at(rows[0].index, column.position)
        text = cell.text if cell is not None else ""
        field = next((each for look, each in _LOOKS if look.fullmatch(text)), None)
        if field is None and len(text) >= _PROSE and F.PROGRESS not in taken:
            field = F.PROGRESS
        if field is None or field in taken:
            return column
        taken.add(field)
        return replace(column, field=field, by=Matched.CONTENT)

    return replace(region.head, columns=tuple(map(named, region.head.columns)))


_FEW = 2  # rows that may be examples of an empty form


def mode_of(regions: Sequence[Region], matches: Sequence[RowMatch]) -> FormMode:
    """Return whether tasks are printed in a form; a row or two that are none of ours, with room below, are examples."""
    rows = printed_rows(regions)
    if not rows:
        return FormMode.EMPTY
    known = any(each.sure for each in matches)
    room = all(sum(row.kind is RowKind.ROOM for row in region.rows) > 1 for region, _ in rows)
    few = all(len(region.of(RowKind.TASK)) <= _FEW for region in regions)
    return FormMode.EMPTY if few and room and not known else FormMode.PRINTED


def as_examples(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Return an empty form whose printed rows are examples."""

    def example(row: FormRow) -> FormRow:
        return replace(row, kind=RowKind.EXAMPLE) if row.kind is RowKind.TASK else row

    return tuple(replace(region, rows=tuple(map(example, region.rows))) for region in regions)
