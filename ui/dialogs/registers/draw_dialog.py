"""抽取: from what and how much to draw; and what a bad result leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QRadioButton, QSpinBox, QWidget

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.spot_check import Candidate, Wanted
from gongkai_desk.domain.state import Action
from gongkai_desk.rules.work.sampling import draw, population
from gongkai_desk.wording.states import ACTIONS, COLOURS
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.fields import MaybeDay
from ui.widgets.notices import label, value

_MOST = 999_999


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be drawn from: all shares, plans with their titles, sections by plan, units."""

    candidates: Sequence[Candidate]
    plans: Sequence[tuple[int, str]]
    units: Sequence[str]


class DrawDialog(Form):
    """Says while it is filled in how many there are and how many would be drawn."""

    def __init__(self, offered: Offered, seed: int, checker: str, parent: QWidget | None = None) -> None:
        super().__init__("抽取任务", "抽取", parent)
        self._offered = offered
        self.plan, self.section, self.unit, self.light = (QComboBox(self) for _ in range(4))
        self.plan.addItem("全部要点", None)
        for number, title in offered.plans:
            self.plan.addItem(title, number)
        self.unit.addItem("全部单位", None)
        for name in offered.units:
            self.unit.addItem(name, name)
        self.light.addItem("各种灯", None)
        for colour in Colour:
            if colour is not Colour.OFF:
                self.light.addItem(f"{COLOURS[colour]}灯", colour.value)
        for box in (self.plan, self.section, self.unit):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18)
        self.closed = QCheckBox("只抽已销号的(&X)", self)
        self.each = QCheckBox("每家单位至少抽 1 项(&W)", self)
        self.by_percent, self.by_count = QRadioButton("按比例(&P)", self), QRadioButton("按项数(&N)", self)
        self.percent, self.count, self.seed = QSpinBox(self), QSpinBox(self), QSpinBox(self)
        self._set_numbers(seed)
        self.checker = self._rows(checker)
        self.found = value(parent=self)
        self.form.addRow("可抽、实抽", self.found)
        self._wire()
        give_size(self, 40, 23)
        self._turn_plan()

    def _set_numbers(self, seed: int) -> None:
        self.percent.setRange(1, 100)
        self.percent.setValue(10)
        self.percent.setSuffix(" %")
        self.count.setRange(1, 9999)
        self.count.setValue(10)
        self.count.setSuffix(" 项")
        self.seed.setRange(1, _MOST)
        self.seed.setValue(seed)
        self.seed.setToolTip("可由监督人员指定；同一抽样号、同一范围，重抽结果不变")
        self.by_percent.setChecked(True)
        self.percent.setAccessibleName("比例")
        self.count.setAccessibleName("项数")

    def _rows(self, checker: str) -> QLineEdit:
        self.form.addRow("要点(&Y)", self.plan)
        self.form.addRow("部分(&S)", self.section)
        self.form.addRow("单位(&U)", self.unit)
        self.form.addRow("灯(&D)", self.light)
        self.form.addRow("", self.closed)
        row = QHBoxLayout()
        for part in (self.by_percent, self.percent, self.by_count, self.count):
            row.addWidget(part)
        row.addStretch(1)
        self.form.addRow(QLabel("数量", self), row)
        self.form.addRow("", self.each)
        seed = QHBoxLayout()
        seed.addWidget(self.seed)
        seed.addWidget(label("印在抽查表上，凭它可重抽核对", name="dim", parent=self))
        seed.addStretch(1)
        name = QLabel("抽样号(&M)", self)
        name.setBuddy(self.seed)
        self.form.addRow(name, seed)
        return self.add_line("检查人(&C)", checker)

    def _wire(self) -> None:
        self.plan.currentIndexChanged.connect(self._turn_plan)
        for box in (self.section, self.unit, self.light):
            box.currentIndexChanged.connect(self._look)
        for tick in (self.closed, self.each, self.by_percent):
            tick.toggled.connect(self._look)
        for number in (self.percent, self.count, self.seed):
            number.valueChanged.connect(self._look)

    def _turn_plan(self) -> None:
        """Offer the sections of the plan that is chosen."""
        plan = self.plan.currentData()
        found = (each.section for each in self._offered.candidates if plan is not None and each.plan_id == plan)
        self.section.blockSignals(True)
        self.section.clear()
        self.section.addItem("全部", "")
        for section in dict.fromkeys(filter(None, found)):
            self.section.addItem(section.replace("\x1f", " / "), section)
        self.section.setEnabled(self.section.count() > 1)
        self.section.blockSignals(False)
        self._look()

    def _look(self) -> None:
        self.percent.setEnabled(self.by_percent.isChecked())
        self.count.setEnabled(self.by_count.isChecked())
        wanted = self.wanted()
        whole, sample = population(self._offered.candidates, wanted), draw(self._offered.candidates, wanted)
        units = len({each.unit for each in sample})
        self.found.setText(f"符合条件 {len(whole)} 项次，将抽取 {len(sample)} 项次（{units} 家单位）")
        self.say("" if sample else "没有符合条件的任务可抽，请放宽范围。")

    def wanted(self) -> Wanted:
        """Return what is to be drawn."""
        by_percent = self.by_percent.isChecked()
        unit, colour = self.unit.currentData(), self.light.currentData()
        return Wanted(
            self.seed.value(),
            self.percent.value() if by_percent else None,
            None if by_percent else self.count.value(),
            self.each.isChecked(),
            self.plan.currentData(),
            (unit,) if unit else (),
            self.section.currentData() or "",
            (Colour(colour),) if colour else (),
            self.closed.isChecked(),
        )

    @classmethod
    def ask(cls, parent: QWidget, offered: Offered, seed: int, checker: str) -> tuple[Wanted, str] | None:
        """Ask; return what is to be drawn and who checks, ``None`` if it was cancelled."""
        dialog = cls(offered, seed, checker, parent)
        given = (dialog.wanted(), dialog.checker.text().strip()) if dialog.asked() else None
        dialog.deleteLater()
        return given


class FollowDialog(Form):
    """After a bad result: 退回整改 with its reason and date, or 重开 with its reason."""

    def __init__(self, action: Action, about: str, reason: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__("抽查发现问题", ACTIONS[action], parent)
        told = {
            Action.RETURN: "这项任务正待核查，可以退回整改：",
            Action.REOPEN: "这项任务已经销号，可以重新办理：",
        }[action]
        self.column.insertWidget(0, label(f"{told}\n{about}", wrap=True, parent=self))
        self.reason = self.add_text("理由(&R)", reason, 3)
        self.until = MaybeDay(today + timedelta(days=15), ticked=True, word="整改期限", parent=self)
        if action is Action.RETURN:
            self.form.addRow("整改期限(&D)", self.until)
        else:
            self.until.hide()
        self.reason.textChanged.connect(self._look)
        give_size(self, 36, 15)
        self._look()
        self.reason.setFocus()

    def _look(self) -> None:
        self.say("" if self.reason.toPlainText().strip() else "请写明理由。")

    @classmethod
    def ask(
        cls, parent: QWidget, action: Action, about: str, reason: str, today: date
    ) -> tuple[str, date | None] | None:
        """Ask; return the reason and the date, ``None`` if nothing is to be done now."""
        dialog = cls(action, about, reason, today, parent)
        given = (dialog.reason.toPlainText().strip(), dialog.until.day()) if dialog.asked() else None
        dialog.deleteLater()
        return given
