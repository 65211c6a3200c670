"""What two lists of tasks have at all: a column or a level of headings that one lacks is told once, not per task."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.revision import THROUGHOUT, Difference, DifferenceKind, Value
from gongkai_desk.domain.state import Role
from gongkai_desk.rules.compare.matching import Item, Matching, fold, match
from gongkai_desk.rules.compare.units import UNITS
from gongkai_desk.words.numbering import read_number
from gongkai_desk.words.terms import ColumnRole, column_role

_SYSTEMATIC = 3  # tasks: what so many have on one side and none on the other is a column that is not there

_ROLES = tuple(role.value for role in Role)

NAMES = {  # what clerks call the columns
    "title": "任务名称",
    "deadline": "完成时限",
    "section": "所属部分",
    "units": "责任单位",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "support": "配合单位",
}


@dataclass(frozen=True, slots=True)
class Survey:
    """Which fields both lists have, and what to tell about those that one lacks throughout.

    ``lacking`` names the fields; ``levels`` the headings (``heading_key``) of a level that one list leaves out.
    """

    lacking: frozenset[str]
    levels: frozenset[str]
    told: tuple[Difference, ...]

    @property
    def merged(self) -> bool:
        """Tell whether units must be compared regardless of role: one list does not part the roles."""
        return UNITS not in self.lacking and bool(self.lacking & set(_ROLES))

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles to compare."""
        return () if UNITS in self.lacking else tuple(Role)


def survey(a: Sequence[Task], b: Sequence[Task], matching: Matching) -> Survey:
    """Return what the lists ``a`` and ``b``, matched so, have in common."""
    counts = _counts(a), _counts(b)
    lacking = {
        name for name in NAMES if min(found := [each[name] for each in counts]) == 0 and max(found) >= _SYSTEMATIC
    }
    levels = _levels(matching)
    columns = sorted(lacking - set(_ROLES) if UNITS in lacking else lacking)
    told = [_column(name, counts[0][name], counts[1][name]) for name in columns]
    if any(levels):
        text = "、".join(levels[0] or levels[1])
        told.append(throughout(DifferenceKind.LEVEL_MISSING, "section", levels[0], levels[1], text))
    keys = frozenset(heading_key(heading) for side in levels for heading in side)
    return Survey(frozenset(lacking), keys, (*told, *_headers(matching)))


def throughout(kind: DifferenceKind, name: str, a: Value, b: Value, text: str = "") -> Difference:
    """Return a difference of the whole list."""
    return Difference(kind, (THROUGHOUT, THROUGHOUT), name, a, b, text=text)


def heading_key(heading: str) -> str:
    """Return what two printings of a heading share, whatever its number."""
    number = read_number(heading)
    return fold(number.rest if number and number.rest else heading)


def _counts(tasks: Sequence[Task]) -> dict[str, int]:
    """Return how many tasks have each thing."""
    counts = {role: sum(bool(getattr(task, role)) for task in tasks) for role in _ROLES}
    counts[UNITS] = sum(counts.values())
    counts["title"] = sum(bool(task.title) and not task.title_derived for task in tasks)
    counts["deadline"] = sum(bool(task.deadline.text) for task in tasks)
    counts["section"] = sum(bool(task.section) for task in tasks)
    return counts


def _column(name: str, a: int, b: int) -> Difference:
    told = [f"{count}项" if count else None for count in (a, b)]
    return throughout(DifferenceKind.COLUMN_MISSING, name, told[0], told[1], NAMES[name])


def _levels(matching: Matching) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headings of each list that the other never prints, where the other has fewer levels of them."""
    sides = [[item.tasks[0].section for item in side] for side in (matching.a, matching.b)]
    printed = [{heading_key(h): h for section in side for h in section} for side in sides]
    depth = [max(map(len, side), default=0) for side in sides]
    if not printed[0].keys() & printed[1].keys() or depth[0] == depth[1]:
        return (), ()
    deeper = 0 if depth[0] > depth[1] else 1
    only = tuple(heading for key, heading in printed[deeper].items() if key not in printed[1 - deeper])
    return (only, ()) if deeper == 0 else ((), only)


def _headers(matching: Matching) -> list[Difference]:
    """Return where the labels before the units are named otherwise: 牵头单位：… against 牵头部门：…."""
    a, b = (labels_of(task for item in side for task in item.tasks) for side in (matching.a, matching.b))
    roles = [role for role in a if role in b and a[role] != b[role]]
    return [throughout(DifferenceKind.HEADER_WORDING, "header", a[role], b[role]) for role in roles]


def headings_of(item: Item, survey: Survey) -> tuple[str, ...]:
    """Return the headings above an item that both lists could print."""
    return tuple(heading for heading in item.tasks[0].section if heading_key(heading) not in survey.levels)


_LABEL = re.compile(r"(?:^|[；;，。\n])\s*([\u4e00-\u9fff]{2,8})[：:]")  # «牵头部门：市教育局；责任单位：…»

_UNIT_ROLES = (ColumnRole.LEAD, ColumnRole.RESPONSIBLE, ColumnRole.SUPPORT)


def labels_of(tasks: Iterable[Task]) -> dict[ColumnRole, str]:
    """Return the usual label of each role, as printed before the units."""
    found: dict[ColumnRole, Counter[str]] = {}
    for task in tasks:
        for label in _LABEL.findall(task.unit_text):
            role = column_role(label)
            if role in _UNIT_ROLES:
                found.setdefault(role, Counter())[label] += 1
    return {role: counts.most_common(1)[0][0] for role, counts in found.items()}


_LEAST = 0.5  # below it two tasks share no more than an office's usual phrases


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a superior's plan is taken up; all are task ids in the plans' order.

    ``taken``: the superior's task → our own; ``gaps`` 未承接（漏项）; ``set_aside``: not ours to take up (不涉及);
    ``without_basis``: our own tasks that no superior's task stands behind.
    """

    taken: Mapping[int, tuple[int, ...]]
    gaps: tuple[int, ...]
    set_aside: tuple[int, ...]
    without_basis: tuple[int, ...]


def coverage(
    superior: Sequence[int], own: Sequence[int], links: Iterable[tuple[int, int]], set_aside: Iterable[int] = ()
) -> Coverage:
    """Return the coverage; ``links`` are pairs of our own task and the superior's that it takes up.

    A task that is taken up although it was set aside counts as taken up.
    """
    above, ours, aside = set(superior), set(own), set(set_aside)
    found: defaultdict[int, list[int]] = defaultdict(list)
    based: set[int] = set()
    for own_id, superior_id in dict.fromkeys(links):
        if own_id in ours:
            based.add(own_id)  # also where the basis stands in another plan
            if superior_id in above:
                found[superior_id].append(own_id)
    order = {number: place for place, number in enumerate(own)}
    taken = {number: tuple(sorted(found[number], key=order.__getitem__)) for number in superior if number in found}
    return Coverage(
        taken,
        tuple(number for number in superior if number not in taken and number not in aside),
        tuple(number for number in superior if number not in taken and number in aside),
        tuple(number for number in own if number not in based),
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that the texts suggest (``score`` 0 to 1); a person decides."""

    own: int
    superior: int
    score: float


def suggestions(
    superior: Sequence[StoredTask], own: Sequence[StoredTask], least: float = _LEAST
) -> tuple[Suggestion, ...]:
    """Return which of the superior's tasks our own seem to take up, the likest first."""
    found = [
        Suggestion(mine.id, theirs.id, pair.score)
        for pair in match(superior, own).pairs
        if pair.score >= least
        for theirs in _stored(pair.a)
        for mine in _stored(pair.b)
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.superior, each.own)))


def _stored(item: Item) -> list[StoredTask]:
    return [task for task in item.tasks if isinstance(task, StoredTask)]
