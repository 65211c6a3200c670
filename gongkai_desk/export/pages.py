"""A paper as printed pages: the head repeated, rows whole, merged names again on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from gongkai_desk.domain.sheet import Align, TextSize
from gongkai_desk.export.bands import LaidBand, bands_height, laid_bands
from gongkai_desk.export.paging import Placed
from gongkai_desk.export.printed import (
    Box,
    Ink,
    PrintedPage,
    PrintedPaper,
    PrintedPicture,
    PrintSetup,
    band_inks,
    form_pages,
    numbered,
)
from gongkai_desk.export.sheet_codes import with_codes
from gongkai_desk.export.tables import LaidTable, flowing, lay_table, sized_pictures, taken_by
from gongkai_desk.outside import seen_only
from gongkai_desk.page.layout import BandKind, FormPaper, Paper, Row, RowKind, TablePaper, band
from gongkai_desk.page.measures import FONTS, TYPE, Fonts, points


def pages(paper: Paper, setup: PrintSetup | None = None) -> PrintedPaper:
    """Return the pages of a paper, set up as it asks for or otherwise."""
    paper = seen_only(paper)
    if isinstance(paper, FormPaper):
        parts, first = list(_form_parts(paper)), 1
    else:
        paper = set_up(paper, setup) if setup else paper
        made = with_codes(_table_pages(paper), paper.code, paper.leaf, FONTS[paper.fonts])
        parts, first = [made], paper.first_page
    fonts = FONTS[paper.fonts]
    whole: list[PrintedPage] = []
    for part in parts:
        whole += [PrintedPage(())] * (len(whole) % 2)  # a part begins on a leaf of its own
        whole += numbered(part, paper.leaf, fonts, paper.numbers, first)
    return PrintedPaper(paper.heading, paper.leaf, tuple(whole), fonts)


def _form_parts(paper: FormPaper) -> Iterator[list[PrintedPage]]:
    """Yield the pages of all forms, in parts whose numbers begin with 1; each form's bear its code."""
    part: list[PrintedPage] = []
    for form in paper.pages:
        if form.restarts and part:
            yield part
            part = []
        part += with_codes(form_pages(paper, form), form.code, paper.leaf, FONTS[paper.fonts])
    yield part


# ---- set-up


def setup_of(paper: Paper) -> PrintSetup:
    """Return how a paper asks to be printed; a type that has no name counts as 五号."""
    if isinstance(paper, FormPaper):
        return PrintSetup()
    size = next((size for size, face in TYPE.items() if face == paper.faces[0]), TextSize.FIVE)
    return PrintSetup(paper.orientation, size, paper.size, fit=paper.fit)


def set_up(paper: TablePaper, setup: PrintSetup) -> TablePaper:
    """Return a paper as it is to be printed: its page, its type, the chosen columns."""
    chosen = tuple(index for index, column in enumerate(paper.columns) if column.name in setup.columns)
    shown = chosen or tuple(range(len(paper.columns)))
    return replace(
        paper,
        orientation=setup.orientation,
        size=setup.paper,
        faces=paper.faces if setup.size is setup_of(paper).size else (TYPE[setup.size],),
        columns=tuple(paper.columns[index] for index in shown),
        rows=[_narrowed(row, shown) for row in paper.rows],
        fit=setup.fit,
        then=replace(paper.then, orientation=setup.orientation, size=setup.paper) if paper.then else None,
    )


def _narrowed(row: Row, shown: tuple[int, ...]) -> Row:
    """Return a row of the chosen columns only; a section row has no columns."""
    if row.kind is RowKind.SECTION:
        return row
    texts = tuple(row.texts[index] for index in shown)
    joined = tuple(row.joined[index] for index in shown) if row.joined else ()
    links = tuple(row.links[index] for index in shown) if row.links else ()
    return replace(row, texts=texts, joined=joined, links=links)


# ---- tables


def _table_pages(paper: TablePaper) -> list[PrintedPage]:
    made = _PrintedTable(lay_table(paper), FONTS[paper.fonts]).pages()
    made += _chart_pages(paper, FONTS[paper.fonts])
    if paper.then is not None:
        made += _PrintedTable(lay_table(paper.then), FONTS[paper.fonts]).pages()
    return made


class _PrintedTable:
    """A table on its pages; lengths are points."""

    def __init__(self, table: LaidTable, fonts: Fonts) -> None:
        self._table, self._fonts, self._leaf = table, fonts, table.paper.leaf
        self._widths = tuple(map(points, table.widths))
        self._head_height = table.head_height
        start = points(self._leaf.left) + (points(self._leaf.area_width) - sum(self._widths)) / 2
        self._lefts = list(accumulate(self._widths, initial=start))
        self._end = 0.0  # how far down the last page is used

    def pages(self) -> list[PrintedPage]:
        """Return the pages, with the lines over the table on the first and those under it after the last row."""
        placed = self._table.placed(flowing)
        groups = [list(group) for _, group in groupby(placed, key=lambda row: row.page)] or [[]]
        made = []
        for number, group in enumerate(groups):
            above = self._table.above if number == 0 else ()
            below = self._table.below if number == len(groups) - 1 else ()
            made.append(self._page(group, above, below))
        return self._with_after(made)

    def _with_after(self, made: list[PrintedPage]) -> list[PrintedPage]:
        """Return the pages with what stands after the table: on its last page, or where it finds no room on another."""
        after, page = self._table.after, self._leaf
        top, foot = self._end, points(page.top + page.area_height)
        if not after:
            return made
        if self._end + bands_height(after) > foot:
            made, top = [*made, PrintedPage(())], points(page.top)
        inks = band_inks(after, self._fonts, page, top)
        return [*made[:-1], replace(made[-1], inks=(*made[-1].inks, *inks))]

    def _page(self, rows: Sequence[Placed], above: Sequence[LaidBand], below: Sequence[LaidBand]) -> PrintedPage:
        start = points(self._leaf.top)
        above = (replace(above[0], before=0.0), *above[1:]) if above else ()
        top = start + bands_height(above)
        heights = (row.height or 0.0 for row in rows)
        tops = list(accumulate(heights, initial=top + self._head_height))
        cells = list(self._head(top))
        for index, row in enumerate(rows):
            cells += self._row(row, tops[index:])
        inks = [*band_inks(above, self._fonts, self._leaf, start), *(ink for _, ink in cells)]
        inks += band_inks(below, self._fonts, self._leaf, tops[-1])
        self._end = tops[-1] + bands_height(below)
        return PrintedPage(tuple(inks), tuple(box for box, _ in cells))

    def _head(self, top: float) -> Iterator[tuple[Box, Ink]]:
        for head, left, width in zip(self._table.heads, self._lefts, self._widths, strict=False):
            box = Box(left, top, width, self._head_height)
            yield box, self._ink(box, head, self._fonts.head, Align.CENTRE)

    def _row(self, placed: Placed, tops: Sequence[float]) -> Iterator[tuple[Box, Ink]]:
        """Yield the cells that begin in a row; ``tops`` are the upper edges of it and of the rows below."""
        row = placed.row
        if row.kind is RowKind.SECTION:
            box = Box(self._lefts[0], tops[0], sum(self._widths), tops[1] - tops[0])
            yield box, self._ink(box, row.texts[0], self._fonts.sub if row.level else self._fonts.head, Align.LEFT)
            return
        for column, span in enumerate(placed.spans):
            if span:
                box = Box(self._lefts[column], tops[0], self._widths[column], tops[span] - tops[0])
                align = self._table.paper.columns[column].align
                links = row.links[column] if row.links else ()
                yield box, replace(self._ink(box, row.texts[column], self._fonts.text, align), links=links)

    def _ink(self, box: Box, text: str, font: str, align: Align) -> Ink:
        side, face = points(self._table.paper.side), self._table.face
        inner = Box(box.left + side, box.top, box.width - 2 * side, box.height)
        return Ink(inner, text, font, face.size, face.pitch, align)


# ---- charts


def _chart_pages(paper: TablePaper, fonts: Fonts) -> list[PrintedPage]:
    """Return the charts with their captions, as many on a page as there is room for."""
    made: list[tuple[list[Ink], list[PrintedPicture]]] = []
    page, used = paper.leaf, 0.0
    for picture in sized_pictures(paper):
        taken = taken_by(picture)
        if not made or used + taken > points(page.area_height):
            made.append(([], []))
            used = 0.0
        top, high = points(page.top) + used, points(picture.height)
        left = points(page.left + (page.area_width - picture.width) / 2)
        inks, pictures = made[-1]
        pictures.append(PrintedPicture(Box(left, top, points(picture.width), high), picture.png))
        captions = laid_bands([band(BandKind.CAPTION, picture.caption)], points(page.area_width))
        inks += band_inks(captions, fonts, page, top + high)
        used += taken
    return [PrintedPage(tuple(inks), (), tuple(pictures)) for inks, pictures in made]
