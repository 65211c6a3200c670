"""帮助: keys, input methods, the log, what this program is."""

from __future__ import annotations

from gongkai_desk import __version__
from gongkai_desk.paths import user_dir
from ui.commands.command import Command, Here
from ui.commands.library import open_folder
from ui.input_method import HELP
from ui.lazy import lazy_imports

with lazy_imports():
    from ui.dialogs.base import ask, keys

NO_SECRETS = "非涉密软件，严禁录入国家秘密、工作秘密"
_ABOUT = "政务公开工作要点的任务分解、台账与督办。\n本机离线运行，不联网，不上传。"


def show_keys(here: Here) -> None:
    """Show all keys."""
    keys.Keys.show_for(here.parent, here.frame.commands())


def explain_input(here: Here) -> None:
    """Say what to do where no Chinese can be typed."""
    ask.tell(here.parent, "输入法说明", HELP)


def open_log(here: Here) -> None:
    """Open the folder of the log file."""
    open_folder(user_dir())


def about(here: Here) -> None:
    """Say what this program is."""
    ask.tell(here.parent, "关于公开台账", f"公开台账 {__version__}\n{_ABOUT}\n\n{NO_SECRETS}。")


KEYS = Command("keys", "快捷键一览(&K)", "F1", run=show_keys)
INPUT = Command("input", "输入法说明(&I)", run=explain_input)
LOG = Command("log", "打开日志文件夹(&L)", run=open_log)
ABOUT = Command("about", "关于公开台账(&A)", run=about)
