from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.words.whole_dates import read_notice


def days(*spans):
    return {date(*s) for s in spans}


def span(a, b):
    return {a + timedelta(days=i) for i in range((b - a).days + 1)}


def off(read):
    return {d for d, worked in read.items() if not worked}


def on(read):
    return {d for d, worked in read.items() if worked}


def test_rules_with_notes_and_left_out_months():
    read = read_notice(
        "二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、28日（周六）上班。", 2026
    )
    assert off(read) == span(date(2026, 2, 15), date(2026, 2, 23))
    assert on(read) == days((2026, 2, 14), (2026, 2, 28))


def test_bare_december_in_the_first_rule_is_the_year_before():
    read = read_notice("一、元旦：12月31日至1月2日放假调休，共3天。12月29日上班。", 2019)
    assert off(read) == span(date(2018, 12, 31), date(2019, 1, 2))
    assert on(read) == days((2018, 12, 29))


def test_december_after_other_months_is_this_year():
    assert on(read_notice("一、元旦：1月1日放假。七、国庆节：10月1日至7日放假。12月30日上班。", 2023)) == days(
        (2023, 12, 30)
    )


def test_swapped_days_and_negations():
    read = read_notice("将5月3日调至5月2日，不调休。5月9日照常上班", 2020)
    assert on(read) == days((2020, 5, 3), (2020, 5, 9))
    assert off(read) == days((2020, 5, 2))


def test_year_is_taken_from_the_title_not_from_the_date_of_issue():
    text = "关于2026年部分节假日安排的通知\n一、元旦：1月1日至3日放假。\n2025年11月4日"
    assert off(read_notice(text)) == span(date(2026, 1, 1), date(2026, 1, 3))


def test_first_mention_of_a_day_wins():
    assert read_notice("10月1日放假。10月1日上班。", 2026) == {date(2026, 10, 1): False}


@pytest.mark.parametrize("text", ["", "放假", "各单位要安排好值班", "2月30日放假", "13月1日放假"])
def test_nothing_is_made_up(text):
    assert read_notice(text, 2026) == {}


@given(
    st.text(alphabet="一二年月日0123456789至、，。（）放假上班调休不：\n", max_size=80),
    st.none() | st.integers(1, 9998),
)
def test_never_raises(text, year):
    read_notice(text, year)
