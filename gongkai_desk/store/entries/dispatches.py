"""What went out to units (下发): batches, each unit's book, its rows as they were sent, moved closing days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.rounds import ClosingMove, Dispatch, DispatchKind, DispatchUnit, SentRow
from gongkai_desk.domain.ids import row_id
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import set_columns, set_removed
from gongkai_desk.store.records import insert_record, records, set_record
from gongkai_desk.store.rows import day_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

# ---- asking


def dispatches(
    library: Library, plan_id: int | None = None, *, kind: DispatchKind = DispatchKind.WORKBOOK
) -> list[Dispatch]:
    """Return the batches of a kind that were not removed, by id; of one plan or of all."""
    where = "kind = ?1 AND removed IS NULL AND (?2 IS NULL OR plan_id = ?2)"
    return records(library, Dispatch, where, (kind.value, plan_id))


def dispatch(library: Library, dispatch_id: int) -> Dispatch:
    """Return one batch.

    Raises:
        UnknownId: no such batch, or it was removed.
    """
    found = records(library, Dispatch, "id = ? AND removed IS NULL", (dispatch_id,))
    if not found:
        raise UnknownId(library=str(library.folder), what="dispatch", id=dispatch_id)
    return found[0]


def dispatch_units(library: Library, dispatch_ids: Iterable[int] | None = None) -> list[DispatchUnit]:
    """Return the units' books of some batches, or of all that were not removed, by id."""
    if dispatch_ids is None:
        return records(library, DispatchUnit, "dispatch_id IN (SELECT id FROM dispatch WHERE removed IS NULL)")
    return [each for number in dispatch_ids for each in records(library, DispatchUnit, "dispatch_id = ?", (number,))]


def dispatch_unit(library: Library, book_id: int) -> DispatchUnit:
    """Return one book; that of a batch that was removed too.

    Raises:
        UnknownId: no such book.
    """
    found = records(library, DispatchUnit, "id = ?", (book_id,))
    if not found:
        raise UnknownId(library=str(library.folder), what="dispatch_unit", id=book_id)
    return found[0]


def sent_rows(library: Library, book_id: int) -> list[SentRow]:
    """Return the rows of a book as they were sent, in their order."""
    found = records(library, SentRow, "dispatch_unit_id = ?", (book_id,))
    return sorted(found, key=lambda row: row.position)


def rows_of_code(library: Library, code: str) -> list[SentRow]:
    """Return the rows that bear a 任务码: one, or one for each unit of a shared book."""
    return records(library, SentRow, "code = ?", (code,))


def closing_moves(library: Library, dispatch_id: int | None = None) -> list[ClosingMove]:
    """Return how closing days were moved, in the order in which that was done; of one batch or of all."""
    return records(library, ClosingMove, "?1 IS NULL OR dispatch_id = ?1", (dispatch_id,))


def closing_of(batch: Dispatch, book: DispatchUnit | None, moves: Iterable[ClosingMove]) -> date | None:
    """Return the closing day that holds for a book, or for the batch as a whole: the one it was moved to last."""
    own = (None, book.id) if book else (None,)
    meant = [move for move in moves if move.dispatch_id == batch.id and move.dispatch_unit_id in own]
    return max(meant, key=row_id).closing if meant else batch.closing


def next_batch(library: Library, period: str) -> int:
    """Return the running number that the period's next batch gets; undo gives numbers back, the last first."""
    found = library.rows("SELECT batch FROM dispatch WHERE period = ? AND kind = 'workbook'", (period,))
    numbers = [int(text.rpartition("-")[2]) for (text,) in found if text.rpartition("-")[2].isdecimal()]
    return max(numbers, default=0) + 1


def next_asking(library: Library, year: int) -> str:
    """Return the 批号 that the year's next round of 征求意见 gets: 征求2026-01."""
    start = f"征求{year}-"
    found = library.rows("SELECT batch FROM dispatch WHERE kind = 'opinion'")
    numbers = [int(text.removeprefix(start)) for (text,) in found if text.removeprefix(start).isdecimal()]
    return f"{start}{max(numbers, default=0) + 1:02}"


def next_book(library: Library) -> int:
    """Return the id that the next book gets: ids are never used again, not even of what was undone."""
    found = library.rows("SELECT seq FROM sqlite_sequence WHERE name = 'dispatch_unit'")
    return (found[0][0] if found else 0) + 1


# ---- writing


def insert_dispatch(step: Step, batch: Dispatch) -> Dispatch:
    """Store a batch and return it with its id."""
    return replace(batch, id=insert_record(step, batch))


def insert_book(step: Step, book: DispatchUnit) -> DispatchUnit:
    """Store a unit's book and return it with its id."""
    return replace(book, id=insert_record(step, book))


def set_book(step: Step, book: DispatchUnit) -> None:
    """Let a stored book be as ``book`` says."""
    assert book.id is not None
    set_record(step, book, book.id)


def insert_row(step: Step, row: SentRow) -> int:
    """Store a row as it was sent and return its id."""
    return insert_record(step, row)


def set_row(step: Step, row: SentRow) -> None:
    """Let a row be as it went out again."""
    assert row.id is not None
    set_record(step, row, row.id)


def insert_move(step: Step, move: ClosingMove) -> int:
    """Store that a closing day was moved and return the entry's id."""
    return insert_record(step, move)


def set_receipt(step: Step, book_ids: Iterable[int], day: date | None, by: str) -> None:
    """Note who signed for books (签收) and when; ``None``: nobody did."""
    for number in book_ids:
        set_columns(step, "dispatch_unit", number, {"receipt": day_text(day), "receipt_by": by})


def remove_dispatch(step: Step, dispatch_id: int, day: date) -> None:
    """Put a batch into the recycle bin."""
    set_removed(step, "dispatch", (dispatch_id,), day)
