"""Columns under headers of an office's own: names, the work, the day of beginning are told by what stands in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai_desk.domain.draft import DoubtKind
from tests.builders import draft, grid
from tests.gongkai_desk.parsing.test_office_columns import TITLE, part_of, said, task_of


@pytest.mark.parametrize(
    ("above", "begin", "end"),
    [("时间安排", "启动", "完成"), ("时间节点", "开始", "结束"), ("进度", "开工", "竣工"), ("起止时间", "起", "止")],
)
def test_the_beginning_under_a_head_of_times_is_no_deadline(above: str, begin: str, end: str) -> None:
    head = grid(f"序号|工作事项|具体措施|{above}|^|责任单位\n|||{begin}|{end}|\n1|管网|更新管道。|3月|11月|市住建局")
    wide = tuple(cell and replace(cell, columns=2 if cell.text == above else 1) for cell in head.rows[0])
    (part,) = draft(TITLE, replace(head, rows=(wide, *head.rows[1:]))).parts
    assert [(task.deadline.text, *task.extra.values()) for task in part.tasks] == [("11月", "3月")]


@pytest.mark.parametrize("begin", ["启动", "开工", "起始"])
def test_a_bare_beginning_is_not_taken_for_the_deadline(begin: str) -> None:
    part = part_of(
        f"工作事项|具体措施|{begin}|完成|责任单位\n管网|更新管道。|3月|11月|市住建局\n绿道|建绿道。|4月|6月|市城管局"
    )
    assert [task.deadline.text for task in part.tasks] == ["11月", "6月"]


@pytest.mark.parametrize("name", ["目标产业", "所在流域", "涉及企业"])
@pytest.mark.parametrize("work", ["工作任务", "具体措施"])
def test_an_unknown_column_of_names_before_the_work_is_the_name(name: str, work: str) -> None:
    rows = "1|汽车产业|上门拜访目标企业不少于30家。|市工信局\n2|东河|清理河道漂浮物12公里。|市水利局"
    table = f"序号|{name}|{work}|责任单位\n{rows}"
    part = part_of(table)
    assert [task.title for task in part.tasks] == ["汽车产业", "东河"]
    assert said(part, DoubtKind.COLUMN_GUESSED) == [f"{name}：任务名称"]


def test_an_unknown_column_that_repeats_is_kept_beside_the_work() -> None:
    table = "序号|片区|工作任务|责任单位\n1|东片区|清理河道漂浮物。|市水利局\n2|东片区|修补堤防道路。|市水利局"
    part = part_of(table)
    assert [(task.title, task.extra) for task in part.tasks] == [(None, {"片区": "东片区"})] * 2


@pytest.mark.parametrize("work", ["具体安排", "督导重点", "如何做"])
def test_sentences_beside_names_are_the_work(work: str) -> None:
    rows = "培训|组织业务培训2期，覆盖窗口。|市人社局|3月\n测评|开展满意度测评，样本800份。|市统计局|6月"
    table = f"工作事项|{work}|责任单位|时限\n{rows}"
    assert [(task.title, task.content) for task in part_of(table).tasks] == [
        ("培训", "组织业务培训2期，覆盖窗口。"),
        ("测评", "开展满意度测评，样本800份。"),
    ]


@pytest.mark.parametrize("number", ["建议编号", "提案号", "任务编号"])
@pytest.mark.parametrize("name", ["建议标题", "提案题目", "督导事项"])
def test_a_letter_of_proposals_is_read_by_its_own_headers(number: str, name: str) -> None:
    rows = "第12号|停车|新增泊位。|市城管局|市公安局\n第47号|托管|制定办法。|市教育局|"
    table = f"{number}|{name}|办理要求|主办单位|会办单位\n{rows}"
    part = part_of(table)
    assert [(task.seq, task.title) for task in part.tasks] == [("第12号", "停车"), ("第47号", "托管")]
    assert not said(part, DoubtKind.NUMBER_GAP)


@pytest.mark.parametrize(("lead", "support"), [("主责", "协同"), ("牵头", "参与"), ("主办", "协助")])
def test_roles_alone_head_columns(lead: str, support: str) -> None:
    task = task_of(f"序号|任务|要求|{lead}|{support}|时限", "1|专区|设公开专区。|市政务局|各街道|6月底前")
    assert (task.lead, task.support) == (("市政务局",), ("各街道",))


@pytest.mark.parametrize("mark", ["▲", "★", "●"])
def test_marks_among_those_who_help_tell_who_leads(mark: str) -> None:
    table = grid(f"事项|要求|参与部门|时间\n双减|抽查学校20所。|{mark}区教育局、区文旅局|4月")
    (part,) = draft(TITLE, table, f"注：标{mark}的为牵头部门，其余为配合部门。").parts
    assert (part.tasks[0].lead, part.tasks[0].support) == (("区教育局",), ("区文旅局",))
    assert not said(part, DoubtKind.NO_UNIT)
