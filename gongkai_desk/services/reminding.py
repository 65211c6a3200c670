"""催办名单 and the log of reminders (催办记录): who is called about what, who answered what; one undoable step each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.slips import (
    ChaseLine,
    ChaseList,
    LoggedCall,
    Means,
    Reminder,
    Slip,
    SlipKind,
    SlipTask,
)
from gongkai_desk.domain.work import Changes
from gongkai_desk.rules.lights import Why
from gongkai_desk.services.office import OFFICE
from gongkai_desk.services.slips import refuse_unknown, slips
from gongkai_desk.store import papers, plans, units
from gongkai_desk.store.settings import setting
from gongkai_desk.wording.lights import WORDS

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class Call:
    """What one entry of the log says: how a unit was reminded, who answered what, by when it was promised."""

    means: Means = Means.PHONE
    answered_by: str = ""
    answer: str = ""
    promised: date | None = None


_SHORT = {Why.REPORT_MISSING: "未报", Why.REPORT_IN_GRACE: "未报"}  # whether in grace or not: on a list of many units


def chase_list(library: "Library", *, today: date, plan_id: int | None = None, unit: str | None = None) -> ChaseList:
    """Return 催办名单: every unit with something late, what it is in words, and how it was reminded in these days.

    Raises:
        UnknownId: no such plan or unit.
    """
    return list_of(library, slips(library, [SlipKind.CHASE], today=today, plan_id=plan_id, unit=unit), today=today)


def list_of(library: "Library", chosen: Iterable[Slip], *, today: date) -> ChaseList:
    """Return 催办名单 of the units of some slips, with the items that stand on them."""
    tasks: defaultdict[int | None, list[SlipTask]] = defaultdict(list)
    for slip in chosen:
        tasks[slip.unit_id] += slip.tasks
    told = papers.told_on(library, today)
    lines = (
        ChaseLine(unit.name, unit.contact, unit.phone, matter_text(tasks[unit.id]), told.get(unit.id, frozenset()))
        for unit in units.units(library)
        if unit.id in tasks
    )
    return ChaseList("政务公开工作催办名单", today, tuple(lines), setting(library, OFFICE))


def matter_text(tasks: Iterable[SlipTask]) -> str:
    """Return a unit's items by cause, counted: 逾期3项，未报1项; what has no cause is 在办."""
    counts: defaultdict[str, set[int]] = defaultdict(set)
    for task in tasks:
        for word in [_SHORT.get(why, WORDS[why]) for why in task.causes] or ["在办"]:
            counts[word].add(task.task_id)
    return "，".join(f"{word}{len(ids)}项" for word, ids in counts.items())


def remind(
    library: "Library",
    unit: str,
    call: Call,
    *,
    who: str,
    day: date,
    task_ids: Sequence[int] = (),
    plan_id: int | None = None,
    slip_id: int | None = None,
) -> Changes:
    """Enter one reminder into the log, for some tasks or for all that a unit has; ``made`` is the last entry's id.

    Raises:
        UnknownId: no such unit or task.
    """
    found = units.find_unit(library, unit)
    tasks = [plans.task(library, number) for number in task_ids]
    told = Reminder(day, found.id, call.means, None, plan_id, call.answered_by, call.answer, call.promised, slip_id)
    with library.step(f"登记催办 {found.name}", who=who, day=day) as step:
        for task in tasks:
            step.made = papers.insert_reminder(step, replace(told, task_id=task.id, plan_id=task.plan_id))
        if not tasks:
            step.made = papers.insert_reminder(step, told)
    return step.changes


def remind_many(
    library: "Library", asked: Mapping[int, Sequence[int]], call: Call, *, who: str, day: date, today: date
) -> Changes:
    """Enter one call to several units on ``day`` as one step; ``asked``: each unit's tasks, none for all that it has.

    Raises:
        UnknownId: no such unit or task.
    """
    names = {number: units.find_unit(library, str(number)).name for number in asked}
    plan_of = {number: plans.task(library, number).plan_id for tasks in asked.values() for number in tasks}
    first = next(iter(names.values()), "")
    name = f"登记催办 {first}" if len(names) == 1 else f"登记催办 {first}等{len(names)}家"
    with library.step(name, who=who, day=today) as step:
        for unit, tasks in asked.items():
            told = Reminder(day, unit, call.means, None, None, call.answered_by, call.answer, call.promised)
            for number in tasks:
                step.made = papers.insert_reminder(step, replace(told, task_id=number, plan_id=plan_of[number]))
            if not tasks:
                step.made = papers.insert_reminder(step, told)
    return step.changes


def logged_calls(reminders: Iterable[Reminder]) -> list[LoggedCall]:
    """Return the log by calls, in its order: entries of one call differ in nothing but the task."""
    found: list[list[Reminder]] = []
    for each in reminders:
        last = found[-1] if found else []
        if last and _same_call(last[0], each) and each.task_id not in {one.task_id for one in last}:
            last.append(each)
        else:
            found.append([each])
    return [_logged(group) for group in found]


def _same_call(one: Reminder, other: Reminder) -> bool:
    said = replace(other, id=one.id, task_id=one.task_id, plan_id=one.plan_id)
    return None not in (one.task_id, other.task_id) and one == said


def _logged(group: Sequence[Reminder]) -> LoggedCall:
    ordered = sorted(group, key=lambda each: each.id or 0)
    ids = tuple(each.id for each in ordered if each.id is not None)
    return LoggedCall(ids, ordered[0], tuple(each.task_id for each in ordered if each.task_id is not None))


def answer_many(library: "Library", ids: Sequence[int], call: Call, *, who: str, day: date) -> Changes:
    """Note who answered what to a call, in all its entries.

    Raises:
        UnknownId: one of them is not there.
    """
    refuse_unknown(library, "reminder", ids, (each.id for each in papers.reminders(library)))
    with library.step("登记催办答复", who=who, day=day) as step:
        for number in ids:
            papers.set_answer(step, number, call.answered_by, call.answer, call.promised)
    return step.changes


def answer(library: "Library", reminder_id: int, call: Call, *, who: str, day: date) -> Changes:
    """Note who answered what to a reminder that was entered before.

    Raises:
        UnknownId: no such entry.
    """
    return answer_many(library, [reminder_id], call, who=who, day=day)


def remove_reminders(library: "Library", ids: Sequence[int], *, who: str, day: date) -> Changes:
    """Put entries of the log into the recycle bin.

    Raises:
        UnknownId: one of them is not there.
    """
    refuse_unknown(library, "reminder", ids, (each.id for each in papers.reminders(library)))
    with library.step(f"删除 {len(ids)} 条催办记录", who=who, day=day) as step:
        papers.remove_reminders(step, ids, day)
    return step.changes
