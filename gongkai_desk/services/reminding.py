"""催办名单 and the log of reminders (催办记录): who is called about what, who answered what; one undoable step each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.slips import ChaseLine, ChaseList, Means, Reminder, SlipKind
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import Changes
from gongkai_desk.rules.lights import Why
from gongkai_desk.services.office import OFFICE
from gongkai_desk.services.slips import refuse_unknown, slip_rules, triggered
from gongkai_desk.store import papers, plans, units
from gongkai_desk.store.settings import setting
from gongkai_desk.wording_lights import WORDS

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
    counts: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rule = slip_rules(library)[SlipKind.CHASE]
    for each, share, reasons, _ in triggered(library, [rule], today, plan_id, unit, None):
        for reason in reasons:
            counts[share.unit_id or 0][_SHORT.get(reason.why, WORDS[reason.why])].add(each.work.task.id or 0)
    told: defaultdict[int | None, set[Means]] = defaultdict(set)
    for entry in papers.reminders(library):
        if entry.day == today:
            told[entry.unit_id].add(entry.means)
    lines = (_line(unit, counts[unit.id or 0], told[unit.id]) for unit in units.units(library) if unit.id in counts)
    title = "政务公开工作催办名单"
    return ChaseList(title, today, tuple(lines), setting(library, OFFICE))


def _line(unit: Unit, counts: Mapping[str, set[int]], told: Iterable[Means]) -> ChaseLine:
    matter = "，".join(f"{word}{len(tasks)}项" for word, tasks in counts.items())
    return ChaseLine(unit.name, unit.contact, unit.phone, matter, frozenset(told))


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


def answer(library: "Library", reminder_id: int, call: Call, *, who: str, day: date) -> Changes:
    """Note who answered what to a reminder that was entered before.

    Raises:
        UnknownId: no such entry.
    """
    refuse_unknown(library, "reminder", [reminder_id], (each.id for each in papers.reminders(library)))
    with library.step("登记催办答复", who=who, day=day) as step:
        papers.set_answer(step, reminder_id, call.answered_by, call.answer, call.promised)
    return step.changes


def remove_reminders(library: "Library", ids: Sequence[int], *, who: str, day: date) -> Changes:
    """Put entries of the log into the recycle bin.

    Raises:
        UnknownId: one of them is not there.
    """
    refuse_unknown(library, "reminder", ids, (each.id for each in papers.reminders(library)))
    with library.step(f"删除 {len(ids)} 条催办记录", who=who, day=day) as step:
        papers.remove_reminders(step, ids, day)
    return step.changes
