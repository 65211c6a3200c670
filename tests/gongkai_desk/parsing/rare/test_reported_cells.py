"""Cells one a line of a table that tells how far things are: what was reported is no work, wherever it stands."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Task
from tests.gongkai_desk.parsing.rare.test_cells import GAPS, lines, read, tasks_of

ROWS = (
    "1|加快项目攻坚，确保投资增长10%以上。|1—2月，全市投资增长12.7%，高于全省平均水平。|市发改委",
    "2|编制新兴产业行动计划，力争占比提升至44%；|已启动研究报告招投标工作；|市经信局",
    "3|新建幼儿园3所，年内招生。|目前2所已封顶，1所正在装修。|市教育局",
)


def fields(task: Task) -> tuple[object, ...]:
    return task.content, task.extra, (*task.lead, *task.responsible)


@GAPS
@pytest.mark.parametrize(
    "names",
    [
        "序号|内容与要求|进展情况|责任单位",
        "序号|工作任务|推进落实情况|责任单位",
        "编号|任务内容|完成情况|牵头单位",
        "序号|主要任务|一季度进展情况|责任部门",
        "序号|工作内容|工作成效|责任单位",
        "序号|实事内容|实施进度|责任单位",
    ],
)
def test_a_column_of_reports_between_work_and_units(gap: str, names: str) -> None:
    head = names.split("|")[2]
    told = [(cells[1], {head: cells[2]}, (cells[3],)) for cells in (row.split("|") for row in ROWS)]
    assert [fields(task) for task in tasks_of(lines(names, *ROWS, gap=gap))] == told


@GAPS
@pytest.mark.parametrize("order", [(0, 1, 3, 2), (0, 3, 1, 2), (1, 2, 3), (1, 3, 2)], ids=str)
def test_wherever_it_stands_and_whether_rows_are_numbered(gap: str, order: tuple[int, ...]) -> None:
    names = ("序号", "工作内容", "进展情况", "责任单位")
    rows = ["|".join(row.split("|")[n] for n in order) for row in ROWS]
    tasks = tasks_of(lines("|".join(names[n] for n in order), *rows, gap=gap))
    assert [(task.content, task.extra["进展情况"]) for task in tasks] == [tuple(row.split("|")[1:3]) for row in ROWS]


@GAPS
@pytest.mark.parametrize(
    "report", ["已启动招标。|目前正在评标。", "正在评标，|已收到标书5份。", "已建成2所|目前全部招生"]
)
def test_a_report_may_have_several_lines(gap: str, report: str) -> None:
    rows = (ROWS[0], f"2|编制行动计划。|{report}|市经信局", ROWS[2])
    tasks = tasks_of(lines("序号|内容与要求|进展情况|责任单位", *rows, gap=gap))
    assert tasks[1].content == "编制行动计划。"
    assert len(tasks) == len(rows)


@GAPS
def test_a_row_of_which_nothing_was_reported_yet(gap: str) -> None:
    rows = (ROWS[0], "2|编制行动计划。|市经信局", ROWS[2])
    first, second, third = tasks_of(lines("序号|内容与要求|进展情况|责任单位", *rows, gap=gap))
    assert (second.content, second.extra, second.responsible) == ("编制行动计划。", {}, ("市经信局",))
    assert first.extra.keys() == third.extra.keys() == {"进展情况"}


@GAPS
@pytest.mark.parametrize("beside", ["进展情况", "存在问题", "资金来源"])
@pytest.mark.parametrize("more", ["方案通过评审。|资料送审。", "文本送审。|意见征求完毕。"])
def test_where_the_work_ends_is_doubted_where_nothing_tells(gap: str, beside: str, more: str) -> None:
    rows = (ROWS[0], f"2|编制行动计划。|{more}|市经信局", ROWS[2])
    (part,) = read(lines(f"序号|内容与要求|{beside}|责任单位", *rows, gap=gap)).parts
    assert [doubt.task for doubt in part.doubts if doubt.kind is DoubtKind.CONTENT_MIXED] == [1]


@GAPS
@pytest.mark.parametrize("names", ["序号|任务内容|责任单位", "序号|任务内容|备注|责任单位"])
def test_work_over_several_lines_beside_no_such_column_is_not_doubted(gap: str, names: str) -> None:
    rows = ("1|编制行动计划。|征求各方意见。|市经信局", "2|新建幼儿园3所。|市教育局")
    (part,) = read(lines(names, *rows, gap=gap)).parts
    assert [task.content for task in part.tasks] == ["编制行动计划。\n征求各方意见。", "新建幼儿园3所。"]
    assert not part.doubts


@GAPS
def test_reports_and_problems_side_by_side(gap: str) -> None:
    rows = ("1|逐栋更换水管。|已更换36栋。|资金缺口较大。|市住建局", "2|逐户修补屋面。|正在招标。|无|市城管局")
    tasks = tasks_of(lines("序号|工作任务|进展情况|存在问题|责任单位", *rows, gap=gap))
    assert [task.content for task in tasks] == ["逐栋更换水管。", "逐户修补屋面。"]
    assert [tuple(task.extra.values()) for task in tasks] == [("已更换36栋。", "资金缺口较大。"), ("正在招标。", "无")]
