"""What happened to tasks: reports (进展) and what they begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.light import ReportFact
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import Report, StoredReport
from gongkai_desk.store.journal import insert, set_columns
from gongkai_desk.store.rosters import of_tasks
from gongkai_desk.store.rows import day_of, day_text, picked

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


_COLUMNS = (  # the first four put the reports of a share in their order
    *("task_id", "unit_id", "day", "id", "period", "zero", "returned", "unit_text", "text", "corrects"),
    *("problems", "next_steps", "expected", "summary", "after_lock", "counted_in"),
)
_REPORT = ", ".join(_COLUMNS).replace(
    "after_lock", "(SELECT period_lock.day FROM period_lock WHERE period_lock.id = after_lock_id) AS after_lock"
)
report_fact: Callable[[tuple[Any, ...]], tuple[Any, ...]] = picked(_COLUMNS, ReportFact._fields)
"""Takes what a light depends on out of a report's row."""
_CURRENT = " AND id NOT IN (SELECT corrects FROM report WHERE corrects IS NOT NULL AND removed IS NULL)"


# ---- asking


def reports(library: Library, task_ids: Iterable[int] | None = None, *, former: bool = False) -> list[StoredReport]:
    """Return reports by task and day; those that a correction took the place of only with ``former``."""
    where, values = of_tasks(task_ids)
    current = "" if former else _CURRENT
    found = library.rows(
        f"SELECT {_REPORT} FROM report{where or ' WHERE 1'} AND removed IS NULL{current} ORDER BY task_id, day, id",
        values,
    )
    return [report_of(row) for row in found]


def report_rows(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[Any, ...]]:
    """Return the rows of current reports, summaries left out, each beginning with task and unit, in no order."""
    where, values = of_tasks(task_ids)
    return library.rows(
        f"SELECT {_REPORT} FROM report{where or ' WHERE 1'} AND removed IS NULL AND summary = 0{_CURRENT}", values
    )


def newest_reports(library: Library, task_ids: Iterable[int]) -> dict[int, tuple[date, str, str]]:
    """Return day, unit and text of the newest report of each task; those sent back or corrected do not count."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        "SELECT task_id, day, unit_text, text, max(day || printf('%012d', id))"
        f" FROM report{where} AND removed IS NULL AND returned = '' AND summary = 0{_CURRENT} GROUP BY task_id",
        values,
    )
    return {number: (date.fromisoformat(day), unit, text) for number, day, unit, text, _ in rows}


def summary_sources(library: Library, summary_id: int) -> tuple[int, ...]:
    """Return the ids of the reports that a 汇总稿 was written from."""
    rows = library.rows("SELECT report_id FROM summary_source WHERE summary_id = ? ORDER BY id", (summary_id,))
    return tuple(number for (number,) in rows)


def in_order(rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Return the rows of one share's reports by day."""
    return sorted(rows) if len(rows) > 1 else rows


def report_of(row: tuple[Any, ...]) -> StoredReport:
    """Return the report of a row."""
    told = dict(zip(_COLUMNS, row, strict=True))
    days = {"day": date.fromisoformat(told["day"]), **{n: day_of(told[n]) for n in ("expected", "after_lock")}}
    flags = {"zero": bool(told["zero"]), "summary": bool(told["summary"])}
    return StoredReport(unit=told.pop("unit_text"), **{**told, **days, **flags})


# ---- writing


def insert_report(step: Step, report: Report, *, book: int | None = None) -> int:
    """Store a report and return its id; the one that it carries does not count. ``book``: the one that it came in."""
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
        "dispatch_unit_id": book,
    }
    return insert(step, "report", values)


def insert_sources(step: Step, summary_id: int, report_ids: Iterable[int]) -> None:
    """Store which reports a 汇总稿 was written from, each once."""
    for number in dict.fromkeys(report_ids):
        insert(step, "summary_source", {"summary_id": summary_id, "report_id": number})


def set_returned(step: Step, report_id: int, why: str) -> None:
    """Enter why a report was sent back (退回补报)."""
    set_columns(step, "report", report_id, {"returned": why})


def begin_work(step: Step, task_id: int, unit_id: int | None, day: date) -> None:
    """Let a unit's share be in progress from its first own fact on; any other state stays."""
    step.connection.execute(
        "INSERT INTO unit_state (task_id, unit_id, state, since) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (task_id, ifnull(unit_id, 0)) DO UPDATE SET state = excluded.state, since = excluded.since"
        " WHERE state = ?5",
        (task_id, unit_id, State.IN_PROGRESS.value, day.isoformat(), State.NOT_STARTED.value),
    )
