"""The lines over and under a table and titles of several lines: font, size, height, where they break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from gongkai_desk.domain.sheet import Align
from gongkai_desk.page.layout import Band, BandKind, Link, Piece
from gongkai_desk.page.measures import FIGURES, Fonts, line_count, text_width


@dataclass(frozen=True, slots=True)
class BandStyle:
    """The look of one kind: ``font`` is a name in ``Fonts``, size and distances are points, ``word`` Word's style.

    ``own``: the distances are not those of Word's style. ``align`` is how Word's style aligns it. ``indent``: ems that
    the first line is in; ``inset``: ems that lines stand away from the right; ``keeps``: it stays with what follows.
    """

    font: str
    size: float
    line: float
    word: str
    before: float = 0.0
    after: float = 0.0
    own: bool = False
    align: Align = Align.LEFT
    indent: int = 0
    inset: int = 0
    keeps: bool = False


_EM = "\N{IDEOGRAPHIC SPACE}"
_CENTRE = Align.CENTRE
_TABLE_LINE = FIGURES.head_line_size, FIGURES.head_line, "GKLine"
_RUNNING = FIGURES.annex_size, FIGURES.line, "GKBody", 0.0, 0.0, True
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
    BandKind.HEAD: BandStyle("head", *_RUNNING, indent=2, keeps=True),
    BandKind.SUBHEAD: BandStyle("sub", *_RUNNING, indent=2, keeps=True),
    BandKind.BODY: BandStyle("text", *_RUNNING, indent=2),
    BandKind.CLOSING: BandStyle("text", *_RUNNING, indent=2, keeps=True),
    BandKind.SIGNED: BandStyle("text", *_RUNNING, inset=2),
}
RUNNING = frozenset({BandKind.HEAD, BandKind.SUBHEAD, BandKind.BODY, BandKind.CLOSING})
"""Kinds of running text: their lines may go on over a page's end."""


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

    @property
    def printed(self) -> tuple[str, tuple[Link, ...]]:
        """Return the text of its only piece as it stands on the page, with its indent, and the figures in it."""
        piece, indent = self.pieces[0], self.style.indent
        links = (replace(link, start=link.start + indent, end=link.end + indent) for link in piece.links)
        return _EM * indent + piece.text + _EM * self.style.inset, tuple(links)

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
    laid = LaidBand(band.kind, band.pieces, style, 1, before)
    return replace(laid, count=line_count(laid.printed[0], ems)) if len(band.pieces) == 1 else laid


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


# What belongs together, e.g. 2022年 · 《条例》 · （2024—2026年） · 政务公开: no line ends inside.
_WHOLE = re.compile(
    r"《[^》]*》|（[^）]*）|“[^”]*”|〔[^〕]*〕\d*号?|[0-9A-Za-z.\-—]+年?度?"
    r"|关于|进一步|推进|贯彻|落实|深化|加强|做好|印发|政府信息|政务公开|基层|标准化|规范化|重点|工作|要点|实施|方案"
    r"|任务|分解表?|台账|情况|人民政府|办公厅|办公室|领导小组|自治区|自治州|[一-龥]{1,3}(?:省|市|区|县|州|盟|旗)"
)
# A line may well end behind these: 关于 · 2022年 · 》 · 、 · 市
_AFTER = re.compile(r"(?:关于|年|》|、|省|市|区|县|政府|办公厅|办公室|印发)$")
# A line may well begin with these.
_BEFORE = re.compile(r"政务公开|政府信息|工作|任务分解|重点|贯彻|落实|进一步|关于|推进|实施|进展情况|“|《")
# These never begin or end a line.
_NOT_FIRST = re.compile(r"[的和与及暨》”）、，]")
_NOT_LAST = re.compile(r"[《“（和与及暨]$")

_ROUGH = 4.0  # cost of a break that sense does not ask for
_HOURGLASS = 12.0  # cost of a middle line shorter than both its neighbours, which the standard forbids
_TRIED = 40  # places for a line end that are tried: 92,000 titles of five lines
_MOST_LINES = 5  # more have no sense to break by: whatever stands in such a title, it is none
_EQUAL = 3.0  # cost of two lines of one length: a rectangle


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """Return the lines of a title on a page ``width`` ems wide, as few as possible."""
    whole = text_width(title)
    if whole <= width:
        return (title,)
    if whole > _MOST_LINES * width:
        return _by_force(title, width)
    places = _handful(title, list(_places(title, width)))
    for count in range(2, _MOST_LINES + 1):
        lines = _best(title, places, count, width)
        if lines:
            return lines
    return _by_force(title, width)


def _places(title: str, width: float) -> Iterator[int]:
    """Yield where a line may end: not inside what belongs together."""
    inside = {index for start, end in _wholes(title, width) for index in range(start + 1, end)}
    for index in range(1, len(title)):
        if index in inside or _NOT_FIRST.match(title[index]) or _NOT_LAST.search(title[:index]):
            continue
        yield index


def _wholes(title: str, width: float) -> Iterator[tuple[int, int]]:
    """Yield what belongs together; of what no line holds, e.g. a plan's name in a letter's title, its own parts."""
    at = 0
    while found := _WHOLE.search(title, at):
        if text_width(found.group()) > width:
            at = found.start() + 1
        else:
            yield found.span()
            at = found.end()


def _handful(title: str, places: list[int]) -> list[int]:
    """Return few enough places to try all: of a very long title only those that sense asks for."""
    if len(places) > _TRIED:
        places = [end for end in places if _sense(title, end) == 0]
    return places[:_TRIED]


def _best(title: str, places: Sequence[int], count: int, width: float) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    cost = float("inf")
    for ends in combinations(places, count - 1):
        lines = _cut(title, ends)
        widths = [text_width(line) for line in lines]
        if max(widths) > width:
            continue
        price = _shape(widths) + sum(_sense(title, end) for end in ends)
        if price < cost:
            found, cost = lines, price
    return found


def _cut(title: str, ends: Sequence[int]) -> tuple[str, ...]:
    edges = (0, *ends, len(title))
    return tuple(title[start:end] for start, end in pairwise(edges))


def _sense(title: str, end: int) -> float:
    if _AFTER.search(title[:end]) or _BEFORE.match(title[end:]):
        return 0.0
    return _ROUGH


def _shape(widths: Sequence[float]) -> float:
    """Return how far the lines are from a trapezium or a diamond: even lengths, but not equal ones."""
    cost = (max(widths) - min(widths)) / 2
    cost += sum(_EQUAL for a, b in pairwise(widths) if abs(a - b) < 0.75)
    cost += sum(_HOURGLASS for a, b, c in zip(widths, widths[1:], widths[2:], strict=False) if b < a and b < c)
    return cost


def _by_force(title: str, width: float) -> tuple[str, ...]:
    size = max(int(width), 1)
    return tuple(title[start : start + size] for start in range(0, len(title), size))
