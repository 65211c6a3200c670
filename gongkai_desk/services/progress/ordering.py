"""Moving tasks within their plan by hand, as one step."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.errors import UnknownId
from gongkai_desk.rules.work.task_order import Landing, landed
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans


def place_tasks(library: Library, by: By, task_ids: Sequence[int], landing: Landing) -> Changes:
    """Move tasks of one plan, in the order given; merged names stay whole (``rules.task_order``).

    Raises:
        UnknownId: no such task in that plan.
    """
    before = plans.tasks(library, plans.task(library, task_ids[0]).plan_id)
    former = {task.id: task for task in before}
    for each in (*task_ids, *([landing.before] if landing.before is not None else [])):
        if each not in former:
            raise UnknownId(library=str(library.folder), what="task", id=each)
    after = landed(before, task_ids, landing)
    with library.step(f"移动 {len(task_ids)} 项任务", by) as step:
        plans.set_order(step, [task.id for task in after])
        for task in after:
            if task.id in task_ids:
                plans.update_task(step, former[task.id], task)
    return step.changes
