"""A worksheet as the three kinds of workbook give it, and the page of lines and one grid that it becomes.

Rows and columns in which nothing is seen are left out: empty, or hidden by the person who sent the file or by a filter.
What is hidden and holds text is told in ``missed``. Rows of one cell above the table (title, annex mark, 文号) are
lines; from the first row of several cells on all is one grid.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.errors import Limit
from gongkai_desk.reading.document import Cell, Grid, Line, Missed, Page
from gongkai_desk.reading.flowing import visible

MOST_CELLS = 3_000_000
"""Cells of one workbook that are read; a plan has some thousands."""
_MOST_PLACES = 1_000_000  # rows times columns of one sheet, blank ones too
_LAST_COLUMN = 16_384  # XFD
_MOST_COVERED = 3_000_000  # places that merges may cover, all together

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all count from 1."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows, never blank."""

    text: str
    bold: bool = False
    size: float | None = None
    centred: bool = False
    struck: bool = False  # with a line through it (删除线)


@dataclass(slots=True)
class Sheet:
    """One worksheet: only cells that show something."""

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    title_rows: tuple[int, int] | None = None  # rows printed on every page
    missed: list[Missed] = field(default_factory=list)

    def hide_columns(self, first: int, last: int) -> None:
        """Note that nobody sees these columns."""
        last = min(last, _LAST_COLUMN)
        if first not in self.hidden_columns or last not in self.hidden_columns:
            self.hidden_columns.update(range(max(first, 1), last + 1))


def put(sheet: Sheet, row: int, column: int, cell: SheetCell) -> None:
    """Set a cell if anything of it prints; line ends are made line feeds."""
    text = visible(cell.text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if text:
        lines = (line.strip() for line in text.split("\n"))
        text = "\n".join(line for line in lines if line)
        sheet.cells[row, column] = replace(cell, text=text)


def column_name(column: int) -> str:
    """Return a column's letters: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def page_of(sheet: Sheet, number: int, file: str) -> tuple[Page, tuple[Missed, ...]]:
    """Return the sheet as a page, and what of it was not read.

    Raises:
        Limit: cells so scattered that their rows and columns make no table.
    """
    layout = _Layout(sheet)
    if len(layout.rows) * len(layout.columns) > _MOST_PLACES:
        raise Limit(file=file, what="cells", limit=_MOST_PLACES)
    rows = [layout.row(row) for row in layout.rows]
    lead = _lines_above(rows) if len(layout.columns) > 1 else len(rows)
    items: list[Line | Grid] = list(layout.lines(lead))
    if lead < len(rows):
        items.append(Grid(tuple(rows[lead:]), header_rows=_heads(sheet, layout.rows[lead:]), name=sheet.name))
    return Page(number, tuple(items), name=sheet.name), (*sheet.missed, *_hidden(sheet))


def text_of(pages: Sequence[Page]) -> str:
    """Return all that the pages show, a line feed after each row, a tab between cells."""
    return "".join(line + "\n" for page in pages for item in page.items for line in _printed(item))


def _printed(item: Line | Grid) -> Iterator[str]:
    if isinstance(item, Line):
        yield item.text
    else:
        yield from ("\t".join(cell.text if cell else "" for cell in row) for row in item.rows)


class _Layout:
    """The rows and columns that show something, and what merges do to their cells."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._cells = {at: cell for at, cell in sheet.cells.items() if not _is_hidden(sheet, at)}
        self._moved()
        self.rows = sorted({row for row, _ in self._cells})
        self.columns = sorted({column for _, column in self._cells})
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._covered: set[tuple[int, int]] = set()
        for area in sheet.merges:
            self._merge(area)

    def row(self, row: int) -> tuple[Cell | None, ...]:
        """Return the places of a row."""
        return tuple(self._cell(row, column) for column in self.columns)

    def lines(self, count: int) -> Iterator[Line]:
        """Yield the first rows, of one text each, as lines; a row that a merge covers shows none."""
        for row in self.rows[:count]:
            at = next(
                ((row, c) for c in self.columns if (row, c) in self._cells and (row, c) not in self._covered), None
            )
            if at is not None:
                yield self._line(at)

    def _line(self, at: tuple[int, int]) -> Line:
        shown = self._cells[at]
        place = CellPlace(self._sheet.name, f"{column_name(at[1])}{at[0]}")
        struck = shown.text if shown.struck else ""
        return Line(shown.text, (place,), size=shown.size, bold=shown.bold, centred=shown.centred, struck=struck)

    def _cell(self, row: int, column: int) -> Cell | None:
        at = (row, column)
        if at in self._covered:
            return None
        cell = self._cells.get(at, SheetCell(""))
        rows, columns = self._spans.get(at, (1, 1))
        place = CellPlace(self._sheet.name, f"{column_name(column)}{row}")
        struck = cell.text if cell.struck else ""
        return Cell(cell.text, (place,), rows, columns, cell.bold, cell.size, struck=struck)

    def _moved(self) -> None:
        """Show a merged text whose first row or column is hidden in the first place that is seen."""
        for first, left, last, right in self._sheet.merges:
            cell = self._sheet.cells.get((first, left))
            if cell is None or (first, left) in self._cells:
                continue
            row = next((r for r in range(first, min(last, first + 5000) + 1) if r not in self._sheet.hidden_rows), None)
            columns = range(left, min(right, left + 500) + 1)
            column = next((c for c in columns if c not in self._sheet.hidden_columns), None)
            if row is not None and column is not None:
                self._cells[row, column] = cell

    def _merge(self, area: Area) -> None:
        first, left, last, right = area
        rows = self.rows[bisect_left(self.rows, first) : bisect_right(self.rows, last)]
        columns = self.columns[bisect_left(self.columns, left) : bisect_right(self.columns, right)]
        size = len(rows) * len(columns)
        if size < 2 or len(self._covered) + size > _MOST_COVERED or (rows[0], columns[0]) in self._covered:
            return
        self._spans[rows[0], columns[0]] = (len(rows), len(columns))
        self._covered.update((row, column) for row in rows for column in columns)
        self._covered.discard((rows[0], columns[0]))


def _is_hidden(sheet: Sheet, at: tuple[int, int]) -> bool:
    return at[0] in sheet.hidden_rows or at[1] in sheet.hidden_columns


def _lines_above(rows: Sequence[Sequence[Cell | None]]) -> int:
    """Return how many rows at the top hold one text only."""
    for number, row in enumerate(rows):
        if sum(bool(cell and cell.text) for cell in row) > 1:
            return number
    return len(rows)


def _heads(sheet: Sheet, rows: Sequence[int]) -> int:
    """Return how many rows at the top of the grid are printed on every page."""
    if sheet.title_rows is None:
        return 0
    first, last = sheet.title_rows
    heads = sum(first <= row <= last for row in rows)
    return heads if heads < len(rows) and all(first <= row <= last for row in rows[:heads]) else 0


def _hidden(sheet: Sheet) -> Iterator[Missed]:
    rows = sorted({row for row, _ in sheet.cells if row in sheet.hidden_rows})
    if rows:
        yield Missed(sheet.name, f"隐藏或被筛选的行未读入：第{_ranges(rows)}行")
    columns = sorted({column for _, column in sheet.cells if column in sheet.hidden_columns})
    if columns:
        yield Missed(sheet.name, f"隐藏的列未读入：{'、'.join(column_name(column) for column in columns[:20])}列")


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers in short: 3—8、10; the first few stretches only."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1][1:] = [number]
        else:
            stretches.append([number])
    shown = "、".join("—".join(map(str, stretch)) for stretch in stretches[:10])
    return shown + ("等" if len(stretches) > 10 else "")
