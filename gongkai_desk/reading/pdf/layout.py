"""A plain page → its lines and grids in reading order; the text area that full lines reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gongkai_desk.domain.plan import Box
from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.pdf.cells import holds, make_grid, sorted_into
from gongkai_desk.reading.pdf.lattices import Ruling, ruling
from gongkai_desk.reading.pdf.marks import without_marks
from gongkai_desk.reading.pdf.open_tables import open_tables
from gongkai_desk.reading.pdf.plain import PlainPage
from gongkai_desk.reading.pdf.sheets import box_back, halves, main_turn, turned
from gongkai_desk.reading.pdf.text import VisualLine, visual_lines

FULL = 0.5
"""A line at least this share of the page's width counts as evidence for the area."""
ENOUGH = 4
"""Lines wanted before a page's own evidence is believed."""
FIRST_LINE = 2.0
"""Ems by which a paragraph's first line is set in."""
ALIKE = 3.0
"""Points: edges this near are the same edge."""
BESIDE = 20.0
"""Points: tables that begin at heights this near stand side by side."""


@dataclass(frozen=True, slots=True)
class Area:
    """Left and right edge of the text, points."""

    left: float
    right: float

    def centres(self, line: VisualLine) -> bool:
        """Tell whether a line stands in the middle and not merely fills the width."""
        before, after = line.x0 - self.left, self.right - line.x1
        off, room = abs(before - after) / line.size, min(before, after) / line.size
        if abs(before / line.size - FIRST_LINE) < 0.15 and off > 0.3:
            return False  # a paragraph's first line, short of a number that may not be parted
        return (off <= 0.8 and room > 0.9) or (off <= 0.1 and room > 0.25)


def areas(pages: Sequence[Layout]) -> list[Area]:
    """Return the area of each page: its own, else that of the other pages of its size, else its tables' or lines'."""
    own = [_own(page) for page in pages]
    shared: dict[tuple[int, int], list[Area]] = {}
    for page, area in zip(pages, own, strict=True):
        if area:
            shared.setdefault(_size(page), []).append(area)
    return [area or _borrowed(page, shared.get(_size(page), [])) for page, area in zip(pages, own, strict=True)]


def _size(page: Layout) -> tuple[int, int]:
    return round(page.width / 10), round(page.page.height / 10)


def _own(page: Layout) -> Area | None:
    wide = [line for line in _lines(page) if line.x1 - line.x0 >= FULL * page.width]
    if len(wide) < ENOUGH:
        return None
    return Area(_edge(sorted(line.x0 for line in wide)), -_edge(sorted(-line.x1 for line in wide)))


def _edge(values: Sequence[float]) -> float:
    """Return the outermost value that another one shares, the outermost of all if none does."""
    for value, following in pairwise(values):
        if following - value <= ALIKE:
            return value
    return values[0]


def _borrowed(page: Layout, others: Sequence[Area]) -> Area:
    grids = [item.box for item in page.items if isinstance(item, Grid) and item.box]
    if grids:
        return Area(min(box.x0 for box in grids), max(box.x1 for box in grids))
    if others:
        return Area(median(area.left for area in others), median(area.right for area in others))
    lines = _lines(page)
    if not lines:
        return Area(0.0, page.page.width)
    margin = min(min(line.x0 for line in lines), page.page.width - max(line.x1 for line in lines))
    return Area(margin, page.page.width - margin)


def _lines(page: Layout) -> list[VisualLine]:
    return [item for item in page.items if isinstance(item, VisualLine)]


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: ``items`` from top to bottom, in the frame of its own text (``page`` is without characters).

    ``turn`` leads back to the page as displayed; ``width`` is that of the page, or of the half if it is one of two on a
    sheet; ``side`` is text that runs another way than the rest; ``aslant`` and ``marks`` are watermarks.
    """

    number: int
    page: PlainPage
    turn: int
    width: float
    items: tuple[VisualLine | Grid, ...]
    side: tuple[VisualLine, ...] = ()
    aslant: str = ""
    marks: tuple[str, ...] = ()

    def back(self, box: Box) -> Box:
        """Return a box of this frame as displayed."""
        return box_back(box, self.page, self.turn)


def layouts(page: PlainPage, number: int) -> tuple[Layout, ...]:
    """Take a page apart; two pages on one sheet make two."""
    turn = main_turn(page)
    upright, marks = without_marks(turned(page, turn))
    first, *more = [_layout(part, number, turn, len(parts)) for parts in (halves(upright),) for part in parts]
    return replace(first, marks=marks), *more


def _layout(page: PlainPage, number: int, turn: int, parts: int) -> Layout:
    found = ruling(page.rules)
    loose, inside = sorted_into([char for char in page.chars if char.turn == 0], found.tables)
    aslant = "".join(char.text for char in page.chars if char.turn < 0)
    frame = Layout(number, replace(page, chars=(), rules=()), turn, page.width / parts, (), (), aslant)
    side = _side_lines(page)
    grids = [
        make_grid(table, chars, number, frame.back, [line for line in side if holds(table, line)])
        for table, chars in zip(found.tables, inside, strict=True)
        if any(chars)
    ]
    side = [line for line in side if not any(holds(table, line) for table in found.tables)]
    lines, more = _open_grids(visual_lines(loose), found, frame)
    items: list[VisualLine | Grid] = [*(replace(line, chars=()) for line in lines), *grids, *more]
    return replace(frame, items=tuple(_in_order(items)), side=tuple(side))


def _open_grids(lines: list[VisualLine], found: Ruling, frame: Layout) -> tuple[list[VisualLine], list[Grid]]:
    """Return the lines that are in no table, and the tables whose rules are missing."""
    grids: list[Grid] = []
    used: set[int] = set()
    for table in open_tables(lines, found.flat, found.upright):
        for lattice in ruling(table.rules).tables:
            _, inside = sorted_into([char for line in table.lines for char in line.chars], (lattice,))
            grids.append(replace(make_grid(lattice, inside[0], frame.number, frame.back), ruled=table.ruled))
            used.update(id(line) for line in table.lines)
    return [line for line in lines if id(line) not in used], grids


def _in_order(items: Sequence[VisualLine | Grid]) -> list[VisualLine | Grid]:
    """Return the items from top to bottom; of tables side by side the left one comes first."""
    ordered = sorted(items, key=_top)
    for n in range(1, len(ordered)):
        at = n
        while at and _is_right_of(ordered[at - 1], ordered[at]):
            ordered[at - 1], ordered[at] = ordered[at], ordered[at - 1]
            at -= 1
    return ordered


def _is_right_of(item: VisualLine | Grid, other: VisualLine | Grid) -> bool:
    """Tell whether a table stands right of another one, at nearly the same height."""
    if not (isinstance(item, Grid) and isinstance(other, Grid) and item.box and other.box):
        return False
    return item.box.x0 >= other.box.x1 and abs(item.box.top - other.box.top) <= BESIDE


def _top(item: VisualLine | Grid) -> float:
    if isinstance(item, VisualLine):
        return item.top
    return item.box.top if item.box else 0.0


def _side_lines(page: PlainPage) -> list[VisualLine]:
    """Return the lines that run another way than the page's text, placed on the page."""
    found: list[VisualLine] = []
    for turn in sorted({char.turn for char in page.chars} - {0, -1}):
        there = turned(replace(page, chars=tuple(c for c in page.chars if c.turn == turn), rules=()), turn)
        for line in visual_lines(there.chars):
            box = box_back(Box(line.x0, line.top, line.x1, line.bottom), there, turn)
            found.append(replace(line, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, chars=()))
    return found
