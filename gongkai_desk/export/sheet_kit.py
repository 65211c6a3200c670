"""What every Excel paper needs: page set-up at a fixed scale, heads and feet, and one table with computed row heights.

openpyxl's write-only workbook is used: cells are styled once per column, rows are written as text, merges are set once
at the end (``merge_cells`` is quadratic). Every text is a string by force, so that =, +, - and @ stay text.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break

from gongkai_desk.domain.columns import Align
from gongkai_desk.export.em_grid import EmGrid, em_grid, head_height, head_lines
from gongkai_desk.export.page import FIGURES, MM_PER_INCH, Fonts, Leaf, Typeface, points
from gongkai_desk.export.paging import Placed, Room, Row, RowKind, lay_out
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.sheet_rows import RowSheet
from gongkai_desk.paths import written_whole
from gongkai_desk.progress import Progress, Stage

_PAPER_NUMBERS = {297: 9, 420: 8}  # long side in mm → Excel's number of A4 and A3
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line over or under the table, over ``columns`` columns."""

    text: str
    columns: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Line:
    """A line over or under the table: font, size and height in points."""

    pieces: tuple[Piece, ...]
    font: str
    size: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on its own sheet.

    ``frozen`` columns stay in view; ``foot_odd`` and ``foot_even`` are (left, centre, right). ``formats`` names the
    number format of columns whose texts are numbers, empty for texts: 0, 0.0%.
    """

    name: str
    title: str
    leaf: Leaf
    fonts: Fonts
    face: Typeface
    heads: tuple[str, ...]
    widths: tuple[float, ...]  # mm
    aligns: tuple[Align, ...]
    above: tuple[Line, ...]
    below: tuple[Line, ...]
    foot_odd: tuple[str, str, str]
    foot_even: tuple[str, str, str]
    first_page: int = 1
    frozen: int = 0
    formats: tuple[str, ...] = ()

    @property
    def head_row(self) -> int:
        """Return the number of the head row, from 1."""
        return len(self.above) + 1

    def grid(self) -> EmGrid:
        """Return the grid by which lines are counted."""
        wide = tuple(points(width) for width in self.widths)
        side = points(FIGURES.sheet_side)
        return em_grid(wide, side=side, face=self.face, pitch=self.face.sheet_pitch, slack=FIGURES.sheet_slack)


Finish = Callable[[Sequence[Any]], None]
"""Given the worksheets once their rows are written, e.g. to add charts."""


def write_sheet(path: Path, sheet: Sheet, rows: Sequence[Row], progress: Progress) -> None:
    """Write a workbook with one sheet, whole or not at all."""
    write_sheets(path, [(sheet, rows)], progress)


def write_sheets(
    path: Path, parts: Sequence[tuple[Sheet, Sequence[Row]]], progress: Progress, finish: Finish | None = None
) -> None:
    """Write a workbook with several sheets, whole or not at all."""
    book = _book(parts[0][0].title)
    works: list[RowSheet] = []
    with _cleared_on_failure(works):
        for sheet, rows in parts:
            works.append(_add_sheet(book, sheet, rows, progress))
        if finish:
            finish(works)
        package = BytesIO()  # as in ``WordPaper.save``
        book.save(package)
        with written_whole(path) as beside:
            beside.write_bytes(package.getbuffer())


def _add_sheet(book: Any, sheet: Sheet, rows: Sequence[Row], progress: Progress) -> RowSheet:  # noqa: ANN401
    placed = _placed(sheet, rows)
    work = RowSheet(book, sheet.name)
    book._add_sheet(work, None)
    _set_page(work, sheet)
    _set_columns(work, sheet, len(placed))
    with _cleared_on_failure([work]):
        _write_rows(_Writer(work, sheet), sheet, placed, progress)
    return work


def _write_rows(writer: "_Writer", sheet: Sheet, placed: Sequence[Placed], progress: Progress) -> None:
    for line in sheet.above:
        writer.line(line)
    writer.head()
    for index, row in enumerate(placed):
        if index % 100 == 0:
            progress(Stage.WRITING, index, len(placed))
        writer.row(row)
    for line in sheet.below:
        writer.line(line)
    writer.finish()


@contextmanager
def _cleared_on_failure(works: Sequence[RowSheet]) -> Iterator[None]:
    """End the rows' streams and remove their temporary files when the writing is broken off."""
    try:
        yield
    except BaseException:
        for work in works:
            if not work.closed:
                work.close()
            if os.path.exists(work._writer.out):
                work._writer.cleanup()
        raise


def _placed(sheet: Sheet, rows: Sequence[Row]) -> tuple[Placed, ...]:
    grid = sheet.grid()
    page = points(sheet.leaf.area_height) - head_height(sheet.heads, grid)
    above = sum(line.height for line in sheet.above)
    below = sum(line.height for line in sheet.below)
    limit = min(FIGURES.sheet_row_limit, page - FIGURES.reserve)
    pieces = [piece for row in rows for piece in _low_pieces(row, grid, limit)]
    return lay_out(pieces, grid, Room(page - above, page, below, FIGURES.reserve, FIGURES.spare))


def _low_pieces(row: Row, grid: EmGrid, limit: float) -> Iterator[Row]:
    """Yield the row, or, where it is higher than Excel allows, rows merged into one that are high enough together."""
    for part in _short_parts(row):
        need = _tallest(part, grid)
        if need <= limit:
            yield part
            continue
        count = int(need // limit) + 1
        yield Row(part.texts, part.joined, part.kind, part.level, fixed=need / count)
        below = Row(part.texts, (True,) * len(part.texts), part.kind, part.level, fixed=need / count, tail=True)
        yield from [below] * (count - 1)


def _tallest(row: Row, grid: EmGrid) -> float:
    if row.kind is RowKind.SECTION:
        return grid.whole_height(row.texts[0])
    return max(grid.height(text, column) for column, text in enumerate(row.texts))


def _short_parts(row: Row) -> Iterator[Row]:
    """Yield the row, or several where a text is longer than a cell holds; the other cells then go over all of them."""
    limit = FIGURES.sheet_text_limit
    if all(len(text) <= limit for text in row.texts):
        yield row
        return
    pieces = [list(_chunks(text, limit)) for text in row.texts]
    for number in range(max(map(len, pieces))):
        texts = tuple(piece[min(number, len(piece) - 1)] for piece in pieces)
        joined = row.joined if number == 0 else tuple(number >= len(piece) for piece in pieces)
        yield Row(texts, joined, row.kind, row.level)


def _chunks(text: str, limit: int) -> Iterator[str]:
    """Yield ``text`` in parts that a cell holds, cut behind a full stop or a line end where there is one."""
    while len(text) > limit:
        cut = max(text.rfind(mark, limit // 2, limit) for mark in "。；\n") + 1 or limit
        yield text[:cut]
        text = text[cut:]
    yield text


def _book(title: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    book = Workbook(write_only=True)
    # Column widths count digits of the standard font. Where 宋体 or Calibri is missing, LibreOffice counts those of a
    # wider font and the last columns leave the page.
    book._fonts = IndexedList([Font(name=FIGURES.standard_font, size=FIGURES.standard_size, charset=134)])
    book.properties.creator = None
    book.properties.title = plain_text(title)
    return book


def _set_page(work: RowSheet, sheet: Sheet) -> None:
    leaf, room = sheet.leaf, FIGURES.sheet_room / 2
    setup, margins = work.page_setup, work.page_margins
    setup.paperSize = _PAPER_NUMBERS[round(max(leaf.width, leaf.height))]
    setup.orientation = "landscape" if leaf.landscape else "portrait"
    setup.scale = 100
    setup.firstPageNumber, setup.useFirstPageNumber = sheet.first_page, True
    margins.left, margins.right = (leaf.left - room) / MM_PER_INCH, (leaf.right - room) / MM_PER_INCH
    margins.top, margins.bottom = leaf.top / MM_PER_INCH, (leaf.bottom - 2 * room) / MM_PER_INCH
    margins.header, margins.footer = FIGURES.header / MM_PER_INCH, (leaf.bottom - FIGURES.sheet_footer) / MM_PER_INCH
    work.print_options.horizontalCentered = True
    work.HeaderFooter.differentOddEven = True
    for foot, texts in ((work.oddFooter, sheet.foot_odd), (work.evenFooter, sheet.foot_even)):
        for part, text in zip((foot.left, foot.center, foot.right), texts, strict=True):
            if text:
                part.text, part.font, part.size = text, f"{sheet.fonts.number},Regular", round(FIGURES.number_size)


def _set_columns(work: RowSheet, sheet: Sheet, rows: int) -> None:
    for column, width in enumerate(sheet.widths, 1):
        pixels = width / MM_PER_INCH * 96
        work.column_dimensions[get_column_letter(column)].width = pixels / FIGURES.digit_pixels
    last, head = get_column_letter(len(sheet.widths)), sheet.head_row
    work.print_title_rows = f"{head}:{head}"
    work.auto_filter.ref = f"A{head}:{last}{head + rows}"
    work.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{head + 1}"


class _Writer:
    """Writes rows one after another and remembers merges and page breaks."""

    def __init__(self, work: RowSheet, sheet: Sheet) -> None:
        self._work = work
        self._sheet = sheet
        self._next = 1
        self._merges: list[CellRange] = []
        fonts, size = sheet.fonts, sheet.face.size
        self._cells = [self._style(fonts.text, size, align) for align in sheet.aligns]
        self._signed = [self._style(fonts.text, size, align, quoted=True) for align in sheet.aligns]
        self._long = [self._style(fonts.text, size, align, kind="General") for align in sheet.aligns]
        self._numbers = [
            self._style(fonts.text, size, align, kind=kind) if kind else None
            for align, kind in zip(sheet.aligns, sheet.formats, strict=False)
        ]
        self._head = self._style(fonts.head, size, Align.CENTRE)
        self._sections = [self._style(font, size, Align.LEFT) for font in (fonts.head, fonts.sub)]

    def head(self) -> None:
        """Write the head row."""
        grid = self._sheet.grid()
        texts = list(map(head_lines, self._sheet.heads, grid.columns))
        self._add(texts, [self._head] * len(texts), head_height(self._sheet.heads, grid))

    def row(self, placed: Placed) -> None:
        """Write one row of the table."""
        if placed.opens:
            self._work.row_breaks.append(Break(id=self._next - 1))
        if placed.row.kind is RowKind.SECTION:
            self._section(placed)
        else:
            self._task(placed)

    def line(self, line: Line) -> None:
        """Write a line over or under the table."""
        texts: list[str] = []
        styles: list[int] = []
        for piece in line.pieces:
            self._merge(len(texts) + 1, piece.columns, 1)
            texts += [plain_text(piece.text), *[""] * (piece.columns - 1)]
            styles += [self._style(line.font, line.size, piece.align, ruled=False)] * piece.columns
        self._add(texts, styles, line.height)

    def finish(self) -> None:
        """Set the merges."""
        self._work.merged_cells.ranges = self._merges

    def _section(self, placed: Placed) -> None:
        count = len(self._sheet.heads)
        self._merge(1, count, placed.spans[0])
        text = placed.row.texts[0] if placed.spans[0] else ""
        self._add([text, *[""] * (count - 1)], [self._sections[min(placed.row.level, 1)]] * count, placed.height)

    def _task(self, placed: Placed) -> None:
        texts, styles, numeric = [], [], []
        for column, (text, span) in enumerate(zip(placed.row.texts, placed.spans, strict=True)):
            self._merge(column + 1, 1, span)
            number = self._numbers[column] if self._numbers else None
            styles.append(self._styles_for(text)[column] if number is None else number)
            texts.append(text if span else "")
            numeric.append(number is not None)
        self._add(texts, styles, placed.height, numeric)

    def _styles_for(self, text: str) -> list[int]:
        if text.startswith(_FORMULA_SIGNS):
            return self._signed
        return self._long if len(text) > FIGURES.sheet_format_limit else self._cells

    def _add(
        self, texts: Sequence[str], styles: Sequence[int], height: float | None, numeric: Sequence[bool] = ()
    ) -> None:
        self._work.add_row(self._next, texts, styles, height, numeric)
        self._next += 1

    def _merge(self, column: int, columns: int, rows: int) -> None:
        if columns * rows > 1:
            last = column + columns - 1
            place = CellRange(min_col=column, max_col=last, min_row=self._next, max_row=self._next + rows - 1)
            self._merges.append(place)

    def _style(
        self, font: str, size: float, align: Align, *, ruled: bool = True, quoted: bool = False, kind: str = "@"
    ) -> int:
        """Return the number of a cell style.

        ``quoted`` is Excel's own mark for text that looks like a formula; ``kind`` «@» keeps 3月5日 from becoming a
        date when somebody edits it.
        """
        cell = WriteOnlyCell(self._work)
        cell.font = Font(name=font, size=size, charset=134)
        cell.alignment = Alignment(horizontal=align.value, vertical="center", wrap_text=True)
        cell.number_format = kind
        if ruled:
            thin = Side(style="thin")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.quotePrefix = quoted
        return int(cell.style_id)
