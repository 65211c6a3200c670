"""Stamps in the ink of the text: black seals, receipt stamps, notes by hand. Found so that what they cover is doubted.

A red seal is told by its colour (``picture.sealed_of``); of a black copy or a grey scan only its shape speaks: letters
never hang together over several lines, and a frame through which rules or lines of text run is no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from gongkai_desk.domain.plan import Box
from gongkai_desk.reading.pdf.plain import Rule
from gongkai_desk.reading.scan.picture import Picture, ink, odd, without_rules


@dataclass(frozen=True, slots=True)
class StampSettings:
    """Lengths in points."""

    least: float = 40.0  # ink that hangs together over this width and height (14 mm) is no letter
    most: float = 200.0  # over this one it is a drawing or the frame of a table
    wiped: float = 3.6  # a ring is parted by as much where a rule across it was wiped away
    arc: float = 60.0  # no part of a ring is straight so far
    rim: float = 20.0  # a ring's straightest part lies so near to the rest, if a rule parts it from it
    meets: float = 4.0
    line: float = 2.0  # parts of one rule lie so near to one line
    beyond: float = 8.0  # what runs through an edge reaches so far on both sides


_STAMP = StampSettings()


@dataclass(frozen=True, slots=True)
class Stamps:
    """``covered`` is 255 where a stamp lies and within its outline; ``rules`` are those that belong to none."""

    covered: Picture
    rules: list[Rule]


def stamps_of(picture: Picture, rules: Sequence[Rule], lines: Sequence[Box], scale: float) -> Stamps:
    """Part the rules of a straight grey picture from the strokes of stamps; ``lines`` are boxes of text in points."""
    frames = [frame for frame in _frames(rules) if _is_run_through(frame, rules, lines)]
    left = [rule for rule in rules if not any(_lies_in(rule, frame) for frame in frames)]
    long = [rule for rule in left if rule.end - rule.start >= _STAMP.arc]
    covered, boxes = _hanging_together(_strokes(picture, long, scale), scale)
    for frame in frames:
        x0, top, x1, bottom = (round(edge * scale) for edge in (frame.x0, frame.top, frame.x1, frame.bottom))
        covered[top:bottom, x0:x1] = 255
    loose = [rule for rule in left if rule not in long and not _is_part_of_a_table(rule, left)]
    arcs = [rule for rule in loose if any(_is_arc(rule, box) for box in boxes)]
    return Stamps(covered, [rule for rule in left if rule not in arcs])


def _frames(rules: Sequence[Rule]) -> Iterator[Box]:
    """Yield what rules of a stamp's size enclose whose ends lie on one another and on no other rule.

    An edge of the stamp may be lacking, where text stands close to it on both sides.
    """
    for joined in _joined(rules):
        flats, uprights = [rule for rule in joined if rule.flat], [rule for rule in joined if not rule.flat]
        across = [end for rule in flats for end in (rule.start, rule.end)] + [rule.at for rule in uprights]
        down = [end for rule in uprights for end in (rule.start, rule.end)] + [rule.at for rule in flats]
        box = Box(min(across), min(down), max(across), max(down))
        if flats and uprights and _is_stamps_size(box.x1 - box.x0, box.bottom - box.top):
            yield box


def _joined(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules in groups whose ends lie on one another: a stamp's strokes cross those of a table, no more."""
    left = list(rules)
    while left:
        group = [left.pop()]
        for rule in group:
            near = [other for other in left if _ends_on(rule, other) or _ends_on(other, rule)]
            group += near
            left = [other for other in left if other not in near]
        yield group


def _ends_on(rule: Rule, other: Rule) -> bool:
    if rule.flat == other.flat:
        return False
    along = other.start - _STAMP.meets <= rule.at <= other.end + _STAMP.meets
    return along and (_near(rule.start, other.at) or _near(rule.end, other.at))


def _is_stamps_size(wide: float, high: float) -> bool:
    return min(wide, high) >= _STAMP.least and max(wide, high) <= _STAMP.most


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _STAMP.meets


def _is_run_through(frame: Box, rules: Iterable[Rule], lines: Iterable[Box]) -> bool:
    """Tell a frame that a rule or a line of text enters and leaves: nothing crosses the outer edge of a table."""
    flat = [(rule.start, rule.end, rule.at) for rule in rules if rule.flat]
    text = [(line.x0, line.x1, (line.top + line.bottom) / 2) for line in lines]
    upright = [(rule.start, rule.end, rule.at) for rule in rules if not rule.flat]
    across = any(
        frame.top + _STAMP.meets < at < frame.bottom - _STAMP.meets and _crosses(start, end, edge)
        for (start, end, at), edge in product(flat + text, (frame.x0, frame.x1))
    )
    return across or any(
        frame.x0 + _STAMP.meets < at < frame.x1 - _STAMP.meets and _crosses(start, end, edge)
        for (start, end, at), edge in product(upright, (frame.top, frame.bottom))
    )


def _crosses(start: float, end: float, edge: float) -> bool:
    return start + _STAMP.beyond < edge < end - _STAMP.beyond


def _lies_in(rule: Rule, frame: Box) -> bool:
    """Tell a rule that is an edge of the frame or parts its inside."""
    near = _STAMP.meets
    along, across = ((frame.x0, frame.x1), (frame.top, frame.bottom))
    if not rule.flat:
        along, across = across, along
    return (
        along[0] - near <= rule.start
        and rule.end <= along[1] + near
        and across[0] - near <= rule.at <= across[1] + near
    )


def _strokes(picture: Picture, rules: Sequence[Rule], scale: float) -> Picture:
    """Return the ink without the rules; what they cut apart is joined again, but nothing else: lines stand close."""
    import cv2
    import numpy

    marks = ink(without_rules(picture, rules, scale), scale)
    size = odd(_STAMP.wiped * scale)
    joint = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    band = without_rules(numpy.full_like(picture, 0), rules, scale)
    band = cv2.dilate(band, cv2.getStructuringElement(cv2.MORPH_RECT, (5, 5)))
    return cv2.max(marks, cv2.min(band, cv2.morphologyEx(marks, cv2.MORPH_CLOSE, joint)))


def _hanging_together(marks: Picture, scale: float) -> tuple[Picture, list[Box]]:
    """Return the covered parts, 255 each, and their boxes in points.

    What lies within the outline is covered, too: the stamp's own words stand there.
    """
    import cv2
    import numpy

    covered = numpy.zeros(marks.shape[:2], "uint8")
    boxes = []
    _, labels, found, _ = cv2.connectedComponentsWithStats(marks)
    for number, (x, y, wide, high, _area) in enumerate(found[1:], 1):
        if _is_stamps_size(wide / scale, high / scale):
            part = (labels[y : y + high, x : x + wide] == number).astype("uint8")
            outline = numpy.add(cv2.convexHull(cv2.findNonZero(part)), (x, y))
            cv2.fillConvexPoly(covered, outline, 255)
            boxes.append(Box(*(float(edge) / scale for edge in (x, y, x + wide, y + high))))
    return covered, boxes


def _is_part_of_a_table(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Tell a rule that goes from one to another, or goes on in its own line where a seal or a fold broke it."""
    across = [other for other in rules if other.flat != rule.flat]
    along = [other for other in rules if other.flat == rule.flat and other != rule]
    ends = [any(_ends_on(rule._replace(start=end, end=end), other) for other in across) for end in rule[2:]]
    return all(ends) or any(abs(other.at - rule.at) <= _STAMP.line for other in along)


def _is_arc(rule: Rule, box: Box) -> bool:
    """Tell the straightest part of a ring: it lies at the middle of an edge of what the ring encloses."""
    edges, ends = ((box.top, box.bottom), (box.x0, box.x1)) if rule.flat else ((box.x0, box.x1), (box.top, box.bottom))
    middle = abs((rule.start + rule.end) - sum(ends)) / 2
    return min(abs(rule.at - edge) for edge in edges) <= _STAMP.rim and middle <= (ends[1] - ends[0]) / 4
