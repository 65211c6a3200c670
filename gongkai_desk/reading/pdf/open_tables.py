"""Tables whose rules are missing in one direction or in both: the missing rules are drawn where the text leaves room.

What comes out are rules again, so that one reconstruction (``table_grid``) makes the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai_desk.reading.pdf.cells import spacing
from gongkai_desk.reading.pdf.plain import Rule
from gongkai_desk.reading.pdf.row_finding import merged_breaks, numbered_lines, row_breaks, rows_of
from gongkai_desk.reading.pdf.text import VisualLine, cut_line, visual_lines


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """What makes text without rules a table; strict, for prose must never be cut into columns."""

    gap: float = 0.9  # ems: a gap this wide within a line may part two columns
    gutter: float = 4.0  # points: white between two columns all the way down
    columns: int = 3  # at least
    rows: int = 3  # lines at least with text in two columns or more
    far: float = 3.5  # ems of white that end a table
    strips: tuple[tuple[float, int], ...] = ((0.4, 4), (0.15, 12))  # ems of white and lines on end that part columns
    patience: int = 25  # lines that make no table any larger before the search ends; a cell may have as many
    most_lines: int = 300  # a page with more is no page of a plan


USUAL = OpenSettings()

FURNITURE = re.compile(r"[—－–\-−一·~\s]+\d{1,4}[—－–\-−一·~\s]+|第\s*\d+\s*页.{0,12}")
"""A page number, which stands near the last row: — 16 — · 第3页 共9页."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Lines that make a table, and all its rules; ``ruled`` if real rules part its columns."""

    lines: tuple[VisualLine, ...]
    rules: tuple[Rule, ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines that make a table, its ``columns`` from x0 to x1, and the lines that run ``across`` several of them."""

    lines: tuple[VisualLine, ...]
    columns: tuple[tuple[float, float], ...]
    across: tuple[VisualLine, ...]


def open_tables(
    lines: Sequence[VisualLine], flat: Sequence[Rule], upright: Sequence[Rule], settings: OpenSettings = USUAL
) -> list[OpenTable]:
    """Return the tables among lines that lie in no ruled table; ``flat`` and ``upright`` are the rules there."""
    if len(lines) > settings.most_lines:
        return []
    return _Finder(lines, flat, upright, settings).tables()


class _Finder:
    """Looks for tables on one page."""

    def __init__(
        self, lines: Sequence[VisualLine], flat: Sequence[Rule], upright: Sequence[Rule], settings: OpenSettings
    ) -> None:
        self.settings = settings
        self.flat, self.upright = flat, upright
        self.lines = lines
        self.strips = white_strips(lines, settings)
        self.cut = [self._pieces(line) for line in lines]

    def tables(self) -> list[OpenTable]:
        """Return the tables from top to bottom."""
        found: list[OpenTable] = []
        start = end = 0
        while start < len(self.lines):
            region = self._longest_from(start)
            if region:
                first = self._first(start, end, region)
                region = replace(region, lines=(*self.lines[first:start], *region.lines))
            table = region and self._table(region)
            if region and table:
                found.append(table)
                end = start = first + len(region.lines)
            else:
                start += 1
        return found

    def _first(self, start: int, after: int, region: _Region) -> int:
        """Return the first line of the table's first row: lines of one column just above (序 over 号) belong to it."""
        while start > after:
            line, below = self.lines[start - 1], self.lines[start]
            inside = any(x0 - 2 <= line.x0 and line.x1 <= x1 + 2 for x0, x1 in region.columns)
            if not inside or below.top - line.bottom > 0.2 * line.size:
                break
            start -= 1
        return start

    def _pieces(self, line: VisualLine) -> list[VisualLine]:
        middle = (line.top + line.bottom) / 2
        cuts = [rule.at for rule in (*self.upright, *self.strips) if rule.start <= middle <= rule.end]
        return [line] if FURNITURE.fullmatch(line.text) else cut_line(line, self.settings.gap, cuts)

    def _longest_from(self, start: int) -> _Region | None:
        """Return the region that begins with a line, if one does: the most columns, then the most lines."""
        if len(self.cut[start]) < 2:
            return None
        best: _Region | None = None
        misses = 0
        for end in range(start + self.settings.rows, self._run_end(start) + 1):
            region = self._region(start, end)
            misses += 1
            if region and (best is None or len(region.columns) >= len(best.columns)):
                best, misses = region, 0
            if misses > self.settings.patience:
                break
        return best

    def _run_end(self, start: int) -> int:
        """Return the line at which white space ends the table."""
        for i, (before, line) in enumerate(pairwise(self.lines[start:]), start + 1):
            if FURNITURE.fullmatch(line.text):
                return i
            if line.top - before.bottom > self.settings.far * max(line.size, before.size):
                return i
        return len(self.lines)

    def _region(self, start: int, end: int) -> _Region | None:
        lines, cut = self.lines[start:end], self.cut[start:end]
        real = self._walls(lines, self.upright)
        walls = [*real, *self._walls(lines, self.strips)]
        columns = _merged([(p.x0, p.x1) for pieces in cut if len(pieces) > 1 for p in pieces], walls, self.settings)
        across: list[VisualLine] = []
        for line, pieces in zip(lines, cut, strict=True):
            if len(pieces) == 1:
                if sum(1 for x0, x1 in columns if x0 < line.x1 and line.x0 < x1) > 1:
                    across.append(line)
                else:
                    columns = _merged([*columns, (line.x0, line.x1)], walls, self.settings)
        several = sum(1 for pieces in cut if len(pieces) > 1)
        wanted = 2 if real else self.settings.columns
        if (
            len(columns) < wanted
            or several < self.settings.rows
            or lines[-1] in across[-1:]
            or _too_many(lines, across)
        ):
            return None
        return _Region(tuple(lines), tuple(columns), tuple(across))

    def _walls(self, lines: Sequence[VisualLine], rules: Sequence[Rule]) -> list[float]:
        """Return where upright rules stand within most of the lines; a frame round the page parts nothing."""
        top, bottom = lines[0].top, lines[-1].bottom
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        beside = (r for r in rules if min(r.end, bottom) - max(r.start, top) > 0.6 * (bottom - top))
        return [rule.at for rule in beside if left < rule.at < right]

    def _table(self, region: _Region) -> OpenTable | None:
        """Draw the rules that are missing."""
        margin = 3.0
        top = min(line.top for line in region.lines) - margin
        bottom = max(line.bottom for line in region.lines) + margin
        walls = self._walls(region.lines, self.upright)
        xs = [region.columns[0][0] - margin]
        for a, b in pairwise(region.columns):
            xs.append(next((x for x in walls if a[1] - 1 <= x <= b[0] + 1), (a[1] + b[0]) / 2))
        xs.append(region.columns[-1][1] + margin)
        at = [rule.at for rule in self.flat if top - 12 < rule.at < bottom + 12]
        ys = _row_lines(region, xs, at, top, bottom)
        if len(ys) < 3:
            return None
        return OpenTable(region.lines, tuple(_drawn(region, xs, ys, self.flat)), bool(walls))


def white_strips(lines: Sequence[VisualLine], settings: OpenSettings = USUAL) -> list[Rule]:
    """Return upright strips of white that go down through several lines on end, as rules.

    Columns may stand nearer than characters in a spaced-out line; in prose no gap lies under a gap for four lines.
    """
    found: list[Rule] = []
    for least, support in settings.strips:
        gaps = [_gaps(line, least) for line in lines]
        if sum(1 for line in gaps if line) >= support:
            for middle in sorted({(a + b) / 2 for line in gaps for a, b in line}):
                found += (s for s in _strips_at(middle, lines, gaps, support) if not _within(s, found))
    return found


def _within(strip: Rule, found: Sequence[Rule]) -> bool:
    return any(abs(strip.at - f.at) < 2 and f.start <= strip.start and strip.end <= f.end for f in found)


def _gaps(line: VisualLine, ems: float) -> list[tuple[float, float]]:
    """Return the gaps of a line that are broader than its usual ones by so many ems."""
    pairs = [(a.x1, b.x0) for a, b in pairwise(line.chars) if b.x0 - a.x1 >= ems * line.size]
    least = ems * line.size + spacing(line) if pairs else 0.0
    return [(a, b) for a, b in pairs if b - a >= least]


def _strips_at(
    x: float, lines: Sequence[VisualLine], gaps: Sequence[Sequence[tuple[float, float]]], enough: int
) -> Iterator[Rule]:
    """Yield the runs of lines with nothing printed at ``x``, enough of them with text on both sides."""
    start, support = 0, 0
    for i in range(len(lines) + 1):
        inside = i < len(lines) and lines[i].x0 - 1 < x < lines[i].x1 + 1
        white = inside and any(a < x < b for a, b in gaps[i])
        if i == len(lines) or (inside and not white):
            if support >= enough:
                yield Rule(False, x, lines[start].top, lines[i - 1].bottom)
            start, support = i + 1, 0
        else:
            support += white


def _too_many(lines: Sequence[VisualLine], across: Sequence[VisualLine]) -> bool:
    """Tell whether prose runs through the columns: three lines on end, or a quarter of all."""
    there = {id(line) for line in across}
    flags = "".join("x" if id(line) in there else "." for line in lines)
    return "xxx" in flags or 4 * len(across) > len(lines)


def _merged(
    spans: Sequence[tuple[float, float]], walls: Sequence[float], settings: OpenSettings
) -> list[tuple[float, float]]:
    """Return the spans joined wherever less than a gutter, and no wall, lies between them."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < settings.gutter and not _parted(joined[-1][1], start, walls):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _parted(end: float, start: float, walls: Sequence[float]) -> bool:
    return any(end - 1 <= x <= start + 1 for x in walls)


def _row_lines(region: _Region, xs: Sequence[float], rules: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return all y at which rows part: at rules, round lines that run across, and where the text says so."""
    first = max((y for y in rules if y <= top + 4), default=top)
    last = min((y for y in rules if y >= bottom - 4), default=bottom)
    ys = [first, *(y for y in rules if first < y < last), last]
    bands = _apart(ys)
    told = len(rules) > 3
    if not told:
        bands = _apart([*ys, *(y for line in region.across for y in (line.top - 1, line.bottom + 1))])
    inner: list[float] = []
    for above, below in pairwise(bands):
        columns = _columns(region, xs, above, below)
        if not told or numbered_lines(columns):
            inner += row_breaks(columns)
    return _apart([*bands, *inner])


def _apart(ys: Sequence[float]) -> list[float]:
    """Return the heights in order, dropping what lies within 4 points of the one before."""
    kept: list[float] = []
    for y in sorted(ys):
        if not kept or y - kept[-1] > 4:
            kept.append(y)
    return kept


def _columns(region: _Region, xs: Sequence[float], above: float, below: float) -> list[list[VisualLine]]:
    """Return the lines of each column between two heights."""
    chars = [char for line in region.lines for char in line.chars if above < (char.top + char.bottom) / 2 < below]
    return [visual_lines([c for c in chars if left <= (c.x0 + c.x1) / 2 < right]) for left, right in pairwise(xs)]


def _drawn(region: _Region, xs: Sequence[float], ys: Sequence[float], flat: Sequence[Rule]) -> Iterator[Rule]:
    """Yield every wall piece by piece, leaving out those that text runs across."""
    for y in (ys[0], ys[-1]):
        yield Rule(True, y, xs[0], xs[-1])
    for x in (xs[0], xs[-1]):
        yield Rule(False, x, ys[0], ys[-1])
    for above, below in pairwise(ys):
        for x in xs[1:-1]:
            if not any(above < (s.top + s.bottom) / 2 < below and s.x0 < x < s.x1 for s in region.across):
                yield Rule(False, x, above, below)
    columns = _columns(region, xs, ys[0], ys[-1])
    rows, longest = rows_of(columns, ys), max(len(lines) for lines in columns)
    for (left, right), lines in zip(pairwise(xs), columns, strict=True):
        merged = set() if len(lines) == longest or _rules_tell(flat, ys) else merged_breaks(lines, rows)
        for y in ys[1:-1]:
            if y not in merged and not _ends_before(y, left, right, flat):
                yield Rule(True, y, left, right)


def _rules_tell(flat: Sequence[Rule], ys: Sequence[float]) -> bool:
    """Tell whether flat rules part the rows; three are only the head and the ends of a table."""
    return len({rule.at for rule in flat if ys[0] - 4 <= rule.at <= ys[-1] + 4}) > 3


def _ends_before(y: float, left: float, right: float, flat: Sequence[Rule]) -> bool:
    """Tell whether the real rule at a height leaves this column out: a cell merged over it."""
    there = [rule for rule in flat if abs(rule.at - y) < 1]
    return bool(there) and not any(min(right, r.end) - max(left, r.start) > 0.5 * (right - left) for r in there)
