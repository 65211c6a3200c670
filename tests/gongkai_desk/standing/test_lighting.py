"""Lights worked out some at a time are those worked out at once, whatever happened in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import Task, TaskEdit
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import NewReport
from gongkai_desk.services import undo
from gongkai_desk.services.progress import work
from gongkai_desk.standing.board import LightBoard
from gongkai_desk.standing.lights import Lighting, lights
from gongkai_desk.standing.shelf import Shelf
from gongkai_desk.store.journal import touched_tasks
from gongkai_desk.store.library import Library
from tests.builders import a_plan, stored_plan

DAY, TODAY = date(2026, 3, 9), date(2026, 10, 1)
BY = By("李明", TODAY)
LATE = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30))


@pytest.fixture
def office(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Return a library of a former plan (task 1) and this year's (tasks 2 to 6), lit two at a time."""
    monkeypatch.setattr("gongkai_desk.standing.lights._AT_ONCE", 2)
    tasks = [Task(f"公开第{n}类信息", responsible=("市教育局",), deadline=LATE) for n in range(5)]
    former = a_plan(year=2025, title="云州市2025年要点", doc_no="云政办发〔2025〕8号")
    stored_plan(library, tasks[0], day=DAY, plan=former)
    stored_plan(library, *tasks, day=DAY)
    return library


ACTS: dict[str, Callable[[Library], Changes]] = {
    "report": lambda at: work.report(at, BY, 2, NewReport("市教育局", TODAY, "已办")),
    "edit": lambda at: work.edit_task(at, BY, 3, TaskEdit(deadline="年底前")),
    "new": lambda at: work.add_task(at, BY, 2, Task("新的一项", responsible=("市教育局",), deadline=LATE)),
    "removal": lambda at: work.remove_tasks(at, BY, [2, 6]),
    "undo": lambda at: undo.undo(at, BY),
}


@pytest.mark.parametrize("rounds", [0, 1, 2, 4, 99], ids=lambda n: f"after_{n}_rounds")
@pytest.mark.parametrize("name", ACTS)
def test_an_act_in_the_midst_of_it_leaves_the_lights_of_a_fresh_look(office: Library, name: str, rounds: int) -> None:
    shelf = Shelf(office)
    board = Lighting(office, shelf, TODAY)
    for _ in range(rounds):
        board.work_some()
    changes = ACTS[name](office)
    touched = touched_tasks(office, changes)
    shelf.forget(changes, touched)
    board.forget(changes, touched)
    board.start()
    fresh = Lighting(office, Shelf(office), TODAY)
    fresh.start()
    assert board.lights() == fresh.lights() == lights(office, TODAY)
    assert (board.agenda(), board.duties()) == (fresh.agenda(), fresh.duties())


def test_half_done_it_says_nothing_and_done_it_says_all(office: Library) -> None:
    board = LightBoard(office, Shelf(office), TODAY)
    while not board.started:
        assert (board.lights(), board.works(), board.agenda(), board.lit(2)) == ({}, {}, {}, None)
        assert board.work_some()
    assert sorted(board.works()) == [1, 2, 3, 4, 5, 6]
    assert not board.work_some()


def test_a_former_year_s_tasks_have_lights_but_do_not_wait(office: Library) -> None:
    board = LightBoard(office, Shelf(office), TODAY)
    board.start()
    waiting = {entry.task_id for entries in board.agenda().values() for entry in entries}
    assert 1 in board.lights()
    assert waiting == {2, 3, 4, 5, 6}


def test_a_task_that_is_gone_has_no_light(office: Library) -> None:
    shelf = Shelf(office)
    board = LightBoard(office, shelf, TODAY)
    board.start()
    changes = ACTS["removal"](office)
    touched = touched_tasks(office, changes)
    shelf.forget(changes, touched)
    board.forget(changes, touched)
    assert (board.lit(2), board.lit(6), sorted(board.lights())) == (None, None, [1, 3, 4, 5])


def test_the_lights_given_out_cannot_be_written_to(office: Library) -> None:
    board = LightBoard(office, Shelf(office), TODAY)
    board.start()
    with pytest.raises(TypeError):
        board.lights()[1] = board.lights()[2]  # type: ignore[index]
