"""Closed years: what was handed over to the archive is only read; every write passes here, in its own transaction."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from gongkai_desk.errors import NotAllowed

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_OF_TASKS = (
    *("task", "part", "task_unit", "task_unit_choice", "unit_state", "report", "evidence_link", "quota_event"),
    *("timed_case", "transition", "spot_check", "summary_source", "doubt"),
)
"""Tables whose rows say what became of a task; of others (回头看, 整改, 考核, 催办) a closed year may be spoken of."""
_OF_PLANS = ("dispatch", "issued_paper", "filing", "opinion", "period_lock", "report_choice", "duty")
_CLOSED = "(SELECT year FROM closed_year WHERE reopened IS NULL)"
_QUERIES = (
    # tasks, by the journal's own mark
    f"""SELECT p.year FROM journal j JOIN task t ON t.id = coalesce(j.task_id, iif(j.table_name = 'task', j.row_id, 0))
    JOIN plan p ON p.id = t.plan_id WHERE j.step_id = :step AND p.year IN {_CLOSED}
    AND j.table_name IN ({", ".join(repr(name) for name in _OF_TASKS)}) LIMIT 1""",
    # evidence, by the tasks that it proves
    f"""SELECT p.year FROM journal j JOIN evidence_link l ON l.evidence_id = j.row_id JOIN task t ON t.id = l.task_id
    JOIN plan p ON p.id = t.plan_id WHERE j.step_id = :step AND j.table_name = 'evidence' AND p.year IN {_CLOSED}
    LIMIT 1""",
    # plans: made, changed, taken away; also one that is brought into another year
    f"""SELECT coalesce(y.year, p.year) FROM journal j LEFT JOIN plan p ON p.id = j.row_id
    LEFT JOIN {_CLOSED} y ON y.year = json_extract(j.before, '$.year')
    WHERE j.step_id = :step AND j.table_name = 'plan' AND (p.year IN {_CLOSED} OR y.year IS NOT NULL) LIMIT 1""",
    # 年报
    f"""SELECT a.year FROM journal j JOIN annual_report a ON a.id = j.row_id
    WHERE j.step_id = :step AND j.table_name = 'annual_report' AND a.year IN {_CLOSED} LIMIT 1""",
    *(
        f"""SELECT a.year FROM journal j JOIN {table} f ON f.id = j.row_id
        JOIN annual_report a ON a.id = f.annual_report_id
        WHERE j.step_id = :step AND j.table_name = '{table}' AND a.year IN {_CLOSED} LIMIT 1"""
        for table in ("annual_figure", "annual_text")
    ),
    # what belongs to a plan as a whole; a row that goes is known by what it was
    *(
        f"""SELECT p.year FROM journal j LEFT JOIN {table} r ON r.id = j.row_id
        JOIN plan p ON p.id = coalesce(r.plan_id, json_extract(j.before, '$.plan_id'))
        WHERE j.step_id = :step AND j.table_name = '{table}' AND p.year IN {_CLOSED} LIMIT 1"""
        for table in _OF_PLANS
    ),
)


def is_closed(connection: sqlite3.Connection, year: int | None) -> bool:
    """Tell whether a year is closed now."""
    found = connection.execute("SELECT 1 FROM closed_year WHERE reopened IS NULL AND year = ?", (year,)).fetchone()
    return found is not None


def refuse_closed(connection: sqlite3.Connection, step: int, folder: str) -> None:
    """Refuse a step that touched what belongs to a closed year; its transaction then takes nothing over.

    Raises:
        NotAllowed: it did (``lacks``: ``closed_year``; ``year``).
    """
    if connection.execute("SELECT 1 FROM closed_year WHERE reopened IS NULL LIMIT 1").fetchone() is None:
        return
    for query in _QUERIES:
        found = connection.execute(query, {"step": step}).fetchone()
        if found is not None:
            raise NotAllowed(library=folder, lacks=("closed_year",), year=found[0])


def closed_now(library: Library) -> frozenset[int]:
    """Return the years that are closed now, without what stands beside them."""
    return frozenset(year for (year,) in library.rows("SELECT year FROM closed_year WHERE reopened IS NULL"))
