"""Habits of tables seen in other provinces, each as its smallest paper."""

import pytest

from gongkai_desk.domain.plan import Task
from tests.builders import draft, grid

TITLE = "云州市2026年政务公开工作任务分解表"


def tasks_of(table: str) -> tuple[Task, ...]:
    (part,) = draft(TITLE, grid(table)).parts
    return part.tasks


@pytest.mark.parametrize("foot", ["填表人：|审核人：李明||", "单位负责人（签字）：|||联系电话：", "— 2 —|||"])
def test_the_foot_of_a_form_is_no_task(foot: str) -> None:
    rows = (
        f"任务名称|任务内容|责任单位|完成时限\n"
        f"公开预算|公布预算。|市财政局|6月底前\n"
        f"{foot}\n"
        f"公开决算|公布决算。|市财政局|9月底前"
    )
    assert [(task.title, task.section) for task in tasks_of(rows)] == [("公开预算", ()), ("公开决算", ())]


HEAD = "序号|任务名称|任务内容|责任单位|完成时限"


def test_who_leads_a_section_is_told_in_its_row() -> None:
    rows = f"{HEAD}\n一、公开政策（牵头单位：市司法局）|^|^|^|^\n1|公开文件|公布文件。|市政府各部门|6月底前"
    (task,) = tasks_of(rows)
    assert (task.section, task.lead, task.responsible) == (("一、公开政策",), ("市司法局",), ("市政府各部门",))


def test_a_row_with_its_own_lead_keeps_it() -> None:
    rows = (
        "任务名称|任务内容|牵头单位|责任单位\n"
        "一、公开政策（市司法局牵头）|^|^|^\n"
        "公开文件|公布文件。|市教育局|各区政府\n"
        "公开目录|公布目录。||各区政府"
    )
    assert [task.lead for task in tasks_of(rows)] == [("市教育局",), ("市司法局",)]


def test_units_of_a_section_row_are_those_of_rows_without_any() -> None:
    rows = (
        f"{HEAD}\n"
        f"一、公开政策（责任单位：市司法局）|^|^|^|^\n"
        f"1|公开文件|公布文件。||6月底前\n"
        f"2|公开目录|公布目录。|市教育局|全年"
    )
    assert [task.responsible for task in tasks_of(rows)] == [("市司法局",), ("市教育局",)]
