"""要点: importing one or its revision, making, changing and removing one by hand, small sources through the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as fields_of
from functools import partial
from pathlib import Path

from gongkai_desk.domain.plan import Plan, PlanKind, StoredPlan
from gongkai_desk.lazy import lazy_imports
from ui.commands import tasks
from ui.commands.command import LIBRARY, PLAN, WRITING, Command, Here
from ui.models.task_table import short_seq

with lazy_imports():
    from gongkai_desk.services.intake import plans
    from gongkai_desk.services.progress import work
    from gongkai_desk.store import journal
    from gongkai_desk.store import library as libraries
    from gongkai_desk.store.tasks import plans as stored
    from ui import edits
    from ui.dialogs.base import ask
    from ui.dialogs.office import restore
    from ui.dialogs.tasks import by_hand
    from ui.importing import wizard

# -- imported


def import_file(here: Here) -> None:
    """Open the import wizard."""
    import_from(here, None)


def import_revision(here: Here) -> None:
    """Open the import wizard for a revision of the plan shown."""
    if here.plan is not None:
        import_from(here, None, revises=here.plan)


def import_from(here: Here, path: Path | None, revises: StoredPlan | None = None) -> None:
    """Lead through an import, and show the plan that it made or changed."""
    changes = wizard.ImportWizard.ask(here.desk, here.parent, path, revises=revises)  # has told the desk itself
    if changes is not None and changes.made is not None:
        edits.ask_about_joined(here.parent, here.desk)
        here.ways.go_to_plan(changes.made)


IMPORT = Command(
    "import", "导入文件(&I)…", "Ctrl+I", "把收到的要点或任务分解表导入台账库", needs=WRITING, run=import_file
)
IMPORT_REVISION = Command(
    "import_revision",
    "导入修订稿(&V)…",
    tip="把当前要点的修订稿与台账库中的逐处比较、合并",
    needs=WRITING | PLAN,
    run=import_revision,
)

# -- by hand


def new_plan(here: Here) -> None:
    """Ask for a plan's data and make it without tasks."""
    _make(here, Plan(year=here.desk.today.year))


def _make(here: Here, proposed: Plan) -> bool:
    """Ask for a plan's data, make it and show it; tell whether it was made."""
    desk = here.desk
    plan = by_hand.PlanDialog.ask(here.parent, proposed)
    if plan is None:
        return False
    changes = desk.do(plans.new_plan, plan=plan)
    return changes is not None and changes.made is not None and here.ways.go_to_plan(changes.made)


def new_assigned(here: Here) -> None:
    """登记临时交办: a source of tasks that a superior gave by word or note."""
    _new_source(here, PlanKind.ASSIGNED, "领导批示和会议交办事项")


def new_inspection(here: Here) -> None:
    """登记检查反馈问题: a source of tasks that an inspection found."""
    _new_source(here, PlanKind.INSPECTION, "检查反馈问题整改")


def _new_source(here: Here, kind: PlanKind, name: str) -> None:
    year = here.desk.today.year
    if _make(here, Plan(f"{year}年{name}", year=year, kind=kind)):
        here.frame.action(tasks.NEW_TASK).trigger()  # in the plan that is shown now


def edit_plan(here: Here) -> None:
    """Ask for the data of the plan shown and store what changed."""
    desk, old = here.desk, here.plan
    new = by_hand.PlanDialog.ask(here.parent, old, new=False) if old is not None else None
    if old is None or new is None:
        return
    names = [field.name for field in fields_of(Plan) if getattr(new, field.name) != getattr(old, field.name)]
    if names:
        desk.do(plans.edit_plan, plan_id=old.id, **{name: getattr(new, name) for name in names})


def delete_plan(here: Here) -> None:
    """Put the plan shown into the recycle bin, after a question that names what goes."""
    desk, plan = here.desk, here.plan
    if plan is None:
        return
    text = f"《{plan.title}》和其中 {len(desk.shelf.tasks(plan.id))} 项任务将放入回收站，可以随时还原。"
    if ask.choose(here.parent, "删除要点", text, "删除"):
        desk.do(plans.remove_plan, plan_id=plan.id)


def _binned(library: libraries.Library) -> Iterator[restore.Binned]:
    """Yield the deleted plans and tasks, the last deleted first, with the act that deleted each."""
    acts = journal.removals(library, "plan"), journal.removals(library, "task")
    gone = sorted(stored.plans(library, removed=True), key=lambda plan: -acts[0][plan.id].id)
    for plan in gone:
        act = acts[0][plan.id]
        yield restore.Binned(restore.PLAN, plan.id, plan.doc_no, plan.title, act.day, act.who)
    for task in sorted(stored.removed_tasks(library), key=lambda task: (-acts[1][task.id].id, task.position)):
        act, said = acts[1][task.id], "：".join(filter(None, (task.title, task.content)))
        yield restore.Binned(restore.TASK, task.id, short_seq(task), said, act.day, act.who)


def open_bin(here: Here) -> None:
    """Show what was deleted and take back what is chosen."""
    desk, library = here.desk, here.desk.library
    if library is None:
        return
    plan_ids, task_ids = restore.RecycleBin.ask(here.parent, list(_binned(library)))
    for plan_id in plan_ids:
        desk.do(plans.restore_plan, plan_id=plan_id)
    if task_ids:
        desk.do(work.restore_tasks, task_ids=task_ids)
        here.table.choose_tasks(task_ids)


NEW_PLAN = Command("new_plan", "新建要点(&N)…", needs=WRITING, run=new_plan)
ASSIGNED = Command("assigned", "登记临时交办(&G)…", tip="领导批示、会议交办，随时登记", needs=WRITING, run=new_assigned)
INSPECTION = Command("inspection", "登记检查反馈问题(&J)…", tip="逐条整改、销号", needs=WRITING, run=new_inspection)
EDIT_PLAN = Command("edit_plan", "修改要点信息(&E)…", needs=WRITING | PLAN, run=edit_plan)
DELETE_PLAN = Command("delete_plan", "删除要点(&D)…", needs=WRITING | PLAN, run=delete_plan)
BIN = Command("bin", "回收站(&R)…", needs=LIBRARY, run=open_bin)

# -- looked at


def step(by: int, here: Here) -> None:
    """Go to the next (1) or previous (-1) plan of the tree."""
    ids = [plan.id for plan in here.desk.shelf.plans()]
    if here.plan is not None and here.plan.id in ids:
        place = ids.index(here.plan.id) + by
        if 0 <= place < len(ids):
            here.ways.go_to_plan(ids[place])


def show_facts(here: Here) -> None:
    """Show what is registered of the plan."""
    if here.plan is not None:
        by_hand.PlanFacts.show_for(here.parent, here.plan, len(here.desk.shelf.tasks(here.plan.id)))


PREVIOUS_PLAN = Command("previous_plan", "上一份要点(&B)", "Ctrl+PgUp", needs=LIBRARY, run=partial(step, -1))
NEXT_PLAN = Command("next_plan", "下一份要点(&A)", "Ctrl+PgDown", needs=LIBRARY, run=partial(step, 1))
PLAN_FACTS = Command("plan_facts", "要点登记信息(&F)", "Ctrl+Shift+I", needs=PLAN, run=show_facts)
