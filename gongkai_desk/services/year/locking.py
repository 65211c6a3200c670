"""期次锁定: what was sent stays as it was sent.

A lock is taken off by an act with a reason and never by undo: neither of the two is a step that undo finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.upward import PeriodLock, Submission
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.domain.year.period import LockOrder, PeriodFigures
from gongkai_desk.errors import NotAllowed
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.rules.light.owing import Span
from gongkai_desk.services.upward import refuse_submission
from gongkai_desk.standing.year.locks import plans_of_year
from gongkai_desk.standing.year.period_figures import PeriodCount, checked_span
from gongkai_desk.store.entries import locks, upward
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, set_record
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.lights import period_text

_LOCK = "lock"  # the kind of a step that undo passes over
_WHOLE = 100  # a plan's share of the progress, in percent


def lock(library: Library, by: By, period: str, plan_id: int | None = None, *, reason: str = "") -> Changes:
    """Lock a period of a plan, or of all plans of its year: its figures are kept as they are now; ``made`` is a lock.

    Raises:
        UnknownId, NotAllowed: as for ``count`` and ``lock_as``.
    """
    order = LockOrder(period, plan_id, reason)
    return lock_as(library, by, order, count(library, order, by.today))


def count(library: Library, order: LockOrder, today: date, progress: Progress = silent) -> tuple[PeriodFigures, ...]:
    """Count what would be locked, for each plan that is not locked yet.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: no such period, or one to come; no plan of that year; it is locked already (``lacks``: ``period``,
            ``future_period``, ``plan_of_year``, ``locked_already``).
    """
    span = checked_span(library, order.period, today)
    free = _free(library, order.plan_id, span)
    return tuple(
        _counted(PeriodCount(library, plan.id, span, today=today), progress, (place, len(free)))
        for place, plan in enumerate(free)
    )


def count_apart(folder: Path, order: LockOrder, today: date, progress: Progress = silent) -> tuple[PeriodFigures, ...]:
    """Count as ``count`` does beside a library that is open, which is only read: for work off the window.

    Raises:
        LibraryError: it cannot be opened; else as for ``count``.
    """
    with Library.open(folder, read_only=True) as library:
        return count(library, order, today, progress)


def _free(library: Library, plan_id: int | None, span: Span) -> list[StoredPlan]:
    wanted = [plans.plan(library, plan_id)] if plan_id is not None else plans_of_year(library, span.last.year)
    free = [plan for plan in wanted if locks.lock_of(library, plan.id, span.name) is None]
    if not free:
        raise NotAllowed(library=str(library.folder), lacks=("locked_already" if wanted else "plan_of_year",))
    return free


def _counted(of: PeriodCount, progress: Progress, place: tuple[int, int]) -> PeriodFigures:
    """Count one of several plans, telling how far all of them are."""
    before, plans_in_all = place
    progress(Stage.COUNTING, before * _WHOLE, plans_in_all * _WHOLE)
    while of.go_on():
        progress(Stage.COUNTING, before * _WHOLE + round(of.share_done * _WHOLE), plans_in_all * _WHOLE)
    return of.figures()


def lock_as(library: Library, by: By, order: LockOrder, counted: Sequence[PeriodFigures]) -> Changes:
    """Lock a period with figures that were counted just now, by ``count``; ``made`` is a lock.

    Raises:
        UnknownId: there is no such plan or entry of the 报送登记.
        NotAllowed: as for ``count``; a new entry of the 报送登记 says not what went, or went on a day to come
            (``lacks``: ``title``, ``future_day``).
    """
    span = checked_span(library, order.period, by.today)
    free = {plan.id for plan in _free(library, order.plan_id, span)}
    given = [figures for figures in counted if figures.plan_id in free and figures.period == span.name]
    if isinstance(order.submission, Submission):
        refuse_submission(library, by, order.submission)
    elif order.submission is not None:
        upward.one(library, Submission, order.submission)
    with library.step(f"锁定{period_text(span.name)}数据", by, kind=_LOCK) as step:
        sent = _submission(step, order, span.name)
        for figures in given:
            new = PeriodLock(span.name, by.today, figures.plan_id, by.who, order.reason.strip(), sent)
            step.made = locks.insert_lock(step, new, figures.figures)
    return step.changes


def _submission(step: Step, order: LockOrder, period: str) -> int | None:
    """Return the entry of the 报送登记 that a lock belongs to, made with it if it is new."""
    new = order.submission
    if not isinstance(new, Submission):
        return new
    return insert_record(step, replace(new, title=new.title.strip(), plan_id=order.plan_id, period=period))


def unlock(library: Library, by: By, period: str, reason: str, plan_id: int | None = None) -> Changes:
    """Take the lock off a period of a plan, or of all plans; the figures that were sent stay with the lock.

    Raises:
        NotAllowed: no reason is given, there is no such period, or it is not locked (``lacks``: ``reason``,
            ``period``, ``locked``).
    """
    if not reason.strip():
        raise NotAllowed(library=str(library.folder), lacks=("reason",))
    span = checked_span(library, period, by.today)
    holding = [each for each in locks.locks(library, holding=True) if each.period == span.name]
    holding = [each for each in holding if plan_id in (None, each.plan_id)]
    if not holding:
        raise NotAllowed(library=str(library.folder), lacks=("locked",))
    with library.step(f"解锁{period_text(span.name)}数据", by, kind=_LOCK) as step:
        for each in holding:
            step.made = _take_off(step, by, each, reason.strip())
    return step.changes


def _take_off(step: Step, by: By, lock: PeriodLock, reason: str) -> int:
    assert lock.id is not None
    set_record(step, replace(lock, unlocked=by.today, unlocked_by=by.who, unlock_reason=reason), lock.id)
    return lock.id
