"""单位与时限: what the printed names of a part mean, and its deadlines, each once, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Doubt, DoubtKind
from gongkai_desk.domain.review import NameAnswer, NameDecision, Review
from gongkai_desk.domain.time import Deadline
from gongkai_desk.domain.unit import Alias, Unit
from gongkai_desk.words.normal import key
from gongkai_desk.words.unit_names import is_collective, is_open
from gongkai_desk.words.units import UnitDirectory

if TYPE_CHECKING:
    pass


_NEAR = 3  # units that are proposed for an unknown name

_LIKE = 60  # of 100: less alike is no proposal


class Meaning(StrEnum):
    """How a printed name was understood."""

    EXACT = "exact"  # the unit's full name
    ALIAS = "alias"  # its short or former name
    FULL = "full"  # completed: 商务局 in 市发展改革委、商务局
    GROUP = "group"  # a collective name with members
    OPEN = "open"  # 相关单位: nobody by name
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as printed, what it means, and in how many tasks it stands.

    ``units`` are the full names of the unit or of the group's members; ``near`` those that an unknown name is like.
    """

    printed: str
    meaning: Meaning
    tasks: tuple[int, ...]
    units: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    decision: NameDecision | None = None

    @property
    def is_settled(self) -> bool:
        """Tell whether it is known, or a person has said what it is."""
        return self.meaning is not Meaning.UNKNOWN or self.decision is not None


@dataclass(frozen=True, slots=True)
class PrintedDeadline:
    """A deadline with the tasks that have it and what is doubtful about it."""

    deadline: Deadline
    tasks: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_before_issue(self) -> bool:
        """Tell whether it must be settled before the plan is stored: it would be late on the first day."""
        return any(doubt.kind is DoubtKind.DEADLINE_BEFORE_ISSUE for doubt in self.doubts)


def printed_names(review: Review, directory: UnitDirectory) -> tuple[PrintedName, ...]:
    """Return every name that the part prints, the unknown ones first, then in the order of the tasks."""
    tasks: dict[str, list[int]] = {}
    full: dict[str, str] = {}
    for index, task in enumerate(review.shown.tasks):
        for name in dict.fromkeys((*task.lead, *task.responsible, *task.support)):
            tasks.setdefault(name, []).append(index)
            full.setdefault(name, task.units_full.get(name, name))
    decisions = {decision.printed: decision for decision in review.names}
    on = review.plan.dates.issue
    found = [
        replace(_meaning(name, full[name], directory, on), tasks=tuple(where), decision=decisions.get(name))
        for name, where in tasks.items()
    ]
    order = {Meaning.UNKNOWN: 0, Meaning.OPEN: 1, Meaning.GROUP: 2}
    return tuple(sorted(found, key=lambda each: order.get(each.meaning, 3)))


def _meaning(name: str, full: str, directory: UnitDirectory, on: date | None) -> PrintedName:
    if unit := directory.find(full, on):
        how = Meaning.FULL if full != name else Meaning.EXACT if key(unit.name) == key(name) else Meaning.ALIAS
        return PrintedName(name, how, (), (unit.name,))
    if group := directory.group(full):
        members = tuple(unit.name for unit in directory.expand(group, on))
        return PrintedName(name, Meaning.GROUP if group.closed else Meaning.OPEN, (), members)
    if is_open(full):
        return PrintedName(name, Meaning.OPEN, ())
    if is_collective(full):
        return PrintedName(name, Meaning.GROUP, ())
    return PrintedName(name, Meaning.UNKNOWN, (), near=_near(full, directory))


def _near(name: str, directory: UnitDirectory) -> tuple[str, ...]:
    """Return the units whose names are most like this one."""
    from rapidfuzz import fuzz, process

    names = {other: unit.name for unit in directory.units for other in (unit.name, unit.short) if other}
    found = process.extract(name, names.keys(), scorer=fuzz.ratio, limit=2 * _NEAR, score_cutoff=_LIKE)
    return tuple(dict.fromkeys(names[match[0]] for match in found))[:_NEAR]


def name_it(review: Review, decision: NameDecision) -> Review:
    """Remember what a person decided about a printed name."""
    others = tuple(each for each in review.names if each.printed != decision.printed)
    return replace(review, names=(*others, decision))


def printed_deadlines(review: Review) -> tuple[PrintedDeadline, ...]:
    """Return every deadline once, those that must be settled first, then the other doubtful ones."""
    tasks: dict[Deadline, list[int]] = {}
    for index, task in enumerate(review.shown.tasks):
        tasks.setdefault(task.deadline, []).append(index)
    about: dict[int, list[Doubt]] = {}
    for doubt in review.doubts:
        if doubt.field == "deadline" and doubt.task is not None:
            about.setdefault(doubt.task, []).append(doubt)
    found = [
        PrintedDeadline(deadline, tuple(where), tuple(doubt for i in where for doubt in about.get(i, ())))
        for deadline, where in tasks.items()
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_before_issue, not each.doubts)))


def unsettled(review: Review) -> tuple[Doubt, ...]:
    """Return the doubts that must be answered before 存入台账: deadlines before the issue."""
    return tuple(doubt for doubt in review.shown.doubts if doubt.kind is DoubtKind.DEADLINE_BEFORE_ISSUE)


def with_names(review: Review) -> Review:
    """Return the review with the names that a person said mean a known unit pointing to that unit."""
    meant = {d.printed: d.unit for d in review.names if d.answer is NameAnswer.EXISTING}
    if not meant:
        return review
    tasks = []
    for task in review.shown.tasks:
        names = {n: meant[n] for n in (*task.lead, *task.responsible, *task.support) if n in meant}
        tasks.append(replace(task, units_full={**task.units_full, **names}) if names else task)
    parts = list(review.draft.parts)
    parts[review.part] = replace(review.shown, tasks=tuple(tasks))
    return replace(review, draft=replace(review.draft, parts=tuple(parts)))


def units_to_enter(review: Review, own: UnitDirectory) -> tuple[Unit, ...]:
    """Return the units that 存入台账 enters into the office's ``own`` directory.

    Those that the usual directory knows come with its class and other names; what a person called a new unit comes
    with the class given; unknown names without a decision come as proposed (待确认), those kept as text not at all.
    """
    entered: list[Unit] = []
    decisions = {decision.printed: decision for decision in review.names}
    for name, printed in _looked_up(review).items():
        if own.find(name, review.plan.dates.issue) or own.group(name) or is_collective(name) or is_open(name):
            continue
        unit = _entered(name, decisions.get(printed))
        if unit is not None:
            own = own.with_units([unit])
            entered.append(unit)
    return tuple(entered)


def _looked_up(review: Review) -> dict[str, str]:
    """Return the names under which printed ones are looked up, each with its print."""
    return {
        task.units_full.get(name, name): name
        for task in with_names(review).shown.tasks
        for name in (*task.lead, *task.responsible, *task.support)
    }


def _entered(name: str, decision: NameDecision | None) -> Unit | None:
    made = proposal(name)
    if decision is None or decision.answer is NameAnswer.EXISTING:
        return replace(made, proposed=UnitDirectory.usual().find(name) is None)
    if decision.answer is NameAnswer.TEXT:
        return None
    aliases = made.aliases if decision.unit in ("", name) else (*made.aliases, Alias(name))
    return replace(made, name=decision.unit or name, cls=decision.cls, aliases=aliases, proposed=False)


_LAST = 10_000
"""Where a unit stands that the usual directory has no place for: behind all others, in the order it came."""


def proposal(name: str) -> Unit:
    """Return a new unit by its printed name, with class and other names from the usual directory if it is there."""
    usual = UnitDirectory.usual().find(name)
    if usual is None:
        return Unit(name, order=_LAST, proposed=True)
    others = [Alias(other) for other in (usual.name, usual.short) if other and other != name]
    aliases = tuple(alias for alias in usual.aliases if alias.name != name)
    return Unit(name, "", usual.cls, usual.order, (*others, *aliases), proposed=True)
