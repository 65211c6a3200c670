"""Tasks as they were on a past day, worked out backwards from the journal."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.store.rows import TASK_COLUMNS, tasks_of_rows

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

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
