"""Work on tasks: entered, moved, deleted, with the evidence (佐证) that goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from gongkai_desk.domain.ids import By, Changes, EvidenceId, PlanId, ReportId, TaskId, UnitId
from gongkai_desk.domain.plan import Plan, StoredTask, Task, TaskEdit
from gongkai_desk.domain.work import Evidence, NewReport, Report
from gongkai_desk.errors import NotAllowed, ReadOnlyLedger, UnknownId
from gongkai_desk.parsing.typed import Sense, edited
from gongkai_desk.review.naming import cycle_beside
from gongkai_desk.rules.work.pasted_reports import is_zero_report
from gongkai_desk.rules.work.task_order import Landing, landed
from gongkai_desk.services.units import match_names
from gongkai_desk.services.year.late import mark_late
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store import journal, units
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans, shares, work

_CALLED = 16  # characters by which the history names a task
_LISTED = 6  # numbers of tasks that it lists
_UNIT_FIELDS = ("lead", "responsible", "support", "units_full")


# ---- progress


def report(
    library: Library,
    by: By,
    task_id: TaskId,
    new: NewReport,
    *,
    corrects: int | None = None,
    proofs: Sequence[tuple[Evidence, Path | None]] = (),
) -> Changes:
    """Enter the progress of one unit, or of the task as a whole where none is known; ``made`` is the report's id.

    ``corrects`` names a report that this one takes the place of; it is kept. ``proofs``: evidence with its file, if it
    is one.

    Raises:
        UnknownId: no such task, unit or report.
        NotAllowed, Unreadable: evidence that cannot be kept (``services.progress.evidence.attach``).
    """
    plans.task(library, task_id)
    _check_corrected(library, task_id, corrects)
    kept = [kept_proof(library, what, file, by.today) for what, file in proofs]
    with library.step("更正进展" if corrects else "登记进展", by) as step:
        unit_id, name = reporting_unit(library, step, task_id, new.unit)
        made = ReportId(work.insert_report(step, replace(entered(task_id, unit_id, name, new), corrects=corrects)))
        step.made = made
        for proof in kept:
            put_proof(step, proof, task_id, unit_id, made)
        work.begin_work(step, task_id, unit_id, new.day)
        mark_late(library, step, by, [made])
    return step.changes


def entered(task_id: TaskId, unit_id: UnitId | None, unit: str, new: NewReport) -> Report:
    """Return the report that is stored for what was entered of a unit."""
    told = Report(task_id, unit, new.day, new.text, unit_id, period=new.period, problems=new.problems)
    return replace(told, next_steps=new.next_steps, expected=new.expected, zero=new.zero or is_zero_report(new.text))


def _check_corrected(library: Library, task_id: TaskId, corrects: int | None) -> None:
    known = {each.id for each in work.reports(library, [task_id], former=True)} if corrects else set()
    if corrects and corrects not in known:
        raise UnknownId(library=str(library.folder), what="report", id=corrects)


def reporting_unit(library: Library, step: Step, task_id: TaskId, wanted: str | None) -> tuple[UnitId | None, str]:
    """Return id and name of the reporting unit; one that is printed on the task but unknown is entered as proposed."""
    if wanted is None:
        first = units.first_unit(library, task_id)
        return (UnitId(first), units.find_unit(library, str(first)).name) if first else (None, "")
    printed = {assigned.printed for assigned in units.assignments(library, [task_id]) if assigned.group_id is None}
    if wanted in printed:
        match = match_names(library, step, [wanted], on=None, propose=True)[wanted]
        units.settle_printed(step, task_id, wanted, match.unit_id)
        return (UnitId(match.unit_id) if match.unit_id is not None else None), wanted
    found = units.find_unit(library, wanted)
    return found.id, found.name


# ---- correcting


def sense_of(library: Library, plan: Plan) -> Sense:
    """Return what texts typed into tasks of ``plan`` are read against: the office's units and its working days."""
    return Sense(plan, units.reading_directory(library), office_workdays(library))


def senses_of(library: Library, tasks: Iterable[StoredTask]) -> dict[int, Sense]:
    """Return by plan what texts typed into these stored tasks are read against."""
    numbers = {task.plan_id for task in tasks}
    return {number: sense_of(library, plans.plan(library, number)) for number in numbers}


def edit_task(library: Library, by: By, task_id: TaskId, edit: TaskEdit) -> Changes:
    """Change a task; its texts are understood as an import understands them.

    Raises:
        UnknownId: no such task.
    """
    return edit_tasks(library, by, {task_id: edit})


def edit_tasks(library: Library, by: By, edits: Mapping[int, TaskEdit], *, name: str = "") -> Changes:
    """Change many tasks as one step; see ``edit_task``. ``name`` is what undo will call it."""
    old = {task_id: plans.task(library, task_id) for task_id in edits}
    senses = senses_of(library, old.values())
    with library.step(name or _edit_name(len(edits)), by) as step:
        for task_id, edit in edits.items():
            _edit(library, step, old[task_id], edited(old[task_id], edit, senses[old[task_id].plan_id]))
    return step.changes


def _edit_name(count: int) -> str:
    return "修改任务" if count == 1 else f"批量修改 {count} 项任务"


def _edit(library: Library, step: Step, old: StoredTask, new: StoredTask) -> None:
    plans.update_task(step, old, new)
    if any(getattr(old, field) != getattr(new, field) for field in _UNIT_FIELDS):
        names = [new.units_full.get(name, name) for name in (*new.lead, *new.responsible, *new.support)]
        plans.replace_units(step, new, match_names(library, step, names, on=None, propose=False))


# ---- adding, removing, putting in order


def add_task(
    library: Library, by: By, plan_id: PlanId, task: Task | TaskEdit, *, before: TaskId | None = None
) -> Changes:
    """Add a task (whole, or as it was typed) to a plan, at its end or before another task; ``made`` is its id.

    It is reported on as often as its like in the plan.

    Raises:
        UnknownId: no such plan or task.
    """
    plan = plans.plan(library, plan_id)
    if isinstance(task, TaskEdit):
        task = edited(Task(), task, sense_of(library, plan))
    order = plans.task_ids(library, plan_id)
    place = len(order) if before is None else _place(library, order, before)
    with library.step("新增任务", by) as step:
        step.made = put_task(library, step, plan_id, task)
        plans.set_order(step, [*order[:place], step.made, *order[place:]])
    return step.changes


def put_task(library: Library, step: Step, plan_id: PlanId, task: Task) -> int:
    """Store a task at the end of a plan as part of a step, reported on as often as its like there; return its id."""
    cycle, order = _cycle_beside(library, plan_id, task), plans.task_ids(library, plan_id)
    names = [task.units_full.get(name, name) for name in (*task.lead, *task.responsible, *task.support)]
    matches = match_names(library, step, names, on=None, propose=False)
    made = plans.insert_tasks(step, plan_id, [task], matches)[0]
    plans.set_order(step, [*order, made])
    shares.set_task_settings(step, made, cycle)
    return made


def _cycle_beside(library: Library, plan_id: PlanId, task: Task) -> dict[str, str]:
    """Return the 填报周期 for a new task, after those of its plan, in an empty plan after those of the library."""
    known = plans.tasks(library, plan_id) or plans.tasks(library)
    settings = shares.task_settings(library, [each.id for each in known])
    others = ((each, (settings[each.id].report_cycle, settings[each.id].report_day)) for each in known)
    cycle, day = cycle_beside(task, others)
    return {"report_cycle": cycle, "report_day": day}


def remove_tasks(library: Library, by: By, task_ids: Sequence[TaskId]) -> Changes:
    """Put tasks into the recycle bin.

    Raises:
        UnknownId: one of them is not there; none is removed then.
    """
    tasks = [plans.task(library, task_id) for task_id in task_ids]
    with library.step(f"删除{_named(tasks)}", by) as step:
        journal.set_removed(step, "task", task_ids, by.today)
    return step.changes


def _named(tasks: Sequence[Task]) -> str:
    """Return how a few tasks are named in the history: 任务 12“公开规划信息”, 3 项任务（1、2、5）."""
    numbers = [(task.seq or "").rpartition("/")[2] for task in tasks]
    if len(tasks) == 1:
        words = " ".join((tasks[0].content or tasks[0].title or "").split())
        return f"任务{' ' * bool(numbers[0])}{numbers[0]}“{words[:_CALLED]}{'…' * (len(words) > _CALLED)}”"
    told = [number for number in numbers if number]
    listed = f"（{'、'.join(told[:_LISTED])}{' 等' * (len(told) > _LISTED)}）" if told else ""
    return f" {len(tasks)} 项任务{listed}"


def restore_tasks(library: Library, by: By, task_ids: Sequence[TaskId]) -> Changes:
    """Take tasks out of the recycle bin, to where they were.

    Raises:
        UnknownId: one of them is not in it.
    """
    binned = {task.id: task for task in plans.removed_tasks(library)}
    for task_id in task_ids:
        if task_id not in binned:
            raise UnknownId(library=str(library.folder), what="task", id=task_id)
    with library.step(f"还原{_named([binned[TaskId(task_id)] for task_id in task_ids])}", by) as step:
        journal.set_removed(step, "task", task_ids, None)
    return step.changes


def _place(library: Library, order: Sequence[int], task_id: TaskId) -> int:
    if task_id not in order:
        raise UnknownId(library=str(library.folder), what="task", id=task_id)
    return order.index(task_id)


def place_tasks(library: Library, by: By, task_ids: Sequence[TaskId], landing: Landing) -> Changes:
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


def attach(
    library: Library,
    by: By,
    task_id: TaskId,
    what: Evidence,
    *,
    file: Path | None = None,
    unit: str | None = None,
) -> Changes:
    """Keep evidence with a task; ``made`` is its id.

    ``file`` is copied into the library by its content; without it ``what`` names a link or a document number. ``unit``
    (by id or any name) provided it. ``what.received`` is ``day`` where it is not given.

    Raises:
        UnknownId: no such task or unit.
        NotAllowed: neither file, link nor number, or a link that is not http(s) (``lacks``).
        Unreadable: the file cannot be opened.
    """
    return attach_many(library, by, task_id, [(what, file)], unit=unit)


def attach_many(
    library: Library,
    by: By,
    task_id: TaskId,
    proofs: Sequence[tuple[Evidence, Path | None]],
    *,
    unit: str | None = None,
) -> Changes:
    """Keep several pieces of evidence with a task as one step, as ``attach``; ``made`` is the last one's id."""
    plans.task(library, task_id)
    unit_id = units.find_unit(library, unit).id if unit else None
    kept = [kept_proof(library, what, file, by.today) for what, file in proofs]
    name = "添加佐证材料" if len(kept) == 1 else f"添加 {len(kept)} 份佐证材料"
    with library.step(name, by) as step:
        for proof in kept:
            step.made = put_proof(step, proof, task_id, unit_id, None)
        if unit_id is not None or units.first_unit(library, task_id) is None:  # of the whole task: no unit's own fact
            work.begin_work(step, task_id, unit_id, by.today)
    return step.changes


def empty_files(files: Iterable[Path]) -> list[Path]:
    """Return those files that have nothing in them: often a copy that was cut short, so a person is asked."""
    return [file for file in files if file.is_file() and file.stat().st_size == 0]


def kept_proof(
    library: Library, what: Evidence, file: Path | None, day: date
) -> tuple[Evidence, evidence.KeptFile | None]:
    """Copy a file into the library, and return the evidence as it is to be stored; received on ``day`` by default.

    Raises:
        ReadOnlyLedger, NotAllowed, Unreadable: as for ``attach``.
    """
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    _refuse(library, what, file)
    kept = evidence.keep_file(library.folder / "evidence", file) if file else None
    name = what.name or (kept.name if kept else what.url or what.doc_no)
    return replace(what, received=what.received or day, name=name), kept


def put_proof(
    step: Step,
    proof: tuple[Evidence, evidence.KeptFile | None],
    task_id: TaskId,
    unit_id: UnitId | None,
    report_id: ReportId | None,
) -> int:
    """Store evidence that ``kept_proof`` returned as part of a step; return its id."""
    number = evidence.insert_evidence(step, *proof, unit_id)
    evidence.link_evidence(step, number, task_id, unit_id, report_id)
    return number


def _refuse(library: Library, what: Evidence, file: Path | None) -> None:
    if file is None and not what.url and not what.doc_no:
        raise NotAllowed(library=str(library.folder), lacks=("evidence",))
    if what.url and urlsplit(what.url).scheme not in ("http", "https"):
        raise NotAllowed(library=str(library.folder), lacks=("http_link",))


def remove_evidence(library: Library, by: By, ids: Sequence[EvidenceId]) -> Changes:
    """Put evidence into the recycle bin; its file stays.

    Raises:
        UnknownId: one of them is not there.
    """
    known = {each.id for of_task in evidence.evidence(library).values() for each in of_task}
    for number in ids:
        if number not in known:
            raise UnknownId(library=str(library.folder), what="evidence", id=number)
    with library.step(f"删除 {len(ids)} 份佐证材料", by) as step:
        journal.set_removed(step, "evidence", ids, by.today)
    return step.changes
