"""What the office keeps: units, working days, settings, backups."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.commands import Commands


class OfficeActs(QObject):
    """What the menu 工具 opens."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def units(self) -> None:
        """Show the unit directory."""
        from ui.dialogs.units_dialog import UnitsDialog

        UnitsDialog.show_for(self._window, self._desk)

    def days(self) -> None:
        """Show the working days."""
        from ui.dialogs.days_dialog import DaysDialog

        DaysDialog.show_for(self._window, self._desk)
        self._window.settle()

    def count_days(self) -> None:
        """Show the counting of working days, by what the office entered."""
        from gongkai_desk.standing.days import local_days, workdays_of
        from ui.dialogs.count_days_dialog import CountDaysDialog

        library, today = self._desk.library, self._desk.today
        local = local_days(library) if library is not None else {}
        CountDaysDialog.show_for(self._window, today, workdays_of(library), local)

    def duties(self) -> None:
        """Show all duties of the year."""
        from ui.dialogs.duties_dialog import DutiesDialog

        if self._desk.library is not None:
            dialog = DutiesDialog(self._desk, self._desk.today.year, self._window)
            dialog.task_wanted.connect(self._show_task)
            dialog.exec()
            dialog.deleteLater()

    def _show_task(self, task_id: int) -> None:
        for task in self._desk.shelf.some([task_id]):
            if task.plan_id is not None and self._window.tree.choose(task.plan_id):
                self._window.tasks.choose_task(task_id)

    def settings(self) -> None:
        """Ask for the settings and keep what changed."""
        from gongkai_desk.services.upkeep import office
        from ui.dialogs.settings_dialog import NAMES, Chosen, SettingsDialog

        own, library = self._desk.settings, self._desk.library
        stored = office.settings(library, NAMES) if library is not None else None
        now = Chosen(self._desk.who, own.points, own.look, own.backup_folder, stored)
        wanted = SettingsDialog.ask(self._window, now, may_write=self._desk.may_write)
        if wanted is None:
            return
        own.who = self._desk.who = wanted.who
        own.points, own.look, own.backup_folder = wanted.points, wanted.look, wanted.backup_folder
        self._window.view.dress()
        self._window.view.tick_look()
        if wanted.office is not None and wanted.office != stored:
            act = partial(office.save_settings, values=wanted.office, who=self._desk.who, day=self._desk.today)
            self._desk.write(act)

    def backup(self) -> None:
        """Write the whole library as one zip file into the folder of backups."""
        library = self._desk.library
        if library is not None:
            name = f"{library.name}-备份-{self._desk.today:%Y%m%d}"
            folder = self._desk.settings.backup_folder
            self._window.exports.write(
                "备份台账库", name, "zip", partial(_backup, library.folder), self.backup, folder=folder
            )

    def restore(self) -> None:
        """Let the library be again as a backup has it; what stands there now is kept as a snapshot first."""
        library = self._desk.library
        if library is not None and self._window.libraries.rescue.restore(library.folder):
            self._window.status.showMessage("已恢复，原来的内容也留了一份备份。", 6000)


def _backup(folder: Path, path: Path) -> "partial[None]":
    return partial(_write_backup, folder, path)


def _write_backup(folder: Path, path: Path, progress: object) -> None:
    """Back up on a connection of its own, since a job sees no store of the window."""
    from gongkai_desk.progress import silent
    from gongkai_desk.store.care.backup import backup_folder
    from gongkai_desk.store.library import Library

    with Library.open(folder, read_only=True) as library:
        backup_folder(library, path, progress if callable(progress) else silent)
