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
        (1234567.0, "#,##0.0,", "1,234.6"),
        (1234567.0, '0,,"百万"', "1百万"),
        (12345.0, '0\\.0,"万元"', "1.2万元"),
        (12345.0, '0!.0,"万元"', "1.2万元"),
        (123456.0, '0"."0000"万元"', "12.3456万元"),
        (5000.0, '0\\.0,"万元"', "0.5万元"),
        (-25000.0, '0\\.0,"万元"', "-2.5万元"),
        (1085712345.0, "000\\-0000000", "108-5712345"),
        (3.0, "0\\%", "3%"),
        (1234.5, '#,##0.00"万元"', "1,234.50万元"),
        (0.5, '0.0"%"', "0.5%"),
        (1.5, "# ?/?", "1.5"),
        (12345.678, "0.00E+00", "12345.678"),
        (7.0, "[红色]0", "7"),
        (7.0, "[>5]0;0", "7"),
        (7.0, "_(0_)", "7"),
        (7.0, '"约"', "约"),
        (61.0, "m/d/yy", "3/1/00"),
        (SEPTEMBER_30 + 0.25, '上午/下午h"时"', "上午6时"),
        (SEPTEMBER_30 + 0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (SEPTEMBER_30 + 0.5, "h:mm:ss", "12:00:00"),
        (SEPTEMBER_30 + 0.999999, "yyyy/m/d h:mm", "2022/10/1 0:00"),
        (SEPTEMBER_30, "mmm-yy", "Sep-22"),
        (SEPTEMBER_30, "aaa", "周五"),
        (SEPTEMBER_30, "e年m月", "2022年9月"),
        (0.5, "[h]:mm", "12:00"),
        (3_000_000.0, "yyyy/m/d", "3000000"),
    ],
)  # fmt: skip
def test_a_number_as_its_cell_shows_it(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize("mark", ["%", ","])
def test_a_code_of_nothing_but_marks_does_no_harm(mark: str) -> None:
    assert shown(1.0, "0" + mark * 499)


def test_the_sixtieth_day_of_1900_is_one_that_excel_has_alone() -> None:
    assert [shown(day, "yyyy/m/d") for day in (1.0, 59.0, 61.0)] == ["1900/1/1", "1900/2/28", "1900/3/1"]


def test_days_may_count_from_1904() -> None:
    assert shown(SEPTEMBER_30 - 1462, "yyyy/m/d", True) == "2022/9/30"


@given(st.floats(allow_nan=False, allow_infinity=False, max_value=1e299, min_value=-1e299), st.text(max_size=30))
def test_no_format_raises(value: float, code: str) -> None:
    shown(value, code)


@given(st.integers(0, 2_958_465))
def test_a_date_reads_the_same_in_every_order_of_its_parts(day: int) -> None:
    year, month, number = shown(float(day), "yyyy/mm/dd").split("/")
    assert shown(float(day), 'yyyy"年"m"月"d"日"') == f"{int(year)}年{int(month)}月{int(number)}日"


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_keeps_its_digits(value: int) -> None:
    for code in ("General", "0", "#,##0", "@"):
        assert shown(float(value), code).replace(",", "") == str(value)
