"""Tables of PDF files over pages: rows broken between two lines, with and without number, name, repeated header."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.table_pages import TITLE, Setting, draft_of, facts, table_pages, tasks_of

NUMBERED = """
序号|任务名称|任务内容|责任单位|完成时限
1|推进政策公开|集中公开本市现行有效的规章和行政规范性文件。建立动态更新机制，对外统一查询入口。|市司法局、市政府办公室|6月底前
2|加强解读回应|围绕就业、教育、医疗和养老等事项开展政策解读。综合运用图表、视频和在线访谈等方式。解读材料与文件同步公开。|市政府办公室、市教育局、市卫生健康委员会、市民政局、市人力资源和社会保障局、市医疗保障局、市农业农村局、市住房和城乡建设局|全年
3|管好政府网站|完成政府网站适老化改造和检查。|市数据局|9月底前
"""
NAMED = """
事项名称|主要举措|牵头部门|时间节点
规范办事服务|逐项公布办事条件和所需材料。办理结果短信告知申请人，不符合条件的一次说明理由。|市行政审批局、市司法局、市人力资源和社会保障局、市住房公积金管理中心、市不动产登记中心|2026年12月底前
整治窗口作风|设立意见箱，每季度公布处理情况。|市纪委监委|每季度
公开收费目录|公布涉企收费清单，清单之外一律不得收费。|市发展改革委、市财政局|3月底前
"""
GROUPED = """
类别|序号|工作任务|责任单位|完成时限
一、推进重点领域信息公开|1|公开医疗机构收费标准，更新就诊指南。|市卫生健康委|全年
^|2|公布义务教育学校学区划分，说明报名办法。|市教育局|5月底前
二、提升平台服务水平|3|清理长期不更新的栏目，合并重复的账号。|市数据局|8月底前
^|4|开通无障碍浏览，字号可以放大。|市数据局|全年
"""


@pytest.mark.parametrize("head", [0, 1], ids=["once", "repeated"])
@pytest.mark.parametrize("lines", range(6, 16))
@pytest.mark.parametrize(
    ("rows", "widths"),
    [
        (NUMBERED, (30, 80, 190, 90, 70)),
        (NAMED, (90, 190, 100, 60)),
        (GROUPED, (50, 30, 190, 90, 70)),
    ],
    ids=["numbered", "named", "grouped"],
)
def test_a_row_broken_anywhere_is_one_task(
    rows: str, widths: tuple[float, ...], lines: int, head: int, tmp_path: Path
) -> None:
    whole = draft_of(tmp_path, *table_pages(rows, Setting(widths)))
    broken = table_pages(rows, Setting(widths, lines=lines, head=head))
    for number, sheet in enumerate(broken, 1):
        sheet.text(60, 40, "云州市人民政府办公室", 9).text(280, 800, f"— {number} —")
    assert facts(draft_of(tmp_path, *broken)) == facts(whole)
    assert len(facts(whole)) == rows.count("\n") - 2


WIDTHS = (30, 80, 190, 90, 70)


@pytest.mark.parametrize(
    ("above", "under"),
    [
        ("（续表）", "（转下页）"),
        (f"{TITLE}（续）", ""),
        (TITLE, "市政务公开领导小组办公室制"),
        ("续表1", "（续下页）"),
    ],
    ids=["continued", "title continued", "title again", "number"],
)
def test_what_is_printed_again_between_the_pages_parts_no_row(above: str, under: str, tmp_path: Path) -> None:
    whole = draft_of(tmp_path, *table_pages(NUMBERED, Setting(WIDTHS)))
    broken = table_pages(NUMBERED, Setting(WIDTHS, lines=10))
    for sheet in broken[1:]:
        sheet.text(150, 60, above, 16)
    for sheet in broken:
        sheet.text(60, 700, under, 9)
    found = draft_of(tmp_path, *broken)
    assert (facts(found), found.plans[0].title) == (facts(whole), TITLE)


@pytest.mark.parametrize("caption", ["表2：乡镇公开事项", "附件2"])
def test_another_caption_begins_another_table(caption: str, tmp_path: Path) -> None:
    first, second = (
        table_pages(rows, Setting(WIDTHS))[0] for rows in (NUMBERED, NUMBERED.replace("1|推进政策", "1|办理政策"))
    )
    second.text(150, 60, caption, 12)
    found = draft_of(tmp_path, first, second)
    assert [task.seq for task in tasks_of(found)] == ["1", "2", "3", "1", "2", "3"]


def test_a_deadline_broken_over_the_page_is_one(tmp_path: Path) -> None:
    rows = NUMBERED.replace("9月底前", "2026年10月底前")
    broken = table_pages(rows, Setting((30, 80, 190, 90, 48), lines=13))
    assert [task.deadline.text for task in tasks_of(draft_of(tmp_path, *broken))] == [
        "6月底前",
        "全年",
        "2026年10月底前",
    ]
