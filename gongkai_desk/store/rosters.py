"""Who is assigned to tasks, collective names expanded: one list for all tasks of the same printed units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.state import Role
from gongkai_desk.store.rows import json_text

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

Roster = tuple[tuple[Role, int], ...]
"""Roles with units, each pair once."""


def rosters(library: "Library", task_ids: Iterable[int] | None = None) -> list[tuple[Roster, list[int]]]:
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


def by_group(library: "Library", sql: str) -> dict[int, list[Any]]:
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
