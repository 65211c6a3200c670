"""恢复备份, and what may be done about a library that is damaged or a backup that is not whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gongkai_desk.errors import BadBackup, DamagedLedger, DeskError
from gongkai_desk.paths import LIBRARY_SUFFIX
from gongkai_desk.progress import Progress
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs.base import ask

if TYPE_CHECKING:
    from gongkai_desk.store.care.salvage import Salvaged

_IN_PART = ("not_whole", "unreadable")  # reasons for which a backup may still hold something
_RESTORE, _SALVAGE = "恢复备份…", "能读的先救出来…"


class Rescue(QObject):
    """Restores and salvages into the place that ``opened`` then opens."""

    def __init__(self, desk: Desk, window: QWidget, opened: Callable[[Path], bool]) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._opened = opened

    def offer(self, folder: Path, error: DamagedLedger) -> None:
        """Say that a library is damaged and ask what to do about it."""
        chosen = ask.choose_one(self._window, "台账库已损坏", error_sentence(error), (_RESTORE, _SALVAGE))
        if chosen is not None:
            (self.restore, self.salvage)[chosen](folder)

    def restore(self, folder: Path) -> bool:
        """Let a library be again as a backup has it, and open it; tell whether that was done."""
        from gongkai_desk.store.care.restore import restore_folder
        from gongkai_desk.store.care.snapshots import snapshots
        from ui.dialogs.office.restore import RestoreBackup

        chosen = RestoreBackup.ask(self._window, snapshots(folder), self._desk.settings.backup_folder)
        if chosen is None:
            return False
        if not self._desk.close():
            return False
        try:
            restore_folder(chosen, folder, who=self._desk.who)
        except DeskError as error:
            self._refused(chosen, error)
            self._reopen(folder)
            return False
        return self._opened(folder)

    def _reopen(self, folder: Path) -> None:
        """Open again what was open before; a library that was damaged before is not told of twice."""
        from gongkai_desk.store.care.snapshots import is_whole_ledger

        if is_whole_ledger(folder / "ledger.db"):
            self._opened(folder)

    def _refused(self, chosen: Path, error: DeskError) -> None:
        if not isinstance(error, BadBackup) or error.data["reason"] not in _IN_PART:
            ask.tell(self._window, "恢复备份", error_sentence(error))
        elif ask.choose(self._window, "恢复备份", error_sentence(error), _SALVAGE):
            self.salvage(chosen)

    def salvage(self, source: Path) -> None:
        """Ask for the place of a new library, and bring there what can be read."""
        from ui.dialogs.base.waiting import run_waiting

        folder = self._place(source)
        if folder is None:
            return
        work = partial(_salvaged, source, folder, self._desk.who, self._desk.today)
        done = partial(self._salvaged, folder)
        run_waiting(self._desk.jobs, work, "正在救出能读的内容…", self._window, done, self._not_salvaged)

    def _place(self, source: Path) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        proposed = self._desk.settings.library_folder / f"{source.stem}-救出{LIBRARY_SUFFIX}"
        kinds = f"台账库 (*{LIBRARY_SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(self._window, "救出的内容放到", str(proposed), kinds)
        return Path(name if name.endswith(LIBRARY_SUFFIX) else name + LIBRARY_SUFFIX) if name else None

    def _salvaged(self, folder: Path, told: Salvaged) -> None:
        from gongkai_desk.wording.salvage import lost_lines, saved_line

        lost = lost_lines(told.lost, told.cut, [kept.name for kept in told.lacking])
        ask.tell(self._window, "能读的先救出来", "\n".join((saved_line(told.rows, told.files), *lost)))
        self._opened(folder)

    def _not_salvaged(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._window, "能读的先救出来", error_sentence(error))


def _salvaged(source: Path, folder: Path, who: str, today: date, progress: Progress) -> Salvaged:
    from gongkai_desk.store.care.salvage import salvage

    return salvage(source, folder, who=who, day=today)
