"""The choices over the table of 统计: what is counted, up to when, by what, in which columns, against which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.rules.light.statistics import GroupBy, past_ends
from gongkai_desk.wording.days import short_date
from gongkai_desk.wording.figures import BY_WORDS
from ui.widgets.fields import DayField
from ui.widgets.notices import label

_TIPS = {
    GroupBy.UNIT: "各责任单位承担的任务",
    GroupBy.SECTION: "要点各部分的任务；没有分部分的要点按任务名称",
    GroupBy.STATE: "各种状态的任务",
    GroupBy.LIGHT: "红黄蓝绿各灯的任务",
    GroupBy.MONTH: "按完成时限所在的月份",
}


class Kind(StrEnum):
    """What the columns of the table are."""

    USUAL = "usual"
    STATES = "states"
    PERIODS = "periods"


_KINDS = {Kind.USUAL: "汇总", Kind.STATES: "按状态分列", Kind.PERIODS: "按期次分列"}
_TWO_WAY = frozenset({GroupBy.UNIT, GroupBy.SECTION})


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
        self.kind = self._combo("列", 7)  # the page puts it over the table
        for each, word in _KINDS.items():
            self.kind.addItem(word, each.value)
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
        self.by.changed.connect(self._set_by)
        self.kind.currentIndexChanged.connect(self._set_by)

    def _set_by(self) -> None:
        """Only units and sections are crossed with something; two days are compared in the usual table alone."""
        self.kind.setEnabled(self.measure() in _TWO_WAY)
        self.against.setEnabled(self.columns() is Kind.USUAL)
        self.before.setEnabled(self.columns() is Kind.USUAL)
        self.changed.emit()

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
        if self.columns() is not Kind.USUAL:
            return None
        if chosen == Against.OTHER.value:
            return self.before.day()
        return past_ends(self.as_of()).get(str(chosen))

    def columns(self) -> Kind:
        """Return what the columns are: units and sections may be crossed with states or periods."""
        return Kind(self.kind.currentData()) if self.measure() in _TWO_WAY else Kind.USUAL

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
