"""Two pages on one sheet (2-up print, a spread): told by the white down the middle, read one after the other.

Only where both halves are set like pages of their own: lines as wide as the half, equally wide on both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.reading.page_text import VisualLine, visual_lines
from gongkai_desk.reading.pdf_plain import PlainChar, PlainPage, Rule


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
    return replace(page, chars=chars, rules=rules, unread=page.unread if first else 0)


def _middle_of(rule: Rule) -> float:
    return (rule.start + rule.end) / 2 if rule.flat else rule.at
