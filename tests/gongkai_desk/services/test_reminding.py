"""催办名单 and the log of reminders."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.slips import Call, Means
from gongkai_desk.errors import UnknownId
from gongkai_desk.services import slips, undo
from gongkai_desk.standing import due_slips
from gongkai_desk.store import units as stored
from gongkai_desk.store.entries import papers
from gongkai_desk.store.journal import touched_tasks
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task, stored_plan

DAY, LATE = date(2026, 3, 10), date(2026, 10, 9)


@pytest.fixture
def plan(library: Library) -> int:
    tasks = (a_task(lead=(), responsible=("市司法局", "市教育局")), a_task(seq="2", lead=(), responsible=("市教育局",)))
    return stored_plan(library, *tasks, day=DAY)


def test_the_list_counts_what_is_late_per_unit(library: Library, plan: int) -> None:
    lines = {line.unit: line.matter for line in due_slips.chase_list(library, today=LATE).lines}
    assert lines == {"市教育局": "逾期2项，未报2项", "市司法局": "逾期1项，未报1项"}


def test_the_list_ticks_how_a_unit_was_reminded_that_day(library: Library, plan: int) -> None:
    slips.remind(library, By("李明", LATE), "市教育局", Call(Means.PHONE))
    told = {line.unit: line.told for line in due_slips.chase_list(library, today=LATE).lines}
    assert told == {"市教育局": {Means.PHONE}, "市司法局": frozenset()}
    later = due_slips.chase_list(library, today=date(2026, 10, 12), unit="市教育局")
    assert [line.told for line in later.lines] == [frozenset()]


def test_a_reminder_is_one_step_for_many_tasks(library: Library, plan: int) -> None:
    numbers = plans.task_ids(library, plan)
    call = Call(Means.CHAT, "张华", "月底前报", date(2026, 10, 30))
    slips.remind(library, By("李明", LATE), "市教育局", call, task_ids=numbers)
    log = papers.reminders(library)
    assert {each.task_id for each in log} == set(numbers)
    assert {(each.answered_by, each.answer, each.promised) for each in log} == {
        ("张华", "月底前报", date(2026, 10, 30))
    }
    undo.undo(library, By("李明", LATE))
    assert papers.reminders(library) == []


def test_an_answer_may_come_later_and_an_entry_may_go(library: Library, plan: int) -> None:
    made = slips.remind(library, By("李明", LATE), "市教育局", Call()).made
    assert made is not None
    slips.answer(library, By("李明", LATE), made, Call(answered_by="张华", answer="已报"))
    assert [(each.answered_by, each.answer) for each in papers.reminders(library)] == [("张华", "已报")]
    slips.remove_reminders(library, By("李明", LATE), [made])
    assert papers.reminders(library) == []
    with pytest.raises(UnknownId):
        slips.answer(library, By("李明", LATE), made, Call())


def test_one_call_to_many_units_is_one_step(library: Library, plan: int) -> None:
    numbers = plans.task_ids(library, plan)
    units = {share: number for number, share in enumerate(("市司法局", "市教育局"), 1)}
    asked = {stored.find_unit(library, name).id: numbers[: units[name]] for name in units}
    call = Call(Means.MEETING)
    slips.remind_many(library, By("李明", LATE), asked, call, day=date(2026, 10, 8))
    calls = due_slips.logged_calls(papers.reminders(library))
    assert {(call.first.unit_id, len(call.tasks)) for call in calls} == {
        (each, len(ids)) for each, ids in asked.items()
    }
    assert {call.first.day for call in calls} == {date(2026, 10, 8)}
    undo.undo(library, By("李明", LATE))
    assert papers.reminders(library) == []


def test_a_reminder_changes_no_light(library: Library, plan: int) -> None:
    numbers = plans.task_ids(library, plan)
    changes = slips.remind(library, By("李明", LATE), "市教育局", Call(), task_ids=numbers)
    assert touched_tasks(library, changes) == frozenset()


def test_two_calls_of_a_day_stay_two_lines(library: Library, plan: int) -> None:
    numbers = plans.task_ids(library, plan)
    for _ in range(2):
        slips.remind(library, By("李明", LATE), "市教育局", Call(), task_ids=numbers)
    calls = due_slips.logged_calls(papers.reminders(library))
    assert [call.tasks for call in calls] == [tuple(numbers), tuple(numbers)]
    for _ in range(2):
        slips.remind(library, By("李明", LATE), "市教育局", Call(Means.CHAT))
    assert len(due_slips.logged_calls(papers.reminders(library))) == 4


def test_an_answer_stands_in_all_entries_of_a_call(library: Library, plan: int) -> None:
    numbers = plans.task_ids(library, plan)
    slips.remind(library, By("李明", LATE), "市教育局", Call(), task_ids=numbers)
    (call,) = due_slips.logged_calls(papers.reminders(library))
    slips.answer_many(library, By("李明", LATE), call.ids, Call(answer="周五报"))
    assert [each.answer for each in papers.reminders(library)] == ["周五报"] * 2
    assert [each.answer for each in papers.reminders(library, task_id=numbers[0])] == ["周五报"]
