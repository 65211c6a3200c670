"""登记进展: one unit, one day, what it has done."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.plan import Task
from ui.widgets.plain import button, label


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed; ``unit`` is empty for the task as a whole."""

    unit: str
    day: date
    text: str


class ReportDialog(QDialog):
    """Asks for one report; 登记 works once there is a text."""

    def __init__(self, task: Task, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("登记进展")
        self.unit = QComboBox(self)
        self.unit.addItems(list(dict.fromkeys((*task.lead, *task.responsible, *task.support))))
        self.day = QDateEdit(QDate(today.year, today.month, today.day), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("edit")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("做了什么、到什么程度；有数字的写数字。")
        self.accept_button = button("登记", self.accept, name="primary", parent=self)
        self.text.textChanged.connect(self._look)
        self._lay_out(task)
        self._look()
        self.text.setFocus()

    def _lay_out(self, task: Task) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field in (("单位(&U)", self.unit), ("日期(&D)", self.day), ("进展(&P)", self.text)):
            form.addRow(name, field)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject, parent=self))
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = label(task.content, name="dim", wrap=True, parent=self)
        head.setMaximumHeight(head.fontMetrics().lineSpacing() * 4)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(head)
        column.addLayout(form, 1)
        column.addLayout(buttons)
        self.resize(520, 380)

    def _look(self) -> None:
        self.accept_button.setEnabled(bool(self.text.toPlainText().strip()))

    @classmethod
    def ask(cls, parent: QWidget, task: Task, today: date) -> Told | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(task, today, parent)
        given = dialog.exec() == QDialog.DialogCode.Accepted
        day = dialog.day.date()
        told = Told(
            dialog.unit.currentText(), date(day.year(), day.month(), day.day()), dialog.text.toPlainText().strip()
        )
        dialog.deleteLater()
        return told if given else None
