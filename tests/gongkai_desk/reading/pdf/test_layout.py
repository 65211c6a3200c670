"""A page taken apart: lines and grids from top to bottom, what runs another way, what lies aslant."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.pdf.layout import Layout, layouts
from gongkai_desk.reading.pdf.plain import PlainPage
from gongkai_desk.reading.pdf.sheets import turned
from tests.builders import cell_texts
from tests.plain_pages import page, printed, ruled

XS, YS = [100.0, 150.0, 300.0], [100.0, 130.0, 160.0]
CELLS = printed("序号", 102, 120), printed("任务", 152, 120), printed("1", 102, 150), printed("公开", 152, 150)


def only(sheet: PlainPage) -> Layout:
    (made,) = layouts(sheet, 7)
    return made


def shown(made: Layout) -> list[object]:
    return [cell_texts(item) if isinstance(item, Grid) else item.text for item in made.items]


def test_lines_and_tables_come_as_they_stand() -> None:
    made = only(page(printed("表后", 100, 200), *CELLS, printed("表前", 100, 80), rules=ruled(XS, YS)))
    assert shown(made) == ["表前", [["序号", "任务"], ["1", "公开"]], "表后"]
    assert made.number == 7


def test_what_is_taken_apart_no_longer_holds_the_characters() -> None:
    made = only(page(printed("正文", 100, 200), *CELLS, rules=ruled(XS, YS)))
    assert (made.page.chars, made.page.rules) == ((), ())
    assert all(item.chars == () for item in made.items if not isinstance(item, Grid))


def test_rules_without_any_text_in_them_are_no_table() -> None:
    assert shown(only(page(printed("正文", 100, 300), rules=ruled(XS, YS)))) == ["正文"]


def test_a_table_in_a_cell_comes_apart_from_the_one_around_it() -> None:
    outer, inner = ruled([50, 90, 400], [50, 300]), ruled([120, 200, 280], [80, 120])
    made = only(page(printed("外", 60, 100), printed("内", 130, 100), rules=[*outer, *inner]))
    assert shown(made) == [[["外", ""]], [["内", ""]]]


def test_columns_without_rules_are_a_table_that_says_so() -> None:
    rows = [
        printed(text, x, 100 + 24 * n) for n in range(4) for x, text in ((80, str(n + 1)), (150, "任务"), (300, "市委"))
    ]
    (grid,) = only(page(*rows)).items
    assert isinstance(grid, Grid)
    assert not grid.ruled
    assert cell_texts(grid) == [[str(n), "任务", "市委"] for n in range(1, 5)]


def test_text_at_the_side_is_kept_apart_and_a_watermark_told() -> None:
    aslant = printed("内部资料", 200, 400, 40, turn=-1)
    made = only(page(printed("正文很长", 100, 200), printed("侧", 40, 400, turn=1), aslant))
    assert (shown(made), [line.text for line in made.side], made.aslant) == (["正文很长"], ["侧"], "内部资料")


def test_side_text_in_a_cell_is_the_cells() -> None:
    down = [
        char._replace(top=105 + 10 * n, bottom=115 + 10 * n, turn=1) for n, char in enumerate(printed("竖", 215, 115))
    ]
    made = only(page(*CELLS[:1], down, rules=ruled(XS, YS)))
    assert made.side == ()
    assert "竖" in str(shown(made)[0])


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_page_on_its_side_is_read_upright_and_its_places_lie_as_seen(turn: int) -> None:
    lying = turned(page(*CELLS, rules=ruled(XS, YS)), (4 - turn) % 4)
    made = only(lying)
    assert (made.turn, shown(made)) == (turn, [[["序号", "任务"], ["1", "公开"]]])
    (grid,) = made.items
    assert isinstance(grid, Grid)
    first = grid.rows[0][0]
    assert first is not None
    (place,) = first.places
    assert isinstance(place, PagePlace)
    seen = {(round(char.x0), round(char.top)) for char in lying.chars if char.text in "序号"}
    assert all(place.box.x0 <= x <= place.box.x1 and place.box.top <= y <= place.box.bottom for x, y in seen)
    assert made.back(Box(0, 0, made.page.width, made.page.height)) == Box(0, 0, lying.width, lying.height)


def test_two_pages_on_a_sheet_are_two_and_each_is_half_as_wide() -> None:
    prose = [printed("文" * 30, x, 100 + 16 * n) for x in (60, 482) for n in range(10)]
    left, right = layouts(page(*prose, width=842, height=595), 2)
    assert (left.number, right.number, left.width, right.width) == (2, 2, 421, 421)
    assert len(left.items) == len(right.items) == 10


def test_an_empty_page_is_taken_apart_into_nothing() -> None:
    assert shown(only(page())) == []
