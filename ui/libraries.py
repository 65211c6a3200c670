"""Making, opening and remembering libraries: what the menu 文件 asks and says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gongkai_desk.domain.cycle.packets import SUFFIX as PACKET_SUFFIX
from gongkai_desk.errors import BadBackup, BusyLedger, DamagedLedger, DeskError, LibraryError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.paths import LIBRARY_SUFFIX, user_dir
from gongkai_desk.progress import Progress
from ui.desk import Desk
from ui.window.leaving import open_dialog

if TYPE_CHECKING:
    from gongkai_desk.store.care.salvage import Salvaged


with lazy_imports():
    from gongkai_desk.wording import sentences
    from ui.dialogs.base import ask


SUFFIX = LIBRARY_SUFFIX
_DAILY_AFTER = 5000  # milliseconds: the window is up and the clerk has begun


class Libraries(QObject):
    """Opens libraries into the desk; every refusal ends in one sentence and leaves what was open."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    @cached_property
    def rescue(self) -> Rescue:
        """Return what helps with damaged libraries; made when it is first wanted."""
        return Rescue(self._desk, self._window, self.open)

    def make(self) -> None:
        """Ask for a place and a name and make a library there."""
        proposed = self._desk.settings.library_folder / f"政务公开台账{self._desk.today.year}{SUFFIX}"
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(self._window, "新建台账库", str(proposed), f"台账库 (*{SUFFIX})")
        if not name:
            return
        folder = Path(name if name.endswith(SUFFIX) else name + SUFFIX)
        self._try(partial(self._desk.create, folder, folder.stem), folder)

    def ask_and_open(self) -> None:
        """Ask for a library's folder and open it."""
        start = str(self._desk.settings.library_folder)
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(self._window, "打开台账库（选择扩展名为 .gkdesk 的文件夹）", start)
        if name:
            self.open(Path(name))

    def open_sample(self) -> None:
        """Open the sample of 云州市 in the user's folder; the first time it is made there."""
        folder = user_dir() / f"云州市样例{SUFFIX}"
        if folder.is_dir():
            self.open(folder)
            return
        work, text = partial(_made_sample, folder, self._desk.today), "正在生成样例台账库…"
        from ui.dialogs.base.ask import run_waiting

        run_waiting(self._desk.jobs, work, text, self._window, self._open_made, partial(self._refused, folder))

    def _open_made(self, folder: Path) -> None:
        """Open what a job has made, once no dialog waits for an answer that belongs to the library now open."""
        if (dialog := open_dialog(self._window)) is None:
            self.open(folder)
        else:  # ended, the dialog first lets whoever asked do its act
            dialog.finished.connect(lambda: QTimer.singleShot(0, self, partial(self._open_made, folder)))

    def open(self, folder: Path) -> bool:
        """Open a library; one in use elsewhere is offered for reading. Tell whether it is open now.

        A 分工录入包 (double-clicked) is laid out as a library first.
        """
        if folder.suffix == PACKET_SUFFIX and folder.is_file():
            self.unpack(folder)
            return False
        try:
            self._desk.open(folder)
        except BusyLedger as error:
            return self._offer_reading(folder, error)
        except DeskError as error:
            self._refused(folder, error)
            return False
        self._desk.settings.library_folder = folder.parent
        QTimer.singleShot(_DAILY_AFTER, self, self.keep_daily)
        return True

    def unpack(self, packet: Path) -> None:
        """Ask where a 分工录入包 that was received is to be a library, lay it out there in a job, and open it."""
        from PySide6.QtWidgets import QFileDialog

        from gongkai_desk.services.packets import unpack
        from ui.dialogs.base.ask import run_waiting

        proposed = self._desk.settings.library_folder / f"{packet.stem}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self._window, "放成台账库", str(proposed), f"台账库 (*{SUFFIX})")
        if name:
            folder = Path(name if name.endswith(SUFFIX) else name + SUFFIX)
            work = partial(unpack, packet, folder, self._desk.who)
            opened = partial(self._open_unpacked, folder)
            failed = partial(self._refused, folder)
            run_waiting(self._desk.jobs, work, "正在打开分工录入包", self._window, opened, failed)

    def _open_unpacked(self, folder: Path, _: object) -> None:
        self._open_made(folder)

    def keep_daily(self) -> None:
        """Let the library keep a state of itself each day that it is used, beside the clerk's work."""
        if self._desk.library is not None and self._desk.may_write:
            job = self._desk.jobs.start(partial(_kept_daily, self._desk.library.folder))
            job.failed.connect(self._not_kept)

    def _not_kept(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._window, "自动备份", _sentence(error))

    def _offer_reading(self, folder: Path, error: BusyLedger) -> bool:
        if not ask.choose(self._window, "台账库正在使用", _sentence(error), "以只读方式打开"):
            return False
        return self._try(partial(self._desk.open, folder, read_only=True), folder)

    def _try(self, act: partial[None], folder: Path) -> bool:
        try:
            act()
        except DeskError as error:
            self._refused(folder, error)
            return False
        self._desk.settings.library_folder = folder.parent
        return True

    def _refused(self, folder: Path, error: DeskError) -> None:
        if isinstance(error, LibraryError) and not folder.is_dir():
            self._desk.settings.forget(folder)
        if isinstance(error, DamagedLedger) and error.data.get("reason") != "no_folder":
            self.rescue.offer(folder, error)
        else:
            ask.tell(self._window, "打不开台账库", _sentence(error))

    def fill_recent(self, menu: QMenu) -> None:
        """List in a menu the libraries opened lately."""
        menu.clear()
        menu.addActions(self.recent_actions(menu))
        if menu.isEmpty():
            menu.addAction("（还没有打开过台账库）").setEnabled(False)

    def recent_actions(self, parent: QObject) -> list[QAction]:
        """Return an action for each library opened lately, newest first."""
        made = self._actions(parent)
        for action in made:
            action.triggered.connect(partial(self._open_recent, action))
        return made

    def _actions(self, parent: QObject) -> list[QAction]:
        made = []
        for path in self._desk.settings.recent:
            action = QAction(f"{path.stem}　{path.parent}".replace("&", "&&"), parent)
            action.setData(str(path))
            made.append(action)
        return made

    def _open_recent(self, action: QAction, checked: bool = False) -> None:
        self.open(Path(action.data()))


def _made_sample(folder: Path, today: date, progress: Progress) -> Path:
    """Make the sample beside its place and let it stand there whole: a job that was broken off leaves none."""
    from shutil import rmtree

    from gongkai_desk.services.intake.sample import make_sample

    beside = folder.with_name(f"~{folder.name}")
    rmtree(beside, ignore_errors=True)
    make_sample(beside, today)
    return beside.rename(folder)


def _kept_daily(folder: Path, progress: Progress) -> Path | None:
    from gongkai_desk.store.care.snapshots import daily_snapshot

    return daily_snapshot(folder)


def _sentence(error: DeskError) -> str:

    return sentences.error_sentence(error)


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
        chosen = ask.choose_one(self._window, "台账库已损坏", sentences.error_sentence(error), (_RESTORE, _SALVAGE))
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
            ask.tell(self._window, "恢复备份", sentences.error_sentence(error))
        elif ask.choose(self._window, "恢复备份", sentences.error_sentence(error), _SALVAGE):
            self.salvage(chosen)

    def salvage(self, source: Path) -> None:
        """Ask for the place of a new library, and bring there what can be read."""
        from ui.dialogs.base.ask import run_waiting

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
        ask.tell(self._window, "能读的先救出来", sentences.error_sentence(error))


def _salvaged(source: Path, folder: Path, who: str, today: date, progress: Progress) -> Salvaged:
    from gongkai_desk.store.care.salvage import salvage

    return salvage(source, folder, who=who, day=today)
