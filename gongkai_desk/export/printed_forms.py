"""Forms as printed pages: rows whole, a text longer than the page goes on over its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from gongkai_desk.export.bands import LaidBand, bands_height, laid_bands
from gongkai_desk.export.printed import Box, Ink, PrintedPage, band_inks
from gongkai_desk.export.tables import cell_ems, cell_width, placed_cells, row_heights
from gongkai_desk.page.em_grid import broken_lines
from gongkai_desk.page.layout import Band, Cell, Form, FormPage, FormPaper, FormRow
from gongkai_desk.page.measures import FONTS, points


def form_parts(paper: FormPaper) -> Iterator[list[PrintedPage]]:
    """Yield the pages of all forms, in parts whose numbers begin with 1."""
    part: list[PrintedPage] = []
    for page in paper.pages:
        if page.restarts and part:
            yield part
            part = []
        part += _Sheet(paper).pages(page)
    yield part


class _Sheet:
    """Fills pages from the top, block after block; lengths are points."""

    def __init__(self, paper: FormPaper) -> None:
        self._leaf, self._fonts = paper.leaf, FONTS[paper.fonts]
        self._top = points(paper.leaf.top)
        self._bottom = self._top + points(paper.leaf.area_height)
        self._place = self._top
        self._inks: list[Ink] = []
        self._frames: list[Box] = []

    def pages(self, page: FormPage) -> Iterator[PrintedPage]:
        """Yield the pages that one begins."""
        for index, block in enumerate(page.blocks):
            if isinstance(block, Form):
                yield from self._form(block, self._foot(page.blocks[index + 1 : index + 2]))
            else:
                self._bands(self._laid([block]))
        yield self._done()

    def _laid(self, bands: Sequence[Band]) -> tuple[LaidBand, ...]:
        return laid_bands(bands, points(self._leaf.area_width))

    def _foot(self, following: Sequence[Band | Form]) -> float:
        """Return the height of the line that must stand below a form's last row."""
        return bands_height(self._laid([block for block in following if isinstance(block, Band)]))

    def _bands(self, bands: Sequence[LaidBand]) -> None:
        self._inks += band_inks(bands, self._fonts, self._leaf, self._place)
        self._place += bands_height(bands)

    def _done(self) -> PrintedPage:
        made = PrintedPage(tuple(self._inks), tuple(self._frames))
        self._inks, self._frames, self._place = [], [], self._top
        return made

    def _form(self, form: Form, foot: float) -> Iterator[PrintedPage]:
        """Yield the pages that a form fills."""
        form = _with_low_rows(form, points(self._leaf.area_height) / 3)
        heights = row_heights(form, form.face.pitch)
        blocks = list(_blocks(form))
        for rows in blocks:
            need = sum(heights[rows.start : rows.stop]) + (foot if rows is blocks[-1] else 0.0)
            if self._frames and self._place + need > self._bottom:
                yield self._done()
            self._rows(form, rows, heights)

    def _rows(self, form: Form, rows: range, heights: Sequence[float]) -> None:
        tops = list(accumulate(heights[rows.start : rows.stop], initial=self._place))
        lefts = list(accumulate(map(points, form.widths), initial=points(self._leaf.left)))
        side = points(form.side)
        for each in placed_cells(form):
            if each.row not in rows:
                continue
            cell, row = each.cell, each.row - rows.start
            left, top = lefts[each.column], tops[row]
            height = sum(heights[each.row : each.row + cell.rows])
            box = Box(left, top, points(cell_width(form, each)), height)
            inner = Box(box.left + side, box.top, box.width - 2 * side, box.height)
            font = self._fonts.head if cell.label else self._fonts.text
            self._frames.append(box)
            self._inks.append(Ink(inner, cell.text, font, form.face.size, form.face.pitch, cell.align))
        self._place = tops[-1]


def _blocks(form: Form) -> Iterator[range]:
    """Yield the rows that cells over several of them hold together."""
    start, end = 0, 1
    for number, row in enumerate(form.rows):
        if number >= end:
            yield range(start, number)
            start = number
        end = max([end, number + 1, *(number + cell.rows for cell in row.cells)])
    yield range(start, len(form.rows))


def _with_low_rows(form: Form, limit: float) -> Form:
    """Return the form with rows not higher than ``limit`` points: a longer text is told in several."""
    most = int(limit // form.face.pitch)
    rows = [part for number, row in enumerate(form.rows) for part in _low_rows(form, number, row, most)]
    return replace(form, rows=tuple(rows))


def _low_rows(form: Form, number: int, row: FormRow, most: int) -> Iterator[FormRow]:
    placed = [each for each in placed_cells(form) if each.row == number]
    lines = [broken_lines(each.cell.text, cell_ems(form, each)) for each in placed]
    count = -(-max(map(len, lines)) // most)
    if count <= 1:
        yield row
        return
    for part in range(count):
        cells = [_part(each.cell, texts, part, most) for each, texts in zip(placed, lines, strict=True)]
        yield replace(row, cells=tuple(cells), least=row.least if part == 0 else 0.0)


def _part(cell: Cell, lines: Sequence[str], part: int, most: int) -> Cell:
    """Return a cell with its ``part``-th lot of lines; a label comes again."""
    return cell if cell.label else replace(cell, value="\n".join(lines[part * most : (part + 1) * most]))
