"""Rows → heights, pages, merged cells. The grid of these tests: two columns of ten ems, lines of 10 points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.export.paging import Placed, Room, lay_out
from gongkai_desk.page.layout import Row, RowKind
from gongkai_desk.page.measures import EmGrid

GRID = EmGrid((10.0, 10.0), pitch=10, padding=0, whole=20)
ROOM = Room(first=100, other=100, reserve=4, spare=4)


def rows(*lines: str) -> list[Row]:
    """``name|words``: a row whose words take as many lines as the number says; ``^`` joins the name; ``#`` section."""
    made: list[Row] = []
    for line in lines:
        if line.startswith("#"):
            made.append(Row((line[1:],), kind=RowKind.SECTION))
            continue
        name, count = line.split("|")
        joined = name == "^"
        made.append(Row((made[-1].texts[0] if joined else name, "\n".join("字" * int(count))), (joined, False)))
    return made


def pages(placed: tuple[Placed, ...]) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(placed[-1].page + 1)]
    for each in placed:
        found[each.page].append(f"{each.row.texts[0]}{each.spans[0]}")
    return found


def test_a_merged_name_is_split_where_the_page_ends_and_stands_again() -> None:
    placed = lay_out(rows("甲|4", "乙|3", "^|2", "^|2", "^|1"), GRID, ROOM)
    assert pages(placed) == [["甲1", "乙2", "乙0"], ["乙2", "乙0"]]


def test_rows_grow_together_for_a_long_name() -> None:
    placed = lay_out(rows("任" * 40 + "|1", "^|1"), GRID, ROOM)
    assert [each.height for each in placed] == [20, 20]


def test_a_name_that_is_cut_has_room_on_both_pages() -> None:
    placed = lay_out(rows("甲|5", "任" * 40 + "|1", "^|1", "^|1", "^|1", "^|1"), GRID, ROOM)
    assert [each.page for each in placed] == [0, 0, 0, 0, 0, 1]
    assert [sum(each.height or 0 for each in part) for part in (placed[1:5], placed[5:])] == [40, 40]


def test_a_section_row_never_stands_last_on_a_page() -> None:
    placed = lay_out(rows("甲|8", "#一、总则", "乙|5"), GRID, ROOM)
    assert pages(placed) == [["甲1"], ["一、总则1", "乙1"]]


def test_a_page_is_stretched_until_the_next_row_cannot_fit() -> None:
    placed = lay_out(rows("甲|8", "乙|2"), GRID, ROOM)
    assert placed[0].height == pytest.approx(100 - 20 + ROOM.spare)


def test_no_row_is_stretched_before_a_section_row_which_keeps_with_its_task() -> None:
    placed = lay_out(rows("甲|8", "#一、总则", "乙|5"), GRID, ROOM)
    assert [each.height for each in placed] == [80, 10, 50]


def test_what_stands_under_the_table_takes_the_last_row_along() -> None:
    room = Room(first=100, other=100, foot=30, reserve=4, spare=4)
    assert pages(lay_out(rows("甲|4", "乙|4"), GRID, room)) == [["甲1"], ["乙1"]]


def test_a_row_taller_than_a_page_has_no_height_and_loses_nothing() -> None:
    placed = lay_out(rows("甲|2", "乙|30", "丙|2"), GRID, ROOM)
    assert [each.height for each in placed] == [20, None, 20]


def test_no_rows_are_no_pages() -> None:
    assert lay_out([], GRID, ROOM) == ()


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9)), min_size=1, max_size=60))
def test_no_page_is_overfull_and_no_row_is_lost(shape: list[tuple[bool, int]]) -> None:
    lines = [f"{'^' if joined and index else index}|{count}" for index, (joined, count) in enumerate(shape)]
    placed = lay_out(rows(*lines), GRID, ROOM)
    assert [each.row for each in placed] == rows(*lines)
    for page in range(placed[-1].page + 1):
        here = [each for each in placed if each.page == page]
        assert sum(each.height or 0 for each in here) <= 100 - ROOM.reserve + 0.01
        assert here[0].spans[0] > 0
        assert sum(each.spans[0] for each in here) == len(here)


def test_a_page_is_stretched_for_a_row_that_its_group_makes_lower() -> None:
    placed = lay_out(rows("甲|7", "任" * 40 + "|1", "^|1", "^|1", "^|1"), GRID, ROOM)
    first, following = placed[0], placed[1]
    assert (following.page, following.height) == (1, 10)
    assert (first.height or 0) + (following.height or 0) >= 100
