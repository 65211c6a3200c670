"""What follows from what was done: where a whole task stands, who counts for it, what acts leave behind on a share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.light import ActFact, Pause
from gongkai_desk.domain.state import AT_REST, FULFILLED, PAUSED, Action, Role, State, WhoReports

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
    """Whose states make that of a task: of ``size`` units all but those ``aside``; with size 0 the task as a whole.

    ``only_help``: the units only support others, so that the task is closed as a whole where it is closed at all.
    """

    size: int = 0
    aside: frozenset[int] = frozenset()
    only_help: bool = False


def concerned(roles: Iterable[tuple[Role, int]], who: WhoReports) -> Concerned:
    """Return whose states count: those of the units charged; where units only support others, theirs.

    What was entered for a task as a whole counts only where no unit is charged, and then before all else.
    """
    named = tuple(roles)
    every = frozenset(unit for _, unit in named)
    own = frozenset(charged(named, who))
    return Concerned(len(own), every - own) if own else Concerned(len(every), only_help=bool(every))


def state_from_counts(counts: Mapping[State, int], units: int) -> State:
    """Return a task's state from how many of its ``units`` stand in each; the others have not begun."""
    there = {state for state, count in counts.items() if count > 0}
    if sum(counts.values()) < units:
        there.add(State.NOT_STARTED)
    return state_of_whole(there)


# ---- what acts leave behind on a share


def extended_to(acts: Iterable[ActFact]) -> date | None:
    """Return the date of the last 延期, or of a 变更 that set one."""
    dates = [act.until for act in acts if act.act in (Action.EXTEND, Action.CHANGE) and act.until]
    return dates[-1] if dates else None


def is_carried(acts: Iterable[ActFact]) -> bool:
    """Tell whether the last close was 年度办结."""
    closes = [act.act for act in acts if act.became is State.CLOSED]
    return bool(closes) and closes[-1] is Action.CARRY_OVER


def pauses(acts: Iterable[ActFact]) -> tuple[Pause, ...]:
    """Return the times in which nothing was asked; of a share that was closed and is open again, too."""
    found: list[Pause] = []
    for act in acts:
        if act.became is act.was or not ({act.became, act.was} & AT_REST):
            continue
        since = found.pop().since if act.was in AT_REST and found else act.day
        ends = act.until if act.became is State.DEFERRED else None
        found.append(Pause(since, ends if act.became in AT_REST else act.day))
    return tuple(found)


def state_resumed(acts: Iterable[ActFact], *, begun: bool) -> State:
    """Return the state that the 中止 or 暂缓 interrupted; a pause may lie within another.

    ``begun``: something was reported, counted or proved meanwhile.
    """
    interrupted: list[State] = []
    for act in acts:
        if act.act is Action.RESUME and interrupted:
            interrupted.pop()
        elif act.became is not act.was and act.became in PAUSED:
            interrupted.append(act.was)
    was = interrupted[-1] if interrupted else State.IN_PROGRESS
    return State.IN_PROGRESS if was is State.NOT_STARTED and begun else was
