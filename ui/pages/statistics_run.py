"""Standings asked for one after another in slices between events, so that the window stays alive; kept until an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from gongkai_desk.domain.figures import FigureTable
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.rules.light.statistics import GroupBy, Line, month_ends
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.standing.statistics import Scope, Survey, compared_table, figure_table, labels
from gongkai_desk.standing.year.two_way import ToldSurvey, crossed_by_state, ends_of_years
from ui.desk import Desk
from ui.pages.statistics_bar import Kind

_SLICE = 0.03  # seconds of work between two looks at the events
_KEPT = 3  # surveys with all shares that are kept: of 300,000 shares each takes some 100 MB


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: where a scope stood on a day, with all shares or, for the trend, in sum.

    ``told``: what was told for each period of the year instead.
    """

    scope: Scope
    day: date
    in_sum: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table is made of: one day or two, by what, in which columns; ``told`` for those of periods."""

    now: Survey
    before: Survey | None
    by: GroupBy
    columns: Kind
    told: ToldSurvey | None = None

    def table(self, order: Sequence[str]) -> FigureTable:
        """Return the table; ``order`` is that of its labels."""
        lines = self.now.table(self.by)
        if self.told is not None:
            return self.told.table(self.by)
        if self.columns is Kind.STATES:
            return crossed_by_state(self.by, lines, order)
        if self.before is None:
            return figure_table(self.by, lines, order)
        then = self.before.day, self.before.table(self.by)
        return compared_table(self.by, then, (self.now.day, lines), order)

    def labels(self, order: Sequence[str]) -> tuple[str, ...]:
        """Return the labels of the table's rows."""
        if self.told is not None:
            return tuple(row.label for row in self.told.table(self.by).rows)
        return labels(self.by, [line for _, lines in reversed(self._days()) for line in lines], order)

    def standings(self) -> list[tuple[date, dict[str, Line]]]:
        """Return each day with its lines by label, the former day first."""
        return [(day, {line.label: line for line in lines}) for day, lines in self._days()]

    def _days(self) -> list[tuple[date, Sequence[Line]]]:
        return [(each.day, each.table(self.by)) for each in (self.before, self.now) if each is not None]


def trend_days(scope: Scope, day: date, plans: Sequence[StoredPlan] | None) -> list[Wanted]:
    """Return the days of a trend, the last first: the months' ends of a scope, of ``plans`` those of their years."""
    if plans is None:
        return [Wanted(scope, each, in_sum=True) for each in reversed(month_ends(day))]
    ends = ends_of_years([plan.year for plan in plans if plan.year], day)
    by_year = ((frozenset(plan.id for plan in plans if plan.year == end.year), end) for end in reversed(ends))
    return [Wanted(Scope(of_year, scope.unit_id, as_now=True), end, in_sum=True) for of_year, end in by_year]


class SurveyRun(QObject):
    """``found()`` after each answer, ``progressed(part)`` in between."""

    found = Signal()
    progressed = Signal(float)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._queue: list[Wanted] = []
        self._now: tuple[Wanted, Survey | ToldSurvey] | None = None
        self._surveys: dict[Wanted, Survey] = {}
        self._told: dict[Wanted, ToldSurvey] = {}
        self._sums: dict[Wanted, tuple[Line, ...]] = {}
        self._stamp = -1  # of the desk when the answers were found
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    @property
    def busy(self) -> bool:
        """Tell whether an answer is outstanding."""
        return bool(self._queue or self._now)

    def survey(self, wanted: Wanted) -> Survey | None:
        """Return the finished survey, ``None`` until it is there."""
        return self._surveys.get(wanted)

    def told(self, wanted: Wanted) -> ToldSurvey | None:
        """Return what was told for the periods, ``None`` until it is there."""
        return self._told.get(wanted)

    def in_sum(self, wanted: Wanted) -> tuple[Line, ...] | None:
        """Return the one line of a scope on a day, none where it had no task; ``None`` until it is there."""
        return self._sums.get(wanted)

    def ask(self, wanted: Sequence[Wanted]) -> None:
        """Ask for these in this order instead of what was asked before; what is known is not worked out again."""
        self._forget_if_changed()
        known = {*self._surveys, *self._sums, *self._told}
        self._queue = [each for each in dict.fromkeys(wanted) if each not in known]
        if self._now and self._now[0] not in self._queue:
            self._now = None
        elif self._now:
            self._queue.remove(self._now[0])
        if self.busy:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Ask for nothing any more."""
        self.ask(())

    def finish(self) -> None:
        """Work out at once all that was asked for."""
        while self.busy:
            self._slice(float("inf"))

    def _forget_if_changed(self) -> None:
        if self._stamp != self._desk.acts:
            self._stamp, self._now = self._desk.acts, None
            for answers in (self._surveys, self._sums, self._told):
                answers.clear()

    def _work(self) -> None:
        self._slice(_SLICE)
        if not self.busy:
            self._timer.stop()

    def _slice(self, seconds: float) -> None:
        """Work for so long, at most to the end of one survey; after an act nothing is right that was begun before."""
        if self._stamp != self._desk.acts:
            self._queue, self._now = [], None
        end = perf_counter() + seconds
        if self._now is None and self._queue:
            self._now = (self._queue[0], self._begun(self._queue.pop(0)))
        if self._now is None:
            return
        wanted, survey = self._now
        while survey.go_on():
            if perf_counter() > end:
                self.progressed.emit(survey.share_done)
                return
        self._now = None
        self._keep(wanted, survey)
        self.found.emit()

    def _begun(self, wanted: Wanted) -> Survey | ToldSurvey:
        library = self._desk.library
        assert library is not None
        if wanted.told:
            return ToldSurvey(library, wanted.day, wanted.scope)
        today = self._desk.today
        lit: Mapping[int, LitWork] | None = self._desk.board.works() or None
        shares = not wanted.in_sum
        return Survey(library, wanted.day, today=today, scope=wanted.scope, lit=lit, shares=shares, facts=False)

    def _keep(self, wanted: Wanted, survey: Survey | ToldSurvey) -> None:
        if isinstance(survey, ToldSurvey):
            self._told[wanted] = survey
            return
        self._sums[Wanted(wanted.scope, wanted.day, in_sum=True)] = survey.table(GroupBy.ALL)
        if not wanted.in_sum:
            self._surveys[wanted] = survey
            while len(self._surveys) > _KEPT:
                del self._surveys[next(iter(self._surveys))]
