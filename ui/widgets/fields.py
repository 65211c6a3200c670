"""Fields for a day (one to be chosen, one that may be left out), for a file and for a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ui.widgets.notices import button


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
