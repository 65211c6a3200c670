"""What units said of a draft (征求意见), as stored: opinions, the 函 that they came in, rounds of asking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.rounds import Opinion, ReturnedFile
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import set_removed
from gongkai_desk.store.records import insert_record, records, set_record

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library
    from gongkai_desk.store.tasks.evidence import KeptFile

SEALED = "sealed"
"""The kind of a returned file that is a letter under seal."""


def opinions(library: Library, plan_id: int | None = None) -> list[Opinion]:
    """Return the opinions on a plan, or on all, in the order they were entered."""
    of_plan = "" if plan_id is None else " AND plan_id = ?"
    return records(library, Opinion, f"removed IS NULL{of_plan}", () if plan_id is None else (plan_id,))


def opinion(library: Library, number: int) -> Opinion:
    """Return one opinion.

    Raises:
        UnknownId: there is none of this id, or it is in the recycle bin.
    """
    found = records(library, Opinion, "removed IS NULL AND id = ?", (number,))
    if not found:
        raise UnknownId(library=str(library.folder), what="opinion", id=number)
    return found[0]


def insert_opinion(step: Step, new: Opinion) -> int:
    """Store an opinion and return its id."""
    return insert_record(step, new)


def set_opinion(step: Step, new: Opinion) -> None:
    """Let a stored opinion be as ``new`` says."""
    assert new.id is not None
    set_record(step, new, new.id)


def remove_opinions(step: Step, ids: Iterable[int], day: date) -> None:
    """Put opinions into the recycle bin."""
    set_removed(step, "opinion", ids, day)


def insert_letter(step: Step, of: ReturnedFile, kept: KeptFile) -> int:
    """Store the 函 that an opinion came in, kept in ``evidence/``; return its id."""
    named = replace(of, name=kept.name, sha256=kept.sha256, suffix=kept.suffix, size=kept.size)
    return insert_record(step, named)


def letters(library: Library, plan_id: int) -> dict[int, ReturnedFile]:
    """Return the 函 of the opinions on a plan, by id."""
    where = "id IN (SELECT returned_file_id FROM opinion WHERE plan_id = ? AND removed IS NULL)"
    return {each.id: each for each in records(library, ReturnedFile, where, (plan_id,)) if each.id is not None}
