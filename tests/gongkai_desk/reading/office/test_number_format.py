import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.reading.office.number_format import BUILT_IN, shown

SEPTEMBER_30 = 44834.0  # 2022-09-30


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1.0, "General", "1"),
        (12.5, "General", "12.5"),
        (0.1 + 0.2, "General", "0.3"),
        (13800138000.0, "General", "13800138000"),
        (0.9, "0%", "90%"),
        (0.905, "0.0%", "90.5%"),
        (6500.0, "#,##0", "6,500"),
        (2.5, "0", "3"),
        (1.0, "000", "001"),
        (-3.0, "0.00", "-3.00"),
        (-3.0, "0;(0)", "(3)"),
        (0.0, '0;-0;"无"', "无"),
        (3.0, '"第"0"项"', "第3项"),
        (3.0, "General项", "3项"),
        (3.0, "#.##", "3"),
        (12.0, "[$¥-804]#,##0.00", "¥12.00"),
        (5.0, ";;;", ""),
        (3.0, "@", "3"),
        (SEPTEMBER_30, 'yyyy"年"m"月"d"日"', "2022年9月30日"),
        (SEPTEMBER_30, 'm"月"d"日"', "9月30日"),
        (SEPTEMBER_30, 'm"月"d"日";@', "9月30日"),
        (SEPTEMBER_30, "yyyy\\-mm\\-dd", "2022-09-30"),
        (SEPTEMBER_30, BUILT_IN[14], "2022/9/30"),
        (SEPTEMBER_30, BUILT_IN[57], "2022年9月"),
        (SEPTEMBER_30, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2022年9月30日"),
        (SEPTEMBER_30, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二二年九月三十日"),
        (SEPTEMBER_30, '[$-804]aaaa;@', "星期五"),
        (SEPTEMBER_30 + 0.75, 'yyyy/m/d h:mm', "2022/9/30 18:00"),
        (SEPTEMBER_30 + 0.75, 'h:mm AM/PM', "6:00 PM"),
        (-1.0, "yyyy/m/d", "-1"),
    ],
)  # fmt: skip
def test_a_number_as_its_cell_shows_it(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_days_may_count_from_1904() -> None:
    assert shown(SEPTEMBER_30 - 1462, "yyyy/m/d", True) == "2022/9/30"


@given(st.floats(allow_nan=False, allow_infinity=False, max_value=1e299, min_value=-1e299), st.text(max_size=30))
def test_no_format_raises(value: float, code: str) -> None:
    shown(value, code)
