"""谁没报: what became of each unit's book, by period and unit; computed, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.cycle.rounds import ClosingMove, Dispatch, DispatchUnit, Return
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class Returned:
    """A unit's book with its batch, the closing day that holds for it, and what became of it."""

    unit: StoredUnit
    batch: Dispatch
    book: DispatchUnit
    closing: date | None
    moves: tuple[ClosingMove, ...]
    standing: Return

    def overdue(self, today: date) -> bool:
        """Tell whether the closing day has passed and nothing has come."""
        return self.standing is Return.MISSING and self.closing is not None and self.closing < today


def standing_of(book: DispatchUnit, closing: date | None) -> Return:
    """Return what became of a book; a 退回补报 holds until a paper comes, or rows are laid, on a later day."""
    if book.sent_back and not any(day and day > book.sent_back for day in (book.returned, book.taken)):
        return Return.SENT_BACK
    if book.returned is None:
        return Return.MISSING
    if book.taken is None:
        return Return.WAITING
    if closing and book.returned > closing:
        return Return.LATE
    return Return.ZERO if book.zero else Return.REPORTED


def returns(library: Library, plan_id: int | None = None) -> list[Returned]:
    """Return the books of all batches, by period, unit in the directory's order, and batch."""
    batches = {each.id: each for each in dispatches.dispatches(library, plan_id)}
    moves: defaultdict[int, list[ClosingMove]] = defaultdict(list)
    for move in dispatches.closing_moves(library):
        moves[move.dispatch_id].append(move)
    known = {unit.id: (place, unit) for place, unit in enumerate(units.units(library))}
    found = []
    for book in dispatches.dispatch_units(library):
        batch = batches.get(book.dispatch_id)
        if batch is not None and book.unit_id in known:
            place, unit = known[book.unit_id]  # type: ignore[index]
            found.append(((batch.period, place, batch.id or 0), _returned(unit, batch, book, moves[book.dispatch_id])))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _returned(unit: StoredUnit, batch: Dispatch, book: DispatchUnit, moves: Sequence[ClosingMove]) -> Returned:
    closing = dispatches.closing_of(batch, book, moves)
    own = tuple(move for move in moves if move.dispatch_unit_id in (None, book.id))
    return Returned(unit, batch, book, closing, own, standing_of(book, closing))
