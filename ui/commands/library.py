"""文件 and the library as a whole: making, opening, backing up, checking; who works at this PC."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from gongkai_desk.lazy import lazy_imports
from gongkai_desk.progress import Progress
from ui.commands.command import LIBRARY, WRITING, Command, Here, Menu

with lazy_imports():
    from gongkai_desk.store import library as libraries
    from gongkai_desk.store.care import backup as backups
    from gongkai_desk.store.care import check as checks
    from ui.dialogs.base import ask

_BRIEFLY = 4000  # milliseconds
_FINDINGS = 10  # of the check that are said

# -- making and opening


def new_library(here: Here) -> None:
    """Make a library."""
    here.libraries.make()


def open_library(here: Here) -> None:
    """Open a library."""
    here.libraries.ask_and_open()


def open_sample(here: Here) -> None:
    """Open the sample library, made anew where it is not there yet."""
    here.libraries.open_sample()


def close_library(here: Here) -> None:
    """Close the library, the window stays."""
    here.desk.close()


def list_recent(here: Here, menu: QMenu) -> None:
    """List the libraries opened lately."""
    here.libraries.fill_recent(menu)


def quit_window(here: Here) -> None:
    """Close the window."""
    here.frame.close()


NEW = Command("new", "新建台账库(&N)…", "Ctrl+N", run=new_library)
OPEN = Command("open", "打开台账库(&O)…", "Ctrl+O", run=open_library)
SAMPLE = Command("sample", "打开样例(&M)", tip="云州市的样例台账，可以随意试用", run=open_sample)
RECENT = Menu("最近打开(&R)", fill=list_recent)
CLOSE = Command("close", "关闭台账库(&W)", "Ctrl+W", needs=LIBRARY, run=close_library)
QUIT = Command("quit", "退出(&X)", "Ctrl+Q", run=quit_window)

# -- at work


def change_clerk(here: Here) -> None:
    """Let another clerk work at this PC: the name stands in the history from now on."""
    desk, text = here.desk, "经办人姓名，写在变更记录里："
    name = ask.choose_or_write(here.parent, "更换经办人", text, desk.settings.clerks, desk.who)
    if name:
        desk.who = desk.settings.who = name
        here.say(f"经办人：{name}", _BRIEFLY)


def say_saved(here: Here) -> None:
    """Answer Ctrl+S: what is being typed is stored too."""
    if here.frame.store_open():
        here.say("已自动保存：每办一件事都已写入台账库。", _BRIEFLY)


def refresh(here: Here) -> None:
    """Read again all that is shown."""
    here.desk.read_again()
    here.say("已重新读取台账库。", _BRIEFLY)


def show_folder(here: Here) -> None:
    """Open the library's folder in the system's own window."""
    if here.desk.library is not None:
        open_folder(here.desk.library.folder)


def open_folder(folder: Path) -> None:
    """Open a folder in the system's own window."""
    from PySide6.QtCore import QUrl  # with its enums no matter of a start
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


CLERK = Command("clerk", "更换经办人(&P)…", tip="几个人合用一台电脑时，各记各的名", run=change_clerk)
SAVE = Command("save", "保存(&S)", "Ctrl+S", "每办一件事都已自动保存", needs=LIBRARY, run=say_saved)
REFRESH = Command("refresh", "刷新(&E)", "F5", "重新读取台账库", needs=LIBRARY, run=refresh)
FOLDER = Command("folder", "打开台账文件夹(&F)", needs=LIBRARY, run=show_folder)

# -- care


def back_up(here: Here) -> None:
    """Write the whole library as one zip file into the folder of backups."""
    desk, library = here.desk, here.desk.library
    if library is not None:
        name, work = f"{library.name}-备份-{desk.today:%Y%m%d}", partial(_backup, library.folder)
        folder = desk.settings.backup_folder
        here.exports.write("备份台账库", name, "zip", work, partial(back_up, here), folder=folder)


def restore(here: Here) -> None:
    """Let the library be again as a backup has it; what stands there now is kept as a snapshot first."""
    library = here.desk.library
    if library is not None and here.libraries.rescue.restore(library.folder):
        here.say("已恢复，原来的内容也留了一份备份。")


def _backup(folder: Path, path: Path) -> partial[None]:
    return partial(_write_backup, folder, path)


def _write_backup(folder: Path, path: Path, progress: Progress) -> None:
    """Back up on a connection of its own, since a job sees no store of the window."""
    with libraries.Library.open(folder, read_only=True) as library:
        backups.backup_folder(library, path, progress)


def check(here: Here) -> None:
    """Have the whole library looked over, on a connection of its own; the result is said when it is there."""
    if here.desk.library is not None:
        here.status.showMessage("正在检查台账库…")
        _Check(here, here.desk.library.folder)


class _Check(QObject):
    """Looks one library over in a job and says what it found."""

    def __init__(self, here: Here, folder: Path) -> None:
        super().__init__(here.parent)
        self._here = here
        job = here.desk.jobs.start(partial(_findings, folder))
        job.succeeded.connect(self._say)
        job.failed.connect(self._failed)
        job.ended.connect(self.deleteLater)

    @Slot(object)
    def _say(self, found: list[str]) -> None:
        self._here.status.clearMessage()
        lines = ["台账库有问题，请从“备份”文件夹中恢复：", *found[:_FINDINGS]] if found else ["台账库完好。"]
        ask.tell(self._here.parent, "检查台账库", "\n".join(lines))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._here.status.clearMessage()
        raise error


def _findings(folder: Path, progress: Progress) -> list[str]:
    return checks.findings(folder)


BACKUP = Command("backup", "备份台账库(&B)…", "Ctrl+B", needs=LIBRARY, run=back_up)
RESTORE = Command("restore", "恢复备份(&R)…", needs=WRITING, run=restore)
CHECK = Command("check", "检查台账库(&C)", needs=LIBRARY, run=check)
