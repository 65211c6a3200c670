"""Batches that went out: stored, found again, their closing days."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.cycle.rounds import ClosingMove, Dispatch, DispatchKind, DispatchUnit, SentRow
from gongkai_desk.domain.ids import By
from gongkai_desk.errors import UnknownId
from gongkai_desk.services import undo
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task, stored_plan

DAY = date(2026, 6, 15)
CLOSING = date(2026, 6, 25)
BY = By("李明", DAY)


@pytest.fixture
def batch(library: Library) -> Dispatch:
    plan = stored_plan(library, a_task(), day=DAY)
    with library.step("下发", BY) as step:
        return dispatches.insert_dispatch(
            step, Dispatch(plan, DispatchKind.WORKBOOK, DAY, "2026Q2-01", "2026Q2", closing=CLOSING)
        )


@pytest.fixture
def book(library: Library, batch: Dispatch) -> DispatchUnit:
    unit = units.find_unit(library, "市司法局")
    with library.step("下发", BY) as step:
        return dispatches.insert_book(step, DispatchUnit(batch.id or 0, unit.id, "22K-7F"))


def test_a_batch_is_found_as_it_was_stored(library: Library, batch: Dispatch, book: DispatchUnit) -> None:
    assert dispatches.dispatches(library, batch.plan_id) == [batch]
    assert dispatches.dispatch_units(library) == [book]


def test_rows_come_back_in_their_order(library: Library, batch: Dispatch, book: DispatchUnit) -> None:
    tasks = plans.tasks(library, stored_plan(library, a_task(), a_task(seq="2"), day=DAY, who="王芳"))
    with library.step("下发", BY) as step:
        for place, task in ((1, tasks[1]), (0, tasks[0])):
            dispatches.insert_row(step, SentRow(book.id or 0, task.id, place, f"22K-2{place}A"))
    assert [row.position for row in dispatches.sent_rows(library, book.id or 0)] == [0, 1]
    (row,) = dispatches.rows_of_code(library, "22K-21A")
    assert row.task_id == tasks[1].id


def test_batches_of_a_period_count_on_and_undo_gives_the_number_back(library: Library, batch: Dispatch) -> None:
    assert dispatches.next_batch(library, "2026Q2") == 2
    assert dispatches.next_batch(library, "2026Q3") == 1
    undo.undo(library, BY)
    assert dispatches.next_batch(library, "2026Q2") == 1


def test_the_closing_day_that_was_moved_last_holds(library: Library, batch: Dispatch, book: DispatchUnit) -> None:
    other = replace(book, id=(book.id or 0) + 1)
    late, later = date(2026, 6, 30), date(2026, 7, 3)
    with library.step("延期", BY) as step:
        dispatches.insert_move(step, ClosingMove(batch.id or 0, DAY, later, book.id, CLOSING))
    moves = dispatches.closing_moves(library)
    assert dispatches.closing_of(batch, book, moves) == later
    assert dispatches.closing_of(batch, other, moves) == dispatches.closing_of(batch, None, moves) == CLOSING
    with library.step("延期", BY) as step:
        dispatches.insert_move(step, ClosingMove(batch.id or 0, DAY, late, None, CLOSING))
    assert dispatches.closing_of(batch, book, dispatches.closing_moves(library)) == late


def test_a_batch_that_is_not_there_is_said(library: Library, batch: Dispatch) -> None:
    with library.step("删除下发", BY) as step:
        dispatches.remove_dispatch(step, batch.id or 0, DAY)
    with pytest.raises(UnknownId):
        dispatches.dispatch(library, batch.id or 0)
    assert dispatches.dispatches(library) == []
