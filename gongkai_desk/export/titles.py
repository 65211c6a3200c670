"""Titles of more than one line, broken by sense and in the shape of a trapezium or a diamond (GB/T 9704 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from gongkai_desk.page.em_grid import text_width

# What belongs together, e.g. 2022年 · 《条例》 · （2024—2026年） · 政务公开: no line ends inside.
_WHOLE = re.compile(
    r"《[^》]*》|（[^）]*）|“[^”]*”|〔[^〕]*〕\d*号?|[0-9A-Za-z.\-—]+年?度?"
    r"|关于|进一步|推进|贯彻|落实|深化|加强|做好|印发|政府信息|政务公开|基层|标准化|规范化|重点|工作|要点|实施|方案"
    r"|任务|分解表?|台账|情况|人民政府|办公厅|办公室|领导小组|自治区|自治州|[一-龥]{1,3}(?:省|市|区|县|州|盟|旗)"
)
# A line may well end behind these: 关于 · 2022年 · 》 · 、 · 市
_AFTER = re.compile(r"(?:关于|年|》|、|省|市|区|县|政府|办公厅|办公室|印发)$")
# A line may well begin with these.
_BEFORE = re.compile(r"政务公开|政府信息|工作|任务分解|重点|贯彻|落实|进一步|关于|推进|实施|进展情况|“|《")
# These never begin or end a line.
_NOT_FIRST = re.compile(r"[的和与及暨》”）、，]")
_NOT_LAST = re.compile(r"[《“（和与及暨]$")

_ROUGH = 4.0  # cost of a break that sense does not ask for
_HOURGLASS = 12.0  # cost of a middle line shorter than both its neighbours, which the standard forbids
_TRIED = 40  # places for a line end that are tried: 92,000 titles of five lines
_EQUAL = 3.0  # cost of two lines of one length: a rectangle


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """Return the lines of a title on a page ``width`` ems wide, as few as possible."""
    if text_width(title) <= width:
        return (title,)
    places = _handful(title, list(_places(title)))
    for count in range(2, 6):
        lines = _best(title, places, count, width)
        if lines:
            return lines
    return _by_force(title, width)


def _places(title: str) -> Iterator[int]:
    """Yield where a line may end: not inside what belongs together."""
    inside = {index for match in _WHOLE.finditer(title) for index in range(match.start() + 1, match.end())}
    for index in range(1, len(title)):
        if index in inside or _NOT_FIRST.match(title[index]) or _NOT_LAST.search(title[:index]):
            continue
        yield index


def _handful(title: str, places: list[int]) -> list[int]:
    """Return few enough places to try all: of a very long title only those that sense asks for."""
    if len(places) > _TRIED:
        places = [end for end in places if _sense(title, end) == 0]
    return places[:_TRIED]


def _best(title: str, places: Sequence[int], count: int, width: float) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    cost = float("inf")
    for ends in combinations(places, count - 1):
        lines = _cut(title, ends)
        widths = [text_width(line) for line in lines]
        if max(widths) > width:
            continue
        price = _shape(widths) + sum(_sense(title, end) for end in ends)
        if price < cost:
            found, cost = lines, price
    return found


def _cut(title: str, ends: Sequence[int]) -> tuple[str, ...]:
    edges = (0, *ends, len(title))
    return tuple(title[start:end] for start, end in pairwise(edges))


def _sense(title: str, end: int) -> float:
    if _AFTER.search(title[:end]) or _BEFORE.match(title[end:]):
        return 0.0
    return _ROUGH


def _shape(widths: Sequence[float]) -> float:
    """Return how far the lines are from a trapezium or a diamond: even lengths, but not equal ones."""
    cost = (max(widths) - min(widths)) / 2
    cost += sum(_EQUAL for a, b in pairwise(widths) if abs(a - b) < 0.75)
    cost += sum(_HOURGLASS for a, b, c in zip(widths, widths[1:], widths[2:], strict=False) if b < a and b < c)
    return cost


def _by_force(title: str, width: float) -> tuple[str, ...]:
    size = max(int(width), 1)
    return tuple(title[start : start + size] for start in range(0, len(title), size))
