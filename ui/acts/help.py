"""帮助, and the check of the library: what is said about the program and what it keeps."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gongkai_desk.progress import Progress
from ui.commands import NO_SECRETS, open_folder

if TYPE_CHECKING:
    from ui.commands import Commands

_ABOUT = "政务公开工作要点的任务分解、台账与督办。\n本机离线运行，不联网，不上传。"


class HelpActs(QObject):
    """What the menu 帮助 opens."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def check(self) -> None:
        """Have the whole library looked over, on a connection of its own; the result is said when it is there."""
        if self._desk.library is not None:
            self._window.status.showMessage("正在检查台账库…")
            job = self._desk.jobs.start(partial(_findings, self._desk.library.folder))
            job.succeeded.connect(self._say_findings)
            job.failed.connect(self._check_failed)

    def _say_findings(self, found: list[str]) -> None:
        from ui.dialogs.ask import tell

        self._window.status.clearMessage()
        text = "\n".join(["台账库有问题，请从“备份”文件夹中恢复：", *found[:10]]) if found else "台账库完好。"
        tell(self._window, "检查台账库", text)

    def _check_failed(self, error: Exception) -> None:
        self._window.status.clearMessage()
        raise error

    def keys(self) -> None:
        """Show all keys."""
        from ui.dialogs.keys import Keys

        Keys.show_for(self._window, self._window.menus.all())

    def input(self) -> None:
        """Say what to do where no Chinese can be typed."""
        from ui.dialogs.ask import tell
        from ui.input_method import HELP

        tell(self._window, "输入法说明", HELP)

    def log(self) -> None:
        """Open the folder of the log file."""
        from gongkai_desk.paths import user_dir

        open_folder(user_dir())

    def about(self) -> None:
        """Say what this program is."""
        from gongkai_desk import __version__
        from ui.dialogs.ask import tell

        tell(self._window, "关于公开台账", f"公开台账 {__version__}\n{_ABOUT}\n\n{NO_SECRETS}。")


def _findings(folder: Path, progress: Progress) -> list[str]:
    from gongkai_desk.store.care.check import findings

    return findings(folder)
