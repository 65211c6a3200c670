"""统计表 as printed pages: the table, its note and signatures, the charts, the trend."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.figures import FigurePaper, FigureTable
from gongkai_desk.domain.papers import FontScheme, Orientation, TextSize
from gongkai_desk.export.em_grid import em_grid, line_count, text_width
from gongkai_desk.export.page import FIGURES, FONTS, Fonts, Leaf, points
from gongkai_desk.export.printed import (
    Band,
    Box,
    Ink,
    PageNumbers,
    PrintedPage,
    PrintedPaper,
    PrintedPicture,
    PrintSetup,
    band,
    numbered,
)
from gongkai_desk.export.printed_table import PrintedTable, signatures, title_band
from gongkai_desk.export.statistics import (
    CAPTION,
    NOTE_LINE,
    NOTE_SIZE,
    TREND_TITLE,
    Setting,
    figure_rows,
    head_texts,
    note_text,
    setting_of,
    sized_pictures,
)

_SIDE = 1.0  # mm free at each side of a cell


def figure_setup(paper: FigurePaper) -> PrintSetup:
    """Return how the paper asks to be printed."""
    lying = setting_of(paper.table).page.landscape
    return PrintSetup(Orientation.LANDSCAPE if lying else Orientation.PORTRAIT, TextSize.FIVE)


def printed_figures(paper: FigurePaper) -> PrintedPaper:
    """Return the pages."""
    set_as, fonts = setting_of(paper.table), FONTS[FontScheme.OFFICIAL]
    page = set_as.page
    pages = _table(set_as, fonts).pages(
        figure_rows(paper.table), tuple(_above(paper, page, fonts)), tuple(_below(paper, page, fonts))
    )
    pages += _chart_pages(paper, page, fonts)
    if paper.trend:
        pages += _trend_pages(paper.trend, page, fonts)
    return PrintedPaper(paper.title, page, tuple(numbered(pages, page, fonts, PageNumbers.COUNTED)), fonts)


def _table(set_as: Setting, fonts: Fonts) -> PrintedTable:
    wide, side, face = tuple(map(points, set_as.widths)), points(_SIDE), set_as.face
    grid = em_grid(wide, side=side, face=face, pitch=face.pitch, slack=FIGURES.slack)
    return PrintedTable(set_as.heads, wide, set_as.aligns, side, grid, face, fonts, set_as.page)


def _above(paper: FigurePaper, page: Leaf, fonts: Fonts) -> Iterator[Band]:
    yield title_band(paper.title, page, fonts)
    left, right = head_texts(paper)
    size, high = FIGURES.head_line_size, FIGURES.head_line
    if text_width(left) + text_width(right) < points(page.area_width) / size:
        yield Band(((left, 0.0, Align.LEFT), (right, 0.0, Align.RIGHT)), fonts.text, size, high, high)
    else:
        yield band(left, fonts.text, size, high)
        yield band(right, fonts.text, size, high, Align.RIGHT)


def _below(paper: FigurePaper, page: Leaf, fonts: Fonts) -> Iterator[Band]:
    if note := note_text(paper):
        lines = line_count(note, points(page.area_width) / NOTE_SIZE - 1)
        yield replace(band(note, fonts.text, NOTE_SIZE, NOTE_LINE), height=lines * NOTE_LINE)
    yield signatures(fonts)


def _chart_pages(paper: FigurePaper, page: Leaf, fonts: Fonts) -> list[PrintedPage]:
    """Return the charts, as many on a page as there is room for."""
    pages: list[tuple[list[Ink], list[PrintedPicture]]] = []
    used, high = 0.0, points(page.area_height)
    for picture, width, height in sized_pictures(paper, page):
        taken = points(height) + CAPTION
        if not pages or used + taken > high:
            pages.append(([], []))
            used = 0.0
        top = points(page.top) + used
        left = points(page.left + (page.area_width - width) / 2)
        inks, pictures = pages[-1]
        pictures.append(PrintedPicture(Box(left, top, points(width), points(height)), picture.png))
        under = Box(points(page.left), top + points(height), points(page.area_width), FIGURES.head_line)
        size, pitch = FIGURES.head_line_size, FIGURES.head_line
        inks.append(Ink(under, picture.caption, fonts.text, size, pitch, Align.CENTRE))
        used += taken
    return [PrintedPage(tuple(inks), (), tuple(pictures)) for inks, pictures in pages]


def _trend_pages(trend: FigureTable, page: Leaf, fonts: Fonts) -> list[PrintedPage]:
    head = band(TREND_TITLE, fonts.head, FIGURES.note_size, FIGURES.note_line, Align.CENTRE, after=4)
    return _table(setting_of(trend, page), fonts).pages(figure_rows(trend), (head,), ())
