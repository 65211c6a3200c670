"""A wide table whose columns go on on pages of their own (Excel prints so): the pages are set beside each other.

Pages belong together where their headers complete each other and their rows stand at one height or bear the same
numbers. Where that cannot be told, the rows are joined in their order and unsure, or the loose columns give no task.
The other way round, a table whose header stands in a row twice holds the rest of its rows on the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.parsing.blocks.model import Block, Entry, Row, Table, text_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.terms import ColumnRole, column_role

_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})
_ASSIGNED = frozenset({ColumnRole.LEAD, ColumnRole.RESPONSIBLE, ColumnRole.SUPPORT, ColumnRole.UNITS, ColumnRole.GUIDE})
_LEVEL = 3.0
"""Points by which rows of one height may differ between two pages."""


@dataclass(slots=True)
class _Group:
    """The pages that hold the same columns, in order."""

    names: tuple[str, ...]
    edges: tuple[int, ...]
    tables: list[Table] = field(default_factory=list)

    @property
    def roles(self) -> set[ColumnRole]:
        """Return what its columns hold, as far as that is known."""
        return {role for name in self.names if (role := column_role(name))}


def columns_joined(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the columns of a wide table side by side."""
    groups = _groups([block for block in blocks if isinstance(block, Table) and _box_of(block.rows[0]) is not None])
    if len(groups) < 2:
        return list(blocks)
    made: dict[int, Table | None] = {}
    base = groups[0]
    for group in groups[1:]:
        shared = _shared(base.names, group.names)
        if _completes(base, group, shared) and not _pages(base) & _pages(group):
            _join(base, group, shared, made)
        else:
            base = group
    changed = (made.get(id(block), block) if isinstance(block, Table) else block for block in blocks)
    return [block for block in changed if block is not None]


def twins_parted(table: Table) -> Iterator[Table]:
    """Yield the left and the right half of a table whose header is printed twice in one row; else the table."""
    for at, row in enumerate(table.rows[: USUAL.refusal_rows]):
        names = ["".join(text_of(cell).split()) for cell in row]
        filled = [n for n, name in enumerate(names) if name]
        half = len(filled) // 2
        if half >= USUAL.header_known and _is_twice([names[n] for n in filled]):
            middle = filled[half]
            yield replace(table, rows=(*table.rows[:at], *_half(table.rows[at:], 0, filled[half - 1] + 1)))
            yield replace(table, rows=tuple(_half(table.rows[at:], middle, len(row))))
            return
    yield table


def _is_twice(names: Sequence[str]) -> bool:
    half = len(names) // 2
    return list(names[:half]) == list(names[half:]) and _is_headed(names) and len(set(names[:half])) == half


def _half(rows: Sequence[Row], begin: int, end: int) -> Iterator[tuple[Entry | None, ...]]:
    """Yield the part of each row, but none where nothing of it is the half's own."""
    for row in rows:
        part = tuple(row[begin:end])
        if any(cell and cell.text for cell in part):
            yield part


def _groups(tables: Sequence[Table]) -> list[_Group]:
    """Return the tables by what their columns are; a page without header belongs to one with the same edges."""
    groups: list[_Group] = []
    for table in tables:
        names = tuple("".join(text_of(cell).split()) for cell in table.rows[0])
        edges = tuple(round(box.x0) for cell in table.rows[0] if cell and (box := _box_of([cell])))
        headed = _is_headed(names)
        group = next((g for g in groups[::-1] if (g.names == names if headed else g.edges == edges)), None)
        if group is None:
            if not headed:
                return []
            group = _Group(names, edges)
            groups.append(group)
        group.tables.append(table)
    return groups


def _is_headed(names: Sequence[str]) -> bool:
    return all(0 < len(name) <= USUAL.header_name for name in names) and any(map(column_role, names))


def _shared(names: Sequence[str], others: Sequence[str]) -> int:
    """Return how many columns are printed again before the others."""
    count = 0
    while count < min(len(names), len(others)) and names[count] == others[count]:
        count += 1
    return count


def _completes(base: _Group, group: _Group, shared: int) -> bool:
    """Tell whether a group holds only other columns of the tasks in the first one, units or deadlines among them."""
    own = [column_role(name) for name in group.names[shared:]]
    known = {role for role in own if role}
    needed = {*_ASSIGNED, ColumnRole.DEADLINE}
    if not _WORK & base.roles or _ASSIGNED & base.roles & known or _WORK & known or not needed & known:
        return False
    return not known & base.roles and (None not in own or len(base.tables) == len(group.tables))


def _pages(group: _Group) -> set[int]:
    return {table.page for table in group.tables}


def _join(base: _Group, group: _Group, shared: int, made: dict[int, Table | None]) -> None:
    """Set the columns beside their rows; where the rows do not match, they give no task."""
    fits = len(base.tables) == len(group.tables) and all(
        len(table.rows) == len(more.rows) and _same(table, more, shared)
        for table, more in zip(base.tables, group.tables, strict=True)
    )
    if not fits:
        made.update((id(table), replace(table, lost=True)) for table in group.tables)
        return
    for n, (table, more) in enumerate(zip(base.tables, group.tables, strict=True)):
        joined = _beside(made.get(id(table)) or table, more, shared)
        made[id(table)], made[id(more)] = joined, None
        base.tables[n] = table
    base.names = (*base.names, *group.names[shared:])


def _same(table: Table, more: Table, shared: int) -> bool:
    """Tell whether what is printed again says the same in every row."""
    return all(
        [text_of(cell) for cell in row[:shared]] == [text_of(cell) for cell in other[:shared]]
        for row, other in zip(table.rows, more.rows, strict=True)
    )


def _beside(table: Table, more: Table, shared: int) -> Table:
    rows = tuple((*row, *other[shared:]) for row, other in zip(table.rows, more.rows, strict=True))
    unsure = frozenset() if shared or _is_level(table, more) else frozenset(range(len(rows)))
    return replace(table, rows=rows, unsure=table.unsure | unsure)


def _is_level(table: Table, more: Table) -> bool:
    """Tell whether all rows stand at one height on both pages."""
    tops = [[box.top for row in each.rows if (box := _box_of(row))] for each in (table, more)]
    return len(tops[0]) == len(tops[1]) and all(abs(a - b) <= _LEVEL for a, b in zip(*tops, strict=True))


def _box_of(row: Row) -> Box | None:
    """Return the place of a row's first cell, ``None`` where the format has no pages."""
    places = [place for cell in row if cell for place in cell.places]
    return places[0].box if places and isinstance(places[0], PagePlace) else None
