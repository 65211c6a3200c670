"""Who is assigned to tasks, collective names expanded: one list for all tasks of the same printed units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai_desk.domain.state import Role
from gongkai_desk.store.rows import json_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


Roster = tuple[tuple[Role, int], ...]
"""Roles with units, each pair once."""


def rosters(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[Roster, list[int]]]:
    """Return who is assigned, collective names expanded, with the tasks that have just these roles and units.

    The same as ``units.expanded``, but tasks of the same printed units share one list: most plans know a few of them.
    """
    where, values = of_tasks(task_ids)
    choices: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    for number, unit_id, chosen in library.rows(
        f"SELECT task_unit_id, unit_id, chosen FROM task_unit_choice{where} ORDER BY id", values
    ):
        choices[number].append((unit_id, bool(chosen)))
    printed: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for task_id, role, unit_id, group_id, number in library.rows(
        f"SELECT task_id, role, unit_id, group_id, id FROM task_unit{where} ORDER BY id", values
    ):
        printed[task_id].append((role, unit_id, group_id, tuple(choices.get(number, ()))))
    tasks: defaultdict[tuple[tuple[Any, ...], ...], list[int]] = defaultdict(list)
    for task_id, rows in printed.items():
        tasks[tuple(rows)].append(task_id)
    members = by_group(library, "SELECT group_id, unit_id FROM group_unit")
    return [(_roster(rows, members), found) for rows, found in tasks.items()]


def _roster(rows: Iterable[tuple[Any, ...]], members: Mapping[int, Sequence[int]]) -> Roster:
    """Return the units of printed names: those named, those of collective names but for choices, those chosen."""
    named, grouped, chosen = [], [], []
    for role, unit_id, group_id, choices in rows:
        aside = {unit for unit, _ in choices}
        named += [(Role(role), unit_id)] if unit_id is not None else []
        grouped += [(Role(role), unit) for unit in members.get(group_id, ()) if unit not in aside]
        chosen += [(Role(role), unit) for unit, is_chosen in choices if is_chosen]
    return tuple(dict.fromkeys((*named, *grouped, *chosen)))


def by_group(library: Library, sql: str) -> dict[int, list[Any]]:
    """Return the values of each group of rows ``(group, value)``."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for group_id, value in library.rows(sql):
        found[group_id].append(value)
    return found


def of_tasks(task_ids: Iterable[int] | None) -> tuple[str, tuple[str, ...]]:
    """Return the condition that keeps rows of these tasks, and its value."""
    if task_ids is None:
        return "", ()
    return " WHERE task_id IN (SELECT value FROM json_each(?))", (json_text(sorted(task_ids)),)


class PrintedUnit(NamedTuple):
    """A printed name of a task that may mean several units, and which ones it means now.

    ``members``: what its collective name stands for in the directory; ``units``: with what was named or taken out by
    hand; ``closed``: it expands by itself; ``group_id`` ``None``: a name that the directory does not know.
    """

    id: int
    task_id: int
    printed: str
    role: Role
    group_id: int | None
    closed: bool
    members: tuple[int, ...]
    units: tuple[int, ...]

    @property
    def is_settled(self) -> bool:
        """Tell whether anybody is meant by name."""
        return bool(self.units)


def printed_units(library: Library, task_ids: Iterable[int] | None = None) -> list[PrintedUnit]:
    """Return the printed names that are no single unit of the directory, in their order."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        "SELECT t.id, t.task_id, t.printed, t.role, t.group_id, ifnull(g.closed, 0) FROM task_unit t"
        f" LEFT JOIN unit_group g ON g.id = t.group_id{where or ' WHERE 1'} AND t.unit_id IS NULL"
        " ORDER BY t.task_id, t.position",
        values,
    )
    members = _lists(library, "SELECT group_id, unit_id FROM group_unit ORDER BY unit_id")
    picks = library.rows(f"SELECT task_unit_id, unit_id, chosen FROM task_unit_choice{where} ORDER BY unit_id", values)
    added: defaultdict[int, list[int]] = defaultdict(list)
    out: defaultdict[int, set[int]] = defaultdict(set)
    for number, unit_id, chosen in picks:
        (added[number].append if chosen else out[number].add)(unit_id)
    found = []
    for number, task_id, printed, role, group_id, closed in rows:
        usual = tuple(members.get(group_id, ()))
        kept = [unit for unit in usual if unit not in out[number]]
        meant = tuple(sorted({*kept, *added[number]}))
        found.append(PrintedUnit(number, task_id, printed, Role(role), group_id, bool(closed), usual, meant))
    return found


def _lists(library: Library, sql: str) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, value in library.rows(sql):
        found[number].append(value)
    return found


def put_choice(step: Step, of: PrintedUnit, units: Iterable[int]) -> None:
    """Let a printed name mean just these units."""
    wanted = set(units)
    step.connection.execute("DELETE FROM task_unit_choice WHERE task_unit_id = ?", (of.id,))
    rows = [(of.task_id, of.id, unit, 1) for unit in sorted(wanted - set(of.members))]
    rows += [(of.task_id, of.id, unit, 0) for unit in sorted(set(of.members) - wanted)]
    step.connection.executemany(
        "INSERT INTO task_unit_choice (task_id, task_unit_id, unit_id, chosen) VALUES (?, ?, ?, ?)", rows
    )
