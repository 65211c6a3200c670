"""Whatever people do to a book: what is taken over is right, what is doubtful waits, nothing is ever laid wrongly."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import take_over
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work
from tests.manglings import ROWS, TRAPS, WAYS, Mangle
from tests.returned_books import BY, a_round, save, send, tasks_of, usual_fill, workbook_of

UNIT = "市教育局"


class Count(NamedTuple):
    right: int
    waiting: int
    wrong: int


def taken(library: Library, path: Path, asked: Asked | None = None) -> Count:
    """Collect one file of 市教育局 and count against what stood beside each task when it was filled in."""
    rounds = Rounds(library)
    done = take_over(library, BY, rounds, reviewed(rounds, received([path]), asked or Asked()))
    unit = units.find_unit(library, UNIT).id
    truth = {task.id: n for n, task in enumerate(tasks_of(library, unit))}
    reports = work.reports(library)
    right = sum(each.unit_id == unit and f"教育第{truth[each.task_id] + 1}项" in each.text for each in reports)
    return Count(right, done.waiting, len(reports) - right)


@pytest.mark.parametrize("mangle", WAYS, ids=lambda mangle: mangle.__name__)
def test_daily_life_is_placed_by_itself(library: Library, tmp_path: Path, mangle: Mangle) -> None:
    book = workbook_of(library, UNIT, a_round(library), usual_fill(who="教育"))
    mangle(book, book["填报表"])
    found = taken(library, save(book, tmp_path / "表.xlsx"))
    assert found.wrong == 0
    assert found.right >= WAYS[mangle]


@pytest.mark.parametrize("mangle", TRAPS, ids=lambda mangle: mangle.__name__)
def test_a_trap_waits(library: Library, tmp_path: Path, mangle: Mangle) -> None:
    book = workbook_of(library, UNIT, a_round(library), usual_fill(who="教育"))
    mangle(book, book["填报表"])
    found = taken(library, save(book, tmp_path / "表.xlsx"))
    assert found.wrong == found.right == 0
    assert found.waiting >= ROWS // 2


def test_a_book_renamed_to_another_unit_waits(library: Library, tmp_path: Path) -> None:
    book = workbook_of(library, UNIT, a_round(library), usual_fill(who="教育"))
    assert taken(library, save(book, tmp_path / "04-市司法局-2026年二季度填报表.xlsx")) == (0, ROWS, 0)


def test_last_periods_book_waits_unless_it_is_asked_for(library: Library, tmp_path: Path) -> None:
    batch = a_round(library)
    (plan,) = {each.plan_id for each in Rounds(library).batches.values()}
    old = save(workbook_of(library, UNIT, batch, usual_fill(who="教育")), tmp_path / "表.xlsx")
    newest = send(library, plan, "2026Q3")
    assert taken(library, old) == (0, ROWS, 0)
    again = save(workbook_of(library, UNIT, batch, usual_fill(5, who="教育")), tmp_path / "表2.xlsx")
    assert taken(library, again, Asked(newest)) == (0, 5, 0)
    late = save(workbook_of(library, UNIT, batch, usual_fill(4, who="教育")), tmp_path / "表3.xlsx")
    assert taken(library, late, Asked(batch)).right == 4


def test_rows_of_another_units_book_wait(library: Library, tmp_path: Path) -> None:
    batch = a_round(library)
    book = workbook_of(library, UNIT, batch, usual_fill(who="教育"))
    other = workbook_of(library, "市司法局", batch, usual_fill(who="司法"))
    for row in (4, 5):
        for cell in other["填报表"][row]:
            book["填报表"].cell(cell.row, cell.column, cell.value)
    assert taken(library, save(book, tmp_path / "表.xlsx")) == (4, 2, 0)
