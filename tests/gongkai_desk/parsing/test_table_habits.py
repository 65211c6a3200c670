"""Habits of tables seen in other provinces, each as its smallest paper."""

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Every
from gongkai_desk.parsing.grids.columns import is_deadline
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


@pytest.mark.parametrize(
    "text", ["贯穿全年", "自7月1日起", "6月底前启动，12月底前完成", "每季度末", "汛期前", "按月", "即时"]
)
def test_a_cell_of_time_alone_is_a_deadline(text: str) -> None:
    assert is_deadline(text)


@pytest.mark.parametrize("text", ["自主开展", "发布工作", "每月公开名单", "按月报送数据", "两会提案公开"])
def test_work_that_names_a_time_is_no_deadline(text: str) -> None:
    assert not is_deadline(text)


def test_a_period_in_the_deadline_cell_is_a_recurrence() -> None:
    (task,) = tasks_of(f"{HEAD}\n1|报送数据|报送统计数据。|市统计局|每季度末")
    assert [each.every for each in task.recurrences] == [Every.QUARTER]


def test_an_event_s_month_in_the_deadline_cell_is_none() -> None:
    (task,) = tasks_of(f"{HEAD}\n1|办好活动|举办公开日活动。|市政府办公室|每年8月")
    assert task.recurrences == ()


def test_a_sign_marks_who_leads_where_a_note_says_so() -> None:
    rows = f"{HEAD}\n1|公开预算|公布预算。|★市财政局、市审计局|6月底前\n注：标★的为牵头单位|^|^|^|^"
    (part,) = draft(TITLE, grid(rows)).parts
    assert (part.tasks[0].lead, part.tasks[0].responsible, part.doubts) == (("市财政局",), ("市审计局",), ())


def test_a_sign_that_no_note_explains_is_no_part_of_the_name_and_is_doubted() -> None:
    rows = f"{HEAD}\n1|公开预算|公布预算。|★市财政局、市审计局|6月底前"
    (part,) = draft(TITLE, grid(rows)).parts
    assert part.tasks[0].responsible == ("市财政局", "市审计局")
    assert [(doubt.kind, doubt.text) for doubt in part.doubts] == [(DoubtKind.TWO_READINGS, "★市财政局、市审计局")]


LETTER = "云州市人民政府办公室关于印发2026年两项任务的通知\n云政办发〔2026〕18号\n云州市人民政府办公室\n2026年3月16日"
LIST = grid("任务名称|任务内容|责任单位\n公开预算|公布预算。|市财政局")


def test_the_letter_holds_for_each_of_its_annexes() -> None:
    read = draft(
        LETTER, "附件1", "云州市2026年主动公开任务分解表", LIST, "附件2", "云州市2026年政策解读任务分解表", LIST
    )
    said = [(plan.doc_no, plan.issuer, str(plan.dates.issue)) for plan in read.plans]
    assert said == [("云政办发〔2026〕18号", "云州市人民政府办公室", "2026-03-16")] * 2


def test_a_plan_of_another_year_is_not_the_letter_s() -> None:
    read = draft(LETTER, "云州市2026年主动公开任务分解表", LIST, "白河区2024年政策解读任务分解表", LIST)
    assert [plan.doc_no for plan in read.plans] == ["云政办发〔2026〕18号", ""]


CARD = """
任务名称|公开{0}|^|^
任务内容|公布{0}。|^|^
责任单位|市财政局|完成时限|6月底前
"""


def test_forms_of_one_kind_are_one_list() -> None:
    (part,) = draft(TITLE, grid(CARD.format("预算")), "第二张", grid(CARD.format("决算"))).parts
    assert [(task.title, task.responsible, task.deadline.text) for task in part.tasks] == [
        ("公开预算", ("市财政局",), "6月底前"),
        ("公开决算", ("市财政局",), "6月底前"),
    ]


def test_forms_in_one_table_are_parted_where_a_name_comes_again() -> None:
    (part,) = draft(TITLE, grid(CARD.format("预算").strip() + CARD.format("决算"))).parts
    assert [task.title for task in part.tasks] == ["公开预算", "公开决算"]


def test_of_two_number_columns_the_inner_one_numbers_the_rows() -> None:
    rows = "序号|重点工作|序号|具体任务|责任单位\n一|政策公开|1|公布目录。|市司法局\n^|^|2|公布指南。|市教育局"
    assert [(task.seq, task.title, task.content) for task in tasks_of(rows)] == [
        ("1", "政策公开", "公布目录。"),
        ("2", "政策公开", "公布指南。"),
    ]
