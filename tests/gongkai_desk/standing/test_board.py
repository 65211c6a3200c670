"""Lights, agenda and duties of a day: worked out once, empty before, and anew only for what an act touched."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import NewReport
from gongkai_desk.services.progress import work
from gongkai_desk.standing.board import LightBoard
from gongkai_desk.standing.lights import lights
from gongkai_desk.standing.shelf import NoLibrary, Shelf
from gongkai_desk.store.journal import touched_tasks
from gongkai_desk.store.library import Library
from tests.builders import stored_plan

DAY, TODAY = date(2026, 3, 9), date(2026, 10, 1)
LATE = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30))


@pytest.fixture
def stored(library: Library) -> Library:
    """Return a library with two tasks of one unit."""
    stored_plan(library, *(Task(text, responsible=("市教育局",), deadline=LATE) for text in ("公开", "解读")), day=DAY)
    return library


@pytest.fixture
def board(stored: Library) -> LightBoard:
    return LightBoard(stored, Shelf(stored), TODAY)


def report(library: Library, task: int) -> Changes:
    return work.report(library, By("", TODAY), task, NewReport("市教育局", DAY, "已办"))


def test_nothing_is_told_before_it_is_worked_out(board: LightBoard) -> None:
    assert not board.started
    assert (board.lights(), board.agenda(), board.duties(), board.workdays) == ({}, {}, (), None)


def test_it_tells_the_lights_of_the_library(board: LightBoard, stored: Library) -> None:
    board.start()
    assert board.lights() == lights(stored, TODAY)
    assert {entry.task_id for entries in board.agenda().values() for entry in entries} == {1, 2}


def test_an_act_renews_what_it_touched_alone(board: LightBoard, stored: Library) -> None:
    board.start()
    untouched = board.lit(2)
    changes = report(stored, 1)
    board.forget(changes, touched_tasks(stored, changes))
    assert board.lit(2) is untouched
    assert board.lights() == lights(stored, TODAY)


def test_what_may_have_touched_all_renews_all(board: LightBoard, stored: Library) -> None:
    board.start()
    before = board.lit(2)
    board.forget(report(stored, 1), None)
    assert board.started
    assert board.lit(2) is not before


def test_where_no_library_is_open_nothing_is_there() -> None:
    nothing = NoLibrary()
    board, shelf = LightBoard(nothing, Shelf(nothing), TODAY), Shelf(nothing)
    board.start()
    assert (board.started, board.duties(), board.lit(1)) == (False, (), None)
    assert (shelf.plans(), shelf.counts(), shelf.some([1]), shelf.matching("公开"), shelf.unit_names()) == (
        [],
        {},
        [],
        [],
        [],
    )


def test_the_shelf_asks_again_only_for_plans_that_changed(stored: Library) -> None:
    shelf = Shelf(stored)
    tasks = shelf.tasks(1)
    changes = report(stored, 1)
    shelf.forget(changes, touched_tasks(stored, changes))
    assert shelf.tasks(1) is tasks
    assert shelf.state(tasks[0]).value == "in_progress"
