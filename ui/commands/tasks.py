"""任务: making, changing, deleting, moving tasks by hand; naming whom they charge; what is shown of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from gongkai_desk.domain.ids import PlanId, TaskId
from gongkai_desk.domain.plan import StoredTask, Task, TaskEdit
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import PLAN, TASK, WRITING, Command, Here, Pane

with lazy_imports():
    from gongkai_desk.rules.work import task_order
    from gongkai_desk.services import units
    from gongkai_desk.services.progress import work
    from gongkai_desk.store import rosters
    from ui import deleting, edits
    from ui.dialogs.base import ask
    from ui.dialogs.tasks import assign_dialog, by_hand

_BOTH = WRITING | TASK
_LONG = 8000  # milliseconds: what became of tasks that were moved

# -- making


def new_task(here: Here) -> None:
    """Ask for a task and put it behind the current one."""
    near = Task(section=here.task.section, title=here.task.title) if here.task is not None else Task()
    answer = by_hand.TaskDialog.ask(here.parent, near, _sections(here))
    if answer is not None:
        _add(here, answer)


def copy_task(here: Here) -> None:
    """Put a copy of the current task behind it, without what happened to that one."""
    if here.task is not None:
        _add(here, replace(here.task, seq=None))


def _add(here: Here, new: Task | TaskEdit) -> None:
    desk, current, plan_id = here.desk, here.task, _plan_of(here)
    if plan_id is None:
        return
    before = _after(here, current) if current is not None else None
    changes = desk.do(work.add_task, plan_id=plan_id, task=new, before=before)
    if changes is not None and changes.made is not None:
        here.table.choose_task(changes.made)


def _plan_of(here: Here) -> PlanId | None:
    if here.task is not None:
        return PlanId(here.task.plan_id)
    return here.plan.id if here.plan is not None else None


def _after(here: Here, task: StoredTask) -> TaskId | None:
    """Return the task that follows in the plan, ``None`` at its end."""
    ids = [each.id for each in here.desk.shelf.tasks(task.plan_id)]
    place = ids.index(task.id) + 1
    return ids[place] if place < len(ids) else None


NEW_TASK = Command("new_task", "新增任务(&N)…", "Ctrl+T", needs=WRITING | PLAN, run=new_task)
COPY_TASK = Command("copy_task", "复制为新任务(&C)", "Ctrl+Shift+D", needs=_BOTH, run=copy_task)

# -- changing


def edit_task(here: Here) -> None:
    """Ask for all texts of the current task and store what changed."""
    task, desk = here.task, here.desk
    if task is None:
        return
    answer = by_hand.TaskDialog.ask(here.parent, task, _sections(here), new=False)
    edit = answer.where_new(task) if answer is not None else TaskEdit()
    if edit != TaskEdit():
        desk.do(work.edit_task, task_id=task.id, edit=edit)


def store_text(here: Here, task_id: TaskId, field: str, text: str) -> None:
    """Store what was typed in a cell or in the right pane."""
    desk = here.desk
    edit = TaskEdit().with_text(field, text)
    desk.do_there(here.table.origin, work.edit_task, task_id=task_id, edit=edit)


def _sections(here: Here) -> list[tuple[str, ...]]:
    """Return the sections of the current task's plan: in a search or a list it may be another than the tree's."""
    plan_id = _plan_of(here)
    tasks = here.desk.shelf.tasks(plan_id) if plan_id is not None else []
    return list(dict.fromkeys(task.section for task in tasks))


def edit_cell(here: Here) -> None:
    """Open the editor in the current cell."""
    here.table.edit_current()


def name_units(here: Here) -> None:
    """明确责任单位: ask whom the collective names of the current task mean."""
    task, desk, library = here.task, here.desk, here.desk.library
    if task is None or library is None:
        return
    printed = rosters.printed_units(library, [task.id])
    if not printed:
        ask.tell(here.parent, "明确责任单位", "这项任务的责任单位都已写明，不需要再明确。")
        return
    named = [assign_dialog.Named(each, units.alike(library, each)) for each in printed]
    wanted = assign_dialog.AssignDialog.ask(here.parent, task, named, desk.shelf.directory().stored_units)
    if wanted:
        desk.do(units.name_units, wanted=wanted)
        edits.ask_about_joined(here.parent, desk)


def delete_tasks(here: Here) -> None:
    """Put the selected tasks into the recycle bin, after a question that says which; the neighbour is chosen."""
    desk, table, tasks = here.desk, here.table, here.selected
    if not tasks or not deleting.is_task_deletion_agreed(here.parent, tasks):
        return
    ids = here.selected_ids
    following = deleting.neighbour([task.id for task in table.shown()], ids)
    desk.do(work.remove_tasks, task_ids=ids)
    if following is not None:
        table.choose_task(following)
    table.view.setFocus()
    here.say(f"已将{deleting.tasks_named(tasks)}放入回收站，按 Ctrl+Z 可撤销。")


EDIT = Command("edit", "修改单元格(&E)", "F2", needs=_BOTH, run=edit_cell)
EDIT_TASK = Command("edit_task", "修改任务(&M)…", "Ctrl+Shift+M", needs=_BOTH, run=edit_task)
NAME_UNITS = Command(
    "name_units",
    "明确责任单位(&Q)…",
    "Ctrl+Shift+U",
    "写明“相关单位”“各区政府”等指哪些单位",
    needs=_BOTH,
    run=name_units,
)
DELETE_TASKS = Command("delete_tasks", "删除任务(&D)", "Ctrl+Del", needs=_BOTH, in_table=True, run=delete_tasks)

# -- moving


def step_over(by: int, here: Here) -> None:
    """Move the selected tasks before the one above them (-1) or behind the one below (1)."""
    ids, first = here.selected_ids, here.task
    if not ids or first is None:
        return
    order: list[TaskId] = [task.id for task in here.desk.shelf.tasks(first.plan_id)]
    places = sorted(order.index(each) for each in ids if each in order)
    own = [order[place] for place in places]
    if by < 0 and places[0] > 0:
        _land(here, own, task_order.Landing(order[places[0] - 1], toward=-1))
    elif by > 0 and places[-1] + 1 < len(order):
        after = places[-1] + 2
        _land(here, own, task_order.Landing(order[after] if after < len(order) else None, toward=1))


def move(here: Here, ids: Sequence[TaskId], before: int | None, section: tuple[str, ...] | None) -> None:
    """Move tasks of one plan before another one, and into a section if one is given."""
    _land(here, ids, task_order.Landing(before, section))


def _land(here: Here, ids: Sequence[TaskId], landing: task_order.Landing) -> None:
    """Move tasks and say what became of them; nothing is stored where nothing changes."""
    desk = here.desk
    tasks = desk.shelf.tasks(next((task.plan_id for task in desk.shelf.some([ids[0]])), 0))
    after = task_order.landed(tasks, ids, landing)
    if after != list(tasks):
        desk.do(work.place_tasks, task_ids=ids, landing=landing)
        here.table.choose_tasks(ids)
    here.say(deleting.moved_sentence(tasks, after, ids), _LONG)


def move_to(here: Here, ids: Sequence[int], plan_id: int, group: tuple[str, ...]) -> None:
    """Put tasks at the end of a section, or under another 任务名称 where the plan has no sections."""
    tasks = here.desk.shelf.tasks(plan_id)
    own = [task.id for task in tasks if task.id in ids]
    if not own or len(own) < len(ids):
        here.say("任务只能移到同一份要点的其他部分。")
        return
    sectioned = any(task.section for task in tasks)
    if sectioned:
        there = [place for place, task in enumerate(tasks) if task.section[: len(group)] == group]
    else:
        there = [place for place, task in enumerate(tasks) if task.title == group[-1]]
    after = tasks[there[-1] + 1 :] if there else []
    before = next((task.id for task in after if task.id not in own), None)
    _land(here, own, task_order.Landing(before, group) if sectioned else task_order.Landing(before, title=group[-1]))


MOVE_UP = Command("move_up", "上移(&U)", "Alt+Shift+Up", needs=_BOTH, run=partial(step_over, -1))
MOVE_DOWN = Command("move_down", "下移(&W)", "Alt+Shift+Down", needs=_BOTH, run=partial(step_over, 1))

# -- looking


def step(by: int, here: Here) -> None:
    """Go one row down (1) or up (-1)."""
    here.table.step(by)


def show_tab(tab: str, here: Here) -> None:
    """Show a tab of the right pane: where the task stands in the source, what happened to it."""
    here.frame.focus(Pane.DETAIL)
    here.frame.turn_to(tab)


PREVIOUS_TASK = Command("previous_task", "上一项(&P)", "Alt+Up", needs=TASK, run=partial(step, -1))
NEXT_TASK = Command("next_task", "下一项(&X)", "Alt+Down", needs=TASK, run=partial(step, 1))
SOURCE = Command("source", "查看原文出处(&S)", "Ctrl+Shift+S", needs=TASK, run=partial(show_tab, "原文出处"))
HISTORY = Command("history", "查看变更记录(&H)", "Ctrl+Shift+H", needs=TASK, run=partial(show_tab, "变更记录"))
