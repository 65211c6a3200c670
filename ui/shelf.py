"""What the panes look up in the library, kept until something changes: plans, tasks, states, matches."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.work import Evidence, Report, State, TimedCase

if TYPE_CHECKING:
    from gongkai_desk.domain.unit import Role
    from gongkai_desk.store.journal import Change
    from gongkai_desk.store.library import Library
    from gongkai_desk.words.units import UnitDirectory

GroupKey = tuple[str, ...]
"""A node under a plan: the section path, or the 任务名称 alone where a plan has no sections."""


class Shelf:
    """Reads through ``store`` and remembers; ``forget`` after a change. Empty without a library."""

    def __init__(self, library: "Library | None") -> None:
        self._library = library
        self._tasks: dict[int, list[Task]] = {}
        self._by_id: dict[int, Task] = {}
        self._states: Mapping[int, State] | None = None

    def forget(self) -> None:
        """Drop what was remembered."""
        self._tasks.clear()
        self._by_id.clear()
        self._states = None

    def plans(self) -> list[Plan]:
        """Return all plans, newest year first as the store orders them."""
        if self._library is None:
            return []
        from gongkai_desk.store import plans

        return plans.plans(self._library)

    def counts(self) -> Mapping[int, Mapping[GroupKey, int]]:
        """Return for each plan how many tasks stand under each section or 任务名称."""
        if self._library is None:
            return {}
        from gongkai_desk.store import plans

        return plans.counts(self._library)

    def tasks(self, plan_id: int) -> list[Task]:
        """Return a plan's tasks in their order."""
        if self._library is None:
            return []
        if plan_id not in self._tasks:
            from gongkai_desk.store import plans

            found = self._tasks[plan_id] = plans.tasks(self._library, plan_id)
            self._by_id.update({task.id: task for task in found if task.id is not None})
        return self._tasks[plan_id]

    def unit_counts(self) -> list[tuple[int, str, int]]:
        """Return each unit that has tasks, as id, name and how many, in the directory's order."""
        if self._library is None:
            return []
        from gongkai_desk.store import units

        counts = units.task_counts(self._library)
        known = units.units(self._library)
        return [(unit.id, unit.name, counts[unit.id]) for unit in known if unit.id is not None and counts.get(unit.id)]

    def tasks_of_unit(self, unit_id: int) -> list[Task]:
        """Return the tasks of a unit, those that it has through a collective name too."""
        if self._library is None:
            return []
        from gongkai_desk.store import units

        return self.some(units.tasks_of(self._library, str(unit_id)))

    def matching(self, query: str, plan_id: int | None = None) -> list[int]:
        """Return the ids of the tasks that a quick search finds."""
        if self._library is None:
            return []
        from gongkai_desk.store import search

        return search.matching(self._library, query, plan_id)

    def some(self, task_ids: Sequence[int]) -> list[Task]:
        """Return these tasks in the order given; ids that are no more are left out."""
        if self._library is None or not task_ids:
            return []
        if any(task_id not in self._by_id for task_id in task_ids):
            for plan in self.plans():
                self.tasks(plan.id or 0)
        return [self._by_id[task_id] for task_id in task_ids if task_id in self._by_id]

    def states(self) -> Mapping[int, State]:
        """Return one state per task that has any; the others are 未启动."""
        if self._library is None:
            return {}
        if self._states is None:
            from gongkai_desk.store import work

            self._states = work.task_states(self._library)
        return self._states

    def state(self, task: Task) -> State:
        """Return the state shown for one task."""
        return self.states().get(task.id or 0, State.NOT_STARTED)

    def history(self, task_id: int) -> "list[Change]":
        """Return what happened to one task, the newest first."""
        if self._library is None:
            return []
        from gongkai_desk.store import journal

        return journal.history(self._library, "task", task_id)

    def directory(self) -> "UnitDirectory":
        """Return the office's own units, or the usual ones without a library."""
        from gongkai_desk.words.units import UnitDirectory

        if self._library is None:
            return UnitDirectory.usual()
        from gongkai_desk.store import units

        return units.directory(self._library)

    def original(self, plan_id: int) -> tuple[Path, str] | None:
        """Return where the file of a plan lies and the name it came with; ``None`` for a plan made by hand."""
        if self._library is None:
            return None
        from gongkai_desk.store import originals

        return originals.original_of(self._library, plan_id)

    def unit_names(self) -> list[tuple[int, str]]:
        """Return all units, as id and name."""
        if self._library is None:
            return []
        from gongkai_desk.store import units

        return [(unit.id, unit.name) for unit in units.units(self._library) if unit.id is not None]

    def evidence(self, task_id: int) -> list[Evidence]:
        """Return the evidence of one task, in the order in which it came."""
        if self._library is None:
            return []
        from gongkai_desk.store import evidence

        return evidence.evidence(self._library, [task_id]).get(task_id, [])

    def cases(self, task_id: int) -> list[TimedCase]:
        """Return the cases of one task whose clock runs or ran, the oldest first."""
        if self._library is None:
            return []
        from gongkai_desk.store import shares

        return shares.timed_cases(self._library, [task_id])

    def evidence_file(self, evidence_id: int) -> Path | None:
        """Return where the file of a piece of evidence lies; ``None`` for a link or a number."""
        if self._library is None:
            return None
        from gongkai_desk.store import evidence

        return evidence.evidence_file(self._library, evidence_id)

    def reports(self, task_id: int, *, former: bool = False) -> list[Report]:
        """Return the progress reports of one task; those that were corrected only with ``former``."""
        if self._library is None:
            return []
        from gongkai_desk.store import work

        return work.reports(self._library, [task_id], former=former)

    def roles(self, task_id: int) -> "dict[int, Role]":
        """Return the first role of each unit of a task: the lead's where it has several."""
        if self._library is None:
            return {}
        from gongkai_desk.domain.unit import Role
        from gongkai_desk.store import units

        order = list(Role)
        named = sorted(units.expanded(self._library, [task_id]), key=lambda each: order.index(each[1]), reverse=True)
        return {unit_id: role for _, role, unit_id in named}
