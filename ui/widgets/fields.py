"""Fields for a day (one to be chosen, one that may be left out), for a file and for a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ui.widgets.notices import button

_PARTING = "-.。/、年月日"  # what people write between year, month and day


class DayField(QDateEdit):
    """A day with a calendar, as tables write it.

    Qt goes on to the month by itself after the fourth figure of the year, and a «-» typed then would pass over the
    month: 2022-12-20 became another day without a word. Here a mark goes on only where the figures did not.
    """

    _went_on = False

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(QDate(day.year, day.month, day.day), parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed, before = event.text(), self.currentSectionIndex()
        if typed and typed in _PARTING:
            if not self._went_on and before + 1 < self.sectionCount():
                self.setSelectedSection(self.sectionAt(before + 1))
            self._went_on = False
            return
        if typed.isdigit() and self.lineEdit().selectedText() == self.text():  # all of it is written anew
            self.setSelectedSection(self.sectionAt(0))
        super().keyPressEvent(event)
        self._went_on = typed.isdigit() and self.currentSectionIndex() != before

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


class FileField(QWidget):
    """A file to be chosen, or none: its name, 选择…, 清除; ``title`` heads the question, ``pattern`` says what for."""

    def __init__(self, title: str, pattern: str = "所有文件 (*)", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._pattern = title, pattern
        self._path: Path | None = None
        self.line = QLineEdit(self)
        self.line.setReadOnly(True)
        self.line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line.setPlaceholderText("不附文件")
        self.chooser = button("选择…", self._choose, parent=self)
        self.cleaner = button("清除", self._clear, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.chooser)
        row.addWidget(self.cleaner)
        self.setFocusProxy(self.chooser)
        self.show_path(None)

    def path(self) -> Path | None:
        """Return the file, ``None`` where none was chosen."""
        return self._path

    def show_path(self, path: Path | None) -> None:
        """Show another file, or none."""
        self._path = path
        self.line.setText(path.name if path else "")
        self.line.setToolTip(str(path) if path else "")
        self.cleaner.setEnabled(path is not None)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self._title, "", self._pattern)
        if chosen:
            self.show_path(Path(chosen))

    def _clear(self) -> None:
        self.show_path(None)


class FolderField(FileField):
    """A folder to be chosen, or none."""

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._title)
        if chosen:
            self.show_path(Path(chosen))
