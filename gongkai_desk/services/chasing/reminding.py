"""催办名单 and the log of reminders (催办记录): who is called about what, who answered what; one undoable step each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.domain.slips import (
    Means,
    Reminder,
)
from gongkai_desk.services.chasing.slips import refuse_unknown
from gongkai_desk.store.directory import units
from gongkai_desk.store.entries import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans


@dataclass(frozen=True, slots=True)
class Call:
    """What one entry of the log says: how a unit was reminded, who answered what, by when it was promised."""

    means: Means = Means.PHONE
    answered_by: str = ""
    answer: str = ""
    promised: date | None = None


def remind(
    library: Library,
    by: By,
    unit: str,
    call: Call,
    *,
    task_ids: Sequence[int] = (),
) -> Changes:
    """Enter one reminder into the log, for some tasks or for all that a unit has; ``made`` is the last entry's id.

    Raises:
        UnknownId: no such unit or task.
    """
    found = units.find_unit(library, unit)
    tasks = [plans.task(library, number) for number in task_ids]
    told = Reminder(by.today, found.id, call.means, None, None, call.answered_by, call.answer, call.promised)
    with library.step(f"登记催办 {found.name}", by) as step:
        for task in tasks:
            step.made = papers.insert_reminder(step, replace(told, task_id=task.id, plan_id=task.plan_id))
        if not tasks:
            step.made = papers.insert_reminder(step, told)
    return step.changes


def remind_many(library: Library, by: By, asked: Mapping[int, Sequence[int]], call: Call, *, day: date) -> Changes:
    """Enter one call to several units on ``day`` as one step; ``asked``: each unit's tasks, none for all that it has.

    Raises:
        UnknownId: no such unit or task.
    """
    names = {number: units.find_unit(library, str(number)).name for number in asked}
    plan_of = {number: plans.task(library, number).plan_id for tasks in asked.values() for number in tasks}
    first = next(iter(names.values()), "")
    name = f"登记催办 {first}" if len(names) == 1 else f"登记催办 {first}等{len(names)}家"
    with library.step(name, by) as step:
        for unit, tasks in asked.items():
            told = Reminder(day, unit, call.means, None, None, call.answered_by, call.answer, call.promised)
            for number in tasks:
                step.made = papers.insert_reminder(step, replace(told, task_id=number, plan_id=plan_of[number]))
            if not tasks:
                step.made = papers.insert_reminder(step, told)
    return step.changes


def answer_many(library: Library, by: By, ids: Sequence[int], call: Call) -> Changes:
    """Note who answered what to a call, in all its entries.

    Raises:
        UnknownId: one of them is not there.
    """
    refuse_unknown(library, "reminder", ids, (each.id for each in papers.reminders(library)))
    with library.step("登记催办答复", by) as step:
        for number in ids:
            papers.set_answer(step, number, call.answered_by, call.answer, call.promised)
    return step.changes


def answer(library: Library, by: By, reminder_id: int, call: Call) -> Changes:
    """Note who answered what to a reminder that was entered before.

    Raises:
        UnknownId: no such entry.
    """
    return answer_many(library, by, [reminder_id], call)


def remove_reminders(library: Library, by: By, ids: Sequence[int]) -> Changes:
    """Put entries of the log into the recycle bin.

    Raises:
        UnknownId: one of them is not there.
    """
    refuse_unknown(library, "reminder", ids, (each.id for each in papers.reminders(library)))
    with library.step(f"删除 {len(ids)} 条催办记录", by) as step:
        papers.remove_reminders(step, ids, by.today)
    return step.changes
