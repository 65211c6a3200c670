"""A numbered line with tabs in it is an item, no table: it must not vanish."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TITLE = "云州市2026年政务公开工作要点\n一、推进公开\n"
OTHERS = "2.清理栏目。关停空白栏目。（市大数据中心）\n3.培训人员。举办培训。（市委党校）"


def _tasks(text: str) -> tuple[Task, ...]:
    return parse(read_text(TITLE + text), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks


@pytest.mark.parametrize(
    "line",
    [
        "1.\t规范解读\t出台政策解读工作规程，规范流程。（市司法局）",
        "1.\t规范解读。\t出台政策解读工作规程，规范流程。（市司法局）",
        "1.\t规范解读。出台政策解读工作规程，规范流程。\t（市司法局）",
        "1.\t规范解读。出台政策解读工作规程，规范流程。\t（责任单位：市司法局）\t",
        "（1）\t规范解读\t出台政策解读工作规程，规范流程。\t（市司法局）",
    ],
)
def test_tabs_in_a_numbered_line_lose_nothing(line: str) -> None:
    read = _tasks(f"{line}\n{OTHERS}")
    assert read[0].title == "规范解读"
    assert read[0].content == "出台政策解读工作规程，规范流程。"
    assert read[0].responsible == ("市司法局",)
    assert len(read) == 3


def test_lines_of_units_below_such_items_are_theirs() -> None:
    read = _tasks(
        "1.\t规范解读\t出台政策解读工作规程。\n（责任单位：市司法局）\n2.\t清理栏目\t关停空白的各个栏目。\n（责任单位：市大数据中心）"
    )
    assert [(task.title, task.content, task.responsible) for task in read] == [
        ("规范解读", "出台政策解读工作规程。", ("市司法局",)),
        ("清理栏目", "关停空白的各个栏目。", ("市大数据中心",)),
    ]


def test_rows_of_a_pasted_table_stay_rows() -> None:
    read = _tasks("序号\t任务\t责任单位\n1.\t规范解读\t市司法局\n2.\t清理栏目\t市大数据中心")
    assert [task.responsible for task in read] == [("市司法局",), ("市大数据中心",)]
