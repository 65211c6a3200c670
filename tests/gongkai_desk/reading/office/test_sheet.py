"""One worksheet becomes lines and one grid: what is left out, what merges do, what is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.errors import Limit
from gongkai_desk.reading.document import Grid, Line, Missed, Page
from gongkai_desk.reading.office import sheet as module
from gongkai_desk.reading.office.sheet import Area, Sheet, SheetCell, column_name, page_of, put, text_of
from tests.builders import cell_texts


def sheet(text: str, *merges: Area, first: int = 1, **more: object) -> Sheet:
    """Return a sheet of ``序号|任务``, a row a line, from row ``first`` on; empty cells are left out."""
    made = Sheet("表", merges=list(merges), **more)  # type: ignore[arg-type]
    for row, line in enumerate(text.strip().split("\n"), first):
        for column, cell in enumerate(line.strip().split("|"), 1):
            put(made, row, column, SheetCell(cell))
    return made


def page(made: Sheet) -> tuple[Page, tuple[Missed, ...]]:
    return page_of(made, 1, "a.xlsx")


def table(made: Sheet) -> list[list[str | None]]:
    (grid,) = [item for item in page(made)[0].items if isinstance(item, Grid)]
    return cell_texts(grid)


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (28, "AB"), (702, "ZZ"), (16384, "XFD")])
def test_columns_by_their_letters(column: int, name: str) -> None:
    assert column_name(column) == name


@given(st.integers(1, 16384), st.integers(1, 16384))
def test_no_two_columns_share_their_letters(one: int, other: int) -> None:
    assert (column_name(one) == column_name(other)) is (one == other)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("甲\r\n乙", "甲\n乙"), ("甲\r乙", "甲\n乙"), (" 一段 \n\n　二段 ", "一段\n二段"), ("甲\u200b\x07乙", "甲乙")],
)
def test_a_cell_keeps_its_lines_and_loses_what_does_not_print(text: str, shown: str) -> None:
    made = Sheet("表")
    put(made, 1, 1, SheetCell(text, bold=True, size=9.0, centred=True))
    assert made.cells == {(1, 1): SheetCell(shown, bold=True, size=9.0, centred=True)}


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "\x00", "\u200b"])
def test_a_cell_that_shows_nothing_is_none(text: str) -> None:
    made = Sheet("表")
    put(made, 1, 1, SheetCell(text))
    assert made.cells == {}


def test_rows_and_columns_without_text_are_left_out_but_places_tell_their_names() -> None:
    made = sheet("序号||任务\n||\n1||公开", first=3)
    assert table(made) == [["序号", "任务"], ["1", "公开"]]
    (grid,) = page(made)[0].items
    assert isinstance(grid, Grid)
    assert [cell.places for cell in grid.rows[1] if cell] == [(CellPlace("表", "A5"),), (CellPlace("表", "C5"),)]


def test_rows_of_one_text_above_the_table_are_lines_and_below_it_rows() -> None:
    made = sheet("附件|\n|任务分解表\n序号|任务\n1|公开\n注：略|")
    assert [item.text for item in page(made)[0].items if isinstance(item, Line)] == ["附件", "任务分解表"]
    assert table(made) == [["序号", "任务"], ["1", "公开"], ["注：略", ""]]


def test_a_sheet_of_one_column_is_all_lines() -> None:
    items = page(sheet("一、总体要求\n内容\n二、任务"))[0].items
    assert [item.text for item in items if isinstance(item, Line)] == ["一、总体要求", "内容", "二、任务"]


def test_a_merge_over_columns_without_text_spans_only_what_is_seen() -> None:
    made = sheet("名称|任务||单位\n甲|乙||丙\n一、节", (3, 1, 3, 4))
    (grid,) = page(made)[0].items
    assert isinstance(grid, Grid)
    assert cell_texts(grid)[2] == ["一、节", None, None]
    assert [(cell.rows, cell.columns) for cell in grid.rows[2] if cell] == [(1, 3)]


def test_a_merge_begun_in_a_hidden_place_is_shown_in_the_first_place_that_is_seen() -> None:
    made = sheet("序号|任务\n1|甲\n2|\n3|乙", (2, 2, 3, 2), hidden_rows={2})
    assert table(made) == [["序号", "任务"], ["2", "甲"], ["3", "乙"]]
    wide = sheet("序号|任务|单位\n一、节||\n1|甲|市委", (2, 1, 2, 3), hidden_columns={1})
    assert table(wide) == [["任务", "单位"], ["一、节", None], ["甲", "市委"]]


def test_a_merge_wholly_hidden_is_not_shown() -> None:
    made = sheet("序号|任务\n1|甲\n2|\n3|乙", (2, 2, 3, 2), hidden_rows={2, 3})
    assert table(made) == [["序号", "任务"], ["3", "乙"]]


def test_of_two_merges_that_overlap_the_first_holds() -> None:
    made = sheet("序号|任务|单位\n甲|乙|丙\n丁|戊|己", (2, 1, 3, 2), (2, 2, 3, 3))
    assert table(made) == [["序号", "任务", "单位"], ["甲", None, "丙"], [None, None, "己"]]


def test_a_merge_over_a_whole_row_covers_only_what_is_there() -> None:
    assert len(table(sheet("序号|任务\n1|甲\n2|乙", (2, 1, 2, 16384)))) == 3


def test_text_left_under_a_merge_above_the_table_is_no_line() -> None:
    """Excel shows the first text of a merge only."""
    made = sheet("任务分解表|\n旧题目|截至6月\n序号|任务\n1|甲", (1, 1, 2, 1))
    assert [item.text for item in page(made)[0].items if isinstance(item, Line)] == ["任务分解表", "截至6月"]
    assert [item.text for item in page(sheet("甲|\n乙|丙", (1, 1, 1048576, 16384)))[0].items] == ["甲"]


def test_what_is_hidden_is_told_in_stretches() -> None:
    made = sheet("\n".join(f"{n}|任务" for n in range(1, 14)), hidden_rows={2, 3, 4, 9, 12, 13, 40}, hidden_columns={9})
    _, missed = page(made)
    assert [loss.what for loss in missed] == ["隐藏或被筛选的行未读入：第2—4、9、12—13行"]


def test_very_many_stretches_are_not_all_named() -> None:
    made = sheet("\n".join(f"{n}|任务" for n in range(1, 31)), hidden_rows=set(range(1, 31, 2)))
    assert page(made)[1][0].what.endswith("17、19等行")


def test_hidden_columns_are_named_by_their_letters() -> None:
    made = sheet("序号|任务|密级\n1|甲|内部")
    made.hide_columns(3, 3)
    made.hide_columns(5, 10**9)
    assert [loss.what for loss in page(made)[1]] == ["隐藏的列未读入：C列"]
    assert max(made.hidden_columns) == 16384


@pytest.mark.parametrize(
    ("titles", "heads"), [(None, 0), ((3, 3), 1), ((1, 4), 2), ((3, 9), 0), ((4, 4), 0)],
    ids=["none", "head", "title and head", "whole table", "not from the top"],
)  # fmt: skip
def test_rows_printed_on_every_page_are_heads(titles: tuple[int, int] | None, heads: int) -> None:
    made = sheet("附件|\n任务分解表|\n序号|任务\n一|二\n1|甲", title_rows=titles)
    (grid,) = [item for item in page(made)[0].items if isinstance(item, Grid)]
    assert grid.header_rows == heads


def test_cells_too_scattered_for_a_table_are_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PLACES", 8)
    with pytest.raises(Limit) as caught:
        page(sheet("1|||\n|2||\n||3|"))
    assert caught.value.data == {"file": "a.xlsx", "what": "cells", "limit": 8}


def test_the_text_has_a_line_for_each_row_and_a_tab_between_cells() -> None:
    made = sheet("任务分解表|\n序号|任务\n一、节|\n1|甲", (3, 1, 3, 2))
    assert text_of([page(made)[0]]) == "任务分解表\n序号\t任务\n一、节\t\n1\t甲\n"


AREAS = st.tuples(*[st.integers(1, 5)] * 4).map(
    lambda a: (min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3]))
)


@given(
    st.dictionaries(st.tuples(st.integers(1, 5), st.integers(1, 5)), st.sampled_from("甲乙丙"), min_size=1),
    st.lists(AREAS, max_size=3),
    st.sets(st.integers(1, 5), max_size=3),
    st.sets(st.integers(1, 5), max_size=3),
)
def test_every_cell_that_is_seen_is_shown_and_every_span_stays_in_the_table(cells, merges, rows, columns) -> None:
    made = Sheet("表", {at: SheetCell(text) for at, text in cells.items()}, merges, rows, columns)
    for item in page(made)[0].items:
        if isinstance(item, Grid):
            width = {len(row) for row in item.rows}
            assert len(width) == 1
            for y, row in enumerate(item.rows):
                assert all(
                    y + cell.rows <= len(item.rows) and x + cell.columns <= len(row)
                    for x, cell in enumerate(row)
                    if cell
                )
    if not merges:
        seen = [text for (row, column), text in cells.items() if row not in rows and column not in columns]
        assert sorted(text_of([page(made)[0]]).replace("\n", "").replace("\t", "")) == sorted(seen)
