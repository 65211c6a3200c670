"""Differences between the units of two items: missing, extra, in another role, in another order, otherwise written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai_desk.domain.revision import DifferenceKind
from gongkai_desk.domain.state import Role
from gongkai_desk.rules.compare.matching import Item, fold
from gongkai_desk.words.unit_names import is_collective, open_end
from gongkai_desk.words.units import UnitDirectory

UNITS = "units"  # the field where one list does not part roles

_ROLES = tuple(Role)


class Name(NamedTuple):
    """A unit as printed, and in full where the print is elliptical (商务局, 市商务局)."""

    printed: str
    full: str

    @property
    def shown(self) -> str:
        """Return what to tell a person: the full form; collective and open names as printed."""
        return self.printed if is_collective(self.printed) or open_end(self.printed) else self.full


Senses = dict[str, Name]  # what a unit is → its name, in printed order


@dataclass(frozen=True, slots=True)
class UnitDifference:
    """One difference of units: all names on both sides, those that make it, and the role they went to."""

    kind: DifferenceKind
    field: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    other_role: str = ""


@dataclass(frozen=True)
class UnitSense:
    """Knows which printed names mean one unit; remembers what it has looked up."""

    directory: UnitDirectory
    known: dict[str, str] = field(default_factory=dict)

    def of(self, full: str) -> str:
        """Return a key that all names of one unit share: full, short, former; 各区县（市）政府 and 区县（市）政府."""
        if full not in self.known:
            self.known[full] = self._found(full)
        return self.known[full]

    def _found(self, full: str) -> str:
        if group := self.directory.group(full):
            return f"统称 {group.name} {group.exclusions or ''}"
        unit = self.directory.find(full)
        return unit.name if unit else fold(full).removeprefix("各").replace("人民政府", "政府")

    def senses(self, names: Mapping[str, str], merged: Set[str] = frozenset()) -> Senses:
        """Return {sense: name} for {printed: full}; an open end (等部门) is part of the sense.

        Units in ``merged`` are told by their printed names.
        """
        found: Senses = {}
        for printed, full in names.items():
            one = self.of(full)
            sense = (fold(full) if one in merged else one) + ("等" if open_end(printed) else "")
            found.setdefault(sense, Name(printed, full))
        return found

    def merged(self, item: Item, role: Role) -> set[str]:
        """Return the units that one row names twice: 市规划委、市国土局, bodies that were merged later."""
        found: set[str] = set()
        for task in item.tasks:
            full = {fold(task.units_full.get(name, name)) for name in getattr(task, role.value)}
            found |= {unit for unit, count in Counter(map(self.of, full)).items() if count > 1}
        return found


def compare_units(
    a: Item, b: Item, sense: UnitSense, roles: Sequence[Role] = _ROLES, *, merged: bool = False
) -> Iterator[UnitDifference]:
    """Yield the differences of the units, a role at a time; ``merged`` compares them regardless of role."""
    twice = {unit for item in (a, b) for role in roles for unit in sense.merged(item, role)}
    left = {role.value: sense.senses(a.units(role), twice) for role in roles}
    right = {role.value: sense.senses(b.units(role), twice) for role in roles}
    if merged:
        left, right = {UNITS: _all(left)}, {UNITS: _all(right)}
    moves = _moves(left, right)
    for (role, other), keys in moves.items():
        names = tuple(left[role][key].shown for key in keys)
        yield UnitDifference(DifferenceKind.ROLE_CHANGED, role, names, names, other_role=other)
    for name in left:
        gone = {key for (role, _), keys in moves.items() if role == name for key in keys}
        come = {key for (_, role), keys in moves.items() if role == name for key in keys}
        yield from _of_role(name, _without(left[name], gone), _without(right[name], come))
        yield from _written(name, left[name], right[name])


def _all(of_roles: Mapping[str, Senses]) -> Senses:
    return {key: name for senses in of_roles.values() for key, name in senses.items()}


def _without(senses: Senses, moved: set[str]) -> Senses:
    return {key: name for key, name in senses.items() if key not in moved}


def _moves(left: Mapping[str, Senses], right: Mapping[str, Senses]) -> dict[tuple[str, str], list[str]]:
    """Return the units that left one role and came into another: {(role, other): keys}."""
    found: dict[tuple[str, str], list[str]] = {}
    for role in left:
        for key in left[role]:
            came = [other for other in right if key in right[other] and key not in left[other]]
            if key not in right[role] and came:
                found.setdefault((role, came[0]), []).append(key)
    return found


def _of_role(name: str, a: Senses, b: Senses) -> Iterator[UnitDifference]:
    """Yield what one role lacks or has too much, or that the same units come in another order."""
    missing = tuple(a[key].shown for key in a if key not in b)
    extra = tuple(b[key].shown for key in b if key not in a)
    told = tuple(unit.shown for unit in a.values()), tuple(unit.shown for unit in b.values())
    if missing or extra:
        yield UnitDifference(_kind(missing, extra), name, *told, missing, extra)
    elif list(a) != list(b):
        yield UnitDifference(DifferenceKind.UNIT_ORDER, name, *told)


def _kind(missing: tuple[str, ...], extra: tuple[str, ...]) -> DifferenceKind:
    if missing and extra:
        return DifferenceKind.UNIT_DIFFERS
    return DifferenceKind.UNIT_MISSING if missing else DifferenceKind.UNIT_EXTRA


def _written(name: str, a: Senses, b: Senses) -> Iterator[UnitDifference]:
    """Yield units that are the same but written otherwise; an elliptical form beside its full form is none."""
    for key in a:
        if key in b and fold(a[key].printed) != fold(b[key].printed):
            elliptical = fold(a[key].full) == fold(b[key].full)
            if not elliptical or is_collective(a[key].printed):
                yield UnitDifference(DifferenceKind.UNIT_WORDING, name, (a[key].printed,), (b[key].printed,))


# verbs that say «do it», and words without content of their own: 加强, 推进, 涉及, 运用; not 公开, 服务
_VERBS = re.compile(
    r"进一步|持续|着力|全面|切实|认真|积极|不断|深入|扎实|大力|严格|有效|稳步|加强|加大|加快|强化|深化|推进|推动|推行|促进|提升|提高|做好|做实|"
    r"做优|做细|抓好|抓实|搞好|办好|开展|组织|落实|实施|执行|规范|完善|健全|优化|改进|实行|坚持|运用|应用|使用|利用|推广|涉及|关于|有关|相关|工作"
)

_FUNCTION = re.compile(r"[的了和及与并等之地涉对于]|[^0-9A-Za-z\u3400-\u9fff]")


def compare_names(a: Item, b: Item) -> Iterator[tuple[DifferenceKind, str, str]]:
    """Yield at most one (kind, name in a, name in b)."""
    if a.title_key == b.title_key:
        return
    if not a.title or not b.title:
        yield DifferenceKind.NAME_MISSING, a.title, b.title
        return
    same = core(a.title) == core(b.title)
    yield DifferenceKind.NAME_WORDING if same else DifferenceKind.NAME_CHANGED, a.title, b.title


def core(name: str) -> str:
    """Return the content words of a name: 加强涉及税费信息公开 → 税费信息公开."""
    folded = fold(name)
    return _FUNCTION.sub("", _VERBS.sub("", folded)) or folded
