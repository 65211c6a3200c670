"""Sheets turned upright and parted in two: pages as they are read, places as they are seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import Box
from gongkai_desk.reading.pdf.plain import PlainChar, PlainPage, Rule
from gongkai_desk.reading.pdf.sheets import box_back, halves, main_turn, turned
from tests.plain_pages import flat, page, printed, ruled, upright


def block(x0: float, count: int = 10, wide: int = 30, *, base: float = 100.0) -> list[PlainChar]:
    """Return lines of prose."""
    return [char for n in range(count) for char in printed("文" * wide, x0, base + 16 * n)]


def spread(*blocks: list[PlainChar], rules: list[Rule] | None = None) -> PlainPage:
    return page(*blocks, rules=rules, width=842, height=595)


def sides(sheet: PlainPage) -> list[int]:
    return [len(part.chars) for part in halves(sheet)]


def test_two_columns_of_prose_on_a_lying_sheet_are_two_pages() -> None:
    assert sides(spread(block(60), block(482, 8))) == [300, 240]


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(page(block(50, wide=24), block(310, wide=24)), id="standing sheet"),
        pytest.param(spread(), id="no text"),
        pytest.param(spread(block(60, wide=72)), id="one column"),
        pytest.param(spread(block(60, 10), block(482, 3)), id="too few lines on the right"),
        pytest.param(spread(block(60), block(482, wide=12)), id="halves of different breadth"),
        pytest.param(spread(block(60, wide=12), block(482, wide=12)), id="narrow columns"),
        pytest.param(spread(block(60), block(482), rules=[flat(90, 60, 782)]), id="a rule across"),
        pytest.param(spread(block(60, wide=20), block(300, wide=48)), id="white beside the middle"),
    ],
)
def test_what_is_one_page(sheet: PlainPage) -> None:
    assert halves(sheet) == (sheet,)


def cells(x0: float) -> list[PlainChar]:
    """Return the ragged lines of a table's cells; one is as broad as the table."""
    texts = [30, 8, 9, 7, 8, 30, 9, 6, 7, 8]
    return [char for n, wide in enumerate(texts) for char in printed("格" * wide, x0, 100 + 16 * n)]


def test_ragged_halves_are_pages_only_where_each_has_a_ruled_table() -> None:
    left, right = ruled([55, 200, 365], [90, 120, 150, 280]), ruled([477, 600, 787], [90, 120, 150, 280])
    assert sides(spread(cells(60), cells(482), rules=[*left, *right])) == [106 + 16, 106 + 16]
    assert len(halves(spread(cells(60), cells(482)))) == 1
    assert len(halves(spread(cells(60), cells(482), rules=left))) == 1


def test_each_half_keeps_its_own_rules_and_the_first_what_was_not_read() -> None:
    rules = [flat(90, 60, 360), upright(60, 90, 300), flat(90, 482, 782)]
    left, right = halves(replace(spread(block(60), block(482), rules=rules), unread=3))
    assert (left.rules, right.rules) == ((rules[0], rules[1]), (rules[2],))
    assert (left.unread, right.unread) == (3, 0)
    assert left.width == right.width == 842


def test_the_main_direction_is_that_of_most_characters_not_aslant() -> None:
    aslant = printed("内部资料" * 20, 100, 100, turn=-1)
    assert main_turn(page(printed("正文", 100, 100, turn=1), printed("边", 10, 10), aslant)) == 1
    assert main_turn(page(aslant)) == 0
    assert main_turn(page()) == 0


CHARS = st.lists(st.tuples(st.integers(0, 500), st.integers(20, 500), st.integers(0, 3)), max_size=5)


@given(CHARS, st.integers(0, 7))
def test_a_page_turned_four_quarters_in_all_lies_as_before(placed: list[tuple[int, int, int]], quarters: int) -> None:
    sheet = page(
        *(printed("文", x, y, turn=turn) for x, y, turn in placed), rules=[flat(90, 10, 400), upright(9, 5, 90)]
    )
    back = turned(turned(sheet, quarters), (4 - quarters) % 4)
    assert (back.width, back.height, len(back.chars)) == (sheet.width, sheet.height, len(sheet.chars))
    for one, other in zip(back.chars, sheet.chars, strict=True):
        assert one[1:5] == pytest.approx(other[1:5])
        assert one.turn == other.turn
    assert [rule.flat for rule in back.rules] == [True, False]
    assert back.rules[0][1:] == pytest.approx((90, 10, 400))


@given(st.integers(0, 3), st.integers(0, 400), st.integers(0, 400))
def test_a_box_led_back_is_where_it_was(quarters: int, x: int, y: int) -> None:
    sheet = page(printed("文", x, y + 20))
    upright_page = turned(sheet, quarters)
    char, seen = upright_page.chars[0], sheet.chars[0]
    box = box_back(Box(char.x0, char.top, char.x1, char.bottom), upright_page, quarters)
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((seen.x0, seen.top, seen.x1, seen.bottom))


@pytest.mark.parametrize(("quarters", "size"), [(0, (595, 842)), (1, (842, 595)), (2, (595, 842)), (3, (842, 595))])
def test_a_quarter_turn_changes_breadth_and_height(quarters: int, size: tuple[float, float]) -> None:
    there = turned(page(printed("文", 100, 100, turn=quarters)), quarters)
    assert (there.width, there.height) == size
    assert there.chars[0].turn == 0
