"""Where whole tasks stand, from what is stored of their units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from gongkai_desk.domain.state import State, WhoReports
from gongkai_desk.rules.light.standing import Concerned, concerned, state_from_counts
from gongkai_desk.store.directory.rosters import rosters
from gongkai_desk.store.library import Library
from gongkai_desk.store.progress.states import state_counts, states, who_reports

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
