"""What is counted of a period: each task once (口径：任务), each unit's share of it once (口径：家次).

A task is told by those of its shares that count: 不涉及, 中止, 取消 and 暂缓 leave the denominator, 长期任务 are apart.
Of a unit its own shares are counted, each as a task of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.light import Facts
from gongkai_desk.domain.state import PAUSED, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.year.period import FigureName, PeriodFigure
from gongkai_desk.rules.light.cycles import PeriodStatus, Standing
from gongkai_desk.rules.light.shares import state_of_whole, state_resumed

SET_APART = PAUSED | {State.NOT_APPLICABLE, State.CANCELLED}
"""不涉及、中止、取消、暂缓: in no denominator."""

NO_SECTION = "（未列）"
"""The section of tasks under no heading, in a plan where others stand under one."""


class StoodShare(NamedTuple):
    """A unit's share at the end of the period's last day, and what became of its report on the period.

    ``overdue``: red for its deadline; ``late``: closed after it; ``report`` ``None``: none is asked for.
    """

    unit_id: int | None
    state: State
    overdue: bool = False
    late: bool = False
    report: PeriodStatus | None = None


class StoodTask(NamedTuple):
    """A task with where its shares stood; ``section``: the outermost heading, empty without one."""

    task_id: int
    section: str
    long_term: bool
    shares: tuple[StoodShare, ...]


def is_long_term(deadline: Deadline) -> bool:
    """Tell whether a task is told apart as 长期任务: one with a first date (5月底，长期坚持) counts with its date."""
    return deadline.kind is DeadlineKind.LONG_TERM


def counted_state(facts: Facts, day: date) -> State:
    """Return the state that a share counts with on a day: a 暂缓 whose date has passed counts no more."""
    over = facts.paused_until is not None and facts.paused_until < day
    return state_resumed(facts.acts, begun=bool(facts.reports)) if over else facts.state


_BY_STATE = {
    State.CLOSED: FigureName.CLOSED,
    State.PENDING: FigureName.PENDING,
    State.NOT_STARTED: FigureName.NOT_STARTED,
}

_TOLD_IN_TIME = frozenset({Standing.REPORTED, Standing.ZERO})
_TOLD_LATE = frozenset({Standing.LATE_IN_GRACE, Standing.MADE_GOOD})
_NOT_TOLD = frozenset({Standing.IN_GRACE, Standing.MISSING})


def task_names(task: StoodTask) -> Iterator[FigureName]:
    """Yield which figures count a task."""
    counted = [share for share in task.shares if share.state not in SET_APART]
    if not counted:
        yield FigureName.OUT
    elif task.long_term:
        yield FigureName.LONG_TERM
    else:
        state = state_of_whole({share.state for share in counted})
        yield FigureName.TASKS
        yield _BY_STATE.get(state, FigureName.IN_PROGRESS)
        if state is State.CLOSED and any(share.late for share in counted):
            yield FigureName.CLOSED_LATE
        if any(share.overdue for share in counted):
            yield FigureName.OVERDUE


def share_names(share: StoodShare, *, long_term: bool) -> Iterator[FigureName]:
    """Yield which figures count a unit's share of a task."""
    if share.state in SET_APART:
        yield FigureName.SHARES_OUT
        return
    if long_term:
        yield FigureName.SHARES_LONG_TERM
    else:
        yield FigureName.SHARES
        if share.state is State.CLOSED:
            yield FigureName.SHARES_CLOSED
    if share.report is not None:
        yield from _report_names(share.report)


def _report_names(status: PeriodStatus) -> Iterator[FigureName]:
    """Yield what became of a report; one that is not due yet (AHEAD) is owed, and nothing else is said of it."""
    if status.standing is Standing.NOT_ASKED:
        return
    yield FigureName.OWED
    told = status.standing in _TOLD_IN_TIME or status.standing in _TOLD_LATE
    if told:
        yield FigureName.ON_TIME if status.standing in _TOLD_IN_TIME else FigureName.LATE
    elif status.standing in _NOT_TOLD:
        yield FigureName.MISSING
    if told and status.zero:
        yield FigureName.ZERO


class _Place(NamedTuple):
    section: str = ""
    unit_id: int | None = None


_Key = tuple[int, int | None]


def figures(tasks: Iterable[StoodTask]) -> tuple[PeriodFigure, ...]:
    """Return all figures of all tasks together, of each section, of each unit, in the order of their first task."""
    given = tuple(tasks)
    sections = any(task.section for task in given)
    found: dict[_Place, defaultdict[FigureName, list[_Key]]] = {_Place(): defaultdict(list)}
    for task in given:
        places = (_Place(), _Place(task.section or NO_SECTION)) if sections else (_Place(),)
        for place in places:
            _count(found.setdefault(place, defaultdict(list)), task)
        for share in task.shares:
            if share.unit_id is not None:
                own = task._replace(shares=(share,))
                _count(found.setdefault(_Place(unit_id=share.unit_id), defaultdict(list)), own, share.unit_id)
    order = sorted(found, key=lambda place: (place.unit_id is not None, bool(place.section)))
    return tuple(figure for place in order for figure in _figures_of(place, found[place]))


def _count(into: defaultdict[FigureName, list[_Key]], task: StoodTask, unit_id: int | None = None) -> None:
    for name in task_names(task):
        into[name].append((task.task_id, unit_id))
    for share in task.shares:
        for name in share_names(share, long_term=task.long_term):
            into[name].append((task.task_id, share.unit_id))


def _figures_of(place: _Place, found: Mapping[FigureName, list[_Key]]) -> Iterator[PeriodFigure]:
    for name in FigureName:
        keys = tuple(found.get(name, ()))
        yield PeriodFigure(name, len(keys), Counted(CountedKind.SHARE, keys=keys), place.section, place.unit_id)


def next_period(name: str) -> str:
    """Return the period of the same kind after one: 2026Q2 → 2026Q3, 2026M12 → 2027M01, 2026 → 2027."""
    year, kind, number = int(name[:4]), name[4:5], int(name[5:] or 1) + 1
    if number > _A_YEAR_HAS.get(kind, 1):
        year, number = year + 1, 1
    return f"{year}{kind}{number:02}" if kind == "M" else f"{year}{kind}{number if kind else ''}"


_A_YEAR_HAS = {"Q": 4, "H": 2, "M": 12}
