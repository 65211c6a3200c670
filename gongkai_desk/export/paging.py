"""Rows of a table → heights, pages, and cells merged within a page.

The papers set every row's height themselves, so the page ends are known before any office program opens the file.
Where a page ends within a merged cell, the cell ends too and its text stands again on the next page, as official tables
do it. A few points are added to the rows of a page where that is needed to make every program break at that place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.page.layout import Row, RowKind
from gongkai_desk.page.measures import EmGrid


@dataclass(frozen=True, slots=True)
class Room:
    """What a page has for rows, in points: the first page, every other, and what must follow the last row.

    Programs add a hair's breadth for rules: ``reserve`` is kept free, and ``spare`` is by how much the first row of the
    next page must be too tall for this one.
    """

    first: float
    other: float
    foot: float = 0.0
    reserve: float = 6.0
    spare: float = 6.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A row in its place: ``height`` in points, ``None`` if it is taller than a page and flows over its end.

    ``spans`` says per column over how many rows the cell goes that starts here, 0 where another covers the place.
    ``page`` counts from 0; ``opens`` tells that the row is the first of a page after the first.
    """

    row: Row
    height: float | None
    spans: tuple[int, ...]
    page: int
    opens: bool


def lay_out(rows: Sequence[Row], grid: EmGrid, room: Room) -> tuple[Placed, ...]:
    """Return the rows with their heights, pages and merged cells."""
    pages = list(_Filler(rows, grid, room).pages())
    spans = _spans(rows, {page.start for page in pages})
    placed = []
    for number, page in enumerate(pages):
        for offset, height in enumerate(page.heights):
            index = page.start + offset
            opens = number > 0 and offset == 0 and not page.follows
            shown = None if height > room.other else height
            placed.append(Placed(_flowed(rows, index, spans[index]), shown, spans[index], number, opens))
    return tuple(placed)


def _flowed(rows: Sequence[Row], index: int, spans: Sequence[int]) -> Row:
    """Return a row with the text that its cells show on their page: of pieces of one row all that stands on it."""
    row = rows[index]
    if not row.flows:
        return row
    texts = (
        "".join(piece.texts[column] for piece in rows[index : index + span] if piece.flows) if flows else text
        for column, (text, span, flows) in enumerate(zip(row.texts, spans, row.flows, strict=True))
    )
    return replace(row, texts=tuple(text.rstrip("\n") for text in texts))


@dataclass(slots=True)
class _Page:
    """Rows ``start`` and on with their heights; ``follows`` a row that flowed over onto it for ``used`` points."""

    start: int
    heights: list[float]
    used: float = 0.0
    follows: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.heights)

    @property
    def filled(self) -> float:
        return self.used + sum(self.heights)


class _Filler:
    """Fills page after page."""

    def __init__(self, rows: Sequence[Row], grid: EmGrid, room: Room) -> None:
        self._rows = rows
        self._grid = grid
        self._room = room

    def pages(self) -> Iterator[_Page]:
        room = self._room
        size, page = room.first, self._filled(0, room.first)
        while page.end < len(self._rows):
            over = max(page.filled - size, 0.0) % room.other
            following = self._filled(page.end, room.other, over)
            self._push_over(page, size, following)
            yield page
            size, page = room.other, following
        if room.foot and page.filled + room.foot > size - room.reserve and len(page.heights) > 1:
            page, last = self._parted(page)
            self._push_over(page, size, last)
            yield page
            page = last
        yield page

    def _filled(self, start: int, size: float, used: float = 0.0) -> _Page:
        """Return a page with as many rows as it takes, one at least; a section row never stands last."""
        page = _Page(start, [], used, follows=used > 0)
        closed, block, end = used, start, start
        current: list[float] = []
        while end < len(self._rows):
            if end > block and not any(self._rows[end].joined):
                page.heights += current
                closed, block, current = closed + sum(current), end, []
            trial = self._heights(block, end + 1)
            full = closed + sum(trial) > size - self._room.reserve
            if full and end > start and trial[-1] <= self._room.other:
                break
            current, end = trial, end + 1
            if full:
                break
        page.heights += current
        self._drop_sections(page)
        return page

    def _drop_sections(self, page: _Page) -> None:
        if page.end >= len(self._rows):
            return
        while len(page.heights) > 1 and self._rows[page.end - 1].kind is RowKind.SECTION:
            page.heights.pop()

    def _parted(self, page: _Page) -> tuple[_Page, _Page]:
        """Move the last row (with its section rows) to a page of its own, so that the foot stands below a row."""
        cut = page.end - 1
        while cut > page.start + 1 and self._rows[cut - 1].kind is RowKind.SECTION:
            cut -= 1
        first = _Page(page.start, self._page_heights(page.start, cut), page.used, page.follows)
        return first, _Page(cut, self._page_heights(cut, page.end))

    def _page_heights(self, start: int, end: int) -> list[float]:
        """Return the heights of rows that stand on one page, block by block."""
        heights: list[float] = []
        block = start
        for index in range(start + 1, end + 1):
            if index == end or not any(self._rows[index].joined):
                heights += self._heights(block, index)
                block = index
        return heights

    def _push_over(self, page: _Page, size: float, following: _Page) -> None:
        """Stretch the rows until the next page's first surely does not fit on this one.

        A section row needs no push: every program keeps it with the task below it.
        """
        if self._rows[following.start].kind is RowKind.SECTION:
            return
        missing = size - page.filled - (following.heights[0] - self._room.spare)
        if missing > 0:
            page.heights = [height + missing / len(page.heights) for height in page.heights]

    def _heights(self, start: int, end: int) -> list[float]:
        """Return the heights of one block of joined rows, cut off before ``start`` and at ``end``."""
        if end - start == 1:
            row = self._rows[start]
            return [row.fixed or max(self._need(row, column) for column in range(len(row.texts)))]
        rows = self._rows[start:end]
        runs = [run for column in range(len(rows[0].texts)) for run in _runs(rows, column)]
        heights = [row.fixed or 0.0 for row in rows]
        for column, first, count in sorted(runs, key=lambda run: run[2]):
            if rows[first].fixed is None:
                _raise(heights, first, count, self._need(rows[first], column))
        return heights

    def _need(self, row: Row, column: int) -> float:
        if row.kind is RowKind.SECTION:
            return self._grid.whole_height(row.texts[0])
        return self._grid.height(row.texts[column], column)


def _raise(heights: list[float], first: int, count: int, need: float) -> None:
    """Give ``count`` rows together the height that is needed, each an equal share of what lacks."""
    lack = need - sum(heights[first : first + count])
    if lack > 0:
        for index in range(first, first + count):
            heights[index] += lack / count


def _runs(rows: Sequence[Row], column: int) -> Iterator[tuple[int, int, int]]:
    """Yield the cells of a column as (column, first row, rows); the first row always starts one."""
    first = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or not _joined(rows[index], column):
            yield column, first, index - first
            first = index


def _joined(row: Row, column: int) -> bool:
    return bool(row.joined) and row.joined[column]


def _spans(rows: Sequence[Row], starts: set[int]) -> list[tuple[int, ...]]:
    """Return the spans of every row's cells; cells end where a page ends."""
    below = [0] * max((len(row.texts) for row in rows), default=0)
    spans: list[tuple[int, ...]] = []
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        cut = index in starts
        here = []
        for column in range(len(row.texts)):
            covered = _joined(row, column) and not cut
            here.append(0 if covered else below[column] + 1)
            below[column] = below[column] + 1 if covered else 0
        if len(row.texts) < len(below):
            below = [0] * len(below)
        spans.append(tuple(here))
    spans.reverse()
    return spans
