"""期次锁定: what was sent stays as it was sent.

A lock is taken off by an act with a reason and never by undo: neither of the two is a step that undo finds.
"""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.domain.cycle.upward import PeriodLock
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NotAllowed
from gongkai_desk.standing.year.locks import plans_of_year
from gongkai_desk.standing.year.period_figures import checked_span, figures_now
from gongkai_desk.store.entries import locks
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import set_record
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.lights import period_text

_LOCK = "lock"  # the kind of a step that undo passes over


def lock(library: Library, by: By, period: str, plan_id: int | None = None, *, reason: str = "") -> Changes:
    """Lock a period of a plan, or of all plans of its year: its figures are kept as they are now; ``made`` is a lock.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: no such period, or one to come; no plan of that year; it is locked already (``lacks``: ``period``,
            ``future_period``, ``plan_of_year``, ``locked_already``).
    """
    span = checked_span(library, period, by.today)
    wanted = [plans.plan(library, plan_id)] if plan_id is not None else plans_of_year(library, span.last.year)
    free = [plan for plan in wanted if locks.lock_of(library, plan.id, span.name) is None]
    if not free:
        raise NotAllowed(library=str(library.folder), lacks=("locked_already" if wanted else "plan_of_year",))
    found = {plan.id: figures_now(library, plan.id, span, today=by.today) for plan in free}
    with library.step(f"锁定{period_text(span.name)}数据", by, kind=_LOCK) as step:
        for number, figures in found.items():
            new = PeriodLock(span.name, by.today, number, by.who, reason.strip())
            step.made = locks.insert_lock(step, new, figures.figures)
    return step.changes


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
