"""From what is stored to lights: each task's shares, one per unit that reports, and their lights on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.unit import Role
from gongkai_desk.domain.work import Action, Report, State, TaskSettings, Transition
from gongkai_desk.rules import counts
from gongkai_desk.rules.cycles import read_cycle
from gongkai_desk.rules.lights import Frame, TaskLight, task_light
from gongkai_desk.rules.shares import Pause, Proof, Share, charged
from gongkai_desk.rules.thresholds import Scheme, Thresholds
from gongkai_desk.services.days import office_workdays
from gongkai_desk.store import plans, units, work
from gongkai_desk.store import shares as stored
from gongkai_desk.store.settings import setting
from gongkai_desk.workdays import Workdays

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_PAUSING = frozenset({State.SUSPENDED, State.DEFERRED})
CYCLE = "report.cycle"
"""The office's setting of the usual 填报周期."""
_FEW = 20


@dataclass(frozen=True, slots=True)
class TaskWork:
    """A task with its shares and what the office set for it."""

    task: Task
    shares: tuple[Share, ...]
    settings: TaskSettings


@dataclass(frozen=True, slots=True)
class LitWork:
    """A task with its shares, what the rules were given, and the light they gave."""

    work: TaskWork
    frame: Frame
    light: TaskLight


def thresholds(library: "Library") -> Thresholds:
    """Return the office's thresholds; what it did not set is as usual."""
    usual = Thresholds()
    return Thresholds(
        _number(library, "light.due_soon", usual.due_soon),
        _number(library, "light.report_soon", usual.report_soon),
        _number(library, "light.report_grace", usual.report_grace),
        _number(library, "light.verify", usual.verify),
        Scheme(setting(library, "light.scheme") or usual.scheme),
    )


def _number(library: "Library", name: str, usual: int) -> int:
    found = setting(library, name)
    return int(found) if found.isdecimal() else usual


def lights(
    library: "Library",
    today: date,
    task_ids: Iterable[int] | None = None,
    *,
    workdays: Workdays | None = None,
    tasks: Sequence[Task] | None = None,
) -> dict[int, TaskLight]:
    """Return the light of each task on a day; of all tasks by default. ``tasks``: those meant, if they are at hand."""
    lit = lit_works(library, today, task_ids, workdays=workdays, tasks=tasks)
    return {number: each.light for number, each in lit.items()}


def lit_works(
    library: "Library",
    today: date,
    task_ids: Iterable[int] | None = None,
    *,
    workdays: Workdays | None = None,
    tasks: Sequence[Task] | None = None,
) -> dict[int, LitWork]:
    """Return each task with its shares and its light on a day, as ``lights``."""
    days = workdays or office_workdays(library)
    found = works(library, task_ids, tasks=tasks)
    limits, usual_cycle = thresholds(library), setting(library, CYCLE)
    frames: dict[TaskSettings, Frame] = {}  # few differ
    for each in found.values():
        if each.settings not in frames:
            cycle = read_cycle(cycle_words(each.settings) or usual_cycle)
            frames[each.settings] = Frame(today, days, each.settings, cycle, limits)
    return {
        number: LitWork(each, frames[each.settings], task_light(each.task, each.shares, frames[each.settings]))
        for number, each in found.items()
    }


def frame(library: "Library", settings: TaskSettings, today: date) -> Frame:
    """Return what the rules are given beside one task and its share."""
    cycle = read_cycle(cycle_words(settings) or setting(library, CYCLE))
    return Frame(today, office_workdays(library), settings, cycle, thresholds(library))


def cycle_words(settings: TaskSettings) -> str:
    """Return the 填报周期 of a task in words, empty for the office's usual one."""
    return settings.report_cycle + settings.report_day


def works(
    library: "Library", task_ids: Iterable[int] | None = None, *, tasks: Sequence[Task] | None = None
) -> dict[int, TaskWork]:
    """Return tasks with their shares; ``tasks`` are those meant, if they are at hand."""
    wanted = None if task_ids is None else list(task_ids)
    tasks = _tasks(library, wanted) if tasks is None else tasks
    settings = stored.task_settings(library, wanted)
    facts = _Facts(library, wanted)
    return {
        number: TaskWork(task, facts.shares(task, settings[number]), settings[number])
        for task in tasks
        if (number := task.id) is not None
    }


def _tasks(library: "Library", wanted: Sequence[int] | None) -> list[Task]:
    """Return the tasks; a few are asked one by one, so that an unknown id is refused."""
    if wanted is not None and len(wanted) <= _FEW:
        return [plans.task(library, number) for number in wanted]
    kept = None if wanted is None else set(wanted)
    return [task for task in plans.tasks(library) if kept is None or task.id in kept]


class _Facts:
    """What the library knows of the shares of some tasks, asked once for all of them."""

    def __init__(self, library: "Library", task_ids: Sequence[int] | None) -> None:
        self._states = stored.stored_states(library, task_ids)
        self._acts = stored.transitions(library, task_ids)
        self._counted = stored.quota_events(library, task_ids)
        self._proofs = stored.proof_days(library, task_ids)
        self._reports: defaultdict[stored.Key, list[Report]] = defaultdict(list)
        for report in work.reports(library, task_ids):
            if not report.summary:
                self._reports[report.task_id, report.unit_id].append(report)
        known = units.units(library)
        self._names = {unit.id: unit.name for unit in known}
        self._roles = _in_order(units.expanded(library, task_ids), {unit.id: i for i, unit in enumerate(known)})

    def shares(self, task: Task, settings: TaskSettings) -> tuple[Share, ...]:
        """Return the shares of a task: one for each unit that reports, or one for the task as a whole."""
        assert task.id is not None
        asked: tuple[int | None, ...] = charged(self._roles.get(task.id, ()), settings.who_reports) or (None,)
        return tuple(self._share(task, (task.id, unit), settings) for unit in asked)

    def _share(self, task: Task, key: stored.Key, settings: TaskSettings) -> Share:
        task_id, unit_id = key
        kept, acts = self._states.get(key), self._acts.get(key, ())
        whole = () if unit_id is None else self._proofs.get((task_id, None), ())
        name = self._names.get(unit_id, "")
        if kept is None and not (whole or acts or key in self._reports or key in self._counted or key in self._proofs):
            return Share(unit_id, name)
        state = kept or stored.StoredState(State.NOT_STARTED)
        deferred = state.state is State.DEFERRED
        return Share(
            unit_id,
            name,
            state.state,
            state.since,
            state.finished,
            _extended(acts),
            state.rectify_until,
            state.until if deferred else None,
            _is_carried(acts),
            _pauses(acts),
            tuple(self._reports.get(key, ())),
            tuple(Proof(*days) for days in (*self._proofs.get(key, ()), *whole)),
            counts.amounts(counts.targets(task, settings.quota_scope), self._counted.get(key, ())),
        )


def _in_order(
    expanded: Iterable[tuple[int, Role, int]], places: Mapping[int | None, int]
) -> dict[int, list[tuple[Role, int]]]:
    """Return each task's units with their roles: leads first, then in the directory's order."""
    found: defaultdict[int, list[tuple[Role, int]]] = defaultdict(list)
    for task_id, role, unit_id in expanded:
        found[task_id].append((role, unit_id))
    for named in found.values():
        named.sort(key=lambda each: (each[0] is not Role.LEAD, places.get(each[1], 0)))
    return found


def _extended(acts: Iterable[Transition]) -> date | None:
    """Return the date of the last 延期, or of a 变更 that set one."""
    dates = [act.until for act in acts if act.act in (Action.EXTEND, Action.CHANGE) and act.until]
    return dates[-1] if dates else None


def _is_carried(acts: Iterable[Transition]) -> bool:
    """Tell whether the last close was 年度办结."""
    closes = [act.act for act in acts if act.became is State.CLOSED]
    return bool(closes) and closes[-1] is Action.CARRY_OVER


def _pauses(acts: Iterable[Transition]) -> tuple[Pause, ...]:
    """Return the times in which nothing was asked."""
    found: list[Pause] = []
    for act in acts:
        if act.became in _PAUSING and act.was not in _PAUSING:
            ends = act.until if act.became is State.DEFERRED else None
            found.append(Pause(act.day, ends))
        elif act.was in _PAUSING and act.became not in _PAUSING and found:
            found[-1] = Pause(found[-1].since, act.day)
    return tuple(found)
