from datetime import date, timedelta
from itertools import accumulate

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.words.whole_dates import read_notice
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
DAYS = st.dates(date(2015, 1, 1), date(2025, 12, 31))
ALL = [date(2015, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2015, 1, 1)).days + 1)]

# The notice for 2026 in the terms of the State Council's own, weekdays left out.
NOTICE_2026 = """2026年部分节假日安排
一、元旦：1月1日至3日放假调休，共3天。1月4日上班。
二、春节：2月15日至23日放假调休，共9天。2月14日、2月28日上班。
三、清明节：4月4日至6日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月9日上班。
五、端午节：6月19日至21日放假，共3天。
六、中秋节：9月25日至27日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。9月20日、10月10日上班。"""


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2023, 8, 7), 20, date(2023, 9, 4)),
        (date(2026, 9, 16), 20, date(2026, 10, 20)),
        (date(2026, 10, 20), 20, date(2026, 11, 17)),
        (date(2026, 2, 10), 7, date(2026, 2, 26)),
        (date(2026, 2, 10), 15, date(2026, 3, 9)),
        (date(2026, 2, 10), 20, date(2026, 3, 16)),
    ],
)
def test_fixed_points(start, n, due):
    assert USUAL.add(start, n) == due


def test_2026_has_248_working_days():
    assert len(USUAL.between(date(2025, 12, 31), date(2026, 12, 31))) == 248


def test_the_notice_of_2026_says_what_the_seed_says():
    own = Workdays(read_notice(NOTICE_2026))
    year = [date(2026, 1, 1) + timedelta(days=i) for i in range(365)]
    assert [own.is_workday(d) for d in year] == [USUAL.is_workday(d) for d in year]
    assert own.known(2026)
    assert not own.known(2027)


@given(DAYS)
def test_seed_is_chinesecalendar(day):
    assert USUAL.is_workday(day) == chinese_calendar.is_workday(day)


@given(DAYS, st.integers(1, 120))
def test_add_agrees_with_counting_day_by_day(start, n):
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    assert USUAL.add(start, n) == day
    assert len(USUAL.between(start, day)) == n


@given(DAYS, st.integers(1, 60))
def test_adding_backwards_undoes_adding_from_a_working_day(start, n):
    start = USUAL.not_after(start)
    assert USUAL.add(USUAL.add(start, n), -n) == start


def test_every_day_from_2015_to_2026_agrees_with_a_list_made_by_walking():
    on = [chinese_calendar.is_workday(day) for day in ALL]
    working = [day for day, is_on in zip(ALL, on, strict=True) if is_on]
    passed = list(accumulate(on))  # working days up to and with each day
    for day, is_on, before in zip(ALL, on, passed, strict=True):
        assert USUAL.is_workday(day) == is_on
        for n in (1, 5, 20):
            if before + n <= len(working):
                assert USUAL.add(day, n) == working[before + n - 1]
        if before:
            assert USUAL.not_after(day) == working[before - 1]
    for first, last in zip(range(0, len(ALL), 17), range(40, len(ALL), 17), strict=False):
        assert list(USUAL.between(ALL[first], ALL[last])) == working[passed[first] : passed[last]]


@given(DAYS)
def test_not_after_is_the_nearest_working_day_behind(day):
    found = USUAL.not_after(day)
    assert USUAL.is_workday(found)
    assert USUAL.between(found, day) == ()


def test_unknown_year_is_counted_by_weekdays_and_says_so():
    assert not USUAL.known(2035)
    assert USUAL.is_workday(date(2035, 10, 1))  # a Monday; nobody guesses
    assert not USUAL.is_workday(date(2035, 10, 6))


def test_local_changes_lie_over_the_usual_days_and_are_no_notice():
    local = USUAL.with_days({date(2026, 4, 20): False, date(2035, 1, 1): False})
    assert not local.is_workday(date(2026, 4, 20))
    assert local.is_workday(date(2026, 2, 14))
    assert not local.known(2035)


@pytest.mark.parametrize(
    ("year", "name", "day"),
    [
        (2026, "春节", date(2026, 2, 14)),
        (2024, "春节", date(2024, 2, 9)),
        (2022, "国庆节", date(2022, 9, 30)),
        (2023, "元旦", date(2022, 12, 30)),
        (2035, "国庆节", date(2035, 9, 28)),
        (2035, "春节", None),
    ],
)
def test_last_working_day_before_a_holiday(year, name, day):
    assert USUAL.before_holiday(year, name) == day
