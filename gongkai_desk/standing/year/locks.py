"""Locked periods as they stand: which plans a period is locked of, what came too late and waits for a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.cycle.upward import PeriodLock, Submission
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.domain.work import StoredReport
from gongkai_desk.rules.light.cycles import period_days, periods, put_off, told_periods
from gongkai_desk.rules.light.lights import Frame
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.standing.lights import TaskWork, frame, works
from gongkai_desk.store.entries import locks
from gongkai_desk.store.entries.upward import kept
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records_of_ids
from gongkai_desk.store.tasks import plans, work


def plans_of_year(library: Library, year: int) -> list[StoredPlan]:
    """Return the plans of a year."""
    return [plan for plan in plans.plans(library) if plan.year == year]


@dataclass(frozen=True, slots=True)
class LateReturn:
    """A report that came when its period was locked, with its task; ``lock`` is the one that it came after."""

    report: StoredReport
    task: StoredTask
    lock: PeriodLock

    @property
    def waits(self) -> bool:
        """Tell whether a person has still to choose where it counts."""
        return not self.report.counted_in and self.lock.unlocked is None


def late_returns(library: Library, plan_id: int | None = None) -> tuple[LateReturn, ...]:
    """Return what came after its period was locked, by lock and in the order in which it came."""
    of_report = locks.after_locks(library)
    known = {each.id: each for each in locks.locks(library) if plan_id is None or each.plan_id == plan_id}
    wanted = {number: lock for number, lock in of_report.items() if lock in known}
    if not wanted:
        return ()
    tasks: dict[int, StoredTask] = {task.id: task for task in plans.tasks(library, plan_id)}
    told = sorted((each for each in work.reports(library, tasks) if each.id in wanted), key=_came)
    found = (LateReturn(each, tasks[each.task_id], known[wanted[each.id]]) for each in told)
    return tuple(sorted(found, key=lambda each: row_id(each.lock)))


def _came(report: StoredReport) -> tuple[date, int]:
    return report.day, report.id


def submission_of(library: Library, lock: PeriodLock) -> Submission | None:
    """Return with what a lock's figures went up; ``None`` where nobody said, or the entry was taken out again."""
    return next(iter(records_of_ids(library, Submission, [lock.submission_id], "removed IS NULL")), None)


def submissions_for(library: Library, period: str, plan_id: int | None) -> list[Submission]:
    """Return the entries of the 报送登记 that a lock may belong to: those of the period first, the newest first."""
    found = [each for each in kept(library, Submission) if plan_id is None or each.plan_id in (None, plan_id)]
    found.sort(key=lambda each: (each.period == period, each.day, row_id(each)), reverse=True)
    return [each for each in found if each.kind != "correction"]


def lock_after(library: Library, report_id: int | None) -> PeriodLock | None:
    """Return the lock that a report came after, ``None`` for one that came in its time."""
    number = locks.after_locks(library).get(report_id or 0)
    return next((each for each in locks.locks(library) if each.id == number), None) if number else None


def locks_of_reports(library: Library, report_ids: Collection[int], today: date) -> dict[int, int]:
    """Return of these reports those whose period is locked, each with the id of the lock."""
    holding = [each for each in locks.locks(library, holding=True) if each.id is not None] if report_ids else []
    if not holding:
        return {}
    tasks = locks.tasks_of_reports(library, report_ids)
    locked = {each.plan_id for each in holding}
    found: dict[int, int] = {}
    for each in works(library, tasks).values() if tasks else ():
        if each.task.plan_id in locked:
            own = [lock for lock in holding if lock.plan_id == each.task.plan_id]
            found.update(_locked(each, frame(library, each.settings, today), own, frozenset(report_ids)))
    return found


def _locked(
    of: TaskWork, given: Frame, holding: Iterable[PeriodLock], wanted: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Yield which of a task's reports tell of a locked period, with its lock."""
    for place in of.shares.facts:
        share = of.shares.one(place)
        if any(each.id in wanted for each in share.reports):
            named = _periods(of, share, place, given)
            for report in share.reports:
                lock = _lock_of(named[report.id], holding) if report.id in wanted else None
                if lock is not None and lock.id is not None:
                    yield report.id, lock.id


def _periods(of: TaskWork, share: Share, place: int, given: Frame) -> dict[int, str]:
    first = min(report.day for report in share.reports)
    last = max(given.today, *(report.day for report in share.reports))
    asked = periods(given.cycle, date(first.year - 1, 11, 30), last, given.workdays, given.thresholds)
    later = of.shares.facts[place].later
    return told_periods(put_off(asked, later, given.workdays, given.thresholds), share.reports)


def _lock_of(period: str, holding: Iterable[PeriodLock]) -> PeriodLock | None:
    """Return the lock on the period that a report tells of: of that name, else of one that ends with it (Q2, H1)."""
    days = period_days(period) if period else None
    ending = [lock for lock in holding if days and (period_days(lock.period) or days)[1] == days[1]]
    return next((lock for lock in ending if lock.period == period), ending[0] if ending else None)
