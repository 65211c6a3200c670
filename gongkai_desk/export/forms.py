"""A form on its page: where each cell stands in the grid, and how high each row is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.page.em_grid import line_count
from gongkai_desk.page.layout import Cell, Form
from gongkai_desk.page.measures import FIGURES, points


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell whose upper left place is (``row``, ``column``), counted from 0."""

    row: int
    column: int
    cell: Cell


def placed_cells(form: Form) -> tuple[PlacedCell, ...]:
    """Return the cells in their places: each takes the first columns of its row that no cell above covers."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(form.rows):
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            taken.update((number + down, column + on) for down in range(cell.rows) for on in range(cell.columns))
            placed.append(PlacedCell(number, column, cell))
            column += cell.columns
    return tuple(placed)


def in_row(cells: Sequence[PlacedCell], row: int) -> Iterator[PlacedCell]:
    """Yield the cells that a row meets, from the left."""
    met = (each for each in cells if each.row <= row < each.row + each.cell.rows)
    yield from sorted(met, key=lambda each: each.column)


def row_heights(form: Form, pitch: float) -> list[float]:
    """Return the height of each row in points at a distance of lines; a tall cell makes its last row taller."""
    heights = [row.least for row in form.rows]
    for each in sorted(placed_cells(form), key=lambda each: each.cell.rows):
        last = each.row + each.cell.rows
        need = line_count(each.cell.text, cell_ems(form, each)) * pitch + form.face.padding
        over = need - sum(heights[each.row : last])
        if over > 0:
            heights[last - 1] += over
    return heights


def cell_width(form: Form, placed: PlacedCell) -> float:
    """Return the width of a cell in mm."""
    return sum(form.widths[placed.column : placed.column + placed.cell.columns])


def cell_ems(form: Form, placed: PlacedCell) -> float:
    """Return how many ems of text stand side by side in a cell."""
    free = points(cell_width(form, placed) - 2 * form.side)
    return free / form.face.size - FIGURES.slack
