"""Habits of prose seen in other provinces, each as its smallest paper."""

import pytest

from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.numbering import read_number
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import draft

TITLE = "云州市2026年政务公开工作要点"


def tasks_of(text: str) -> tuple[Task, ...]:
    (part,) = draft(TITLE, text).parts
    return part.tasks


def said(text: str) -> list[tuple[str | None, tuple[str, ...], str | None, str, tuple[str, ...]]]:
    return [(t.seq, t.section, t.title, t.content, (*t.lead, *t.responsible)) for t in tasks_of(text)]


@pytest.mark.parametrize("rest", ["公开预算", "平台建设", "分类推进", "个体工商户登记", "千企走访"])
def test_a_decimal_number_may_stand_before_any_word(rest: str) -> None:
    number = read_number("1.1 " + rest)
    assert number
    assert (number.bare, number.rest) == ("1.1", rest)


@pytest.mark.parametrize(
    "text", ["1.5亿元以上", "2.3公里绿道", "1.2万人次", "3.5个百分点", "1.5元", "2.5平方米", "9.5分以上"]
)
def test_an_amount_is_no_number_of_an_item(text: str) -> None:
    assert read_number(text) is None


def test_a_heading_whose_number_has_no_stop_is_told_by_the_decimals_below() -> None:
    text = "1 深化公开\n1.1 公开预算\n公布年度预算。\n责任单位：市财政局\n"
    text += "2 优化服务\n2.1 办好专区\n设置公开专区。\n责任单位：市政务服务局"
    assert [(seq, section) for seq, section, *_ in said(text)] == [
        ("1/1.1", ("1深化公开",)),
        ("2/2.1", ("2优化服务",)),
    ]


def test_a_line_that_begins_with_a_count_is_no_heading() -> None:
    text = "一、公开预算\n12 个部门公开预算\n1.1 公开范围。公布全部内容。（市财政局负责）"
    assert [section for _, section, *_ in said(text)] == [("一、公开预算",)]


def test_labels_between_name_and_text_hold_for_the_text() -> None:
    text = "一、公开\n（一）办好专区\n完成时限：10月底前\n牵头单位：市政务服务局\n"
    text += "在大厅设置专区，提供查询、申请和咨询服务。"
    assert said(text) == [
        ("一/(一)", ("一、公开",), "办好专区", "在大厅设置专区，提供查询、申请和咨询服务。", ("市政务服务局",))
    ]


def test_bullets_with_their_own_clauses_are_items() -> None:
    text = "一、公开重点\n●公开资金。公布补贴。（责任单位：市财政局）\n●公开工程。公布招标。（责任单位：市水务局）"
    text += "\n二、保障\n●强化培训。举办培训班。（责任单位：市教育局）"
    assert [(section, title, units) for _, section, title, _, units in said(text)] == [
        (("一、公开重点",), "公开资金", ("市财政局",)),
        (("一、公开重点",), "公开工程", ("市水务局",)),
        (("二、保障",), "强化培训", ("市教育局",)),
    ]


def test_bullets_that_one_clause_closes_are_one_item() -> None:
    text = "一、公开\n（一）规范公开。要求如下：\n●公布清单。\n●公布指南。（责任单位：市司法局）"
    assert [(title, content) for _, _, title, content, _ in said(text)] == [
        ("规范公开", "要求如下：\n公布清单。\n公布指南。")
    ]


def test_a_point_after_a_comma_goes_on_with_the_line_above() -> None:
    text = f"{TITLE}\n　　一、公开名录。一是公布名录，\n二是明确牵头部门。（责任单位：市司法局）\n"
    (part,) = parse(read_text(text), UnitDirectory.usual(), Workdays.usual()).parts
    assert [task.content for task in part.tasks] == ["一是公布名录，二是明确牵头部门。"]


def test_a_line_that_closes_a_section_names_who_does_all_above() -> None:
    text = (
        "一、发布\n1. 统一平台。文件统一发布。\n2. 规范格式。文件提供下载。\n（以上任务均由市司法局牵头，各区政府落实）"
    )
    assert [(t.title, t.lead, t.responsible) for t in tasks_of(text)] == [
        ("统一平台", ("市司法局",), ("各区政府",)),
        ("规范格式", ("市司法局",), ("各区政府",)),
    ]


def test_a_leader_s_name_is_neither_unit_nor_content() -> None:
    text = "一、重点\n1. 公开低保。每季度公布一次。\n牵头领导：周敏\n牵头单位：县民政局\n完成时限：全年"
    (task,) = tasks_of(text)
    assert (task.content, task.lead, task.responsible) == ("每季度公布一次。", ("县民政局",), ())
    assert task.deadline.text == "全年"
