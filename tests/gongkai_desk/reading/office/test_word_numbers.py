"""Automatic numbers of Word: how a value is written, and how lists and their levels count."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai_desk.reading.office.word_numbers import Numbers, chinese, write
from tests.office_builder import word_part


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1, "decimal", "1"),
        (3, "chineseCountingThousand", "三"),
        (10, "chineseCounting", "十"),
        (21, "japaneseCounting", "二十一"),
        (7, "decimalEnclosedCircle", "⑦"),
        (24, "decimalEnclosedCircleChinese", "㉔"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (5, "chineseLegalSimplified", "伍"),
        (9, "decimalZero", "09"),
        (12, "decimalFullWidth", "１２"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (2, "none", ""),
        (2, "notAFormat", "2"),
    ],
)
def test_a_value_in_each_format(value: int, form: str, shown: str) -> None:
    assert write(value, form) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(11, "十一"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (1002, "一千零二")]
)
def test_chinese_counting(value: int, shown: str) -> None:
    assert chinese(value) == shown


# ---- counting


def numbers(
    *levels: str, uses: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', style_list: str = ""
) -> Numbers:
    """Return lists of one set of levels; ``uses`` are the ``w:num``."""
    inside = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{uses}'
    return Numbers(etree.fromstring(word_part("numbering", inside)), lambda style: style_list)


def lvl(level: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    counts = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{level}">{counts}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def counted(made: Numbers, *levels: int, list_id: str = "1") -> list[str]:
    return [made.next(list_id, level) for level in levels]


OUTLINE = lvl(0, "%1、", "chineseCounting"), lvl(1, "（%2）", "chineseCounting"), lvl(2, "%3.")


def test_deeper_levels_begin_anew_under_each_higher_one() -> None:
    assert counted(numbers(*OUTLINE), 0, 1, 2, 2, 1, 2, 0, 1) == [
        "一、",
        "（一）",
        "1.",
        "2.",
        "（二）",
        "1.",
        "二、",
        "（一）",
    ]


def test_a_level_may_count_on_or_begin_anew_only_after_a_certain_one() -> None:
    on = numbers(lvl(0, "%1、"), lvl(1, "第%2条", more='<w:lvlRestart w:val="0"/>'))
    assert counted(on, 0, 1, 1, 0, 1) == ["1、", "第1条", "第2条", "2、", "第3条"]
    after_first = numbers(*OUTLINE[:2], lvl(2, "%3.", more='<w:lvlRestart w:val="1"/>'))
    assert counted(after_first, 0, 1, 2, 1, 2, 0, 1, 2)[-4:] == ["2.", "二、", "（一）", "1."]


def test_a_level_may_start_anywhere_and_skip_what_is_above_it() -> None:
    made = numbers(lvl(0, "%1、", start=3), lvl(1, "%1.%2", start=5))
    assert counted(made, 1, 1, 0, 1) == ["3.5", "3.6", "3、", "3.5"]


def test_legal_numbers_are_digits_above() -> None:
    made = numbers(lvl(0, "第%1章", "chineseCounting"), lvl(1, "%1.%2", "upperRoman", more="<w:isLgl/>"))
    assert counted(made, 0, 0, 1, 1) == ["第一章", "第二章", "2.I", "2.II"]


def test_lists_of_the_same_levels_count_together_unless_one_starts_anew() -> None:
    use = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride>'
    made = numbers(lvl(0, "%1."), uses=use.format(1, "") + use.format(2, "") + use.format(3, anew))
    assert [made.next(use, 0) for use in ("1", "2", "1", "3", "3", "1")] == ["1.", "2.", "3.", "8.", "9.", "10."]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{lvl(0, "（%1）")}</w:lvlOverride>'
    uses = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{own}</w:num>'
    assert counted(numbers(lvl(0, "%1."), uses=uses), 0, 0) == ["（1）", "（2）"]


def test_the_level_that_a_style_is_tied_to() -> None:
    made = numbers(OUTLINE[0], lvl(1, "%2", more='<w:pStyle w:val="k"/>'))
    assert (made.level_of_style("1", "k"), made.level_of_style("1", "x"), made.level_of_style("9", "k")) == (1, 0, 0)


@pytest.mark.parametrize(("list_id", "level"), [("9", 0), ("", 0), ("1", -1), ("1", 9)])
def test_a_list_or_level_that_is_not_there_prints_nothing(list_id: str, level: int) -> None:
    assert numbers(*OUTLINE).next(list_id, level) == ""


def test_a_level_that_says_nothing_prints_nothing() -> None:
    assert counted(numbers(lvl(0, "")), 0) == [""]
    assert counted(numbers(), 0) == [""]


def test_a_level_whose_text_has_no_end_is_cut() -> None:
    assert len(counted(numbers(lvl(0, "%1" * 5_000)), 0)[0]) <= 60


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        ("decimalEnclosedCircle", 0, "0"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 36, "㊱"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "（3）"),
        ("decimalEnclosedFullstop", 3, "3."),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("ideographEnclosedCircle", 11, "十一"),
        ("ideographZodiac", 13, "子"),
        ("ideographTraditional", 0, "0"),
        ("numberInDash", 4, "- 4 -"),
        ("chineseLegalSimplified", 120, "壹佰贰拾"),
        ("lowerRoman", 1999, "mcmxcix"),
        ("upperRoman", 4000, "4000"),
        ("upperLetter", 0, "0"),
        ("upperLetter", 99_999, "C" * 20),
        ("chineseCounting", 0, "〇"),
        ("chineseCounting", 100_000, "100000"),
    ],
)
def test_rare_values_of_each_format(form: str, value: int, shown: str) -> None:
    assert write(value, form) == shown


@given(st.integers(1, 9999))
def test_counting_in_chinese_is_understood_again(value: int) -> None:
    assert cn2an.cn2an(chinese(value), "smart") == value


@given(
    st.integers(-5, 10**7),
    st.sampled_from(["decimal", "chineseCounting", "upperRoman", "decimalEnclosedCircle", "upperLetter", "bullet", ""]),
)
def test_no_value_raises(value: int, form: str) -> None:
    assert len(write(value, form)) <= 40
