"""法定和要点要求的事项: the duties of a year as they stand: the law's, those of plans, the office's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai_desk.domain.calendar import Duty, DutyKind
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.paths import resource
from gongkai_desk.rules.duties import LegalDuty, PlanDuty, clock_of, counted_to, imposed, read_legal_duties, yearly
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.entries import duties as stored
from gongkai_desk.store.entries.duties import StoredDuty
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.shares import task_settings
from gongkai_desk.wording.calendar import IMPOSED
from gongkai_desk.workdays import Workdays

_SETTING = "legal."


def shipped() -> tuple[LegalDuty, ...]:
    """Return the periods as they come with the program."""
    return read_legal_duties(resource("duties.csv"))


def legal_duties(library: Library) -> tuple[LegalDuty, ...]:
    """Return the periods that hold in this office."""
    return tuple(_corrected(library, duty) for duty in shipped())


def _corrected(library: Library, duty: LegalDuty) -> LegalDuty:
    kept = setting(library, _SETTING + duty.key)
    if not kept:
        return duty
    told: dict[str, Any] = json.loads(kept)
    on = told.get("on")
    return replace(
        duty,
        length=int(told.get("length", duty.length)),
        extension=int(told.get("extension", duty.extension)),
        on=(int(on[0]), int(on[1])) if on else duty.on,
        basis=str(told.get("basis", duty.basis)),
        remark=str(told.get("remark", duty.remark)),
    )


TasksOf = Callable[[int], Sequence[StoredTask]]
"""Looks up the tasks of a plan, where they are at hand."""


def duties(
    library: Library, year: int, *, workdays: Workdays | None = None, tasks_of: TasksOf | None = None
) -> tuple[Duty, ...]:
    """Return the duties of a year, the earliest first: the law's, those of plans, the office's own."""
    rows = {row.key: row for row in stored.stored_duties(library)}
    return tuple(duty for duty in _all(library, year, workdays, rows, tasks_of) if not _is_removed(duty, rows))


def removed_duties(library: Library, year: int) -> tuple[Duty, ...]:
    """Return the duties of a year that were taken off the list."""
    rows = {row.key: row for row in stored.stored_duties(library)}
    return tuple(duty for duty in _all(library, year, None, rows) if _is_removed(duty, rows))


def _is_removed(duty: Duty, rows: Mapping[str, StoredDuty]) -> bool:
    return duty.key in rows and rows[duty.key].removed is not None


def _all(
    library: Library,
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


def _legal(library: Library, year: int) -> Iterator[Duty]:
    entered = stored.first_day(library)
    for duty, day in yearly(legal_duties(library), year):
        yield Duty(f"legal:{duty.key}:{year}", DutyKind.LEGAL, duty.name, duty.basis, day, entered=entered)


def _of_plans(library: Library, year: int, workdays: Workdays, tasks_of: TasksOf | None) -> Iterator[Duty]:
    for plan in plans.plans(library):
        if plan.year in (None, year):
            tasks = plans.tasks(library, plan.id) if tasks_of is None else tasks_of(plan.id)
            found = imposed(tasks, plan, workdays)
            days = task_settings(library, [tasks[each.task].id for each in found])
            for each in found:
                task = tasks[each.task]
                yield _of_plan(plan, task, each, days[task.id].entered, workdays)


def _of_plan(plan: StoredPlan, task: StoredTask, each: PlanDuty, entered: date | None, workdays: Workdays) -> Duty:
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
