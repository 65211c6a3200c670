"""分工: which units a collective name of a task means, named or left out by hand; the printed text stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services.progress.joining import held_back
from gongkai_desk.store.directory import rosters, units
from gongkai_desk.store.directory.rosters import PrintedUnit
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans


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
