"""谁没报: what became of each unit's book, by period and unit; computed, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.cycle.rounds import ClosingMove, Dispatch, DispatchUnit, Return
from gongkai_desk.domain.ids import UnitId, row_id
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.rounds import RETURNS, closing_text, move_sentence


@dataclass(frozen=True, slots=True)
class Returned:
    """A unit's book with its batch, the closing day that holds for it, and what became of it.

    ``place``: of the unit in the directory, from 0.
    """

    place: int
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
    """Return what became of a book.

    A 退回补报 holds until a paper comes on a later day, or on the same day and its rows were laid.
    """
    if book.sent_back and not _came_again(book, book.sent_back):
        return Return.SENT_BACK
    if book.returned is None:
        return Return.MISSING
    if book.taken is None:
        return Return.WAITING
    if closing and book.returned > closing:
        return Return.LATE
    return Return.ZERO if book.zero else Return.REPORTED


def _came_again(book: DispatchUnit, sent_back: date) -> bool:
    if book.returned is None or book.returned < sent_back:
        return False
    return book.returned > sent_back or book.taken is not None


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
            place, unit = known[UnitId(book.unit_id)]
            closing = dispatches.closing_of(batch, book, moves[book.dispatch_id])
            own = tuple(move for move in moves[book.dispatch_id] if move.dispatch_unit_id in (None, book.id))
            found.append(Returned(place, unit, batch, book, closing, own, standing_of(book, closing)))
    return sorted(found, key=lambda each: (each.batch.period, each.place, row_id(each.batch)))


def book_facts(of: Returned) -> list[str]:
    """Return what is known of a book, a line each."""
    book, batch = of.book, of.batch
    told = [
        ("状态", RETURNS[of.standing]),
        ("批号", f"{batch.batch}（{period_text(batch.period)}）"),
        ("单位码", book.code),
        ("下发", chinese_date(batch.day) + (f"，{book.means}" if book.means else "")),
        ("报送截止", closing_text(of.closing, of.moves)),
        ("签收", _signed(book)),
        ("收到", chinese_date(book.returned, "")),
        ("退回", _sent_back(book)),
        ("文件", book.file_name),
    ]
    return [f"{name}：{text}" for name, text in told if text] + [move_sentence(move) for move in of.moves]


def _signed(book: DispatchUnit) -> str:
    return "，".join(filter(None, (chinese_date(book.receipt, ""), book.receipt_by)))


def _sent_back(book: DispatchUnit) -> str:
    return "：".join(filter(None, (chinese_date(book.sent_back, ""), book.sent_back_reason)))


def batch_texts(books: Sequence[Returned]) -> tuple[str, ...]:
    """Return a line of the register for the books of one batch: number, period, days, means, how many came, signed."""
    batch = books[0].batch
    came = sum(each.standing not in (Return.MISSING, Return.SENT_BACK) for each in books)
    whole = tuple(move for move in books[0].moves if move.dispatch_unit_id is None)
    closing = whole[-1].closing if whole else batch.closing
    own = len({move.dispatch_unit_id for each in books for move in each.moves if move.dispatch_unit_id is not None})
    until = closing_text(closing, whole) + (f"，另有{own}家延期" if own else "")
    signed = sum(each.book.receipt is not None for each in books)
    means = "通用 " + batch.means if batch.shared else batch.means
    days = period_text(batch.period), batch.day.isoformat(), until
    return batch.batch, *days, means.strip(), f"{came}／{len(books)}", f"{signed} 家"
