"""Registers, slips, reminders, duties, days and spot checks come back from the store as they were entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gongkai_desk.domain.calendar import Clock, DutyKind
from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.registers import (
    ApplicantClass,
    Channel,
    Interpretation,
    Outcome,
    Request,
    Result,
    StoredInterpretation,
    StoredRequest,
)
from gongkai_desk.domain.slips import Means, Reminder, Slip, SlipKind, SlipTask
from gongkai_desk.domain.spot_check import Check, Draw, StoredDraw, Verdict, Wanted
from gongkai_desk.domain.unit import Unit
from gongkai_desk.errors import UnknownId
from gongkai_desk.services import undo
from gongkai_desk.store.entries import duties, papers, registers, spot_checks
from gongkai_desk.store.entries.duties import StoredDuty
from gongkai_desk.store.library import Library
from gongkai_desk.store.units import insert_unit
from tests.builders import a_task, stored_plan

DAY = date(2026, 6, 10)
BY = By("李明", DAY)
DAYS = [DAY + timedelta(n) for n in range(12)]


@pytest.fixture
def office(library: Library) -> Library:
    """Return a library with a plan of two tasks (1, 2) and the units that they name."""
    stored_plan(library, a_task(), a_task(seq="2", title="公开教育"), day=DAY)
    return library


# ---- requests and interpretations

FULL = Request(
    number="2026-007",
    applicant="张三",
    applicant_class=ApplicantClass.LEGAL,
    channel=Channel.SIGNED_MAIL,
    subject="征地批文",
    content="某地块的“征地批文”\n及附图",
    received=DAYS[0],
    completion_asked=DAYS[1],
    completion_until=DAYS[2],
    completed=DAYS[3],
    third_party_asked=DAYS[4],
    third_party_answered=DAYS[5],
    extended=DAYS[6],
    extended_days=20,
    extension_reason="需要检索",
    answered=DAYS[7],
    result=Result.PARTLY,
    doc_no="云公开〔2026〕7号",
    review=Outcome.CORRECTED,
    litigation=Outcome.PENDING,
    carried_from=2025,
    unit_id=1,
    remark="补正后另行计算",
)


@pytest.mark.parametrize("request_", [FULL, Request()], ids=["full", "empty"])
def test_a_request_comes_back_field_by_field(office: Library, request_: Request) -> None:
    with office.step("登记", BY) as step:
        number = registers.insert_request(step, request_)
    assert registers.request(office, number) == stored_as(StoredRequest, request_, id=number)


def test_a_changed_request_is_as_it_was_after_undo(office: Library) -> None:
    with office.step("登记", BY) as step:
        number = registers.insert_request(step, FULL)
    with office.step("改", BY) as step:
        registers.set_request(step, number, Request(number="另"))
    assert registers.request(office, number) == stored_as(StoredRequest, Request(number="另"), id=number)
    undo.undo(office, BY)
    assert registers.request(office, number) == stored_as(StoredRequest, FULL, id=number)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [({}, ["早", "晚"]), ({"only_open": True}, ["晚"]), ({"removed": True}, ["删"])],
    ids=["by_receipt", "open", "removed"],
)
def test_the_register_is_picked_from(library: Library, asked: dict[str, bool], numbers: list[str]) -> None:
    with library.step("登记", BY) as step:
        registers.insert_request(step, Request(number="晚", received=DAYS[5]))
        registers.insert_request(step, Request(number="早", received=DAYS[1], answered=DAYS[2]))
        gone = registers.insert_request(step, Request(number="删", received=DAYS[0]))
        registers.set_entries_removed(step, registers.REQUEST, [gone], DAY)
    assert [each.number for each in registers.requests(library, **asked)] == numbers


def test_only_the_marked_are_carried_over(library: Library) -> None:
    with library.step("登记", BY) as step:
        ids = [registers.insert_request(step, Request(number=name)) for name in "甲乙丙"]
        registers.set_carried(step, ids[:2], 2025)
    assert [each.carried_from for each in registers.requests(library)] == [2025, 2025, None]


INTERPRETED = Interpretation(
    "云州市管理办法",
    "云政规〔2026〕1号",
    "https://a.cn/1",
    DAYS[0],
    "一图读懂",
    "图解",
    "https://a.cn/2",
    DAYS[3],
    1,
    2,
    "转",
)


@pytest.mark.parametrize("new", [INTERPRETED, Interpretation()], ids=["full", "empty"])
def test_an_interpretation_comes_back_field_by_field(office: Library, new: Interpretation) -> None:
    with office.step("登记", BY) as step:
        number = registers.insert_interpretation(step, Interpretation(remark="先前"))
        registers.set_interpretation(step, number, new)
    assert registers.interpretation(office, number) == stored_as(StoredInterpretation, new, id=number)


@pytest.mark.parametrize(("task", "titles"), [(2, ["一图读懂"]), (1, []), (None, ["待解读", "一图读懂"])], ids=str)
def test_interpretations_are_those_of_the_task(office: Library, task: int | None, titles: list[str]) -> None:
    with office.step("登记", BY) as step:
        registers.insert_interpretation(step, INTERPRETED)
        registers.insert_interpretation(step, Interpretation(title="待解读", file_day=DAYS[0] - timedelta(1)))
    assert [each.title for each in registers.interpretations(office, task_id=task)] == titles


@pytest.mark.parametrize("look_up", [registers.request, registers.interpretation], ids=["request", "interpretation"])
@pytest.mark.parametrize("number", [1, 99], ids=["removed", "never"])
def test_what_is_not_in_the_register_is_said_to_be_unknown(library: Library, look_up: Any, number: int) -> None:
    with library.step("登记", BY) as step:
        registers.insert_request(step, Request())
        registers.insert_interpretation(step, Interpretation())
        for table in (registers.REQUEST, registers.INTERPRETATION):
            registers.set_entries_removed(step, table, [1], DAY)
    with pytest.raises(UnknownId):
        look_up(library, number)


# ---- slips and reminders


def a_slip(number: int, kind: SlipKind = SlipKind.CHASE, day: date = DAY, plans: tuple[int, ...] = (1,)) -> Slip:
    tasks = tuple(SlipTask(1, plan, "公开", "依据", "9月底前", "", "未报") for plan in plans)
    text = f"云公开催〔{day.year}〕{number}号"
    return Slip(
        kind, "催办单", 1, "市政府办公室", tasks, day, DAYS[5], "尽快", signer="王芳", number=number, number_text=text
    )


def test_numbers_are_counted_by_kind_and_year_and_given_back(office: Library) -> None:
    for number, kind, day in [(1, SlipKind.CHASE, DAY), (2, SlipKind.CHASE, DAY), (1, SlipKind.RED, DAY)]:
        with office.step("发单", BY) as step:
            papers.insert_number(step, a_slip(number, kind, day))
    count = {(kind, year): papers.next_number(office, kind, year) for kind in SlipKind for year in (2025, 2026)}
    taken = {(SlipKind.CHASE, 2026): 3, (SlipKind.RED, 2026): 2}
    assert count == {each: taken.get(each, 1) for each in count}
    undo.undo(office, BY)
    assert papers.next_number(office, SlipKind.RED, 2026) == 1


def test_the_register_of_numbers_says_what_was_printed(office: Library) -> None:
    with office.step("发单", BY) as step:
        slip = papers.insert_number(step, a_slip(3))
        for task in (2, 1):
            papers.insert_reminder(step, Reminder(DAY, 1, Means.LETTER, task, 1, slip_id=slip))
        papers.set_answered(step, [slip], DAYS[4])
    (found,) = papers.slip_numbers(office, 2026, SlipKind.CHASE)
    assert (found.number, found.number_text, found.signer) == (3, "云公开催〔2026〕3号", "王芳")
    assert (found.unit_id, found.unit, found.tasks) == (1, "市政府办公室", (2, 1))
    assert (found.day, found.answer_until, found.answered) == (DAY, DAYS[5], DAYS[4])
    assert papers.slip_numbers(office, 2025) == papers.slip_numbers(office, kind=SlipKind.RED) == []


TOLD = Reminder(DAYS[1], 1, Means.PHONE, 2, 1, "赵六", "下周报", DAYS[6])


def test_a_reminder_comes_back_with_who_answered_what(office: Library) -> None:
    with office.step("催办", BY) as step:
        number = papers.insert_reminder(step, replace(TOLD, answered_by="", answer="", promised=None))
        papers.set_answer(step, number, "赵六", "下周报", DAYS[6])
    (found,) = papers.reminders(office)
    assert stored_as(type(found), TOLD, id=number) == found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [({}, [3, 2, 1]), ({"unit_id": 1}, [2, 1]), ({"task_id": 2}, [2]), ({"unit_id": 2, "task_id": 2}, [])],
    ids=["all", "unit", "task", "both"],
)
def test_the_log_is_newest_first_and_without_the_removed(
    office: Library, asked: dict[str, int], expected: list[int]
) -> None:
    with office.step("催办", BY) as step:
        for day, unit, task in [(DAYS[0], 1, 1), (DAYS[1], 1, 2), (DAYS[2], 2, None), (DAYS[3], 1, 2)]:
            papers.insert_reminder(step, Reminder(day, unit, Means.CHAT, task))
        papers.remove_reminders(step, [4], DAY)
    assert [each.id for each in papers.reminders(office, **asked)] == expected


def test_it_is_known_how_each_unit_was_reminded_on_a_day(office: Library) -> None:
    with office.step("催办", BY) as step:
        for day, unit, means in [(DAY, 1, Means.PHONE), (DAY, 1, Means.LETTER), (DAYS[1], 2, Means.CHAT)]:
            papers.insert_reminder(step, Reminder(day, unit, means))
    assert papers.told_on(office, DAY) == {1: {Means.PHONE, Means.LETTER}}


# ---- duties


@pytest.mark.parametrize(
    "duty",
    [
        StoredDuty("legal:annual_report:2026", DutyKind.LEGAL, "年报", "条例第五十条", due=DAYS[1], done=DAYS[2]),
        StoredDuty(
            "plan:filing:1", DutyKind.PLAN, "报备", "原文", 1, Clock("印发", DAY, 15, working=False), doc_no="1号"
        ),
        StoredDuty("own:1", DutyKind.OWN, "培训", "", clock=Clock("通知", DAY, 3), remark="全体"),
    ],
    ids=["legal", "calendar_days", "own"],
)
def test_a_duty_comes_back_as_it_was_put(office: Library, duty: StoredDuty) -> None:
    with office.step("登记", BY) as step:
        number = duties.put_duty(step, duty)
    assert duties.stored_duties(office) == [replace(duty, id=number)]


def test_a_duty_that_is_put_again_is_the_same_row_and_may_be_removed(library: Library) -> None:
    duty = StoredDuty("legal:x:2026", DutyKind.LEGAL, "年报", "条例", due=DAY)
    with library.step("登记", BY) as step:
        number = duties.put_duty(step, duty)
        duties.put_duty(step, replace(duty, due=None, done=DAYS[1], id=number))
        duties.remove_duties(step, [number], DAYS[2])
    assert duties.stored_duties(library) == [replace(duty, due=None, done=DAYS[1], removed=DAYS[2], id=number)]


# ---- days off


def test_the_local_list_wins_over_the_state_s_and_a_year_is_dropped_from_its_own_list_only(library: Library) -> None:
    new_year = date(2027, 1, 1)
    with library.step("录入", BY) as step:
        duties.put_days(step, {DAYS[0]: False, DAYS[1]: True, new_year: False})
        duties.put_days(step, {DAYS[0]: True}, in_list=duties.LOCAL, name="地方通知")
        duties.put_days(step, {DAYS[1]: False})
    assert duties.days(library) == {DAYS[0]: False, DAYS[1]: False, new_year: False}
    assert duties.days(library, duties.STATE, duties.LOCAL)[DAYS[0]] is True
    with library.step("清除", BY) as step:
        duties.drop_days(step, 2026)
    assert duties.days(library) == {new_year: False}
    assert duties.days(library, duties.LOCAL) == {DAYS[0]: True}


# ---- spot checks

WANTED = Wanted(7, None, 3, True, 1, ("市教育局", "市司法局"), "一、深化", (Colour.RED, Colour.YELLOW), True)


@pytest.mark.parametrize("wanted", [WANTED, Wanted(7)], ids=["all_conditions", "none"])
def test_a_draw_can_be_drawn_again_from_what_is_stored(office: Library, wanted: Wanted) -> None:
    draw = Draw(2026, 2, DAY, "王芳", wanted, 40, "ab12")
    with office.step("抽查", BY) as step:
        number = spot_checks.insert_draw(step, draw)
        ids = tuple(spot_checks.insert_check(step, Check(task, 1, DAY, "王芳"), number) for task in (2, 1))
    (found,) = spot_checks.draws(office)
    assert found == stored_as(StoredDraw, replace(draw, checks=ids), id=number)
    assert (spot_checks.next_number(office, 2026), spot_checks.next_number(office, 2025)) == (3, 1)


def test_checks_say_what_was_found_and_the_removed_are_gone(office: Library) -> None:
    with office.step("抽查", BY) as step:
        draw = spot_checks.insert_draw(step, Draw(2026, 1, DAY, "王芳", Wanted(1), 2, ""))
        first, second = (spot_checks.insert_check(step, Check(task, None, DAY), draw) for task in (1, 2))
        spot_checks.set_result(step, second, {"checker": "赵六", "result": Verdict.FALSE.value, "opinion": "未公开"})
        spot_checks.remove_checks(step, [first], DAY)
    found = spot_checks.checks(office)
    assert {number: (each.task_id, each.verdict, each.opinion, each.checker) for number, each in found.items()} == {
        second: (2, Verdict.FALSE, "未公开", "赵六")
    }
    assert spot_checks.checks(office, [first]) == {}


def test_the_first_step_is_the_day_of_the_library(library: Library, today: date) -> None:
    with library.step("后来", BY) as step:
        insert_unit(step, Unit("市教育局"))
    assert duties.first_day(library) == today
