"""Late returns: what comes when its period is locked is kept as such, and a person chooses where it counts."""

from __future__ import annotations

from collections.abc import Collection

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
    """Let late returns count in the period after the one that was locked.

    Raises:
        UnknownId: no such report.
        NotAllowed: one of them did not come late (``lacks``: ``late_return``).
    """
    known = known_late(library, report_ids)
    with library.step(f"迟报计入下一期（{len(report_ids)}条）", by) as step:
        for number in report_ids:
            locks.set_counted(step, number, next_period(known[number].lock.period))
    return step.changes


def known_late(library: Library, report_ids: Collection[int]) -> dict[int, LateReturn]:
    """Return the late returns of the library by id.

    Raises:
        UnknownId, NotAllowed: as ``count_in_next``.
    """
    if not report_ids:
        raise NotAllowed(library=str(library.folder), lacks=("late_return",))
    known = {each.report.id: each for each in late_returns(library)}
    for number in report_ids:
        if number not in known:
            if number not in {each.id for each in work.reports(library)}:
                raise UnknownId(library=str(library.folder), what="report", id=number)
            raise NotAllowed(library=str(library.folder), lacks=("late_return",))
    return {int(number): late for number, late in known.items()}
