"""The lines of a cell become its text: wrapped lines joined, meant breaks kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.reading.document import Cell, Grid, Page
from gongkai_desk.reading.pdf.cells import Padding, cell_text, first_unit, joint, padding, settled, spacing
from gongkai_desk.reading.pdf.plain import SCAN
from tests.plain_pages import column, line, printed

SURE = Padding(2.0, sure=True)


def text(*lines: str, wide: float = 104.0, inner: Padding = SURE, **layout: float) -> str:
    """Return the text of lines in a cell that has room for ten characters of 10 points."""
    return cell_text(column(102.0, *lines, **layout), 100.0, 100.0 + wide, inner)[0]


def test_a_cell_without_lines_is_empty() -> None:
    assert cell_text([], 0, 100, SURE) == ("", ())


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (("推进政务公开标准化规", "范化"), "推进政务公开标准化规范化"),
        (("市司法局", "市财政局"), "市司法局\n市财政局"),
        (("推进政务公开标准化规", "范化。", "下一段"), "推进政务公开标准化规范化。\n下一段"),
        (("推进政务公开标准化", "（规范化）"), "推进政务公开标准化（规范化）"),
        (("推进政务公开标准化", "2026年"), "推进政务公开标准化2026年"),
    ],
    ids=["full", "meant", "both", "bracket", "number"],
)
def test_a_break_was_meant_when_more_would_have_fitted(lines: tuple[str, ...], shown: str) -> None:
    assert text(*lines) == shown


def test_joined_lines_are_told_by_where_they_meet() -> None:
    found, joins = cell_text(column(102, "推进政务公开标准化规", "范化信息化便利化建设", "工作"), 100, 204, SURE)
    assert [found[join:][:2] for join in joins] == ["范化", "工作"]


def test_an_edge_that_no_line_is_seen_to_reach_is_believed_less() -> None:
    assert text("推进政务公开标准化", "规范", inner=Padding(2.0, sure=False)) == "推进政务公开标准化规范"
    assert text("推进政务公开标准化", "规范") == "推进政务公开标准化\n规范"


def test_the_lines_of_a_scan_are_measured_less_exactly() -> None:
    lines = [replace(each, face=SCAN) for each in column(102, "推进政务公开标准化", "规范")]
    assert cell_text(lines, 100, 204, SURE)[0] == "推进政务公开标准化规范"


def test_a_first_line_set_in_begins_a_paragraph() -> None:
    lines = [line("推进政务公开标准化规", 102, 100), line("一是公开目录清单", 122, 114), line("的", 102, 128)]
    assert cell_text(lines, 100, 204, SURE)[0] == "推进政务公开标准化规\n一是公开目录清单的"


def test_more_room_than_between_other_lines_begins_a_paragraph() -> None:
    full = "推进政务公开标准化规"
    lines = [line(full, 102, base) for base in (100, 114, 128, 156)]
    assert cell_text(lines, 100, 204, SURE)[0] == full * 3 + "\n" + full


def test_characters_set_one_below_the_other_are_one_word() -> None:
    assert text("决", "策", "公", "开", wide=14) == "决策公开"


def test_centred_lines_are_measured_by_the_whole_width() -> None:
    lines = [line("市政府办公室", 122, 100), line("市司法局", 132, 114)]
    assert cell_text(lines, 100, 204, Padding(2.0, sure=True))[0] == "市政府办公室\n市司法局"
    nearly = [line("市人力资源社会保障", 107, 100), line("局、财政局", 127, 114)]
    assert cell_text(nearly, 100, 204, Padding(2.0, sure=False))[0] == "市人力资源社会保障局、财政局"


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [("公", "开", ""), ("a", "b", " "), (",", "b", " "), ("1", "b", ""), ("a", "公", ""), ("a", "1", "")],
)
def test_what_stands_between_wrapped_lines(before: str, after: str, between: str) -> None:
    assert joint(printed(before, 0, 0)[0], printed(after, 0, 0)[0]) == between


@pytest.mark.parametrize(
    ("head", "ems"),
    [("公开", 1), ("公。", 2), ("（公）开", 3), ("2026年", 2), ("open data", 2), ("《公", 2), ("，", 1), ("“2026”", 4)],
)
def test_the_width_of_what_cannot_be_parted(head: str, ems: float) -> None:
    assert first_unit(line(head)) == pytest.approx(10 * ems)


def test_spacing_is_the_usual_gap_between_chinese_characters() -> None:
    assert spacing(line("政务公开")) == 0
    assert spacing(line("政务公开", step=1.2)) == pytest.approx(2)
    assert spacing(line("open")) == 0


def test_the_padding_of_a_column_is_the_least_that_is_seen() -> None:
    cells = [(100.0, 204.0, column(103, "推进政务公开标准化规")), (100.0, 204.0, column(105, "全年"))]
    assert padding(cells) == Padding(1.0, sure=True)
    assert padding([(100.0, 204.0, column(105, "全年"))]) == Padding(5.0, sure=False)
    assert padding([]).inner == 8.0


def test_a_stop_that_hangs_out_does_not_count_as_an_edge() -> None:
    assert padding([(100.0, 204.0, column(103, "推进政务公开标准化。"))]) == Padding(3.0, sure=False)


@given(st.lists(st.text("公开市，（1a", min_size=1, max_size=12), min_size=1, max_size=5), st.floats(20, 200))
def test_no_character_of_a_cell_is_lost(lines: list[str], wide: float) -> None:
    found, joins = cell_text(column(102, *lines), 100, 100 + wide, SURE)
    assert "".join(found.split()) == "".join(lines)
    assert list(joins) == sorted(set(joins))
    assert all(0 < join < len(found) for join in joins)


# ---- what other cells tell


def page(*cells: Cell) -> Page:
    return Page(1, (Grid((tuple(cells),)),))


def settled_texts(*cells: Cell) -> list[tuple[str, tuple[int, ...]]]:
    (found,) = settled([page(*cells)])
    return [(cell.text, cell.joins) for item in found.items if isinstance(item, Grid) for cell in item.rows[0] if cell]


def test_a_joined_line_that_stands_alone_elsewhere_is_an_entry_of_its_own() -> None:
    two = Cell("市人力资源社会保障局市司法局", joins=(10,))
    assert settled_texts(two, Cell("市司法局"))[0] == ("市人力资源社会保障局\n市司法局", ())
    assert settled_texts(two, Cell("市财政局"))[0] == ("市人力资源社会保障局市司法局", (10,))


def test_a_rest_behind_a_stop_or_too_short_to_tell_stays_joined() -> None:
    assert settled_texts(Cell("推进公开，市司法局", joins=(5,)), Cell("市司法局"))[0][0] == "推进公开，市司法局"
    assert settled_texts(Cell("各区政府各部门", joins=(4,)), Cell("各部门"))[0][0] == "各区政府各部门"


def test_a_line_that_begins_as_all_others_do_is_an_entry_of_its_own() -> None:
    cell = Cell("市教育局\n市人力资源社会保障局市财政和税务局", joins=(15,))
    assert settled_texts(cell) == [("市教育局\n市人力资源社会保障局\n市财政和税务局", ())]
    assert settled_texts(Cell("市教育局。\n市人力市财政", joins=(9,)))[0][0] == "市教育局。\n市人力市财政"


def test_later_joins_move_with_the_breaks_before_them() -> None:
    cell = Cell("市人力资源社会保障局市司法局和其他有关单位共同负责", joins=(10, 14))
    known = Cell("市司法局")
    found, joins = settled_texts(cell, known)[0]
    assert found == "市人力资源社会保障局\n市司法局和其他有关单位共同负责"
    assert [found[join:] for join in joins] == ["和其他有关单位共同负责"]


def test_a_blank_before_a_new_break_goes() -> None:
    assert (
        settled_texts(Cell("see the data open portal", joins=(13,)), Cell("open portal"))[0][0]
        == "see the data\nopen portal"
    )


def test_pages_without_joins_stay_as_they_are() -> None:
    (before,) = [page(Cell("市司法局"), Cell("全年"))]
    assert settled([before]) == (before,)
