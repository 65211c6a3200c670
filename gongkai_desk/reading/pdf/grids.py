"""A lattice and the characters in it → ``Grid``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from gongkai_desk.domain.place import Box, PagePlace
from gongkai_desk.reading.document import Cell, Grid
from gongkai_desk.reading.pdf.cells import Padding, cell_text, padding
from gongkai_desk.reading.pdf.lattices import Lattice, Span, cut_row
from gongkai_desk.reading.pdf.plain import PlainChar
from gongkai_desk.reading.pdf.row_finding import merged_breaks, numbered_lines, row_breaks, rows_of
from gongkai_desk.reading.pdf.text import VisualLine, visual_lines

Chars = list[list[PlainChar]]
"""The characters of each cell of a lattice."""


def sorted_into(chars: Sequence[PlainChar], tables: Sequence[Lattice]) -> tuple[list[PlainChar], list[Chars]]:
    """Return the characters outside all tables, and for each table those of each of its cells."""
    loose: list[PlainChar] = []
    inside: list[Chars] = [[[] for _ in table.spans] for table in tables]
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for table, cells in zip(tables, inside, strict=True):
            index = table.span_at(x, y)
            if index is not None:
                cells[index].append(char)
                break
        else:
            loose.append(char)
    return loose, inside


def make_grid(
    table: Lattice, chars: Chars, page: int, back: Callable[[Box], Box], side: Sequence[VisualLine] = ()
) -> Grid:
    """Return the grid; ``back`` leads from the table's frame to the page as displayed.

    ``side`` are lines in it that run another way; their text follows that of their cell.
    """
    table, lines = _numbered_rows_cut(table, [visual_lines(cell) for cell in chars])
    inner = _paddings(table, lines)
    rows: list[list[Cell | None]] = [[None] * len(line) for line in table.owner]
    for number, (span, cell_lines) in enumerate(zip(table.spans, lines, strict=True)):
        place = PagePlace(page, back(_box(table, span)))
        cell = _cell(table, span, cell_lines, inner[span.column, span.columns], place)
        sideways = [line.text for line in side if _cell_of(table, line) == number]
        if sideways:
            cell = replace(cell, text="".join([cell.text, *sideways]))
        rows[span.row][span.column] = cell
    box = Box(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    return Grid(tuple(tuple(row) for row in rows), box)


def holds(table: Lattice, line: VisualLine) -> bool:
    """Tell whether a line stands in a table."""
    return _cell_of(table, line) is not None


def _cell_of(table: Lattice, line: VisualLine) -> int | None:
    return table.span_at((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2)


def _numbered_rows_cut(table: Lattice, lines: list[list[VisualLine]]) -> tuple[Lattice, list[list[VisualLine]]]:
    """Cut every row that holds several running numbers: a table ruled between columns and round its edge only."""
    for row in reversed(range(len(table.owner))):
        cells = list(dict.fromkeys(table.owner[row]))
        if len(cells) < 2 or any(table.spans[index].rows > 1 for index in cells):
            continue
        columns = [lines[index] for index in cells]
        if numbered_lines(columns):
            table, lines = _cut(table, lines, row, cells)
    return table, lines


def _cut(
    table: Lattice, lines: list[list[VisualLine]], row: int, cells: Sequence[int]
) -> tuple[Lattice, list[list[VisualLine]]]:
    columns = [lines[index] for index in cells]
    breaks = row_breaks(columns)
    rows = rows_of(columns, [table.ys[row], *breaks, table.ys[row + 1]])
    longest = max(len(column) for column in columns)
    merged = [set() if len(column) == longest else merged_breaks(column, rows) for column in columns]
    cut = cut_row(table, row, breaks, dict(zip(cells, merged, strict=True)))
    chars = [char for cell in lines for line in cell for char in line.chars]
    return cut, [visual_lines(cell) for cell in sorted_into(chars, (cut,))[1][0]]


def _paddings(table: Lattice, lines: Sequence[list[VisualLine]]) -> dict[tuple[int, int], Padding]:
    columns: dict[tuple[int, int], list[tuple[float, float, Sequence[VisualLine]]]] = {}
    for span, cell_lines in zip(table.spans, lines, strict=True):
        sides = table.xs[span.column], table.xs[span.column + span.columns]
        columns.setdefault((span.column, span.columns), []).append((*sides, cell_lines))
    return {column: padding(cells) for column, cells in columns.items()}


def _box(table: Lattice, span: Span) -> Box:
    left, right = table.xs[span.column], table.xs[span.column + span.columns]
    return Box(left, table.ys[span.row], right, table.ys[span.row + span.rows])


def _cell(table: Lattice, span: Span, lines: Sequence[VisualLine], inner: Padding, place: PagePlace) -> Cell:
    text, joins = cell_text(lines, table.xs[span.column], table.xs[span.column + span.columns], inner)
    first = lines[0].chars[0] if lines else None
    bold, size = bool(first and first.face.bold), round(first.size, 2) if first else None
    return Cell(text, (place,), span.rows, span.columns, bold=bold, size=size, joins=joins)
