"""One duty: its basis, by when and how counted; entering that it was done, moving its day, taking it off the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QRadioButton, QSpinBox, QWidget

from gongkai_desk.domain.calendar import NOTHING_ENTERED, Clock, Duty, DutyEntry, OwnDuty
from gongkai_desk.rules.duties import LegalDuty, Measure, counted_to
from gongkai_desk.wording.calendar import DUTY_KINDS as KINDS
from gongkai_desk.wording.calendar import clock_sentence, reminder_text, state_text
from gongkai_desk.wording.days import long_day
from gongkai_desk.workdays import Workdays
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.notices import button, label, value


class DutyAct(StrEnum):
    """What a clerk wants with a duty."""

    SAVE = "save"
    REMOVE = "remove"
    AS_SET = "as_set"  # its day as law or plan sets it
    SHOW = "show"  # the task whose sentence it is


@dataclass(frozen=True, slots=True)
class DutyTold:
    """What is wanted with a duty, and what was entered of it."""

    act: DutyAct
    entry: DutyEntry = NOTHING_ENTERED


class DutyDialog(Form):
    """Tells all of a duty and asks what was done; ``plan`` is the title of its plan."""

    def __init__(self, duty: Duty, plan: str, today: date, workdays: Workdays, parent: QWidget | None = None) -> None:
        super().__init__("法定和要点要求的事项", "保存", parent)
        self._duty, self._today, self._act = duty, today, DutyAct.SAVE
        self.column.insertWidget(0, label(duty.name, name="heading", wrap=True, parent=self))
        self.basis = value("\n".join(filter(None, (f"《{plan}》" if plan else "", duty.basis or "（未写明）"))), self)
        self.told = value("\n".join(_told(duty, today, workdays)), self)
        self.form.addRow(f"{KINDS[duty.kind]}依据", self.basis)
        self.form.addRow("期限", self.told)
        self.done_on = MaybeDay(duty.done or today, ticked=duty.done is not None, word="已办结", parent=self)
        self.done_on.field.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("办结日期(&F)", self.done_on)
        self.doc_no = self.add_line("文号(&N)", duty.doc_no, "如 云政办发〔2026〕8号，可不填")
        self.remark = self.add_line("备注(&R)", duty.remark)
        self.due = MaybeDay(duty.due or today, ticked=False, word="改定期限", parent=self)
        self.form.addRow("另定期限(&D)", self.due)
        self._offer()
        give_size(self, 40, 21)
        self.done_on.tick.setFocus()

    def _offer(self) -> None:
        """Offer the quiet acts."""
        row = QHBoxLayout()
        for text, does, there in (
            ("查看这项任务", self._show, self._duty.task_id is not None),
            ("恢复原定期限", self._as_set, self._duty.set_by_hand),
            ("移除此事项", self._remove, True),
        ):
            if there:
                row.addWidget(button(text, does, name="link", parent=self))
        row.addStretch(1)
        self.column.insertLayout(self.column.count() - 1, row)

    def _show(self) -> None:
        self._leave(DutyAct.SHOW)

    def _as_set(self) -> None:
        self._leave(DutyAct.AS_SET)

    def _remove(self) -> None:
        self._leave(DutyAct.REMOVE)

    def _leave(self, act: DutyAct) -> None:
        self._act = act
        self.accept()

    def answer(self) -> DutyTold:
        """Return what was entered."""
        said = self.doc_no.text().strip(), self.remark.text().strip()
        return DutyTold(self._act, DutyEntry(self.done_on.day(), *said, self.due.day()))

    @classmethod
    def ask(cls, parent: QWidget, duty: Duty, plan: str, today: date, workdays: Workdays) -> DutyTold | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(duty, plan, today, workdays, parent)
        told = dialog.answer() if dialog.asked() else None
        dialog.deleteLater()
        return told


def _told(duty: Duty, today: date, workdays: Workdays) -> list[str]:
    """Return in lines by when a duty is due, how that was counted, and how it stands."""
    if duty.due is None:
        return [state_text(duty, today)]
    told = [f"{long_day(duty.due)}　{state_text(duty, today)}"]
    if duty.clock is not None:
        told.append(f"{clock_sentence(duty.clock, duty.due, workdays)}。")
    if duty.set_by_hand:
        told.append("本办公室另定的期限。")
    if reminder := reminder_text(duty.due, workdays):
        told.append(f"{reminder}。")
    return told


class NewDutyForm(Form):
    """Asks for a duty of the office's own: on a day, or counted from an event by one of the legal periods."""

    def __init__(
        self,
        today: date,
        workdays: Workdays,
        rules: tuple[LegalDuty, ...] = (),
        plans: tuple[tuple[int, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("新增事项", "新增", parent)
        self._workdays = workdays
        self._rules = [rule for rule in rules if rule.measure in (Measure.WORKDAYS, Measure.DAYS)]
        self.name = self.add_line("事项(&N)", hint="如 报送政务公开半年总结")
        self.basis = self.add_line("依据(&B)", hint="如 市政府办公室通知（云政办函〔2026〕12号）")
        self.plan = QComboBox(self)
        self.plan.addItem("不属于哪份要点", None)
        for number, title in plans:
            self.plan.addItem(title, number)
        self.plan.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.addRow("所属要点(&P)", self.plan)
        self.dated, self.counted = QRadioButton("到某日(&D)", self), QRadioButton("按期限推算(&T)", self)
        self.due = DayField(today, self)
        self.form.addRow(self.dated, self.due)
        self.rule = QComboBox(self)
        for rule in self._rules:
            self.rule.addItem(f"{rule.name}：{rule.event}后{rule.length}{_unit(rule)}")
        self.rule.addItem("另定期限")
        self.form.addRow(self.counted, self.rule)
        self.since, self.length, self.unit = DayField(today, self), QSpinBox(self), QComboBox(self)
        self.length.setRange(1, 999)
        self.length.setValue(20)
        self.unit.addItems(["个工作日", "天"])
        self.since.setAccessibleName("起算日")
        row = QHBoxLayout()
        for part in (self.since, label("次日起", parent=self), self.length, self.unit):
            row.addWidget(part)
        row.addStretch(1)
        since = QLabel("起算日(&S)", self)
        since.setBuddy(self.since)
        self.form.addRow(since, row)
        self.told = value(parent=self)
        self.form.addRow("到期", self.told)
        self.dated.setChecked(True)
        self._wire()
        self.told.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)
        give_size(self, 44, 22)
        self._take_rule()

    def _wire(self) -> None:
        self.name.textChanged.connect(self._look)
        self.dated.toggled.connect(self._take_rule)
        self.rule.currentIndexChanged.connect(self._take_rule)
        for field in (self.due, self.since):
            field.dateChanged.connect(self._look)
        self.length.valueChanged.connect(self._look)
        self.unit.currentIndexChanged.connect(self._look)

    def _take_rule(self) -> None:
        place = self.rule.currentIndex()
        if place < len(self._rules):
            rule = self._rules[place]
            self.length.setValue(rule.length)
            self.unit.setCurrentIndex(int(rule.measure is Measure.DAYS))
            if self.counted.isChecked() and (
                not self.basis.text() or self.basis.text() in {r.basis for r in self._rules}
            ):
                self.basis.setText(rule.basis)
        self._look()

    def _look(self) -> None:
        counted = self.counted.isChecked()
        self.due.setEnabled(not counted)
        for part in (self.rule, self.since, self.length, self.unit):
            part.setEnabled(counted)
        clock = self.clock()
        due = counted_to(clock, self._workdays) if clock else self.due.day()
        told = [long_day(due)]
        if clock is not None:
            told.append(f"{clock_sentence(clock, due, self._workdays)}。")
        if reminder := reminder_text(due, self._workdays):
            told.append(f"{reminder}。")
        self.told.setText("\n".join(told))
        self.say("" if self.name.text().strip() else "请写明是什么事项。")

    def clock(self) -> Clock | None:
        """Return how the day is counted, ``None`` where it is given."""
        if not self.counted.isChecked():
            return None
        place = self.rule.currentIndex()
        event = self._rules[place].event if place < len(self._rules) else ""
        return Clock(event, self.since.day(), self.length.value(), self.unit.currentIndex() == 0)

    def duty(self) -> OwnDuty:
        """Return what was entered."""
        clock = self.clock()
        due = None if clock else self.due.day()
        return OwnDuty(self.name.text().strip(), self.basis.text().strip(), due, clock, self.plan.currentData())

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        today: date,
        workdays: Workdays,
        rules: tuple[LegalDuty, ...],
        plans: tuple[tuple[int, str], ...],
    ) -> OwnDuty | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(today, workdays, rules, plans, parent)
        given = dialog.duty() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _unit(rule: LegalDuty) -> str:
    return "个工作日" if rule.measure is Measure.WORKDAYS else "天"
