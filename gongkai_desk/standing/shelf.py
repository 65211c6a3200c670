"""What window and command line look up in a library, kept until something changes: plans, tasks, states, matches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.plan import PlanDates, StoredPlan, StoredTask
from gongkai_desk.domain.state import Role, State, WhoReports
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.rules.light.shares import Concerned, concerned, state_from_counts
from gongkai_desk.store import closed, journal
from gongkai_desk.store.library import Library
from gongkai_desk.store.rosters import rosters
from gongkai_desk.store.tasks import plans, search
from gongkai_desk.store.tasks.states import state_counts, states, who_reports

if TYPE_CHECKING:
    from gongkai_desk.domain.ids import Changes
    from gongkai_desk.domain.slips import StoredReminder
    from gongkai_desk.domain.work import StoredCase, StoredEvidence, StoredReport
    from gongkai_desk.words.units import UnitDirectory

with lazy_imports():  # loaded with the first question; a start asks few
    from gongkai_desk.store import units
    from gongkai_desk.store.entries import papers
    from gongkai_desk.store.tasks import evidence, links, shares, work

_OF_TASKS = frozenset({"task", "task_unit"})
"""Tables that tasks are made of."""

GroupKey = tuple[str, ...]
"""A node under a plan: the section path, or the 任务名称 alone where a plan has no sections."""


class NoLibrary(Library):
    """Stands where none is open: nothing is in it, and it takes no changes."""

    def __init__(self) -> None:
        self.folder = Path()
        self.read_only = True

    @property
    def name(self) -> str:
        """Return no name."""
        return ""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return nothing."""
        return []

    def close(self) -> None:
        """Do nothing."""


class Shelf:
    """Reads through ``store`` and remembers; ``forget`` what an act changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._tasks: dict[int, list[StoredTask]] = {}
        self._by_id: dict[int, StoredTask] = {}
        self._states: Mapping[int, State] | None = None
        self._plans: list[StoredPlan] | None = None
        self._counts: Mapping[int, Mapping[GroupKey, int]] | None = None
        self._unit_counts: list[tuple[int, str, int]] | None = None
        self._closed: frozenset[int] | None = None

    def forget(self, changes: Changes, touched: frozenset[int] | None) -> None:
        """Drop what an act changed; ``touched`` are the tasks that it touched, ``None``: it may be any."""
        tables = changes.ids.keys()
        if "closed_year" in tables:
            self._closed = None
        if touched is None or "plan" in tables:
            self._drop_all()
            return
        if not _OF_TASKS.isdisjoint(tables):
            self._forget_tasks(touched, units_too="task_unit" in tables)
        if "task_unit_choice" in tables:
            self._unit_counts = None
        if self._states is not None:
            self._states = self._with_states(self._states, touched)

    def _drop_all(self) -> None:
        self._tasks.clear()
        self._by_id.clear()
        self._states = self._plans = self._counts = self._unit_counts = self._closed = None

    def _forget_tasks(self, touched: frozenset[int], *, units_too: bool) -> None:
        """Drop the plans that have or had these tasks, and counts only where a task came, went or moved."""
        have = plans.places_of(self._library, touched)
        known = (self._by_id[number] for number in touched if number in self._by_id)
        had = {task.id: (task.plan_id, task.section, task.title) for task in known}
        if had != have:
            self._counts = None
        if units_too or had.keys() != have.keys():
            self._unit_counts = None
        for plan_id in {place[0] for place in (*had.values(), *have.values())}:
            for task in self._tasks.pop(plan_id or 0, ()):
                self._by_id.pop(task.id, None)

    def _with_states(self, known: Mapping[int, State], touched: frozenset[int]) -> Mapping[int, State]:
        kept = {number: state for number, state in known.items() if number not in touched}
        return kept | task_states(self._library, touched)

    def closed(self) -> frozenset[int]:
        """Return the years that were archived and are only read."""
        if self._closed is None:
            self._closed = closed.closed_now(self._library)
        return self._closed

    def plans(self) -> list[StoredPlan]:
        """Return all plans, newest year first as the store orders them."""
        if self._plans is None:
            self._plans = plans.plans(self._library)
        return self._plans

    def dates(self, plan_id: int | None) -> PlanDates | None:
        """Return the dates of a plan, ``None`` where there is none of that id."""
        return next((plan.dates for plan in self.plans() if plan.id == plan_id), None)

    def counts(self) -> Mapping[int, Mapping[GroupKey, int]]:
        """Return for each plan how many tasks stand under each section or 任务名称."""
        if self._counts is None:
            self._counts = plans.counts(self._library)
        return self._counts

    def tasks(self, plan_id: int) -> list[StoredTask]:
        """Return a plan's tasks in their order."""
        if plan_id not in self._tasks:
            found = self._tasks[plan_id] = plans.tasks(self._library, plan_id)
            self._by_id.update({task.id: task for task in found})
        return self._tasks[plan_id]

    def unit_counts(self) -> list[tuple[int, str, int]]:
        """Return each unit that has tasks, as id, name and how many, in the directory's order."""
        if self._unit_counts is None:
            counts, known = units.task_counts(self._library), units.units(self._library)
            named = ((unit.id, unit.name, counts.get(unit.id, 0)) for unit in known)
            self._unit_counts = [(number, name, count) for number, name, count in named if number is not None and count]
        return self._unit_counts

    def tasks_of_unit(self, unit_id: int) -> list[StoredTask]:
        """Return the tasks of a unit, those that it has through a collective name too."""
        return self.some(units.tasks_of(self._library, str(unit_id)))

    def matching(self, query: str, plan_id: int | None = None) -> list[int]:
        """Return the ids of the tasks that a quick search finds."""
        return search.matching(self._library, query, plan_id)

    def some(self, task_ids: Sequence[int]) -> list[StoredTask]:
        """Return these tasks in the order given; ids that are no more are left out."""
        if not task_ids:
            return []
        if any(task_id not in self._by_id for task_id in task_ids):
            for plan in self.plans():
                self.tasks(plan.id)
        return [self._by_id[task_id] for task_id in task_ids if task_id in self._by_id]

    def states(self) -> Mapping[int, State]:
        """Return one state per task that has any; the others are 未启动."""
        if self._states is None:
            self._states = task_states(self._library)
        return self._states

    def state(self, task: StoredTask) -> State:
        """Return the state shown for one task."""
        return self.states().get(task.id, State.NOT_STARTED)

    def history(self, task_id: int) -> list[journal.Change]:
        """Return what happened to one task, the newest first."""
        return journal.history(self._library, "task", task_id)

    def directory(self) -> UnitDirectory:
        """Return the office's own units."""
        return units.directory(self._library)

    def original(self, plan_id: int) -> tuple[Path, str] | None:
        """Return where the file of a plan lies and the name it came with; ``None`` for a plan made by hand."""
        return evidence.original_of(self._library, plan_id)

    def unit_names(self) -> list[tuple[int, str]]:
        """Return all units, as id and name."""
        return [(unit.id, unit.name) for unit in units.units(self._library)]

    def evidence(self, task_id: int) -> list[StoredEvidence]:
        """Return the evidence of one task, in the order in which it came."""
        return evidence.evidence(self._library, [task_id]).get(task_id, [])

    def cases(self, task_id: int) -> list[StoredCase]:
        """Return the cases of one task whose clock runs or ran, the oldest first."""
        return shares.timed_cases(self._library, [task_id])

    def linked(self, task_id: int) -> tuple[list[StoredTask], list[StoredTask]]:
        """Return the superior's tasks that one takes up (承接), and our own that take it up."""
        above, own = links.linked(self._library, task_id)
        return self.some(above), self.some(own)

    def evidence_file(self, evidence_id: int) -> Path | None:
        """Return where the file of a piece of evidence lies; ``None`` for a link or a number."""
        return evidence.evidence_file(self._library, evidence_id)

    def reports(self, task_id: int, *, former: bool = False) -> list[StoredReport]:
        """Return the progress reports of one task; those that were corrected only with ``former``."""
        return work.reports(self._library, [task_id], former=former)

    def used_reports(self, summary_ids: Iterable[int]) -> frozenset[int]:
        """Return the reports that these 汇总稿 were written from."""
        return frozenset(each for number in summary_ids for each in work.summary_sources(self._library, number))

    def reminders(self, task_id: int) -> list[StoredReminder]:
        """Return how units were reminded of one task, the newest first."""
        return papers.reminders(self._library, task_id=task_id)

    def roles(self, task_id: int) -> dict[int, Role]:
        """Return the first role of each unit of a task: the lead's where it has several."""
        order = list(Role)
        named = sorted(units.expanded(self._library, [task_id]), key=lambda each: order.index(each[1]), reverse=True)
        return {unit_id: role for _, role, unit_id in named}


_NOBODY = Concerned()


def task_states(library: Library, task_ids: Iterable[int] | None = None) -> dict[int, State]:
    """Return the state of each task that has any fact of those who count for it; the others are 未启动."""
    stored = state_counts(library, task_ids)
    of = _concerned(library, stored)
    aside = _counts_aside(library, {task_id: each.aside for task_id, each in of.items() if each.aside})
    found: dict[int, State] = {}
    for task_id, counts in stored.items():
        each = of.get(task_id, _NOBODY)
        if whole := _counted(counts, whole=True) if each.only_help or not each.size else None:
            found[task_id] = state_from_counts(whole, 1)
            continue
        counted = _counted(counts, whole=False)
        if task_id in aside:
            counted = Counter(counted) - aside[task_id]
        if counted:
            found[task_id] = state_from_counts(counted, each.size or 1)
    return found


def _concerned(library: Library, task_ids: Iterable[int]) -> dict[int, Concerned]:
    who = who_reports(library, task_ids)
    found: dict[int, Concerned] = {}
    for roster, tasks in rosters(library, task_ids):
        usual = concerned(roster, WhoReports.EACH)
        found.update(dict.fromkeys(tasks, usual))
        for task_id in who.keys() & set(tasks) if who else ():
            found[task_id] = concerned(roster, who[task_id])
    return found


def _counted(counts: Mapping[tuple[bool, State], int], *, whole: bool) -> Mapping[State, int]:
    """Return how often each state was entered, of single units or of the task as a ``whole``."""
    return {state: count for (of_whole, state), count in counts.items() if of_whole is whole}


def _counts_aside(library: Library, aside: Mapping[int, frozenset[int]]) -> dict[int, Counter[State]]:
    """Return how often each state is stored for units whose states do not count."""
    found: defaultdict[int, Counter[State]] = defaultdict(Counter)
    for (task_id, unit_id), state in states(library, aside).items() if aside else ():
        if unit_id in aside[task_id]:
            found[task_id][state] += 1
    return found
