"""A paper as it leaves the printer: per page the texts and frames with their places, for whoever paints them.

Rows, heights, page ends and merged cells come from ``paging`` as for the Word paper; nothing here measures a font.
Lengths are points from the page's top left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from gongkai_desk.domain.columns import Align, Column, ColumnKey
from gongkai_desk.domain.papers import Orientation, PaperSize, TextSize
from gongkai_desk.export.page import FIGURES, Fonts, Leaf, points

_DASH = "\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How a paper is to be printed. No ``columns``: all; ``fit`` lets them fill the width of the type area."""

    orientation: Orientation
    size: TextSize
    paper: PaperSize = PaperSize.A4
    columns: tuple[ColumnKey, ...] = ()
    fit: bool = True

    def shown(self, columns: Sequence[Column]) -> tuple[int, ...]:
        """Return the indexes of the chosen columns; all of them where none is chosen."""
        chosen = tuple(index for index, column in enumerate(columns) if column.key in self.columns)
        return chosen or tuple(range(len(columns)))


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


class PageNumbers(Enum):
    """How pages are numbered: «— 1 —» as the standard says, or 第1页　共9页 in the middle of the foot."""

    STANDARD = "standard"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Band:
    """Text over the whole width above or below a table, ``height`` points in all; ``after`` stays free below it.

    Several ``pieces`` share one line: each with its place from the left in parts of the width, and its alignment.
    """

    pieces: tuple[tuple[str, float, Align], ...]
    font: str
    size: float
    pitch: float
    height: float
    before: float = 0.0
    after: float = 0.0

    @property
    def taken(self) -> float:
        """Return the height with the free space."""
        return self.before + self.height + self.after


def band(text: str, font: str, size: float, pitch: float, align: Align = Align.LEFT, *, after: float = 0.0) -> Band:
    """Return a band of one text, its lines parted by line feeds."""
    return Band(((text, 0.0, align),), font, size, pitch, pitch * (text.count("\n") + 1), after=after)


def bands_height(bands: Sequence[Band]) -> float:
    """Return the height of bands that stand over each other."""
    return sum(each.taken for each in bands)


def band_inks(bands: Sequence[Band], page: Leaf, top: float) -> Iterator[Ink]:
    """Yield the texts of bands from ``top`` on."""
    left, width = points(page.left), points(page.area_width)
    for each in bands:
        for text, place, align in each.pieces:
            # A piece at the right may begin anywhere: it gets the whole line.
            start = 0.0 if align is Align.RIGHT else place * width
            box = Box(left + start, top + each.before, width - start, each.height)
            yield Ink(box, text, each.font, each.size, each.pitch, align)
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
