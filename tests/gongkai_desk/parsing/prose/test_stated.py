"""An item that says at length what is to be done, and by whom, is a task, though measures with units stand below it."""

from __future__ import annotations

import pytest

from tests.gongkai_desk.parsing.test_fresh_habits import part_of

HEADING = "一、把政策落到实处"
WORK = (
    "研究将资金直达机制的好做法制度化，落实减税降费政策，为保就业、保民生、保市场主体提供支撑。",
    "让企业特别是中小微企业融资更加便利、更加优惠，推动银行创新服务模式，解决续贷难问题。督促银行公开办理程序。",
)
MEASURE = "及时总结资金直达基层的经验做法，督促各区加强监控。"


def text_of(between: str, bracket: str, *measures: str) -> str:
    def below(number: str) -> str:
        return "\n".join(f"{n}{number}{MEASURE}{measure}" for n, measure in enumerate(measures, 1))

    numbers = "．" if between else "."
    return (
        HEADING
        + "\n"
        + "\n".join(f"（{n}）{work}{bracket}\n{between}{below(numbers)}" for n, work in zip("一二", WORK, strict=True))
    )


@pytest.mark.parametrize("between", ["具体措施：\n", "主要举措：\n", ""])
@pytest.mark.parametrize(
    "bracket", ["（市财政局牵头，市税务局配合）", "（市财政局、市税务局按职责分工负责）", "（责任单位：市财政局）"]
)
def test_its_units_are_its_own_and_it_heads_nothing(between: str, bracket: str) -> None:
    tasks = part_of(text_of(between, bracket, "（市民政局牵头）", "（市教育局负责）")).tasks
    assert [(task.title, task.content) for task in tasks] == [
        line for work in WORK for line in ((None, work), (None, MEASURE), (None, MEASURE))
    ]
    assert {task.section for task in tasks} == {(HEADING,)}
    assert all("市财政局" in task.lead + task.responsible for task in tasks[::3])
    assert [task.lead + task.responsible for task in tasks[1:3]] == [("市民政局",), ("市教育局",)]


def test_where_a_measure_has_no_units_those_above_hold_for_it() -> None:
    own, below, *_ = part_of(text_of("", "（市财政局牵头）", "（市民政局牵头）", "")).tasks
    assert (own.lead, below.lead, below.content) == (("市民政局",), ("市财政局",), MEASURE)
    assert below.section[-1] == f"（一）{WORK[0].rstrip('。')}"


@pytest.mark.parametrize("label", ["工作要求", "具体要求", "工作举措"])
def test_a_labelled_requirement_adds_to_work_of_several_sentences(label: str) -> None:
    work = "要确保完成投资280亿元，年底通车。去年开工的项目要加快进度，确保按期竣工。"
    text = "一、重点项目\n" + "\n".join(
        f"{n}.{name}{work}\n责任领导：王某\n责任单位：市交通局 市公路局\n{label}：每月报送进度。"
        for n, name in enumerate(("运输项目建设。", "仍要加大投资，抓好开工。"), 1)
    )
    first, second = part_of(text).tasks
    assert (first.title, first.content.partition("\n")[0]) == ("运输项目建设", work)
    assert (second.title, second.content.partition("\n")[0]) == (None, "仍要加大投资，抓好开工。" + work)
    assert "每月报送进度" in first.content + str(first.extra)
    assert first.responsible == second.responsible == ("市交通局", "市公路局")


def test_a_list_in_angle_brackets_is_one_name() -> None:
    (task,) = part_of("1.健全机制。建立协调机制。（市教育局，市委农办，各县<市、区>人民政府负责）").tasks
    assert task.responsible == ("市教育局", "市委农办", "各县<市、区>人民政府")


@pytest.mark.parametrize("bound", ["不高于", "不超过", "不少于"])
def test_a_first_sentence_that_sets_a_bound_is_no_title(bound: str) -> None:
    text = (
        f"1.继续按{bound}2017年标准征收保障金。落实分档政策。（市税务局负责）\n2.加强宣传。印发手册。（市司法局负责）"
    )
    first, second = part_of(text).tasks
    assert (first.title, second.title) == (None, "加强宣传")
