"""Where the rows of a table part when no rule says so: by running numbers, by blank bands, by who begins a line.

Columns come as lists of visual lines from top to bottom; a break is the y between two rows.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongkai_desk.reading.pdf.text import VisualLine

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
        breaks.append(_head_end(columns, head, numbers[0]))
    if _set_at_the_top(text, numbers, breaks, settings):
        return breaks + [_above(columns, number) for number in numbers[1:]]
    top = breaks[0] if breaks else min(line.top for column in columns for line in column)
    for number, following in pairwise(numbers):
        top = _nearest_gap(columns, _middle(number), _middle(following), 2 * _middle(number) - top)
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


def _head_end(columns: Columns, head: Sequence[VisualLine], number: VisualLine) -> float:
    """Return where the head row ends: as far below its middle as it begins above, with the white above it."""
    middle = (head[0].top + head[-1].bottom) / 2
    top = min(line.top for column in columns for line in column)
    return _nearest_gap(columns, _middle(head[-1]), _middle(number), 2 * middle - top + 0.2 * number.size)


def _nearest_gap(columns: Columns, after: float, before: float, wanted: float) -> float:
    """Return the gap between lines nearest to where a row centred on its number must end, through little ink."""
    gaps = [(a.bottom + b.top) / 2 for column in columns for a, b in pairwise(column)]
    between = [y for y in gaps if after < y < before]
    size = columns[0][0].size if columns[0] else 10.0

    def cost(y: float) -> float:
        inked = sum(any(line.top + 1 < y < line.bottom - 1 for line in column) for column in columns)
        return abs(y - wanted) + 0.8 * size * inked

    return _centred_in_white(columns, min(between, key=cost)) if between else (after + before) / 2


def _centred_in_white(columns: Columns, y: float) -> float:
    """Return the middle of the white band at ``y`` in the columns that are fullest, whose cells are seldom merged."""
    full = [column for column in columns if 2 * len(column) >= len(_fullest(columns))]
    lines = [line for column in full for line in column if not line.top + 1 < y < line.bottom - 1]
    above = max((line.bottom for line in lines if _middle(line) < y), default=y)
    below = min((line.top for line in lines if _middle(line) > y), default=y)
    return (above + below) / 2


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


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows found: ``ys`` part them, ``firsts`` is each one's first baseline, ``leading`` that within cells."""

    ys: tuple[float, ...]
    firsts: tuple[float, ...]
    leading: float


def rows_of(columns: Columns, ys: Sequence[float]) -> Rows:
    """Describe the rows between ``ys`` by what stands in them."""
    fullest = _fullest(columns)
    leading = min((b.base - a.base for a, b in pairwise(fullest)), default=0.0)
    bases = sorted(line.base for column in columns for line in column)
    firsts = tuple(next((base for base in bases if base > top), top) for top in ys[:-1])
    return Rows(tuple(ys), firsts, leading)


def merged_breaks(lines: Sequence[VisualLine], rows: Rows) -> set[float]:
    """Return the breaks over which a column's text runs: a name centred beside several rows."""
    if sum(_value(line.text) is not None for line in lines) > 1:
        return set()  # running numbers have a row each
    whole = _blocks(lines, rows)
    parted = [part for block in whole for part in _suited(block, rows)]
    spans = _shared_out(parted, rows.ys) or _shared_out(whole, rows.ys)
    spans = spans or [_rows_of_block(block, rows.ys) for block in parted]
    return {y for first, last in spans for y in rows.ys[first + 1 : last + 1]}


Spans = list[tuple[int, int]]
"""First and last row of each block."""


def _shared_out(blocks: Sequence[Sequence[VisualLine]], ys: Sequence[float]) -> Spans | None:
    """Return all rows shared out among the blocks so that each stands in the middle of its own; none if none fits.

    Rows may stay blank (a cell that began on the page before), but dearly.
    """
    own = [_rows_of_block(block, ys) for block in blocks]
    if not blocks or any(b[0] <= a[1] for a, b in pairwise(own)):
        return None
    rows, blank = len(ys) - 1, 0.5 * blocks[0][0].size
    best: dict[int, tuple[float, Spans]] = {start: (blank * start, []) for start in range(own[0][0] + 1)}
    for i, block in enumerate(blocks):
        limit = own[i + 1][0] if i + 1 < len(own) else rows
        following: dict[int, tuple[float, Spans]] = {}
        for end in range(own[i][1], limit):
            cost, start = min((best[s][0] + _off(block, ys, s, end), s) for s in best if s <= own[i][0])
            for after in range(end + 1, limit + 1):
                dear = cost + blank * (after - end - 1)
                if after not in following or dear < following[after][0]:
                    following[after] = dear, [*best[start][1], (start, end)]
        best = following
    spans = best[rows][1]
    fits = all(_off(b, ys, *span) <= 1.2 * b[0].size for b, span in zip(blocks, spans, strict=True))
    return spans if fits else None


def _off(block: Sequence[VisualLine], ys: Sequence[float], first: int, last: int) -> float:
    """Return how far a block's middle is from that of the rows."""
    return abs((ys[first] + ys[last + 1]) / 2 - (block[0].top + block[-1].bottom) / 2)


def _rows_of_block(block: Sequence[VisualLine], ys: Sequence[float]) -> tuple[int, int]:
    """Return the first and last row that a block's ink touches."""
    first = max(bisect(ys, block[0].top + 0.2 * block[0].size) - 1, 0)
    last = min(bisect(ys, block[-1].bottom - 0.2 * block[-1].size) - 1, len(ys) - 2)
    return first, max(first, last)


def _blocks(lines: Sequence[VisualLine], rows: Rows) -> list[list[VisualLine]]:
    """Return runs of lines set with the usual leading."""
    blocks: list[list[VisualLine]] = []
    for line in lines:
        if blocks and line.base - blocks[-1][-1].base <= 1.2 * rows.leading:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _suited(block: list[VisualLine], rows: Rows) -> list[list[VisualLine]]:
    """Return a block cut at the rows if each part stands in the middle, or each at the top, of its row, else whole."""
    parts: dict[int, list[VisualLine]] = {}
    for line in block:
        parts.setdefault(min(max(bisect(rows.ys, _middle(line)) - 1, 0), len(rows.firsts) - 1), []).append(line)
    if all(_centred(part, rows.ys[row], rows.ys[row + 1]) for row, part in parts.items()):
        return list(parts.values())
    if all(abs(part[0].base - rows.firsts[row]) <= 0.1 * part[0].size for row, part in parts.items()):
        return list(parts.values())
    return [block]


def _centred(part: Sequence[VisualLine], top: float, bottom: float) -> bool:
    size = part[0].size
    above, below = (part[0].top - top) / size, (bottom - part[-1].bottom) / size
    return min(above, below) > -0.2 and abs(above - below) <= max(0.8, 0.5 * (above + below))
