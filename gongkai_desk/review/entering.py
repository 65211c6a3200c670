"""What storing makes of printed names: the units and collective names it enters, and what each name then means.

单位与时限 shows this and 存入台账 writes it; both ask ``resolve``, so that nothing is promised that is not stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.ids import stored_as
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.review import NameAnswer, NameDecision
from gongkai_desk.domain.unit import Alias, StoredGroup, StoredUnit, Unit, UnitClass, UnitGroup
from gongkai_desk.words.normal import key
from gongkai_desk.words.unit_names import is_collective, is_open, place_of, without_place
from gongkai_desk.words.units import UnitDirectory

Meant = Unit | UnitGroup | None
"""What a name is stored as; ``None``: it stays text."""

_LAST = 10_000
"""Where a unit stands that the usual directory has no place for: behind all others, in the order it came."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What storing writes for some names.

    ``units`` and ``groups`` are written in this order: those with a negative id are new, the others change. Members and
    exclusions of groups, and what ``meant`` says of each name, use the same ids. ``directory`` is the office's own
    afterwards.
    """

    units: tuple[StoredUnit, ...]
    groups: tuple[StoredGroup, ...]
    meant: Mapping[str, Meant]
    directory: UnitDirectory

    @property
    def entered(self) -> tuple[StoredUnit, ...]:
        """Return the units that are new."""
        return tuple(unit for unit in self.units if is_new(unit))


def id_of(meant: Unit | UnitGroup) -> int | None:
    """Return the id of what is stored or about to be; ``None``: it is in no library."""
    return meant.id if isinstance(meant, (StoredUnit, StoredGroup)) else None


def is_new(meant: Unit | UnitGroup) -> bool:
    """Tell whether a row for it is still to be written."""
    number = id_of(meant)
    return number is not None and number < 0


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms names are entered.

    ``on``: the day on which names must have held. ``propose``: unknown names become units to be confirmed, else they
    stay text. ``reviewed``: a person looked at the names, so that what the usual directory knows needs no confirmation.
    """

    on: date | None = None
    propose: bool = True
    reviewed: bool = False


def resolve(
    names: Iterable[str], own: UnitDirectory, terms: Terms, decisions: Mapping[str, NameDecision] | None = None
) -> Outcome:
    """Return what names are stored as in the office's ``own`` directory; ``decisions`` by the same names."""
    listed = tuple(dict.fromkeys(names))
    made = _Resolving(own, terms, decisions or {})
    for name in listed:
        made.fill(name)
    meant = {name: made.meant(name) for name in listed}
    return made.outcome(meant)


class _Resolving:
    """Enters names one by one, so that the next spelling of one finds it."""

    def __init__(self, own: UnitDirectory, terms: Terms, decisions: Mapping[str, NameDecision]) -> None:
        self._own, self._terms, self._decisions = own, terms, decisions
        self._units: dict[int, StoredUnit] = {}
        self._groups: dict[int, StoredGroup] = {}
        self._next = -1

    def outcome(self, meant: Mapping[str, Meant]) -> Outcome:
        """Return what came of it; what a name means as it stands at the end."""
        last = {name: self._at_last(found) for name, found in meant.items()}
        return Outcome(tuple(self._units.values()), tuple(self._groups.values()), last, self._own)

    def _at_last(self, found: Meant) -> Meant:
        if isinstance(found, Unit):
            return self._units.get(id_of(found) or 0, found)
        return self._groups.get(id_of(found) or 0, found) if found is not None else None

    def meant(self, name: str) -> Meant:
        decision = self._decisions.get(name)
        return self._unit(name) or self._group(name) or self._entered(name, decision)

    def _unit(self, name: str) -> Unit | None:
        return self._own.find(name, self._terms.on) or self._by_usual(name)

    def _by_usual(self, name: str) -> Unit | None:
        """Return the one unit here that has another of the usual names: 上海市教育委员会 for 市教委."""
        usual = _usual(name, self._own.place)
        if usual is None or self._own.candidates(name) or _is_former(name, usual):
            return None
        names = (usual.name, usual.short, *(alias.name for alias in usual.aliases if not alias.former))
        found = {id_of(unit): unit for other in names if other and (unit := self._own.find(other, self._terms.on))}
        return next(iter(found.values())) if len(found) == 1 else None

    def _group(self, name: str) -> UnitGroup | None:
        """Return a collective name; one that is new comes with what the usual directory knows of it."""
        found = self._own.group(name)
        if found is not None or not (is_collective(name) or is_open(name)):
            return found
        usual = UnitDirectory.usual().group(name)
        group = UnitGroup(name, usual.closed, usual.classes) if usual else UnitGroup(name, closed=not is_open(name))
        return self._keep_group(group)

    def _entered(self, name: str, decision: NameDecision | None) -> Unit | None:
        if not self._terms.propose or (decision is not None and decision.answer is NameAnswer.TEXT):
            return None
        if self._own.candidates(name):  # two units share it: a person says which is meant
            return None
        made = proposal(name, self._terms.on, self._own.place)
        if decision is not None and decision.answer is NameAnswer.NEW:
            made = _as_decided(made, decision)
        elif self._terms.reviewed:
            made = replace(made, proposed=_usual(name, self._own.place) is None)
        return self._keep_unit(made)

    # -- collective names that a person filled

    def fill(self, name: str) -> None:
        """Enter the units that a person said a collective name stands for, and let it stand for just these."""
        decision = self._decisions.get(name)
        if decision is None or decision.answer is not NameAnswer.MEMBERS:
            return
        group = self._group(name)
        if group is None:
            return
        members = [self._member(each, group.classes) for each in decision.members]
        ids = {id_of(unit) or 0 for unit in members}
        of_class = {id_of(unit) or 0 for unit in self._own.units if unit.cls in group.classes and not unit.proposed}
        self._keep_group(
            replace(group, closed=True, members=tuple(sorted(ids - of_class)), exclusions=tuple(sorted(of_class - ids)))
        )

    def _member(self, name: str, classes: Sequence[UnitClass]) -> Unit:
        found = self._unit(name)
        if found is None:
            return self._keep_unit(replace(proposal(name, self._terms.on), cls=_class(name, classes), proposed=False))
        return self._keep_unit(replace(found, proposed=False)) if found.proposed else found

    # -- keeping

    def _number(self) -> int:
        self._next -= 1
        return self._next + 1

    def _keep_unit(self, unit: Unit) -> StoredUnit:
        kept = unit if isinstance(unit, StoredUnit) else stored_as(StoredUnit, unit, id=self._number())
        self._units[kept.id] = kept
        self._own = self._own.with_units([kept])
        return kept

    def _keep_group(self, group: UnitGroup) -> StoredGroup:
        kept = group if isinstance(group, StoredGroup) else stored_as(StoredGroup, group, id=self._number())
        self._groups[kept.id] = kept
        others = tuple(each for each in self._own.groups if id_of(each) != kept.id)
        self._own = replace(self._own, groups=(*others, kept))
        return kept


def _as_decided(made: Unit, decision: NameDecision) -> Unit:
    name = made.name
    aliases = made.aliases if decision.unit in ("", name) else (*made.aliases, Alias(name))
    return replace(made, name=decision.unit or name, cls=decision.cls, aliases=aliases, proposed=False)


def _class(name: str, classes: Sequence[UnitClass]) -> UnitClass:
    """Return the class of a member: what its name says where the collective name leaves a choice."""
    usual = UnitDirectory.usual().find(name)
    told = usual.cls if usual is not None else class_by_name(name)
    return told if told in classes or not classes else classes[0]


_BY_ENDING = (
    (("管委会", "管理委员会"), UnitClass.ZONE),
    (("街道办事处", "街道", "镇政府", "乡政府", "镇人民政府", "乡人民政府", "镇", "乡"), UnitClass.TOWN),
    (
        ("区政府", "县政府", "市政府", "旗政府", "区人民政府", "县人民政府", "市人民政府", "旗人民政府"),
        UnitClass.DISTRICT,
    ),
    (("区", "县", "旗"), UnitClass.DISTRICT),
    (("集团", "公司"), UnitClass.COMPANY),
)


def class_by_name(name: str) -> UnitClass:
    """Return the class that the end of a name tells (黄浦区政府: a district), else ``OTHER``."""
    return next((cls for endings, cls in _BY_ENDING if name.endswith(endings)), UnitClass.OTHER)


def proposal(name: str, on: date | None = None, place: str = "") -> Unit:
    """Return a new unit by its printed name, with class and other names from the usual directory if it is there.

    A former name that held ``on`` the day stands for a body of its own, beside those that were merged with it later
    (市工商局 and 市质监局 before 2019): none of them gets the other's name.
    """
    usual = _usual(name, place)
    if usual is None:
        return Unit(name, order=_LAST, cls=class_by_name(name), proposed=True)
    others = [Alias(other) for other in (usual.name, usual.short) if other and other != name]
    former = _is_former(name, usual)
    kept = (
        alias for alias in usual.aliases if alias.name != name and not (alias.former and (former or _holds(alias, on)))
    )
    return Unit(name, "", usual.cls, usual.order, (*others, *kept), proposed=True)


def _usual(name: str, place: str) -> Unit | None:
    """Return what the usual directory knows of a name, the name of the ``place`` left out."""
    return UnitDirectory.usual().find(without_place(name, place))


def _is_former(name: str, usual: Unit) -> bool:
    return any(alias.former and key(alias.name) == key(name) for alias in usual.aliases)


def _holds(alias: Alias, on: date | None) -> bool:
    return on is not None and (alias.since or on) <= on <= (alias.until or on)


def placed(own: UnitDirectory, plan: Plan) -> UnitDirectory:
    """Return a directory that knows which place it is of: its own, else the one that a plan names."""
    return own if own.place else replace(own, place=place_of(plan.issuer, plan.title))


_PARTED = re.compile(r"[；;\n]+")
# «市环保局 2009—2018»; either year, or both, may be missing
_FORMER = re.compile(r"(?P<name>.+?)(?:[ （(]+(?P<since>[0-9]{4})?年?[—–~至-]+(?P<until>[0-9]{4})?年?[)）]?)?")


def former_text(unit: Unit) -> str:
    """Return a unit's former names with their years (市环保局 2009—2018), parted by ；."""
    return "；".join(_former_text(alias) for alias in unit.aliases if alias.former)


def _former_text(alias: Alias) -> str:
    since = str(alias.since.year) if alias.since else ""
    until = str(alias.until.year) if alias.until else ""
    return f"{alias.name} {since}—{until}" if since or until else alias.name


def others_text(unit: Unit) -> str:
    """Return a unit's further short names, parted by ；."""
    return "；".join(alias.name for alias in unit.aliases if not alias.former)


def read_aliases(others: str, former: str) -> tuple[Alias, ...]:
    """Return what ``others_text`` and ``former_text`` say."""
    short = [Alias(name) for part in _PARTED.split(others) if (name := part.strip())]
    return (*short, *_former(former))


def _former(text: str) -> Iterator[Alias]:
    for part in _PARTED.split(text):
        if found := _FORMER.fullmatch(part.strip()):
            since, until = found["since"], found["until"]
            first = date(int(since), 1, 1) if since else None
            yield Alias(found["name"], True, first, date(int(until), 12, 31) if until else None)
