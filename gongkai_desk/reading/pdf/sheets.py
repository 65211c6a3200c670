"""A sheet as it lies → pages as they are read: turned upright, and parted where two pages stand on one sheet.

Two pages (2-up print, a spread) are told by the white down the middle, only where both halves are set like pages of
their own: lines as wide as the half, equally wide on both sides. Places are turned back for the reader of the sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import Box
from gongkai_desk.reading.pdf.plain import Placing, PlainChar, PlainPage, Rule
from gongkai_desk.reading.pdf.text import VisualLine, visual_lines


@dataclass(frozen=True, slots=True)
class HalfSettings:
    """What makes a sheet two pages; shares of the sheet's width unless said otherwise."""

    middle: float = 0.06  # the white lies this near the sheet's middle
    white: float = 0.03  # at least this broad: two inner margins
    full: float = 0.3  # text of each half reaches at least this broad
    alike: float = 0.06  # the halves' breadths differ by less
    lines: int = 4  # in each half
    even: float = 0.45  # share of lines nearly as wide as the half's text, on average; letters have less than prose


USUAL = HalfSettings()


def halves(page: PlainPage, settings: HalfSettings = USUAL) -> tuple[PlainPage, ...]:
    """Return the page, or its left and right half in the same frame."""
    chars = [char for char in page.chars if char.turn == 0 and char.text != " "]
    if page.width <= page.height or not chars:
        return (page,)
    middle = _white_middle(chars, page, settings)
    if middle is None or any(rule.flat and rule.start < middle - 5 and rule.end > middle + 5 for rule in page.rules):
        return (page,)
    left = [char for char in chars if char.x1 <= middle]
    right = [char for char in chars if char.x0 >= middle]
    if not _like_pages(left, right, page, settings):
        return (page,)
    return _part(page, middle, first=True), _part(page, middle, first=False)


def _white_middle(chars: Sequence[PlainChar], page: PlainPage, settings: HalfSettings) -> float | None:
    """Return the middle of the broadest white strip that goes down the sheet near its middle."""
    best: tuple[float, float | None] = (settings.white * page.width, None)
    reach = 0.0
    for char in sorted(chars, key=lambda char: char.x0):
        middle = (reach + char.x0) / 2
        if char.x0 - reach >= best[0] and abs(middle - page.width / 2) <= settings.middle * page.width:
            best = char.x0 - reach, middle
        reach = max(reach, char.x1)
    return best[1]


def _like_pages(left: Sequence[PlainChar], right: Sequence[PlainChar], page: PlainPage, settings: HalfSettings) -> bool:
    sides = [visual_lines(left), visual_lines(right)]
    if min(len(lines) for lines in sides) < settings.lines:
        return False
    widths = [max(line.x1 for line in lines) - min(line.x0 for line in lines) for lines in sides]
    if min(widths) < settings.full * page.width or abs(widths[0] - widths[1]) > settings.alike * page.width:
        return False
    even = [_evenness(lines) for lines in sides]
    if sum(even) / 2 >= settings.even and min(even) >= settings.even / 2:
        return True
    return all(share >= settings.even or ruled for share, ruled in zip(even, _ruled(page), strict=True))


def _evenness(lines: Sequence[VisualLine]) -> float:
    """Return the share of lines that are nearly as wide as the widest: high in prose, low in the cells of a table."""
    widths = [line.x1 - line.x0 for line in lines]
    return sum(width > 0.8 * max(widths) for width in widths) / len(widths)


def _ruled(page: PlainPage) -> tuple[bool, bool]:
    """Tell for each half whether it has a ruled table of its own."""
    flat = [rule for rule in page.rules if rule.flat]
    left = sum(rule.end < page.width / 2 + 5 for rule in flat)
    return left >= 3, sum(rule.start > page.width / 2 - 5 for rule in flat) >= 3


def _part(page: PlainPage, middle: float, *, first: bool) -> PlainPage:
    chars = tuple(char for char in page.chars if ((char.x0 + char.x1) / 2 < middle) is first)
    rules = tuple(rule for rule in page.rules if (_middle_of(rule) < middle) is first)
    return replace(
        page, chars=chars, rules=rules, unread=page.unread if first else 0, hidden=page.hidden if first else ""
    )


def _middle_of(rule: Rule) -> float:
    return (rule.start + rule.end) / 2 if rule.flat else rule.at


def main_turn(page: PlainPage) -> int:
    """Return the quarter turns clockwise in which most of the page's text runs."""
    turns = Counter(char.turn for char in page.chars if char.turn >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def turned(page: PlainPage, quarters: int) -> PlainPage:
    """Return the page turned back by ``quarters``, so that text of that turn runs to the right."""
    if quarters % 4 == 0:
        return page
    placing, sideways = _placing(page.width, page.height, quarters), quarters % 2 == 1
    width, height = (page.height, page.width) if sideways else (page.width, page.height)
    chars = tuple(_char(char, placing, quarters) for char in page.chars)
    rules = tuple(_rule(rule, placing, sideways=sideways) for rule in page.rules)
    return replace(page, width=width, height=height, chars=chars, rules=rules)


def box_back(box: Box, page: PlainPage, quarters: int) -> Box:
    """Return where a box on ``page``, which was turned back by ``quarters``, lies on the page as displayed."""
    if quarters % 4 == 0:
        return box
    return Box(*_box(box.x0, box.top, box.x1, box.bottom, _placing(page.width, page.height, 4 - quarters)))


def _placing(width: float, height: float, quarters: int) -> Placing:
    return (
        Placing(1, 0, 0, 1, 0, 0),
        Placing(0, -1, 1, 0, 0, width),
        Placing(-1, 0, 0, -1, width, height),
        Placing(0, 1, -1, 0, height, 0),
    )[quarters % 4]


def _box(x0: float, top: float, x1: float, bottom: float, placing: Placing) -> tuple[float, float, float, float]:
    (ax, ay), (bx, by) = placing.point(x0, top), placing.point(x1, bottom)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _char(char: PlainChar, placing: Placing, quarters: int) -> PlainChar:
    box = _box(char.x0, char.top, char.x1, char.bottom, placing)
    turn = (char.turn - quarters) % 4 if char.turn >= 0 else -1
    return PlainChar(char.text, *box, box[3] - 0.12 * char.size, char.size, char.face, turn)


def _rule(rule: Rule, placing: Placing, *, sideways: bool) -> Rule:
    if rule.flat:
        x0, y0, x1, y1 = _box(rule.start, rule.at, rule.end, rule.at, placing)
    else:
        x0, y0, x1, y1 = _box(rule.at, rule.start, rule.at, rule.end, placing)
    return Rule(True, y0, x0, x1) if rule.flat != sideways else Rule(False, x0, y0, y1)
