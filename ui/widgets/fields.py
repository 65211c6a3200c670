"""Fields for a day: one to be chosen, one that may be left out."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget


class DayField(QDateEdit):
    """A day with a calendar, as tables write it."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(QDate(day.year, day.month, day.day), parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")

    def show_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def day(self) -> date:
        """Return the day that is shown."""
        given = self.date()
        return date(given.year(), given.month(), given.day())


class MaybeDay(QWidget):
    """A day behind a tick; without the tick there is none."""

    def __init__(self, day: date, *, ticked: bool, word: str = "写明日期", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.tick = DayField(day, self), QCheckBox(word, self)
        self.tick.setChecked(ticked)
        self.field.setEnabled(ticked)
        self.tick.toggled.connect(self.field.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        row.addWidget(self.tick)
        row.addStretch(1)
        self.setFocusProxy(self.field)

    def day(self) -> date | None:
        """Return the day, ``None`` without the tick."""
        return self.field.day() if self.tick.isChecked() else None
