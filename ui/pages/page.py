"""What every page has: the desk, where the clerk stands, the plan that was shown last, its ways to the tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, NamedTuple, ParamSpec

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import Command, Listing, WhereNow

with lazy_imports():
    from gongkai_desk.standing import registers
    from gongkai_desk.store import library
    from ui.commands.year import lookback

P = ParamSpec("P")


class Page(QWidget):
    """One page of the window, as wide as the window beside the tree."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.where, self.desk = where, where().desk
        self.origin = self.desk.origin  # a page lives as long as the opening that it was made for
        self.plan: StoredPlan | None = None

    def refresh(self) -> None:
        """Ask again for all that is shown: at every showing, and after every act."""

    def do(
        self, act: Callable[Concatenate[library.Library, By, P], Changes | None], *args: P.args, **given: P.kwargs
    ) -> Changes | None:
        """Do one act upon what the page shows.

        Raises:
            Foreign: the library that the page was made for is no longer open.
        """
        return self.desk.do_there(self.origin, act, *args, **given)

    def go_to(self, number: int) -> None:
        """Go to an entry, on a page that has any."""

    def action(self, command: Command) -> QAction:
        """Return what stands for a command in the menus, e.g. for a button."""
        return self.where().frame.action(command)

    # -- ways to the tasks

    def go_to_task(self, task_id: int) -> None:
        """Show a task in its plan."""
        self.where().ways.go_to_task(task_id)

    def go_to_plan(self, plan_id: int) -> None:
        """Show a plan."""
        self.where().ways.go_to_plan(plan_id)

    def choose_topic(self, topic: str) -> None:
        """Show a topic of the reminders."""
        self.where().ways.choose_topic(topic)

    def show_listing(self, listing: Listing) -> None:
        """Show the tasks behind a number; the page is a click away again."""
        self.where().ways.show_listing(listing)

    def go_to_entry(self, page: str, number: int) -> None:
        """Go to an entry of a register on its page; the 整改台账 has a window of its own."""
        if page == registers.RECTIFICATIONS:
            lookback.show_rectification(self.where(), number=number)
        else:
            self.where().ways.go_to_entry(page, number)


class Entry(NamedTuple):
    """A page: its name inside the program, its title, its letter in the menu, what it says."""

    name: str
    title: str
    letter: str
    tip: str
    keys: str = ""


FIRST = "dashboard"
BOOK: tuple[Entry, ...] = (
    Entry(FIRST, "工作台", "W", "今天先做什么", "F4"),
    Entry("calendar", "全年日历", "Y", "到期、报送、法定事项按日列出", "F6"),
    Entry("statistics", "统计", "G", "按单位、状态、月份统计，与过去比较", "F8"),
    Entry("coverage", "承接情况", "H", "上级任务由谁承接、漏了哪些"),
    Entry("requests", "依申请公开", "Q", "申请登记、答复期限、年报表三"),
    Entry("interpretations", "政策解读", "J", "文件与解读材料、解读期限"),
    Entry("spot_checks", "抽查", "K", "抽取任务、登记结论、打印抽查表"),
    Entry("dispatches", "下发与回收", "X", "填报表发给了谁、谁没报、准予延期"),
)
"""Of these the first heads the tree; the others stand below the units."""
