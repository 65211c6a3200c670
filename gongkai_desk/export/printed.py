"""A paper as it leaves the printer: per page the texts and frames with their places, for whoever paints them.

Rows, heights, page ends and merged cells come from ``paging`` as for the Word paper; nothing here measures a font.
Lengths are points from the page's top left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.sheet import Orientation, PaperSize, TextSize
from gongkai_desk.export.bands import LaidBand
from gongkai_desk.page.layout import PageNumbers
from gongkai_desk.page.measures import FIGURES, Fonts, Leaf, points

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
    page, not of the reader.
    """

    box: Box
    text: str
    font: str
    size: float
    pitch: float
    align: Align = Align.LEFT
    turned: bool = False
    latin: bool = True


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
            yield Ink(box, piece.text, each.font(fonts), each.style.size, each.style.line, piece.align)
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
