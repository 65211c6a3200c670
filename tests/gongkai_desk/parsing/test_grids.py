"""Tables: columns by meaning, merged and missing cells, sections, headers, rows over pages."""

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from gongkai_desk.domain.plan import CellPlace, Task
from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.document import Cell, Grid, Line
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import draft, grid, paged

TITLE = "云州市2026年政务公开工作要点任务分解表"
HEAD = "序号|任务名称|任务内容|责任单位|时间节点\n"


def part_of(*items: str | Grid) -> Part:
    (part,) = draft(TITLE, *items).parts
    return part


def read(*items: str | Grid) -> tuple[Task, ...]:
    return part_of(*items).tasks


def over_pages(*pages: str) -> Part:
    title = Line(TITLE, whole=False, centred=True, indent=2, room=2, size=22)
    grids = [grid(page) for page in pages]
    document = paged([title, grids[0]], *([each] for each in grids[1:]))
    (part,) = parse(document, UnitDirectory.usual(), Workdays.usual()).parts
    return part


def test_columns_are_known_by_their_names_in_any_order() -> None:
    (task,) = read(
        grid("完成时间|责任科室|工作任务|具体要求|编号|责任领导\n6月底前|法规科|规范发布|集中公开文件|1|张三")
    )
    assert (task.seq, task.title, task.content) == ("1", "规范发布", "集中公开文件")
    assert (task.responsible, task.deadline.text, task.extra) == (("法规科",), "6月底前", {"责任领导": "张三"})


def test_a_header_of_two_rows() -> None:
    head = (Cell("序号", rows=2), Cell("工作任务", rows=2), Cell("责任分工", columns=2), None, Cell("完成时限", rows=2))
    below = (None, None, Cell("牵头单位"), Cell("配合单位"), None)
    row = tuple(map(Cell, ("1", "集中公开文件", "市司法局", "市档案局", "6月底前")))
    (task,) = read(Grid((head, below, row)))
    assert (task.lead, task.support, task.deadline.text) == (("市司法局",), ("市档案局",), "6月底前")


def test_a_merged_name_holds_for_its_rows() -> None:
    rows = "1|规范发布|集中公开文件|市司法局|全年\n2|^|更新目录|市司法局|全年\n3|管好网站|完成改造|市数据局|全年"
    assert [task.title for task in read(grid(HEAD + rows))] == ["规范发布", "规范发布", "管好网站"]


def test_blanks_take_the_value_above_within_an_item_only() -> None:
    rows = "1. 规范发布|集中公开文件|市司法局|各区政府|6月底\n|更新目录|市档案局||\n2. 管好网站|完成改造|市数据局||全年"
    first, second, third = read(grid("事项名称|主要任务|牵头部门|责任单位|完成时限\n" + rows))
    assert (second.seq, second.title, second.lead) == ("1", "规范发布", ("市档案局",))
    assert (second.responsible, second.deadline.text) == (first.responsible, "6月底")
    assert (third.seq, third.title, third.responsible) == ("2", "管好网站", ())


@pytest.mark.parametrize(
    ("row", "section"),
    [
        ("一、推进公开||||", ("一、推进公开",)),
        ("一、推进公开|^|^|^|^", ("一、推进公开",)),
        ("一|推进公开|||", ("一、推进公开",)),
        ("（一）|推进公开|||", ("（一）推进公开",)),
    ],
)
def test_a_section_row_is_a_heading(row: str, section: tuple[str, ...]) -> None:
    (task,) = read(grid(f"{HEAD}{row}\n1|规范发布|集中公开文件|市司法局|全年"))
    assert (task.section, task.seq) == (section, "1")


def test_a_category_column_is_a_section() -> None:
    rows = "政策|1|集中公开文件|市司法局|全年\n^|2|更新目录|市司法局|全年\n平台|3|完成改造|市数据局|全年"
    assert [task.section for task in read(grid("类别|序号|任务内容|责任单位|时限\n" + rows))] == [
        ("政策",),
        ("政策",),
        ("平台",),
    ]


def test_a_repeated_header_is_no_row_and_may_change_the_order() -> None:
    rows = "1|集中公开文件|市司法局|6月底前\n序号|任务内容|责任单位|完成时限\n2|更新目录|市档案局|全年\n"
    changed = "序号|任务内容|完成时限|责任单位\n3|完成改造|9月底前|市数据局"
    found = read(grid("序号|任务内容|责任单位|完成时限\n" + rows + changed))
    assert [(task.responsible, task.deadline.text) for task in found] == [
        (("市司法局",), "6月底前"),
        (("市档案局",), "全年"),
        (("市数据局",), "9月底前"),
    ]


@pytest.mark.parametrize("end", ["", "|"], ids=["cell missing", "blank at the end"])
def test_a_row_that_lacks_its_name_cell_is_put_right_with_a_doubt(end: str) -> None:
    part = part_of(grid(f"{HEAD}1|规范发布|集中公开文件|市司法局|6月底前\n2|更新目录，方便查询|市档案局|全年{end}"))
    task = part.tasks[1]
    assert (task.title, task.content, task.responsible) == ("规范发布", "更新目录，方便查询", ("市档案局",))
    assert [(doubt.kind, doubt.task) for doubt in part.doubts] == [(DoubtKind.SHIFTED_CELLS, 1)]


def test_the_same_as_above() -> None:
    rows = "1|规范|公开文件|市司法局、各区政府|6月底前\n2|更新|更新目录|同上|同上\n3|归集|归集文件|〃|〃"
    found = read(grid(HEAD + rows))
    assert {task.responsible for task in found} == {("市司法局", "各区政府")}
    assert len({task.deadline.due for task in found}) == 1


def test_units_stand_one_a_line_or_parted_by_blanks() -> None:
    (task,) = read(grid(HEAD + "1|规范|公开文件|市司法局/各区政府 市档案局|全年"))
    assert task.responsible == ("市司法局", "各区政府", "市档案局")


def test_paragraphs_of_a_cell_are_one_task() -> None:
    (task,) = read(grid(HEAD + "1|规范|1.公开文件/2.更新目录|市司法局|全年"))
    assert task.content == "1.公开文件\n2.更新目录"


def test_units_in_the_content_where_no_column_has_them() -> None:
    (task,) = read(grid("序号|工作任务|完成时限\n1|做好解读。（市司法局牵头，各区政府配合）|全年"))
    assert (task.content, task.lead, task.support) == ("做好解读。", ("市司法局",), ("各区政府",))


def test_columns_without_header_are_known_by_what_they_hold() -> None:
    rows = "1|规范|集中公开现行有效文件，方便查询|市司法局|全年\n2|管好|完成网站改造，提升服务水平|市数据局|6月底前"
    found = read(grid(rows))
    assert [(task.seq, task.title, task.responsible) for task in found] == [
        ("1", "规范", ("市司法局",)),
        ("2", "管好", ("市数据局",)),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("序号|考核内容|评分标准|分值|得分\n1|公开|未公开扣1分|10|", "scores"),
        ("序号|问题描述|整改措施|整改时限|责任单位\n1|更新不及时|加强巡查|6月底|市数据局", "problems"),
        ("||\n||", "empty_table"),
        ("甲|乙\n丙|丁", "no_plan"),
    ],
)
def test_a_table_that_is_no_plan_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NoTasks) as refused:
        draft("情况表", grid(text))
    assert refused.value.data["reason"] == reason


def test_a_row_broken_over_the_page_is_one_row() -> None:
    part = over_pages(
        HEAD + "1|规范发布|集中公开文件|市司法局|6月底前\n2|加强解读|同步开展解读，运用多种|市政府办公室、各区|全年",
        HEAD + "|工作|形式解读|政府|\n3|管好网站|完成改造|市数据局|9月底前",
    )
    task = part.tasks[1]
    assert [task.seq for task in part.tasks] == ["1", "2", "3"]
    assert (task.title, task.content) == ("加强解读工作", "同步开展解读，运用多种形式解读")
    assert task.responsible == ("市政府办公室", "各区政府")
    assert len(task.source) == 8


def test_a_name_goes_on_after_the_header_of_the_next_page() -> None:
    first = HEAD + "1|规范发布|集中公开文件|市司法局|全年"
    blank = over_pages(first, HEAD + "2||更新目录|市司法局|全年")
    again = over_pages(first, HEAD + "2|规范发布|更新目录|市司法局|全年")
    assert [task.title for task in blank.tasks] == [task.title for task in again.tasks] == ["规范发布"] * 2


def test_a_name_that_stands_on_the_next_page_holds_for_the_rows_before_it() -> None:
    part = over_pages(
        HEAD + "1|规范发布|集中公开文件|市司法局|全年\n2|^|更新目录|市司法局|全年\n3||完成改造|市数据局|全年",
        HEAD + "4|管好网站|巡查网站|市数据局|全年",
    )
    assert [task.title for task in part.tasks] == ["规范发布", "规范发布", "管好网站", "管好网站"]


def test_each_task_knows_its_cells() -> None:
    (task,) = read(grid(HEAD + "1|规范|公开文件|市司法局|全年"))
    assert task.source == tuple(CellPlace("表", f"{column}2") for column in "ABCDE")


def test_gaps_and_repeats_in_the_numbers_are_doubted() -> None:
    rows = "1|甲项工作|公开文件|市司法局|全年\n3|乙项工作|更新目录|市司法局|全年\n3|丙项工作|完成改造|市数据局|全年"
    kinds = [(doubt.kind, doubt.task) for doubt in part_of(grid(HEAD + rows)).doubts]
    assert kinds == [(DoubtKind.NUMBER_GAP, 1), (DoubtKind.NUMBER_REPEAT, 2)]


def test_a_blank_deadline_is_doubted() -> None:
    part = part_of(grid(HEAD + "1|规范|公开文件|市司法局|"))
    assert [(doubt.kind, doubt.field) for doubt in part.doubts] == [(DoubtKind.EMPTY_CELL, "deadline")]


def test_a_table_for_each_section_is_one_part() -> None:
    head = "序号|任务内容|责任单位|时限\n"
    first, second = grid(head + "1|公开文件|市司法局|全年"), grid(head + "2|改造网站|市数据局|全年")
    part = part_of("一、推进公开", first, "二、加强平台\n（一）网站", second)
    assert [(task.seq, task.section) for task in part.tasks] == [
        ("1", ("一、推进公开",)),
        ("2", ("二、加强平台", "（一）网站")),
    ]
    assert part.doubts == ()


def test_numbers_may_begin_anew_under_another_name() -> None:
    rows = "政策公开|1|公开文件|市司法局|全年\n^|2|更新目录|市司法局|全年\n平台建设|1|改造网站|市数据局|全年"
    assert part_of(grid("重点工作|序号|任务|责任单位|时限\n" + rows)).doubts == ()


def test_the_first_unit_leads_where_a_note_beside_the_table_says_so() -> None:
    (task,) = read("（责任单位列第一位的为牵头单位）", grid(HEAD + "1|规范|公开文件|市司法局、各区政府|全年"))
    assert (task.lead, task.responsible) == (("市司法局",), ("各区政府",))
