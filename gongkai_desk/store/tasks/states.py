"""States of units' shares as stored, and how often each is; apart from ``work``, so that a window starts sooner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gongkai_desk.domain.state import State, WhoReports
from gongkai_desk.store.rosters import of_tasks

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


def states(library: Library, task_ids: Iterable[int] | None = None) -> dict[tuple[int, int | None], State]:
    """Return the stored state of each unit's share; a share without any own fact is not in it (未启动)."""
    where, values = of_tasks(task_ids)
    rows = library.rows(f"SELECT task_id, unit_id, state FROM unit_state{where}", values)
    return {(task_id, unit_id): State(state) for task_id, unit_id, state in rows}


def state_counts(
    library: Library, task_ids: Iterable[int] | None = None
) -> Mapping[int, Mapping[tuple[bool, State], int]]:
    """Return for each task that has any fact how often each state is stored; ``True``: for the task as a whole."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        f"SELECT task_id, unit_id IS NULL, state, count(*) FROM unit_state{where} GROUP BY 1, 2, 3", values
    )
    by_task: defaultdict[int, dict[tuple[bool, State], int]] = defaultdict(dict)
    for task_id, whole, state, count in rows:
        by_task[task_id][bool(whole), State(state)] = count
    return by_task


def who_reports(library: Library, task_ids: Iterable[int] | None = None) -> dict[int, WhoReports]:
    """Return who reports on each task for which the office set something else than each unit for itself."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        f"SELECT id, who_reports FROM task{where.replace('task_id', 'id') or ' WHERE 1'}"
        " AND who_reports NOT IN ('', 'each')",
        values,
    )
    return {number: WhoReports(who) for number, who in rows}
