"""Late returns: what comes when its period is locked is kept as such, and a person chooses where it counts."""

from __future__ import annotations

from collections.abc import Collection

from gongkai_desk.domain.cycle.upward import PeriodLock
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.year.period import next_period
from gongkai_desk.standing.year.locks import LateReturn, late_returns, locks_of_reports
from gongkai_desk.store.entries import locks
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work


def mark_late(library: Library, step: Step, by: By, report_ids: Collection[int]) -> None:
    """Keep of reports that were just entered which came when their period was locked."""
    for report, lock_id in locks_of_reports(library, report_ids, by.today).items():
        locks.mark_late(step, report, lock_id)


def count_in_next(library: Library, by: By, report_ids: Collection[int]) -> Changes:
    """Let late returns count in the next period after the one that was locked; in one that is still to be sent.

    Raises:
        UnknownId: no such report.
        NotAllowed: as for ``known_late``.
    """
    known = known_late(library, report_ids)
    with library.step(f"迟报计入下一期（{len(known)}条）", by) as step:
        for number, late in known.items():
            locks.set_counted(step, number, _next_open(library, late.lock))
    return step.changes


def _next_open(library: Library, lock: PeriodLock) -> str:
    """Return the first period after a locked one whose figures were not sent either: there they can still be told."""
    name = next_period(lock.period)
    while lock.plan_id is not None and locks.lock_of(library, lock.plan_id, name) is not None:
        name = next_period(name)
    return name


def known_late(library: Library, report_ids: Collection[int]) -> dict[int, LateReturn]:
    """Return late returns by id, each once, for a person's choice where they count.

    Raises:
        UnknownId: no such report.
        NotAllowed: none is given, or one of them did not come late (``lacks``: ``late_return``), or was settled
            before: a correction told it, it counts elsewhere, or its period is no longer locked (``late_settled``).
    """
    if not report_ids:
        raise NotAllowed(library=str(library.folder), lacks=("late_return",))
    known: dict[int, LateReturn] = {each.report.id: each for each in late_returns(library)}
    for number in report_ids:
        if number not in known:
            if number not in {each.id for each in work.reports(library)}:
                raise UnknownId(library=str(library.folder), what="report", id=number)
            raise NotAllowed(library=str(library.folder), lacks=("late_return",))
    if not all(known[number].waits for number in report_ids):
        raise NotAllowed(library=str(library.folder), lacks=("late_settled",))
    return {int(number): known[number] for number in report_ids}
