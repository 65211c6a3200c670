"""法定和要点要求的事项: the duties of a year as they stand, and what a clerk enters of them; one undoable step each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.duty import Clock, Duty, DutyKind
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.work import Changes
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.duties import PlanDuty, clock_of, counted_to, imposed, yearly
from gongkai_desk.services.days import office_workdays
from gongkai_desk.services.legal import legal_duties
from gongkai_desk.store import duties as stored
from gongkai_desk.store import plans
from gongkai_desk.store.duties import StoredDuty
from gongkai_desk.store.shares import task_settings
from gongkai_desk.wording.duties import IMPOSED
from gongkai_desk.workdays import Workdays

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

TasksOf = Callable[[int], Sequence[Task]]
"""Looks up the tasks of a plan, where they are at hand."""


def duties(
    library: "Library", year: int, *, workdays: Workdays | None = None, tasks_of: TasksOf | None = None
) -> tuple[Duty, ...]:
    """Return the duties of a year, the earliest first: the law's, those of plans, the office's own."""
    rows = {row.key: row for row in stored.stored_duties(library)}
    return tuple(duty for duty in _all(library, year, workdays, rows, tasks_of) if not _is_removed(duty, rows))


def removed_duties(library: "Library", year: int) -> tuple[Duty, ...]:
    """Return the duties of a year that were taken off the list."""
    rows = {row.key: row for row in stored.stored_duties(library)}
    return tuple(duty for duty in _all(library, year, None, rows) if _is_removed(duty, rows))


def _is_removed(duty: Duty, rows: Mapping[str, StoredDuty]) -> bool:
    return duty.key in rows and rows[duty.key].removed is not None


def _all(
    library: "Library",
    year: int,
    workdays: Workdays | None,
    rows: Mapping[str, StoredDuty],
    tasks_of: TasksOf | None = None,
) -> list[Duty]:
    days = workdays or office_workdays(library)
    computed = {duty.key: duty for duty in (*_legal(library, year), *_of_plans(library, year, days, tasks_of))}
    told = [_laid_over(duty, rows.get(key)) for key, duty in computed.items()]
    kept = [_alone(row, days) for key, row in rows.items() if key not in computed]
    found = [*told, *(duty for duty in kept if _is_of(duty, year))]
    return sorted(found, key=lambda duty: (duty.due or date.max, duty.key))


def _legal(library: "Library", year: int) -> Iterator[Duty]:
    entered = stored.first_day(library)
    for duty, day in yearly(legal_duties(library), year):
        yield Duty(f"legal:{duty.key}:{year}", DutyKind.LEGAL, duty.name, duty.basis, day, entered=entered)


def _of_plans(library: "Library", year: int, workdays: Workdays, tasks_of: TasksOf | None) -> Iterator[Duty]:
    for plan in plans.plans(library):
        if plan.id is not None and plan.year in (None, year):
            tasks = plans.tasks(library, plan.id) if tasks_of is None else tasks_of(plan.id)
            found = imposed(tasks, plan, workdays)
            days = task_settings(library, [tasks[each.task].id or 0 for each in found])
            for each in found:
                task = tasks[each.task]
                yield _of_plan(plan, task, each, days[task.id or 0].entered, workdays)


def _of_plan(plan: Plan, task: Task, each: PlanDuty, entered: date | None, workdays: Workdays) -> Duty:
    return Duty(
        f"plan:{each.kind}:{task.id}",
        DutyKind.PLAN,
        IMPOSED[each.kind],
        each.basis,
        each.deadline.due,
        clock_of(each.deadline, plan.dates, workdays),
        plan.id,
        task.id,
        entered=entered,
    )


def _laid_over(duty: Duty, row: StoredDuty | None) -> Duty:
    """Return a duty with what was entered of it."""
    if row is None:
        return duty
    moved = row.due is not None and row.due != duty.due
    return replace(
        duty,
        due=row.due if moved else duty.due,
        clock=None if moved else duty.clock,
        set_by_hand=moved,
        done=row.done,
        doc_no=row.doc_no,
        remark=row.remark,
        id=row.id,
    )


def _alone(row: StoredDuty, workdays: Workdays) -> Duty:
    """Return the office's own duty, or one whose sentence is no longer in its plan."""
    due = row.due or (counted_to(row.clock, workdays) if row.clock else None)
    clock = None if row.due else row.clock
    done = row.done, row.doc_no, row.remark
    return Duty(row.key, row.kind, row.name, row.basis, due, clock, row.plan_id, None, *done, id=row.id)


def _is_of(duty: Duty, year: int) -> bool:
    """Tell whether a stored duty belongs to a year; without any day it belongs to every one until it is done."""
    if duty.kind is DutyKind.LEGAL:
        return duty.key.endswith(f":{year}")
    return year in {day.year for day in (duty.due, duty.done) if day} or (duty.due is None and duty.done is None)


# ---- what a clerk enters


def record(
    library: "Library",
    duty: Duty,
    *,
    who: str,
    day: date,
    done: date | None = None,
    doc_no: str = "",
    remark: str = "",
    due: date | None = None,
) -> Changes:
    """Enter of a duty that it was done (day, 文号), a remark, or another day; ``due`` ``None``: the day stays as it is.

    Raises:
        UnknownId: it was taken off the list meanwhile.
        NotAllowed: it would be done in the future (``lacks``: ``future_day``).
    """
    if done is not None and done > day:
        raise NotAllowed(library=str(library.folder), lacks=("future_day",))
    row = _row_of(library, duty)
    new = replace(row, done=done, doc_no=doc_no.strip(), remark=remark.strip(), due=due or row.due)
    verb = "登记已办" if done and not row.done else "取消已办" if row.done and not done else "修改事项"
    with library.step(f"{verb}：{duty.name}", who=who, day=day) as step:
        if new != row:
            step.made = stored.put_duty(step, new)
    return step.changes


def as_set(library: "Library", duty: Duty, *, who: str, day: date) -> Changes:
    """Let a duty's day be again the one that law or plan sets."""
    row = _row_of(library, duty)
    with library.step(f"恢复原定期限：{duty.name}", who=who, day=day) as step:
        if row.id is not None:
            stored.put_duty(step, replace(row, due=None))
    return step.changes


def add(
    library: "Library",
    name: str,
    *,
    who: str,
    day: date,
    basis: str = "",
    due: date | None = None,
    clock: Clock | None = None,
    plan_id: int | None = None,
) -> Changes:
    """Enter a duty of the office's own, on a day or with a clock; ``made`` is its id.

    Raises:
        UnknownId: no such plan.
        NotAllowed: it has no name (``lacks``: ``name``).
    """
    if not name.strip():
        raise NotAllowed(library=str(library.folder), lacks=("name",))
    if plan_id is not None:
        plans.plan(library, plan_id)
    row = StoredDuty("", DutyKind.OWN, name.strip(), basis.strip(), plan_id, clock, None if clock else due)
    with library.step(f"新增事项：{row.name}", who=who, day=day) as step:
        step.made = stored.put_duty(step, row)
    return step.changes


def remove(library: "Library", duty: Duty, *, who: str, day: date) -> Changes:
    """Take a duty off the list; it can be taken back."""
    row = _row_of(library, duty)
    with library.step(f"移除事项：{duty.name}", who=who, day=day) as step:
        step.made = stored.put_duty(step, replace(row, removed=day))
    return step.changes


def restore(library: "Library", duty: Duty, *, who: str, day: date) -> Changes:
    """Put a duty on the list again.

    Raises:
        UnknownId: nothing of it is stored.
    """
    if duty.id is None:
        raise UnknownId(library=str(library.folder), what="duty", id=duty.key)
    with library.step(f"还原事项：{duty.name}", who=who, day=day) as step:
        stored.remove_duties(step, [duty.id], None)
    return step.changes


def _row_of(library: "Library", duty: Duty) -> StoredDuty:
    """Return the row of a duty, a new one where nothing of it is stored."""
    found = next((row for row in stored.stored_duties(library) if row.key == duty.key), None)
    if found is None and duty.kind is DutyKind.OWN:
        raise UnknownId(library=str(library.folder), what="duty", id=duty.key)
    return found or StoredDuty(duty.key, duty.kind, duty.name, duty.basis, duty.plan_id)
