"""Running text (正文) over the ends of pages: paragraphs broken into lines, how many stand on a page, their links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.export.bands import LaidBand
from gongkai_desk.page.layout import Link, Piece
from gongkai_desk.page.measures import broken_lines, line_starts

_FEWEST = 2  # lines of a paragraph that stand together at a page's end and at its beginning


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a paragraph as it is printed, with the links in it."""

    text: str
    links: tuple[Link, ...] = ()


def broken_band(band: LaidBand, width: float) -> list[TextLine]:
    """Return the lines of a paragraph on a page ``width`` points wide, the first with its indent."""
    text, links = band.printed
    lines = broken_lines(text, width / band.style.size)
    starts = line_starts(text, lines)
    return [
        TextLine(line, tuple(_within(links, start, start + len(line))))
        for line, start in zip(lines, starts, strict=True)
    ]


def _within(links: Sequence[Link], start: int, end: int) -> Iterator[Link]:
    """Yield the parts of links that stand between two characters of a text, counted from the first of them."""
    for link in links:
        first, last = max(link.start, start), min(link.end, end)
        if first < last:
            yield replace(link, start=first - start, end=last - start)


def lines_that_fit(count: int, room: int, *, keeps: bool = False) -> int:
    """Return how many of a paragraph's lines stand on a page with room for so many; 0: it begins on the next one.

    No line stands alone at the end of a page or at its beginning; one that ``keeps`` needs room for what follows.
    """
    if count + _FEWEST * keeps <= room:
        return count
    fits = min(room, count - _FEWEST)
    return fits if fits >= _FEWEST and not keeps else 0


def lines_band(band: LaidBand, lines: Sequence[TextLine]) -> LaidBand:
    """Return some lines of a paragraph as one that is broken already."""
    links, at = list[Link](), 0
    for line in lines:
        links += (replace(link, start=link.start + at, end=link.end + at) for link in line.links)
        at += len(line.text) + 1
    text = "\n".join(line.text for line in lines)
    piece: Piece = replace(band.pieces[0], text=text, links=tuple(links))
    return replace(band, pieces=(piece,), style=replace(band.style, indent=0), count=len(lines))
