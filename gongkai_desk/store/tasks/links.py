"""Links between tasks: 承接 (derives_from), last year's (last_year)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.store.journal import insert
from gongkai_desk.store.rows import TASK_COLUMNS, tasks_of_rows

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


DERIVES_FROM = "derives_from"
LAST_YEAR = "last_year"
_LIVE = (
    "SELECT l.task_id, l.other_id FROM task_link l JOIN task a ON a.id = l.task_id JOIN task b ON b.id = l.other_id"
    " WHERE a.removed IS NULL AND b.removed IS NULL"
)


def links(library: Library, kind: str = DERIVES_FROM) -> list[tuple[int, int]]:
    """Return pairs of a task and the one that it is linked to, as they were entered; removed tasks left out."""
    return library.rows(f"{_LIVE} AND l.kind = ? ORDER BY l.id", (kind,))


def linked(library: Library, task_id: int) -> tuple[list[int], list[int]]:
    """Return which of the superior's tasks one takes up, and which of our own take it up."""
    pairs = library.rows(
        f"{_LIVE} AND l.kind = ?1 AND ?2 IN (l.task_id, l.other_id) ORDER BY l.id", (DERIVES_FROM, task_id)
    )
    return [other for own, other in pairs if own == task_id], [own for own, other in pairs if other == task_id]


def insert_link(step: Step, task_id: int, other_id: int, kind: str = DERIVES_FROM) -> int:
    """Store a link and return its id."""
    return insert(step, "task_link", {"task_id": task_id, "other_id": other_id, "kind": kind})


def delete_links(step: Step, pairs: Iterable[tuple[int, int]], kind: str = DERIVES_FROM) -> None:
    """Take links away."""
    step.connection.executemany(
        "DELETE FROM task_link WHERE task_id = ? AND other_id = ? AND kind = ?",
        ((task_id, other_id, kind) for task_id, other_id in pairs),
    )


_COLUMNS = ("id", "plan_id", *TASK_COLUMNS)


def tasks_on(library: Library, day: date) -> list[StoredTask]:
    """Return the tasks that stood in the library at the end of a day, as they read then; without printed units.

    What was taken into the recycle bin later is among them; a plan whose import was undone later is not.
    """
    former = _changed_since(library, "task", day)
    gone = {number for number, removed in _removed_plans(library, day).items() if removed}
    names = (*_COLUMNS, "removed", "entered")
    rows = library.rows(f"SELECT {', '.join(names)} FROM task ORDER BY plan_id, position, id")
    found = [{**dict(zip(names, row, strict=True)), **former.get(row[0], {})} for row in rows]
    stood = [row for row in found if _stood(row, day) and row["plan_id"] not in gone]
    stood.sort(key=lambda row: (row["plan_id"], row["position"], row["id"]))
    return tasks_of_rows([tuple(row[name] for name in _COLUMNS) for row in stood], {}, {})


def _stood(row: dict[str, Any], day: date) -> bool:
    return row["removed"] is None and row["entered"] is not None and row["entered"] <= day.isoformat()


def _removed_plans(library: Library, day: date) -> dict[int, str | None]:
    former = _changed_since(library, "plan", day)
    now = library.rows("SELECT id, removed FROM plan")
    return {number: former.get(number, {}).get("removed", removed) for number, removed in now}


def _changed_since(library: Library, table: str, day: date) -> dict[int, dict[str, Any]]:
    """Return what columns of rows held at the end of a day, where steps of later days changed them."""
    rows = library.rows(
        "SELECT j.row_id, j.before FROM journal j JOIN step s ON s.id = j.step_id"
        " WHERE j.table_name = ? AND s.day > ? AND j.before IS NOT NULL ORDER BY j.id DESC",
        (table, day.isoformat()),
    )
    found: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for row, before in rows:  # the oldest last: it holds what stood on that day
        found[row].update(json.loads(before))
    return found
