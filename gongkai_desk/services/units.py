"""The unit directory (单位字典) as a clerk keeps it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.unit import Alias, Unit, UnitGroup
from gongkai_desk.store import units
from gongkai_desk.store.plans import NO_MATCH, Match
from gongkai_desk.words.normal import key
from gongkai_desk.words.units import UnitDirectory, is_collective, is_open

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def match_names(
    library: "Library", step: "Step", names: Iterable[str], *, on: date | None, propose: bool
) -> dict[str, Match]:
    """Return what printed names mean in the library's directory, as part of a step.

    Collective names (各区政府, 相关单位) are entered with what the usual directory knows of them; with ``propose``
    unknown units are entered as proposed and named in the step.
    """
    known = units.directory(library)
    matches: dict[str, Match] = {}
    added: dict[str, Match] = {}  # by the keys of all names of the units that this step proposes
    for name in dict.fromkeys(names):
        match = added.get(key(name)) or _known(known, name, on) or _collective(step, name)
        if match is None and propose:
            match = _propose(step, name, added)
        matches[name] = match or NO_MATCH
    return matches


def _propose(step: "Step", name: str, added: dict[str, Match]) -> Match:
    proposal = _proposal(name)
    match = Match(unit_id=units.insert_unit(step, proposal))
    step.proposed = (*step.proposed, name)
    for each in (name, *(alias.name for alias in proposal.aliases)):
        added.setdefault(key(each), match)
    return match


def _known(directory: UnitDirectory, name: str, on: date | None) -> Match | None:
    if unit := directory.find(name, on):
        return Match(unit_id=unit.id)
    group = directory.group(name)
    return Match(group_id=group.id) if group else None


def _collective(step: "Step", name: str) -> Match | None:
    if not (is_collective(name) or is_open(name)):
        return None
    usual = UnitDirectory.usual().group(name)
    group = UnitGroup(name, usual.closed, usual.classes) if usual else UnitGroup(name, closed=not is_open(name))
    return Match(group_id=units.insert_group(step, group))


def _proposal(name: str) -> Unit:
    """Return a new unit by its printed name, with class and other names from the usual directory if it is there."""
    usual = UnitDirectory.usual().find(name)
    if usual is None:
        return Unit(name, proposed=True)
    others = [Alias(other) for other in (usual.name, usual.short) if other and other != name]
    aliases = tuple(alias for alias in usual.aliases if alias.name != name)
    return Unit(name, "", usual.cls, usual.order, (*others, *aliases), proposed=True)
