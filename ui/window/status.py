"""The status bar in fields: counts, selection, library, last backup, today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from ui.days import today_sentence
from ui.widgets.plain import label

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library
    from gongkai_desk.workdays import Workdays


class StatusFields(QStatusBar):
    """Five fields; a field that has nothing to say is not there. Messages pass over all but the day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._count, self._selected, self._library, self._backup, self._today = (label(parent=self) for _ in range(5))
        self._fields = (self._library, self._backup, self._count, self._selected)
        self._filled: set[QLabel] = {self._library}
        for field in self._fields:
            field.setMinimumWidth(1)  # a long name is cut rather than standing over the next
            self.addWidget(field)
        self.addPermanentWidget(self._today)
        self.messageChanged.connect(self._make_room)

    def show_counts(self, plans: int, tasks: int) -> None:
        """Show how many tasks are listed."""
        self._say(self._count, f"共 {tasks} 项" if plans < 2 else f"{plans} 份要点 共 {tasks} 项")

    @Slot(int)
    def show_selected(self, count: int) -> None:
        """Show how many rows are selected."""
        self._say(self._selected, f"已选 {count} 项")

    def show_library(self, library: Library | None) -> None:
        """Show which library is open."""
        self._library.setText(f"台账库：{library.name}" if library else "未打开台账库")
        self._library.setToolTip(str(library.folder) if library else "")
        if library is None:
            self._filled = {self._library}
        self._make_room(self.currentMessage())

    def show_backup(self, library: Library | None) -> None:
        """Show when the last snapshot was made."""
        if library is None:
            return
        from gongkai_desk.store.care.snapshots import snapshots

        made = [path.stat().st_mtime for path in snapshots(library.folder)]
        if made:
            last = datetime.fromtimestamp(max(made), UTC).astimezone()
            self._say(self._backup, f"上次备份：{last:%Y-%m-%d %H:%M}")
        else:
            self._say(self._backup, "尚无备份")

    def _say(self, field: QLabel, text: str) -> None:
        field.setText(text)
        self._filled.add(field)
        self._make_room(self.currentMessage())

    @Slot(str)
    def _make_room(self, message: str) -> None:
        """Show the fields that say something; under a message none, whoever fills one meanwhile."""
        for field in self._fields:
            field.setVisible(field in self._filled and not message)

    def show_today(self, today: date, workdays: Workdays) -> None:
        """Show the day and whether it is worked."""
        self._today.setText(today_sentence(today, workdays))
