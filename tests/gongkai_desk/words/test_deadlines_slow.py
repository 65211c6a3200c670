"""Deadlines against an independent slow reckoning, day by day, over 2015–2026."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
YEARS = range(2015, 2027)
DAYS = st.dates(date(2015, 1, 1), date(2026, 9, 30))
ONE = timedelta(days=1)


def due(text: str, year: int, issued: date | None = None) -> date | None:
    return read_deadline(text, TimeContext(year, PlanDates(imprint=issued, published=issued), USUAL)).due


def last_day(year: int, months: set[int], keep=lambda day: True) -> date:
    """Return the last day of some months of a year that ``keep`` keeps, by walking through the year."""
    day, found = date(year, 1, 1), None
    while day.year == year:
        if day.month in months and keep(day):
            found = day
        day += ONE
    assert found
    return found


@pytest.mark.parametrize("year", YEARS)
def test_months_and_parts_of_them_end_on_their_last_day(year):
    for month in range(1, 13):
        for words in (f"{month}月底前", f"{month}月", f"{month}月末", f"{month}月下旬"):
            assert due(words, year) == last_day(year, {month}), words
        assert due(f"{month}月上旬", year) == last_day(year, {month}, lambda day: day.day <= 10)
        assert due(f"{month}月中旬", year) == last_day(year, {month}, lambda day: day.day <= 20)


@pytest.mark.parametrize("year", YEARS)
def test_quarters_halves_and_years_end_on_their_last_day(year):
    for number, word in enumerate("一二三四"):
        assert due(f"{word}季度", year) == last_day(year, {3 * number + 3})
    assert due("上半年", year) == last_day(year, {6})
    assert due("下半年", year) == due("年底前", year) == last_day(year, {12})
    assert due("次年一季度", year) == last_day(year + 1, {3})


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_a_year_is_read_as_itself(year):
    day = date(year, 1, 1)
    while day.year == year:
        assert due(f"{day.month}月{day.day}日前", year) == day
        assert due(f"{year}年{day.month}月{day.day}日", 2010) == day
        day += ONE


@pytest.mark.parametrize("year", YEARS)
def test_named_years_go_before_the_plans_own(year):
    for month, numeral in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1):
        end, after = last_day(year, {month}), last_day(year + 1, {month})
        assert due(f"{numeral}月底前", year) == due(f"{year}年{month}月底", 2010) == end
        assert due(f"明年{month}月底前", year) == due(f"次年{numeral}月底", year) == after
        assert due(f"{year}年{month}月底，长期坚持", year) == end
    assert due(f"{year - 2}—{year}年", year - 2) == due(f"到{year}年底", year - 1) == last_day(year, {12})


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("name", "feast"), [("国庆节", (10, 1)), ("劳动节", (5, 1))])
def test_before_a_feast_is_the_last_working_day_before_its_days_off(year, name, feast):
    day = date(year, *feast)
    while not chinese_calendar.is_workday(day):
        day -= ONE
    assert due(f"{name}前", year) == day


@settings(deadline=None)
@given(DAYS, st.integers(1, 12))
def test_weeks_are_seven_days_each(issued, count):
    day = issued
    for _ in range(7 * count):
        day += ONE
    assert due(f"印发之日起{count}周内", issued.year, issued) == day


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_working_days_are_counted_from_the_next_day_on(issued, count):
    day, left = issued, count
    while left:
        day += ONE
        left -= chinese_calendar.is_workday(day)
    assert due(f"发布后{count}个工作日内", issued.year, issued) == day
    assert USUAL.add(issued, count) == day
    assert len(USUAL.between(issued, day)) == count


@settings(deadline=None)
@given(DAYS, st.integers(1, 90))
def test_calendar_days_are_counted_from_the_next_day_on(issued, count):
    day = issued
    for _ in range(count):
        day += ONE
    assert due(f"印发之日起{count}日内", issued.year, issued) == day


@settings(deadline=None)
@given(DAYS, st.integers(1, 11))
def test_months_lead_to_the_same_day_or_the_months_last(issued, count):
    year, month = issued.year + (issued.month + count > 12), (issued.month + count - 1) % 12 + 1
    assert due(f"印发之日起{count}个月内", issued.year, issued) == last_day(
        year, {month}, lambda day: day.day <= issued.day
    )


@settings(deadline=None)
@given(st.dates(date(2015, 1, 1), date(2026, 12, 31)))
def test_a_reminder_is_the_last_working_day_not_after(day):
    slow = day
    while not chinese_calendar.is_workday(slow):
        slow -= ONE
    assert USUAL.not_after(day) == slow
