"""Texts whose line breaks are gone: the numbers and labels still tell headings, items and values apart."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TITLE = "云州市2026年校园周边整治方案"


def _tasks(text: str, title: str = TITLE + "\n") -> tuple[Task, ...]:
    return parse(read_text(title + text), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks


def _heads(tasks: tuple[Task, ...]) -> list[tuple[tuple[str, ...], str | None]]:
    return [(task.section, task.title) for task in tasks]


ONE, TWO = "对学校周边店铺逐户登记，写明店名和经营者，一式两份。", "查出的隐患逐条编号，写明位置和整改办法，每周更新。"
THREE, FOUR = "上学放学时段在校门两侧设净空区，劝离流动摊点。", "拆除破损和遮挡视线的招牌，到期不拆的统一拆除。"


def test_a_heading_ends_where_a_number_begins_that_counts_on() -> None:
    read = _tasks(
        f"为维护秩序，制定本方案。一、整治任务（一）摸清底数1.逐店登记。{ONE}（市教育局牵头）2.列出清单。{TWO}（市教育局负责）"
        f"（二）集中整治3.劝离摊点。{THREE}（市城管局牵头）4.规范招牌。{FOUR}（市城管局负责）"
    )
    assert _heads(read) == [
        (("一、整治任务", "（一）摸清底数"), "逐店登记"),
        (("一、整治任务", "（一）摸清底数"), "列出清单"),
        (("一、整治任务", "（二）集中整治"), "劝离摊点"),
        (("一、整治任务", "（二）集中整治"), "规范招牌"),
    ]
    assert [task.content for task in read] == [ONE, TWO, THREE, FOUR]


@pytest.mark.parametrize("mark", ["（一）{}（二）{}", "1.{}2.{}"], ids=["brackets", "figures"])
def test_a_heading_may_hold_a_comma(mark: str) -> None:
    items = mark.format(f"逐店登记。{ONE}责任单位：市教育局。", f"列出清单。{TWO}责任单位：市教育局。")
    more = mark.format(f"劝离摊点。{THREE}责任单位：市城管局。", f"规范招牌。{FOUR}责任单位：市城管局。")
    read = _tasks(f"一、先查后治，弄清底数{items}二、边治边管，恢复秩序{more}")
    assert [task.section[0] for task in read] == ["一、先查后治，弄清底数"] * 2 + ["二、边治边管，恢复秩序"] * 2
    assert [task.title for task in read] == ["逐店登记", "列出清单", "劝离摊点", "规范招牌"]


@pytest.mark.parametrize(
    "value",
    [
        "牵头单位：市教育局",
        "牵头单位：市教育局 配合单位：市市场监管局",
        "责任单位：市教育局完成时限：9月底前",
        "（责任单位：市教育局）",
    ],
)
def test_the_value_of_a_label_ends_where_the_next_number_begins(value: str) -> None:
    read = _tasks(f"1.逐店登记。{ONE}{value}2.列出清单。{TWO}{value}3.劝离摊点。{THREE}{value}")
    assert [task.title for task in read] == ["逐店登记", "列出清单", "劝离摊点"]
    assert {(*task.lead, *task.responsible)[0] for task in read} == {"市教育局"}
    assert [task.content for task in read] == [ONE, TWO, THREE]


def test_a_deadline_before_a_chinese_number_keeps_its_own_figures() -> None:
    read = _tasks(
        f"一、逐店登记。{ONE}牵头单位：市教育局完成时限：2026年5月底前二、列出清单。{TWO}牵头单位：市教育局完成时限：长期坚持"
        f"三、劝离摊点。{THREE}牵头单位：市城管局完成时限：12月底前"
    )
    assert [task.deadline.text for task in read] == ["2026年5月底前", "长期坚持", "12月底前"]


def test_articles_are_parted_too() -> None:
    read = _tasks(
        f"第一条 逐店登记。{ONE}（市教育局负责）第二条 列出清单。按照第一条列出，{TWO}（市教育局负责）"
        f"第三条 劝离摊点。{THREE}（市城管局负责）"
    )
    assert [(task.title, task.content) for task in read] == [
        ("逐店登记", ONE),
        ("列出清单", "按照第一条列出，" + TWO),
        ("劝离摊点", THREE),
    ]


def test_a_title_on_the_same_line_is_no_part_of_the_first_item() -> None:
    read = _tasks(f"{TITLE}一、逐店登记。{ONE}（市教育局负责）二、列出清单。{TWO}（市教育局负责）", title="")
    assert [task.title for task in read] == ["逐店登记", "列出清单"]


@pytest.mark.parametrize(
    "text",
    [
        "1.落实责任。推进第一、二、三产业融合，完成1.2公里道路和2.5万平方米改造，3月底前开工。（市发展改革委负责）",
        "一、落实责任。按照“一、二、三”的次序推进，达到一级、二级标准，责任到人，完成改造任务。（市发展改革委负责）",
        "1.落实责任。建成5G基站300个，开行1、2、3号线，覆盖12个区，9月底前投用，方便群众出行。（市发展改革委负责）",
    ],
)
def test_numbers_inside_a_sentence_part_nothing(text: str) -> None:
    (task,) = _tasks(text)
    assert task.title == "落实责任"
