"""What happened to tasks: reports (进展) and the state of each unit's share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.work import Report, State
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.rows import day_of, day_text
from gongkai_desk.store.units import of_tasks

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

_CLOSED = frozenset({State.CLOSED, State.NOT_APPLICABLE})
_LOUDEST = (State.RETURNED, State.PENDING, State.IN_PROGRESS)
"""A task whose units differ stands where the first of these stands."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """What a unit says on a day: progress, 存在问题, 下一步打算, 预计完成时间; ``zero`` 零报告, ``summary`` 汇总稿."""

    text: str
    problems: str = ""
    next_steps: str = ""
    period: str = ""
    expected: date | None = None
    zero: bool = False
    summary: bool = False


# ---- asking


def reports(library: "Library", task_ids: Iterable[int] | None = None, *, former: bool = False) -> list[Report]:
    """Return reports by task and day; those that a correction took the place of only with ``former``."""
    where, values = of_tasks(task_ids)
    current = (
        "" if former else " AND id NOT IN (SELECT corrects FROM report WHERE corrects IS NOT NULL AND removed IS NULL)"
    )
    found = library.rows(
        "SELECT task_id, unit_text, day, text, unit_id, corrects, id FROM report"
        f"{where or ' WHERE 1'} AND removed IS NULL{current} ORDER BY task_id, day, id",
        values,
    )
    return [Report(t, unit, date.fromisoformat(day), text, u, c, i) for t, unit, day, text, u, c, i in found]


def report_text(library: "Library", report_id: int) -> ReportText:
    """Return all that one report says.

    Raises:
        UnknownId: there is none.
    """
    found = library.rows(
        "SELECT text, problems, next_steps, period, expected, zero, summary FROM report WHERE id = ?", (report_id,)
    )
    if not found:
        raise UnknownId(library=str(library.folder), what="report", id=report_id)
    text, problems, next_steps, period, expected, zero, summary = found[0]
    return ReportText(text, problems, next_steps, period, day_of(expected), bool(zero), bool(summary))


def states(library: "Library", task_ids: Iterable[int] | None = None) -> dict[tuple[int, int | None], State]:
    """Return the stored state of each unit's share; a share without any own fact is not in it (未启动)."""
    where, values = of_tasks(task_ids)
    rows = library.rows(f"SELECT task_id, unit_id, state FROM unit_state{where}", values)
    return {(task_id, unit_id): State(state) for task_id, unit_id, state in rows}


def task_states(library: "Library") -> dict[int, State]:
    """Return the state of each task that has any fact, derived from its units' states."""
    by_task: defaultdict[int, list[State]] = defaultdict(list)
    for (task_id, _), state in states(library).items():
        by_task[task_id].append(state)
    sizes = dict(
        library.rows(
            "SELECT task_id, count(DISTINCT unit_id) FROM assigned"
            " WHERE task_id IN (SELECT task_id FROM unit_state) GROUP BY task_id"
        )
    )
    return {task_id: _together(found, sizes.get(task_id, 1)) for task_id, found in by_task.items()}


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


def insert_report(
    step: "Step", task_id: int, unit: tuple[int | None, str], day: date, said: ReportText, corrects: int | None
) -> int:
    """Store a report of a unit ``(id, name as given)`` and return its id."""
    cursor = step.connection.execute(
        "INSERT INTO report (task_id, unit_id, unit_text, day, period, text, problems, next_steps, expected, zero,"
        " summary, corrects) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            task_id,
            *unit,
            day.isoformat(),
            said.period,
            said.text,
            said.problems,
            said.next_steps,
            day_text(said.expected),
            int(said.zero),
            int(said.summary),
            corrects,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def begin_work(step: "Step", task_id: int, unit_id: int | None, day: date) -> None:
    """Let a unit's share be in progress from its first own fact on; any other state stays."""
    step.connection.execute(
        "INSERT INTO unit_state (task_id, unit_id, state, since) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (task_id, ifnull(unit_id, 0)) DO UPDATE SET state = excluded.state, since = excluded.since"
        " WHERE state = ?5",
        (task_id, unit_id, State.IN_PROGRESS.value, day.isoformat(), State.NOT_STARTED.value),
    )
