"""Links between tasks: 承接 (derives_from), last year's (last_year)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongkai_desk.store.writing import insert

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
