"""工作日计算: a start, so many working days or a last day; the days that count are shown, told, and can be copied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.rules.day_count import DayCount, count_on, count_to
from gongkai_desk.wording.clocks import count_lines, result_sentence
from gongkai_desk.workdays import Workdays
from ui.dialogs.base.dialog import Dialog, give_size
from ui.parts.why_popup import DayStrip
from ui.widgets.fields import DayField
from ui.widgets.notices import button, label, value

_LONGEST = 2000  # working days
_COPIED = 2500  # milliseconds for which the button says so


class CountDaysDialog(Dialog):
    """Counts while it is typed; nothing is stored."""

    def __init__(
        self, today: date, workdays: Workdays, local: Mapping[date, bool] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("工作日计算")
        self._workdays, self._local = workdays, local
        self.start, self.end = DayField(today, self), DayField(today, self)
        self.number = QSpinBox(self)
        self.number.setRange(1, _LONGEST)
        self.number.setValue(20)
        self.number.setSuffix(" 个工作日")
        self.by_number, self.by_end = QRadioButton("数到(&N)", self), QRadioButton("数到某日(&E)", self)
        self.by_number.setChecked(True)
        self.headline = label(name="title", wrap=True, parent=self)
        self.lines = value(parent=self)
        self.strip = DayStrip(self)
        self.copier = button("复制结果(&C)", self.copy, name="primary", parent=self)
        self._lay_out()
        self.start.dateChanged.connect(self.refresh)
        self.end.dateChanged.connect(self.refresh)
        self.number.valueChanged.connect(self.refresh)
        self.by_number.toggled.connect(self.refresh)
        give_size(self, 46, 36)
        self.refresh()

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(10)
        start = label("起算日(&S)", parent=self)
        start.setBuddy(self.start)
        form.addWidget(start, 0, 0)
        form.addWidget(self.start, 0, 1)
        form.addWidget(label("当天不计，自次日起数", name="dim", parent=self), 0, 2)
        form.addWidget(self.by_number, 1, 0)
        form.addWidget(self.number, 1, 1)
        form.addWidget(self.by_end, 2, 0)
        form.addWidget(self.end, 2, 1)
        form.setColumnStretch(3, 1)
        self.number.setAccessibleName("工作日数")
        self.end.setAccessibleName("结束日")
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.strip)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, parent=self))
        row.addWidget(self.copier)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addSpacing(4)
        column.addWidget(self.headline)
        column.addWidget(self.lines)
        column.addWidget(area, 1)
        column.addLayout(row)

    def count(self) -> DayCount:
        """Return what is counted now."""
        if self.by_number.isChecked():
            return count_on(self.start.day(), self.number.value(), self._workdays, self._local)
        return count_to(self.start.day(), self.end.day(), self._workdays, self._local)

    def refresh(self) -> None:
        """Count again."""
        by_number = self.by_number.isChecked()
        self.number.setEnabled(by_number)
        self.end.setEnabled(not by_number)
        count = self.count()
        self.headline.setText(result_sentence(count))
        self.lines.setText("\n".join(count_lines(count)))
        self.strip.show_count(count)
        self.copier.setEnabled(bool(count.days))

    def text(self) -> str:
        """Return the result as it is copied."""
        count = self.count()
        return "\n".join((result_sentence(count), *count_lines(count)))

    def copy(self) -> None:
        """Put the result on the clipboard and say so."""
        QGuiApplication.clipboard().setText(self.text())
        self.copier.setText("已复制")
        QTimer.singleShot(_COPIED, self, self._ready)

    def _ready(self) -> None:
        self.copier.setText("复制结果(&C)")

    @classmethod
    def show_for(
        cls, parent: QWidget, today: date, workdays: Workdays, local: Mapping[date, bool] | None = None
    ) -> None:
        """Show it until it is closed."""
        dialog = cls(today, workdays, local, parent)
        dialog.exec()
        dialog.deleteLater()
