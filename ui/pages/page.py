"""What every page has: the desk, the commands, the plan that was shown last, and its ways to the tasks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk

if TYPE_CHECKING:
    from gongkai_desk.domain.plan import Plan
    from gongkai_desk.domain.work import Changes
    from gongkai_desk.store.library import Library
    from ui.menus import Menus


@dataclass(frozen=True, slots=True)
class Listing:
    """Tasks that stand behind a number: how the table is headed, which, and the sentence they were picked by."""

    heading: str
    ids: Sequence[int]
    sentence: str


class Page(QWidget):
    """One page of the window, as wide as the window beside the tree.

    ``task_chosen(id)``: go to the task in its plan. ``topic_chosen(topic)``: show a topic of the reminders.
    ``listing_chosen(Listing)``: show the tasks behind a number; the page is a click away again.
    ``plan_chosen(id)``: show a plan.
    ``entry_chosen(page, id)``: go to an entry of a register on its page.
    """

    task_chosen = Signal(int)
    topic_chosen = Signal(str)
    listing_chosen = Signal(object)
    entry_chosen = Signal(str, int)
    plan_chosen = Signal(int)

    def __init__(self, desk: Desk, menus: "Menus", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.menus = menus
        self.origin = desk.origin  # a page lives as long as the opening that it was made for
        self.plan: Plan | None = None

    def refresh(self) -> None:
        """Ask again for all that is shown: at every showing, and after every act."""
        raise NotImplementedError

    def store(self, act: "Callable[[Library], Changes | None]") -> "Changes | None":
        """Run one act upon what the page shows.

        Raises:
            Foreign: the library that the page was made for is no longer open.
        """
        return self.desk.write(act, self.origin)

    def go_to(self, number: int) -> None:
        """Go to an entry, on a page that has any."""
