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
        for field in (self._library, self._backup, self._count, self._selected):
            self.addWidget(field)
        self.addPermanentWidget(self._today)

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
            for field in (self._count, self._selected, self._backup):
                field.hide()

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
        field.show()

    def show_today(self, today: date, workdays: Workdays) -> None:
        """Show the day and whether it is worked."""
        self._today.setText(today_sentence(today, workdays))
