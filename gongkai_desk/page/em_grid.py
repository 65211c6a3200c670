"""How many lines a text takes in a column, counted on a grid of ems.

Chinese characters are one em wide in every font that an official paper names, so lines can be counted without the
fonts. The papers switch off what would disturb the count: hanging stops, squeezed punctuation, room between Chinese and
Latin. Latin letters are taken at their widest and breaks only where every program allows them, so that the count is
never too low.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from gongkai_desk.page.measures import FIGURES, Typeface

# Characters that Word, WPS and LibreOffice keep off the head of a line (a simplified-Chinese text), and off its end.
_NOT_FIRST = frozenset("!%),.:;>?]}¢¨°·’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～")
_NOT_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〝（．［｛￡￥")
_PARTING = frozenset("-/?&")  # in a word or an address: www.example.cn/|gongkai/|2026

_HALF = 0.5
_LATIN_WIDTHS = (
    {chr(code): _HALF for code in range(0x20, 0x7F)}
    | dict.fromkeys("ABCDEGHKNOQRUVXYZ&w", 0.75)
    | dict.fromkeys("FLPSTJ", 0.62)
    | dict.fromkeys("Mm%", 0.9)
    | dict.fromkeys("W@", 1.0)
    | dict.fromkeys("<>=+~^_#$?", 0.57)
    | {"\t": 2.0}
)


# The seam between Chinese and Latin, e.g. 共12家. LibreOffice widens it whatever the file says.
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])")
_SEAM_WIDTH = 0.25


class _Widths(dict[str, float]):
    """Widths in ems by character; whatever is not Latin is full width."""

    def __missing__(self, char: str) -> float:
        return 1.0


_WIDTHS = _Widths(_LATIN_WIDTHS)


def text_width(text: str) -> float:
    """Return the width of ``text`` on one line, in ems."""
    return sum(_char_widths(text))


def line_count(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a column ``width`` ems wide; every paragraph takes one at least."""
    if "\n" not in text:
        return _paragraph_lines(text, width)
    return sum(_paragraph_lines(paragraph, width) for paragraph in text.split("\n"))


@lru_cache(maxsize=4096)  # unit names and deadlines come again in nearly every row
def _paragraph_lines(text: str, width: float) -> int:
    if len(text) * (1 + _SEAM_WIDTH) <= width or text_width(text) <= width:
        return 1
    return sum(1 for _ in _breaks(text, width, _char_widths(text)))


def broken_lines(text: str, width: float, measure: Callable[[str], Sequence[float]] | None = None) -> list[str]:
    """Return the lines that ``text`` takes in a column ``width`` wide.

    Without ``measure`` widths are ems of the grid. ``measure`` returns the width of each character in some other unit,
    that of ``width``, e.g. as a font at hand draws them.
    """
    lines = []
    for paragraph in text.split("\n"):
        start = 0
        for end in _breaks(paragraph, width, (measure or _char_widths)(paragraph)):
            lines.append(paragraph[start:end])
            start = end
        if not paragraph:
            lines.append("")
    return lines


def _breaks(text: str, width: float, widths: Sequence[float]) -> Iterator[int]:
    """Yield the end of every line of one paragraph whose characters are ``widths`` wide."""
    edges = list(accumulate(widths))
    start, gone = 0, 0.0
    while start < len(text):
        end = max(bisect_right(edges, gone + width + 1e-9), start + 1)
        end = _allowed(text, start, end)
        yield end
        start, gone = end, edges[end - 1]


def _char_widths(text: str) -> list[float]:
    widths = list(map(_WIDTHS.__getitem__, text))
    if not text.isascii():
        for seam in _SEAM.finditer(text):
            widths[seam.start() - 1] += _SEAM_WIDTH
    return widths


def _allowed(text: str, start: int, end: int) -> int:
    """Move a line end back to where the text may be broken; a word longer than the line is broken anyhow."""
    place = end
    while start < place < len(text) and not _may_break(text[place - 1], text[place]):
        place -= 1
    return place if place > start else end


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before in _PARTING:
        return True
    # Word parts 、12月, LibreOffice does not.
    return not (_of_word(after) and (_of_word(before) or before in _NOT_FIRST))


def _of_word(char: str) -> bool:
    return char.isascii() and not char.isspace()


def head_lines(head: str, width: float) -> str:
    """Return a column head with line feeds that part it evenly: 完成情况 in a narrow column → 完成, 情况.

    One that has line feeds of its own keeps them.
    """
    count = line_count(head, width)
    if count == 1 or "（" in head or "\n" in head:
        return head
    size = -(-len(head) // count)
    return "\n".join(head[start : start + size] for start in range(0, len(head), size))


@dataclass(frozen=True, slots=True)
class EmGrid:
    """The columns of one table: ``columns`` in ems of free width, ``pitch`` and ``padding`` of a row in points."""

    columns: tuple[float, ...]
    pitch: float
    padding: float
    whole: float = field(default=0.0)  # the width of a row over all columns, in ems

    def height(self, text: str, column: int) -> float:
        """Return the height in points that ``text`` needs in a column."""
        return line_count(text, self.columns[column]) * self.pitch + self.padding

    def whole_height(self, text: str) -> float:
        """Return the height in points of a row that goes over all columns."""
        return line_count(text, self.whole) * self.pitch + self.padding


def em_grid(widths: tuple[float, ...], *, side: float, face: Typeface, pitch: float, slack: float) -> EmGrid:
    """Return the grid of columns ``widths`` points wide, each with ``side`` points free left and right.

    Every column counts ``slack`` ems narrower than it is; ``pitch`` is the distance of lines in points.
    """
    columns = tuple(max((width - 2 * side) / face.size - slack, 1.0) for width in widths)
    whole = (sum(widths) - 2 * side) / face.size - slack
    return EmGrid(columns, pitch, face.padding, whole)


def head_height(heads: Sequence[str], grid: EmGrid) -> float:
    """Return the height of a head row in points: that of its highest cell, with some air."""
    return max(grid.height(head, column) for column, head in enumerate(heads)) + FIGURES.head_air
