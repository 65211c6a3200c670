"""全年日历: what falls on the days of a year, from tasks and their lights, reporting cycles, duties, running clocks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai_desk.domain.calendar import Item, ItemKind, Mark
from gongkai_desk.domain.duty import Duty, DutyState
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import DeadlineKind, Every
from gongkai_desk.domain.work import State, TimedCase
from gongkai_desk.rules.cycles import periods
from gongkai_desk.rules.duties import duty_state
from gongkai_desk.rules.lights import Frame, Light, TaskLight, Why, is_unsettled
from gongkai_desk.rules.shares import Share, deadline_of
from gongkai_desk.workdays import Workdays

PERIODIC_DAY = 15
"""Of the month after a period: until then what is to be published each month, quarter or half-year is due."""

_OFF = frozenset({State.NOT_APPLICABLE, State.SUSPENDED, State.CANCELLED, State.DEFERRED})
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

Lit = tuple[Task, TaskLight, Frame]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the calendar is of: a plan, a unit by name; ``None``: all."""

    plan_id: int | None = None
    unit: str | None = None


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a calendar is made of; ``cases`` come with the last day of their clocks, ``years`` are those of plans."""

    lit: Sequence[Lit]
    duties: Sequence[Duty] = ()
    cases: Sequence[tuple[TimedCase, date]] = ()
    unit_names: Mapping[int, str] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)


def year_items(facts: Facts, year: int, today: date, workdays: Workdays, scope: Scope = ALL) -> tuple[Item, ...]:
    """Return what falls on the days of a year, by day and kind; each with the day on which to remind of it."""
    lit = [each for each in facts.lit if scope.plan_id in (None, each[0].plan_id)]
    found = [
        *(item for each in lit for item in _of_task(each, year, scope)),
        *_reports(lit, year, today, workdays, scope),
        *_periodic(lit, year, today, scope),
        *_reviews(facts, lit, year, today, scope),
        *(_of_duty(duty, today) for duty in facts.duties if duty.due and _duty_in(duty, scope)),
        *_clocks(facts, lit, today, scope),
    ]
    of_year = (replace(item, remind=workdays.not_after(item.day)) for item in found if item.day.year == year)
    return tuple(sorted(of_year, key=lambda item: (item.day, _ORDER[item.kind], item.task_ids)))


def by_day(items: Iterable[Item]) -> dict[date, tuple[Item, ...]]:
    """Return the items of each day that has any."""
    found: defaultdict[date, list[Item]] = defaultdict(list)
    for item in items:
        found[item.day].append(item)
    return {day: tuple(each) for day, each in found.items()}


# ---- of one task


def _shares(each: Lit, scope: Scope) -> list[tuple[Share, Light]]:
    """Return the shares that count: of the unit asked for, and not set aside."""
    return [
        (share, light)
        for share, light in each[1].by_unit
        if share.state not in _OFF and scope.unit in (None, share.unit) and light.word is not Why.LAST_YEAR
    ]


def _of_task(each: Lit, year: int, scope: Scope) -> Iterator[Item]:
    task, _, frame = each
    by_date: defaultdict[date, list[tuple[Share, Light]]] = defaultdict(list)
    for share, light in _shares(each, scope):
        if due := deadline_of(task, share) or (share.state is State.CLOSED and task.deadline.due) or None:
            by_date[due].append((share, light))
        if share.state is State.RETURNED and share.rectify_until:
            mark = Mark.LATE if light.word is Why.RECTIFY_OVERDUE else _ahead(share.rectify_until, frame)
            yield _item(share.rectify_until, ItemKind.RECTIFY, task, [share], mark)
    for due, shares in by_date.items():
        if due.year == year:
            yield _item(due, ItemKind.DEADLINE, task, [share for share, _ in shares], _mark(task, due, shares, frame))
    if by_date or task.deadline.due is None:
        yield from _nodes(each, set(by_date), scope)


def _nodes(each: Lit, dues: set[date], scope: Scope) -> Iterator[Item]:
    """Yield the dates that the text names beside the deadline: each is a reminder of its own."""
    task, _, frame = each
    shares = [share for share, _ in _shares(each, scope)]
    done = bool(shares) and all(share.state is State.CLOSED for share in shares)
    for day in sorted({*task.deadline.nodes, *task.inner_deadlines} - dues):
        if shares:
            yield _item(day, ItemKind.NODE, task, shares, Mark.DONE if done else _ahead(day, frame))


def _item(day: date, kind: ItemKind, task: Task, shares: Iterable[Share], mark: Mark) -> Item:
    units = tuple(dict.fromkeys(share.unit for share in shares if share.unit))
    return Item(day, kind, task.content, units, "", (task.id or 0,), mark)


def _mark(task: Task, due: date, shares: Sequence[tuple[Share, Light]], frame: Frame) -> Mark:
    if all(share.state is State.CLOSED for share, _ in shares):
        return Mark.DONE
    if any(reason.why is Why.OVERDUE for _, light in shares for reason in light.reasons):
        return Mark.LATE
    if is_unsettled(task, frame.settings) and all(share.extended is None for share, _ in shares):
        return Mark.UNSURE
    return _ahead(due, frame)


def _ahead(day: date, frame: Frame) -> Mark:
    return Mark.SOON if 0 <= (day - frame.today).days <= frame.thresholds.due_soon else Mark.OPEN


# ---- of many tasks together


@dataclass(slots=True)
class _Together:
    tasks: dict[int, None] = field(default_factory=dict)
    units: dict[str, None] = field(default_factory=dict)

    def add(self, task: Task, units: Iterable[str]) -> None:
        self.tasks[task.id or 0] = None
        self.units.update(dict.fromkeys(unit for unit in units if unit))

    def item(self, day: date, kind: ItemKind, text: str, today: date) -> Item:
        mark = Mark.SOON if 0 <= (day - today).days <= PERIODIC_DAY else Mark.OPEN
        return Item(day, kind, text, tuple(self.units), "", tuple(self.tasks), mark)


def _reports(lit: Iterable[Lit], year: int, today: date, workdays: Workdays, scope: Scope) -> Iterator[Item]:
    """Yield one item for each day on which progress is due, with all tasks and units that report on it."""
    found: defaultdict[tuple[date, str], _Together] = defaultdict(_Together)
    for each in lit:
        task, _, frame = each
        entered = frame.settings.entered
        reporting = [share for share, _ in _shares(each, scope) if share.unit_id is not None]
        if entered is None or not reporting:
            continue
        since = max(entered, task.deadline.start or entered)
        for period in periods(frame.cycle, since, date(year, 12, 31), workdays, frame.thresholds):
            asked = [share.unit for share in reporting if not _closed_by(share, period.due)]
            if period.due.year == year and asked:
                found[period.due, period.name].add(task, asked)
    for (day, name), together in found.items():
        yield together.item(day, ItemKind.REPORT, name, today)


def _closed_by(share: Share, day: date) -> bool:
    return share.state is State.CLOSED and (share.since is None or share.since <= day)


def _periodic(lit: Iterable[Lit], year: int, today: date, scope: Scope) -> Iterator[Item]:
    """Yield one item for each day on which what is to be published each month, quarter … is due."""
    found: defaultdict[tuple[date, Every], _Together] = defaultdict(_Together)
    for each in lit:
        task, _, frame = each
        entered = frame.settings.entered
        shares = [share for share, _ in _shares(each, scope)]
        if entered is None or not shares:
            continue
        for every in dict.fromkeys(recurrence.every for recurrence in task.recurrences):
            for day in _days_after(every, year):
                asked = [share.unit for share in shares if not _closed_by(share, day)]
                if day > entered and asked:
                    found[day, every].add(task, asked)
    for (day, every), together in found.items():
        yield together.item(day, ItemKind.PERIODIC, every.value, today)


def _days_after(every: Every, year: int) -> Iterator[date]:
    """Yield the days of a year on which the periods before them are due."""
    for month in range(1, 13, _MONTHS[every]) if every in _MONTHS else ():
        yield date(year, month, PERIODIC_DAY)


def _reviews(facts: Facts, lit: Iterable[Lit], year: int, today: date, scope: Scope) -> Iterator[Item]:
    """Yield the end of the year, when tasks without a day of their own (全年) are looked over."""
    together = _Together()
    for each in lit:
        task = each[0]
        shares = [share.unit for share, _ in _shares(each, scope) if share.state is not State.CLOSED]
        if task.deadline.kind in _REVIEWED and shares and facts.years.get(task.plan_id or 0) == year:
            together.add(task, shares)
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


def _clocks(facts: Facts, lit: Iterable[Lit], today: date, scope: Scope) -> Iterator[Item]:
    shown = {each[0].id for each in lit}
    for case, due in facts.cases:
        unit = facts.unit_names.get(case.unit_id or 0, "")
        if case.task_id in shown and scope.unit in (None, unit):
            mark = Mark.DONE if case.ended else Mark.LATE if due < today else Mark.OPEN
            units = (unit,) if unit else ()
            yield Item(due, ItemKind.CLOCK, case.subject, units, case.limit_text, (case.task_id,), mark)
