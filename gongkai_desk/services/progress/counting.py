"""量化指标、办理时限、报送: what is counted for a share, clocks that events start, and how a task is reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai_desk.domain.ids import By, CaseId, Changes, TaskId
from gongkai_desk.domain.state import WhoReports
from gongkai_desk.domain.work import NewAmount, NewCase, QuotaEvent, QuotaScope, Reporting, TimedCase
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.light import counts
from gongkai_desk.standing.lights import TaskWork, works
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, work
from gongkai_desk.store.tasks import shares as stored


def count(library: Library, by: By, task_id: TaskId, new: NewAmount) -> Changes:
    """Enter a countable thing that a unit did; ``made`` is its id.

    Raises:
        UnknownId: no such task or unit.
        NotAllowed: the task has no such number, or the amount is none (``lacks``).
    """
    of = works(library, [task_id])[task_id]
    if not 0 <= new.quota < len(counts.targets(of.task, of.settings.quota_scope)):
        raise NotAllowed(library=str(library.folder), lacks=("quota_of_task",))
    if not new.amount.is_finite() or new.amount <= 0:
        raise NotAllowed(library=str(library.folder), lacks=("amount",))
    unit_id, day = _unit_id(library, of, new.unit), new.day or by.today
    with library.step("登记数量", by) as step:
        event = QuotaEvent(task_id, unit_id, new.quota, day, new.amount, new.text)
        step.made = stored.insert_quota_event(step, event)
        work.begin_work(step, task_id, unit_id, day)
    return step.changes


def _unit_id(library: Library, of: TaskWork, unit: str | None) -> int | None:
    return of.shares[0].unit_id if unit is None else units.find_unit(library, unit).id


# ---- clocks


def start_case(library: Library, by: By, task_id: TaskId, new: NewCase) -> Changes:
    """Start the clock of one of a task's 办理期限; ``made`` is the case's id.

    Raises:
        UnknownId: no such task, unit or limit.
    """
    of = works(library, [task_id])[task_id]
    if not 0 <= new.limit < len(of.task.time_limits):
        raise UnknownId(library=str(library.folder), what="time_limit", id=new.limit)
    found, unit_id = of.task.time_limits[new.limit], _unit_id(library, of, new.unit)
    period = (found.text, found.days, found.working)
    case = TimedCase(task_id, unit_id, new.subject, *period, new.started, hours=found.hours)
    with library.step("登记办理事项", by) as step:
        step.made = stored.insert_timed_case(step, case)
        work.begin_work(step, task_id, unit_id, new.started)
    return step.changes


def end_case(library: Library, by: By, case_id: CaseId, *, ended: date) -> Changes:
    """Enter the day on which a case was answered.

    Raises:
        UnknownId: no such case.
        NotAllowed: it would end before it began (``lacks``: ``later_date``).
    """
    case = next((case for case in stored.timed_cases(library) if case.id == case_id), None)
    if case is None:
        raise UnknownId(library=str(library.folder), what="timed_case", id=case_id)
    if ended < case.started:
        raise NotAllowed(library=str(library.folder), lacks=("later_date",))
    with library.step("办结事项", by) as step:
        stored.end_timed_case(step, case_id, ended)
    return step.changes


# ---- how a task is reported


def set_reporting(
    library: Library,
    by: By,
    task_id: TaskId,
    *,
    who_reports: WhoReports | None = None,
    cycle: str | None = None,
    quota_scope: QuotaScope | None = None,
) -> Changes:
    """Set how one task is reported, as ``set_reporting_many``."""
    wanted = Reporting(who_reports, cycle, None if cycle is None else "", quota_scope)
    return set_reporting_many(library, by, [task_id], wanted)


def set_reporting_many(library: Library, by: By, task_ids: Sequence[TaskId], wanted: Reporting) -> Changes:
    """Set how tasks are reported as one step.

    Raises:
        UnknownId: no such task; none is changed then.
    """
    for task_id in task_ids:
        plans.task(library, task_id)
    name = "设置填报" if len(task_ids) == 1 else f"批量设置填报（{len(task_ids)}项）"
    with library.step(name, by) as step:
        for task_id in task_ids:
            stored.set_task_settings(step, task_id, wanted.values())
    return step.changes
