"""What happened to tasks: reports (进展) and what they begin; states are asked for in ``states``, and here too."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.work import Report, State
from gongkai_desk.store.rows import day_of, day_text
from gongkai_desk.store.states import states as states
from gongkai_desk.store.states import task_states as task_states
from gongkai_desk.store.units import of_tasks
from gongkai_desk.store.writing import insert, set_columns

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
