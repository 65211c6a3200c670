"""Columns of goals: 目标任务 that names or says how much, 全年目标 beside a step on the way, days that goals set."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind
from tests.gongkai_desk.parsing.test_office_columns import part_of, said

WORK = ("加强河道巡查，清理垃圾。", "开展堤防加固，消除隐患。", "推进站点建设，完善预警。")


def table(heads: str, goals: tuple[str, ...], *, first: bool = False) -> str:
    pairs = [(goal, work) if first else (work, goal) for work, goal in zip(WORK, goals, strict=True)]
    return f"序号|{heads}|责任单位\n" + "\n".join(f"{n}|{a}|{b}|市水利局" for n, (a, b) in enumerate(pairs, 1))


# ---- 目标任务 beside the work


@pytest.mark.parametrize(
    "heads",
    ["工作内容|目标任务", "工作举措|目标任务", "主要措施|年度目标任务", "任务内容|全年目标任务", "具体措施|任务目标"],
)
@pytest.mark.parametrize(
    "goals",
    [
        ("6月底前，巡查不少于100次", "年底前，加固5处，达标率100%", "9月底前建成站点20处"),
        ("5月底前完成巡查100次", "10月底前，加固5处", "年底前，建成站点20处，全部联网"),
    ],
)
def test_how_much_until_when_is_a_goal_and_no_name(heads: str, goals: tuple[str, ...]) -> None:
    part = part_of(table(heads, goals))
    goal = heads.partition("|")[2]
    assert [(task.title, task.content, task.extra[goal]) for task in part.tasks] == [
        (None, work, told) for work, told in zip(WORK, goals, strict=True)
    ]
    assert [task.deadline.text for task in part.tasks] == [told[: told.index("前") + 1] for told in goals]
    assert len(said(part, DoubtKind.DEADLINE_TO_CONFIRM)) == len(goals)


@pytest.mark.parametrize("heads", ["工作内容|目标任务", "具体措施|年度目标任务", "工作举措|任务目标任务"])
def test_short_names_below_it_are_the_names(heads: str) -> None:
    part = part_of(table(heads, ("河道保洁", "堤防加固", "站点建设")))
    assert [task.title for task in part.tasks] == ["河道保洁", "堤防加固", "站点建设"]
    assert not said(part, DoubtKind.HEADING_UNLIKELY)


@pytest.mark.parametrize("goals", [("保洁率95%", "加固5处", "站点20处"), ("河道12公里", "堤防5处", "站点20处")])
def test_a_short_name_with_a_quantity_may_be_either_and_says_so(goals: tuple[str, ...]) -> None:
    part = part_of(table("工作内容|目标任务", goals))
    assert said(part, DoubtKind.HEADING_UNLIKELY) == [f"目标任务：{goal}" for goal in goals]


def test_the_one_that_is_unlike_the_others_is_doubted() -> None:
    part = part_of(table("工作内容|目标任务", ("河道保洁", "9月底前加固5处，全部验收", "站点建设")))
    assert said(part, DoubtKind.HEADING_UNLIKELY) == ["目标任务：9月底前加固5处，全部验收"]
    part = part_of(table("工作内容|目标任务", ("6月底前，巡查100次", "9月底前加固5处", "站点建设")))
    assert said(part, DoubtKind.HEADING_UNLIKELY) == ["目标任务：站点建设"]


@pytest.mark.parametrize("heads", ["目标任务|工作内容", "目标任务|具体措施", "年度目标任务|工作举措"])
def test_before_the_work_it_names_and_a_bound_in_it_is_doubted(heads: str) -> None:
    goals = ("年底前巡查100次", "推进加固，消除隐患", "站点建设")
    part = part_of(table(heads, goals, first=True))
    assert [task.title for task in part.tasks] == list(goals)
    assert said(part, DoubtKind.HEADING_UNLIKELY) == [f"{heads.partition('|')[0]}：年底前巡查100次"]


def test_names_stay_names_where_a_column_of_goals_comes_last() -> None:
    rows = "1|河道|清理垃圾。|6月底前，巡查100次|市水利局\n2|堤防|加固险段。|年底前，加固5处|市水利局"
    part = part_of(f"序号|重点工作|工作内容|目标任务|责任单位\n{rows}")
    assert [(task.title, task.section) for task in part.tasks] == [("河道", ()), ("堤防", ())]


def test_the_work_s_own_bound_counts_before_that_of_the_goal() -> None:
    rows = "1|6月底前清理垃圾。|年底前，巡查100次|市水利局\n2|9月底前加固险段。|年底前，加固5处|市水利局"
    part = part_of(f"序号|工作内容|工作目标|责任单位\n{rows}")
    assert [task.deadline.text for task in part.tasks] == ["6月底前", "9月底前"]


# ---- the goal of the year beside that of a part of it


STEPS = (
    "1|管网|完成招投标，开工率100%。|更新管道12公里，全部通水。|市住建局\n"
    "2|绿道|完成设计，进场施工。|建成绿道8公里，全线开放。|市城管局"
)


@pytest.mark.parametrize("name", ["重点工作", "任务名称", "主要任务"])
@pytest.mark.parametrize(
    ("step", "whole"),
    [
        ("上半年目标", "全年目标"),
        ("上半年目标任务", "全年目标任务"),
        ("年中目标", "年度目标"),
        ("6月底目标", "年底目标"),
        ("阶段目标", "总体目标"),
        ("一季度计划", "全年计划"),
    ],
)
def test_the_goal_of_the_year_is_the_work_and_the_step_is_kept_and_told(name: str, step: str, whole: str) -> None:
    part = part_of(f"序号|{name}|{step}|{whole}|责任单位\n{STEPS}")
    assert [(task.title, task.content, task.extra) for task in part.tasks] == [
        ("管网", "更新管道12公里，全部通水。", {step: "完成招投标，开工率100%。"}),
        ("绿道", "建成绿道8公里，全线开放。", {step: "完成设计，进场施工。"}),
    ]
    assert said(part, DoubtKind.COLUMN_KEPT) == [step]
    assert said(part, DoubtKind.COLUMN_GUESSED) == [f"{whole}：任务内容"]


def test_goals_beside_stated_work_are_both_kept() -> None:
    rows = "1|清理河道，打捞漂浮物。|完成50%|完成100%|市水利局\n2|加固堤防，消除隐患。|开工|完工|市水利局"
    part = part_of(f"序号|工作内容|上半年目标|全年目标|责任单位\n{rows}")
    assert [(task.content, *task.extra.values()) for task in part.tasks] == [
        ("清理河道，打捞漂浮物。", "完成50%", "完成100%"),
        ("加固堤防，消除隐患。", "开工", "完工"),
    ]


@pytest.mark.parametrize("step", ["上半年目标", "阶段目标", "季度目标"])
def test_a_step_alone_that_is_taken_for_the_work_says_so(step: str) -> None:
    rows = "1|管网|完成招投标，开工率100%。|市住建局\n2|绿道|完成设计，全部进场施工。|市城管局"
    part = part_of(f"序号|重点工作|{step}|责任单位\n{rows}")
    assert [task.title for task in part.tasks] == ["管网", "绿道"]
    assert said(part, DoubtKind.COLUMN_GUESSED) == [f"{step}：任务内容"]
