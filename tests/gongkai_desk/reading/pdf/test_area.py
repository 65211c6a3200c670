"""The text area: from where to where full lines reach, and which lines stand in the middle of it."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Box
from gongkai_desk.reading.document import Cell, Grid
from gongkai_desk.reading.pdf.layout import Area, Layout, areas
from gongkai_desk.reading.pdf.plain import PlainPage
from gongkai_desk.reading.pdf.text import VisualLine
from tests.plain_pages import column, line

FULL = "推进政务公开标准化规范化信息化便利化建设" * 2  # 400 points


def layout(*items: VisualLine | Grid, width: float = 595.0) -> Layout:
    return Layout(1, PlainPage(width, 842.0, (), ()), 0, width, items)


def full(x0: float, count: int = 5) -> list[VisualLine]:
    return column(x0, *[FULL] * count)


def test_a_page_of_full_lines_tells_its_own_area() -> None:
    assert areas([layout(*full(88))]) == [Area(88, 488)]


def test_a_first_line_set_in_and_a_stop_that_hangs_out_do_not_move_the_edges() -> None:
    set_in = line(FULL[:-2], 108, 300)
    hanging = line(FULL + "。", 88, 320)
    assert areas([layout(*full(88), set_in, hanging)]) == [Area(88, 488)]


def test_a_page_of_few_lines_borrows_from_the_others_of_its_size() -> None:
    short = layout(line("附件", 88, 100))
    lying = layout(*full(60), width=700.0)
    assert areas([layout(*full(88)), short, layout(*full(92)), lying]) == [
        Area(88, 488),
        Area(90, 490),
        Area(92, 492),
        Area(60, 460),
    ]


def test_a_page_of_a_table_takes_the_tables_edges() -> None:
    table = Grid(((Cell("甲"),),), Box(70, 100, 530, 300))
    assert areas([layout(line("附件", 88, 80), table), layout(*full(88))])[0] == Area(70, 530)


def test_a_page_alone_with_short_lines_has_equal_margins() -> None:
    assert areas([layout(line("附件", 90, 100), line("任务", 200, 130))]) == [Area(90, 505)]


def test_a_page_without_lines_is_all_area() -> None:
    assert areas([layout()]) == [Area(0.0, 595.0)]


@pytest.mark.parametrize(
    ("x0", "text", "centred"),
    [
        (233, "附件标题在正中间大家看", True),
        (230, "附件标题在正中间大家看", True),
        (88, FULL, False),
        (88, "顶格的短行", False),
        (108, "首行缩进两个字的段落", False),
        (108, FULL[:-3], False),
        (93, FULL[:-1], True),
        (438, "落款单位名", False),
    ],
    ids=[
        "middle",
        "nearly",
        "full",
        "left",
        "set in",
        "first line short of a number",
        "a hair of room on both sides",
        "right",
    ],
)
def test_what_stands_in_the_middle(x0: float, text: str, centred: bool) -> None:
    assert Area(88, 488).centres(line(text, x0, 100)) is centred
