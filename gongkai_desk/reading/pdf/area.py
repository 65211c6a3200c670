"""The text area of pages: from where to where their full lines reach, so that indents and centring can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.pdf.layout import Layout
from gongkai_desk.reading.pdf.text import VisualLine

FULL = 0.5
"""A line at least this share of the page's width counts as evidence for the area."""
ENOUGH = 4
"""Lines wanted before a page's own evidence is believed."""
FIRST_LINE = 2.0
"""Ems by which a paragraph's first line is set in."""
ALIKE = 3.0
"""Points: edges this near are the same edge."""


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
