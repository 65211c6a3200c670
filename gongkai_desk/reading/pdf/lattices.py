"""Rules → lattices: which ruled lines make a table, and which places of it are one cell.

The steps, each a plain value: rules → joined rules → tables (rules that touch) → grid lines → walls → cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai_desk.reading.pdf.plain import Rule


@dataclass(frozen=True, slots=True)
class GridSettings:
    """Tolerances in points; official tables are set in 9 to 16 pt, so no cell is lower or narrower than 6."""

    snap: float = 3.0  # double rules and rules a hair apart are one
    join: float = 4.5  # gaps in a rule drawn in pieces or dashes; a missing wall is a row high
    touch: float = 4.0  # a rule ends this far from the one it meets
    shortest: float = 5.0  # what is shorter after joining is part of a letter or a seal
    open_side: float = 8.0  # rules reaching this far past the outermost crossing rule: the table has no border there
    covered: float = 0.6  # share of a cell's side that must be ruled to be a wall
    most_rules: int = 3000  # a page with more is a drawing
    most_cells: int = 40_000  # and so is a table with more


USUAL = GridSettings()


@dataclass(frozen=True, slots=True)
class Span:
    """A cell's place among the grid lines: rows ``row`` to ``row + rows``, columns likewise."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: ``xs`` and ``ys`` are its grid lines, ``spans`` its cells, ``owner[row][column]`` indexes them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    owner: tuple[tuple[int, ...], ...]

    @property
    def area(self) -> float:
        """Square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def span_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point, ``None`` outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.owner) and 0 <= column < len(self.owner[0]):
            return self.owner[row][column]
        return None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ruled tables of a page, the smallest first (a table in a cell before the one around it), and what is left."""

    tables: tuple[Lattice, ...]
    flat: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()


def ruling(rules: Iterable[Rule], settings: GridSettings = USUAL) -> Ruling:
    """Sort the rules of a page into tables. A table has two columns at least: a frame round a text is none."""
    flat, upright = joined_rules(rules, settings)
    tables: list[Lattice] = []
    left: list[Rule] = []
    for group in _touching(flat, upright, settings):
        lattice = _lattice(*group, settings)
        if lattice:
            tables.append(lattice)
        else:
            left += [*group[0], *group[1]]
    tables.sort(key=lambda lattice: lattice.area)
    return Ruling(tuple(tables), tuple(r for r in left if r.flat), tuple(r for r in left if not r.flat))


def joined_rules(rules: Iterable[Rule], settings: GridSettings = USUAL) -> tuple[list[Rule], list[Rule]]:
    """Return whole flat and upright rules: pieces joined, double rules made one, specks dropped."""
    given = list(rules)
    flat = _joined([rule for rule in given if rule.flat], settings)
    upright = _joined([rule for rule in given if not rule.flat], settings)
    if len(flat) + len(upright) > settings.most_rules:
        return [], []
    return flat, upright


def _joined(rules: list[Rule], settings: GridSettings) -> list[Rule]:
    whole: list[Rule] = []
    for near in _clusters(sorted(rules, key=lambda rule: rule.at), settings.snap):
        group = sorted(near, key=lambda rule: rule.start)
        length = sum(rule.end - rule.start for rule in group) or 1.0
        at = sum(rule.at * (rule.end - rule.start) for rule in group) / length
        start, end = group[0].start, group[0].end
        for rule in group:
            if rule.start > end + settings.join:
                whole.append(Rule(rule.flat, at, start, end))
                start, end = rule.start, rule.end
            start, end = min(start, rule.start), max(end, rule.end)
        whole.append(Rule(group[0].flat, at, start, end))
    return [rule for rule in whole if rule.end - rule.start >= settings.shortest]


def _clusters(rules: list[Rule], snap: float) -> list[list[Rule]]:
    """Part rules, sorted by ``at``, wherever the next lies more than ``snap`` beyond the first of its group."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= snap:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _touching(flat: list[Rule], upright: list[Rule], settings: GridSettings) -> list[tuple[list[Rule], list[Rule]]]:
    """Group rules that meet, directly or through others."""
    parent = list(range(len(flat) + len(upright)))
    for i, across in enumerate(flat):
        for j, down in enumerate(upright, len(flat)):
            if _meet(across, down, settings.touch):
                parent[_root(parent, i)] = _root(parent, j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*flat, *upright]):
        groups.setdefault(_root(parent, i), ([], []))[0 if rule.flat else 1].append(rule)
    return list(groups.values())


def _meet(across: Rule, down: Rule, touch: float) -> bool:
    return across.start - touch <= down.at <= across.end + touch and down.start - touch <= across.at <= down.end + touch


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _lattice(flat: list[Rule], upright: list[Rule], settings: GridSettings) -> Lattice | None:
    if not flat or not upright:
        return None
    xs = _grid_lines(upright, flat, settings)
    ys = _grid_lines(flat, upright, settings)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > settings.most_cells:
        return None
    owner = _cells(xs, ys, _walls(upright, xs, ys, settings), _walls(flat, ys, xs, settings))
    spans = _spans(owner)
    return Lattice(xs, ys, spans, owner) if len(spans) > 1 else None


def _grid_lines(rules: list[Rule], crossing: list[Rule], settings: GridSettings) -> tuple[float, ...]:
    """Return where ``rules`` lie, with the ends of the crossing ones where these reach out of an open side."""
    lines: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not lines or at - lines[-1] > settings.snap:
            lines.append(at)
    for end in (min(rule.start for rule in crossing), max(rule.end for rule in crossing)):
        if end < lines[0] - settings.open_side:
            lines.insert(0, end)
        elif end > lines[-1] + settings.open_side:
            lines.append(end)
    return tuple(lines)


def _walls(
    rules: list[Rule], lines: Sequence[float], crossing: Sequence[float], settings: GridSettings
) -> list[list[bool]]:
    """Return for each grid line and each place along it whether a rule stands there."""
    walls = [[False] * (len(crossing) - 1) for _ in lines]
    for rule in rules:
        line = min(range(len(lines)), key=lambda i: abs(lines[i] - rule.at))
        for place, (start, end) in enumerate(pairwise(crossing)):
            covered = min(end, rule.end) - max(start, rule.start)
            if covered >= settings.covered * (end - start):
                walls[line][place] = True
    return walls


def _cells(
    xs: Sequence[float], ys: Sequence[float], upright: list[list[bool]], flat: list[list[bool]]
) -> tuple[tuple[int, ...], ...]:
    """Return for each place the number of its cell: places without a wall between them are one cell."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not upright[column + 1][row]:
                parent[_root(parent, here + 1)] = _root(parent, here)
            if row + 1 < rows and not flat[row + 1][column]:
                parent[_root(parent, here + columns)] = _root(parent, here)
    roots = [_root(parent, i) for i in range(rows * columns)]
    return _rectangles([roots[row * columns : (row + 1) * columns] for row in range(rows)])


def _rectangles(roots: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    """Number the cells, cutting what is no rectangle (a wall is missing somewhere) into rows of one shape."""
    owner = [[-1] * len(roots[0]) for _ in roots]
    number = 0
    for row, line in enumerate(roots):
        for column in range(len(line)):
            if owner[row][column] < 0:
                _claim(roots, owner, row, column, number)
                number += 1
    return tuple(tuple(line) for line in owner)


def _claim(roots: list[list[int]], owner: list[list[int]], row: int, column: int, number: int) -> None:
    root, last = roots[row][column], column
    while last + 1 < len(roots[row]) and roots[row][last + 1] == root and owner[row][last + 1] < 0:
        last += 1
    for below in range(row, len(roots)):
        wide = slice(column, last + 1)
        beside = (column > 0 and roots[below][column - 1] == root) or (
            last + 1 < len(roots[below]) and roots[below][last + 1] == root
        )
        same_shape = below == row or not beside
        if any(r != root for r in roots[below][wide]) or any(o >= 0 for o in owner[below][wide]) or not same_shape:
            break
        owner[below][wide] = [number] * (last + 1 - column)


def _spans(owner: tuple[tuple[int, ...], ...]) -> tuple[Span, ...]:
    first: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(owner):
        for column, number in enumerate(line):
            first.setdefault(number, (row, column))
            last[number] = row, column
    return tuple(Span(row, column, last[n][0] - row + 1, last[n][1] - column + 1) for n, (row, column) in first.items())


def cut_row(table: Lattice, row: int, breaks: Sequence[float], merged: Mapping[int, Collection[float]]) -> Lattice:
    """Return the table with one row cut at ``breaks``; ``merged`` tells for each cell where it is not cut."""
    ys = (*table.ys[: row + 1], *breaks, *table.ys[row + 1 :])
    owner: list[list[tuple[int, int]]] = [[(index, 0) for index in line] for line in table.owner]
    parts: list[list[tuple[int, int]]] = [owner[row]]
    for number, at in enumerate(breaks, 1):
        above = parts[-1]
        parts.append([above[i] if at in merged[index] else (index, number) for i, index in enumerate(table.owner[row])])
    owner[row : row + 1] = parts
    numbers: dict[tuple[int, int], int] = {}
    renumbered = tuple(tuple(numbers.setdefault(name, len(numbers)) for name in line) for line in owner)
    return Lattice(table.xs, ys, _spans(renumbered), renumbered)
