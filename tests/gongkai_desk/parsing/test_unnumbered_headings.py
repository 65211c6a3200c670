"""A heading without a number ends the item before it, and is the section or the name of what follows."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import document, grid

TITLE = "云州市2026年社区食堂建设实施方案\n"
ITEMS = "1.腾出用房。街道闲置用房优先用作食堂。\n2.发放就餐券。每月向老人发放就餐券二十张。"


def _tasks(text: str) -> tuple[Task, ...]:
    return parse(read_text(TITLE + text), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks


def _shown(text: str) -> list[tuple[tuple[str, ...], str | None, str]]:
    return [(task.section, task.title, task.content) for task in _tasks(text)]


FIRST_TWO = [
    ((), "腾出用房", "街道闲置用房优先用作食堂。"),
    ((), "发放就餐券", "每月向老人发放就餐券二十张。"),
]


@pytest.mark.parametrize("heading", ["其他事项", "组织保障", "保障措施", "工作要求", "组织实施", "有关要求"])
def test_a_known_heading_ends_the_item_before_it(heading: str) -> None:
    read = _shown(f"{ITEMS}\n{heading}\n各街道要落实专人负责，按月调度进展情况。")
    assert read == [*FIRST_TWO, ((), heading, "各街道要落实专人负责，按月调度进展情况。")]


@pytest.mark.parametrize("heading", ["组织保障", "其他事项", "强化支撑保障", "健全长效机制"])
def test_a_heading_over_numbered_items_is_their_section(heading: str) -> None:
    read = _shown(f"{ITEMS}\n{heading}\n1.落实责任。各街道落实专人负责。\n2.加强检查。适时开展检查。")
    assert read[:2] == FIRST_TWO
    assert read[2:] == [
        ((heading,), "落实责任", "各街道落实专人负责。"),
        ((heading,), "加强检查", "适时开展检查。"),
    ]


def test_all_groups_may_stand_under_headings_without_numbers() -> None:
    read = _tasks(
        "场地支持\n1.腾出用房。街道闲置用房优先用作食堂。（市民政局）\n2.改造后厨。按图纸改造。（市市场监管局）\n"
        "运营支持\n3.发放就餐券。每月发放二十张。（市财政局）\n4.培训厨师。每季度培训一次。（市商务局）"
    )
    assert [task.section for task in read] == [("场地支持",), ("场地支持",), ("运营支持",), ("运营支持",)]
    assert [task.content[-4:] for task in read] == ["作食堂。", "图纸改造。"[-4:], "二十张。", "训一次。"]


def test_a_heading_below_sections_in_chinese_numbers_ends_them() -> None:
    read = _tasks(
        "一、场地支持\n（一）腾出用房。优先用作食堂。（市民政局）\n二、运营支持\n（二）发放就餐券。每月发放。（市财政局）\n"
        "保障措施\n（三）落实责任。各街道落实专人负责。\n附则\n本方案自印发之日起施行。"
    )
    assert [task.section for task in read] == [("一、场地支持",), ("二、运营支持",), ("保障措施",)]
    assert read[2].content == "各街道落实专人负责。"


@pytest.mark.parametrize(
    "line",
    ["责任单位：市民政局", "完成时限：9月底前", "重点建设老城区", "（市民政局、市财政局）"],
)
def test_other_short_lines_stay_with_their_item(line: str) -> None:
    read = _tasks(f"1.腾出用房。优先用作食堂，\n{line}\n2.发放就餐券。每月发放。（市财政局）")
    assert [task.section for task in read] == [(), ()]
    assert [task.title for task in read] == ["腾出用房", "发放就餐券"]


def test_points_of_an_item_are_no_headings() -> None:
    read = _tasks(
        "一、腾出用房\n街道闲置用房优先用作食堂。\n（市民政局负责）\n二、发放就餐券\n每月发放。\n（市财政局负责）"
    )
    assert [(task.title, task.content, task.section) for task in read] == [
        ("腾出用房", "街道闲置用房优先用作食堂。", ()),
        ("发放就餐券", "每月发放。", ()),
    ]


def test_a_heading_behind_a_label_on_the_line_of_its_item() -> None:
    read = _tasks(
        "1. 腾出用房。优先用作食堂。\n责任单位：市民政局\n宣传发动\n2. 发放就餐券。每月发放。\n责任单位：市财政局"
    )
    assert [(task.section, task.responsible) for task in read] == [((), ("市民政局",)), (("宣传发动",), ("市财政局",))]


def test_a_heading_behind_labelled_lines_ends_the_item() -> None:
    read = _tasks(
        "1.腾出用房\n优先用作食堂。\n责任单位：市民政局\n完成时限：9月底前\n运营支持\n2.发放就餐券\n每月发放。\n"
        "责任单位：市财政局\n完成时限：6月底前"
    )
    assert [task.section for task in read] == [(), ("运营支持",)]
    assert [task.deadline.text for task in read] == ["9月底前", "6月底前"]


HEAD = "序号|任务内容|责任单位|完成时限\n一、推进公开|||\n1|公开目录。|市司法局|6月底前\n"


@pytest.mark.parametrize("row", ["{}|||", "{}|^|^|^"], ids=["not merged", "merged"])
@pytest.mark.parametrize("name", ["其他事项", "保障措施", "组织实施"])
def test_a_section_row_with_which_plans_end_ends_the_groups_of_a_table(row: str, name: str) -> None:
    table = grid(f"{HEAD}{row.format(name)}\n2|公布结果。|市教育局|9月底前")
    read = parse(document("云州市2026年任务分解表", table), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks
    assert [task.section for task in read] == [("一、推进公开",), (name,)]


def test_a_name_in_the_column_of_numbers_is_a_section() -> None:
    rows = "序号|任务内容|责任单位\n政策公开||\n1|公开目录。|市司法局\n平台建设||\n2|公布结果。|市教育局"
    read = parse(document("云州市2026年任务分解表", grid(rows)), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks
    assert [task.section for task in read] == [("政策公开",), ("平台建设",)]
