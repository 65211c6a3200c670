"""Tables of every office: what their columns hold is told by the header and by what stands in them; none is dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from gongkai_desk.domain.plan import Task
from gongkai_desk.errors import NoTasks
from tests.builders import draft, grid

TITLE = "云州市2026年重点工作任务分解表"


def part_of(table: str, *, ruled: bool = True) -> Part:
    (part,) = draft(TITLE, grid(table.replace("/", "／"), ruled=ruled)).parts
    return part


def task_of(heads: str, cells: str) -> Task:
    (task,) = part_of(f"{heads}\n{cells}").tasks
    return task


def said(part: Part, kind: DoubtKind) -> list[str]:
    return [doubt.text for doubt in part.doubts if doubt.kind is kind]


@pytest.mark.parametrize(
    "name",
    [
        "督办事项",
        "交办事项",
        "议定事项",
        "决定事项",
        "整治任务",
        "攻坚任务",
        "民生实事",
        "改革事项",
        "专项行动",
        "督查事项",
    ],
)
@pytest.mark.parametrize(
    "work", ["办理要求", "工作举措", "工作措施", "建设内容", "落实要求", "工作内容", "推进措施", "整治内容"]
)
def test_a_name_beside_the_work(name: str, work: str) -> None:
    task = task_of(f"序号|{name}|{work}|责任单位|完成时限", "1|栏目清理|清理长期不更新的栏目。|市大数据中心|9月底前")
    assert (task.title, task.content, task.responsible, task.deadline.text, task.extra) == (
        "栏目清理",
        "清理长期不更新的栏目。",
        ("市大数据中心",),
        "9月底前",
        {},
    )


@pytest.mark.parametrize("name", ["重点任务", "督办事项", "交办事项", "项目名称", "议定事项"])
def test_a_name_alone_is_the_work(name: str) -> None:
    task = task_of(f"序号|{name}|承办单位|办结时限", "1|清理长期不更新的栏目。|市大数据中心|9月底前")
    assert (task.title, task.content) == (None, "清理长期不更新的栏目。")


@pytest.mark.parametrize("name", ["整治重点", "提案名称", "项目", "工程名称", "攻坚重点"])
def test_other_names_beside_the_work(name: str) -> None:
    table = f"{name}|办理要求|承办单位|办结时限\n栏目清理|清理空白栏目。|市大数据中心|9月底前"
    (task,) = part_of(table).tasks
    assert (task.seq, task.title, task.content) == (None, "栏目清理", "清理空白栏目。")


@pytest.mark.parametrize("number", ["1", "（一）", "ZD-01", "1.1"])
def test_a_column_of_numbers_numbers_the_rows_whatever_its_name(number: str) -> None:
    task = task_of("项目|办理要求|承办单位", f"{number}|清理空白栏目。|市大数据中心")
    assert (task.title, task.content) == (None, "清理空白栏目。")


@pytest.mark.parametrize("head", ["推进时序", "时序安排", "时序进度"])
def test_other_words_for_a_deadline(head: str) -> None:
    assert task_of(f"重点任务|责任分工|{head}", "建成绿道。|市园林局|12月底前").deadline.text == "12月底前"


@pytest.mark.parametrize("goal", ["年度目标", "工作目标", "2026年目标", "年度工作目标"])
def test_a_goal_is_the_work_where_the_other_column_only_names_it(goal: str) -> None:
    rows = "1|老年食堂|年内新建老年食堂15个，全部开业。|市民政局\n2|绿道|建成绿道30公里，年底前通行。|市园林局"
    table = f"序号|重点任务|{goal}|责任单位\n{rows}"
    read = [(task.title, task.content) for task in part_of(table).tasks]
    assert read == [("老年食堂", "年内新建老年食堂15个，全部开业。"), ("绿道", "建成绿道30公里，年底前通行。")]


def test_a_goal_beside_the_work_stays_with_the_task() -> None:
    task = task_of("项目名称|建设内容|年度目标|责任单位", "绿道|建成绿道30公里。|30公里通行|市园林局")
    assert (task.title, task.content, task.extra) == ("绿道", "建成绿道30公里。", {"年度目标": "30公里通行"})


def test_a_goal_beside_work_that_states_itself_stays_with_the_task() -> None:
    rows = "新建老年食堂并全部对外开业，逐家公示菜单。|15个|市民政局\n建成环城绿道并向市民开放。|30公里|市园林局"
    table = f"重点任务|年度目标|责任单位\n{rows}"
    read = [(task.title, task.content, task.extra) for task in part_of(table).tasks]
    assert read[0] == (None, "新建老年食堂并全部对外开业，逐家公示菜单。", {"年度目标": "15个"})


@pytest.mark.parametrize(
    "units", ["责任股室", "承办股室", "责任科（股）室", "责任乡镇", "落实主体", "责任县区", "承办处（室）"]
)
def test_who_is_responsible_in_a_small_office(units: str) -> None:
    task = task_of(f"序号|工作任务|具体措施|{units}|完成时限", "1|政策解读|出台解读规程。|办公室、法规股|6月底前")
    assert task.responsible == ("办公室", "法规股")


@pytest.mark.parametrize(
    "head", ["协办/责任单位", "配合（责任）单位", "配合、责任单位", "参与/责任部门", "责任/协办单位"]
)
def test_supporting_or_responsible_units_are_responsible(head: str) -> None:
    table = f"任务名称|任务内容|牵头单位|{head}\n水管|更换水管。|市住建局|市水务局\n屋面|修补屋面。||各街道办事处"
    assert [task.responsible for task in part_of(table).tasks] == [("市水务局",), ("各街道办事处",)]


@pytest.mark.parametrize("head", ["承办/协办", "主办/协办单位", "承办（协办）单位"])
@pytest.mark.parametrize("cell", ["市司法局/市财政局、市教育局", "市司法局（市财政局、市教育局）"])
def test_one_column_for_those_who_do_it_and_those_who_help(head: str, cell: str) -> None:
    task = task_of(f"序号|督办事项|{head}|办结时限", f"1|清理长期不更新的栏目。|{cell}|6月底前")
    assert ((*task.lead, *task.responsible), task.support) == (("市司法局",), ("市财政局", "市教育局"))


def test_only_supporting_units_are_doubted() -> None:
    part = part_of("任务名称|任务内容|牵头单位|配合单位\n水管|更换水管。||市水务局")
    assert (part.tasks[0].support, said(part, DoubtKind.NO_UNIT)) == (("市水务局",), [""])


@pytest.mark.parametrize("given", ["交办时间", "交办日期", "下达时间", "批示时间", "立项时间", "转办日期"])
@pytest.mark.parametrize("due", ["办结时限", "完成时间", "办结期限", "要求办结时间", "时限"])
def test_the_day_of_giving_is_no_deadline(given: str, due: str) -> None:
    task = task_of(f"序号|工作任务|{given}|承办单位|{due}", "1|编制答复文书样式并印发。|3月2日|市政务服务局|9月底前")
    assert (task.deadline.text, task.extra) == ("9月底前", {given: "3月2日"})


def test_the_day_of_giving_alone_is_no_deadline() -> None:
    task = task_of("序号|工作任务|交办时间|承办单位", "1|编制答复文书样式并印发。|3月2日|市政务服务局")
    assert (task.deadline.due, task.extra) == (None, {"交办时间": "3月2日"})


@pytest.mark.parametrize("begins", ["开工时间", "计划开工时间", "启动时间", "开始时间"])
def test_the_day_of_beginning_is_no_deadline(begins: str) -> None:
    task = task_of(f"项目名称|建设内容|{begins}|竣工时间|责任单位", "绿道|建成绿道。|3月|10月底前|市园林局")
    assert (task.deadline.text, task.extra) == ("10月底前", {begins: "3月"})


QUARTERS = (
    "一季度|二季度|三季度|四季度",
    "第一季度目标|第二季度目标|第三季度目标|第四季度目标",
    "一季度工作安排|二季度工作安排|三季度工作安排|四季度工作安排",
)


@pytest.mark.parametrize("heads", QUARTERS)
def test_what_each_quarter_brings_stays_with_the_task(heads: str) -> None:
    task = task_of(f"序号|重点任务|{heads}|责任单位", "1|建成环城绿道。|完成设计|开工|完成六成|通行|市园林局")
    assert (task.content, task.responsible) == ("建成环城绿道。", ("市园林局",))
    assert task.extra == dict(zip(heads.split("|"), ("完成设计", "开工", "完成六成", "通行"), strict=True))


def test_quarters_under_one_head() -> None:
    table = (
        "序号|重点任务|时序进度|^|^|^|责任单位\n||一季度|二季度|三季度|四季度|\n"
        "1|建成环城绿道。|完成设计|开工|完成六成|通行|市园林局\n2|建成公园。|开工||通行||市园林局"
    )
    head = grid(table)
    wide = tuple(cell and replace(cell, columns=4 if cell.text == "时序进度" else 1) for cell in head.rows[0])
    (part,) = draft(TITLE, replace(head, rows=(wide, *head.rows[1:]))).parts
    (first, second) = part.tasks
    assert first.extra == {"一季度": "完成设计", "二季度": "开工", "三季度": "完成六成", "四季度": "通行"}
    assert second.extra == {"一季度": "开工", "三季度": "通行"}


@pytest.mark.parametrize(
    ("heads", "cells", "kept"),
    [
        ("任务名称|任务内容|工作要求|责任单位", "绿道|建成绿道。|不占耕地。|市园林局", {"工作要求": "不占耕地。"}),
        ("任务名称|任务内容|总投资（万元）|责任单位", "绿道|建成绿道。|900|市园林局", {"总投资（万元）": "900"}),
        ("任务名称|任务内容|责任单位|备注|备注", "绿道|建成绿道。|市园林局|甲|乙", {"备注": "甲", "备注（2）": "乙"}),
        ("任务名称|任务内容|责任单位|", "绿道|建成绿道。|市园林局|已立项", {"第4列": "已立项"}),
        ("任务名称|任务内容|责任单位|指导单位", "绿道|建成绿道。|市园林局|市水利局", {"指导单位": "市水利局"}),
        (
            "任务名称|任务内容|责任单位|完成时限|反馈时限",
            "绿道|建成。|市园林局|6月底前|5月底前",
            {"反馈时限": "5月底前"},
        ),
    ],
)
def test_no_column_is_dropped(heads: str, cells: str, kept: dict[str, str]) -> None:
    assert task_of(heads, cells).extra == kept


def test_columns_that_are_not_understood_are_told_once() -> None:
    rows = "绿道|建成绿道。|900|财政|市园林局|急\n公园|建成公园。|800|自筹|市园林局|缓"
    table = f"任务名称|任务内容|总投资|资金来源|责任单位|备注\n{rows}"
    assert said(part_of(table), DoubtKind.COLUMN_KEPT) == ["总投资、资金来源"]


def test_an_empty_column_is_not_told() -> None:
    assert said(part_of("任务名称|任务内容|总投资|责任单位\n绿道|建成绿道。||市园林局"), DoubtKind.COLUMN_KEPT) == []


@pytest.mark.parametrize("head", ["谁来干", "落实到谁", "牵线的"])
def test_units_under_a_head_that_nobody_knows(head: str) -> None:
    part = part_of(
        f"序号|任务名称|任务内容|{head}|完成时限\n1|水管|更换水管。|市住建局|6月底前\n2|屋面|修补屋面。|市财政局、市教育局|9月底前"
    )
    assert [task.responsible for task in part.tasks] == [("市住建局",), ("市财政局", "市教育局")]
    assert said(part, DoubtKind.COLUMN_GUESSED) == [f"{head}：责任单位"]


@pytest.mark.parametrize("head", ["啥时候干完", "最迟", "倒排工期"])
def test_deadlines_under_a_head_that_nobody_knows(head: str) -> None:
    part = part_of(
        f"序号|任务名称|任务内容|责任单位|{head}\n1|水管|更换水管。|市住建局|6月底前\n2|屋面|修补屋面。|市财政局|全年"
    )
    assert [task.deadline.text for task in part.tasks] == ["6月底前", "全年"]
    assert said(part, DoubtKind.COLUMN_GUESSED) == [f"{head}：完成时限"]


@pytest.mark.parametrize("head", ["事由", "干什么", "具体打算"])
def test_work_under_a_head_that_nobody_knows(head: str) -> None:
    part = part_of(
        f"序号|{head}|责任单位|完成时限\n1|更换老化水管，改造水表井。|市住建局|6月底前\n2|逐户修补漏水屋面。|市财政局|9月底前"
    )
    assert [task.content for task in part.tasks] == ["更换老化水管，改造水表井。", "逐户修补漏水屋面。"]
    assert said(part, DoubtKind.COLUMN_GUESSED) == [f"{head}：任务内容"]


def test_a_list_of_addresses_is_no_plan() -> None:
    with pytest.raises(NoTasks):
        draft(
            "受理机构一览",
            grid("序号|单位|办公地址|电话\n1|市司法局|云州市人民路16号|123\n2|市教育局|云州市文化路8号|456"),
        )


# --------------------------------------------------------------------------- problems and what is done about them

MENDING = (
    "序号|存在问题|整改措施|责任单位|完成时限",
    "序号|存在的问题|整改目标和措施|责任单位|整改时限",
    "序号|主要问题|整改任务|牵头单位|完成时间",
    "序号|突出问题|整改要求|责任部门|整改期限",
)


@pytest.mark.parametrize("heads", MENDING)
def test_problems_with_measures_units_and_deadlines_are_tasks(heads: str) -> None:
    task = task_of(heads, "1|解读不及时|修订政策解读规程。|市司法局|6月底前")
    assert (task.title, task.content, (*task.lead, *task.responsible), task.deadline.text) == (
        "解读不及时",
        "修订政策解读规程。",
        ("市司法局",),
        "6月底前",
    )


@pytest.mark.parametrize(
    "heads",
    [
        "序号|问题描述|整改措施|责任单位|整改时限",
        "序号|存在问题|整改措施|责任单位|整改情况",
        "序号|反馈问题|整改措施|整改情况|销号情况",
    ],
)
def test_a_list_of_findings_is_refused_with_its_reason(heads: str) -> None:
    with pytest.raises(NoTasks) as refused:
        draft("评估反馈问题清单", grid(f"{heads}\n1|解读不及时|修订规程。|市司法局|已完成"))
    assert refused.value.data["reason"] == "problems"


def test_a_table_that_is_passed_over_beside_tasks_is_told() -> None:
    findings = grid("序号|问题描述|整改措施|责任单位|整改情况\n1|解读不及时|修订规程。|市司法局|已完成")
    read = draft(TITLE, grid("任务名称|任务内容|责任单位\n绿道|建成绿道。|市园林局"), "附件2", findings)
    (doubt,) = [doubt for doubt in read.doubts if doubt.kind is DoubtKind.TABLE_SKIPPED]
    assert doubt.text.startswith("序号　问题描述　整改措施")
    assert doubt.source


@pytest.mark.parametrize(
    "heads",
    [
        "一级指标|二级指标|三级指标|指标属性|指标说明",
        "监测指标|指标解释|计算方法|指标类型",
        "序号|指标名称|指标值|指标来源",
    ],
)
def test_a_table_of_indicators_is_no_plan(heads: str) -> None:
    cells = "|".join(f"目录{n}编制覆盖率" for n in range(heads.count("|") + 1))
    with pytest.raises(NoTasks) as refused:
        draft("云州市公开工作监测指标", grid(f"{heads}\n{cells}"))
    assert refused.value.data["reason"] == "indicators"


def test_indicators_with_units_and_deadlines_are_tasks() -> None:
    table = "一级指标|二级指标|三级指标|责任单位|完成时限\n制度|目录|编制目录。|市司法局|6月底前"
    assert [task.content for task in part_of(table).tasks] == ["编制目录。"]


# --------------------------------------------------------------------------- blanks in files that say what is merged


@pytest.mark.parametrize("lead", ["牵头单位", "主办单位", "主责单位"])
def test_a_blank_lead_beside_units_of_the_row_is_none(lead: str) -> None:
    table = (
        f"任务名称|任务内容|{lead}|责任单位|完成时限\n"
        "公共空间|建充电棚。|市消防支队|市发展改革委|9月底前\n"
        "^|搭晾衣架。||市城管局|10月底前"
    )
    assert [task.lead for task in part_of(table).tasks] == [("市消防支队",), ()]


def test_a_merged_lead_holds_for_its_rows() -> None:
    table = (
        "任务名称|任务内容|牵头单位|责任单位|完成时限\n"
        "公共空间|建充电棚。|市消防支队|市发展改革委|9月底前\n"
        "^|搭晾衣架。|^|市城管局|10月底前"
    )
    assert [task.lead for task in part_of(table).tasks] == [("市消防支队",)] * 2


def test_a_blank_deadline_of_its_own_is_empty_where_others_are_merged() -> None:
    table = (
        "任务名称|任务内容|责任单位|完成时限\n"
        "公共空间|建充电棚。|市消防支队|9月底前\n"
        "^|搭晾衣架。|市城管局|\n"
        "屋面|补瓦。|市住建局|6月底前\n"
        "^|换檩条。|市财政局|^"
    )
    assert [task.deadline.text for task in part_of(table).tasks] == ["9月底前", "", "6月底前", "6月底前"]


def test_blanks_of_pasted_rows_still_mean_the_row_above() -> None:
    table = "任务名称|任务内容|责任单位|完成时限\n空间|建充电棚。|市消防支队|9月底前\n|搭晾衣架。||"
    assert [task.responsible for task in part_of(table, ruled=False).tasks] == [("市消防支队",)] * 2


# --------------------------------------------------------------------------- a row for each unit of a task

BY_UNIT = {
    "numbers merged": "^|^|编制清单。||市司法局|3月底前|已报",
    "numbers repeated": "1|目录|编制清单。||市司法局|3月底前|已报",
    "all merged but the unit": "^|^|^||市司法局|^|已报",
}


@pytest.mark.parametrize("more", BY_UNIT.values(), ids=BY_UNIT)
def test_a_row_for_each_unit_is_one_task(more: str) -> None:
    table = (
        "序号|任务名称|任务内容|牵头单位|责任单位|完成时限|进展情况\n"
        f"1|目录|编制清单。|市发展改革委|—|3月底前|未启动\n{more}\n2|指南|更新指南。||市教育局|全年|"
    )
    first, second = part_of(table).tasks
    assert (first.lead, first.responsible, second.responsible) == (("市发展改革委",), ("市司法局",), ("市教育局",))
    assert (first.deadline.text, first.extra) == ("3月底前", {"进展情况": "未启动\n已报"})


def test_rows_of_one_task_with_other_deadlines_are_told() -> None:
    table = "序号|任务内容|责任单位|完成时限\n1|编制清单。|市教育局|3月底前\n1|编制清单。|市司法局|6月底前"
    part = part_of(table)
    assert [task.responsible for task in part.tasks] == [("市教育局", "市司法局")]
    assert said(part, DoubtKind.ROWS_DIFFER) == ["3月底前；6月底前"]


def test_rows_of_other_work_stay_tasks_of_their_own() -> None:
    table = "序号|任务内容|责任单位\n1|编制清单。|市教育局\n1|更新清单。|市司法局\n2|编制清单。|市司法局"
    assert len(part_of(table).tasks) == 3
