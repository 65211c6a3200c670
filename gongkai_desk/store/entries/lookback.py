"""Look-backs (回头看), their items, and the 整改台账, as stored.

An item that several tasks of this year go on with has a further row for each of them, at the same position, that says
nothing but the task: the first row of a position is the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.judging import Lookback, LookbackItem, Rectification
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.lookback import KeptItem
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import set_removed
from gongkai_desk.store.records import insert_record, records, records_of_ids, set_record
from gongkai_desk.store.rows import json_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def lookbacks(library: Library, year: int | None = None) -> list[Lookback]:
    """Return the look-backs, or those at one year, in the order in which they were begun."""
    of_year = "" if year is None else " AND year = ?"
    return records(library, Lookback, f"removed IS NULL{of_year}", () if year is None else (year,))


def lookback(library: Library, number: int) -> Lookback:
    """Return one look-back.

    Raises:
        UnknownId: there is none of this id, or it is in the recycle bin.
    """
    found = records(library, Lookback, "removed IS NULL AND id = ?", (number,))
    if not found:
        raise UnknownId(library=str(library.folder), what="lookback", id=number)
    return found[0]


def insert_lookback(step: Step, new: Lookback, items: Iterable[LookbackItem]) -> int:
    """Store a look-back with its items, numbered in their order from 0; return its id."""
    number = insert_record(step, new)
    for position, item in enumerate(items):
        insert_record(step, replace(item, lookback_id=number, position=position))
    return number


def remove_lookback(step: Step, number: int, day: date) -> None:
    """Put a look-back into the recycle bin."""
    set_removed(step, "lookback", [number], day)


# ---- items


def items(library: Library, lookback_id: int) -> list[KeptItem]:
    """Return the items of a look-back in their order, each with the tasks that go on with it."""
    return _kept(records(library, LookbackItem, "lookback_id = ?", (lookback_id,)))


def items_of_ids(library: Library, ids: Sequence[int]) -> list[KeptItem]:
    """Return items by id, each once, in the order given.

    Raises:
        UnknownId: one of them is not there.
    """
    wanted = json_text(list(ids))
    places = "EXISTS (SELECT 1 FROM lookback_item o JOIN lookback l ON l.id = o.lookback_id WHERE l.removed IS NULL"
    same = " AND o.lookback_id = lookback_item.lookback_id AND o.position = lookback_item.position"
    found = records(library, LookbackItem, f"{places}{same} AND o.id IN (SELECT value FROM json_each(?)))", (wanted,))
    known = {each.id: each for each in _kept(found)}
    for number in ids:
        if number not in known:
            raise UnknownId(library=str(library.folder), what="lookback_item", id=number)
    return [known[number] for number in dict.fromkeys(ids)]


def items_by_plan(library: Library, plan_id: int) -> frozenset[int]:
    """Return the items of all look-backs that belong to a plan: begun for it, at its year or at the one before."""
    rows = library.rows(
        "SELECT i.id FROM lookback_item i JOIN lookback l ON l.id = i.lookback_id JOIN plan p ON p.id = ?"
        " WHERE l.removed IS NULL AND (l.plan_id = p.id OR l.year IN (p.year, p.year - 1))",
        (plan_id,),
    )
    return frozenset(number for (number,) in rows)


def plan_then(library: Library, kept: KeptItem) -> int | None:
    """Return the plan of this library that an item stands in, also one in the recycle bin; ``None`` for others."""
    found = library.rows("SELECT plan_id FROM task WHERE id = ?", (kept.item.task_id,))
    return int(found[0][0]) if found else None


def _kept(rows: Iterable[LookbackItem]) -> list[KeptItem]:
    """Return rows as items: the first of a position, with the tasks of the others of that position."""
    by_place: dict[tuple[int, int], list[LookbackItem]] = {}
    for row in rows:
        by_place.setdefault((row.lookback_id, row.position), []).append(row)
    return [
        KeptItem(own[0], tuple(row.next_task_id for row in own if row.next_task_id is not None))
        for _, own in sorted(by_place.items(), key=lambda each: each[0])
    ]


def set_item(step: Step, item: LookbackItem) -> None:
    """Let a stored item be as ``item`` says."""
    set_record(step, item, row_id(item))


def set_next(library: Library, step: Step, kept: KeptItem, task_ids: Sequence[int]) -> None:
    """Let an item go on with these tasks; further rows of it come and go."""
    item = kept.item
    set_record(step, replace(item, next_task_id=next(iter(task_ids), None)), row_id(item))
    further = records(
        library,
        LookbackItem,
        "lookback_id = ? AND position = ? AND id <> ?",
        (item.lookback_id, item.position, item.id),
    )
    step.connection.executemany("DELETE FROM lookback_item WHERE id = ?", ((row.id,) for row in further))
    for task_id in task_ids[1:]:
        insert_record(step, LookbackItem(item.lookback_id, item.position, next_task_id=task_id))


# ---- 整改台账


def rectifications(library: Library, ids: Iterable[int] | None = None) -> list[Rectification]:
    """Return the entries of the 整改台账, or some, in the order in which they were entered."""
    if ids is None:
        return records(library, Rectification, "removed IS NULL")
    return records_of_ids(library, Rectification, ids, "removed IS NULL")


def rectification(library: Library, number: int) -> Rectification:
    """Return one entry.

    Raises:
        UnknownId: there is none of this id, or it is in the recycle bin.
    """
    found = rectifications(library, [number])
    if not found:
        raise UnknownId(library=str(library.folder), what="rectification", id=number)
    return found[0]


def put_rectification(step: Step, entry: Rectification) -> int:
    """Store an entry, a new one or as it is now; return its id."""
    if entry.id is None:
        return insert_record(step, entry)
    set_record(step, entry, entry.id)
    return entry.id


def remove_rectifications(step: Step, ids: Iterable[int], day: date) -> None:
    """Put entries into the recycle bin."""
    set_removed(step, "rectification", ids, day)
