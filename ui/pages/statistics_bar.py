"""Standings asked for one after another in slices between events, so that the window stays alive; kept until an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from time import perf_counter

from PySide6.QtCore import QDate, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.rules.light.statistics import GroupBy, Line, past_ends
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.standing.statistics import Scope, Survey
from gongkai_desk.wording.days import short_date
from gongkai_desk.wording.figures import BY_WORDS
from ui.desk import Desk
from ui.widgets.fields import DayField
from ui.widgets.notices import label

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


_TIPS = {
    GroupBy.UNIT: "各责任单位承担的任务",
    GroupBy.SECTION: "要点各部分的任务；没有分部分的要点按任务名称",
    GroupBy.STATE: "各种状态的任务",
    GroupBy.LIGHT: "红黄蓝绿各灯的任务",
    GroupBy.MONTH: "按完成时限所在的月份",
}


class Against(StrEnum):
    """What the day is compared with."""

    NOTHING = "nothing"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    OTHER = "other"


_AGAINST = {
    Against.NOTHING: "不比较",
    Against.MONTH: "上月末",
    Against.QUARTER: "上季末",
    Against.HALF: "半年末",
    Against.OTHER: "指定日期…",
}


class Segments(QWidget):
    """Words beside each other of which one holds; the arrow keys go from one to the next. ``changed()``."""

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Make it; ``choices`` are key, word, tip."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key, word, tip in choices:
            made = QPushButton(word, self)
            made.setObjectName("chip")
            made.setCheckable(True)
            made.setToolTip(tip)
            made.setAccessibleName(f"{name}：{word}")
            self._group.addButton(made)
            self.buttons[key] = made
            row.addWidget(made)
        next(iter(self.buttons.values())).setChecked(True)
        self._group.buttonToggled.connect(self._toggled)

    def _toggled(self, button: QPushButton, on: bool) -> None:
        if on:
            self.changed.emit()

    def chosen(self) -> str:
        """Return the key that holds."""
        return next(key for key, button in self.buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Let another hold."""
        self.buttons[key].setChecked(True)


class StatisticsBar(QWidget):
    """The choices over the table; ``changed()`` when one of them was changed by the clerk."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.plans, self.units = self._combo("范围", 14), self._combo("责任单位", 8)
        self.day, self.before = DayField(today, self), DayField(today, self)
        self.day.setMaximumDate(self.day.date())
        self.day.setAccessibleName("截至")
        self.before.setAccessibleName("比较的日期")
        self.before.hide()
        self.against = self._combo("比较", 11)
        self.by = Segments("统计方式", [(by.value, word, _TIPS[by]) for by, word in BY_WORDS.items()], self)
        self._known: tuple[list[StoredPlan], list[tuple[int, str]]] = ([], [])
        self._fill_against()
        self._lay_out()
        self._wire()

    def _combo(self, name: str, least: int) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        made.setMinimumContentsLength(least)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(self._named("范围(&R)", self.plans))
        first.addWidget(self.plans, 3)
        first.addSpacing(8)
        first.addWidget(self._named("单位(&U)", self.units))
        first.addWidget(self.units, 2)
        first.addSpacing(8)
        for name, field in (("截至(&D)", self.day), ("比较(&C)", self.against)):
            first.addWidget(self._named(name, field))
            first.addWidget(field)
            first.addSpacing(8)
        first.addWidget(self.before)
        first.addStretch(1)
        second.addWidget(label("按", parent=self))
        second.addWidget(self.by)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        self.second = second

    def _named(self, text: str, field: QWidget) -> QLabel:
        made = QLabel(text, self)
        made.setBuddy(field)
        return made

    def _wire(self) -> None:
        for combo in (self.plans, self.units):
            combo.currentIndexChanged.connect(self.changed)
        self.against.currentIndexChanged.connect(self._set_against)
        self.day.dateChanged.connect(self._set_day)
        self.before.dateChanged.connect(self.changed)
        self.by.changed.connect(self.changed)

    # -- what there is to choose

    def fill(self, plans: Sequence[StoredPlan], units: Sequence[tuple[int, str]]) -> None:
        """Offer these plans, all of a year together first, and these units; what was chosen stays if it can."""
        if self._known == (list(plans), list(units)):
            return
        self._known = (list(plans), list(units))
        _refill(self.plans, list(_scopes(plans)))
        _refill(self.units, [("全部单位", None), *((name, number) for number, name in units)])

    def choose_plan(self, plan_id: int | None) -> None:
        """Let a plan be counted."""
        if plan_id is not None and (place := self.plans.findData(frozenset({plan_id}))) >= 0:
            self.plans.setCurrentIndex(place)

    def _fill_against(self) -> None:
        """Offer the past days with their dates."""
        ends = past_ends(self.as_of())
        chosen = self.against.currentData()
        self.against.blockSignals(True)
        self.against.clear()
        for each, word in _AGAINST.items():
            day = f"（{short_date(ends[each.value], self.as_of().year)}）" if each.value in ends else ""
            self.against.addItem(f"{word}{day}", each.value)
        self.against.setCurrentIndex(max(0, self.against.findData(chosen)))
        self.against.blockSignals(False)

    def _set_day(self) -> None:
        self._fill_against()
        self._limit_before()
        self.changed.emit()

    def _set_against(self) -> None:
        other = self.against.currentData() == Against.OTHER.value
        if other and self.before.isHidden():
            self._limit_before()
            end = past_ends(self.as_of())["month"]
            self.before.blockSignals(True)
            self.before.setDate(QDate(end.year, end.month, end.day))
            self.before.blockSignals(False)
        self.before.setVisible(other)
        self.changed.emit()

    def _limit_before(self) -> None:
        self.before.blockSignals(True)
        self.before.setMaximumDate(self.day.date().addDays(-1))
        self.before.blockSignals(False)

    # -- what is chosen

    def as_of(self) -> date:
        """Return the day up to which is counted."""
        return self.day.day()

    def compared_with(self) -> date | None:
        """Return the day to compare with, ``None`` for none."""
        chosen = self.against.currentData()
        if chosen == Against.OTHER.value:
            return self.before.day()
        return past_ends(self.as_of()).get(str(chosen))

    def plan_ids(self) -> frozenset[int] | None:
        """Return the plans that are counted."""
        found = self.plans.currentData()
        return found if isinstance(found, frozenset) else None

    def unit(self) -> tuple[int | None, str]:
        """Return the one unit that is counted, with its name; ``None``: all."""
        number = self.units.currentData()
        return (number, self.units.currentText()) if isinstance(number, int) else (None, "")

    def measure(self) -> GroupBy:
        """Return by what is counted."""
        return GroupBy(self.by.chosen())


def _scopes(plans: Sequence[StoredPlan]) -> list[tuple[str, object]]:
    """Return the choices of plans: of each year all together where there are several, then each."""
    found: list[tuple[str, object]] = []
    for year in dict.fromkeys(plan.year for plan in plans):
        of_year = [plan for plan in plans if plan.year == year]
        if len(of_year) > 1:
            name = f"{year}年" if year else "未注明年度的"
            found.append((f"{name}全部要点（{len(of_year)}份）", frozenset(plan.id for plan in of_year)))
        found += [(plan.title, frozenset({plan.id})) for plan in of_year]
    return found


def _refill(combo: QComboBox, choices: list[tuple[str, object]]) -> None:
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for place, (text, data) in enumerate(choices):
        combo.addItem(text, data)
        combo.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)
    found = next((place for place, (_, data) in enumerate(choices) if data == chosen), 0)
    combo.setCurrentIndex(found if choices else -1)
    combo.blockSignals(False)
