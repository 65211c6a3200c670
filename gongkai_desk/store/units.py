"""The unit directory of a library, and who is assigned to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.state import Role
from gongkai_desk.domain.unit import Alias, Assignment, StoredGroup, StoredUnit, Unit, UnitClass, UnitGroup
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import insert, set_columns, set_removed, tables
from gongkai_desk.store.rosters import by_group, of_tasks, rosters
from gongkai_desk.store.rows import day_of, day_text, json_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library
    from gongkai_desk.words.units import UnitDirectory

_UNIT = "id, name, short, class, position, contact, phone, mail, proposed"


# ---- asking


def units(library: Library) -> list[StoredUnit]:
    """Return the units in the directory's order."""
    aliases = _aliases(library)
    found = library.rows(f"SELECT {_UNIT} FROM unit WHERE removed IS NULL ORDER BY position, id")
    return [_unit_of(row, tuple(aliases.get(row[0], ()))) for row in found]


def names_of(library: Library, unit_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of the directory's units by id, in its order, and of these even from the recycle bin."""
    found = library.rows(
        "SELECT id, name FROM unit WHERE removed IS NULL OR id IN (SELECT value FROM json_each(?))"
        " ORDER BY position, id",
        (json_text(list(unit_ids)),),
    )
    return dict(found)


def _unit_of(row: tuple[Any, ...], aliases: tuple[Alias, ...]) -> StoredUnit:
    number, name, short, cls, position, contact, phone, mail, proposed = row
    return StoredUnit(name, short, UnitClass(cls), position, aliases, contact, phone, mail, bool(proposed), id=number)


def _aliases(library: Library) -> dict[int, list[Alias]]:
    found: defaultdict[int, list[Alias]] = defaultdict(list)
    for unit_id, name, former, since, until in library.rows(
        "SELECT unit_id, name, former, since, until FROM unit_alias ORDER BY id"
    ):
        found[unit_id].append(Alias(name, bool(former), day_of(since), day_of(until)))
    return found


def groups(library: Library) -> list[StoredGroup]:
    """Return the collective names (统称单位) in the directory's order."""
    classes = by_group(library, "SELECT group_id, class FROM group_class ORDER BY id")
    members = by_group(library, "SELECT group_id, unit_id FROM group_member ORDER BY id")
    exclusions = by_group(library, "SELECT group_id, unit_id FROM group_exclusion ORDER BY id")
    found = library.rows("SELECT id, name, closed FROM unit_group WHERE removed IS NULL ORDER BY position, id")
    return [
        StoredGroup(
            name,
            bool(closed),
            tuple(UnitClass(cls) for cls in classes.get(number, ())),
            tuple(members.get(number, ())),
            tuple(exclusions.get(number, ())),
            id=number,
        )
        for number, name, closed in found
    ]


def directory(library: Library) -> UnitDirectory:
    """Return the library's units and collective names as the directory that words are matched against."""
    from gongkai_desk.words.units import UnitDirectory

    return UnitDirectory(tuple(units(library)), tuple(groups(library)), place(library))


def place(library: Library) -> str:
    """Return the place whose office keeps the library (上海市), as its plans name it; empty while none does."""
    from gongkai_desk.words.unit_names import own_place

    return own_place(library.rows("SELECT issuer, title FROM plan WHERE removed IS NULL ORDER BY id"))


def reading_directory(library: Library) -> UnitDirectory:
    """Return what a plan is read against: the usual names, and the library's own in their place."""
    from gongkai_desk.words.units import UnitDirectory

    return UnitDirectory.usual().with_units(units(library)).with_groups(groups(library))


def find_unit(library: Library, wanted: str) -> StoredUnit:
    """Return the unit of this id or any of its names.

    Raises:
        UnknownId: there is none.
    """
    found = _one(library, "name = ?", wanted) or (_one(library, "id = ?", int(wanted)) if wanted.isdecimal() else None)
    found = found or directory(library).stored(wanted)
    if found is None:
        raise UnknownId(library=str(library.folder), what="unit", id=wanted)
    return found


def _one(library: Library, where: str, value: str | int) -> StoredUnit | None:
    """Return the one unit of an exact id or full name, without building the whole directory."""
    found = library.rows(f"SELECT {_UNIT} FROM unit WHERE removed IS NULL AND {where}", (value,))
    return _unit_of(found[0], tuple(_aliases(library).get(found[0][0], ()))) if len(found) == 1 else None


def assignments(library: Library, task_ids: Iterable[int] | None = None) -> list[Assignment]:
    """Return the printed units of tasks (分工), in order; of all tasks by default."""
    where, values = of_tasks(task_ids)
    return [
        Assignment(task_id, printed, Role(role), position, unit_id, group_id)
        for task_id, printed, role, position, unit_id, group_id in library.rows(
            "SELECT task_id, printed, role, position, unit_id, group_id FROM task_unit"
            f"{where} ORDER BY task_id, position",
            values,
        )
    ]


def expanded(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[int, Role, int]]:
    """Return ``(task, role, unit)`` with collective names expanded; each unit once per task and role."""
    where, values = of_tasks(task_ids)
    rows = library.rows(f"SELECT task_id, role, unit_id FROM assigned{where}", values)
    roles = {role.value: role for role in Role}
    return [(task_id, roles[role], unit_id) for task_id, role, unit_id in dict.fromkeys(rows)]  # DISTINCT is slower


def unfilled(library: Library, task_ids: Iterable[int] | None = None) -> set[int]:
    """Return the tasks on which a collective name leads or is responsible and nobody said whom it means (相关单位)."""
    return {each.task_id for each in unfilled_names(library, task_ids)}


def unfilled_names(library: Library, task_ids: Iterable[int] | None = None) -> list[Assignment]:
    """Return the collective names, supporting ones left out, of which nobody said whom they mean, in order."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        "SELECT id, task_id, printed, role, position, group_id FROM task_unit"
        f"{where or ' WHERE true'} AND group_id IS NOT NULL AND role <> '{Role.SUPPORT.value}'"
        " ORDER BY task_id, position",
        values,
    )
    if not rows:
        return []
    known = directory(library)
    filled = {group.id for group in known.stored_groups if known.expand(group)}
    chosen = {row for (row,) in library.rows("SELECT task_unit_id FROM task_unit_choice WHERE chosen = 1")}
    return [
        Assignment(task, printed, Role(role), position, group_id=group)
        for number, task, printed, role, position, group in rows
        if group not in filled and number not in chosen
    ]


def tasks_of(library: Library, wanted: str) -> list[int]:
    """Return the ids of the tasks of a unit (by id or any name), also those it has through a collective name.

    Raises:
        UnknownId: no such unit.
    """
    unit = find_unit(library, wanted)
    return [row[0] for row in library.rows("SELECT DISTINCT task_id FROM assigned WHERE unit_id = ?", (unit.id,))]


def task_counts(library: Library) -> dict[int, int]:
    """Return how many tasks each unit has, collective names included."""
    rows = library.rows(
        "SELECT t.id FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.removed IS NULL AND p.removed IS NULL"
    )
    live = {row[0] for row in rows}
    counts: defaultdict[int, int] = defaultdict(int)
    for roster, tasks in rosters(library):
        if of_roster := len(live.intersection(tasks)):
            for unit in {unit for _, unit in roster}:
                counts[unit] += of_roster
    return dict(counts)


def with_facts(library: Library, task_id: int) -> set[int]:
    """Return the units that have reported on a task, or upon whose share there was an act."""
    found = library.rows(
        "SELECT unit_id FROM report WHERE task_id = ?1 AND removed IS NULL"
        " UNION SELECT unit_id FROM unit_state WHERE task_id = ?1",
        (task_id,),
    )
    return {unit for (unit,) in found if unit is not None}


def first_unit(library: Library, task_id: int) -> int | None:
    """Return the first unit of a task in printed order, the first of a collective name's; ``None``: none is known."""
    found = library.rows(
        "SELECT a.unit_id FROM assigned a JOIN task_unit t ON t.id = a.task_unit_id JOIN unit u ON u.id = a.unit_id"
        " WHERE a.task_id = ? ORDER BY t.position, u.position, u.id LIMIT 1",
        (task_id,),
    )
    return found[0][0] if found else None


# ---- writing


def insert_unit(step: Step, unit: Unit) -> int:
    """Store a unit with its other names and return its id."""
    number = insert(step, "unit", _values(unit))
    insert_aliases(step, number, unit.aliases)
    return number


def update_unit(step: Step, old: StoredUnit, new: StoredUnit) -> None:
    """Write what differs between two states of a unit."""
    changed = {name: value for name, value in _values(new).items() if value != _values(old)[name]}
    if changed:
        set_columns(step, "unit", old.id, changed)
    if new.aliases != old.aliases:
        step.connection.execute("DELETE FROM unit_alias WHERE unit_id = ?", (old.id,))
        insert_aliases(step, old.id, new.aliases)


def _values(unit: Unit) -> dict[str, Any]:
    """Return a unit's own columns; its other names are rows of their own."""
    return {
        "name": unit.name,
        "short": unit.short,
        "class": unit.cls.value,
        "position": unit.order,
        "contact": unit.contact,
        "phone": unit.phone,
        "mail": unit.mail,
        "proposed": int(unit.proposed),
    }


def is_used(library: Library, unit_id: int) -> bool:
    """Tell whether a task names the unit, or a fact is its own."""
    return any(
        library.rows(f"SELECT 1 FROM {table} WHERE unit_id = ? LIMIT 1", (unit_id,))
        for table in ("task_unit", "task_unit_choice", "unit_state", "report")
    )


def hand_over(step: Step, unit_id: int, to: int, day: date) -> None:
    """Let all that is one unit's be another's, and put it into the recycle bin.

    Where both have a row that only one may have (the state of a task, a place in a group), the other's own stays.
    """
    columns = tables(step.connection)
    for table in (name for name in columns if "unit_id" in columns[name] and name != "unit_alias"):
        step.connection.execute(f"UPDATE OR IGNORE {table} SET unit_id = ? WHERE unit_id = ?", (to, unit_id))
    for table in ("unit_state", "task_unit_choice", "group_member", "group_exclusion"):
        step.connection.execute(f"DELETE FROM {table} WHERE unit_id = ?", (unit_id,))
    set_removed(step, "unit", (unit_id,), day)


def insert_aliases(step: Step, unit_id: int, aliases: Iterable[Alias]) -> None:
    """Store other names of a unit."""
    step.connection.executemany(
        "INSERT INTO unit_alias (unit_id, name, former, since, until) VALUES (?, ?, ?, ?, ?)",
        ((unit_id, a.name, int(a.former), day_text(a.since), day_text(a.until)) for a in aliases),
    )


def insert_group(step: Step, group: UnitGroup) -> int:
    """Store a collective name with what it stands for and return its id."""
    number = insert(step, "unit_group", {"name": group.name, "closed": int(group.closed)})
    fill_group(step, number, group)
    return number


def update_group(step: Step, group: StoredGroup) -> None:
    """Write a collective name that is already here."""
    set_columns(step, "unit_group", group.id, {"name": group.name, "closed": int(group.closed)})
    fill_group(step, group.id, group)


def fill_group(step: Step, group_id: int, group: UnitGroup) -> None:
    """Store what a collective name stands for, in place of what it stood for."""
    contents: Sequence[tuple[str, str, Iterable[object]]] = (
        ("group_class", "class", (cls.value for cls in group.classes)),
        ("group_member", "unit_id", group.members),
        ("group_exclusion", "unit_id", group.exclusions),
    )
    for table, column, values in contents:
        step.connection.execute(f"DELETE FROM {table} WHERE group_id = ?", (group_id,))
        step.connection.executemany(
            f"INSERT INTO {table} (group_id, {column}) VALUES (?, ?)", ((group_id, value) for value in values)
        )


def settle_printed(step: Step, task_id: int, printed: str, unit_id: int | None) -> None:
    """Let a printed name that was only text mean this unit from now on."""
    step.connection.execute(
        "UPDATE task_unit SET unit_id = ? WHERE task_id = ? AND printed = ? AND unit_id IS NULL AND group_id IS NULL",
        (unit_id, task_id, printed),
    )
