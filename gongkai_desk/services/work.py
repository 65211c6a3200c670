"""What a clerk does with tasks: report progress, correct, add, remove, bring back, put in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import Changes, Evidence, Report
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services.evidence import kept_proof, put_proof
from gongkai_desk.services.units import match_names
from gongkai_desk.store import plans, units, work

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

_UNIT_FIELDS = ("lead", "responsible", "support", "units_full")
_NOT_EDITED = ("id", "plan_id", "position")


# ---- progress


def report(
    library: "Library",
    task_id: int,
    *,
    unit: str | None,
    day: date,
    text: str,
    who: str,
    today: date,
    corrects: int | None = None,
    proofs: Sequence[tuple[Evidence, Path | None]] = (),
    **said: Any,  # noqa: ANN401
) -> Changes:
    """Enter the progress of one unit (by id or any name) on ``day``; ``made`` is the report's id.

    Without ``unit`` it is the task's first unit, or the task as a whole where none is known. ``corrects`` names a
    report that this one takes the place of; it is kept. ``proofs``: evidence with its file, if it is one. ``said``:
    further fields of ``domain.work.Report``.

    Raises:
        UnknownId: no such task, unit or report.
        NotAllowed, Unreadable: evidence that cannot be kept (``services.evidence.attach``).
    """
    plans.task(library, task_id)
    _check_corrected(library, task_id, corrects)
    kept = [kept_proof(library, what, file, today) for what, file in proofs]
    with library.step("更正进展" if corrects else "登记进展", who=who, day=today) as step:
        unit_id, name = reporting_unit(library, step, task_id, unit)
        step.made = work.insert_report(step, Report(task_id, name, day, text, unit_id, corrects, **said))
        for proof in kept:
            put_proof(step, proof, task_id, unit_id, step.made)
        work.begin_work(step, task_id, unit_id, day)
    return step.changes


def _check_corrected(library: "Library", task_id: int, corrects: int | None) -> None:
    known = {each.id for each in work.reports(library, [task_id], former=True)} if corrects else set()
    if corrects and corrects not in known:
        raise UnknownId(library=str(library.folder), what="report", id=corrects)


def reporting_unit(library: "Library", step: "Step", task_id: int, wanted: str | None) -> tuple[int | None, str]:
    """Return id and name of the reporting unit; one that is printed on the task but unknown is entered as proposed."""
    if wanted is None:
        first = units.first_unit(library, task_id)
        return (first, units.find_unit(library, str(first)).name) if first else (None, "")
    printed = {assigned.printed for assigned in units.assignments(library, [task_id]) if assigned.group_id is None}
    if wanted in printed:
        match = match_names(library, step, [wanted], on=None, propose=True)[wanted]
        units.settle_printed(step, task_id, wanted, match.unit_id)
        return match.unit_id, wanted
    found = units.find_unit(library, wanted)
    return found.id, found.name


# ---- correcting


def edit_task(library: "Library", task_id: int, *, who: str, day: date, **fields: Any) -> Changes:  # noqa: ANN401
    """Change fields of a task, named and typed as in ``domain.plan.Task``.

    A deadline is given as ``Deadline``: whoever took the text from a clerk has read it.

    Raises:
        UnknownId: no such task.
        NotAllowed: a field that is not edited this way (``lacks``).
    """
    return edit_tasks(library, {task_id: fields}, who=who, day=day)


def edit_tasks(
    library: "Library", edits: Mapping[int, Mapping[str, Any]], *, who: str, day: date, name: str = ""
) -> Changes:
    """Change fields of many tasks as one step; see ``edit_task``. ``name`` is what undo will call it."""
    refused = {field for fields in edits.values() for field in fields if field in _NOT_EDITED}
    if refused:
        raise NotAllowed(library=str(library.folder), lacks=tuple(sorted(refused)))
    old = {task_id: plans.task(library, task_id) for task_id in edits}
    with library.step(name or _edit_name(len(edits)), who=who, day=day) as step:
        for task_id, fields in edits.items():
            _edit(library, step, old[task_id], replace(old[task_id], **fields), fields)
    return step.changes


def _edit_name(count: int) -> str:
    return "修改任务" if count == 1 else f"批量修改 {count} 项任务"


def _edit(library: "Library", step: "Step", old: Task, new: Task, fields: Iterable[str]) -> None:
    assert old.id is not None
    plans.update_task(step, old, new)
    if any(field in _UNIT_FIELDS for field in fields):
        names = [new.units_full.get(name, name) for name in (*new.lead, *new.responsible, *new.support)]
        plans.replace_units(step, new, match_names(library, step, names, on=None, propose=False))


# ---- adding, removing, putting in order


def add_task(
    library: "Library", plan_id: int, task: Task, *, who: str, day: date, before: int | None = None
) -> Changes:
    """Add a task to a plan, at its end or before another task; ``made`` is its id.

    Raises:
        UnknownId: no such plan or task.
    """
    plans.plan(library, plan_id)
    order = plans.task_ids(library, plan_id)
    place = len(order) if before is None else _place(library, order, before)
    with library.step("新增任务", who=who, day=day) as step:
        names = [task.units_full.get(name, name) for name in (*task.lead, *task.responsible, *task.support)]
        matches = match_names(library, step, names, on=None, propose=False)
        step.made = plans.insert_tasks(step, plan_id, [task], matches)[0]
        plans.set_order(step, [*order[:place], step.made, *order[place:]])
    return step.changes


def remove_tasks(library: "Library", task_ids: Sequence[int], *, who: str, day: date) -> Changes:
    """Put tasks into the recycle bin.

    Raises:
        UnknownId: one of them is not there; none is removed then.
    """
    for task_id in task_ids:
        plans.task(library, task_id)
    with library.step(f"删除 {len(task_ids)} 项任务", who=who, day=day) as step:
        plans.set_removed(step, "task", task_ids, day)
    return step.changes


def restore_tasks(library: "Library", task_ids: Sequence[int], *, who: str, day: date) -> Changes:
    """Take tasks out of the recycle bin, to where they were.

    Raises:
        UnknownId: one of them is not in it.
    """
    binned = {task.id for task in plans.removed_tasks(library)}
    for task_id in task_ids:
        if task_id not in binned:
            raise UnknownId(library=str(library.folder), what="task", id=task_id)
    with library.step(f"还原 {len(task_ids)} 项任务", who=who, day=day) as step:
        plans.set_removed(step, "task", task_ids, None)
    return step.changes


def _place(library: "Library", order: Sequence[int], task_id: int) -> int:
    if task_id not in order:
        raise UnknownId(library=str(library.folder), what="task", id=task_id)
    return order.index(task_id)
