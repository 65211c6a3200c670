"""What happened to tasks: reports (进展) and the state of each unit's share."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.work import Report, State
from gongkai_desk.store.plans import insert, set_columns
from gongkai_desk.store.rows import day_of, day_text
from gongkai_desk.store.units import of_tasks

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

_REPORT = (
    "task_id, unit_text, day, text, unit_id, corrects, id,"
    " period, problems, next_steps, expected, zero, summary, returned"
)
_CLOSED = frozenset({State.CLOSED, State.NOT_APPLICABLE})
_LOUDEST = (State.RETURNED, State.PENDING, State.IN_PROGRESS)
"""A task whose units differ stands where the first of these stands."""


# ---- asking


def reports(library: "Library", task_ids: Iterable[int] | None = None, *, former: bool = False) -> list[Report]:
    """Return reports by task and day; those that a correction took the place of only with ``former``."""
    where, values = of_tasks(task_ids)
    current = (
        "" if former else " AND id NOT IN (SELECT corrects FROM report WHERE corrects IS NOT NULL AND removed IS NULL)"
    )
    found = library.rows(
        f"SELECT {_REPORT} FROM report{where or ' WHERE 1'} AND removed IS NULL{current} ORDER BY task_id, day, id",
        values,
    )
    return [_report_of(row) for row in found]


def _report_of(row: tuple[Any, ...]) -> Report:
    task_id, unit, day, text, unit_id, corrects, number, period, problems, next_steps, expected, zero, *rest = row
    summary, returned = rest
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


def task_states(library: "Library") -> dict[int, State]:
    """Return the state of each task that has any fact, derived from its units' states.

    Supporting units are not closed one by one: their states count only where a task has no others. What was entered for
    a task as a whole counts only where no unit is known.
    """
    sizes = _sizes(library, "role <> 'support'")
    helping = {task: size for task, size in _sizes(library, "role = 'support'").items() if task not in sizes}
    aside = _only_supporting(library) if sizes else frozenset()
    by_task: defaultdict[int, list[State]] = defaultdict(list)
    for (task_id, unit_id), state in states(library).items():
        known = task_id in sizes or task_id in helping
        if (unit_id is not None or not known) and not (task_id in sizes and (task_id, unit_id) in aside):
            by_task[task_id].append(state)
    return {
        task_id: _together(found, sizes.get(task_id) or helping.get(task_id, 1)) for task_id, found in by_task.items()
    }


def _sizes(library: "Library", which: str) -> dict[int, int]:
    """Return how many units each task with a fact has."""
    return dict(
        library.rows(
            f"SELECT task_id, count(DISTINCT unit_id) FROM assigned WHERE {which}"
            " AND task_id IN (SELECT task_id FROM unit_state) GROUP BY task_id"
        )
    )


def _only_supporting(library: "Library") -> frozenset[tuple[int, int]]:
    """Return tasks with units that only support them."""
    facts = "task_id IN (SELECT task_id FROM unit_state)"
    return frozenset(
        library.rows(
            f"SELECT task_id, unit_id FROM assigned WHERE role = 'support' AND {facts}"
            f" EXCEPT SELECT task_id, unit_id FROM assigned WHERE role <> 'support' AND {facts}"
        )
    )


def _together(found: list[State], units: int) -> State:
    """Return one state for a task: closed only if every unit is."""
    for state in _LOUDEST:
        if state in found:
            return state
    if len(found) < units:
        return State.IN_PROGRESS if _CLOSED & set(found) else State.NOT_STARTED
    left = set(found) - {State.NOT_APPLICABLE} or {State.NOT_APPLICABLE}
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
