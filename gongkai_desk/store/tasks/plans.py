"""Plans and their tasks: what is asked of them and how they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai_desk.domain.plan import Plan, StoredPlan, StoredTask, Task
from gongkai_desk.domain.state import Role
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import insert, next_id, set_columns
from gongkai_desk.store.rows import (
    HEADINGS,
    NOT_SET,
    PLAN_COLUMNS,
    SET_COLUMNS,
    TASK_COLUMNS,
    json_text,
    plan_of,
    plan_values,
    task_values,
    tasks_of_rows,
)

if TYPE_CHECKING:
    from gongkai_desk.domain.draft import Part
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

_PLAN = ", ".join(("id", *PLAN_COLUMNS))
_TASK = ", ".join(f"t.{name}" for name in ("id", "plan_id", *TASK_COLUMNS))
_LIVE = "t.removed IS NULL AND p.removed IS NULL"


class Match(NamedTuple):
    """What a printed unit name means in the directory: a unit, a collective name, or neither."""

    unit_id: int | None = None
    group_id: int | None = None


NO_MATCH = Match()


class Origin(NamedTuple):
    """Where a plan came from: the kept file, which of its plans and which of its lists of tasks (from 0)."""

    original_id: int
    plan: int
    part: int


# ---- asking


def plans(library: Library, *, removed: bool = False) -> list[StoredPlan]:
    """Return the plans, the newest year first; or those in the recycle bin."""
    where = "removed IS NOT NULL" if removed else "removed IS NULL"
    return [
        plan_of(row) for row in library.rows(f"SELECT {_PLAN} FROM plan WHERE {where} ORDER BY year DESC, position, id")
    ]


def plan(library: Library, plan_id: int) -> StoredPlan:
    """Return one plan that is not in the recycle bin.

    Raises:
        UnknownId: there is none.
    """
    found = library.rows(f"SELECT {_PLAN} FROM plan WHERE id = ? AND removed IS NULL", (plan_id,))
    if not found:
        raise UnknownId(library=str(library.folder), what="plan", id=plan_id)
    return plan_of(found[0])


def tasks(library: Library, plan_id: int | None = None) -> list[StoredTask]:
    """Return the tasks of one plan, or of all, in their order."""
    if plan_id is None:
        return _tasks(library, f"{_LIVE} ORDER BY t.plan_id, t.position, t.id", ())
    return _tasks(library, f"t.plan_id = ? AND {_LIVE} ORDER BY t.position, t.id", (plan_id,))


def task_ids(library: Library, plan_id: int) -> list[int]:
    """Return the ids of a plan's tasks in their order."""
    rows = library.rows("SELECT id FROM task WHERE plan_id = ? AND removed IS NULL ORDER BY position, id", (plan_id,))
    return [row[0] for row in rows]


def places_of(library: Library, task_ids: Iterable[int]) -> dict[int, tuple[int, tuple[str, ...], str | None]]:
    """Return plan, section and name of those of these tasks that are not in the recycle bin."""
    rows = library.rows(
        f"SELECT t.id, t.plan_id, t.section, t.title FROM task t JOIN plan p ON p.id = t.plan_id WHERE {_LIVE}"
        " AND t.id IN (SELECT value FROM json_each(?))",
        (json_text(sorted(task_ids)),),
    )
    return {
        number: (plan_id, tuple(section.split(HEADINGS)) if section else (), title)
        for number, plan_id, section, title in rows
    }


def task(library: Library, task_id: int) -> StoredTask:
    """Return one task that is not in the recycle bin.

    Raises:
        UnknownId: there is none.
    """
    found = _tasks(library, f"t.id = ? AND {_LIVE}", (task_id,))
    if not found:
        raise UnknownId(library=str(library.folder), what="task", id=task_id)
    return found[0]


def removed_tasks(library: Library) -> list[StoredTask]:
    """Return the tasks in the recycle bin whose plan is not there."""
    return _tasks(library, "t.removed IS NOT NULL AND p.removed IS NULL ORDER BY t.removed DESC, t.id", ())


def _tasks(library: Library, where: str, values: Sequence[Any]) -> list[StoredTask]:
    source = f"FROM task t JOIN plan p ON p.id = t.plan_id WHERE {where}"
    found = library.rows(f"SELECT {_TASK} {source}", values)
    names = library.rows(
        "SELECT task_id, role, printed, full_name FROM task_unit"
        + (f" WHERE task_id IN (SELECT t.id {source})" if values else "")
        + " ORDER BY task_id, position",
        values,
    )
    units, full = _units_by_task(names)
    return tasks_of_rows(found, units, full)


def _units_by_task(
    rows: Iterable[tuple[int, str, str, str]],
) -> tuple[dict[int, dict[str, tuple[str, ...]]], dict[int, dict[str, str]]]:
    units: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    full: dict[int, dict[str, str]] = defaultdict(dict)
    for task_id, role, printed, full_name in rows:
        of_task = units[task_id]
        of_task[role] = (*of_task.get(role, ()), printed)
        if full_name:
            full[task_id][printed] = full_name
    return units, full


def counts(library: Library) -> dict[int, dict[tuple[str, ...], int]]:
    """Return how many tasks each plan has below each section path, in order of first appearance.

    Where a plan has no sections at all, the path is the task name (任务名称) alone: the tree lists those groups.
    """
    found = library.rows(
        "SELECT t.plan_id, t.section, coalesce(t.title, ''), count(*), min(t.position) FROM task t"
        f" JOIN plan p ON p.id = t.plan_id WHERE {_LIVE} GROUP BY 1, 2, 3 ORDER BY 1, 5"
    )
    sectioned = {plan_id for plan_id, section, *_ in found if section}
    result: dict[int, dict[tuple[str, ...], int]] = defaultdict(dict)
    for plan_id, section, title, number, _ in found:
        path = _path(section, title, in_sections=plan_id in sectioned)
        result[plan_id][path] = result[plan_id].get(path, 0) + number
    return dict(result)


def _path(section: str, title: str, *, in_sections: bool) -> tuple[str, ...]:
    if in_sections:
        return tuple(section.split(HEADINGS)) if section else ()
    return (title,) if title else ()


def task_counts(library: Library) -> dict[int, int]:
    """Return how many tasks each plan has."""
    return dict(library.rows("SELECT plan_id, count(*) FROM task WHERE removed IS NULL GROUP BY plan_id"))


def first_task(library: Library) -> int:
    """Return the id of the first task of the library.

    Raises:
        UnknownId: there is no task at all.
    """
    found = library.rows(
        f"SELECT t.id FROM task t JOIN plan p ON p.id = t.plan_id WHERE {_LIVE}"
        " ORDER BY t.plan_id, t.position, t.id LIMIT 1"
    )
    if not found:
        raise UnknownId(library=str(library.folder), what="task", id="")
    return int(found[0][0])


def plan_of_file(library: Library, sha256: str, plan_index: int) -> tuple[int, str] | None:
    """Return id and title of the plan that was made from this very file, if it is still there."""
    found = library.rows(
        "SELECT p.id, p.title FROM plan p JOIN original o ON o.id = p.original_id"
        " WHERE o.sha256 = ? AND p.original_plan = ? AND p.removed IS NULL ORDER BY p.id LIMIT 1",
        (sha256, plan_index),
    )
    return found[0] if found else None


# ---- writing


def insert_plan(step: Step, new: Plan, *, origin: Origin | None = None, part: Part | None = None) -> int:
    """Store a plan without its tasks and return its id."""
    values = dict(zip(PLAN_COLUMNS, plan_values(new), strict=True))
    if origin:
        values |= _origin_values(origin)
    if part:
        values |= _part_values(part)
    return insert(step, "plan", values)


def set_origin(step: Step, plan_id: int, origin: Origin, part: Part) -> None:
    """Let a plan come from another file."""
    set_columns(step, "plan", plan_id, _origin_values(origin) | _part_values(part))


def _origin_values(origin: Origin) -> dict[str, Any]:
    return {"original_id": origin.original_id, "original_plan": origin.plan, "original_part": origin.part}


def _part_values(part: Part) -> dict[str, Any]:
    return {"part_kind": part.kind.value, "part_title": part.title}


def update_plan(step: Step, old: StoredPlan, new: Plan) -> None:
    """Write what differs between two states of a plan."""
    pairs = zip(PLAN_COLUMNS, plan_values(old), plan_values(new), strict=True)
    changed = {name: after for name, before, after in pairs if before != after}
    if changed:
        set_columns(step, "plan", old.id, changed)


def insert_tasks(
    step: Step, plan_id: int, new: Sequence[Task], matches: Mapping[str, Match], *, position: int = 0
) -> range:
    """Store tasks in their order, from ``position`` on, with their units; return their ids.

    ``matches`` says what the full names of units mean; a name that is not in it stays text.
    """
    connection = step.connection
    first = next_id(connection, "task")
    columns = ("id", "plan_id", "entered", *TASK_COLUMNS)
    connection.executemany(
        f"INSERT INTO task ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        ((first + i, plan_id, step.day, *task_values(task, position + i)) for i, task in enumerate(new)),
    )
    insert_units(step, ((first + i, task) for i, task in enumerate(new)), matches)
    return range(first, first + len(new))


def insert_units(step: Step, new: Iterable[tuple[int, Task]], matches: Mapping[str, Match]) -> None:
    """Store the units of tasks, in printed order within each role."""
    rows = chain.from_iterable(_unit_rows(task_id, task, matches) for task_id, task in new)
    step.connection.executemany(
        "INSERT INTO task_unit (task_id, role, position, printed, full_name, unit_id, group_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _unit_rows(task_id: int, task: Task, matches: Mapping[str, Match]) -> Iterable[tuple[Any, ...]]:
    by_role = ((Role.LEAD, task.lead), (Role.RESPONSIBLE, task.responsible), (Role.SUPPORT, task.support))
    named = ((role, name) for role, names in by_role for name in names)
    for position, (role, name) in enumerate(named):
        full = task.units_full.get(name, "")
        match = matches.get(full or name, NO_MATCH)
        yield task_id, role.value, position, name, full, match.unit_id, match.group_id


def update_task(step: Step, old: StoredTask, new: Task) -> None:
    """Write what differs between two states of one task; its units apart."""
    pairs = zip(TASK_COLUMNS, task_values(old, old.position), task_values(new, old.position), strict=True)
    changed = {name: after for name, before, after in pairs if before != after}
    if changed:
        set_columns(step, "task", old.id, changed)


def drop_set_deadline(step: Step, task_id: int) -> None:
    """Let the deadline hold that the plan prints, in place of one that the office set."""
    set_columns(step, "task", task_id, dict(zip(SET_COLUMNS, NOT_SET, strict=True)))


def replace_units(step: Step, task: StoredTask, matches: Mapping[str, Match]) -> None:
    """Let a task have these units; rows that stay keep what else is known of them (contact, units named by hand)."""
    wanted = [row[1:] for row in _unit_rows(task.id, task, matches)]
    found = step.connection.execute("SELECT id, role, printed FROM task_unit WHERE task_id = ?", (task.id,)).fetchall()
    there = {(role, printed): number for number, role, printed in found}
    for role, position, printed, full, unit_id, group_id in wanted:
        number = there.pop((role, printed), None)
        own = {"task_id": task.id, "role": role, "printed": printed}
        number = number or insert(step, "task_unit", own)
        values = {"position": position, "full_name": full, "unit_id": unit_id, "group_id": group_id}
        set_columns(step, "task_unit", number, values)
    for number in there.values():
        step.connection.execute("DELETE FROM task_unit_choice WHERE task_unit_id = ?", (number,))
        step.connection.execute("DELETE FROM task_unit WHERE id = ?", (number,))


def set_order(step: Step, task_ids: Sequence[int]) -> None:
    """Number the tasks of a plan in this order; only those that move are written."""
    step.connection.executemany(
        "UPDATE task SET position = ?1 WHERE id = ?2 AND position <> ?1", tuple(enumerate(task_ids))
    )
