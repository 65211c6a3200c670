"""Where tasks and units' shares of them stand, as stored; apart from ``work``, so that a window starts sooner."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gongkai_desk.domain.role import Role
from gongkai_desk.domain.state import State
from gongkai_desk.store.rosters import of_tasks, rosters

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_CLOSED = frozenset({State.CLOSED, State.NOT_APPLICABLE})
_LOUDEST = (State.RETURNED, State.PENDING, State.IN_PROGRESS)
"""A task whose units differ stands where the first of these stands."""


def states(library: "Library", task_ids: Iterable[int] | None = None) -> dict[tuple[int, int | None], State]:
    """Return the stored state of each unit's share; a share without any own fact is not in it (未启动)."""
    where, values = of_tasks(task_ids)
    rows = library.rows(f"SELECT task_id, unit_id, state FROM unit_state{where}", values)
    return {(task_id, unit_id): State(state) for task_id, unit_id, state in rows}


def task_states(library: "Library", task_ids: Iterable[int] | None = None) -> dict[int, State]:
    """Return the state of each task that has any fact, derived from its units' states.

    Supporting units are not closed one by one: their states count only where a task has no others. What was entered for
    a task as a whole counts only where no unit is known.
    """
    where, values = of_tasks(task_ids)
    rows = library.rows(
        f"SELECT task_id, unit_id IS NULL, state, count(*) FROM unit_state{where} GROUP BY 1, 2, 3", values
    )
    by_task: defaultdict[int, dict[tuple[bool, State], int]] = defaultdict(dict)
    for task_id, whole, state, count in rows:
        by_task[task_id][bool(whole), State(state)] = count
    assigned = _Assigned(library, by_task)
    counted = {task_id: assigned.counted(task_id, found) for task_id, found in by_task.items()}
    return {task_id: _together(found, assigned.size(task_id)) for task_id, found in counted.items() if found}


class _Assigned:
    """Who is assigned to tasks that have a fact, as far as their states depend on it."""

    def __init__(self, library: "Library", task_ids: Iterable[int]) -> None:
        self._sizes: dict[int, int] = {}
        aside: dict[int, set[int]] = {}  # of each task the units that only support others
        for roster, tasks in rosters(library, task_ids):
            charged = {unit for role, unit in roster if role is not Role.SUPPORT}
            helping = {unit for _, unit in roster} - charged
            self._sizes.update(dict.fromkeys(tasks, len(charged or helping)))
            if charged and helping:
                aside.update(dict.fromkeys(tasks, helping))
        self._aside: defaultdict[int, Counter[State]] = defaultdict(Counter)
        for (task_id, unit_id), state in states(library, aside).items() if aside else ():
            if unit_id in aside[task_id]:
                self._aside[task_id][state] += 1

    def size(self, task_id: int) -> int:
        """Return of how many units a task's state is made."""
        return self._sizes.get(task_id) or 1

    def counted(self, task_id: int, found: Mapping[tuple[bool, State], int]) -> Counter[State]:
        """Return how often each state counts."""
        whole = not self._sizes.get(task_id)
        counts: Counter[State] = Counter()
        for (of_whole, state), count in found.items():
            if whole or not of_whole:
                counts[state] += count
        return counts - self._aside[task_id] if task_id in self._aside else counts


def _together(found: Mapping[State, int], units: int) -> State:
    """Return one state for a task: closed only if every unit is."""
    for state in _LOUDEST:
        if state in found:
            return state
    if sum(found.values()) < units:
        return State.IN_PROGRESS if _CLOSED & found.keys() else State.NOT_STARTED
    left = found.keys() - {State.NOT_APPLICABLE} or {State.NOT_APPLICABLE}
    return next(iter(left)) if len(left) == 1 else State.IN_PROGRESS
