"""From what is stored to lights: each task's shares, one per unit that reports, and their lights on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import MappingProxyType

from gongkai_desk.domain.calendar import Duty
from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.light import Colour, Facts, Scheme, Thresholds, Topic
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import CLOSING, UNDONE, Role, WhoReports
from gongkai_desk.domain.work import TaskSettings
from gongkai_desk.rules.light import counts
from gongkai_desk.rules.light.agenda import Entry, entries_of, gather
from gongkai_desk.rules.light.cycles import read_cycle
from gongkai_desk.rules.light.lights import Frame, LightCache, TaskLight, task_light
from gongkai_desk.rules.light.shares import Share, Shares, charged
from gongkai_desk.rules.work.transitions import Lack, Request, Setting, may
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.shelf import Shelf
from gongkai_desk.standing.year_duties import duties
from gongkai_desk.store import rosters, units
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks import shares as stored
from gongkai_desk.store.tasks.shares import ShareRows
from gongkai_desk.workdays import Workdays

CYCLE = "report.cycle"
"""The office's setting of the usual 填报周期."""
_FEW = 20


@dataclass(frozen=True, slots=True)
class TaskWork:
    """A task with its shares and what the office set for it."""

    task: StoredTask
    shares: Shares
    settings: TaskSettings


@dataclass(frozen=True, slots=True)
class LitWork:
    """A task with its shares, what the rules were given, and the light they gave."""

    work: TaskWork
    frame: Frame
    light: TaskLight


def thresholds(library: Library) -> Thresholds:
    """Return the office's thresholds; what it did not set is as usual."""
    usual = Thresholds()
    return Thresholds(
        _number(library, "light.due_soon", usual.due_soon),
        _number(library, "light.report_soon", usual.report_soon),
        _number(library, "light.report_grace", usual.report_grace),
        _number(library, "light.verify", usual.verify),
        Scheme(setting(library, "light.scheme") or usual.scheme),
    )


def _number(library: Library, name: str, usual: int) -> int:
    found = setting(library, name)
    return int(found) if found.isdecimal() else usual


def lights(
    library: Library,
    today: date,
    task_ids: Iterable[int] | None = None,
    *,
    workdays: Workdays | None = None,
    tasks: Sequence[StoredTask] | None = None,
) -> dict[int, TaskLight]:
    """Return the light of each task on a day; of all tasks by default. ``tasks``: those meant, if they are at hand."""
    lit = lit_works(library, today, task_ids, workdays=workdays, tasks=tasks)
    return {number: each.light for number, each in lit.items()}


def lit_works(
    library: Library,
    today: date,
    task_ids: Iterable[int] | None = None,
    *,
    workdays: Workdays | None = None,
    tasks: Sequence[StoredTask] | None = None,
    cache: LightCache | None = None,
) -> dict[int, LitWork]:
    """Return each task with its shares and its light on a day, as ``lights``.

    ``cache``: of lights that were worked out on that day under the same settings of the office; new ones are added.
    """
    days = workdays or office_workdays(library)
    found = works(library, task_ids, tasks=tasks)
    limits, usual_cycle = thresholds(library), setting(library, CYCLE)
    frames: dict[TaskSettings, Frame] = {}  # few differ
    known = LightCache() if cache is None else cache
    result: dict[int, LitWork] = {}
    for number, each in found.items():
        if (given := frames.get(each.settings)) is None:
            cycle = read_cycle(cycle_words(each.settings) or usual_cycle)
            given = frames[each.settings] = Frame(today, days, each.settings, cycle, limits)
        result[number] = LitWork(each, given, task_light(each.task.deadline, each.shares, given, known))
    return result


def frame(library: Library, settings: TaskSettings, today: date) -> Frame:
    """Return what the rules are given beside one task and its share."""
    cycle = read_cycle(cycle_words(settings) or setting(library, CYCLE))
    return Frame(today, office_workdays(library), settings, cycle, thresholds(library))


def cycle_words(settings: TaskSettings) -> str:
    """Return the 填报周期 of a task in words, empty for the office's usual one."""
    return settings.report_cycle + settings.report_day


def works(
    library: Library, task_ids: Iterable[int] | None = None, *, tasks: Sequence[StoredTask] | None = None
) -> dict[int, TaskWork]:
    """Return tasks with their shares; ``tasks`` are those meant, if they are at hand."""
    wanted = None if task_ids is None else list(task_ids)
    tasks = _tasks(library, wanted) if tasks is None else tasks
    settings = stored.task_settings(library, wanted)
    known, unfilled = _Known(library, wanted), units.unfilled(library, wanted)
    found: dict[int, TaskWork] = {}
    for task in tasks:
        if task.id is not None:
            given = settings[task.id]
            shares = known.shares(task, given)
            nobody = bool(task.lead or task.responsible) and all(share.unit_id is None for share in shares.plain)
            if nobody or task.id in unfilled:
                given = replace(given, units_open=True)
            found[task.id] = TaskWork(task, shares, given)
    return found


def _tasks(library: Library, wanted: Sequence[int] | None) -> list[StoredTask]:
    """Return the tasks; a few are asked one by one, so that an unknown id is refused."""
    if wanted is not None and len(wanted) <= _FEW:
        return [plans.task(library, number) for number in wanted]
    kept = None if wanted is None else set(wanted)
    return [task for task in plans.tasks(library) if kept is None or task.id in kept]


@dataclass(frozen=True, slots=True)
class _Roll:
    """The units that report on some tasks: a share each as if nothing were known of it, and where it stands."""

    plain: tuple[Share, ...]
    places: dict[int | None, int]


class _Known:
    """What the library knows of the shares of some tasks, asked once for all of them."""

    def __init__(self, library: Library, task_ids: Sequence[int] | None) -> None:
        self._rows = ShareRows(library, task_ids)
        known = units.units(library)
        self._order: dict[int, int] = {unit.id: place for place, unit in enumerate(known)}
        self._blank: dict[int | None, Share] = {None: Share(facts=Facts(whole=True))}
        self._blank.update((unit.id, Share(unit.id, unit.name)) for unit in known)
        self._rosters: list[rosters.Roster] = [()]
        self._roster_of: dict[int, int] = {}
        for number, (roster, tasks) in enumerate(rosters.rosters(library, task_ids), start=1):
            self._rosters.append(roster)
            self._roster_of.update(dict.fromkeys(tasks, number))
        self._rolls: dict[tuple[int, WhoReports], _Roll] = {}  # few: plans know a few lists of units

    def shares(self, task: StoredTask, settings: TaskSettings) -> Shares:
        """Return the shares of a task: one for each unit that reports, or one for the task as a whole."""
        key = self._roster_of.get(task.id, 0), settings.who_reports
        if key not in self._rolls:
            self._rolls[key] = self._roll(*key)
        roll = self._rolls[key]
        facts = self._rows.facts(task.id, roll.places)
        return Shares(roll.plain, facts, partial(self._share, task, settings, facts))

    def _roll(self, number: int, who: WhoReports) -> _Roll:
        """Return who reports: leads first, then in the directory's order."""
        named = sorted(self._rosters[number], key=lambda each: (each[0] is not Role.LEAD, self._order.get(each[1], 0)))
        asked: tuple[int | None, ...] = charged(named, who) or (None,)
        plain = tuple(self._blank.get(unit) or Share(unit) for unit in asked)
        return _Roll(plain, {unit: place for place, unit in enumerate(asked)})

    def _share(
        self, task: StoredTask, settings: TaskSettings, facts: Mapping[int, Facts], place: int, plain: Share
    ) -> Share:
        """Return a share with all that is known of it."""
        key, rows = (task.id, plain.unit_id), self._rows
        return Share(
            plain.unit_id,
            plain.unit,
            facts[place],
            tuple(rows.reports(key)),
            counts.amounts(counts.targets(task, settings.quota_scope), rows.counted(key)),
            tuple(rows.acts(key)),
        )


_OF_DUTIES = frozenset({"plan", "task", "duty", "day_off", "setting"})
"""Tables that duties come from."""
_AT_ONCE = 100  # tasks lit at a time, some 20 ms where each has 60 units
_MANY = 400  # tasks touched by one act: past so many it is quicker to ask for all at once


def _by_day(entry: Entry) -> date:
    return entry.day or date.max


class Lighting:
    """Lights, what waits (agenda) and duties of one day, kept until something changes.

    A year's ledger has hundreds of thousands of shares: a window lets ``work_some`` work it out between two acts; the
    command line asks for all at once.
    """

    def __init__(self, library: Library, shelf: Shelf, today: date) -> None:
        self._library = library
        self._shelf = shelf
        self._today = today
        self._duties: tuple[Duty, ...] | None = None
        self._agenda: dict[Topic, list[Entry]] | None = None
        self._begin()

    def _begin(self) -> None:
        """Begin with the first plan."""
        self.started = False
        self.workdays, self._cache = office_workdays(self._library), LightCache()
        self._lit: dict[int, LitWork] = {}
        self._lights: dict[int, TaskLight] = {}
        self._topics: dict[int, Mapping[Topic, Entry]] = {}  # of each task that was looked at since it was touched
        self._plans = [plan.id for plan in reversed(self._shelf.plans())]
        self._left: list[list[int]] = []  # tasks still to be lit, some at a time

    def start(self) -> None:
        """Work out all lights, as far as that is not done."""
        while not self.started and self.work_some():
            pass

    def work_some(self) -> bool:
        """Work out some lights more, and last the duties; tell whether any are left."""
        if self.started:
            self.duties()
            return False
        if self._left:
            self._light(self._left.pop())
        elif self._plans:
            ids: list[int] = [task.id for task in self._shelf.tasks(self._plans.pop())]
            self._left = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)][::-1]
        else:
            self.started = True
        return True

    def _light(self, ids: list[int], tasks: list[StoredTask] | None = None) -> None:
        found = self._shelf.some(ids) if tasks is None else tasks
        some = [task.id for task in found]
        new = lit_works(self._library, self._today, some, workdays=self.workdays, tasks=found, cache=self._cache)
        self._lit |= new
        self._lights |= {number: each.light for number, each in new.items()}
        for number, each in new.items():
            self._entries(number, each)

    def forget(self, changes: Changes, touched: frozenset[int] | None) -> None:
        """Work out again the tasks that an act touched; ``None``: all."""
        self._agenda = None
        if not _OF_DUTIES.isdisjoint(changes.ids):
            self._duties = None
        if touched is None or len(touched) > max(_MANY, len(self._lit) // 2):
            was_started, self._duties = self.started, None
            self._begin()
            if was_started:
                self.start()
            return
        for number in touched:
            self._topics.pop(number, None)
        if self.started:
            self._renew(touched)
        else:
            self._drop(touched)
            self._left.append(list(touched))

    def _renew(self, touched: frozenset[int]) -> None:
        tasks = self._found_again(touched, self._lit)
        self._drop(touched - {task.id for task in tasks})
        self._light([], tasks)

    def _drop(self, gone: Iterable[int | None]) -> None:
        for number in gone:
            self._lit.pop(number or 0, None)
            self._lights.pop(number or 0, None)

    def _found_again(self, touched: frozenset[int], lit: Mapping[int, LitWork]) -> list[StoredTask]:
        """Return the touched tasks as they are now, asking only for their plans; those that are gone are left out."""
        if any(number not in lit for number in touched):
            return self._shelf.some(list(touched))
        plans = {lit[number].work.task.plan_id for number in touched}
        return [task for plan in plans for task in self._shelf.tasks(plan or 0) if task.id in touched]

    def lights(self) -> Mapping[int, TaskLight]:
        """Return the light of every task."""
        return MappingProxyType(self._lights if self.started else {})

    def lit(self, task_id: int | None) -> LitWork | None:
        """Return a task's light with all that it was worked out from."""
        return self._lit.get(task_id or 0) if self.started else None

    def agenda(self) -> Mapping[Topic, list[Entry]]:
        """Return what to do first today: of this year's plans and those without a year; former years are apart."""
        if not self.started:
            return {}
        if self._agenda is None:
            of_now = self._plans_of_now()
            waiting = ((each, entries) for number, each in self._in_order() if (entries := self._entries(number, each)))
            self._agenda = gather(entries for each, entries in waiting if each.work.task.plan_id in of_now)
        return self._agenda

    def former(self) -> Mapping[int, list[Entry]]:
        """Return what is still red in former years' plans, by year, the latest year first: the agenda leaves it out."""
        years: dict[int | None, int] = {
            plan.id: plan.year for plan in self._shelf.plans() if plan.year and plan.id not in self._plans_of_now()
        }
        found: dict[int, list[Entry]] = {year: [] for year in sorted(set(years.values()), reverse=True)}
        for number, each in self._in_order() if self.started else ():
            year = years.get(each.work.task.plan_id)
            if year and each.light.colour is Colour.RED:
                entries = self._entries(number, each)
                first = next((entries[topic] for topic in Topic if topic in entries), None)
                found[year].append(first or Entry(number, (), each.work.task.deadline.due))
        return {year: sorted(entries, key=_by_day) for year, entries in found.items() if entries}

    def _in_order(self) -> list[tuple[int, LitWork]]:
        """Return the tasks in plan order, whenever each was lit: equal entries must not change places after an act."""
        place = {plan.id: number for number, plan in enumerate(self._shelf.plans())}
        tasks = ((each.work.task, number, each) for number, each in self._lit.items())
        found = sorted((place.get(task.plan_id, 0), task.position, number, each) for task, number, each in tasks)
        return [(number, each) for *_, number, each in found]

    def _entries(self, number: int, lit: LitWork) -> Mapping[Topic, Entry]:
        known = self._topics.get(number)
        if known is None:
            known = self._topics[number] = entries_of(lit.work.task, lit.light, lit.frame)
        return known

    def duties(self) -> tuple[Duty, ...]:
        """Return the year's duties, none until lights are worked out."""
        if self._duties is None and self.started:
            year, tasks = self._today.year, self._shelf.tasks
            self._duties = duties(self._library, year, workdays=self.workdays, tasks_of=tasks)
        return self._duties or ()

    def works(self) -> Mapping[int, LitWork]:
        """Return every task with its light and all that it was worked out from; none until lights are worked out."""
        return MappingProxyType(self._lit if self.started else {})

    def _plans_of_now(self) -> set[int | None]:
        return {plan.id for plan in self._shelf.plans() if plan.year is None or plan.year >= self._today.year}


def lacking(
    chosen: Iterable[tuple[TaskWork, Share, bool]], request: Request
) -> dict[Lack, list[tuple[TaskWork, Share]]]:
    """Return what the rules miss for an act upon these shares, and for which; empty: it may be done.

    The flag of a share tells that the act is meant for its task as a whole.
    """
    found: dict[Lack, list[tuple[TaskWork, Share]]] = {}
    for each, share, whole in chosen:
        for lack in may(request, each.task, share, _setting(each, whole=whole and request.action in CLOSING)):
            found.setdefault(lack, []).append((each, share))
    return found


def _setting(of: TaskWork, *, whole: bool) -> Setting:
    undone = sum(share.state in UNDONE for share in of.shares) if whole else 0
    targets = counts.targets(of.task, of.settings.quota_scope)
    return Setting(targets, counts.in_sum(of.shares), undone)
