"""全年日历: what a library has on the days of a year, and the paper of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.calendar import CalendarLine, CalendarPaper, Duty, DutyKind, Item, ItemKind
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.errors import UnknownId
from gongkai_desk.rules.calendar import ALL, CalendarInput, Scope, year_items
from gongkai_desk.rules.day_count import case_due as due_of
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.standing.year_duties import duties
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.shares import timed_cases
from gongkai_desk.wording.calendar import KINDS, MARKS, item_text, reminder_of, units_line, year_remark
from gongkai_desk.wording.days import month_day, weekday
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True, slots=True)
class AtHand:
    """What is worked out already: all lights, the working days, the duties of the year."""

    lit: Mapping[int, LitWork] | None = None
    workdays: Workdays | None = None
    duties: Sequence[Duty] | None = None


NOTHING_KNOWN = AtHand()


def year_calendar(
    library: Library,
    year: int,
    *,
    today: date,
    scope: Scope = ALL,
    known: AtHand = NOTHING_KNOWN,
) -> tuple[Item, ...]:
    """Return what falls on the days of a year; ``known``: what is at hand of it.

    Raises:
        UnknownId: no such plan, no such unit.
    """
    days = known.workdays or office_workdays(library)
    if scope.plan_id is not None:
        plans.plan(library, scope.plan_id)
    names: dict[int, str] = {unit.id: unit.name for unit in units.units(library)}
    if scope.unit is not None and scope.unit not in names.values():
        raise UnknownId(library=str(library.folder), what="unit", id=scope.unit)
    works = lit_works(library, today, workdays=days) if known.lit is None else known.lit
    facts = CalendarInput(
        [(each.work.task, each.light, each.frame) for each in works.values()],
        _duties(library, year, days, known.duties),
        [(case, due_of(case, days)) for case in timed_cases(library)],
        names,
        {plan.id: plan.year for plan in plans.plans(library) if plan.year},
    )
    return year_items(facts, year, today, days, scope)


def with_bases(library: Library, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items that say where they stand: the plan with the number and the deadline of the task, or the plans."""
    tasks: dict[int, StoredTask] = {task.id: task for task in plans.tasks(library)}
    known: dict[int, StoredPlan] = {plan.id: plan for plan in plans.plans(library)}
    return tuple(_with_basis(item, tasks, known) for item in items)


def _duties(library: Library, year: int, workdays: Workdays, known: Sequence[Duty] | None) -> list[Duty]:
    """Return the duties of a year, and those that last year's plans set for this one."""
    own = duties(library, year, workdays=workdays) if known is None else known
    if all(plan.year != year - 1 for plan in plans.plans(library)):
        return list(own)
    last = (duty for duty in duties(library, year - 1, workdays=workdays) if duty.kind is DutyKind.PLAN)
    keys = {duty.key for duty in own}
    return [*own, *(each for each in last if each.due and each.due.year == year and each.key not in keys)]


def _with_basis(item: Item, tasks: Mapping[int, StoredTask], known: Mapping[int, StoredPlan]) -> Item:
    """Return an item that says where it stands: the plan with the number of the task, or the plans together."""
    if len(item.task_ids) > 1:
        number_of = dict.fromkeys(tasks[number].plan_id for number in item.task_ids if number in tasks)
        return replace(item, basis="、".join(f"《{known[number].title}》" for number in number_of if number in known))
    of = [tasks[number] for number in item.task_ids if number in tasks]
    titles = list(dict.fromkeys(f"《{plan.title}》" for task in of if (plan := known.get(task.plan_id))))
    if item.kind is ItemKind.DUTY:
        return replace(item, basis="：".join([*titles, item.basis])) if titles else item
    if titles:
        number = f"第{of[0].seq.rpartition('/')[2]}项" if of[0].seq else ""
        text = f"，时限“{of[0].deadline.text}”" if item.kind is ItemKind.DEADLINE and of[0].deadline.text else ""
        return replace(item, basis=f"{titles[0]}{number}{text}")
    return item


def calendar_paper(
    items: Sequence[Item], year: int, workdays: Workdays, *, of: str = "", month: int | None = None
) -> CalendarPaper:
    """Return the paper of a year or of one month of it; ``of`` names what it is of, in words."""
    lines = [_line(item) for item in items if month in (None, item.day.month)]
    title = f"{year}年政务公开工作日历" if month is None else f"{year}年{month}月政务公开工作日历"
    note = "　　".join(filter(None, (of, f"共{len(lines)}项", year_remark(year, workdays))))
    return CalendarPaper(title, note, tuple(lines))


def _line(item: Item) -> CalendarLine:
    day = f"{month_day(item.day)}\n{weekday(item.day)}"
    told = "，".join(filter(None, (MARKS[item.mark], reminder_of(item))))
    matter = f"【{KINDS[item.kind]}】{item_text(item)}" + (f"（{told}）" if told else "")
    return CalendarLine(item.day.month, day, matter, units_line(item.units), item.basis)
