"""Characters become visual lines, with blanks only where they mean something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.reading.pdf.plain import Face
from gongkai_desk.reading.pdf.text import cut_line, most, visual_lines
from tests.plain_pages import line, printed


def texts(*runs: list) -> list[str]:
    return [found.text for found in visual_lines([char for run in runs for char in run])]


def test_lines_come_from_top_to_bottom_whatever_the_order_of_drawing() -> None:
    assert texts(printed("丙", 100, 140), printed("甲", 100, 100), printed("乙", 100, 120)) == ["甲", "乙", "丙"]


def test_pieces_of_one_baseline_are_one_line_from_left_to_right() -> None:
    assert texts(printed("公开", 130, 100.5), printed("政务", 110, 100), printed("一、", 90, 99.6)) == ["一、政务公开"]


def test_a_raised_mark_stays_in_its_line_and_a_line_below_does_not() -> None:
    assert texts(printed("要点", 100, 100), printed("1", 120, 96, 5), printed("分工", 100, 105)) == ["要点1", "分工"]


@pytest.mark.parametrize(
    ("left", "right", "gap", "shown"),
    [
        ("市", "府", 0.5, "市府"),
        ("市", "府", 1.0, "市 府"),
        ("9", "月", 0.5, "9月"),
        ("data", "open", 0.1, "dataopen"),
        ("data", "open", 0.4, "data open"),
        ("2026", "2027", 0.3, "2026 2027"),
    ],
)
def test_a_gap_is_a_blank_where_it_is_wider_than_justification(left: str, right: str, gap: float, shown: str) -> None:
    first = printed(left, 100, 100)
    assert texts(first, printed(right, first[-1].x1 + 10 * gap, 100)) == [shown]


@pytest.mark.parametrize(
    ("text", "shown"), [("政 务 公 开", "政务公开"), ("open data", "open data"), ("第 3 项", "第3项"), ("   ", "")]
)
def test_printed_blanks_count_between_latin_letters_only(text: str, shown: str) -> None:
    assert texts(printed(text, 100, 100)) == ([shown] if shown else [])


def test_a_character_printed_twice_for_boldness_is_one() -> None:
    assert texts(printed("公开", 100, 100), printed("公开", 100.4, 100)) == ["公开"]
    assert texts(printed("人人", 100, 100)) == ["人人"]


def test_a_line_has_the_size_and_face_of_most_of_it() -> None:
    bold = [char._replace(face=Face("SimHei", bold=True)) for char in printed("一、", 80, 100, 16)]
    (found,) = visual_lines([*bold, *printed("推进政务公开", 112, 100, 12)])
    assert (found.size, found.face.name, found.x0, found.top) == (12, "FangSong_GB2312", 80, pytest.approx(85.92))


def test_most_is_the_commonest_and_of_equals_the_first() -> None:
    assert (most([3]), most([1, 2, 2]), most([2, 1, 1, 2])) == (3, 2, 2)


def test_a_line_is_cut_at_wide_gaps_and_at_rules() -> None:
    whole = visual_lines([*printed("序号", 100, 100), *printed("任务", 140, 100), *printed("单位", 161, 100)])[0]
    assert [piece.text for piece in cut_line(whole, 0.9)] == ["序号", "任务单位"]
    assert [piece.text for piece in cut_line(whole, 0.9, [160.5])] == ["序号", "任务", "单位"]
    assert cut_line(whole, 5.0, [105.0, 500.0]) == [whole]


@given(st.lists(st.tuples(st.sampled_from("政务a1 "), st.integers(0, 30), st.integers(0, 3)), max_size=20))
def test_no_character_is_lost_and_none_made_up(placed: list[tuple[str, int, int]]) -> None:
    chars = [char for text, x, row in placed for char in printed(text, 100 + 10 * x, 100 + 20 * row)]
    found = visual_lines(chars)
    kept = [char for each in found for char in each.chars]
    assert {(char.text, char.x0, char.base) for char in kept} == {
        (c.text, c.x0, c.base) for c in chars if c.text != " "
    }
    assert all(each.text.replace(" ", "") == "".join(char.text for char in each.chars) for each in found)


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=12), st.floats(0.2, 4), st.lists(st.floats(90, 900), max_size=4)
)
def test_the_pieces_of_a_line_are_the_line(gaps: list[int], gap: float, cuts: list[float]) -> None:
    x, chars = 100.0, []
    for space in gaps:
        chars += printed("公", x, 100)
        x += 10 + space
    pieces = cut_line(visual_lines(chars)[0], gap, cuts)
    assert [char for piece in pieces for char in piece.chars] == chars


def test_a_line_of_one_character() -> None:
    assert (line("一").text, line("一").x1) == ("一", 110.0)


@pytest.mark.parametrize("step", [1.1, 1.3, 1.6])
@pytest.mark.parametrize("text", ["新建乡镇公开专区20个", "不少于12场", "2026年11月底前", "建成GMP认证公开栏"])
def test_letters_set_apart_all_along_a_line_hold_together(text, step):
    assert line(text, step=step).text == text


def test_a_gap_in_a_line_that_is_not_set_apart_is_a_blank():
    (made,) = visual_lines([*printed("abcd", 100, 100), *printed("efgh", 124, 100)])
    assert made.text == "abcd efgh"
