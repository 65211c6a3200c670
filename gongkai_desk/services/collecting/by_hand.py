"""What a person says of returned books: whose a file is, on which task a row is laid; the rest is found anew."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import Answer, FileReview, RowReview
from gongkai_desk.rules.returns.placing import Book, place
from gongkai_desk.services.collecting.reviewing import with_fields
from gongkai_desk.services.collecting.sealed import assigned
from gongkai_desk.standing.cycle.rounds import Rounds

_STAYS = frozenset({Wait.MERGED, Wait.CONTINUED, Wait.NO_COLUMN, Wait.OWN, Wait.TWICE, Wait.NOT_FILLED})
"""What a row waits for whosesoever it is; the rest is found anew once a person has said whose it is."""


def laid_by_hand(rounds: Rounds, row: RowReview, unit: int, task: int, batch: int | None) -> RowReview:
    """Return a row as a person lays it on a unit's task: its fields are compared anew, and it waits to be decided."""
    candidate = next((each for each in rounds.tasks_of(unit, batch) if each.task_id == task), None)
    if candidate is None:
        return row
    laid = with_fields(rounds, replace(_for_unit(rounds, row, unit, batch), candidate=candidate, by=Known.HAND))
    return replace(laid, waits=laid.waits or row.waits)


def confirmed(rounds: Rounds, file: FileReview, unit: int, batch: int | None) -> FileReview:
    """Return a file whose unit and batch a person said: its rows are placed anew among that unit's tasks.

    What doubted the whole file is answered by it; what doubts single rows stays. A paper that nobody could read is
    of the unit's latest batch where none is said.
    """
    book = rounds.book_of(batch, unit) or (None if file.rows else rounds.latest_book(unit))
    batch = book.dispatch_id if book else batch
    tasks = Book(rounds.tasks_of(unit, batch), book.id if book else None, rounds.identity)
    rows = tuple(
        assigned(rounds, row, unit, batch).answered(Answer.TAKEN)
        if row.pages
        else _placed_again(rounds, _for_unit(rounds, row, unit, batch), tasks)
        for row in file.rows
    )
    waits = tuple(wait for wait in file.waits if wait in _STAYS)
    book_id = book.id if book else None
    mine = frozenset({book_id}) if book_id is not None else frozenset()
    return replace(file, unit=unit, by=Known.HAND, batch=batch, book=book_id, waits=waits, rows=rows, likely=mine)


def _for_unit(rounds: Rounds, row: RowReview, unit: int, batch: int | None) -> RowReview:
    book = rounds.book_of(batch, unit)
    period = rounds.batches[batch].period if batch in rounds.batches else row.period
    waits = tuple(wait for wait in row.waits if wait in _STAYS)
    return replace(row, unit=unit, book=book.id if book else None, period=period, waits=waits, candidate=None, by=None)


def _placed_again(rounds: Rounds, row: RowReview, tasks: Book) -> RowReview:
    placed = place(row.row, tasks)
    again = replace(row, candidate=placed.candidate, by=placed.by, waits=(*row.waits, *placed.waits))
    return with_fields(rounds, again) if placed.candidate else again
