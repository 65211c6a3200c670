"""全年日历: what falls on the days of a year, from tasks and their lights, reporting cycles, duties, running clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai_desk.domain.calendar import Duty, DutyState, Item, ItemKind, Mark
from gongkai_desk.domain.light import Why
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.state import SET_ASIDE, State
from gongkai_desk.domain.time import DeadlineKind, Every
from gongkai_desk.domain.work import TimedCase
from gongkai_desk.rules.duties import duty_state
from gongkai_desk.rules.light.cycles import Period, periods, put_off
from gongkai_desk.rules.light.lights import Frame, Light, TaskLight, is_unsettled, later_days
from gongkai_desk.rules.light.shares import Share, last_day
from gongkai_desk.workdays import Workdays

PERIODIC_DAY = 15
"""Of the month after a period: until then what is to be published each month, quarter or half-year is due."""

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
_REVIEWED = frozenset({DeadlineKind.YEAR_ROUND})
_STANDING = {
    DutyState.PAST: Mark.LATE,
    DutyState.BEFORE: Mark.UNSURE,
    DutyState.SOON: Mark.SOON,
    DutyState.DONE: Mark.DONE,
    DutyState.DONE_LATE: Mark.DONE,
}
_ORDER = {kind: place for place, kind in enumerate(ItemKind)}

Lit = tuple[StoredTask, TaskLight, Frame]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the calendar is of: a plan, a unit by name; ``None``: all."""

    plan_id: int | None = None
    unit: str | None = None


ALL = Scope()


@dataclass(frozen=True, slots=True)
class CalendarInput:
    """What a calendar is made of; ``cases`` come with the last day of their clocks, ``years`` are those of plans."""

    lit: Sequence[Lit]
    duties: Sequence[Duty] = ()
    cases: Sequence[tuple[TimedCase, date]] = ()
    unit_names: Mapping[int, str] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)


def year_items(
    given: CalendarInput, year: int, today: date, workdays: Workdays, scope: Scope = ALL
) -> tuple[Item, ...]:
    """Return what falls on the days of a year, by day and kind; each with the day on which to remind of it."""
    lit = [
        (*each, shares)
        for each in given.lit
        if scope.plan_id in (None, each[0].plan_id) and (shares := _shares(each[1], scope))
    ]
    found = [
        *(item for each in lit for item in _of_task(each, year)),
        *_reports(lit, year, today, workdays),
        *_periodic(lit, year, today),
        *_reviews(given, lit, year, today),
        *(_of_duty(duty, today) for duty in given.duties if duty.due and _duty_in(duty, scope)),
        *_clocks(given, lit, today, scope),
    ]
    reminders = {item.day: workdays.not_after(item.day) for item in found if item.day.year == year}
    of_year = (replace(item, remind=reminders[item.day]) for item in found if item.day in reminders)
    return tuple(sorted(of_year, key=lambda item: (item.day, _ORDER[item.kind], item.task_ids)))


def by_day(items: Iterable[Item]) -> dict[date, tuple[Item, ...]]:
    """Return the items of each day that has any."""
    found: defaultdict[date, list[Item]] = defaultdict(list)
    for item in items:
        found[item.day].append(item)
    return {day: tuple(each) for day, each in found.items()}


# ---- of one task

_Shares = list[tuple[Share, Light]]
_Part = tuple[StoredTask, TaskLight, Frame, _Shares]
"""A task with those of its shares that count."""


def _shares(light: TaskLight, scope: Scope) -> _Shares:
    """Return the shares that count: of the unit asked for, and not set aside."""
    return [
        each
        for each in light.by_unit
        if each[0].state not in SET_ASIDE
        and scope.unit in (None, each[0].unit)
        and each[1].reasons[0].why is not Why.LAST_YEAR
    ]


def _of_task(each: _Part, year: int) -> Iterator[Item]:
    task, _, frame, shares = each
    by_date: defaultdict[date, _Shares] = defaultdict(list)
    for share, light in shares:
        if due := last_day(task.deadline, share.facts) or (share.state is State.CLOSED and task.deadline.due) or None:
            by_date[due].append((share, light))
        if share.state is State.RETURNED and share.rectify_until:
            mark = Mark.LATE if light.word is Why.RECTIFY_OVERDUE else _ahead(share.rectify_until, frame)
            yield _item(share.rectify_until, ItemKind.RECTIFY, task, [share], mark)
    for due, of_day in by_date.items():
        if due.year == year:
            yield _item(due, ItemKind.DEADLINE, task, [share for share, _ in of_day], _mark(task, due, of_day, frame))
    yield from _nodes(each, set(by_date))


def _nodes(each: _Part, dues: set[date]) -> Iterator[Item]:
    """Yield the dates that the text names beside the deadline: each is a reminder of its own."""
    task, _, frame, shares = each
    days = {*task.deadline.nodes, *task.inner_deadlines} - dues
    if days:
        done = all(share.state is State.CLOSED for share, _ in shares)
        for day in sorted(days):
            mark = Mark.DONE if done else _ahead(day, frame)
            yield _item(day, ItemKind.NODE, task, [share for share, _ in shares], mark)


def _item(day: date, kind: ItemKind, task: StoredTask, shares: Iterable[Share], mark: Mark) -> Item:
    units = tuple(dict.fromkeys(share.unit for share in shares if share.unit))
    return Item(day, kind, task.content, units, "", (task.id,), mark)


def _mark(task: Task, due: date, shares: _Shares, frame: Frame) -> Mark:
    if all(share.state is State.CLOSED for share, _ in shares):
        return Mark.DONE
    if any(reason.why is Why.OVERDUE for _, light in shares for reason in light.reasons):
        return Mark.LATE
    if is_unsettled(task.deadline, frame.settings) and all(share.extended is None for share, _ in shares):
        return Mark.UNSURE
    return _ahead(due, frame)


def _ahead(day: date, frame: Frame) -> Mark:
    return Mark.SOON if 0 <= (day - frame.today).days <= frame.thresholds.due_soon else Mark.OPEN


# ---- of many tasks together


@dataclass(slots=True)
class _Together:
    """Tasks and units that have one day in common, each once."""

    tasks: dict[int, None] = field(default_factory=dict)
    units: dict[str, None] = field(default_factory=dict)

    def add(self, task: StoredTask, units: Iterable[str]) -> None:
        self.tasks[task.id] = None
        for unit in units:
            if unit:
                self.units[unit] = None

    def take(self, other: _Together) -> None:
        self.tasks |= other.tasks
        self.units |= other.units

    def item(self, day: date, kind: ItemKind, text: str, today: date) -> Item:
        mark = Mark.SOON if 0 <= (day - today).days <= PERIODIC_DAY else Mark.OPEN
        return Item(day, kind, text, tuple(self.units), "", tuple(sorted(self.tasks)), mark)


_Day = tuple[date, str]  # a day with what is due on it, so that thousands of tasks are gathered by few days


def _gathered(
    parts: Iterable[tuple[StoredTask, Sequence[Share], tuple[_Day, ...]]],
) -> dict[_Day, _Together]:
    """Return for each day the tasks and units that have it; a share that was closed by then has it no more."""
    alike: defaultdict[tuple[_Day, ...], _Together] = defaultdict(_Together)
    found: defaultdict[_Day, _Together] = defaultdict(_Together)
    for task, shares, days in parts:
        if not any(share.state is State.CLOSED for share in shares):
            alike[days].add(task, (share.unit for share in shares))
            continue
        for day in days:
            if asked := [share.unit for share in shares if not _closed_by(share, day[0])]:
                found[day].add(task, asked)
    for days, together in alike.items():
        for day in days:
            found[day].take(together)
    return found


def _closed_by(share: Share, day: date) -> bool:
    return share.state is State.CLOSED and (share.since is None or share.since <= day)


def _reports(lit: Iterable[_Part], year: int, today: date, workdays: Workdays) -> Iterator[Item]:
    """Yield one item for each day on which progress is due, with all tasks and units that report on it."""
    found = _gathered(_reporting(lit, year, workdays))
    for (day, name), together in found.items():
        yield together.item(day, ItemKind.REPORT, name, today)


def _reporting(
    lit: Iterable[_Part], year: int, workdays: Workdays
) -> Iterator[tuple[StoredTask, Sequence[Share], tuple[_Day, ...]]]:
    """Yield tasks with their units and days; a unit that was granted a later day (准予延期报送) has that one."""
    known: dict[tuple[int, date], tuple[Period, ...]] = {}
    for task, light, frame, shares in lit:
        entered, asked = frame.settings.entered, [share for share, _ in shares if share.unit_id is not None]
        if entered is None or not asked:
            continue
        key = id(frame), max(entered, task.deadline.start or entered)
        if key not in known:
            known[key] = periods(frame.cycle, key[1], date(year, 12, 31), workdays, frame.thresholds)
        later = later_days(light)
        for share in (each for each in asked if each.unit_id in later):
            own = put_off(known[key], later[share.unit_id], workdays, frame.thresholds)
            yield task, [share], _due_days(own, year)
        if rest := [share for share in asked if share.unit_id not in later]:
            yield task, rest, _due_days(known[key], year)


def _due_days(asked: Iterable[Period], year: int) -> tuple[_Day, ...]:
    return tuple((each.due, each.name) for each in asked if each.due.year == year)


def _periodic(lit: Iterable[_Part], year: int, today: date) -> Iterator[Item]:
    """Yield one item for each day on which what is to be published each month, quarter … is due."""
    found = _gathered(_recurring(lit, year))
    for (day, every), together in found.items():
        yield together.item(day, ItemKind.PERIODIC, every, today)


def _recurring(lit: Iterable[_Part], year: int) -> Iterator[tuple[StoredTask, Sequence[Share], tuple[_Day, ...]]]:
    known: dict[tuple[Every, date], tuple[_Day, ...]] = {}
    for task, _, frame, shares in lit:
        entered = frame.settings.entered
        for every in dict.fromkeys(recurrence.every for recurrence in task.recurrences) if entered else ():
            assert entered is not None
            key = every, entered
            if key not in known:
                known[key] = tuple((day, every.value) for day in _days_after(every, year) if day > entered)
            yield task, [share for share, _ in shares], known[key]


def _days_after(every: Every, year: int) -> Iterator[date]:
    """Yield the days of a year on which the periods before them are due."""
    for month in range(1, 13, _MONTHS[every]) if every in _MONTHS else ():
        yield date(year, month, PERIODIC_DAY)


def _reviews(facts: CalendarInput, lit: Iterable[_Part], year: int, today: date) -> Iterator[Item]:
    """Yield the end of the year, when tasks without a day of their own (全年) are looked over."""
    together = _Together()
    for task, _, _, shares in lit:
        if task.deadline.kind in _REVIEWED and facts.years.get(task.plan_id) == year:
            asked = [share.unit for share, _ in shares if share.state is not State.CLOSED]
            if asked:
                together.add(task, asked)
    if together.tasks:
        yield together.item(date(year, 12, 31), ItemKind.REVIEW, "", today)


# ---- duties and clocks


def _duty_in(duty: Duty, scope: Scope) -> bool:
    """Tell whether a duty belongs to what is asked for: duties are the office's own, not a unit's."""
    return scope.unit is None and scope.plan_id in (None, duty.plan_id)


def _of_duty(duty: Duty, today: date) -> Item:
    assert duty.due is not None
    mark = _STANDING.get(duty_state(duty, today), Mark.OPEN)
    tasks = (duty.task_id,) if duty.task_id else ()
    return Item(duty.due, ItemKind.DUTY, duty.name, (), duty.basis, tasks, mark, key=duty.key)


def _clocks(facts: CalendarInput, lit: Iterable[_Part], today: date, scope: Scope) -> Iterator[Item]:
    shown = {each[0].id for each in lit}
    for case, due in facts.cases:
        unit = facts.unit_names.get(case.unit_id or 0, "")
        if case.task_id in shown and scope.unit in (None, unit):
            mark = Mark.DONE if case.ended else Mark.LATE if due < today else Mark.OPEN
            units = (unit,) if unit else ()
            yield Item(due, ItemKind.CLOCK, case.subject, units, case.limit_text, (case.task_id,), mark)
