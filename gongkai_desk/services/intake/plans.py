"""承接: what our own tasks take up of a superior's plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gongkai_desk.domain.ids import By, Changes, PlanId
from gongkai_desk.domain.plan import Plan
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services.units import match_names
from gongkai_desk.store import journal
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans
from gongkai_desk.store.tasks.shares import set_task_settings, task_settings

Pairs = Sequence[tuple[int, int]]
"""Own tasks with the superior's that they take up."""


def link(library: Library, by: By, pairs: Pairs) -> Changes:
    """Let own tasks take up the superior's, as one step; a link that is there stays one.

    Raises:
        UnknownId: one of the tasks is not there.
    """
    return relink(library, by, pairs, ())


def unlink(library: Library, by: By, pairs: Pairs) -> Changes:
    """Take links away."""
    return relink(library, by, (), pairs)


def relink(library: Library, by: By, new: Pairs, gone: Pairs) -> Changes:
    """Make links and take others away, as one step.

    Raises:
        UnknownId: one of the tasks to be linked is not there.
    """
    for number in {number for pair in new for number in pair}:
        plans.task(library, number)
    known = set(links.links(library))
    with library.step("设置承接关系" if new else "取消承接关系", by) as step:
        links.delete_links(step, gone)
        for own, superior in dict.fromkeys(new):
            if (own, superior) not in known:
                step.made = links.insert_link(step, own, superior)
    return step.changes


def new_plan(library: Library, by: By, plan: Plan) -> Changes:
    """Make a plan without tasks; ``made`` is its id."""
    with library.step(f"新建要点《{plan.title}》", by) as step:
        step.made = plans.insert_plan(step, plan)
    return step.changes


def edit_plan(library: Library, by: By, /, plan_id: PlanId, **fields: Any) -> Changes:  # noqa: ANN401
    """Change fields of a plan, named and typed as in ``domain.plan.Plan``.

    Raises:
        UnknownId: no such plan.
        NotAllowed: its id cannot be changed (``lacks``).
    """
    if "id" in fields:
        raise NotAllowed(library=str(library.folder), lacks=("id",))
    old = plans.plan(library, plan_id)
    with library.step("修改要点信息", by) as step:
        plans.update_plan(step, old, replace(old, **fields))
    return step.changes


def copy_plan(library: Library, by: By, plan_id: PlanId, plan: Plan) -> Changes:
    """Make ``plan`` with the tasks of another one, without what happened to them; ``made`` is its id.

    How often units report stays as it was answered for the other one.

    Raises:
        UnknownId: no such plan.
    """
    plans.plan(library, plan_id)
    tasks = plans.tasks(library, plan_id)
    names = [task.units_full.get(n, n) for task in tasks for n in (*task.lead, *task.responsible, *task.support)]
    cycles = task_settings(library, [task.id for task in tasks])
    with library.step(f"复制为《{plan.title}》", by) as step:
        step.made = plans.insert_plan(step, plan)
        ids = plans.insert_tasks(step, step.made, tasks, match_names(library, step, names, on=None, propose=False))
        for number, task in zip(ids, tasks, strict=True):
            answered = {"report_cycle": cycles[task.id].report_cycle, "report_day": cycles[task.id].report_day}
            set_task_settings(step, number, answered)
    return step.changes


def remove_plan(library: Library, by: By, plan_id: PlanId) -> Changes:
    """Put a plan with its tasks into the recycle bin.

    Raises:
        UnknownId: no such plan.
    """
    title = plans.plan(library, plan_id).title
    with library.step(f"删除要点《{title}》", by) as step:
        journal.set_removed(step, "plan", (plan_id,), by.today)
    return step.changes


def restore_plan(library: Library, by: By, plan_id: PlanId) -> Changes:
    """Take a plan with its tasks out of the recycle bin.

    Raises:
        UnknownId: it is not in it.
    """
    title = next((plan.title for plan in plans.plans(library, removed=True) if plan.id == plan_id), None)
    if title is None:
        raise UnknownId(library=str(library.folder), what="plan", id=plan_id)
    with library.step(f"还原要点《{title}》", by) as step:
        journal.set_removed(step, "plan", (plan_id,), None)
    return step.changes
