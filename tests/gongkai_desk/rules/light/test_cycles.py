"""Reporting periods: when each is due, and what became of it."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.light import Later, Pause
from gongkai_desk.domain.time import Every
from gongkai_desk.domain.work import Report
from gongkai_desk.rules.light.cycles import USUAL_CYCLE, Standing, answered, judge, periods, put_off, read_cycle
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def dues(words: str) -> list[str]:
    found = (period.due for period in periods(read_cycle(words), *YEAR, USUAL))
    return [due.strftime("%m-%d") for due in found if due.year == 2026]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["03-25", "06-25", "09-25", "12-10"]),
        ("每季度", ["03-25", "06-25", "09-25", "12-10"]),
        ("每季度末月20日前", ["03-20", "06-20", "09-20", "12-20"]),
        ("6月和12月", ["06-25", "12-10"]),
        ("季后5个工作日", ["01-08", "04-08", "07-07", "10-13"]),
        ("每年", ["12-10"]),
        ("不填报", []),
    ],
)
def test_words_of_a_cycle(words, expected):
    assert dues(words) == expected


def test_next_months_fifth():
    assert dues("次月5日前")[:3] == ["01-05", "02-05", "03-05"]
    assert dues("每季度次月5日前")[:2] == ["01-05", "04-05"]
    assert read_cycle("每月25日前").every is Every.MONTH


def test_a_period_due_before_the_first_day_is_not_asked():
    assert [p.name for p in periods(USUAL_CYCLE, date(2026, 3, 25), date(2026, 7, 1), USUAL)] == ["2026Q2", "2026Q3"]


def standing(day: date, *reports: Report, pauses=()) -> list[str]:
    asked = periods(USUAL_CYCLE, date(2026, 3, 6), day, USUAL)
    return [status.standing.value for status in judge(asked, reports, day, pauses)]


def told(day: date, period: str = "", *, zero: bool = False) -> Report:
    return Report(1, "市教育局", day, "进展", period=period, zero=zero)


@pytest.mark.parametrize(
    ("day", "reports", "expected"),
    [
        (date(2026, 3, 25), [], ["ahead"]),
        (date(2026, 3, 26), [], ["in_grace"]),
        (date(2026, 4, 1), [], ["in_grace", "ahead"]),
        (date(2026, 4, 2), [], ["missing", "ahead"]),
        (date(2026, 4, 2), [told(date(2026, 3, 25))], ["reported", "ahead"]),
        (date(2026, 4, 2), [told(date(2026, 3, 25), zero=True)], ["zero", "ahead"]),
        (date(2026, 4, 2), [told(date(2026, 4, 1))], ["late_in_grace", "ahead"]),
        (date(2026, 4, 2), [told(date(2026, 3, 9)), told(date(2026, 4, 1))], ["reported", "reported"]),
        (date(2026, 4, 9), [told(date(2026, 4, 9), "2026Q1")], ["made_good", "ahead"]),
        (date(2026, 4, 9), [told(date(2026, 4, 9))], ["made_good", "reported"]),
        (date(2026, 4, 2), [told(date(2026, 4, 3))], ["missing", "ahead"]),
    ],
    ids=["due", "grace", "last day of grace", "missing", "in time", "zero", "late", "two", "named", "plain", "future"],
)
def test_what_became_of_a_period(day, reports, expected):
    assert standing(day, *reports) == expected


def test_nothing_is_asked_in_a_pause():
    paused = Pause(date(2026, 3, 20), date(2026, 5, 1))
    assert standing(date(2026, 5, 6), pauses=[paused]) == ["not_asked", "ahead"]


def test_a_report_in_time_counts_though_a_pause_began_before_the_day():
    assert standing(date(2026, 5, 6), told(date(2026, 3, 9)), pauses=[Pause(date(2026, 3, 20))])[0] == "reported"


@settings(deadline=None)
@given(st.integers(2015, 2025), st.integers(1, 366))
def test_grace_is_five_working_days_by_a_slow_count(year, offset):
    day = date(year, 1, 1) + timedelta(days=offset - 1)
    for period in periods(USUAL_CYCLE, date(year, 1, 1), date(year, 12, 31), USUAL):
        left, last = 5, period.due
        while left:
            last += timedelta(days=1)
            left -= chinese_calendar.is_workday(last)
        assert period.grace == last
        (status,) = judge([period], [], day)
        late = Standing.MISSING if day > last else Standing.IN_GRACE
        assert status.standing is (Standing.AHEAD if day <= period.due else late)


def _slow_due(words: str, last: date) -> date:
    """Return when a report on the period that ends with ``last`` is due, by walking from day to day."""
    day = last
    match words:
        case "每月25日前" | "每季度25日前":
            while day.day != 25:
                day -= timedelta(days=1)
        case "次月5日前":
            while day.month == last.month or day.day != 5:
                day += timedelta(days=1)
        case "季后5个工作日":
            left = 5
            while left:
                day += timedelta(days=1)
                left -= chinese_calendar.is_workday(day)
        case _:  # the usual days: the 25th, at the end of the year 10 December
            while (day.month, day.day) not in ((12, 10), (last.month, 25)) or (day.month, day.day) == (12, 25):
                day -= timedelta(days=1)
    return day


@pytest.mark.parametrize("year", range(2015, 2026))
@pytest.mark.parametrize(
    ("words", "months"),
    [("每月25日前", 1), ("次月5日前", 1), ("季后5个工作日", 3), ("每季度25日前", 3), ("", 3), ("6月和12月", 6)],
)
def test_every_report_of_a_year_is_due_as_a_slow_walk_says(words, months, year):
    asked = periods(read_cycle(words), date(year - 1, 12, 31), date(year, 12, 31), USUAL)
    ends = [date(year, month, 28) + timedelta(days=4) for month in range(months, 13, months)]
    lasts = [day - timedelta(days=day.day) for day in ends]
    own = {period.last: period.due for period in asked if period.first.year == year}
    assert own == {last: _slow_due(words, last) for last in lasts}


@pytest.mark.parametrize(
    ("cycle", "told", "period"),
    [
        pytest.param("6月和12月", "2026Q2", "2026H1", id="the quarter that ends the half-year"),
        pytest.param("6月和12月", "2026M06", "2026H1", id="its last month"),
        pytest.param("每季度", "2026H1", "2026Q2", id="the half-year that the quarter ends"),
        pytest.param("每年", "2026Q4", "2026", id="the quarter that ends the year"),
        pytest.param("6月和12月", "2026Q1", "2026Q1", id="a quarter in its midst answers itself alone"),
        pytest.param("每季度", "2026Q1", "2026Q1", id="a period that is asked for"),
        pytest.param("每季度", "", "", id="no period"),
    ],
)
def test_a_report_on_another_period_answers_the_one_that_ends_with_it(cycle, told, period):
    assert answered(periods(read_cycle(cycle), *YEAR, USUAL), told) == period


def test_a_later_day_for_a_quarterly_book_holds_for_the_half_year():
    asked = periods(read_cycle("6月和12月"), *YEAR, USUAL)
    moved = {
        each.name: each.due for each in put_off(asked, [Later(date(2026, 6, 20), "2026Q2", date(2026, 7, 10))], USUAL)
    }
    assert (moved["2026H1"], moved["2026H2"]) == (date(2026, 7, 10), date(2026, 12, 10))


def test_what_came_by_a_quarterly_book_answers_the_half_year():
    asked = [each for each in periods(read_cycle("6月和12月"), *YEAR, USUAL) if each.name == "2026H1"]
    report = Report(1, "市教育局", date(2026, 6, 20), "已办", period="2026Q2")
    assert [each.standing for each in judge(asked, [report], date(2026, 7, 20))] == [Standing.REPORTED]
