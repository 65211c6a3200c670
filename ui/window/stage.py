"""What the middle of the window shows: a plan or a group of it, a page, tasks behind a number, what a search found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction

from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.plan import StoredPlan, StoredTask, Task
from gongkai_desk.standing.shelf import GroupKey
from gongkai_desk.store.closed import is_closed
from gongkai_desk.wording.states import TOPIC_STEPS, TOPICS
from ui.commands import edit, plans, tasks
from ui.commands.command import Command, Listing, Place
from ui.desk import Desk
from ui.models.plan_tree import NodeKind
from ui.panes.task_pane import TaskPane
from ui.panes.tree_pane import TreePane
from ui.task_filter import TaskFilter
from ui.widgets.search_field import SearchField
from ui.window.leaving import Lighting
from ui.window.stage_parts import PageStack
from ui.window.status import StatusFields

if TYPE_CHECKING:
    from gongkai_desk.domain.state import TaskWorkDone

_HOW_TO_BEGIN = (
    "收到上级的工作要点或任务分解表后，点“导入文件”（PDF、Word、Excel、网页或粘贴文字都可以），\n"
    "也可以把文件直接拖到这个窗口里。"
)


class Parts(NamedTuple):
    """The widgets that the stage fills, and what works out the lights."""

    tree: TreePane
    table: TaskPane
    middle: PageStack
    search: SearchField
    status: StatusFields
    lighting: Lighting


class Stage(QObject):
    """Keeps where the clerk stands and shows it. ``changed``: other commands may work now.

    ``about_to_show``: other rows follow; what is being typed into those shown is to be stored.
    ``page_shown(bool)``: a page is as wide as the window beside the tree; the right pane has no room then.
    """

    about_to_show = Signal()
    changed = Signal()
    page_shown = Signal(bool)

    def __init__(self, desk: Desk, parts: Parts, action: Callable[[Command], QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._action = desk, action
        self._tree, self._table, self._middle = parts.tree, parts.table, parts.middle
        self._search, self._status, self._lighting = parts.search, parts.status, parts.lighting
        self.plan: StoredPlan | None = None
        self.group: GroupKey = ()
        self._shown_last: StoredPlan | None = None
        self._listing: Listing | None = None  # tasks behind a number of the page that the tree stands on
        self._wire()

    def _wire(self) -> None:
        self._middle.addWidget(self._table)
        self._tree.chosen.connect(self.show_place)
        self._tree.view.clicked.connect(self._click_page)
        self._tree.special_chosen.connect(self.choose_place)
        self._table.work_of = self._work_of
        self._table.cleared.connect(self.clear_search)
        self._table.filter_wanted.connect(self.take_filter)
        self._search.asked.connect(self.find_words)
        self._search.left.connect(self._table.setFocus)

    @property
    def place(self) -> Place | None:
        """Where the tree stands, if that is no plan."""
        special = self._tree.special()
        return Place(*special, str(self._tree.view.currentIndex().data())) if special is not None else None

    def _work_of(self, tasks: Sequence[StoredTask]) -> Mapping[int, TaskWorkDone]:
        return self._desk.board.works_done([task.id for task in tasks])

    # -- the library

    def show_library(self) -> None:
        """Show the library that is open now, beginning with its newest plan."""
        self.plan, self.group, self._listing, self._shown_last = None, (), None, None
        self._desk.shown = self._desk.origin  # nothing of another library is shown any more
        self._table.bind(self._desk.origin)
        self._table.model.editable = self._desk.may_write
        self._search.clear()
        self._tree.refresh(self._desk.shelf, self._desk.board)
        if self._desk.library is not None and not self._tree.choose_first():
            self._show_empty_library()
        self.changed.emit()

    def _show_empty_library(self) -> None:
        self.plan = None
        self._leave_page()
        self._table.show_empty("台账库还是空的", _HOW_TO_BEGIN, (self._action(plans.IMPORT),))
        self._status.show_counts(0, 0)

    def refresh(self) -> None:
        """Ask again for all that is shown."""
        self.about_to_show.emit()
        self._tree.refresh(self._desk.shelf, self._desk.board)
        if words := self._search.text().strip():
            self.find_words(words)
        elif (special := self._tree.special()) is not None:
            self.show_special(*special)
        elif (place := self._tree.place())[0] is not None:
            self.show_place(place[0], place[1])
        elif not self._tree.choose_first():
            self._show_empty_library()
        self.changed.emit()

    def forget(self) -> None:
        """Show nothing of the library any more, while it is still open."""
        self._lighting.stop()
        self._search.forget()
        self._status.clearMessage()  # may name an act that undo of another library would not take back
        self._tree.forget()
        self._table.bind(None)
        self._table.set_filter(TaskFilter())
        self._table.show_empty("", "")

    def settle(self) -> None:
        """Do at once all that is left for idle moments, e.g. before a picture is taken."""
        self._lighting.begin()
        self._lighting.finish()
        self._table.view.settle()

    # -- a plan

    def show_place(self, plan_id: int, group: GroupKey) -> None:
        """Show a plan, or one section or 任务名称 of it; a running search is over then."""
        self.about_to_show.emit()
        if self.plan is not None and self.plan.id != plan_id:
            self._table.set_filter(TaskFilter())  # another plan has other units and names
        self.plan = next((plan for plan in self._desk.shelf.plans() if plan.id == plan_id), None)
        self.group, self._listing, self._shown_last = group, None, self.plan
        if self._search.text():
            self._search.forget()
        self.show_tasks()

    def show_tasks(self) -> None:
        """Show the chosen plan or group of it."""
        self.about_to_show.emit()
        if self.plan is None:
            return
        self._leave_page()
        self._table.model.show_lights(self._desk.board.lights())
        shelf = self._desk.shelf
        known = shelf.tasks(self.plan.id)
        shown = [task for task in known if in_group(task, self.group)] if self.group else known
        self._table.show_plan(self.plan, closed=self._is_closed(self.plan))
        if not known:
            text = "点“新增任务”逐条录入，或从工作要点文件导入。"
            self._table.show_empty("这份要点还没有任务", text, (self._action(tasks.NEW_TASK),), with_head=True)
            self._status.show_counts(1, 0)
            self.changed.emit()
            return
        sentence = f"只看“{self.group[-1]}”：{len(shown)} 项，全部 {len(known)} 项" if self.group else ""
        self._table.show_tasks(shown, shelf.states(), sentence)
        self._status.show_counts(1, self._table.model.rowCount())
        self.changed.emit()

    def _is_closed(self, plan: StoredPlan) -> bool:
        """Tell whether a plan's year was archived and is only read."""
        library = self._desk.library
        return library is not None and is_closed(library.connection, plan.year)

    def show_again(self) -> None:
        """Show again what the tree stands on."""
        if (special := self._tree.special()) is not None:
            self.show_special(*special)
        else:
            self.show_tasks()

    def take_filter(self, wanted: TaskFilter) -> None:
        """Show what a filter shows."""
        self._table.set_filter(wanted)
        if words := self._search.text().strip():
            self.find_words(words)
        else:
            self.show_tasks()
        self._table.setFocus()

    # -- pages

    def show_page(self, name: str) -> None:
        """Show a page over the whole of the window right of the tree, or the tasks behind a number of it."""
        if self._listing is not None:
            self.show_listing(self._listing)
            return
        self._middle.show_page(name, self._shown_last)
        self._table.show_empty("", "")  # no row is current, so no command can meet one that is not seen
        self.page_shown.emit(True)
        self.changed.emit()

    def _leave_page(self) -> None:
        if self._middle.currentWidget() is not self._table:
            self._middle.setCurrentWidget(self._table)
            self.page_shown.emit(False)

    def show_listing(self, listing: Listing) -> None:
        """Show the tasks behind a number of a page; «清除» or the tree leads back to it."""
        self.about_to_show.emit()
        self._listing = listing
        self._leave_page()
        self._show_picked(listing.heading, self._desk.shelf.some(listing.ids), listing.sentence)

    def choose_topic(self, topic: str) -> None:
        """Show the rows of a topic of the reminders."""
        self._tree.choose_special(NodeKind.TOPIC, topic)

    def choose_place(self, kind: str, key: str) -> None:
        """Show a line of the tree that is no plan and was chosen just now."""
        self._listing = None
        self.show_special(kind, key)

    def _click_page(self) -> None:
        """Lead back from the tasks behind a number to the page when its line is clicked again."""
        special = self._tree.special()
        if self._listing is not None and special is not None and special[0] is NodeKind.PAGE:
            self.choose_place(*special)

    def show_special(self, kind: str, key: str) -> None:
        """Show what a line of the tree stands for that is no plan: a page, a topic of the reminders, a unit."""
        self.about_to_show.emit()
        self.plan, self.group = None, ()
        self._search.forget()
        if kind == NodeKind.PAGE:
            self.show_page(key)
            return
        self._leave_page()
        view = self._tree.view
        if kind == NodeKind.UNIT:
            name = str(view.currentIndex().data())
            self._show_picked(name, self._desk.shelf.tasks_of_unit(int(key)), f"责任单位有“{name}”")
        elif kind == NodeKind.TOPIC:
            self._show_topic(Topic(key))
        elif kind == NodeKind.REMINDERS:
            agenda = self._desk.board.agenda()
            ids = dict.fromkeys(entry.task_id for entries in agenda.values() for entry in entries)
            self._show_picked("提醒", self._desk.shelf.some(list(ids)), "全部需要提醒的任务")
        elif kind == NodeKind.UNITS and (first := self._tree.model.index(0, 0, view.currentIndex())).isValid():
            view.setCurrentIndex(first)

    def _show_topic(self, topic: Topic) -> None:
        entries = self._desk.board.agenda().get(topic, [])
        found = self._desk.shelf.some([entry.task_id for entry in entries])
        self._show_picked(f"提醒 · {TOPICS[topic]}", found, TOPIC_STEPS[topic])

    def _show_picked(self, heading: str, picked: list[StoredTask], sentence: str) -> None:
        """Show tasks of any plans under a heading of their own."""
        self._table.model.show_lights(self._desk.board.lights())
        self._table.show_heading(heading)
        if picked:
            self._table.show_tasks(picked, self._desk.shelf.states(), f"{sentence}：{len(picked)} 项")
        else:
            self._table.show_empty("现在没有这样的任务", "有了会自动列在这里。", with_head=True)
        self._status.show_counts(len({task.plan_id for task in picked}), self._table.model.rowCount())
        self.changed.emit()

    # -- ways

    def go_to_task(self, task_id: int) -> None:
        """Show a task in its plan."""
        for task in self._desk.shelf.some([task_id]):
            if task.plan_id is not None and self._tree.choose(task.plan_id):
                self._table.choose_task(task_id)

    def go_to_plan(self, plan_id: int) -> bool:
        """Choose a plan; tell whether it is there."""
        return self._tree.choose(plan_id)

    def go_to_page(self, name: str) -> None:
        """Show a page of the book; back to the tasks where it is shown already."""
        if not self._desk.board.started:
            self._lighting.finish()  # pages stand on them
        if self._tree.special() == (NodeKind.PAGE, name):
            self.clear_search()
        else:
            self._tree.go_to_page(name)

    def go_to_entry(self, page: str, number: int) -> None:
        """Show an entry of a register on its page."""
        self._tree.go_to_page(page)
        self._middle.page(page).go_to(number)

    # -- finding

    def find_words(self, words: str) -> None:
        """Show what the quick search finds in all plans, or the plan again when it is empty."""
        self.about_to_show.emit()
        if not words:
            self.show_again()
            return
        self._leave_page()
        self._table.model.show_lights(self._desk.board.lights())
        shelf = self._desk.shelf
        found = shelf.some(shelf.matching(words))
        count = len({task.plan_id for task in found})
        self._table.show_heading("查找结果")
        if found:
            sentence = f"“{words}”：在 {count} 份要点中找到 {len(found)} 项"
            self._table.show_tasks(found, shelf.states(), sentence)
        else:
            text = "换一个说法试试：可以输入任务内容、单位名称或简称、拼音首字母。"
            self._table.show_empty(f"没有找到“{words}”", text, (self._action(edit.CLEAR),))
        self._status.show_counts(count, self._table.model.rowCount())
        self.changed.emit()

    def find_here(self) -> None:
        """Go to the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def find_on(self, by: int) -> None:
        """Go to the next (1) or previous (-1) task that the search found; without a search ask for one."""
        if self._search.text().strip():
            self._table.step(by)
        else:
            self.find_here()

    def clear_search(self) -> None:
        """Show all tasks of the plan again, or the page that a list of tasks came from."""
        self._table.set_filter(TaskFilter())
        self._listing = None
        self._search.empty()
        if self.group and self.plan is not None:
            self._tree.choose(self.plan.id)
        else:
            self.show_again()
        self._table.view.setFocus()


def in_group(task: Task, group: GroupKey) -> bool:
    """Tell whether a task lies under a node of the tree: below the section path, or under the 任务名称."""
    if task.section:
        return task.section[: len(group)] == group
    return (task.title or "",) == group
