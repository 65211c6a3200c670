"""What happened to tasks: reports (进展) and the state of each unit's share."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.unit import Role
from gongkai_desk.domain.work import Report, State
from gongkai_desk.store.plans import insert, set_columns
from gongkai_desk.store.rows import day_of, day_text
from gongkai_desk.store.units import of_tasks, rosters

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

_REPORT = (
    "task_id, unit_id, day, period, zero, id, unit_text, text, corrects, problems, next_steps, expected, summary,"
    " returned"
)
_MARK = itemgetter(2, 3, 4, 13)  # day, period, zero, returned: what a light depends on
_DAY_AND_ID = itemgetter(2, 5)
_CURRENT = " AND id NOT IN (SELECT corrects FROM report WHERE corrects IS NOT NULL AND removed IS NULL)"
_CLOSED = frozenset({State.CLOSED, State.NOT_APPLICABLE})
_LOUDEST = (State.RETURNED, State.PENDING, State.IN_PROGRESS)
"""A task whose units differ stands where the first of these stands."""


# ---- asking


def reports(library: "Library", task_ids: Iterable[int] | None = None, *, former: bool = False) -> list[Report]:
    """Return reports by task and day; those that a correction took the place of only with ``former``."""
    where, values = of_tasks(task_ids)
    current = "" if former else _CURRENT
    found = library.rows(
        f"SELECT {_REPORT} FROM report{where or ' WHERE 1'} AND removed IS NULL{current} ORDER BY task_id, day, id",
        values,
    )
    return [report_of(row) for row in found]


def report_rows(library: "Library", task_ids: Iterable[int] | None = None) -> list[tuple[Any, ...]]:
    """Return the rows of current reports, summaries left out, each beginning with task and unit, in no order."""
    where, values = of_tasks(task_ids)
    return library.rows(
        f"SELECT {_REPORT} FROM report{where or ' WHERE 1'} AND removed IS NULL AND summary = 0{_CURRENT}", values
    )


def in_order(rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Return the rows of one share's reports by day."""
    return sorted(rows, key=_DAY_AND_ID) if len(rows) > 1 else rows


def report_marks(rows: Sequence[tuple[Any, ...]]) -> Hashable:
    """Return what of the rows of one share's reports a light depends on."""
    return tuple(map(_MARK, in_order(rows)))


def report_of(row: tuple[Any, ...]) -> Report:
    """Return the report of a row."""
    task_id, unit_id, day, period, zero, number, unit, text, corrects, *told = row
    problems, next_steps, expected, summary, returned = told
    return Report(
        task_id,
        unit,
        date.fromisoformat(day),
        text,
        unit_id,
        corrects,
        number,
        period,
        problems,
        next_steps,
        day_of(expected),
        bool(zero),
        bool(summary),
        returned,
    )


def states(library: "Library", task_ids: Iterable[int] | None = None) -> dict[tuple[int, int | None], State]:
    """Return the stored state of each unit's share; a share without any own fact is not in it (未启动)."""
    where, values = of_tasks(task_ids)
    rows = library.rows(f"SELECT task_id, unit_id, state FROM unit_state{where}", values)
    return {(task_id, unit_id): State(state) for task_id, unit_id, state in rows}


def task_states(library: "Library", task_ids: Iterable[int] | None = None) -> dict[int, State]:
    """Return the state of each task that has any fact, derived from its units' states.

    Supporting units are not closed one by one: their states count only where a task has no others. What was entered for
    a task as a whole counts only where no unit is known.
    """
    where, values = of_tasks(task_ids)
    rows = library.rows(
        f"SELECT task_id, unit_id IS NULL, state, count(*) FROM unit_state{where} GROUP BY 1, 2, 3", values
    )
    by_task: defaultdict[int, dict[tuple[bool, State], int]] = defaultdict(dict)
    for task_id, whole, state, count in rows:
        by_task[task_id][bool(whole), State(state)] = count
    assigned = _Assigned(library, by_task)
    counted = {task_id: assigned.counted(task_id, found) for task_id, found in by_task.items()}
    return {task_id: _together(found, assigned.size(task_id)) for task_id, found in counted.items() if found}


class _Assigned:
    """Who is assigned to tasks that have a fact, as far as their states depend on it."""

    def __init__(self, library: "Library", task_ids: Iterable[int]) -> None:
        self._sizes: dict[int, int] = {}
        aside: dict[int, set[int]] = {}  # of each task the units that only support others
        for roster, tasks in rosters(library, task_ids):
            charged = {unit for role, unit in roster if role is not Role.SUPPORT}
            helping = {unit for _, unit in roster} - charged
            self._sizes.update(dict.fromkeys(tasks, len(charged or helping)))
            if charged and helping:
                aside.update(dict.fromkeys(tasks, helping))
        self._aside: defaultdict[int, Counter[State]] = defaultdict(Counter)
        for (task_id, unit_id), state in states(library, aside).items() if aside else ():
            if unit_id in aside[task_id]:
                self._aside[task_id][state] += 1

    def size(self, task_id: int) -> int:
        """Return of how many units a task's state is made."""
        return self._sizes.get(task_id) or 1

    def counted(self, task_id: int, found: Mapping[tuple[bool, State], int]) -> Counter[State]:
        """Return how often each state counts."""
        whole = not self._sizes.get(task_id)
        counts: Counter[State] = Counter()
        for (of_whole, state), count in found.items():
            if whole or not of_whole:
                counts[state] += count
        return counts - self._aside[task_id] if task_id in self._aside else counts


def _together(found: Mapping[State, int], units: int) -> State:
    """Return one state for a task: closed only if every unit is."""
    for state in _LOUDEST:
        if state in found:
            return state
    if sum(found.values()) < units:
        return State.IN_PROGRESS if _CLOSED & found.keys() else State.NOT_STARTED
    left = found.keys() - {State.NOT_APPLICABLE} or {State.NOT_APPLICABLE}
    return next(iter(left)) if len(left) == 1 else State.IN_PROGRESS


# ---- writing


def insert_report(step: "Step", report: Report) -> int:
    """Store a report and return its id; the one that it carries does not count."""
    values = {
        "task_id": report.task_id,
        "unit_id": report.unit_id,
        "unit_text": report.unit,
        "day": report.day.isoformat(),
        "period": report.period,
        "text": report.text,
        "problems": report.problems,
        "next_steps": report.next_steps,
        "expected": day_text(report.expected),
        "zero": int(report.zero),
        "summary": int(report.summary),
        "corrects": report.corrects,
    }
    return insert(step, "report", values)


def set_returned(step: "Step", report_id: int, why: str) -> None:
    """Enter why a report was sent back (退回补报)."""
    set_columns(step, "report", report_id, {"returned": why})


def begin_work(step: "Step", task_id: int, unit_id: int | None, day: date) -> None:
    """Let a unit's share be in progress from its first own fact on; any other state stays."""
    step.connection.execute(
        "INSERT INTO unit_state (task_id, unit_id, state, since) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (task_id, ifnull(unit_id, 0)) DO UPDATE SET state = excluded.state, since = excluded.since"
        " WHERE state = ?5",
        (task_id, unit_id, State.IN_PROGRESS.value, day.isoformat(), State.NOT_STARTED.value),
    )
