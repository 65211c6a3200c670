"""What window and command line look up: remembered, and forgotten exactly where an act changed it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.domain.slips import Call, Means
from gongkai_desk.domain.state import Role, State
from gongkai_desk.domain.work import Evidence, NewReport
from gongkai_desk.services import slips, undo
from gongkai_desk.services.intake.plans import new_plan
from gongkai_desk.services.progress import work
from gongkai_desk.services.progress.work import attach
from gongkai_desk.standing.shelf import NoLibrary, Shelf
from gongkai_desk.store.journal import touched_tasks
from gongkai_desk.store.library import Library
from tests.builders import a_task, stored_plan

DAY = date(2026, 3, 10)
BY = By("李明", DAY)
FIRST, OTHER = "市司法局", "市教育局"


@pytest.fixture
def shelf(library: Library) -> Shelf:
    """Return a shelf on two plans: the first of two tasks, the second of one."""
    first = a_task(lead=(FIRST,), responsible=(OTHER,), support=(FIRST,))
    stored_plan(library, first, a_task(seq="2", title="公开规划", lead=(), responsible=(OTHER,)), day=DAY)
    stored_plan(library, Task("公开", title="政策解读"), day=DAY, plan=Plan("县要点", year=2026))
    return Shelf(library)


def act(library: Library, shelf: Shelf, changes: Changes) -> None:
    shelf.forget(changes, touched_tasks(library, changes))


def agrees(library: Library, shelf: Shelf) -> None:
    """See that what is remembered is what a fresh look finds."""
    fresh = Shelf(library)
    assert shelf.plans() == fresh.plans()
    assert [shelf.tasks(plan.id) for plan in fresh.plans()] == [fresh.tasks(plan.id) for plan in fresh.plans()]
    assert (shelf.counts(), shelf.unit_counts(), shelf.states()) == (
        fresh.counts(),
        fresh.unit_counts(),
        fresh.states(),
    )


def looked_at(shelf: Shelf) -> Shelf:
    for plan in shelf.plans():
        shelf.tasks(plan.id)
    assert shelf.counts() is shelf.counts()
    assert shelf.unit_counts() is shelf.unit_counts()
    assert shelf.states() is shelf.states()
    return shelf


ACTS = {
    "a report": lambda library: work.report(library, By("李明", DAY), 1, NewReport(FIRST, DAY, "已办")),
    "an edit": lambda library: work.edit_task(library, BY, 1, TaskEdit(title="新名", section=("二、平台",))),
    "other units": lambda library: work.edit_task(library, BY, 1, TaskEdit(unit_text="市民政局牵头")),
    "a new task": lambda library: work.add_task(library, BY, 2, Task("再公开", responsible=(FIRST,))),
    "a removal": lambda library: work.remove_tasks(library, BY, [2]),
    "an undo": lambda library: undo.undo(library, BY),
}


@pytest.mark.parametrize("name", ACTS)
def test_after_any_act_it_says_what_a_fresh_look_says(library: Library, shelf: Shelf, name: str) -> None:
    looked_at(shelf)
    changes = ACTS[name](library)
    assert changes is not None
    act(library, shelf, changes)
    agrees(library, shelf)


@pytest.mark.parametrize("name", [name for name in ACTS if name != "an undo"])
def test_and_after_it_was_taken_back(library: Library, shelf: Shelf, name: str) -> None:
    act(library, looked_at(shelf), ACTS[name](library))
    looked_at(shelf)
    taken_back = undo.undo(library, BY)
    assert taken_back is not None
    act(library, shelf, taken_back)
    agrees(library, shelf)


def test_what_an_act_did_not_touch_is_not_read_again(library: Library, shelf: Shelf) -> None:
    untouched = looked_at(shelf).tasks(2)
    act(library, shelf, work.edit_task(library, BY, 1, TaskEdit(content="新内容")))
    assert shelf.tasks(2) is untouched


def test_tasks_are_told_in_the_order_asked_and_the_gone_left_out(shelf: Shelf) -> None:
    assert [task.id for task in shelf.some([3, 1, 99])] == [3, 1]
    assert shelf.some([]) == []


def test_a_unit_tells_its_tasks_and_how_many(shelf: Shelf, library: Library) -> None:
    known = {name: number for number, name in shelf.unit_names()}
    assert [task.id for task in shelf.tasks_of_unit(known[OTHER])] == [1, 2]
    assert {name: count for _, name, count in shelf.unit_counts()} == {FIRST: 1, OTHER: 2}


def test_a_unit_of_several_roles_has_the_first(shelf: Shelf) -> None:
    known = {name: number for number, name in shelf.unit_names()}
    assert shelf.roles(1) == {known[FIRST]: Role.LEAD, known[OTHER]: Role.RESPONSIBLE}


def test_a_task_tells_its_reports_evidence_and_reminders(shelf: Shelf, library: Library) -> None:
    work.report(library, By("李明", DAY), 1, NewReport(FIRST, DAY, "已办"))
    attach(library, By("李明", DAY), 1, Evidence("公报", doc_no="1号"), unit=FIRST)
    slips.remind(library, BY, FIRST, Call(Means.PHONE), task_ids=[1])
    assert [report.text for report in shelf.reports(1)] == ["已办"]
    assert [each.name for each in shelf.evidence(1)] == ["公报"]
    assert [each.means for each in shelf.reminders(1)] == [Means.PHONE]
    assert shelf.state(shelf.some([1])[0]) is State.IN_PROGRESS
    assert shelf.evidence_file(shelf.evidence(1)[0].id) is None
    assert (shelf.cases(1), shelf.linked(1)) == ([], ([], []))


def test_a_plan_tells_what_it_was_read_from_and_one_made_by_hand_has_none(shelf: Shelf, library: Library) -> None:
    original = shelf.original(1)
    assert original is not None
    assert (original[0].exists(), original[1]) == (True, "要点.docx.txt")
    made = new_plan(library, BY, Plan("自定")).made
    assert shelf.original(made or 0) is None


def test_a_search_finds_words_and_initials(shelf: Shelf) -> None:
    assert shelf.matching("公开规划") == [2]
    assert shelf.matching("zcjd") == [3]
    assert shelf.matching("政策解读", plan_id=1) == []


def test_dates_are_those_of_the_plan(shelf: Shelf) -> None:
    found = shelf.dates(1)
    assert found is not None
    assert (found.imprint, shelf.dates(99), shelf.dates(None)) == (date(2026, 3, 6), None, None)


def test_where_no_library_is_open_there_is_nothing() -> None:
    empty = Shelf(NoLibrary())
    assert (empty.plans(), empty.states(), empty.unit_counts(), empty.unit_names()) == ([], {}, [], [])
    assert NoLibrary().name == ""
