"""登记数量, 办理事项 and 确认时限: what was counted, what started a clock, how a doubtful deadline is understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QRadioButton, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import NewAmount, NewCase, QuotaScope, Settled, Settlement
from gongkai_desk.rules.light.counts import targets
from gongkai_desk.standing.lights import TaskWork
from ui.dialogs.base.dialog import Form
from ui.widgets.fields import DayField
from ui.widgets.notices import label


def _unit_box(work: TaskWork, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for share in work.shares:
        if share.unit_id is not None:
            box.addItem(share.unit, str(share.unit_id))
    if not box.count():
        box.addItem("整项任务", None)
    return box


class CountDialog(Form):
    """Asks for one counted thing; for a rate, for the rate as it stands."""

    def __init__(self, work: TaskWork, today: date, quota: int = 0, parent: QWidget | None = None) -> None:
        super().__init__("登记数量", "登记", parent)
        self._targets = targets(work.task, work.settings.quota_scope)
        self.target, self.unit = QComboBox(self), _unit_box(work, self)
        self.target.addItems([target.text for target in self._targets])
        self.amount, self.day = QDoubleSpinBox(self), DayField(today, self)
        self.amount.setRange(0, 1e9)
        self.form.addRow("指标(&T)", self.target)
        self.form.addRow("单位(&U)", self.unit)
        self.form.addRow("数量(&A)", self.amount)
        self.form.addRow("日期(&D)", self.day)
        self.text = self.add_line("说明(&P)", hint="如 第二场新闻发布会")
        self.target.currentIndexChanged.connect(self._turn)
        self.amount.valueChanged.connect(self._look)
        self.target.setCurrentIndex(quota)
        self._turn()

    def _turn(self) -> None:
        target = self._targets[self.target.currentIndex()]
        rate = target.scope is QuotaScope.RATE
        self.amount.setDecimals(2 if rate else 0)
        self.amount.setSuffix(f" {target.unit}")
        self.amount.setValue(0 if rate else 1)
        self._look()

    def _look(self) -> None:
        self.say("" if self.amount.value() > 0 else "请填数量。")

    def told(self) -> NewAmount:
        """Return what was entered."""
        amount = Decimal(str(round(self.amount.value(), self.amount.decimals()))).normalize()
        words = self.text.text().strip()
        return NewAmount(self.unit.currentData(), amount, self.day.day(), self.target.currentIndex(), words)

    @classmethod
    def ask(cls, parent: QWidget, work: TaskWork, today: date, quota: int = 0) -> NewAmount | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(work, today, quota, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


class CaseDialog(Form):
    """Asks what came in, of which the 办理期限 runs."""

    def __init__(self, work: TaskWork, today: date, limit: int = 0, parent: QWidget | None = None) -> None:
        super().__init__("登记办理事项", "登记", parent)
        self.limit, self.unit, self.started = QComboBox(self), _unit_box(work, self), DayField(today, self)
        self.limit.addItems([each.text for each in work.task.time_limits])
        self.limit.setCurrentIndex(limit)
        self.form.addRow("办理期限(&T)", self.limit)
        self.form.addRow("承办单位(&U)", self.unit)
        self.subject = self.add_line("事项(&S)", hint="如 某某网民留言：公交线路调整")
        self.form.addRow("收到日期(&D)", self.started)
        self.subject.textChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        self.say("" if self.subject.text().strip() else "请写明是什么事项。")

    def told(self) -> NewCase:
        """Return what was entered."""
        subject = self.subject.text().strip()
        return NewCase(self.unit.currentData(), subject, self.started.day(), self.limit.currentIndex())

    @classmethod
    def ask(cls, parent: QWidget, work: TaskWork, today: date, limit: int = 0) -> NewCase | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(work, today, limit, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


class EndDialog(Form):
    """Asks on which day a case was answered."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("办结", "办结", parent)
        self.day = DayField(today, self)
        self.form.addRow("答复日期(&D)", self.day)

    @classmethod
    def ask(cls, parent: QWidget, today: date) -> date | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(today, parent)
        day = dialog.day.day() if dialog.asked() else None
        dialog.deleteLater()
        return day


_WORDS = {
    Settled.KEPT: "照此执行(&K)",
    Settled.OTHER: "另定时限(&O)",
    Settled.LAST_YEAR: "属上年事项(&L)",
    Settled.DONE: "已完成，补登(&D)",
}


class SettleDialog(Form):
    """Asks how the deadlines of one or many tasks are settled, alike for all."""

    def __init__(self, tasks: Sequence[Task], today: date, parent: QWidget | None = None) -> None:
        super().__init__("确认时限", "确认", parent)
        printed = "、".join(dict.fromkeys(f"“{task.deadline.text}”" for task in tasks if task.deadline.text))
        told = tasks[0].content if len(tasks) == 1 else f"{len(tasks)} 项任务"
        self.column.insertWidget(
            0, label(f"{told}\n时限原文：{printed or '没有写明'}", name="dim", wrap=True, parent=self)
        )
        self.choices = {how: QRadioButton(word, self) for how, word in _WORDS.items()}
        box = QVBoxLayout()
        for each in self.choices.values():
            box.addWidget(each)
            each.toggled.connect(self._look)
        self.form.addRow("办法", box)
        self.text = self.add_line("新的时限(&T)", hint="如 9月底前、2026年10月15日、长期坚持")
        self.done_on = DayField(today, self)
        self.form.addRow("完成日期(&F)", self.done_on)
        self.reason = self.add_line("说明(&R)")
        self.text.textChanged.connect(self._look)
        self.choices[Settled.KEPT].setChecked(True)
        self.resize(480, self.sizeHint().height())

    def how(self) -> Settled:
        """Return what is chosen."""
        return next((how for how, each in self.choices.items() if each.isChecked()), Settled.KEPT)

    def _look(self) -> None:
        how = self.how()
        self.form.setRowVisible(self.text, how is Settled.OTHER)
        self.form.setRowVisible(self.done_on, how is Settled.DONE)
        self.say("请写明新的时限。" if how is Settled.OTHER and not self.text.text().strip() else "")

    def told(self) -> Settlement:
        """Return what was chosen and written."""
        how = self.how()
        text = self.text.text().strip() if how is Settled.OTHER else ""
        finished = self.done_on.day() if how is Settled.DONE else None
        return Settlement(how, finished, self.reason.text().strip(), text)

    @classmethod
    def ask(cls, parent: QWidget, tasks: Sequence[Task], today: date) -> Settlement | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(tasks, today, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told
