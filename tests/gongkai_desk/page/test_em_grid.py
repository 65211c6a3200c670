"""How many lines a text takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.page.measures import broken_lines, head_lines, line_count, text_width, widest_number


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


@pytest.mark.parametrize("code", ["2022-07-06", "0571-87654321", "2022/7/6", "117-13", "〔2022〕12号"])
def test_no_line_ends_inside_a_date_a_telephone_number_or_a_code(code: str) -> None:
    for width in range(8, 20):
        assert any(code in line for line in broken_lines(f"收到材料{code}，已经核查。", width))


def test_an_address_still_has_its_breaks() -> None:
    assert broken_lines("www.a.cn/2022-07-01", 5) == ["www.a.cn", "/2022-07-", "01"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("收到日2022-07-06", "2022-07-06"),
        ("李明\n0571-87654321", "0571-87654321"),
        ("13812345678", "13812345678"),
        ("沪府办〔2022〕12号", "〔2022〕12号"),
        ("通知（沪府办〔2022〕12号）", "〔2022〕12号）"),
        ("二(一)2-1", "二(一)2-1"),
        ("www.a.cn/2022-07-01", ""),
        ("各区政府", ""),
    ],
)
def test_a_column_must_hold_the_widest_number_in_one_line(text: str, number: str) -> None:
    assert widest_number([text, "1"]) == max(text_width(number), text_width("1"))


def test_a_workbook_has_no_room_between_chinese_and_latin() -> None:
    text = "共12家" * 8  # 24 ems, and 16 seams of a quarter em
    assert (line_count(text, 24.5), line_count(text, 24.5, seams=False)) == (2, 1)
