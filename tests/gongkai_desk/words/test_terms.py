"""What the headers of a table say about its columns."""

import pytest

from gongkai_desk.words.terms import ColumnRole, NoPlan, column_role, column_roles, is_refused_header

HEADERS = {
    ColumnRole.SEQ: "序号|项目|编号|序 号|序\n号",
    ColumnRole.TITLE: "任务名称|事项名称|工作任务|重点任务|事项|2026年重点工作任务|任务 名称",
    ColumnRole.CONTENT: "主要任务|具体要求|工作举措|工作内容|工作措施|任务内容|公开内容|主要任务（具体内容）|推进举措",
    ColumnRole.LEAD: "牵头部门|牵头单位|主办单位|牵头\n部门|牵头单位（列第一位）|市级牵头单位",
    ColumnRole.RESPONSIBLE: (
        "责任单位|责任部门|责任科室|承办单位|落实单位|实施单位|责任 单位|责任单位（部门）|区级责任单位|责任单位及责任人"
    ),
    ColumnRole.SUPPORT: "配合单位|协办单位|参加单位|协同配合部门",
    ColumnRole.UNITS: "牵头单位/责任单位|牵头及配合单位|主办、协办单位",
    ColumnRole.GUIDE: "指导部门|市级指导单位",
    ColumnRole.DEADLINE: (
        "时间节点|完成时限|时限要求|完成时间|时间要求|办结时限|时间安排|时限|完成\n时限|完成时限及要求|拟完成时间"
    ),
    ColumnRole.LEADER: "责任领导|分管领导|牵头市领导",
    ColumnRole.CONTACT: "责任人|联系人|联络员及电话|联系电话|责任人（及电话）|具体责任人及联系电话",
    ColumnRole.PROGRESS: "进展情况|工作进展|截至6月底进展情况",
    ColumnRole.STATE: "完成情况|完成情况（截至6月底）|是否完成",
    ColumnRole.EVIDENCE: "佐证材料|佐证材料（名称、网址）",
    ColumnRole.REMARK: "备注|备  注|备注：",
    ColumnRole.PROBLEM: "存在问题",
    ColumnRole.MEASURES: "整改措施",
    ColumnRole.NEXT: "下一步打算|下步工作计划",
}


@pytest.mark.parametrize(
    ("header", "role"), [(header, role) for role, headers in HEADERS.items() for header in headers.split("|")], ids=repr
)
def test_a_header_tells_its_column(header: str, role: ColumnRole) -> None:
    assert column_role(header) is role


@pytest.mark.parametrize(
    "header",
    [
        "得分",
        "分值",
        "权重",
        "问题描述",
        "评分标准",
        "自评得分",
        "整改时限",
        "填报时间",
        "考核指标",
        "市教委",
        "2026年6月底前",
        "",
        "（一）",
        "推进重点领域信息公开工作任务落实的若干具体要求和工作措施",
    ],
)
def test_other_headers_tell_nothing(header: str) -> None:
    assert column_role(header) is None


def roles(*headers: str) -> list[str]:
    return [role or "" for role in column_roles(headers)]


def test_a_lone_task_column_is_the_content() -> None:
    assert roles("序号", "工作任务", "责任单位") == ["seq", "content", "responsible"]


def test_the_first_of_two_content_columns_is_the_name() -> None:
    assert roles("序号", "主要任务", "具体举措") == ["seq", "title", "content"]


def test_a_second_number_column_is_the_name() -> None:
    assert roles("序号", "项目", "任务内容") == ["seq", "title", "content"]


def test_two_names_beside_a_content_are_section_and_name() -> None:
    assert roles("重点任务", "事项名称", "任务内容") == ["section", "title", "content"]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("序号 考核内容 分值 评分标准 得分", NoPlan.SCORES),
        ("序号 任务 权重 责任单位", NoPlan.SCORES),
        ("序号 问题描述 整改措施 责任单位 整改时限", NoPlan.RECTIFICATION),
        ("序号 存在问题 整改措施 责任单位 完成时限 销号情况", NoPlan.RECTIFICATION),
        ("序号 一级事项 二级事项 公开内容 公开依据 公开主体 公开渠道", NoPlan.CATALOGUE),
        ("序号 事项 任务内容 分值 责任单位 完成时限", None),
        ("序号 任务名称 工作内容 责任单位 完成时限 存在问题 整改措施", None),
        ("序号 任务内容 责任单位 时间节点", None),
    ],
)
def test_a_table_that_is_no_plan_is_refused_with_its_reason(headers: str, reason: NoPlan | None) -> None:
    assert is_refused_header(headers.split()) is reason
