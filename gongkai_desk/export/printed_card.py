"""任务卡 as printed pages: the form of ``card``; a text longer than the page goes on over its end."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import CardPaper, LedgerEntry, Orientation, TextSize
from gongkai_desk.export.card import FACE, LABEL, FormRow, form_rows
from gongkai_desk.export.em_grid import broken_lines
from gongkai_desk.export.page import FIGURES, FONTS, PORTRAIT, Fonts, points
from gongkai_desk.export.printed import (
    Box,
    Ink,
    PageNumbers,
    PrintedPage,
    PrintedPaper,
    PrintSetup,
    band_inks,
    bands_height,
    numbered,
)
from gongkai_desk.export.printed_table import signatures, title_band


def card_setup(paper: CardPaper) -> PrintSetup:
    """Return how cards are printed."""
    return PrintSetup(Orientation.PORTRAIT, TextSize.FIVE)


def printed_cards(paper: CardPaper) -> PrintedPaper:
    """Return the pages of all cards."""
    fonts = FONTS[paper.fonts]
    pages = [page for entry in paper.entries for page in _pages(paper, entry, fonts)]
    return PrintedPaper(paper.heading, PORTRAIT, tuple(numbered(pages, PORTRAIT, fonts, PageNumbers.COUNTED)), fonts)


def _pages(paper: CardPaper, entry: LedgerEntry, fonts: Fonts) -> Iterator[PrintedPage]:
    """Yield the pages of one card; the signatures stand below its last row."""
    title, signed = title_band(paper.heading, PORTRAIT, fonts), signatures(fonts)
    top, bottom = points(PORTRAIT.top), points(PORTRAIT.top + PORTRAIT.area_height)
    inks: list[Ink] = list(band_inks((title,), PORTRAIT, top))
    frames: list[Box] = []
    place = top + bands_height((title,))
    rows = [part for row in form_rows(paper, entry) for part in _low_rows(row)]
    for number, row in enumerate(rows):
        foot = bands_height((signed,)) if number == len(rows) - 1 else 0.0
        if frames and place + row.height + foot > bottom:
            yield PrintedPage(tuple(inks), tuple(frames))
            inks, frames, place = [], [], top
        for box, ink in _row(row, place, fonts):
            frames.append(box)
            inks.append(ink)
        place += row.height
    yield PrintedPage((*inks, *band_inks((signed,), PORTRAIT, place)), tuple(frames))


def _low_rows(row: FormRow) -> Iterator[FormRow]:
    """Yield the row, or, where it is higher than a third of a page, several with its text in parts."""
    most = int(points(PORTRAIT.area_height) / 3 // FACE.pitch)
    width = (points(row.text_width) - 2 * points(FIGURES.side)) / FACE.size - FIGURES.slack
    texts = [broken_lines(text, width) for _, text in row.cells]
    count = -(-max(map(len, texts)) // most)
    if count <= 1:
        yield row
        return
    for number in range(count):
        parts = ["\n".join(lines[number * most : (number + 1) * most]) for lines in texts]
        cells = tuple((label, part) for (label, _), part in zip(row.cells, parts, strict=True))
        yield replace(row, cells=cells, least=row.least if number == 0 else 0.0)


def _row(row: FormRow, top: float, fonts: Fonts) -> Iterator[tuple[Box, Ink]]:
    left = points(PORTRAIT.left)
    align = Align.LEFT if len(row.cells) == 1 else Align.CENTRE
    for label, text in row.cells:
        for part, width, font, how in (
            (label, points(LABEL), fonts.head, Align.CENTRE),
            (text, points(row.text_width), fonts.text, align),
        ):
            box, side = Box(left, top, width, row.height), points(FIGURES.side)
            inner = Box(left + side, top, width - 2 * side, row.height)
            yield box, Ink(inner, part, font, FACE.size, FACE.pitch, how)
            left += width
