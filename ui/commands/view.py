"""视图: pages, panes, text size, look and layout of the window."""

from __future__ import annotations

from functools import partial

from gongkai_desk import __version__
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.paths import user_dir
from ui.commands.command import LIBRARY, Command, Here, Pane, Switch
from ui.commands.library import open_folder
from ui.input_method import HELP
from ui.pages.page import BOOK, Entry
from ui.settings import USUAL_POINTS


def show_page(name: str, here: Here) -> None:
    """Show a page of the book."""
    here.ways.go_to_page(name)


def _page(entry: Entry) -> Command:
    text, run = f"{entry.title}(&{entry.letter})", partial(show_page, entry.name)
    return Command(entry.name, text, entry.keys, entry.tip, needs=LIBRARY, run=run)


PAGES = tuple(map(_page, BOOK))

# -- panes


def show_pane(pane: Pane, here: Here, shown: bool) -> None:
    """Show or hide a pane."""
    here.frame.show_pane(pane, shown)


def focus(pane: Pane, here: Here) -> None:
    """Go to a pane."""
    here.frame.focus(pane)


def usual_layout(here: Here) -> None:
    """Give the panes and columns their first sizes."""
    here.frame.usual_layout()


SHOW_TREE = Switch("show_tree", "要点目录(&T)", on=True, turn=partial(show_pane, Pane.TREE))
SHOW_DETAIL = Switch("show_detail", "任务详情(&D)", on=True, turn=partial(show_pane, Pane.DETAIL))
FOCUS_TREE = Command("focus_tree", "转到目录(&1)", "Ctrl+1", run=partial(focus, Pane.TREE))
FOCUS_TABLE = Command("focus_table", "转到任务表(&2)", "Ctrl+2", run=partial(focus, Pane.TABLE))
FOCUS_DETAIL = Command("focus_detail", "转到详情(&3)", "Ctrl+3", run=partial(focus, Pane.DETAIL))
USUAL_LAYOUT = Command("usual_layout", "恢复默认布局(&R)", run=usual_layout)

# -- look and size


def wear(look: str, here: Here) -> None:
    """Wear a look."""
    here.desk.settings.look = look
    here.frame.dress()


def zoom(here: Here, steps: int) -> None:
    """Make all text some points larger, e.g. by Ctrl and the wheel."""
    _set_points(here, here.desk.settings.points + steps)


def larger(here: Here) -> None:
    """Make all text one point larger."""
    zoom(here, 1)


def smaller(here: Here) -> None:
    """Make all text one point smaller."""
    zoom(here, -1)


def usual_size(here: Here) -> None:
    """Give all text its first size."""
    _set_points(here, USUAL_POINTS)


def _set_points(here: Here, points: int) -> None:
    here.desk.settings.points = points
    here.frame.dress()
    here.table.fit_columns()


LARGER = Command("larger", "放大文字(&L)", "Ctrl++", run=larger)
SMALLER = Command("smaller", "缩小文字(&M)", "Ctrl+-", run=smaller)
USUAL_SIZE = Command("usual_size", "默认文字大小(&Z)", "Ctrl+0", run=usual_size)
LOOKS = {
    "system": Command("look_system", "跟随系统(&S)", run=partial(wear, "system")),
    "light": Command("look_light", "浅色(&L)", run=partial(wear, "light")),
    "dark": Command("look_dark", "深色(&D)", run=partial(wear, "dark")),
}
"""By what the settings call them; the one that is worn has the tick."""


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
