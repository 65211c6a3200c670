"""Fields for one thing: a day to be chosen, a day that may be left out, the quick search."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLineEdit, QWidget


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


_REST = 120  # milliseconds without a key before we look


class SearchField(QLineEdit):
    """Emits ``asked(words)``; Enter asks at once, Esc empties, the arrow down goes to what was found (``left``)."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.ask)
        self.setPlaceholderText("查找任务、单位或拼音首字母　Ctrl+F")
        self.setAccessibleName("查找")
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._rest_again)
        self.returnPressed.connect(self.ask)
        self.installEventFilter(self)

    def ask(self) -> None:
        """Tell what is searched for now, if that is new."""
        self._rest.stop()
        words = self.text().strip()
        if words != self._asked:
            self._asked = words
            self.asked.emit(words)

    def empty(self) -> None:
        """Empty the field and tell so at once."""
        self.clear()
        self.ask()

    def forget(self) -> None:
        """Empty the field without telling: something else is shown already. Its cross goes too."""
        self._asked = ""
        self.clear()
        self._rest.stop()

    def _rest_again(self) -> None:
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.empty()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.ask()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
