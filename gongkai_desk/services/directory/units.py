"""The unit directory (单位字典) as a clerk keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.domain.unit import Alias, Unit, UnitGroup
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.review.entering import Meant, Outcome, Terms, is_new, resolve
from gongkai_desk.services.progress.joining import held_back
from gongkai_desk.store.directory import units
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import NO_MATCH, Match
from gongkai_desk.store.writing import set_columns, set_removed
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
    ids = {unit.id: _write_unit(step, unit) for unit in outcome.units}
    ids |= {group.id: _write_group(step, _with_ids(group, ids)) for group in outcome.groups}
    return {name: _match(meant, ids) for name, meant in outcome.meant.items()}


def _write_unit(step: Step, unit: Unit) -> int:
    if not is_new(unit.id):
        set_columns(step, "unit", unit.id or 0, {"proposed": int(unit.proposed)})
        return unit.id or 0
    if unit.proposed:
        step.proposed = (*step.proposed, unit.name)
    return units.insert_unit(step, unit)


def _write_group(step: Step, group: UnitGroup) -> int:
    if is_new(group.id):
        return units.insert_group(step, group)
    units.update_group(step, group)
    return group.id or 0


def _match(meant: Meant, ids: Mapping[int | None, int]) -> Match:
    if meant is None:
        return NO_MATCH
    number = ids.get(meant.id, meant.id)
    return Match(unit_id=number) if isinstance(meant, Unit) else Match(group_id=number)


# ---- keeping the directory


def seed_units(library: Library, by: By, *, usual: UnitDirectory | None = None) -> Changes:
    """Enter the usual directory (or another one) as far as its names are not here yet."""
    source = usual or UnitDirectory.usual()
    known = units.directory(library)
    with library.step("载入常用单位", by) as step:
        ids: dict[int | None, int] = {}
        for unit in source.units:
            found = known.find(unit.name)
            ids[unit.id] = found.id if found and found.id else units.insert_unit(step, unit)
        for group in source.groups:
            if known.group(group.name) is None:
                units.insert_group(step, _with_ids(group, ids))
    return step.changes


def _with_ids(group: UnitGroup, ids: Mapping[int | None, int]) -> UnitGroup:
    """Return a group whose units are told by the ids that they have in the store."""
    members = tuple(number for each in group.members if not is_new(number := ids.get(each, each)))
    exclusions = tuple(number for each in group.exclusions if not is_new(number := ids.get(each, each)))
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


def edit_unit(library: Library, by: By, unit_id: int, **fields: Any) -> Changes:  # noqa: ANN401
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


def rename_unit(library: Library, by: By, unit_id: int, name: str) -> Changes:
    """Give a unit a new full name from ``day`` on; the old one stays as a former name (曾用名).

    Raises:
        UnknownId, NotAllowed: as for ``edit_unit``.
    """
    old = _by_id(library, unit_id)
    former = Alias(old.name, former=True, until=by.today - timedelta(days=1))
    return edit_unit(library, by, unit_id, name=name, aliases=(*old.aliases, former))


def merge_units(library: Library, by: By, keep: int, others: Sequence[int]) -> Changes:
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
            units.hand_over(step, unit.id or 0, keep, by.today)
        units.update_unit(step, kept, replace(kept, aliases=_distinct(aliases, kept)))
    return step.changes


def _distinct(aliases: Iterable[Alias], unit: Unit) -> tuple[Alias, ...]:
    """Return aliases without those that say the unit's own names again."""
    by_key = {key(alias.name): alias for alias in reversed(tuple(aliases))}
    own = {key(unit.name), key(unit.short)}
    return tuple(alias for name, alias in reversed(by_key.items()) if name not in own)


def remove_units(library: Library, by: By, unit_ids: Sequence[int]) -> Changes:
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
    """Enter a collective name (统称单位), or with an id let it stand for something else; ``made`` is its id."""
    with library.step(f"设置统称单位 {group.name}", by) as step, held_back(library, step):
        step.made = units.insert_group(step, group) if group.id is None else group.id
        if group.id is not None:
            units.update_group(step, group)
    return step.changes


def _by_id(library: Library, unit_id: int) -> Unit:
    found = next((unit for unit in units.units(library) if unit.id == unit_id), None)
    if found is None:
        raise UnknownId(library=str(library.folder), what="unit", id=unit_id)
    return found


def _refuse_taken(library: Library, unit: Unit, unit_id: int | None) -> None:
    """Refuse a full or short name that already leads to another unit: a printed name must mean one."""
    known = units.directory(library)
    for name in (unit.name, unit.short):
        found = known.find(name) if name else None
        if found is not None and found.id != unit_id:
            raise NotAllowed(library=str(library.folder), lacks=("free_name",), name=name)
