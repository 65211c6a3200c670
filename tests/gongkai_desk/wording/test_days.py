"""Days and counts of days as a clerk reads them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.rules.day_count import count_on, count_to
from gongkai_desk.wording.clocks import count_lines, result_sentence
from gongkai_desk.wording.days import chinese_date, long_day, month_day, short_date, spans, weekday
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_papers_print_days_without_zeros() -> None:
    day = date(2026, 3, 5)
    assert (chinese_date(day), month_day(day), long_day(day)) == ("2026年3月5日", "3月5日", "2026年3月5日（周四）")


def test_a_day_that_is_not_set_says_so() -> None:
    assert (chinese_date(None), chinese_date(None, "限期")) == ("（未定）", "限期")


@given(DAYS)
def test_no_printed_day_has_a_zero_in_front(day: date) -> None:
    printed = chinese_date(day)
    assert not re.search(r"\D0", printed)
    assert tuple(map(int, re.findall(r"\d+", printed))) == (day.year, day.month, day.day)


@given(DAYS)
def test_the_year_is_told_only_where_it_is_another(day: date) -> None:
    assert (short_date(day, 2026) == month_day(day)) is (day.year == 2026)


def test_weekdays_from_monday_to_sunday() -> None:
    assert "".join(weekday(date(2026, 6, 1) + timedelta(days=n))[1] for n in range(7)) == "一二三四五六日"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ([], ""),
        ([(9, 25)], "9月25日"),
        ([(9, 25), (9, 26), (9, 27)], "9月25日—27日"),
        ([(9, 30), (10, 1)], "9月30日—10月1日"),
        ([(10, 8), (9, 25), (9, 26)], "9月25日—26日、10月8日"),
        ([(9, 25), (9, 27)], "9月25日、9月27日"),
    ],
    ids=["none", "one", "neighbours", "over a month's end", "in any order", "a gap"],
)
def test_neighbours_are_told_as_one_span(days: list[tuple[int, int]], text: str) -> None:
    assert spans(date(2026, *each) for each in days) == text


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12))
def test_spans_tell_every_day_once(days: set[date]) -> None:
    told = spans(days)
    ends = [part.split("—") for part in told.split("、")] if told else []
    found: list[date] = []
    for part in ends:
        first = date(2026, *map(int, re.findall(r"\d+", part[0])))
        numbers = [int(number) for number in re.findall(r"\d+", part[-1])]
        last = date(2026, *(numbers if len(numbers) == 2 else (first.month, numbers[-1])))
        found += [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert found == sorted(days)


class TestCounts:
    """The fixed point of the domain: 20 working days after 2026-09-16 is 2026-10-20."""

    COUNT = count_on(date(2026, 9, 16), 20, USUAL)

    def test_the_result_is_one_sentence(self) -> None:
        assert result_sentence(self.COUNT) == "第20个工作日是2026年10月20日（周二）。"

    def test_how_it_was_counted_is_told(self) -> None:
        assert count_lines(self.COUNT) == [
            "起算日2026年9月16日（周三）当天不计，自次日起数。",
            "计入20天：9月17日—18日、9月20日—24日、9月28日—30日、10月8日—10日、10月12日—16日、10月19日—20日。",
            "不计9天（国务院放假安排）：9月25日、10月1日—2日、10月5日—7日。".replace("不计9天", "不计6天"),
            "不计8天（周末）：9月19日、9月26日—27日、10月3日—4日、10月11日、10月17日—18日。",
            "其中调休上班2天照计：9月20日、10月10日。",
        ]

    def test_a_day_that_does_not_count_is_said_to_be_none(self) -> None:
        assert result_sentence(count_to(date(2026, 9, 16), date(2026, 9, 19), USUAL)) == (
            "到2026年9月19日（周六）共2个工作日，当日不是工作日。"
        )

    def test_an_end_before_the_start_is_told(self) -> None:
        backwards = count_to(date(2026, 9, 16), date(2026, 9, 16), USUAL)
        assert (result_sentence(backwards), count_lines(backwards)) == ("结束日应晚于起算日。", ())

    def test_years_without_a_notice_are_named(self) -> None:
        guessed = count_on(date(2034, 12, 28), 5, Workdays({}))
        assert count_lines(guessed)[-1] == "注意：2034年、2035年放假安排还没有录入，按周一至周五推算。"

    def test_local_days_off_are_told_apart(self) -> None:
        local = {date(2026, 4, 20): False}
        lines = count_lines(count_to(date(2026, 4, 17), date(2026, 4, 21), USUAL.with_days(local), local))
        assert "不计1天（地方放假）：4月20日。" in lines
