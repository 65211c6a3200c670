"""A person's word on what the columns of a table hold, put over the header that was printed.

A document is read as if its header had used the plain words; nothing else in the parser need know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.parsing.grids.columns import header_at
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Cell, Document, Grid, Line
from gongkai_desk.words.terms import ColumnRole, column_roles

PLAIN_WORDS = {
    ColumnRole.SEQ: "序号",
    ColumnRole.SECTION: "类别",
    ColumnRole.TITLE: "任务名称",
    ColumnRole.CONTENT: "任务内容",
    ColumnRole.LEAD: "牵头单位",
    ColumnRole.RESPONSIBLE: "责任单位",
    ColumnRole.SUPPORT: "配合单位",
    ColumnRole.DEADLINE: "完成时限",
    ColumnRole.REMARK: "备注",
}
"""The roles that a person may give to a column, each with the header word that the parser knows it by."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: headers as printed (empty where it has none), and what each holds."""

    names: tuple[str, ...]
    roles: tuple[ColumnRole | None, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns as they were understood, each with a text out of its first row of content."""

    layout: Layout
    samples: tuple[str, ...]


def columns_of(document: Document) -> tuple[Columns, ...]:
    """Return the columns of each kind of table in a document."""
    found: dict[tuple[str, ...], Columns] = {}
    for item in (item for page in document.pages for item in page.items):
        if isinstance(item, Grid) and item.rows:
            columns = _columns(item)
            found.setdefault(columns.layout.names, columns)
    return tuple(found.values())


def with_layouts(document: Document, layouts: Sequence[Layout]) -> Document:
    """Return the document with the headers of tables that are in ``layouts`` named by what their columns hold."""
    known = {layout.names: layout for layout in layouts}
    if not known:
        return document
    pages = tuple(replace(page, items=tuple(_renamed(item, known) for item in page.items)) for page in document.pages)
    return replace(document, pages=pages)


def _renamed(item: Line | Grid, known: dict[tuple[str, ...], Layout]) -> Line | Grid:
    if not isinstance(item, Grid) or not item.rows:
        return item
    layout = known.get(_columns(item).layout.names)
    if layout is None:
        return item
    if not any(layout.names):
        return replace(item, rows=(tuple(Cell(word) for word in _words(layout)), *item.rows))
    return replace(item, rows=tuple(_row(row, layout) for row in item.rows))


def _row(row: tuple[Cell | None, ...], layout: Layout) -> tuple[Cell | None, ...]:
    """Rename the cells of a header row, wherever it is repeated; other rows stay."""
    if _names(row, len(layout.names)) != layout.names:
        return row
    return tuple(cell and replace(cell, text=word, joins=()) for cell, word in zip(row, _words(layout), strict=False))


def _words(layout: Layout) -> Iterator[str]:
    """Yield a header word for each column; one without a role keeps its name, as a column that is only kept."""
    for name, role in zip(layout.names, layout.roles, strict=True):
        yield PLAIN_WORDS.get(role, name) if role else PLAIN_WORDS[ColumnRole.REMARK]


def _columns(grid: Grid) -> Columns:
    width = max(len(row) for row in grid.rows)
    rows = grid.rows
    found = next((at for at in range(min(len(rows), USUAL.header_rows)) if _is_head(grid, at, width)), None)
    names = ("",) * width if found is None else _names(rows[found], width)
    after = 0 if found is None else found + 1
    first = next((row for row in rows[after:] if sum(map(bool, _texts(row))) > 1), ())
    samples = tuple(_texts(first))
    return Columns(Layout(names, column_roles(names)), (*samples, *[""] * (width - len(samples))))


def _texts(row: Sequence[Cell | None]) -> Iterator[str]:
    return (cell.text if cell else "" for cell in row)


def _is_head(grid: Grid, at: int, width: int) -> bool:
    """Take the row that the parser takes for a header, or the first that the format marks as one."""
    row = grid.rows[at]
    return header_at(grid.rows, at, width) is not None or (at < grid.header_rows and sum(map(bool, row)) > 1)


def _names(row: Sequence[Cell | None], width: int) -> tuple[str, ...]:
    names = ["".join(cell.text.split()) if cell else "" for cell in row]
    return (*names, *[""] * (width - len(names)))
