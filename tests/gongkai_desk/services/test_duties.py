"""Duties of a year: computed from law and plans, with what the office entered of them laid over."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.calendar import Clock, Duty, DutyEntry, DutyKind, DutyState, OwnDuty
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, PlanDates, Task, TaskEdit
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.duties import duty_state
from gongkai_desk.services import duties, undo
from gongkai_desk.services.duties import set_legal
from gongkai_desk.services.progress.work import edit_task
from gongkai_desk.standing import year_duties
from gongkai_desk.standing.year_duties import legal_duties
from gongkai_desk.store.library import Library
from gongkai_desk.wording.calendar import clock_sentence, reminder_text, state_text
from gongkai_desk.workdays import Workdays
from tests.builders import stored_plan

PUBLISHED = date(2023, 8, 7)
BY = By("李明", date(2023, 8, 10))


def a_plan(library: Library, content: str = "于本工作要点发布后20个工作日内，做好任务分解，并报市政府办备案。") -> int:
    plan = Plan("要点", dates=PlanDates(imprint=PUBLISHED, published=PUBLISHED), year=2023)
    return stored_plan(library, Task(content), day=BY.today, plan=plan)


def filing(library: Library) -> Duty:
    return next(duty for duty in year_duties.duties(library, 2023) if duty.kind is DutyKind.PLAN)


def test_a_filing_clock_shows_the_sentence_and_the_days_that_count(library: Library) -> None:
    a_plan(library)
    duty = filing(library)
    assert (duty.name, duty.due, duty.clock) == (
        "任务分解、台账报上级备案",
        date(2023, 9, 4),
        Clock("发布", PUBLISHED, 20),
    )
    assert "20个工作日内" in duty.basis
    assert clock_sentence(Clock("发布", PUBLISHED, 20), date(2023, 9, 4), Workdays.usual()) == (
        "自发布之日（2023年8月7日）次日起20个工作日："
        "8月8日—8月11日、8月14日—8月18日、8月21日—8月25日、8月28日—9月1日、9月4日，共20个工作日"
    )


def test_done_is_one_step_that_undo_takes_back(library: Library) -> None:
    a_plan(library)
    duties.record(library, BY, filing(library), DutyEntry(done=date(2023, 8, 10), doc_no="云政办〔2023〕9号"))
    duty = filing(library)
    assert (duty.done, duty.doc_no, duty_state(duty, date(2023, 9, 5))) == (
        date(2023, 8, 10),
        "云政办〔2023〕9号",
        DutyState.DONE,
    )
    assert undo.undo_name(library) == "登记已办：任务分解、台账报上级备案"
    undo.undo(library, BY)
    assert filing(library).done is None


def test_the_future_is_no_day_of_doing(library: Library) -> None:
    a_plan(library)
    with pytest.raises(NotAllowed):
        duties.record(library, BY, filing(library), DutyEntry(done=date(2023, 8, 11)))


def test_another_day_goes_before_the_one_that_was_counted(library: Library) -> None:
    a_plan(library)
    duties.record(library, BY, filing(library), DutyEntry(due=date(2023, 8, 31)))
    assert (filing(library).due, filing(library).set_by_hand) == (date(2023, 8, 31), True)
    duties.as_set(library, BY, filing(library))
    assert (filing(library).due, filing(library).set_by_hand) == (date(2023, 9, 4), False)


def test_a_duty_is_taken_off_the_list_and_back(library: Library) -> None:
    a_plan(library)
    duties.remove(library, BY, filing(library))
    assert all(duty.kind is not DutyKind.PLAN for duty in year_duties.duties(library, 2023))
    (gone,) = year_duties.removed_duties(library, 2023)
    duties.restore(library, BY, gone)
    assert filing(library).name == gone.name


def test_own_duties_have_a_day_or_a_clock(library: Library) -> None:
    duties.add(library, BY, OwnDuty("报送半年总结", basis="市政府办通知", due=date(2023, 7, 10)))
    duties.add(library, BY, OwnDuty("公开补助名单", clock=Clock("信息形成", date(2023, 8, 7), 20)))
    found = {duty.name: duty.due for duty in year_duties.duties(library, 2023) if duty.kind is DutyKind.OWN}
    assert found == {"报送半年总结": date(2023, 7, 10), "公开补助名单": date(2023, 9, 4)}
    assert [duty for duty in year_duties.duties(library, 2024) if duty.kind is DutyKind.OWN] == []
    with pytest.raises(NotAllowed):
        duties.add(library, BY, OwnDuty(" "))


def test_what_was_entered_stays_when_its_sentence_is_gone(library: Library) -> None:
    a_plan(library)
    duties.record(library, BY, filing(library), DutyEntry(done=date(2023, 8, 10)))
    edit_task(library, BY, 1, TaskEdit(content="做好任务分解。"))
    assert filing(library).done == date(2023, 8, 10)


def test_a_day_before_the_ledger_began_is_not_late(library: Library) -> None:
    report = next(d for d in year_duties.duties(library, 2022) if d.key.startswith("legal:annual_report_department"))
    assert duty_state(report, date(2022, 11, 22)) is DutyState.BEFORE
    assert state_text(report, date(2022, 11, 22)) == "建账前到期，待补登"
    later = next(d for d in year_duties.duties(library, 2023) if d.key.startswith("legal:annual_report_department"))
    assert state_text(later, date(2023, 2, 3)) == "已过3天未办"
    assert state_text(later, date(2023, 1, 31)) == "今天到期"


def test_legal_periods_are_the_offices_to_correct(library: Library) -> None:
    report = next(duty for duty in legal_duties(library) if duty.key == "annual_report_department")
    set_legal(library, BY, replace(report, on=(1, 20), basis="《云州市政府信息公开办法》第十条"))
    found = next(d for d in year_duties.duties(library, 2024) if d.key == "legal:annual_report_department:2024")
    assert (found.due, found.basis) == (date(2024, 1, 20), "《云州市政府信息公开办法》第十条")
    set_legal(library, BY, report)
    assert report in legal_duties(library)
    with pytest.raises(NotAllowed):
        set_legal(library, BY, replace(report, basis=""))
    with pytest.raises(UnknownId):
        set_legal(library, BY, replace(report, key="none"))


def test_a_day_off_is_reminded_of_before(library: Library) -> None:
    assert reminder_text(date(2023, 1, 31), Workdays.usual()) == ""
    assert reminder_text(date(2023, 9, 30), Workdays.usual()) == "当日休息，最迟9月28日（周四）办"


def test_law_and_plan_are_two_kinds_each_with_its_basis(library: Library) -> None:
    number = a_plan(library, "在本要点印发后30日内制定本部门工作要点，并报市政府办公室备案")
    found = year_duties.duties(library, 2023)
    assert [duty.due for duty in found if duty.kind is DutyKind.LEGAL] == [date(2023, 1, 31), date(2023, 3, 31)]
    assert {(duty.plan_id, duty.key, duty.due) for duty in found if duty.kind is DutyKind.PLAN} == {
        (number, "plan:own_plan:1", date(2023, 9, 6)),
        (number, "plan:filing:1", date(2023, 9, 6)),
    }
    assert all(duty.kind is DutyKind.LEGAL for duty in year_duties.duties(library, 2022))
