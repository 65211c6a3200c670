"""What the readers of flowing text share: visible characters, and text that grows with the places counted in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.place import TextPlace
from gongkai_desk.reading.document import Cell, Grid, Line

# Controls but tab and line feed; soft hyphen, zero-width and direction marks, byte-order mark; lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Drop characters that print nothing and that Word and Excel writers refuse."""
    return _UNSEEN.sub("", text)


@dataclass
class Flow:
    """Collects lines and grids in reading order together with the text their places count in."""

    items: list[Line | Grid] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """Everything added so far, a line feed after each paragraph and row, a tab between cells."""
        return "".join(self._pieces)

    def line(self, line: Line) -> None:
        """Add a paragraph; its place is set here. A line feed inside it stays."""
        self.items.append(replace(line, places=(self._add(line.text),)))
        self._end("\n")

    def grid(self, grid: Grid) -> None:
        """Add a table; the places of its cells are set here. Covered places take no room in the text."""
        self.items.append(replace(grid, rows=tuple(self._row(row) for row in grid.rows)))

    def aside(self, text: str) -> None:
        """Add text that is in the file but not in the body (headers, footnotes): read, but no item."""
        self._add(text)
        self._end("\n")

    def _row(self, row: Sequence[Cell | None]) -> tuple[Cell | None, ...]:
        placed: list[Cell | None] = []
        for number, cell in enumerate(row):
            if number:
                self._end("\t")
            placed.append(cell and replace(cell, places=(self._add(cell.text),)))
        self._end("\n")
        return tuple(placed)

    def _add(self, text: str) -> TextPlace:
        start = self._length
        self._end(text)
        return TextPlace(start, self._length)

    def _end(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
