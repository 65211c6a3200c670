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
