"""What a command is: its name, words and keys, what must be there for it, and what it runs, given ``Here``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, IntFlag
from typing import NamedTuple, Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStatusBar, QWidget

from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.lazy import lazy_imports
from ui.desk import Desk
from ui.libraries import Libraries
from ui.models.plan_tree import NodeKind
from ui.panes.task_pane import TaskPane
from ui.task_filter import TaskFilter
from ui.widgets.cell_edit import EditableField

with lazy_imports():
    from ui import papers

SAID = 6000  # milliseconds that the status bar says what was done


class Needs(IntFlag):
    """What must be there for a command to work."""

    NOTHING = 0
    LIBRARY = 1
    WRITING = 2  # a library that takes changes
    PLAN = 4
    TASK = 8
    FILTER = 16
    UNDO = 32  # an act that can be taken back
    REDO = 64


LIBRARY, WRITING, PLAN, TASK = Needs.LIBRARY, Needs.WRITING, Needs.PLAN, Needs.TASK


class Pane(Enum):
    """The three panes of the window."""

    TREE = "tree"
    TABLE = "table"
    DETAIL = "detail"


class Place(NamedTuple):
    """A line of the tree that is no plan: a page, a topic of the reminders, a unit; ``name`` as it is read there."""

    kind: NodeKind
    key: str
    name: str


class Listing(NamedTuple):
    """Tasks that stand behind a number: how the table is headed, which, and the sentence they were picked by."""

    heading: str
    ids: Sequence[int]
    sentence: str


class Ways(Protocol):
    """Where a command can lead, and what it can let the middle of the window show."""

    def go_to_task(self, task_id: int) -> None:
        """Show a task in its plan."""

    def go_to_plan(self, plan_id: int) -> bool:
        """Choose a plan; tell whether it is there."""

    def go_to_page(self, name: str) -> None:
        """Show a page of the book; back to the tasks where it is shown already."""

    def go_to_entry(self, page: str, number: int) -> None:
        """Show an entry of a register on its page."""

    def choose_topic(self, topic: str) -> None:
        """Show the rows of a topic of the reminders."""

    def show_listing(self, listing: Listing) -> None:
        """Show the tasks behind a number of a page, which is a click away again."""

    def find_here(self) -> None:
        """Go to the search field."""

    def find_on(self, by: int) -> None:
        """Go to the next (1) or previous (-1) task that the search found."""

    def clear_search(self) -> None:
        """Show all tasks of the plan again, or the page that a list of tasks came from."""

    def take_filter(self, wanted: TaskFilter) -> None:
        """Show what a filter shows."""

    def settle(self) -> None:
        """Show at once what depends on working days, and all that is left for idle moments."""


class Frame(Protocol):
    """The window around what is shown: panes, tabs, look and size of the text, the commands."""

    def show_pane(self, pane: Pane, shown: bool) -> None:
        """Show or hide a pane."""

    def focus(self, pane: Pane) -> None:
        """Go to a pane, shown if it was hidden."""

    def turn_to(self, tab: str) -> None:
        """Go to a tab of the right pane."""

    def store_open(self) -> bool:
        """Store what stands in open editors; tell whether none was refused."""

    def task_field(self, title: str) -> EditableField:
        """Show the field of the right pane in which 任务内容, 责任单位 or 完成时限 is written."""

    def usual_layout(self) -> None:
        """Give the panes and columns their first sizes."""

    def dress(self) -> None:
        """Wear the look and the text size of the settings."""

    def commands(self) -> Sequence[Entry]:
        """Return every command, in the order of the menus."""

    def action(self, command: Entry) -> QAction:
        """Return what stands for a command in the menus, e.g. for a button."""

    def close(self) -> object:
        """Close the window."""


class Here(NamedTuple):
    """Where a clerk stands when a command is given, made anew for each: the desk, the table, the plan, the place.

    ``plan`` is the one on which the tree stands, ``None`` for a page or an empty library; a search keeps it, and may
    show tasks of others. ``group``: the section or 任务名称 of it, empty for all. ``parent``: over which dialogs open.
    """

    desk: Desk
    parent: QWidget
    table: TaskPane
    plan: StoredPlan | None
    group: tuple[str, ...]
    place: Place | None
    ways: Ways
    frame: Frame
    status: QStatusBar
    libraries: Libraries
    exporter: Callable[[], papers.Exports]

    @property
    def exports(self) -> papers.Exports:
        """What asks where a paper goes and writes it, made with the first one."""
        return self.exporter()

    @property
    def task(self) -> StoredTask | None:
        """The task of the current row."""
        return self.table.current()

    @property
    def selected(self) -> list[StoredTask]:
        """The selected tasks, in the order shown."""
        return self.table.selected()

    @property
    def selected_ids(self) -> list[TaskId]:
        """Their ids."""
        return [task.id for task in self.table.selected()]

    def say(self, text: str, lasting: int = SAID) -> None:
        """Say in the status bar what was done, for so many milliseconds."""
        self.status.showMessage(text, lasting)


WhereNow = Callable[[], Here]
"""Tells where the clerk stands when something is pressed: what panes and pages run commands with."""


class Command(NamedTuple):
    """An entry of the menus beside the function that it runs.

    ``text`` has the letter of the menu; ``in_table``: its keys work only while the table itself has the focus.
    """

    name: str
    text: str
    keys: str = ""
    tip: str = ""
    needs: Needs = Needs.NOTHING
    in_table: bool = False
    run: Callable[[Here], object] = lambda here: None

    @property
    def title(self) -> str:
        """Its words without letter and dots, as buttons and the table of keys have them."""
        return title_of(self.text)


class Switch(NamedTuple):
    """An entry with a tick: ``turn(here, on)`` is run whenever it is set or taken away; ``on``: as it is at first."""

    name: str
    text: str
    keys: str = ""
    tip: str = ""
    needs: Needs = Needs.NOTHING
    on: bool = False
    turn: Callable[[Here, bool], object] = lambda here, on: None

    @property
    def title(self) -> str:
        """Its words without letter and dots."""
        return title_of(self.text)


Entry = Command | Switch


def title_of(text: str) -> str:
    """Return the words of an entry without letter and dots: 登记进展(&P)… → 登记进展."""
    return text.split("(")[0].rstrip("…")


class Menu(NamedTuple):
    """A menu as data: commands, menus in it, ``None`` for a line; ``one_of``: only one of its entries has the tick.

    ``fill(here, menu)`` fills it whenever it is opened, for what is known only then. ``needs``: what must be there for
    it to be opened; ``button``: its words on the tool bar, where they are others.
    """

    text: str
    entries: tuple[Entry | Menu | None, ...] = ()
    one_of: bool = False
    fill: Callable[[Here, QMenu], None] | None = None
    needs: Needs = Needs.NOTHING
    button: str = ""
