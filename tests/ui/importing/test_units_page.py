"""单位与时限 alone: what each printed name and deadline is said to be, and what pressing an answer asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.review import NameAnswer, NameDecision, Review
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.review.drafting import Reader
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from ui.importing.units_page import UnitsPage

TABLE = """云州市2026年政务公开工作要点任务分解表

序号\t任务名称\t任务内容\t责任单位\t时间节点
1\t公开规划\t更新规划进展情况专栏\t市发展改革委、商务局\t2月20日
2\t公开教育\t公布全市招生信息\t相关市级部门\t9月底前
3\t公开医疗\t公布各项收费项目标准\t市数智服务局\t9月底前
4\t公开资金\t公布补助资金发放情况\t市数智服务局\t2月20日

云州市人民政府办公室
2026年3月5日
"""
READER = Reader(UnitDirectory.usual(), Workdays.usual())
UNKNOWN = "市数智服务局"


@pytest.fixture(scope="module")
def review() -> Review:
    return Review(parse(read_text(TABLE), UnitDirectory.usual(), Workdays.usual()), 0)


@pytest.fixture
def page(qtbot: QtBot, review: Review) -> UnitsPage:
    made = UnitsPage()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_review(review, READER, UnitDirectory.usual())
    return made


def rows(page: UnitsPage) -> dict[str, tuple[str, str]]:
    model = page.name_model
    cells = [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]
    return {printed: (meaning, tasks) for printed, meaning, tasks in cells}


def stand_on(page: UnitsPage, printed: str) -> list[str]:
    page.name_view.selectRow(list(rows(page)).index(printed))
    return [each.text() for each in page.name_bar.buttons]


def press(page: UnitsPage, text: str) -> None:
    next(each for each in page.name_bar.buttons if each.text() == text).click()


def test_each_name_is_told_once_with_what_it_means(page: UnitsPage) -> None:
    found = rows(page)
    assert found[UNKNOWN] == ("△ 单位目录里没有，将登记为“待确认”", "2")
    assert found["商务局"] == ("✓ 市商务局（补全）", "1")
    assert found["相关市级部门"] == ("未指明单位，存入后再定", "1")
    assert page.names_told.text() == "单位　4 种写法，1 种待确认"


def test_a_known_name_asks_nothing(page: UnitsPage) -> None:
    assert stand_on(page, "商务局") == []
    assert page.name_bar.row.isHidden()
    assert page.name_text.text() == "“商务局”：市商务局"


def test_an_unknown_name_says_in_how_many_tasks_it_stands(page: UnitsPage) -> None:
    assert stand_on(page, UNKNOWN)[-3:] == ["选现有单位…", "新单位…", "保留文字"]
    assert page.name_text.text() == f"“{UNKNOWN}”在 2 项任务中出现，单位目录里没有。它是哪个单位？"


@pytest.mark.parametrize(("text", "signal"), [("选现有单位…", "existing_wanted"), ("新单位…", "new_wanted")])
def test_what_is_still_to_be_named_is_asked_for(qtbot: QtBot, page: UnitsPage, text: str, signal: str) -> None:
    stand_on(page, UNKNOWN)
    with qtbot.waitSignal(getattr(page, signal)) as asked, qtbot.assertNotEmitted(page.named):
        press(page, text)
    assert asked.args == [UNKNOWN]


def test_text_is_kept_at_one_press(qtbot: QtBot, page: UnitsPage) -> None:
    stand_on(page, UNKNOWN)
    with qtbot.waitSignal(page.named) as named:
        press(page, "保留文字")
    assert named.args == [NameDecision(UNKNOWN, NameAnswer.TEXT)]


def test_an_answer_leaves_the_clerk_on_the_same_row(page: UnitsPage, review: Review) -> None:
    stand_on(page, UNKNOWN)
    row = page.name_view.currentIndex().row()
    decided = Review(review.draft, 0, names=(NameDecision(UNKNOWN, NameAnswer.TEXT),))
    page.show_review(decided, READER, UnitDirectory.usual())
    assert page.name_view.currentIndex().row() == row
    assert rows(page)[UNKNOWN][0] == "保留文字，不作为单位"
    assert page.names_told.text() == "单位　4 种写法"


def test_a_deadline_before_the_issue_is_marked_and_counted(page: UnitsPage) -> None:
    model = page.deadline_model
    told = {str(model.index(row, 0).data()): str(model.index(row, 1).data()) for row in range(model.rowCount())}
    assert told["2月20日"].startswith("△ 早于成文日期　2026-02-20")  # the paper has no imprint
    assert told["9月底前"].startswith("2026-09-30")
    assert page.deadlines_told.text() == "时限　2 种写法，1 种待确认"


def test_a_day_of_the_imprint_is_called_its(page: UnitsPage, review: Review) -> None:
    dates = PlanDates(date(2026, 3, 5), imprint=date(2026, 3, 6))
    plans = (replace(review.plan, dates=dates),)
    page.show_review(replace(review, draft=replace(review.draft, plans=plans)), READER, UnitDirectory.usual())
    told = [str(page.deadline_model.index(row, 1).data()) for row in range(2)]
    assert [text[:16] for text in told if "早于" in text] == ["△ 早于印发日期　2026-02"]


def test_what_must_be_settled_comes_first_and_names_its_tasks(page: UnitsPage) -> None:
    page.say_refused("还有时限没有确认")
    page.show_unsettled()
    assert page.refusal.isVisible()
    assert page.deadline_view.currentIndex().data() == "2月20日"
    assert "（第 1、4 项）" in page.bar.text.text()
    page.say_refused("")
    assert page.refusal.isHidden()


def test_an_answer_to_a_deadline_is_handed_on(qtbot: QtBot, page: UnitsPage) -> None:
    page.show_unsettled()
    with qtbot.waitSignal(page.answered) as answered:
        page.bar.buttons[0].click()
    assert answered.args[0].task == 0


def test_the_next_doubt_comes_from_any_row(page: UnitsPage) -> None:
    page.deadline_view.selectRow(1)
    assert page.deadline_view.currentIndex().data() == "9月底前"
    page.bar.moved.emit(1)
    assert page.deadline_view.currentIndex().data() == "2月20日"
    page.bar.moved.emit(-1)
    assert page.deadline_view.currentIndex().data() == "2月20日"
