"""Where the rows of a table part when no rule says so: by running numbers, by blank bands, by who begins a line.

Columns come as lists of visual lines from top to bottom; a break is the y between two rows.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongkai_desk.reading.page_text import VisualLine

Columns = Sequence[Sequence[VisualLine]]

NUMBER = re.compile(r"[（(]?(\d{1,3})[)）.．、]?")
"""A running number alone in its cell: 1 · 12. · （3）."""
CJK_NUMBERS = {text: i for i, text in enumerate("一二三四五六七八九十", 1)}


@dataclass(frozen=True, slots=True)
class RowSettings:
    """Distances in ems of the text."""

    same_base: float = 0.25  # baselines this near stand side by side
    larger: float = 0.3  # a blank band this much higher than the usual leading parts rows


USUAL = RowSettings()


def row_breaks(columns: Columns, settings: RowSettings = USUAL) -> list[float]:
    """Return the y of each break between rows, from top to bottom; none if the text is one row."""
    if sum(1 for column in columns if column) < 2:
        return []
    numbered = numbered_lines(columns)
    if numbered:
        breaks = _by_numbers(columns, *numbered, settings)
    else:
        breaks = _by_bands(columns, settings) or _by_first_column(columns)
    return breaks


def numbered_lines(columns: Columns) -> tuple[list[VisualLine], list[VisualLine]] | None:
    """Return what stands above the first running number and the lines of the numbers themselves.

    They stand in the first or second column; two at least, each one more than the one before.
    """
    for column in columns[:2]:
        values = [_value(line.text) for line in column]
        start = next((i for i, value in enumerate(values) if value is not None), None)
        if start is None:
            continue
        found = [line for line, value in zip(column, values, strict=True) if value is not None]
        counted = [value for value in values if value is not None]
        if len(found) >= 2 and all(b == a + 1 for a, b in pairwise(counted)) and len(found) == len(column) - start:
            return list(column[:start]), found
    return None


def _value(text: str) -> int | None:
    match = NUMBER.fullmatch(text.strip())
    return int(match.group(1)) if match else CJK_NUMBERS.get(text.strip("（）()、 "))


def _middle(line: VisualLine) -> float:
    return (line.top + line.bottom) / 2


def _by_numbers(
    columns: Columns, head: Sequence[VisualLine], numbers: Sequence[VisualLine], settings: RowSettings
) -> list[float]:
    text = _fullest(columns)
    breaks = []
    if head:
        breaks.append(_widest_gap(columns, _middle(head[-1]), _middle(numbers[0])))
    if _set_at_the_top(text, numbers, breaks, settings):
        return breaks + [_above(columns, number) for number in numbers[1:]]
    top = breaks[0] if breaks else min(line.top for column in columns for line in column)
    for number, following in pairwise(numbers):
        top = _nearest_gap(text, _middle(number), _middle(following), 2 * _middle(number) - top)
        breaks.append(top)
    return breaks


def _fullest(columns: Columns) -> Sequence[VisualLine]:
    return max(columns, key=len)


def _set_at_the_top(
    text: Sequence[VisualLine], numbers: Sequence[VisualLine], breaks: list[float], settings: RowSettings
) -> bool:
    """Tell whether numbers stand beside the first line of their row, not beside its middle."""
    inside = [line for line in text if not breaks or line.top > breaks[0] - 1]
    bases = [line.base for line in inside]
    beside = all(
        min(abs(base - number.base) for base in bases) <= settings.same_base * number.size for number in numbers
    )
    return beside and min(bases) >= numbers[0].base - settings.same_base * numbers[0].size


def _above(columns: Columns, number: VisualLine) -> float:
    """Return the y just over the line of a number, over all that stands beside it."""
    beside = [line for column in columns for line in column if abs(line.base - number.base) <= 0.35 * number.size]
    return min(line.top for line in beside) - 0.5


def _widest_gap(columns: Columns, after: float, before: float) -> float:
    """Return the middle of the highest blank band between two heights, over all columns."""
    bands = [band for band in _bands(columns) if after < (band[0] + band[1]) / 2 < before]
    if not bands:
        return (after + before) / 2
    start, end = max(bands, key=lambda band: band[1] - band[0])
    return (start + end) / 2


def _nearest_gap(text: Sequence[VisualLine], after: float, before: float, wanted: float) -> float:
    """Return the gap between two lines nearest to where a row centred on its number must end."""
    middles = [(a.bottom + b.top) / 2 for a, b in pairwise(text) if a.bottom <= b.top + 0.5 * a.size]
    between = [middle for middle in middles if after < middle < before]
    return min(between, key=lambda middle: abs(middle - wanted)) if between else (after + before) / 2


def _bands(columns: Columns) -> list[tuple[float, float]]:
    """Return the heights at which no column has any text."""
    bands, bottom = [], None
    for line in sorted((line for column in columns for line in column), key=lambda line: line.top):
        if bottom is not None and line.top > bottom:
            bands.append((bottom, line.top))
        bottom = line.bottom if bottom is None else max(bottom, line.bottom)
    return bands


def _by_bands(columns: Columns, settings: RowSettings) -> list[float]:
    """Part rows where the blank band is higher than the leading within cells."""
    gaps = sorted(b.top - a.bottom for column in columns for a, b in pairwise(column))
    if not gaps:
        return []
    leading = gaps[len(gaps) // 4]
    size = median(line.size for column in columns for line in column)
    return [(start + end) / 2 for start, end in _bands(columns) if end - start > leading + settings.larger * size]


def _by_first_column(columns: Columns) -> list[float]:
    """Part rows above each line that has text in the first column and in another one."""
    breaks = []
    for line in next((column for column in columns if column), []):
        others = [other for column in columns[1:] for other in column]
        if any(abs(other.base - line.base) <= 0.35 * line.size for other in others):
            breaks.append(_above(columns, line))
    return breaks[1:]


def merged_breaks(lines: Sequence[VisualLine], ys: Sequence[float]) -> set[float]:
    """Return the breaks (inner ``ys``) over which a column's text runs: a name centred beside several rows."""
    owned = [_rows_of_block(block, ys) for block in _blocks(lines, ys)]
    over: set[float] = set()
    for i, (block, (first, last)) in enumerate(zip(_blocks(lines, ys), owned, strict=True)):
        above = owned[i - 1][1] + 1 if i else 0
        below = owned[i + 1][0] - 1 if i + 1 < len(owned) else len(ys) - 2
        if i == 0 and above < first:
            above = min(first, above + 1)  # the head row is never part of the first name
        start, end = _centred_span(block, ys, (above, below), (first, last))
        over.update(ys[start + 1 : end + 1])
    return over


def _rows_of_block(block: Sequence[VisualLine], ys: Sequence[float]) -> tuple[int, int]:
    """Return the first and last row that a block's ink touches."""
    first = max(bisect(ys, block[0].top + 0.2 * block[0].size) - 1, 0)
    last = min(bisect(ys, block[-1].bottom - 0.2 * block[-1].size) - 1, len(ys) - 2)
    return first, max(first, last)


def _centred_span(
    block: Sequence[VisualLine], ys: Sequence[float], room: tuple[int, int], own: tuple[int, int]
) -> tuple[int, int]:
    """Return the rows, its own and free ones beside them, in whose middle a block stands best."""
    middle = (block[0].top + block[-1].bottom) / 2
    spans = [(a, b) for a in range(room[0], own[0] + 1) for b in range(own[1], room[1] + 1)]

    def off(span: tuple[int, int]) -> float:
        return abs((ys[span[0]] + ys[span[1] + 1]) / 2 - middle)

    if off(own) <= 0.6 * block[0].size or not spans:
        return own
    return min(spans, key=lambda span: (round(off(span)), span[1] - span[0]))


def _blocks(lines: Sequence[VisualLine], ys: Sequence[float]) -> list[list[VisualLine]]:
    """Return runs of lines set with the column's tightest leading, parted where each part suits its own row."""
    tightest = min((b.base - a.base for a, b in pairwise(lines)), default=0.0)
    blocks: list[list[VisualLine]] = []
    for line in lines:
        if blocks and line.base - blocks[-1][-1].base <= 1.15 * tightest:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [part for block in blocks for part in _suited(block, ys)]


def _suited(block: list[VisualLine], ys: Sequence[float]) -> list[list[VisualLine]]:
    """Return a block cut at the rows if each part stands in the middle or at the top of its row, else whole."""
    parts: dict[int, list[VisualLine]] = {}
    for line in block:
        parts.setdefault(bisect(ys, _middle(line)) - 1, []).append(line)
    if all(_suits(part, row, ys) for row, part in parts.items()):
        return list(parts.values())
    return [block]


def _suits(part: Sequence[VisualLine], row: int, ys: Sequence[float]) -> bool:
    if not 0 <= row < len(ys) - 1:
        return False
    above, below = part[0].top - ys[row], ys[row + 1] - part[-1].bottom
    return above > -1 and below > -1 and (abs(above - below) <= 0.8 * part[0].size or above <= 0.5 * part[0].size)
