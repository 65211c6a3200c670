import pytest

from gongkai_desk.reading.office.word_numbers import chinese, write


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
