"""What follows from what was done: where a whole task stands, who counts for it, what acts leave behind on a share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gongkai_desk.domain.role import Role
from gongkai_desk.domain.state import FULFILLED, State
from gongkai_desk.domain.work import WhoReports

_LOUDEST = (State.RETURNED, State.PENDING, State.IN_PROGRESS)
"""What asks most of somebody first: a task whose units differ stands where the first of these stands."""


def state_of_whole(states: Collection[State]) -> State:
    """Return one state for a task whose units stand in these; it is closed only if every unit is.

    A unit of which nothing is known is not begun, like one that was stored so. Units that differ without any of them
    being at work make a task in progress; 不涉及 counts only where nobody is concerned.
    """
    for state in _LOUDEST:
        if state in states:
            return state
    if State.NOT_STARTED in states:
        return State.IN_PROGRESS if FULFILLED.intersection(states) else State.NOT_STARTED
    left = set(states) - {State.NOT_APPLICABLE}
    if len(left) > 1:
        return State.IN_PROGRESS
    return next(iter(left), State.NOT_APPLICABLE)


def charged(roles: Iterable[tuple[Role, int]], who: WhoReports) -> tuple[int, ...]:
    """Return the units that report and are closed one by one, each once: supporting units are not among them.

    Where nobody has the role that is to report, lead and responsible units do.
    """
    named = tuple(roles)
    wanted = {
        WhoReports.EACH: {Role.LEAD, Role.RESPONSIBLE},
        WhoReports.LEAD: {Role.LEAD},
        WhoReports.RESPONSIBLE: {Role.RESPONSIBLE},
    }[who]
    found = tuple(dict.fromkeys(unit for role, unit in named if role in wanted))
    return found or tuple(dict.fromkeys(unit for role, unit in named if role is not Role.SUPPORT))


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whose states make that of a task: of ``size`` units all but those ``aside``; with size 0 the task as a whole."""

    size: int = 0
    aside: frozenset[int] = frozenset()


def concerned(roles: Iterable[tuple[Role, int]], who: WhoReports) -> Concerned:
    """Return whose states count: those of the units charged; where only others support, theirs.

    What was entered for a task as a whole counts only where no unit is known.
    """
    named = tuple(roles)
    every = frozenset(unit for _, unit in named)
    own = frozenset(charged(named, who)) or every
    return Concerned(len(own), every - own)


def state_from_counts(counts: Mapping[State, int], units: int) -> State:
    """Return a task's state from how many of its ``units`` stand in each; the others have not begun."""
    there = {state for state, count in counts.items() if count > 0}
    missing = sum(counts.values()) < units
    return state_of_whole(there | {State.NOT_STARTED} if missing else there)
