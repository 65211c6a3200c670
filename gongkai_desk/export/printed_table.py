"""任务分解表 and 工作台账 as printed pages: the head repeated, rows whole, merged names again on every page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from gongkai_desk.domain.columns import Align, Column, widths
from gongkai_desk.domain.papers import BreakdownPaper, FontScheme, LedgerPaper, Orientation
from gongkai_desk.export.breakdown import DRAFT, breakdown_rows, columns_of, note_height
from gongkai_desk.export.em_grid import EmGrid, broken_lines, em_grid, head_height, head_lines, text_width
from gongkai_desk.export.ledger import INTERNAL, SIGNATURE_PLACES, SIGNATURES, head_texts, ledger_rows
from gongkai_desk.export.page import FIGURES, FONTS, TYPE, Fonts, Leaf, Typeface, leaf, points
from gongkai_desk.export.paging import Placed, Room, Row, RowKind, lay_out
from gongkai_desk.export.printed import (
    Band,
    Box,
    Ink,
    PageNumbers,
    PrintedPage,
    PrintedPaper,
    PrintSetup,
    band,
    band_inks,
    bands_height,
    numbered,
)
from gongkai_desk.export.titles import title_lines


def breakdown_setup(paper: BreakdownPaper) -> PrintSetup:
    """Return how the paper asks to be printed."""
    return PrintSetup(paper.orientation, paper.size)


def ledger_setup(paper: LedgerPaper) -> PrintSetup:
    """Return how the ledger asks to be printed."""
    return PrintSetup(Orientation.LANDSCAPE, paper.size, paper.paper)


def printed_breakdown(paper: BreakdownPaper, setup: PrintSetup | None = None) -> PrintedPaper:
    """Return the pages of a 任务分解表."""
    setup = setup or breakdown_setup(paper)
    page, fonts, columns = leaf(setup.orientation, setup.paper), FONTS[paper.fonts], columns_of(paper.style)
    table = _table(columns, setup, page, fonts, FIGURES.side)
    above = tuple(_above_breakdown(paper, page, fonts))
    rows = [_narrowed(row, setup.shown(columns)) for row in breakdown_rows(paper)]
    pages = table.pages(rows, above, ())
    return PrintedPaper(
        paper.heading, page, tuple(numbered(pages, page, fonts, PageNumbers.STANDARD, paper.first_page)), fonts
    )


def printed_ledger(paper: LedgerPaper, setup: PrintSetup | None = None) -> PrintedPaper:
    """Return the pages of a 工作台账."""
    setup = setup or ledger_setup(paper)
    page, fonts = leaf(setup.orientation, setup.paper), FONTS[paper.fonts]
    table = _table(paper.columns, setup, page, fonts, FIGURES.ledger_side)
    rows = [_narrowed(row, setup.shown(paper.columns)) for row in ledger_rows(paper)]
    pages = table.pages(rows, tuple(_above_ledger(paper, page, fonts)), (signatures(fonts),))
    return PrintedPaper(paper.heading, page, tuple(numbered(pages, page, fonts, PageNumbers.COUNTED)), fonts)


def printed_rows(
    title: str,
    note: str,
    columns: Sequence[tuple[str, float, Align]],
    rows: Sequence[Row],
    page: Leaf,
    face: Typeface,
) -> PrintedPaper:
    """Return the pages of a plain list: each column's head, width in millimetres and alignment; ``note`` above it."""
    fonts, wide = FONTS[FontScheme.OFFICIAL], tuple(points(width) for _, width, _ in columns)
    grid = em_grid(wide, side=points(FIGURES.ledger_side), face=face, pitch=face.pitch, slack=FIGURES.slack)
    heads = tuple(head_lines(head, grid.columns[index]) for index, (head, _, _) in enumerate(columns))
    aligns = tuple(align for _, _, align in columns)
    table = PrintedTable(heads, wide, aligns, points(FIGURES.ledger_side), grid, face, fonts, page)
    said = (_line(((note, 0.0, Align.LEFT),), fonts),) if note else ()
    pages = table.pages(rows, (title_band(title, page, fonts), *said), ())
    return PrintedPaper(title, page, tuple(numbered(pages, page, fonts, PageNumbers.COUNTED)), fonts)


def _above_breakdown(paper: BreakdownPaper, page: Leaf, fonts: Fonts) -> Iterator[Band]:
    if paper.annex:
        yield band(paper.annex, fonts.head, FIGURES.annex_size, FIGURES.line, after=FIGURES.line)
    yield title_band(paper.heading, page, fonts)
    if paper.draft:
        yield band(DRAFT, fonts.sub, FIGURES.annex_size, FIGURES.line, Align.CENTRE)
    if paper.note:
        note = band(paper.note, fonts.text, FIGURES.note_size, FIGURES.note_line)
        yield replace(note, height=note_height(paper, page))


def _above_ledger(paper: LedgerPaper, page: Leaf, fonts: Fonts) -> Iterator[Band]:
    if paper.internal:
        yield band(INTERNAL, fonts.head, FIGURES.head_line_size, FIGURES.head_line)
    yield title_band(paper.heading, page, fonts)
    left, right = ((text, 0.0, align) for text, align in zip(head_texts(paper), (Align.LEFT, Align.RIGHT), strict=True))
    room = points(page.area_width) / FIGURES.head_line_size
    if text_width(left[0]) + text_width(right[0]) < room:
        yield _line((left, right), fonts)
    else:
        yield from (_line((left,), fonts), _line((right,), fonts))


def title_band(text: str, page: Leaf, fonts: Fonts) -> Band:
    """Return the title, broken by sense, with the free space below it."""
    lines = title_lines(text, points(page.area_width) / FIGURES.title_size)
    made = band("\n".join(lines), fonts.title, FIGURES.title_size, FIGURES.title_line, Align.CENTRE)
    return replace(made, after=FIGURES.title_gap)


def signatures(fonts: Fonts) -> Band:
    """Return the line for signatures below a table."""
    pieces = tuple((text, place, Align.LEFT) for text, place in zip(SIGNATURES, SIGNATURE_PLACES, strict=True))
    return replace(_line(pieces, fonts), before=FIGURES.foot_gap)


def _line(pieces: tuple[tuple[str, float, Align], ...], fonts: Fonts) -> Band:
    return Band(pieces, fonts.text, FIGURES.head_line_size, FIGURES.head_line, FIGURES.head_line)


def _table(columns: Sequence[Column], setup: PrintSetup, page: Leaf, fonts: Fonts, side: float) -> "PrintedTable":
    shown = [columns[index] for index in setup.shown(columns)]
    plain = widths(shown, landscape=page.landscape)
    if setup.fit or sum(plain) > page.area_width:
        plain = widths(shown, landscape=page.landscape, area=page.area_width)
    face = TYPE[setup.size]
    wide = tuple(points(width) for width in plain)
    grid = em_grid(wide, side=points(side), face=face, pitch=face.pitch, slack=FIGURES.slack)
    heads = tuple(head_lines(column.title, grid.columns[index]) for index, column in enumerate(shown))
    return PrintedTable(heads, wide, tuple(column.align for column in shown), points(side), grid, face, fonts, page)


def _narrowed(row: Row, shown: tuple[int, ...]) -> Row:
    """Return a row of the chosen columns only; a section row has no columns."""
    if row.kind is RowKind.SECTION:
        return row
    joined = tuple(row.joined[index] for index in shown) if row.joined else ()
    return replace(row, texts=tuple(row.texts[index] for index in shown), joined=joined)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table on its page; widths, ``side`` and heights in points."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    side: float
    grid: EmGrid
    face: Typeface
    fonts: Fonts
    leaf: Leaf

    def pages(self, rows: Sequence[Row], above: tuple[Band, ...], below: tuple[Band, ...]) -> list[PrintedPage]:
        """Return the pages with ``above`` on the first and ``below`` after the last row."""
        high = points(self.leaf.area_height) - self._head_height
        room = Room(high - bands_height(above), high, bands_height(below) or FIGURES.last_line, FIGURES.reserve)
        whole = [piece for row in rows for piece in _whole_rows(row, self.grid, high - FIGURES.reserve)]
        placed = lay_out(whole, self.grid, room)
        groups = [list(group) for _, group in groupby(placed, key=lambda row: row.page)] or [[]]
        pages = []
        for number, group in enumerate(groups):
            bands = above if number == 0 else ()
            top = points(self.leaf.top) + bands_height(bands)
            inks, frames = self._page(group, top)
            inks = [*band_inks(bands, self.leaf, points(self.leaf.top)), *inks]
            if number == len(groups) - 1:
                foot = top + self._head_height + sum(row.height or 0.0 for row in group)
                inks += band_inks(below, self.leaf, foot)
            pages.append(PrintedPage(tuple(inks), tuple(frames)))
        return pages

    @property
    def _head_height(self) -> float:
        return head_height([head.replace("\n", "") for head in self.heads], self.grid)

    def _lefts(self) -> list[float]:
        start = points(self.leaf.left) + (points(self.leaf.area_width) - sum(self.widths)) / 2
        return [start, *accumulate(self.widths, initial=start)][1:]

    def _page(self, rows: Sequence[Placed], top: float) -> tuple[list[Ink], list[Box]]:
        """Return texts and frames of the head and the rows of one page."""
        lefts, inks, frames = self._lefts(), [], []
        for head, left, width in zip(self.heads, lefts, self.widths, strict=False):
            frames.append(Box(left, top, width, self._head_height))
            inks.append(self._ink(frames[-1], head, self.fonts.head, Align.CENTRE))
        tops = list(accumulate((row.height or 0.0 for row in rows), initial=top + self._head_height))
        for index, row in enumerate(rows):
            for box, ink in self._row(row, lefts, tops[index:]):
                frames.append(box)
                inks.append(ink)
        return inks, frames

    def _row(self, placed: Placed, lefts: Sequence[float], tops: Sequence[float]) -> Iterator[tuple[Box, Ink]]:
        """Yield the cells that begin in a row; ``tops`` are the upper edges of it and of the rows below."""
        row = placed.row
        if row.kind is RowKind.SECTION:
            box = Box(lefts[0], tops[0], sum(self.widths), tops[1] - tops[0])
            yield box, self._ink(box, row.texts[0], self.fonts.sub if row.level else self.fonts.head, Align.LEFT)
            return
        for column, span in enumerate(placed.spans):
            if span:
                box = Box(lefts[column], tops[0], self.widths[column], tops[span] - tops[0])
                yield box, self._ink(box, row.texts[column], self.fonts.text, self.aligns[column])

    def _ink(self, box: Box, text: str, font: str, align: Align) -> Ink:
        inner = Box(box.left + self.side, box.top, box.width - 2 * self.side, box.height)
        return Ink(inner, text, font, self.face.size, self.face.pitch, align)


def _whole_rows(row: Row, grid: EmGrid, limit: float) -> Iterator[Row]:
    """Yield the row, or, where it is higher than a page, several half as high that share its texts."""
    section = row.kind is RowKind.SECTION
    widths = (grid.whole,) if section else grid.columns
    lines = [broken_lines(text, width) for text, width in zip(row.texts, widths, strict=False)]
    tallest = max(map(len, lines))
    if tallest * grid.pitch + grid.padding <= limit:
        yield row
        return
    most = max(int((limit / 2 - grid.padding) // grid.pitch), 1)
    for number in range(-(-tallest // most)):
        texts = tuple(_chunk(each, number, most) for each in lines)
        joined = row.joined if number == 0 else tuple(number * most >= len(each) for each in lines)
        yield Row(texts, () if section else joined, row.kind, row.level)


def _chunk(lines: Sequence[str], number: int, most: int) -> str:
    """Return the ``number``-th lot of lines, or the last there is; their breaks are set anew."""
    start = min(number, (len(lines) - 1) // most) * most
    return "\n".join(lines[start : start + most])
