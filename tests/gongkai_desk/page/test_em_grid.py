"""How many lines a text takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.page.measures import head_lines, line_count, text_width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 5, 1, id="an empty cell"),
        pytest.param("一二三四五", 5, 1, id="just full"),
        pytest.param("一二三四五六", 5, 2, id="one too many"),
        pytest.param("一二三四五，六", 5, 2, id="a stop takes a character along"),
        pytest.param("一二三四《五六七八》", 5, 3, id="no bracket opens at a line end"),
        pytest.param("一二三\n四", 5, 2, id="two paragraphs"),
        pytest.param("一二三\n\n四", 5, 3, id="an empty paragraph between"),
        pytest.param("一二三四12345", 5, 2, id="a number is not parted"),
        pytest.param("1234567890", 5, 1, id="digits are half as wide"),
        pytest.param("ab/cdefghijklnop", 5, 3, id="an address is parted behind its strokes"),
        pytest.param("六月底、12月底", 4.4, 3, id="a stop stays with the number behind it"),
        pytest.param("二二26年", 4, 2, id="room between Chinese and Latin makes a line more"),
        pytest.param("abcdefghijklmnop" * 2, 5, 4, id="a word longer than the line is parted"),
    ],
)
def test_lines_are_counted(text: str, width: float, lines: int) -> None:
    assert line_count(text, width) == lines


@given(st.text(alphabet="公开，。《》（）12ab ", max_size=200), st.integers(4, 30))
def test_a_text_has_room_on_its_lines(text: str, width: int) -> None:
    assert text_width(text) <= line_count(text, width) * width


@given(st.text(alphabet="公开，。《》（）12ab ", max_size=200), st.integers(4, 30))
def test_a_wider_column_never_needs_many_more_lines(text: str, width: int) -> None:
    assert line_count(text, 2 * width) <= line_count(text, width)


def test_heads_are_parted_evenly() -> None:
    assert head_lines("完成情况", 3.6) == "完成\n情况"
    assert head_lines("完成情况", 4) == "完成情况"
