"""From a document as read to plain tables; which files are books of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai_desk.domain.cycle.returns import SheetTable
from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.reading.document import Cell, Document, Grid, Line, Page
from gongkai_desk.rules.returns.opinions import is_opinion_form
from gongkai_desk.rules.returns.sheets import is_book

_ROW: Final = re.compile(r"\d+$")


def tables_of(document: Document) -> tuple[SheetTable, ...]:
    """Return the tables of a document with the lines before each; rows of flowing text are counted through."""
    found: list[SheetTable] = []
    count = 0
    for page in document.pages:
        for table in _tables_on(page, document.file, count):
            found.append(table)
            count += len(table.rows)
    return tuple(found)


def lines_of(document: Document, sheet: str) -> tuple[str, ...]:
    """Return the cells and lines of a sheet with this name, one column of them."""
    items = (item for page in document.pages if page.name == sheet for item in page.items)
    return tuple(text for item in items for text in _texts(item) if text)


def _texts(item: Grid | Line) -> Iterator[str]:
    if isinstance(item, Grid):
        yield from (row[0].text for row in item.rows if row and row[0] is not None)
    else:
        yield item.text


def is_returned(document: Document) -> bool:
    """Tell whether a document is a 填报表 or 意见反馈表 of ours, which is collected and never imported."""
    tables = tables_of(document)
    return is_book(tables) or is_opinion_form(tables)


def _tables_on(page: Page, file: str, count: int) -> Iterator[SheetTable]:
    above: list[str] = []
    for item in page.items:
        if isinstance(item, Grid):
            yield _table(item, page.name, tuple(above), count)
            above = []
        else:
            above.append(item.text)


def _table(grid: Grid, name: str, above: tuple[str, ...], count: int) -> SheetTable:
    rows = tuple(tuple(cell.text if cell is not None else None for cell in row) for row in grid.rows)
    numbers = tuple(_number(row) or count + place for place, row in enumerate(grid.rows, 1))
    return SheetTable(name, rows, numbers, dict(_covers(grid)), above, _columns(grid))


def _columns(grid: Grid) -> tuple[int, ...]:
    """Return the numbers of a sheet's columns; of a table elsewhere they are counted."""
    known: dict[int, int] = {}
    for row in grid.rows:
        for place, cell in enumerate(row):
            if place not in known and cell and cell.places and isinstance(at := cell.places[0], CellPlace):
                known[place] = column_number(_ROW.sub("", at.cell))
    width = max(map(len, grid.rows), default=0)
    return tuple(known.get(place, place + 1) for place in range(width))


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(row: Sequence[Cell | None]) -> int | None:
    """Return the number of a row of a sheet."""
    places = (place for cell in row if cell for place in cell.places if isinstance(place, CellPlace))
    digits = (_ROW.search(place.cell) for place in places)
    return next((int(found[0]) for found in digits if found), None)


def _covers(grid: Grid) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell is not None and (cell.rows > 1 or cell.columns > 1):
                reach = ((r, c) for r in range(row, row + cell.rows) for c in range(column, column + cell.columns))
                yield from ((at, (row, column)) for at in reach if at != (row, column))
