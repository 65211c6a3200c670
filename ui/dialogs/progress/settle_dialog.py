"""确认时限: how a deadline that was read with a doubt, or lay in the past on the first day, is to be understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import Settled
from ui.dialogs.base.forms import Form
from ui.widgets.day_field import DayField
from ui.widgets.plain import label

_WORDS = {
    Settled.KEPT: "照此执行(&K)",
    Settled.OTHER: "另定时限(&O)",
    Settled.LAST_YEAR: "属上年事项(&L)",
    Settled.DONE: "已完成，补登(&D)",
}


@dataclass(frozen=True, slots=True)
class HowSettled:
    """What was chosen; ``text`` is the other deadline as written, ``finished`` the day a task that is done was done."""

    how: Settled
    text: str
    finished: date | None
    reason: str


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

    def told(self) -> HowSettled:
        """Return what was chosen and written."""
        how = self.how()
        text = self.text.text().strip() if how is Settled.OTHER else ""
        finished = self.done_on.day() if how is Settled.DONE else None
        return HowSettled(how, text, finished, self.reason.text().strip())

    @classmethod
    def ask(cls, parent: QWidget, tasks: Sequence[Task], today: date) -> HowSettled | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(tasks, today, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told
