"""Slips that are due: for whom, what stands on them; the list of units, the log by calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Why
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.slips import Call, LoggedCall, Means, Reminder, Slip, SlipKind, SlipTask, StoredReminder
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.errors import UnknownId
from gongkai_desk.rules.work.slips import USUAL_RULES, Escalation
from gongkai_desk.services import units
from gongkai_desk.services.office import save_settings
from gongkai_desk.services.progress import closing, work
from gongkai_desk.services.progress.work import attach
from gongkai_desk.services.slips import remind
from gongkai_desk.standing import due_slips
from gongkai_desk.standing.due_slips import Among, chase_list, logged_calls, matter_text, slips
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, UNIT, set_setting
from tests.builders import a_plan, a_task, stored_plan

DAY, LATE = date(2026, 3, 10), date(2026, 10, 9)
ONE, TWO = "市司法局", "市教育局"


@pytest.fixture
def late(library: Library) -> Library:
    """Return a library with two tasks that are past their deadline: the first of both units, the second of one."""
    units.add_unit(library, By("李明", DAY), Unit(ONE, contact="王芳", phone="0571-1234"))
    both = a_task(seq="1/3", title="开放日", content="邀请公众走进机关", lead=(), responsible=(ONE, TWO))
    stored_plan(library, both, a_task(seq="4", title=None, lead=(), responsible=(TWO,)), day=DAY)
    return library


def chase(library: Library, others: bool = False, **among: object) -> tuple[Slip, ...]:
    return slips(library, [SlipKind.CHASE], today=LATE, among=Among(**among), others=others)  # type: ignore[arg-type]


def test_each_unit_gets_one_slip_with_all_its_items(late: Library) -> None:
    assert [(slip.unit, [task.task_id for task in slip.tasks]) for slip in chase(late)] == [(ONE, [1]), (TWO, [1, 2])]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"unit": TWO}, [(TWO, [1, 2])]),
        ({"task_ids": [2]}, [(TWO, [2])]),
        ({"plan_id": 1, "task_ids": [1]}, [(ONE, [1]), (TWO, [1])]),
        ({"task_ids": []}, []),
    ],
    ids=["a unit", "a task", "a task of a plan", "no task"],
)
def test_what_is_looked_at_can_be_narrowed(late: Library, asked: dict[str, object], found: list[object]) -> None:
    assert [(slip.unit, [task.task_id for task in slip.tasks]) for slip in chase(late, **asked)] == found


@pytest.mark.parametrize("asked", [{"unit": "无此局"}, {"plan_id": 9}], ids=["unit", "plan"])
def test_what_is_not_there_is_refused(late: Library, asked: dict[str, object]) -> None:
    with pytest.raises(UnknownId):
        chase(late, **asked)


def test_an_item_says_where_it_is_written_until_when_and_what_is_lacking(late: Library) -> None:
    first = chase(late)[0].tasks[0]
    assert first.name == "第3项　开放日"
    assert first.basis == "《云州市2026年政务公开工作要点》（云政办发〔2026〕8号）第3项：开放日。邀请公众走进机关"
    assert first.deadline == "9月底前（2026年9月30日）"
    assert first.progress == "截至2026年10月9日，未报送进展。"
    assert first.late.startswith("2026年9月30日到期，已过9天，没有申请销号；")
    assert Why.OVERDUE in first.causes


def test_a_slip_is_sent_by_the_office_else_its_unit_else_the_issuer_of_the_plan(library: Library) -> None:
    task = a_task(lead=(), responsible=(ONE,))
    stored_plan(library, task, day=DAY, plan=a_plan(issuer="云州市人民政府办公室"))
    assert chase(library)[0].office == "云州市人民政府办公室"
    for name, value in ((UNIT, "市政府办公室"), (OFFICE, "市政务公开办")):
        with library.step("设置", By("李明", DAY)) as step:
            set_setting(step, name, value)
        assert chase(library)[0].office == value


def test_a_task_without_a_name_is_called_by_its_first_words(late: Library) -> None:
    assert chase(late)[1].tasks[1].name == "第4项　集中公开现行有效行政规范性文件"[:25]


def test_the_last_report_up_to_the_day_is_told(late: Library) -> None:
    for day, text in ((date(2026, 6, 20), "过半"), (date(2026, 9, 20), "")):
        work.report(late, By("李明", LATE), 1, NewReport(ONE, day, text, zero=not text))
    assert chase(late, unit=ONE)[0].tasks[0].progress == "2026年9月20日报：零报告"


def test_an_extension_is_told_beside_the_printed_deadline(late: Library) -> None:
    said = Said("改期", until=date(2026, 10, 8))
    closing.move(late, By("李明", date(2026, 9, 1)), 1, ONE, Action.EXTEND, said=said)
    item = chase(late, unit=ONE)[0].tasks[0]
    assert item.deadline == "9月底前（2026年9月30日），已延期到2026年10月8日"
    assert item.late.startswith("2026年10月8日到期，已过1天")


def test_what_was_sent_back_says_so(late: Library) -> None:
    attach(late, By("李明", DAY), 1, Evidence("公报", doc_no="1号"), unit=ONE)
    for act, said in (
        (Action.APPLY, closing.NOTHING_SAID),
        (Action.RETURN, Said("不全", date(2026, 10, 1))),
    ):
        closing.move(late, By("李明", date(2026, 9, 20)), 1, ONE, act, said=said)
    item = chase(late, unit=ONE)[0].tasks[0]
    assert item.late.endswith("。（已退回整改）")
    assert Why.RECTIFY_OVERDUE in item.causes


def test_who_is_done_gets_no_slip(late: Library) -> None:
    closing.move(late, By("李明", LATE), 1, ONE, Action.CLOSE, said=Said(override="已核实"))
    assert [slip.unit for slip in chase(late)] == [TWO]


def test_what_is_open_without_any_cause_can_be_added(library: Library) -> None:
    stored_plan(library, a_task(lead=(), responsible=(ONE,)), day=DAY)
    today = date(2026, 3, 11)
    assert slips(library, [SlipKind.CHASE], today=today) == ()
    (slip,) = slips(library, [SlipKind.CHASE], today=today, others=True)
    assert slip.tasks[0].causes == ()
    assert slip.tasks[0].late == "暂无逾期、未报情形，请抓紧推进。"


def test_a_task_of_nobody_has_nobody_to_remind(library: Library) -> None:
    stored_plan(library, a_task(lead=(), responsible=(), unit_text="相关单位"), day=DAY)
    assert slips(library, [SlipKind.CHASE], today=LATE, others=True) == ()


class TestSettings:
    @pytest.mark.parametrize(
        ("own", "days"),
        [("", 3), ("7", 7), ("0", 3), ("三", 3), ("-1", 3), ("2.5", 3)],
        ids=["unset", "set", "none", "in words", "negative", "a fraction"],
    )
    def test_days_for_an_answer_are_the_usual_ones_unless_they_are_days(
        self, library: Library, own: str, days: int
    ) -> None:
        save_settings(library, By("李明", DAY), {"slip.chase.answer_days": own})
        assert due_slips.slip_rules(library)[SlipKind.CHASE].answer_days == days

    def test_an_unknown_trigger_is_passed_over(self, library: Library) -> None:
        save_settings(library, By("李明", DAY), {"slip.red.triggers": "overdue 乱写"})
        assert due_slips.slip_rules(library)[SlipKind.RED].triggers == {Why.OVERDUE}
        assert due_slips.slip_rules(library)[SlipKind.BLUE] == USUAL_RULES[SlipKind.BLUE]

    @pytest.mark.parametrize(("own", "after"), [("", 2), ("3", 3), ("0", 2), ("很多", 2)])
    def test_when_slips_rise_is_the_offices(self, library: Library, own: str, after: int) -> None:
        save_settings(library, By("李明", DAY), {"slip.after": own, "slip.copy_to": "局长"})
        assert due_slips.escalation(library) == Escalation(after, "局长")


class TestList:
    def test_units_stand_with_contact_and_matters(self, late: Library) -> None:
        found = chase_list(late, today=LATE)
        assert [(line.unit, line.contact, line.phone) for line in found.lines] == [
            (ONE, "王芳", "0571-1234"),
            (TWO, "", ""),
        ]
        assert found.lines[1].matter.startswith("逾期2项")

    def test_how_a_unit_was_reminded_that_day_is_ticked(self, late: Library) -> None:
        remind(late, By("李明", LATE), ONE, Call(Means.PHONE, answer="月底前报"))
        told = {line.unit: line.told for line in chase_list(late, today=LATE).lines}
        assert told == {ONE: {Means.PHONE}, TWO: frozenset()}

    def test_nobody_late_is_an_empty_list(self, library: Library) -> None:
        assert chase_list(library, today=LATE).lines == ()

    @pytest.mark.parametrize(
        ("causes", "text"),
        [
            ([(Why.OVERDUE,), (Why.OVERDUE, Why.REPORT_MISSING)], "逾期2项，未报1项"),
            ([(Why.REPORT_MISSING,), (Why.REPORT_IN_GRACE,)], "未报2项"),
            ([(), ()], "在办2项"),
            ([], ""),
        ],
        ids=["by cause", "in grace or not", "no cause", "nothing"],
    )
    def test_matters_are_counted_by_cause(self, causes: list[tuple[Why, ...]], text: str) -> None:
        tasks = [SlipTask(number, 1, "", "", "", "", "", each) for number, each in enumerate(causes)]
        assert matter_text(tasks) == text


class TestLog:
    CALL = StoredReminder(LATE, 1, Means.PHONE, task_id=1, plan_id=1, answered_by="张华", answer="月底前", id=1)

    def other(self, **changes: object) -> Reminder:
        return replace(self.CALL, id=2, task_id=2, **changes)  # type: ignore[arg-type]

    def test_entries_of_one_call_are_one_line(self) -> None:
        assert logged_calls([self.other(), self.CALL]) == [LoggedCall((1, 2), self.CALL, (1, 2))]

    @pytest.mark.parametrize(
        "changes",
        [{"unit_id": 2}, {"means": Means.LETTER}, {"answer": "不行"}, {"day": date(2026, 10, 8)}, {"task_id": 1}],
        ids=["another unit", "another means", "another answer", "another day", "the same task again"],
    )
    def test_what_differs_is_another_call(self, changes: dict[str, object]) -> None:
        assert len(logged_calls([self.CALL, replace(self.other(), **changes)])) == 2  # type: ignore[arg-type]

    def test_a_call_about_all_stands_alone(self) -> None:
        about_all = replace(self.CALL, task_id=None)
        assert logged_calls([about_all, replace(about_all, id=2)]) == [
            LoggedCall((1,), about_all, ()),
            LoggedCall((2,), replace(about_all, id=2), ()),
        ]


def test_a_deadline_that_says_its_day_does_not_say_it_twice(library: Library) -> None:
    due = a_task().deadline
    said = replace(due, text="2026年9月30日")
    stored_plan(library, Task("公开", responsible=(ONE,), deadline=said), day=DAY)
    assert chase(library)[0].tasks[0].deadline == "2026年9月30日"
