"""From what is stored to lights: each task's shares, one per unit that reports, and their lights on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from gongkai_desk.domain.facts import Facts
from gongkai_desk.domain.light import Scheme, Thresholds
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import Role, WhoReports
from gongkai_desk.domain.work import TaskSettings
from gongkai_desk.rules.light import counts
from gongkai_desk.rules.light.cycles import read_cycle
from gongkai_desk.rules.light.lights import Frame, LightCache, TaskLight, task_light
from gongkai_desk.rules.light.shares import Share, Shares
from gongkai_desk.rules.light.standing import charged
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.directory import rosters, units
from gongkai_desk.store.library import Library
from gongkai_desk.store.progress import shares as stored
from gongkai_desk.store.progress.share_rows import ShareRows
from gongkai_desk.store.settings import setting
from gongkai_desk.store.tasks import plans
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
