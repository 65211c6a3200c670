"""Locked periods (期次锁定), as stored: the locks, the figures that were sent with the rows behind them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.upward import LockedFigure, PeriodLock
from gongkai_desk.domain.figures import Counted, CountedKind, Keys
from gongkai_desk.domain.year.period import FigureName, PeriodFigure
from gongkai_desk.store.journal import set_columns
from gongkai_desk.store.records import insert_record, records
from gongkai_desk.store.rows import json_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def locks(library: Library, *, holding: bool = False) -> list[PeriodLock]:
    """Return all locks in the order in which they were made; ``holding``: only those that were not taken off."""
    return records(library, PeriodLock, "unlocked IS NULL" if holding else "1")


def lock_of(library: Library, plan_id: int, period: str) -> PeriodLock | None:
    """Return the lock that holds for a period of a plan."""
    found = records(library, PeriodLock, "unlocked IS NULL AND plan_id = ? AND period = ?", (plan_id, period))
    return found[0] if found else None


def insert_lock(step: Step, lock: PeriodLock, figures: Iterable[PeriodFigure]) -> int:
    """Store a lock with the figures that it keeps; return its id."""
    number = insert_record(step, lock)
    for each in figures:
        kept = LockedFigure(number, each.name, Decimal(each.value), each.section, each.unit_id)
        insert_record(step, _with_rows(kept, each.counted.keys))
    return number


def locked_figures(library: Library, lock_id: int) -> tuple[PeriodFigure, ...]:
    """Return the figures that a lock keeps, each with the rows that it counted when they were sent."""
    found = records(library, LockedFigure, "period_lock_id = ?", (lock_id,))
    return tuple(
        PeriodFigure(
            FigureName(each.name),
            int(each.value),
            Counted(CountedKind.SHARE, keys=_keys(each.behind)),
            each.section,
            each.unit_id,
        )
        for each in found
    )


def locked_totals(library: Library) -> dict[int, dict[FigureName, int]]:
    """Return the figures of whole plans by lock, without their rows: of 300,000 shares those take long to read."""
    found: defaultdict[int, dict[FigureName, int]] = defaultdict(dict)
    rows = library.rows(
        "SELECT period_lock_id, name, value FROM locked_figure WHERE section = '' AND unit_id IS NULL ORDER BY id"
    )
    for lock, name, value in rows:
        found[lock][FigureName(name)] = int(Decimal(value))
    return found


def after_locks(library: Library) -> dict[int, int]:
    """Return the reports that came when their period was locked, each with the lock."""
    rows = library.rows("SELECT id, after_lock_id FROM report WHERE after_lock_id IS NOT NULL AND removed IS NULL")
    return dict(rows)


def tasks_of_reports(library: Library, report_ids: Iterable[int]) -> list[int]:
    """Return the tasks of some units' reports, each once; the office's own summaries are none."""
    rows = library.rows(
        "SELECT DISTINCT task_id FROM report WHERE id IN (SELECT value FROM json_each(?)) AND summary = 0",
        (json_text(list(report_ids)),),
    )
    return [task for (task,) in rows]


def plans_of_tasks(library: Library, task_ids: Iterable[int]) -> set[int]:
    """Return the plans of some tasks, also of those in the recycle bin."""
    rows = library.rows(
        "SELECT DISTINCT plan_id FROM task WHERE id IN (SELECT value FROM json_each(?))", (json_text(list(task_ids)),)
    )
    return {plan for (plan,) in rows}


def mark_late(step: Step, report_id: int, lock_id: int) -> None:
    """Keep that a report came when its period was locked."""
    set_columns(step, "report", report_id, {"after_lock_id": lock_id})


def set_counted(step: Step, report_id: int, counted_in: str) -> None:
    """Keep where a late return counts."""
    set_columns(step, "report", report_id, {"counted_in": counted_in})


def locks_since(library: Library, step: int) -> list[PeriodLock]:
    """Return the locks that hold and were made after a step of the journal."""
    rows = library.rows(
        "SELECT DISTINCT row_id FROM journal WHERE table_name = 'period_lock' AND before IS NULL AND step_id > ?",
        (step,),
    )
    made = {row for (row,) in rows}
    return [each for each in locks(library, holding=True) if each.id in made]


def _with_rows(figure: LockedFigure, keys: Keys) -> LockedFigure:
    """Return a figure with its rows, the units of a task together: a plan has thousands of shares."""
    units: defaultdict[int, list[int | None]] = defaultdict(list)
    for task, unit in keys:
        units[task].append(unit)
    behind = json_text([[task, *of_task] for task, of_task in units.items()]) if units else ""
    return LockedFigure(figure.period_lock_id, figure.name, figure.value, figure.section, figure.unit_id, behind)


def _keys(behind: str) -> Keys:
    return tuple((task, unit) for task, *units in json.loads(behind or "[]") for unit in units)
