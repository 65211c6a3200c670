"""Doubts about stored tasks: open until somebody has looked at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.draft import Doubt, DoubtKind, Rank, rank_of
from gongkai_desk.store.journal import set_columns
from gongkai_desk.store.rosters import of_tasks
from gongkai_desk.store.rows import day_of, places_of, places_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class TaskDoubt:
    """A stored doubt, whose ``doubt.task`` is the task's id; ``settled`` with who looked at it and what was said."""

    doubt: Doubt
    rank: Rank
    id: int
    settled: date | None = None
    settled_by: str = ""
    answer: str = ""


def doubts(library: Library, task_ids: Iterable[int] | None = None, *, settled: bool = False) -> list[TaskDoubt]:
    """Return the open doubts of tasks, in the order in which they came; or those that were settled."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        "SELECT task_id, kind, field, text, source, rank, id, settled, settled_by, answer FROM doubt"
        f"{where or ' WHERE 1'} AND settled IS {'NOT ' if settled else ''}NULL ORDER BY id",
        values,
    )
    return [
        TaskDoubt(Doubt(DoubtKind(kind), task, field, text, places_of(source)), Rank(rank), number, day_of(day), *said)
        for task, kind, field, text, source, rank, number, day, *said in rows
    ]


def insert_doubts(step: Step, new: Iterable[Doubt]) -> None:
    """Store doubts; ``task`` is the task's id. One about no task is not a task's matter and is left out."""
    step.connection.executemany(
        "INSERT INTO doubt (task_id, kind, rank, field, text, source) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (each.task, each.kind.value, rank_of(each.kind).value, each.field, each.text, places_text(each.source))
            for each in new
            if each.task is not None
        ),
    )


def settle_doubt(step: Step, doubt_id: int, day: date | None, by: str, answer: str = "") -> None:
    """Note who looked at a doubt and what was said; ``None``: it is open again."""
    values = {"settled": day.isoformat() if day else None, "settled_by": by, "answer": answer}
    set_columns(step, "doubt", doubt_id, values)
