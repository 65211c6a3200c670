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


@pytest.mark.parametrize("support", ["参加", "支撑单位", "联动部门"])
def test_a_table_without_header_takes_that_of_the_table_above(support: str) -> None:
    first = grid(f"任务|措施|牵头|{support}|时限\n节水|创建节水小区12个。|县水利局|县住建局|10月底")
    more = grid("岸线|整治问题35处。|县河长办|各镇街|8月底\n砂石|编制采砂规划。|县水利局|县公安局|6月底")
    (part,) = draft(TITLE, "一、水资源", first, "二、岸线", more).parts
    assert [(task.title, task.lead, task.support) for task in part.tasks][1:] == [
        ("岸线", ("县河长办",), ("各镇街",)),
        ("砂石", ("县水利局",), ("县公安局",)),
    ]


@pytest.mark.parametrize(("one", "two"), [("1.", "2."), ("（1）", "（2）"), ("①", "②")])
def test_numbers_in_a_cell_of_units_are_no_part_of_the_names(one: str, two: str) -> None:
    task = task_of("序号|任务|要求|责任分工", f"1|预警|新建雨量站。|{one}县水利局；{two}县水利局、县气象局")
    assert task.responsible == ("县水利局", "县气象局")


@pytest.mark.parametrize("head", ["提升内容", "服务内容", "检查内容"])
def test_what_is_called_contents_is_the_work(head: str) -> None:
    task = task_of(f"点位|{head}|主管部门|时限", "市场|规范划行归市。|区商务局|4月底前")
    assert (task.content, task.responsible) == ("规范划行归市。", ("区商务局",))


@pytest.mark.parametrize(("name", "work"), [("实事内容", "工作任务"), ("主要内容", "目标任务"), ("内容", "重点任务")])
def test_names_below_a_head_of_contents_are_the_names(name: str, work: str) -> None:
    rows = "1|教育惠民|启动空调加装工程，年内完成12所。|市教育局\n2|健康惠民|新建社区医院，年内开业3家。|市卫健委"
    rows += "\n3|交通惠民|新辟公交线路2条，年内开通。|市交通局"
    part = part_of(f"序号|{name}|{work}|责任单位\n{rows}")
    assert [(task.title, task.content) for task in part.tasks] == [
        ("教育惠民", "启动空调加装工程，年内完成12所。"),
        ("健康惠民", "新建社区医院，年内开业3家。"),
        ("交通惠民", "新辟公交线路2条，年内开通。"),
    ]


@pytest.mark.parametrize("step", ["上半年目标", "一季度目标", "6月份目标"])
def test_the_goal_of_the_year_is_the_work_and_not_that_of_a_part_of_it(step: str) -> None:
    first = "1|管网|完成招投标，开工率100%。|更新管道12公里，全部通水。|市住建局"
    rows = f"{first}\n2|绿道|完成设计，进场施工。|建成绿道8公里，全线开放。|市城管局"
    part = part_of(f"序号|重点工作|{step}|全年目标|责任单位\n{rows}")
    assert [(task.title, task.content, task.extra[step]) for task in part.tasks] == [
        ("管网", "更新管道12公里，全部通水。", "完成招投标，开工率100%。"),
        ("绿道", "建成绿道8公里，全线开放。", "完成设计，进场施工。"),
    ]
