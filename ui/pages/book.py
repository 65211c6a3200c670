"""The pages beside the task table, as data: the tree and the menu 视图 list them, each is made when first shown."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from gongkai_desk.domain.plan import Plan
    from ui.desk import Desk
    from ui.menus import Menus
    from ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its name inside the program, its title, its letter in the menu, what it says, where its class is."""

    name: str
    title: str
    letter: str
    tip: str
    place: str  # module:class
    keys: str = ""


FIRST = "dashboard"
BOOK: tuple[Entry, ...] = (
    Entry(FIRST, "工作台", "W", "今天先做什么", "ui.pages.dashboard:Dashboard", "F4"),
    Entry("calendar", "全年日历", "Y", "到期、报送、法定事项按日列出", "ui.pages.calendar:Calendar", "F6"),
    Entry("statistics", "统计", "G", "按单位、状态、月份统计，与过去比较", "ui.pages.statistics:StatisticsPage", "F8"),
    Entry("coverage", "承接情况", "H", "上级任务由谁承接、漏了哪些", "ui.pages.coverage:CoveragePage"),
    Entry("requests", "依申请公开", "Q", "申请登记、答复期限、年报表三", "ui.pages.requests:Requests"),
    Entry("interpretations", "政策解读", "J", "文件与解读材料、解读期限", "ui.pages.interpretations:Interpretations"),
    Entry("spot_checks", "抽查", "K", "抽取任务、登记结论、打印抽查表", "ui.pages.spot_checks:SpotChecks"),
)
"""Of these the first heads the tree; the others stand below the units."""


class PageStack(QStackedWidget):
    """The middle of the window: the task table, or one page. ``made(page)``: a page was shown for the first time."""

    made = Signal(object)

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages: dict[str, Page] = {}

    def forget(self) -> None:
        """Make every page anew when it is next shown: each remembers rows, filters and years of its library."""
        for page in self._pages.values():
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()

    def page(self, name: str, menus: "Menus") -> "Page":
        """Return the page of that name."""
        if name not in self._pages:
            module, _, title = next(entry.place for entry in BOOK if entry.name == name).partition(":")
            page = self._pages[name] = getattr(import_module(module), title)(self._desk, menus, self)
            self.addWidget(page)
            self.made.emit(page)
        return self._pages[name]

    def show_page(self, name: str, menus: "Menus", plan: "Plan | None") -> None:
        """Show a page as things stand now; ``plan``: the one that was shown last."""
        page = self.page(name, menus)
        page.plan = plan
        page.refresh()
        self.setCurrentWidget(page)
