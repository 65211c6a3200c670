"""The figures of a period (进展情况): as they stand, or as they were locked when they were sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from gongkai_desk.domain.light import Facts, ReportFact, Why
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.work import StoredReport
from gongkai_desk.domain.year.period import PeriodFigures
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.light.counts import facts_on, shares_on
from gongkai_desk.rules.light.cycles import PeriodStatus
from gongkai_desk.rules.light.lights import Frame, LightCache, Stand, reporting, task_light
from gongkai_desk.rules.light.owing import Span
from gongkai_desk.rules.light.shares import Share, Shares
from gongkai_desk.rules.year.period import StoodShare, StoodTask, counted_state, figures, is_long_term
from gongkai_desk.standing.cycle.owed import span_of
from gongkai_desk.standing.lights import TaskWork, frame, works
from gongkai_desk.store.entries import locks
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans
from gongkai_desk.store.tasks.work import reports

_AT_ONCE = 100  # tasks that are counted in one go: some 50 ms where each has 60 units


def period_figures(library: Library, plan_id: int, period: str, *, today: date) -> PeriodFigures:
    """Return the figures of a plan's period: those that were sent where it is locked, else as they stand.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: the period is none (``lacks``: ``period``), or has not begun (``future_period``).
    """
    plans.plan(library, plan_id)
    span = checked_span(library, period, today)
    lock = locks.lock_of(library, plan_id, span.name)
    if lock is None or lock.id is None:
        return figures_now(library, plan_id, span, today=today)
    as_of = min(span.last, lock.day)
    return PeriodFigures(plan_id, span.name, as_of, locks.locked_figures(library, lock.id), lock)


def checked_span(library: Library, period: str, today: date) -> Span:
    """Return a period with its days.

    Raises:
        NotAllowed: as for ``period_figures``.
    """
    span = span_of(period)
    if span is None or span.first > today:
        lacks = "period" if span is None else "future_period"
        raise NotAllowed(library=str(library.folder), lacks=(lacks,))
    return span


def figures_now(
    library: Library, plan_id: int, span: Span, *, today: date, without: Collection[int] = frozenset()
) -> PeriodFigures:
    """Return the figures of a period as they stand, whatever was sent; ``without``: but for some reports, by id."""
    count = PeriodCount(library, plan_id, span, today=today, without=without)
    while count.go_on():
        pass
    return count.figures()


class PeriodCount:
    """Counts a period some tasks at a time, so that a window stays alive: ``while count.go_on(): …``."""

    def __init__(
        self, library: Library, plan_id: int, span: Span, *, today: date, without: Collection[int] = frozenset()
    ) -> None:
        """Find the tasks; as for ``figures_now``."""
        self.plan_id, self.span, self.as_of = plan_id, span, min(span.last, today)
        self._library = library
        self._todo = _tasks_on(library, plan_id, self.as_of, today)
        self._standings = _Standings(library, span, self.as_of, today, _left_out(library, frozenset(without)))
        self._found: list[StoodTask] = []
        self._next = 0

    @property
    def share_done(self) -> float:
        """Return how much is done, from 0 to 1."""
        return self._next / len(self._todo) if self._todo else 1.0

    def go_on(self) -> bool:
        """Count some tasks more; tell whether any are left."""
        some = self._todo[self._next : self._next + _AT_ONCE]
        self._next += len(some)
        found = works(self._library, [task.id for task in some], tasks=some) if some else {}
        self._found += (self._standings.of(each) for each in found.values())
        return self._next < len(self._todo)

    def figures(self) -> PeriodFigures:
        """Return what was counted."""
        return PeriodFigures(self.plan_id, self.span.name, self.as_of, figures(self._found))


def _tasks_on(library: Library, plan_id: int, day: date, today: date) -> Sequence[StoredTask]:
    """Return the tasks of a plan as they read on a day; as they read now where the plan came into the library later."""
    if day < today:
        found = [task for task in links.tasks_on(library, day) if task.plan_id == plan_id]
        if found:
            return found
    return plans.tasks(library, plan_id)


class _Standings:
    """Works out where tasks stood on a day, and what became of their reports by today."""

    def __init__(self, library: Library, span: Span, as_of: date, today: date, without: _LeftOut) -> None:
        self._library, self._span, self._without = library, span, without
        self._as_of, self._today = as_of, today
        self._frames: dict[object, tuple[Frame, Frame]] = {}
        self._lights = LightCache()

    def of(self, work: TaskWork) -> StoodTask:
        """Return where a task stood."""
        task, (then, now), known = work.task, self._frames_of(work), _without(work.shares, self._without)
        shares = shares_on(task.deadline, known, self._as_of) if self._as_of < self._today else known
        stands = task_light(task.deadline, shares, then, self._lights).by_unit.stands
        statuses: dict[Facts, PeriodStatus | None] = {}
        found: dict[int, StoodShare] = {}
        for stand, places in stands:
            for place in places:
                facts = known.facts.get(place) or known.plain[place].facts
                if facts not in statuses:
                    statuses[facts] = self._report(work, facts, now)
                found[place] = self._share(known.plain[place], stand, statuses[facts])
        section = task.section[0] if task.section else ""
        return StoodTask(task.id, section, is_long_term(task.deadline), tuple(found[place] for place in sorted(found)))

    def _frames_of(self, work: TaskWork) -> tuple[Frame, Frame]:
        if work.settings not in self._frames:
            days = (self._as_of, self._today)
            then, now = (frame(self._library, work.settings, day) for day in days)
            self._frames[work.settings] = (then, now)
        return self._frames[work.settings]

    def _report(self, work: TaskWork, facts: Facts, now: Frame) -> PeriodStatus | None:
        """Return what became of the report on the cycle's last period that ends in the span."""
        known = facts_on(work.task.deadline, facts, self._today)
        statuses = reporting(work.task.deadline, known, now)
        ending = [each for each in statuses if self._span.first <= each.period.last <= self._span.last]
        return ending[-1] if ending else None

    def _share(self, plain: Share, stand: Stand, report: PeriodStatus | None) -> StoodShare:
        words = {reason.why for reason in stand.light.reasons}
        state = counted_state(stand.facts, self._as_of)
        return StoodShare(plain.unit_id, state, Why.OVERDUE in words, Why.DONE_LATE in words, report)


_LeftOut = Mapping[int, StoredReport | None]
"""Reports that are left out, by id, each with the one that it had taken the place of."""


def _left_out(library: Library, ids: Collection[int]) -> _LeftOut:
    known: dict[int, StoredReport] = {each.id: each for each in reports(library, former=True)} if ids else {}

    def before(number: int) -> StoredReport | None:
        """Return the report that stood before: a correction that is left out leaves what it corrected."""
        report = known.get(number)
        while report is not None and report.id in ids:
            report = known.get(report.corrects or 0)
        return report

    return {number: before(number) for number in ids}


def _without(shares: Shares, left_out: _LeftOut) -> Shares:
    """Return shares as if some reports had not come."""
    if not left_out:
        return shares
    facts = {place: _facts_without(shares.one(place), known, left_out) for place, known in shares.facts.items()}
    return Shares(shares.plain, facts, lambda place, _: shares.one(place))


def _facts_without(share: Share, known: Facts, left_out: _LeftOut) -> Facts:
    if all(each.id not in left_out for each in share.reports):
        return known
    kept = filter(None, (left_out.get(each.id, each) for each in share.reports))
    told = sorted(ReportFact(each.day, each.period, each.zero, bool(each.returned)) for each in kept)
    return known._replace(reports=tuple(told))
