"""Plans and tasks by hand: making, changing, deleting, moving, taking back."""

from dataclasses import fields as fields_of
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.rules.work.task_order import Landing, landed
from ui.deleting import is_task_deletion_agreed, neighbour, tasks_named
from ui.moving import moved_sentence

if TYPE_CHECKING:
    from ui.commands import Commands


class HandActs(QObject):
    """What the menus 要点 and 任务 do beside an import."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    # -- tasks

    def new_task(self) -> None:
        """Ask for a task and put it behind the current one."""
        from ui.dialogs.task_dialog import TaskDialog

        current = self._window.tasks.current()
        near = Task(section=current.section, title=current.title) if current is not None else Task()
        typed = TaskDialog.ask(self._window, near, self._sections())
        if typed is not None:
            self._add(typed)

    def copy_task(self) -> None:
        """Put a copy of the current task behind it, without what happened to that one."""
        current = self._window.tasks.current()
        if current is not None:
            self._add(replace(current, id=None, seq=None))

    def _add(self, new: Task | TaskEdit) -> None:
        from gongkai_desk.services.progress import work

        plan, current = self._window.plan, self._window.tasks.current()
        plan_id = current.plan_id if current is not None else plan.id if plan is not None else None
        if plan_id is None:
            return
        before = self._after(current) if current is not None else None
        act = partial(work.add_task, plan_id=plan_id, task=new, before=before)
        changes = self._desk.write(partial(act, who=self._desk.who, day=self._desk.today))
        if changes is not None and changes.made is not None:
            self._window.tasks.choose_task(changes.made)

    def _after(self, task: Task) -> int | None:
        """Return the task that follows in the plan, ``None`` at its end."""
        ids = [each.id for each in self._desk.shelf.tasks(task.plan_id or 0)]
        place = ids.index(task.id) + 1
        return ids[place] if place < len(ids) else None

    def edit_task(self) -> None:
        """Ask for all texts of the current task and store what changed."""
        from gongkai_desk.services.progress import work
        from ui.dialogs.task_dialog import TaskDialog

        task = self._window.tasks.current()
        if task is None or task.id is None:
            return
        typed = TaskDialog.ask(self._window, task, self._sections(), new=False)
        edit = typed.where_new(task) if typed is not None else TaskEdit()
        if edit != TaskEdit():
            act = partial(work.edit_task, task_id=task.id, edit=edit)
            self._desk.write(partial(act, who=self._desk.who, day=self._desk.today))

    def _sections(self) -> list[tuple[str, ...]]:
        plan = self._window.plan
        tasks = self._desk.shelf.tasks(plan.id) if plan is not None and plan.id is not None else []
        return list(dict.fromkeys(task.section for task in tasks))

    def delete_tasks(self) -> None:
        """Put the selected tasks into the recycle bin, after a question that says which; the neighbour is chosen."""
        from gongkai_desk.services.progress import work

        tasks, pane = self._window.tasks.selected(), self._window.tasks
        if not tasks or not is_task_deletion_agreed(self._window, tasks):
            return
        ids = self._selected()
        following = neighbour([task.id or 0 for task in pane.shown()], ids)
        self._desk.write(partial(work.remove_tasks, task_ids=ids, who=self._desk.who, day=self._desk.today))
        if following is not None:
            pane.choose_task(following)
        pane.view.setFocus()
        text = f"已将{tasks_named(tasks)}放入回收站，按 Ctrl+Z 可撤销。"
        self._window.status.showMessage(text, 6000)

    def move_up(self) -> None:
        """Move the selected tasks before the one above them."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the selected tasks behind the one below them."""
        self._move(1)

    def _move(self, by: int) -> None:
        ids = self._selected()
        first = self._window.tasks.current()
        if not ids or first is None:
            return
        order = [task.id for task in self._desk.shelf.tasks(first.plan_id or 0) if task.id is not None]
        places = sorted(order.index(each) for each in ids if each in order)
        own = [order[place] for place in places]
        if by < 0 and places[0] > 0:
            self._land(own, Landing(order[places[0] - 1], toward=-1))
        elif by > 0 and places[-1] + 1 < len(order):
            after = places[-1] + 2
            self._land(own, Landing(order[after] if after < len(order) else None, toward=1))

    def move(self, ids: list[int], before: int | None, section: tuple[str, ...] | None) -> None:
        """Move tasks of one plan before another one, and into a section if one is given."""
        self._land(ids, Landing(before, section))

    def _land(self, ids: list[int], landing: Landing) -> None:
        """Move tasks and say what became of them; nothing is stored where nothing changes."""
        from gongkai_desk.services.progress.ordering import place_tasks

        tasks = self._desk.shelf.tasks(self._plan_id_of(ids[0]))
        after = landed(tasks, ids, landing)
        if after != list(tasks):
            self._desk.write(
                partial(place_tasks, task_ids=ids, landing=landing, who=self._desk.who, day=self._desk.today)
            )
            self._window.tasks.choose_tasks(ids)
        self._window.status.showMessage(moved_sentence(tasks, after, ids), 8000)

    def _plan_id_of(self, task_id: int) -> int:
        return next((task.plan_id or 0 for task in self._desk.shelf.some([task_id])), 0)

    def move_to(self, ids: list[int], plan_id: int, group: tuple[str, ...]) -> None:
        """Put tasks at the end of a section, or under another 任务名称 where the plan has no sections."""
        tasks = self._desk.shelf.tasks(plan_id)
        own = [task.id for task in tasks if task.id in ids and task.id is not None]
        if not own or len(own) < len(ids):
            self._window.status.showMessage("任务只能移到同一份要点的其他部分。", 6000)
            return
        sectioned = any(task.section for task in tasks)
        if sectioned:
            there = [place for place, task in enumerate(tasks) if task.section[: len(group)] == group]
        else:
            there = [place for place, task in enumerate(tasks) if task.title == group[-1]]
        after = tasks[there[-1] + 1 :] if there else []
        before = next((task.id for task in after if task.id not in own), None)
        self._land(own, Landing(before, group) if sectioned else Landing(before, title=group[-1]))

    def _selected(self) -> list[int]:
        return [task.id for task in self._window.tasks.selected() if task.id is not None]

    # -- plans

    def new_plan(self) -> None:
        """Ask for a plan's data and make it without tasks."""
        from gongkai_desk.services.intake import plans
        from ui.dialogs.plan_dialog import PlanDialog

        plan = PlanDialog.ask(self._window, Plan(year=self._desk.today.year))
        if plan is not None:
            act = partial(plans.new_plan, plan=plan, who=self._desk.who, day=self._desk.today)
            changes = self._desk.write(act)
            if changes is not None and changes.made is not None:
                self._window.tree.choose(changes.made)

    def edit_plan(self) -> None:
        """Ask for the data of the plan shown and store what changed."""
        from gongkai_desk.services.intake import plans
        from ui.dialogs.plan_dialog import PlanDialog

        old = self._window.plan
        new = PlanDialog.ask(self._window, old, new=False) if old is not None else None
        if old is None or old.id is None or new is None:
            return
        names = [field.name for field in fields_of(Plan) if getattr(new, field.name) != getattr(old, field.name)]
        if names:
            act = partial(plans.edit_plan, plan_id=old.id, who=self._desk.who, day=self._desk.today)
            self._desk.write(partial(act, **{name: getattr(new, name) for name in names}))

    def delete_plan(self) -> None:
        """Put the plan shown into the recycle bin, after a question that names what goes."""
        from gongkai_desk.services.intake import plans
        from ui.dialogs import ask

        plan = self._window.plan
        if plan is None or plan.id is None:
            return
        count = len(self._desk.shelf.tasks(plan.id))
        text = f"《{plan.title}》和其中 {count} 项任务将放入回收站，可以随时还原。"
        if ask.choose(self._window, "删除要点", text, "删除"):
            act = partial(plans.remove_plan, plan_id=plan.id, who=self._desk.who, day=self._desk.today)
            self._desk.write(act)

    # -- the recycle bin

    def recycle_bin(self) -> None:
        """Show what was deleted and take back what is chosen."""
        from gongkai_desk.services.intake import plans as plan_acts
        from gongkai_desk.services.progress import work
        from gongkai_desk.store.tasks import plans
        from ui.dialogs.recycle_bin import RecycleBin

        library = self._desk.library
        if library is None:
            return
        binned = plans.plans(library, removed=True), plans.removed_tasks(library)
        plan_ids, task_ids = RecycleBin.ask(self._window, *binned)
        who, day = self._desk.who, self._desk.today
        for plan_id in plan_ids:
            self._desk.write(partial(plan_acts.restore_plan, plan_id=plan_id, who=who, day=day))
        if task_ids:
            self._desk.write(partial(work.restore_tasks, task_ids=task_ids, who=who, day=day))
            self._window.tasks.choose_tasks(task_ids)
