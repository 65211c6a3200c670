"""The unit directory (单位字典) as a clerk keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gongkai_desk.domain.ids import By, Changes, GroupId, UnitId, stored_as
from gongkai_desk.domain.unit import Alias, StoredGroup, StoredUnit, Unit, UnitGroup
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.review.entering import Meant, Outcome, Terms, id_of, is_new, resolve
from gongkai_desk.services.progress.joining import held_back
from gongkai_desk.store import rosters, units
from gongkai_desk.store.journal import Step, set_columns, set_removed
from gongkai_desk.store.library import Library
from gongkai_desk.store.rosters import PrintedUnit
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.plans import NO_MATCH, Match
from gongkai_desk.words.normal import key
from gongkai_desk.words.units import UnitDirectory


def match_names(
    library: Library, step: Step, names: Iterable[str], *, on: date | None, propose: bool
) -> dict[str, Match]:
    """Return what printed names mean in the library's directory, as part of a step; see ``enter_names``."""
    return enter_names(step, resolve(names, units.directory(library), Terms(on, propose)))


def enter_names(step: Step, outcome: Outcome) -> dict[str, Match]:
    """Write what names were resolved to and return what each means, as part of a step.

    Collective names (各区政府, 相关单位) are entered with what the usual directory knows of them; unknown units that
    are entered as proposed are named in the step.
    """
    ids: dict[int, int] = {unit.id: _write_unit(step, unit) for unit in outcome.units}
    ids |= {group.id: _write_group(step, group, ids) for group in outcome.groups}
    return {name: _match(meant, ids) for name, meant in outcome.meant.items()}


def _write_unit(step: Step, unit: StoredUnit) -> int:
    if not is_new(unit):
        set_columns(step, "unit", unit.id, {"proposed": int(unit.proposed)})
        return unit.id
    if unit.proposed:
        step.proposed = (*step.proposed, unit.name)
    return units.insert_unit(step, unit)


def _write_group(step: Step, group: StoredGroup, ids: Mapping[int, int]) -> int:
    written = _with_ids(group, ids)
    if is_new(group):
        return units.insert_group(step, written)
    units.update_group(step, stored_as(StoredGroup, written, id=group.id))
    return group.id


def _match(meant: Meant, ids: Mapping[int, int]) -> Match:
    if meant is None:
        return NO_MATCH
    number = id_of(meant)
    number = None if number is None else ids.get(number, number)
    if isinstance(meant, Unit):
        return Match(unit_id=None if number is None else UnitId(number))
    return Match(group_id=None if number is None else GroupId(number))


# ---- keeping the directory


def seed_units(library: Library, by: By, *, usual: UnitDirectory | None = None) -> Changes:
    """Enter the usual directory (or another one) as far as its names are not here yet."""
    source = usual or UnitDirectory.usual()
    known = units.directory(library)
    with library.step("载入常用单位", by) as step:
        ids: dict[int, int] = {}  # from those of a directory that comes from another library
        for unit in source.units:
            found = known.stored(unit.name)
            number = found.id if found else units.insert_unit(step, unit)
            if isinstance(unit, StoredUnit):
                ids[unit.id] = number
        for group in source.groups:
            if known.group(group.name) is None:
                units.insert_group(step, _with_ids(group, ids))
    return step.changes


def _with_ids(group: UnitGroup, ids: Mapping[int, int]) -> UnitGroup:
    """Return a group whose units are told by the ids that they have in the store."""
    members = tuple(number for each in group.members if (number := ids.get(each, each)) > 0)
    exclusions = tuple(number for each in group.exclusions if (number := ids.get(each, each)) > 0)
    return replace(group, members=members, exclusions=exclusions)


def add_unit(library: Library, by: By, unit: Unit) -> Changes:
    """Enter a unit; ``made`` is its id.

    Raises:
        NotAllowed: one of its names is another unit's already (``lacks``: ``free_name``; ``name``).
    """
    _refuse_taken(library, unit, None)
    with library.step(f"新增单位 {unit.name}", by) as step, held_back(library, step):
        step.made = units.insert_unit(step, unit)
    return step.changes


def edit_unit(library: Library, by: By, unit_id: UnitId, **fields: Any) -> Changes:  # noqa: ANN401
    """Change fields of a unit, named and typed as in ``domain.unit.Unit``.

    Raises:
        UnknownId: no such unit.
        NotAllowed: one of its names is another unit's already.
    """
    old = _by_id(library, unit_id)
    new = replace(old, **fields)
    _refuse_taken(library, new, unit_id)
    with library.step(f"修改单位 {old.name}", by) as step, held_back(library, step):
        units.update_unit(step, old, new)
    return step.changes


def rename_unit(library: Library, by: By, unit_id: UnitId, name: str) -> Changes:
    """Give a unit a new full name from ``day`` on; the old one stays as a former name (曾用名).

    Raises:
        UnknownId, NotAllowed: as for ``edit_unit``.
    """
    old = _by_id(library, unit_id)
    former = Alias(old.name, former=True, until=by.today - timedelta(days=1))
    return edit_unit(library, by, unit_id, name=name, aliases=(*old.aliases, former))


def merge_units(library: Library, by: By, keep: UnitId, others: Sequence[UnitId]) -> Changes:
    """Let one unit take the place of others that mean the same: their tasks, facts and names become its own.

    Raises:
        UnknownId: one of them is not there.
        NotAllowed: a unit cannot be merged with itself (``lacks``: ``another_unit``).
    """
    if keep in others:
        raise NotAllowed(library=str(library.folder), lacks=("another_unit",))
    kept = _by_id(library, keep)
    merged = [_by_id(library, other) for other in others]
    names = [Alias(name) for unit in merged for name in (unit.name, unit.short) if name]
    aliases = (*kept.aliases, *names, *(alias for unit in merged for alias in unit.aliases))
    with library.step(f"合并到单位 {kept.name}", by) as step:
        for unit in merged:
            units.hand_over(step, unit.id, keep, by.today)
        units.update_unit(step, kept, replace(kept, aliases=_distinct(aliases, kept)))
    return step.changes


def _distinct(aliases: Iterable[Alias], unit: Unit) -> tuple[Alias, ...]:
    """Return aliases without those that say the unit's own names again."""
    by_key = {key(alias.name): alias for alias in reversed(tuple(aliases))}
    own = {key(unit.name), key(unit.short)}
    return tuple(alias for name, alias in reversed(by_key.items()) if name not in own)


def remove_units(library: Library, by: By, unit_ids: Sequence[UnitId]) -> Changes:
    """Put units into the recycle bin.

    Raises:
        UnknownId: one of them is not there.
        NotAllowed: a task names one of them (``lacks``: ``unused_unit``; ``name``).
    """
    for unit_id in unit_ids:
        unit = _by_id(library, unit_id)
        if units.is_used(library, unit_id):
            raise NotAllowed(library=str(library.folder), lacks=("unused_unit",), name=unit.name)
    with library.step(f"删除 {len(unit_ids)} 个单位", by) as step:
        set_removed(step, "unit", unit_ids, by.today)
    return step.changes


def set_group(library: Library, by: By, group: UnitGroup) -> Changes:
    """Enter a collective name (统称单位), or let a stored one stand for something else; ``made`` is its id."""
    with library.step(f"设置统称单位 {group.name}", by) as step, held_back(library, step):
        if isinstance(group, StoredGroup):
            step.made = group.id
            units.update_group(step, group)
        else:
            step.made = units.insert_group(step, group)
    return step.changes


def _by_id(library: Library, unit_id: UnitId) -> StoredUnit:
    found = next((unit for unit in units.units(library) if unit.id == unit_id), None)
    if found is None:
        raise UnknownId(library=str(library.folder), what="unit", id=unit_id)
    return found


def _refuse_taken(library: Library, unit: Unit, unit_id: UnitId | None) -> None:
    """Refuse a full or short name that already leads to another unit: a printed name must mean one."""
    known = units.directory(library)
    for name in (unit.name, unit.short):
        found = known.stored(name) if name else None
        if found is not None and found.id != unit_id:
            raise NotAllowed(library=str(library.folder), lacks=("free_name",), name=name)


def name_units(library: Library, by: By, wanted: Mapping[int, Sequence[int]]) -> Changes:
    """Let printed names mean just these units (id of the printed name → ids of units), as one step.

    Raises:
        UnknownId: no such printed name, or no such unit.
        NotAllowed: a unit that has facts of its own on the task would be left out (``lacks``: ``unit_without_facts``).
    """
    there = {each.id: each for each in rosters.printed_units(library)}
    known = {unit.id for unit in units.units(library)}
    for number, ids in wanted.items():
        if number not in there:
            raise UnknownId(library=str(library.folder), what="printed", id=number)
        for unit in ids:
            if unit not in known:
                raise UnknownId(library=str(library.folder), what="unit", id=unit)
        _refuse_lost(library, there[number], ids)
    with library.step("明确责任单位", by) as step, held_back(library, step):
        for number, ids in wanted.items():
            rosters.put_choice(step, there[number], ids)
    return step.changes


def _refuse_lost(library: Library, printed: PrintedUnit, ids: Sequence[int]) -> None:
    """Refuse to leave out a unit that has reported or been acted upon: 不涉及 is the way for it."""
    gone = set(printed.units) - set(ids)
    if gone and (worked := gone & units.with_facts(library, printed.task_id)):
        names = "、".join(unit.name for unit in units.units(library) if unit.id in worked)
        raise NotAllowed(library=str(library.folder), lacks=("unit_without_facts",), name=names)


def alike(library: Library, printed: PrintedUnit) -> tuple[PrintedUnit, ...]:
    """Return the same printed name in the other tasks of the plan, for one answer to all of them."""
    plan_id = plans.task(library, printed.task_id).plan_id
    ids = plans.task_ids(library, plan_id) if plan_id is not None else []
    found = rosters.printed_units(library, ids)
    return tuple(each for each in found if each.printed == printed.printed and each.id != printed.id)
