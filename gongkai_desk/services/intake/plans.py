"""Plans by hand: what an import makes, a clerk can make and correct too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.domain.plan import Plan
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services.directory.units import match_names
from gongkai_desk.store import writing
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans


def new_plan(library: Library, by: By, plan: Plan) -> Changes:
    """Make a plan without tasks; ``made`` is its id."""
    with library.step(f"新建要点《{plan.title}》", by) as step:
        step.made = plans.insert_plan(step, plan)
    return step.changes


def edit_plan(library: Library, by: By, /, plan_id: int, **fields: Any) -> Changes:  # noqa: ANN401
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


def copy_plan(library: Library, by: By, plan_id: int, plan: Plan) -> Changes:
    """Make ``plan`` with the tasks of another one, without what happened to them; ``made`` is its id.

    Raises:
        UnknownId: no such plan.
    """
    plans.plan(library, plan_id)
    tasks = plans.tasks(library, plan_id)
    names = [task.units_full.get(n, n) for task in tasks for n in (*task.lead, *task.responsible, *task.support)]
    with library.step(f"复制为《{plan.title}》", by) as step:
        step.made = plans.insert_plan(step, plan)
        plans.insert_tasks(step, step.made, tasks, match_names(library, step, names, on=None, propose=False))
    return step.changes


def remove_plan(library: Library, by: By, plan_id: int) -> Changes:
    """Put a plan with its tasks into the recycle bin.

    Raises:
        UnknownId: no such plan.
    """
    title = plans.plan(library, plan_id).title
    with library.step(f"删除要点《{title}》", by) as step:
        writing.set_removed(step, "plan", (plan_id,), by.today)
    return step.changes


def restore_plan(library: Library, by: By, plan_id: int) -> Changes:
    """Take a plan with its tasks out of the recycle bin.

    Raises:
        UnknownId: it is not in it.
    """
    title = next((plan.title for plan in plans.plans(library, removed=True) if plan.id == plan_id), None)
    if title is None:
        raise UnknownId(library=str(library.folder), what="plan", id=plan_id)
    with library.step(f"还原要点《{title}》", by) as step:
        writing.set_removed(step, "plan", (plan_id,), None)
    return step.changes
