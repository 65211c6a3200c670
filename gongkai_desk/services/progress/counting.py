"""量化指标、办理时限、报送: what is counted for a share, clocks that events start, and how a task is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.state import WhoReports
from gongkai_desk.domain.work import NewAmount, NewCase, QuotaEvent, QuotaScope, TimedCase
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.light import counts
from gongkai_desk.standing.lights import TaskWork, works
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, work
from gongkai_desk.store.tasks import shares as stored


def count(library: Library, by: By, task_id: int, new: NewAmount) -> Changes:
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


def start_case(library: Library, by: By, task_id: int, new: NewCase) -> Changes:
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


def end_case(library: Library, by: By, case_id: int, *, ended: date) -> Changes:
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
    task_id: int,
    *,
    who_reports: WhoReports | None = None,
    cycle: str | None = None,
    quota_scope: QuotaScope | None = None,
) -> Changes:
    """Set how one task is reported, as ``set_reporting_many``."""
    wanted = Reporting(who_reports, cycle, None if cycle is None else "", quota_scope)
    return set_reporting_many(library, by, [task_id], wanted)


@dataclass(frozen=True, slots=True)
class Reporting:
    """How tasks are to be reported: who reports, the 填报周期 and the 报送日 in words, of whom numbers are asked.

    ``None`` leaves a setting as it is; an empty text is the office's usual cycle.
    """

    who: WhoReports | None = None
    cycle: str | None = None  # 每月, 每季度, 每半年, 每年, 不填报
    day: str | None = None  # 25日前, 次月5日前, 季后5个工作日
    quota_scope: QuotaScope | None = None

    def values(self) -> dict[str, str]:
        """Return what is set, by column."""
        given = {
            "who_reports": self.who,
            "report_cycle": self.cycle,
            "report_day": self.day,
            "quota_scope": self.quota_scope,
        }
        return {name: str(value) for name, value in given.items() if value is not None}


def set_reporting_many(library: Library, by: By, task_ids: Sequence[int], wanted: Reporting) -> Changes:
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
