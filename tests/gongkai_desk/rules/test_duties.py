"""Duties of the law, and those that a plan's own sentences impose."""

import json
from datetime import date

import pytest

from gongkai_desk.domain.plan import Plan, PlanDates, Task
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.paths import resource
from gongkai_desk.rules.duties import Imposed, earlier, imposed, legal_due, read_legal_duties, yearly
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
LAW = {duty.key: duty for duty in read_legal_duties(resource("duties.csv"))}
PLAN = Plan("要点", dates=PlanDates(imprint=date(2026, 3, 6), published=date(2026, 3, 6)), year=2026)


def test_every_legal_duty_names_its_source_and_its_time():
    assert all(duty.basis.startswith("《") for duty in LAW.values())
    assert all(duty.on or (duty.length and duty.measure and duty.event) for duty in LAW.values())


@pytest.mark.parametrize(
    ("key", "event", "extended", "due"),
    [
        ("request_reply", date(2026, 9, 16), False, date(2026, 10, 20)),
        ("request_reply", date(2026, 9, 16), True, date(2026, 11, 17)),
        ("request_correction", date(2026, 2, 10), False, date(2026, 2, 26)),
        ("third_party_opinion", date(2026, 2, 10), False, date(2026, 3, 9)),
        ("publication", date(2026, 2, 10), False, date(2026, 3, 16)),
        ("serious_event_word", date(2026, 2, 10), False, None),
    ],
    ids=["reply", "extended", "correction", "third party", "publication", "hours"],
)
def test_the_fixed_points_of_the_law(key, event, extended, due):
    assert legal_due(LAW[key], event, USUAL, extended=extended) == due


def test_annual_reports_are_due_each_year_and_the_earlier_day_counts():
    days = {duty.key: day for duty, day in yearly(LAW.values(), 2027)}
    assert days == {"annual_report_department": date(2027, 1, 31), "annual_report_government": date(2027, 3, 31)}
    assert earlier(days["annual_report_government"], date(2027, 2, 20), None) == date(2027, 2, 20)


def found(content: str, title: str | None = None, deadline: Deadline | None = None) -> list[tuple[str, date | None]]:
    task = Task(content, title=title, **({"deadline": deadline} if deadline else {}))
    return [(duty.kind.value, duty.deadline.due) for duty in imposed([task], PLAN, USUAL)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("在本工作要点印发后30日内发布本区、本部门年度政务公开工作要点", [("own_plan", date(2026, 4, 5))]),
        ("于本工作要点发布后20个工作日内，做好任务分解，并报市政府办备案。", [("filing", date(2026, 4, 3))]),
        ("对上一年度工作要点落实情况开展“回头看”，未完成的督促整改", [("lookback", None)]),
        ("将落实情况纳入政府信息公开工作年度报告予以公开", [("in_annual_report", None)]),
        ("考核体系中政务公开分值权重不低于4%", [("assessment", None)]),
        ("依法公开环保督察及“回头看”反馈问题和整改情况", []),
        ("做好非密公文全量备案", []),
        ("根据法定期限按时发布，体现对本单位工作要点的落实情况", []),
        ("做好竣工备案信息公开", []),
        ("发布高校毕业生就业质量年度报告", []),
    ],
)
def test_a_duty_exists_only_where_the_plan_says_so(content, expected):
    assert found(content) == expected


def test_without_a_time_in_the_sentence_the_tasks_deadline_counts():
    july = Deadline("7月15日前", DeadlineKind.DATE, date(2026, 7, 15), (date(2026, 7, 15),))
    assert found("逐项核对上一年度要点落实情况", "开展“回头看”", july) == [("lookback", date(2026, 7, 15))]


def test_the_sentence_is_the_basis():
    (duty,) = imposed([Task("第一句。开展业务培训；对上年要点开展“回头看”。")], PLAN, USUAL)
    assert (duty.kind, duty.basis) == (Imposed.LOOKBACK, "对上年要点开展“回头看”。")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("shanghai-2022-table", ["annual_report", "assessment", "own_plan", "lookback"]),
        ("xinyu-2023-narrative", ["filing", "in_annual_report"]),
        ("beijing-2016-narrative", ["assessment"]),
        ("shenyang-2022-narrative", ["lookback", "in_annual_report"]),
    ],
)
def test_the_real_plans_impose_what_they_state(shared_plans, name, kinds):
    gold = json.loads((shared_plans / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    tasks = [Task(task["content"], title=task["title"]) for task in gold["tasks"]]
    assert [duty.kind.value for duty in imposed(tasks, PLAN, USUAL)] == kinds
