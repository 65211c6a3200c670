"""How the lines over and under a table look: font, size, distance, and how high they are on a page of some width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai_desk.domain.columns import Align
from gongkai_desk.export.titles import title_lines
from gongkai_desk.page.em_grid import line_count, text_width
from gongkai_desk.page.layout import Band, BandKind, Piece
from gongkai_desk.page.measures import FIGURES, Fonts


@dataclass(frozen=True, slots=True)
class BandStyle:
    """The look of one kind: ``font`` is a name in ``Fonts``, size and distances are points, ``word`` Word's style.

    ``own``: the distances are not those of Word's style. ``align`` is how Word's style aligns it.
    """

    font: str
    size: float
    line: float
    word: str
    before: float = 0.0
    after: float = 0.0
    own: bool = False
    align: Align = Align.LEFT


_CENTRE = Align.CENTRE
_TABLE_LINE = FIGURES.head_line_size, FIGURES.head_line, "GKLine"
STYLES: dict[BandKind, BandStyle] = {
    BandKind.TITLE: BandStyle(
        "title", FIGURES.title_size, FIGURES.title_line, "GKTitle", after=FIGURES.title_gap, align=_CENTRE
    ),
    BandKind.ANNEX: BandStyle("head", FIGURES.annex_size, FIGURES.line, "GKAnnex", after=FIGURES.line),
    BandKind.DRAFT: BandStyle("sub", FIGURES.annex_size, FIGURES.line, "GKDraft", align=_CENTRE),
    BandKind.PART: BandStyle("title", FIGURES.annex_size, FIGURES.line, "GKDraft", align=_CENTRE),
    BandKind.NOTE: BandStyle("text", FIGURES.note_size, FIGURES.note_line, "GKNote"),
    BandKind.LINE: BandStyle("text", *_TABLE_LINE),
    BandKind.INTERNAL: BandStyle("head", *_TABLE_LINE),
    BandKind.CAPTION: BandStyle("text", *_TABLE_LINE),
    BandKind.SMALL: BandStyle("text", 9.0, 15.0, "GKLine", own=True),
    BandKind.HEADING: BandStyle("head", FIGURES.note_size, FIGURES.head_line, "GKLine", 12.0, 3.0, own=True),
    BandKind.CUT: BandStyle("text", 9.0, FIGURES.head_line, "GKLine", 8.0, 8.0, own=True),
    BandKind.FORM_TITLE: BandStyle("head", 16.0, 24.0, "GKLine", after=3.0, own=True),
    BandKind.FORM_NOTE: BandStyle("text", 10.5, 15.75, "GKLine", after=3.0, own=True),
}


@dataclass(frozen=True, slots=True)
class LaidBand:
    """A line with its look: its texts broken as they stand, and how many lines they take."""

    kind: BandKind
    pieces: tuple[Piece, ...]
    style: BandStyle
    count: int
    before: float

    @property
    def height(self) -> float:
        """Return the height of its text in points."""
        return self.count * self.style.line

    @property
    def taken(self) -> float:
        """Return its height with the free space over and under it."""
        return self.before + self.height + self.style.after

    def font(self, fonts: Fonts) -> str:
        """Return the name of its font."""
        return str(getattr(fonts, self.style.font))


def laid_bands(bands: Sequence[Band], width: float, slack: float = 0.0) -> tuple[LaidBand, ...]:
    """Return lines on a page ``width`` points wide; a line counts ``slack`` ems narrower than it is."""
    return tuple(_laid(one, width, slack) for band in bands for one in _parted(band, width))


def bands_height(bands: Sequence[LaidBand]) -> float:
    """Return the height in points of lines that stand over each other."""
    return sum(band.taken for band in bands)


def _parted(band: Band, width: float) -> Iterator[Band]:
    """Yield the line, or a line each where the texts at both its sides would meet."""
    texts = [piece.text for piece in band.pieces]
    right = len(texts) == 2 and band.pieces[1].align is Align.RIGHT
    if right and sum(map(text_width, texts)) >= width / STYLES[band.kind].size:
        for index, piece in enumerate(band.pieces):
            yield replace(band, pieces=(piece,), before=0.0 if index else band.before)
    else:
        yield band


def _laid(band: Band, width: float, slack: float) -> LaidBand:
    style = STYLES[band.kind]
    ems = width / style.size - slack
    before = band.before or style.before
    first = band.pieces[0]
    if band.kind is BandKind.TITLE:
        lines = title_lines(first.text, ems)
        return LaidBand(band.kind, (replace(first, text="\n".join(lines)),), style, len(lines), before)
    count = line_count(first.text, ems) if len(band.pieces) == 1 else 1
    return LaidBand(band.kind, band.pieces, style, count, before)


# ---- lines in the columns of a table


def in_columns(bands: Sequence[Band], widths: Sequence[float], side: float) -> Iterator[Band]:
    """Yield lines for a sheet whose columns are ``widths`` points wide: each text needs columns of its own.

    Texts at both sides get a line each where no column's edge leaves room for both.
    """
    for each in bands:
        if _two_sided(each) and not _split(each, widths, side):
            yield from (replace(each, pieces=(piece,), before=0.0) for piece in each.pieces)
        else:
            yield each


def column_spans(pieces: Sequence[Piece], size: float, widths: Sequence[float], side: float) -> tuple[int, ...]:
    """Return over how many columns each text goes, so that it begins as near as possible to its place."""
    if len(pieces) == 1:
        return (len(widths),)
    if pieces[-1].align is Align.RIGHT and (split := _split_of(pieces, size, widths, side)):
        return split, len(widths) - split
    starts = [0]
    for index, piece in enumerate(pieces[1:], 1):
        last = len(widths) - (len(pieces) - index)
        edges = range(starts[-1] + 1, last + 1)
        need = text_width(pieces[index - 1].text) * size + 2 * side
        roomy = [at for at in edges if sum(widths[starts[-1] : at]) >= need]
        starts.append(_nearest(widths, piece.place, roomy or edges))
    return tuple(end - start for start, end in pairwise((*starts, len(widths))))


def _two_sided(each: Band) -> bool:
    return len(each.pieces) == 2 and each.pieces[1].align is Align.RIGHT


def _split(each: Band, widths: Sequence[float], side: float) -> int:
    return _split_of(each.pieces, STYLES[each.kind].size, widths, side)


def _split_of(pieces: Sequence[Piece], size: float, widths: Sequence[float], side: float) -> int:
    """Return how many columns the left text gets, 0 where there is no room for both."""
    left, right = (text_width(piece.text) * size + 2 * side for piece in pieces)
    free = [at for at in range(1, len(widths)) if sum(widths[:at]) >= left and sum(widths[at:]) >= right]
    return _nearest(widths, pieces[1].place, free) if free else 0


def _nearest(widths: Sequence[float], place: float, edges: Sequence[int]) -> int:
    """Return the column edge nearest to a place, which is a part of the whole width."""
    return min(edges, key=lambda at: abs(sum(widths[:at]) - place * sum(widths)))
