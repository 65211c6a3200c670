"""Two columns of prose side by side in a text become one column after the other.

Made for text copied out of a page of two columns: each line holds a line of the left column, a gap of blanks, and a
line of the right one. The gap stands at one place in nearly all lines, and both sides are prose with numbered items;
a table set with blanks has names or units on one side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Document, FileKind, Grid, Line, Page
from gongkai_desk.words.numbering import read_number

_GAP = re.compile(r"(?<=\S)(?: {3,}|[\u3000 ]*\u3000{2,}[\u3000 ]*)(?=\S)|^[ \u3000]{6,}(?=\S)")
_PROSE = re.compile("[，。；]")


@dataclass(frozen=True, slots=True)
class _Printed:
    """A physical line: its text, where it begins in the document, and what stands on each side of the gap."""

    text: str
    start: int
    column: float = 0.0  # where the right part begins, in full characters; 0 where the line has no gap

    @property
    def cut(self) -> int:
        """Return how many characters stand left of the right part."""
        return _offset(self.text, self.column) if self.column else len(self.text)


def read_columns(document: Document) -> Document | None:
    """Return a text whose columns follow each other, ``None`` where it is set in one."""
    if document.kind is not FileKind.TEXT:
        return None
    pages = [_page(page, document.text) for page in document.pages]
    if not any(pages):
        return None
    both = zip(document.pages, pages, strict=True)
    return replace(document, pages=tuple(new or page for page, new in both))


def _page(page: Page, text: str) -> Page | None:
    if any(isinstance(item, Grid) for item in page.items):
        return None
    lines = [_printed(item, text) for item in page.items if isinstance(item, Line) and item.text]
    column = _column(lines)
    if not column:
        return None
    cut = [_at(line, column) for line in lines]
    first = next(at for at, line in enumerate(cut) if line.column and line.cut and line.text[: line.cut].strip())
    last = max(at for at, line in enumerate(cut) if line.column)
    sides = cut[first : last + 1]
    left, right = [_side(line, left=True) for line in sides], [_side(line, left=False) for line in sides]
    if not (_is_prose(left) and _is_prose(right)):
        return None
    kept = [_side(line, left=True) for line in cut[:first]], [_side(line, left=True) for line in cut[last + 1 :]]
    return replace(page, items=tuple(line for line in (*kept[0], *left, *right, *kept[1]) if line.text))


def _printed(line: Line, text: str) -> _Printed:
    place = line.places[0]
    at = place.start if isinstance(place, TextPlace) else 0
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return _Printed(text[begin : end if end >= 0 else len(text)].rstrip(), begin)


def _column(lines: Sequence[_Printed]) -> float:
    """Return where the right column begins, in full characters; 0 where there is none."""
    if len(lines) < USUAL.beside_lines:
        return 0.0
    starts: Counter[float] = Counter(
        _width(line.text[: found.end()]) for line in lines for found in _GAP.finditer(line.text) if found.end()
    )
    near = {place: sum(starts[place + n / 2] for n in range(-2, 3)) for place in starts}
    best = max(near, key=lambda place: (near[place], -place), default=0.0)
    return best if best >= USUAL.beside_width and near[best] >= USUAL.beside_share * len(lines) else 0.0


def _at(line: _Printed, column: float) -> _Printed:
    """Return a line with the gap nearest to the column, if it has one there."""
    places = [_width(line.text[: found.end()]) for found in _GAP.finditer(line.text)]
    near = [place for place in places if abs(place - column) <= 1]
    return replace(line, column=near[0]) if near else line


def _side(line: _Printed, *, left: bool) -> Line:
    begin, end = (0, line.cut) if left else (line.cut, len(line.text))
    part = line.text[begin:end]
    text = part.strip()
    start = line.start + begin + (part.index(text[0]) if text else 0)
    return Line(text, (TextPlace(start, start + len(text)),), whole=False)


def _is_prose(side: Sequence[Line]) -> bool:
    """Return whether one side is prose of its own: sentences on half its lines, and items that begin in it."""
    texts = [line.text for line in side if line.text]
    stopped = sum(bool(_PROSE.search(text)) for text in texts)
    return len(texts) > 2 and 2 * stopped >= len(texts) and any(read_number(text) for text in texts)


def _width(text: str) -> float:
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)


def _offset(text: str, column: float) -> int:
    """Return the character that begins at a column."""
    at = 0.0
    for offset, char in enumerate(text):
        if at >= column:
            return offset
        at += 0.5 if char < "\u2000" else 1.0
    return len(text)
