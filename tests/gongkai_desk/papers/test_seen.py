"""The table on the screen as a paper: columns that fill the page, cells merged where neighbours share a key."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.papers import SeenTable
from gongkai_desk.domain.sheet import Align, Orientation
from gongkai_desk.page.measures import LANDSCAPE
from gongkai_desk.papers.seen import seen_table

ROWS = ("1", "公开", "市委"), ("2", "公开", "市府"), ("3", "解读", "市府")


def table(**changes: Any) -> SeenTable:
    usual: dict[str, Any] = {"heads": ("序号", "任务", "单位"), "aligns": (Align.CENTRE, Align.LEFT, Align.LEFT)}
    usual |= {"title": "政务公开任务", "shares": (1.0, 4.0, 3.0), "rows": ROWS}
    return SeenTable(**(usual | changes))


def test_it_lies_on_the_page_under_its_title_as_it_is_seen() -> None:
    paper = seen_table(table(frozen=1))
    assert (paper.heading, paper.orientation) == ("政务公开任务", Orientation.LANDSCAPE)
    assert [column.title for column in paper.columns] == ["序号", "任务", "单位"]
    assert [row.texts for row in paper.rows] == list(ROWS)
    assert (paper.book.name, paper.book.frozen, len(paper.above)) == ("当前表格", 1, 1)


def test_by_what_the_rows_were_picked_stands_under_the_title() -> None:
    above = seen_table(table(note="筛选：单位含“市府”")).above
    texts = ["".join(piece.text for piece in line.pieces) for line in above]
    assert texts == ["政务公开任务", "筛选：单位含“市府”"]


def test_neighbours_of_one_group_are_one_cell() -> None:
    groups = ((None, "a", 1), (None, "a", 2), (None, "b", 2))
    assert [row.joined for row in seen_table(table(groups=groups)).rows] == [
        (False, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_without_groups_every_cell_is_its_own() -> None:
    assert {row.joined for row in seen_table(table()).rows} == {(False, False, False)}
    assert seen_table(table(rows=())).rows == []


@given(st.lists(st.floats(1, 20), min_size=1, max_size=6))
def test_columns_fill_the_page_and_none_is_too_narrow_for_its_head(shares: list[float]) -> None:
    count = len(shares)
    made = table(heads=("栏",) * count, shares=tuple(shares), aligns=(Align.LEFT,) * count, rows=())
    widths = [column.width for column in seen_table(made).columns]
    assert min(widths) >= 11.0
    assert sum(widths) == pytest.approx(LANDSCAPE.area_width)
