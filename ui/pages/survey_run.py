"""Standings asked for one after another in slices between events, so that the window stays alive; kept until an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from gongkai_desk.rules.light.statistics import GroupBy, Line
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.standing.statistics import Scope, Survey
from ui.desk import Desk

_SLICE = 0.03  # seconds of work between two looks at the events
_KEPT = 3  # surveys with all shares that are kept: of 300,000 shares each takes some 100 MB


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: where a scope stood on a day, with all shares or, for the trend, in sum."""

    scope: Scope
    day: date
    in_sum: bool = False


class SurveyRun(QObject):
    """``found()`` after each answer, ``progressed(part)`` in between."""

    found = Signal()
    progressed = Signal(float)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._queue: list[Wanted] = []
        self._now: tuple[Wanted, Survey] | None = None
        self._surveys: dict[Wanted, Survey] = {}
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

    def in_sum(self, wanted: Wanted) -> tuple[Line, ...] | None:
        """Return the one line of a scope on a day, none where it had no task; ``None`` until it is there."""
        return self._sums.get(wanted)

    def ask(self, wanted: Sequence[Wanted]) -> None:
        """Ask for these in this order instead of what was asked before; what is known is not worked out again."""
        self._forget_if_changed()
        known = {*self._surveys, *self._sums}
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
            self._surveys.clear()
            self._sums.clear()

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

    def _begun(self, wanted: Wanted) -> Survey:
        library = self._desk.library
        assert library is not None
        today = self._desk.today
        lit: Mapping[int, LitWork] | None = self._desk.board.works() or None
        shares = not wanted.in_sum
        return Survey(library, wanted.day, today=today, scope=wanted.scope, lit=lit, shares=shares, facts=False)

    def _keep(self, wanted: Wanted, survey: Survey) -> None:
        self._sums[Wanted(wanted.scope, wanted.day, in_sum=True)] = survey.table(GroupBy.ALL)
        if not wanted.in_sum:
            self._surveys[wanted] = survey
            while len(self._surveys) > _KEPT:
                del self._surveys[next(iter(self._surveys))]
