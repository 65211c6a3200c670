"""How far the lines of a page stand apart: what stands farther than lines of a paragraph do begins another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from gongkai_desk.domain.plan import PagePlace
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Line, Page

Pitches = Mapping[int, float]
"""The distance from line to line within paragraphs, points, by the size of the type (whole points)."""


def pitches_of(page: Page) -> Pitches:
    """Return the pitches of a page: of the distances that come often the smallest; no size with too few lines."""
    found: dict[int, list[float]] = {}
    lines = [item for item in page.items if isinstance(item, Line)]
    for above, line in pairwise(lines):
        distance = _distance(above, line)
        if distance and _size(above) == _size(line):
            found.setdefault(_size(line), []).append(distance)
    return {size: pitch for size, distances in found.items() for pitch in _smallest_common(sorted(distances))}


def _smallest_common(distances: Sequence[float]) -> Iterator[float]:
    """Yield the smallest distance that enough others equal, if there is one."""
    enough = max(USUAL.pitch_lines, USUAL.pitch_share * len(distances))
    for distance in distances:
        if sum(distance <= other <= USUAL.pitch_alike * distance for other in distances) >= enough:
            yield distance
            return


def is_farther(lines: Sequence[Line], line: Line, pitches: Pitches) -> bool:
    """Tell a line that stands farther from the last of ``lines`` than those stand from each other.

    One line alone is measured by the pitch of its page.
    """
    distance = _distance(lines[-1], line)
    own = _distance(lines[-2], lines[-1]) if len(lines) > 1 else pitches.get(_size(line))
    return bool(distance and own) and (distance or 0.0) > USUAL.paragraph_gap * (own or 0.0)


def _distance(above: Line, line: Line) -> float | None:
    """Return how far a line stands below another one of its page, points; ``None`` on another page or above it."""
    first, second = _place(above), _place(line)
    if first is None or second is None or first.page != second.page:
        return None
    distance = second.box.top - first.box.top
    return distance if distance > 0 else None


def _place(line: Line) -> PagePlace | None:
    place = line.places[0] if line.places else None
    return place if isinstance(place, PagePlace) else None


def _size(line: Line) -> int:
    return round(line.size or 0)
