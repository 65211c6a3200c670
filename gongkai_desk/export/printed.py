"""A paper as it leaves the printer: per page the texts and frames with their places, of tables and of forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from gongkai_desk.domain.sheet import Align, Orientation, PaperSize, TextSize
from gongkai_desk.export.bands import RUNNING, LaidBand, bands_height, laid_bands
from gongkai_desk.export.running import broken_band, lines_band, lines_that_fit
from gongkai_desk.export.tables import PlacedCell, cell_ems, cell_width, placed_cells, row_heights
from gongkai_desk.page.layout import Band, Cell, Form, FormPage, FormPaper, FormRow, Link, PageNumbers
from gongkai_desk.page.measures import FIGURES, FONTS, Fonts, Leaf, broken_lines, points


def form_pages(paper: FormPaper, page: FormPage) -> list[PrintedPage]:
    """Return the pages that one of a paper begins."""
    return list(_Sheet(paper).pages(page))


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
            elif block.kind in RUNNING:
                yield from self._run(self._laid([block])[0])
            else:
                self._bands(self._laid([block]))
        yield self._done()

    def _run(self, band: LaidBand) -> Iterator[PrintedPage]:
        """Yield the pages that a paragraph fills; what follows it begins where it ends."""
        lines = broken_band(band, points(self._leaf.area_width))
        while lines:
            room = int((self._bottom - self._place - band.before) // band.style.line)
            count = lines_that_fit(len(lines), room, keeps=band.style.keeps)
            if not count and self._place > self._top:
                yield self._done()
                continue
            now, lines = lines[: count or 1], lines[count or 1 :]
            self._bands([lines_band(band, now)])

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
        placed = placed_cells(form)
        blocks = list(_blocks(form))
        for rows in blocks:
            need = sum(heights[rows.start : rows.stop]) + (foot if rows is blocks[-1] else 0.0)
            if self._frames and self._place + need > self._bottom:
                yield self._done()
            self._rows(form, [each for each in placed if each.row in rows], rows, heights)

    def _rows(self, form: Form, placed: Sequence[PlacedCell], rows: range, heights: Sequence[float]) -> None:
        tops = list(accumulate(heights[rows.start : rows.stop], initial=self._place))
        lefts = list(accumulate(map(points, form.widths), initial=points(self._leaf.left)))
        side = points(form.side)
        for each in placed:
            cell, row = each.cell, each.row - rows.start
            left, top = lefts[each.column], tops[row]
            height = sum(heights[each.row : each.row + cell.rows])
            box = Box(left, top, points(cell_width(form, each)), height)
            inner = Box(box.left + side, box.top, box.width - 2 * side - cell.inset * form.face.size, box.height)
            font = self._fonts.head if cell.label else self._fonts.text
            self._frames.append(box)
            ink = Ink(inner, cell.text, font, form.face.size, form.face.pitch, cell.align, links=cell.links)
            self._inks.append(ink)
        self._place = tops[-1]


def _blocks(form: Form) -> Iterator[range]:
    """Yield the rows that stand on one page: cells over several of them hold them together, or they are kept."""
    start, end = 0, 1
    for number, row in enumerate(form.rows):
        if number >= end:
            yield range(start, number)
            start = number
        end = max([end, number + 1 + row.keep, *(number + cell.rows for cell in row.cells)])
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
        keep = row.keep and part == count - 1
        yield replace(row, cells=tuple(cells), least=row.least if part == 0 else 0.0, keep=keep)


def _part(cell: Cell, lines: Sequence[str], part: int, most: int) -> Cell:
    """Return a cell with its ``part``-th lot of lines; a label comes again."""
    return cell if cell.label else replace(cell, value="\n".join(lines[part * most : (part + 1) * most]))


_DASH = "\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How a paper is to be printed. No ``columns``: all; ``fit`` lets them fill the width of the type area."""

    orientation: Orientation = Orientation.PORTRAIT
    size: TextSize = TextSize.FIVE
    paper: PaperSize = PaperSize.A4
    columns: tuple[str, ...] = ()
    fit: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Ink:
    """A text in its place, centred from top to bottom: lines break at the box's sides and stand ``pitch`` apart.

    ``font`` is the official name, of ASCII too without ``latin``. ``turned`` text runs down; its box is that of the
    page, not of the reader. ``links`` are the figures in the text.
    """

    box: Box
    text: str
    font: str
    size: float
    pitch: float
    align: Align = Align.LEFT
    turned: bool = False
    latin: bool = True
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A PNG in its place."""

    box: Box
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One side of paper."""

    inks: tuple[Ink, ...]
    frames: tuple[Box, ...] = ()
    pictures: tuple[PrintedPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """All pages, all of one size. ``latin`` is the font of ASCII characters, ``rule`` the width of frames in points."""

    title: str
    leaf: Leaf
    pages: tuple[PrintedPage, ...]
    fonts: Fonts
    rule: float = FIGURES.rule / 8


def band_inks(bands: Sequence[LaidBand], fonts: Fonts, page: Leaf, top: float) -> Iterator[Ink]:
    """Yield the texts of lines from ``top`` on."""
    left, width = points(page.left), points(page.area_width)
    for each in bands:
        for piece in each.pieces:
            # A piece at the right may begin anywhere: it gets the whole line.
            start = 0.0 if piece.align is Align.RIGHT else piece.place * width
            box = Box(left + start, top + each.before, width - start, each.height)
            text, links = each.printed if len(each.pieces) == 1 else (piece.text, piece.links)
            yield Ink(box, text, each.font(fonts), each.style.size, each.style.line, piece.align, links=links)
        top += each.taken


def numbered(
    pages: Sequence[PrintedPage], leaf: Leaf, fonts: Fonts, kind: PageNumbers, first: int = 1
) -> list[PrintedPage]:
    """Return the pages with their numbers, counted from ``first``."""
    made = []
    for index, page in enumerate(pages):
        number = first + index
        ink = (
            _standard(leaf, fonts, number)
            if kind is PageNumbers.STANDARD
            else _counted(leaf, fonts, number, len(pages))
        )
        made.append(replace(page, inks=(*page.inks, ink)))
    return made


def _counted(leaf: Leaf, fonts: Fonts, number: int, count: int) -> Ink:
    foot = points(leaf.height - leaf.bottom + FIGURES.footer)
    box = Box(points(leaf.left), foot - FIGURES.note_line, points(leaf.area_width), FIGURES.note_line)
    text = f"第{number}页\N{IDEOGRAPHIC SPACE}共{count}页"
    return Ink(box, text, fonts.number, FIGURES.head_line_size, FIGURES.note_line, Align.CENTRE, latin=False)


def _standard(leaf: Leaf, fonts: Fonts, number: int) -> Ink:
    """Return «— 1 —»: one character in, odd right and even left; on a lying page at its left edge, running down."""
    size, odd = FIGURES.number_size, number % 2 == 1
    align = Align.RIGHT if odd else Align.LEFT
    text = f"{_DASH} {number} {_DASH}"
    if not leaf.landscape:
        foot = points(leaf.height - leaf.bottom + FIGURES.footer)
        box = Box(points(leaf.left) + size, foot - size, points(leaf.area_width) - 2 * size, size)
        return Ink(box, text, fonts.number, size, size, align, latin=False)
    band = points(FIGURES.number_band)
    left = points(FIGURES.number_centre) - band / 2
    box = Box(left, points(leaf.top) + size, band, points(leaf.area_height) - 2 * size)
    return Ink(box, text, fonts.number, size, size, align, turned=True, latin=False)
