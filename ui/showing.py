"""What the middle of the window shows: a plan or a group of it, a page, tasks behind a number, what a search found."""

from typing import TYPE_CHECKING

from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.standing.shelf import GroupKey
from gongkai_desk.wording.state_words import TOPIC_STEPS, TOPICS
from ui.commands import Commands
from ui.models.plan_tree import NodeKind
from ui.task_filter import TaskFilter

if TYPE_CHECKING:
    from ui.pages.book import PageStack
    from ui.pages.page import Listing, Page


class Showing(Commands):
    """A window whose middle shows what the tree stands on, a search or a page asks for."""

    middle: "PageStack"
    _shown_last: Plan | None

    def _enable(self) -> None:
        """Let only those commands be pressed that can work now."""
        raise NotImplementedError

    def show_place(self, plan_id: int, group: GroupKey) -> None:
        """Show a plan, or one section or 任务名称 of it; a running search is over then."""
        self.leaving.store_open()
        if self._plan is not None and self._plan.id != plan_id:
            self.tasks.set_filter(TaskFilter())  # another plan has other units and names
        self._plan = next((plan for plan in self.desk.shelf.plans() if plan.id == plan_id), None)
        self._group, self._listing, self._shown_last = group, None, self._plan
        if self.search.text():
            self.search.forget()
        self.show_tasks()

    def show_page(self, name: str) -> None:
        """Show a page over the whole of the window right of the tree, or the tasks behind a number of it."""
        if self._listing is not None:
            self.show_listing(self._listing)
            return
        self.middle.show_page(name, self.menus, self._shown_last)
        self.tasks.show_empty("", "")  # no row is current, so no command can meet one that is not seen
        self.detail.hide()
        self._enable()

    def _take_page(self, page: "Page") -> None:
        page.topic_chosen.connect(self.choose_topic)
        page.task_chosen.connect(self.go_to_task)
        page.listing_chosen.connect(self.show_listing)
        page.entry_chosen.connect(self.go_to_entry)
        page.plan_chosen.connect(self.tree.choose)

    def show_listing(self, listing: "Listing") -> None:
        """Show the tasks behind a number of a page; «清除» or the tree leads back to it."""
        self.leaving.store_open()
        self._listing = listing
        self._leave_page()
        self._show_picked(listing.heading, self.desk.shelf.some(listing.ids), listing.sentence)

    def _leave_page(self) -> None:
        if self.middle.currentWidget() is not self.tasks:
            self.middle.setCurrentWidget(self.tasks)
            self.detail.setVisible(self.menus["show_detail"].isChecked())

    def choose_topic(self, topic: str) -> None:
        """Show the rows of a topic of the reminders."""
        self.tree.choose_special(NodeKind.TOPIC, topic)

    def go_to_task(self, task_id: int) -> None:
        """Show a task in its plan."""
        for task in self.desk.shelf.some([task_id]):
            if task.plan_id is not None and self.tree.choose(task.plan_id):
                self.tasks.choose_task(task_id)

    def go_to_entry(self, page: str, number: int) -> None:
        """Show an entry of a register on its page."""
        self.tree.go_to_page(page)
        self.middle.page(page, self.menus).go_to(number)

    def choose_place(self, kind: str, key: str) -> None:
        """Show a line of the tree that is no plan and was chosen just now."""
        self._listing = None
        self.show_special(kind, key)

    def _click_page(self) -> None:
        """Lead back from the tasks behind a number to the page when its line is clicked again."""
        special = self.tree.special()
        if self._listing is not None and special is not None and special[0] is NodeKind.PAGE:
            self.choose_place(*special)

    def show_special(self, kind: str, key: str) -> None:
        """Show what a line of the tree stands for that is no plan: a page, a topic of the reminders, a unit."""
        self.leaving.store_open()
        self._plan, self._group = None, ()
        self.search.forget()
        if kind == NodeKind.PAGE:
            self.show_page(key)
            return
        self._leave_page()
        agenda = self.desk.board.agenda()
        if kind == NodeKind.UNIT:
            name = str(self.tree.view.currentIndex().data())
            self._show_picked(name, self.desk.shelf.tasks_of_unit(int(key)), f"责任单位有“{name}”")
        elif kind == NodeKind.TOPIC:
            topic = Topic(key)
            found = self.desk.shelf.some([entry.task_id for entry in agenda.get(topic, [])])
            self._show_picked(f"提醒 · {TOPICS[topic]}", found, TOPIC_STEPS[topic])
        elif kind == NodeKind.REMINDERS:
            ids = dict.fromkeys(entry.task_id for entries in agenda.values() for entry in entries)
            self._show_picked("提醒", self.desk.shelf.some(list(ids)), "全部需要提醒的任务")
        elif kind == NodeKind.UNITS and (first := self.tree.model.index(0, 0, self.tree.view.currentIndex())).isValid():
            self.tree.view.setCurrentIndex(first)

    def _show_picked(self, heading: str, tasks: list[Task], sentence: str) -> None:
        """Show tasks of any plans under a heading of their own."""
        self.tasks.model.show_lights(self.desk.board.lights())
        self.tasks.show_heading(heading)
        if tasks:
            self.tasks.show_tasks(tasks, self.desk.shelf.states(), f"{sentence}：{len(tasks)} 项")
        else:
            self.tasks.show_empty("现在没有这样的任务", "有了会自动列在这里。", with_head=True)
        self.status.show_counts(len({task.plan_id for task in tasks}), self.tasks.model.rowCount())
        self._enable()

    def find_words(self, words: str) -> None:
        """Show what the quick search finds in all plans, or the plan again when it is empty."""
        self.leaving.store_open()
        if not words:
            self.show_again()
            return
        self._leave_page()
        self.tasks.model.show_lights(self.desk.board.lights())
        shelf = self.desk.shelf
        found = shelf.some(shelf.matching(words))
        plans = len({task.plan_id for task in found})
        self.tasks.show_heading("查找结果")
        if found:
            sentence = f"“{words}”：在 {plans} 份要点中找到 {len(found)} 项"
            self.tasks.show_tasks(found, shelf.states(), sentence)
        else:
            text = "换一个说法试试：可以输入任务内容、单位名称或简称、拼音首字母。"
            self.tasks.show_empty(f"没有找到“{words}”", text, (self.menus["clear"],))
        self.status.show_counts(plans, self.tasks.model.rowCount())
        self._enable()

    def show_again(self) -> None:
        """Show again what the tree stands on."""
        if (special := self.tree.special()) is not None:
            self.show_special(*special)
        else:
            self.show_tasks()

    def show_tasks(self) -> None:
        """Show the chosen plan or group of it."""
        self.leaving.store_open()
        if self._plan is None or self._plan.id is None:
            return
        self._leave_page()
        self.tasks.model.show_lights(self.desk.board.lights())
        shelf = self.desk.shelf
        tasks = shelf.tasks(self._plan.id)
        shown = [task for task in tasks if in_group(task, self._group)] if self._group else tasks
        self.tasks.show_plan(self._plan)
        if not tasks:
            text = "点“新增任务”逐条录入，或从工作要点文件导入。"
            self.tasks.show_empty("这份要点还没有任务", text, (self.menus["new_task"],), with_head=True)
            self.status.show_counts(1, 0)
            self._enable()
            return
        sentence = f"只看“{self._group[-1]}”：{len(shown)} 项，全部 {len(tasks)} 项" if self._group else ""
        self.tasks.show_tasks(shown, shelf.states(), sentence)
        self.status.show_counts(1, self.tasks.model.rowCount())
        self._enable()

    def take_filter(self, wanted: TaskFilter) -> None:
        """Show what a filter shows."""
        self.tasks.set_filter(wanted)
        if self.search.text().strip():
            self.find_words(self.search.text().strip())
        else:
            self.show_tasks()
        self.tasks.setFocus()


def in_group(task: Task, group: GroupKey) -> bool:
    """Tell whether a task lies under a node of the tree: below the section path, or under the 任务名称."""
    if task.section:
        return task.section[: len(group)] == group
    return (task.title or "",) == group
