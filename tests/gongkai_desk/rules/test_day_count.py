"""Which days count, and why the others do not."""

from datetime import date

import pytest

from gongkai_desk.rules.day_count import DayKind, count_on, count_to
from gongkai_desk.wording.clocks import count_lines, result_sentence
from gongkai_desk.wording.days import spans
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
RECEIVED = date(2026, 9, 16)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2023, 8, 7), 20, date(2023, 9, 4)),
        (RECEIVED, 20, date(2026, 10, 20)),
        (RECEIVED, 40, date(2026, 11, 17)),
        (date(2026, 2, 10), 7, date(2026, 2, 26)),
    ],
)
def test_the_fixed_points(start: date, number: int, end: date) -> None:
    count = count_on(start, number, USUAL)
    assert (count.end, count.count, count.days[-1].number) == (end, number, number)


def test_every_day_says_why_it_counts_or_not() -> None:
    kinds = {each.day: each.kind for each in count_on(RECEIVED, 20, USUAL).days}
    assert kinds[date(2026, 9, 17)] is DayKind.WORKED
    assert kinds[date(2026, 9, 20)] is DayKind.MAKE_UP
    assert kinds[date(2026, 9, 25)] is DayKind.OFF
    assert kinds[date(2026, 10, 17)] is DayKind.WEEKEND
    assert RECEIVED not in kinds


def test_local_days_are_told_apart() -> None:
    local = {date(2026, 9, 17): False}
    count = count_on(RECEIVED, 1, USUAL.with_days(local), local)
    assert (count.end, count.days[0].kind) == (date(2026, 9, 18), DayKind.LOCAL_OFF)
    assert any("地方放假" in line for line in count_lines(count))


def test_it_is_told_in_words_that_can_be_copied() -> None:
    count = count_on(RECEIVED, 20, USUAL)
    assert result_sentence(count) == "第20个工作日是2026年10月20日（周二）。"
    told = "\n".join(count_lines(count))
    assert "起算日2026年9月16日（周三）当天不计" in told
    assert "国务院放假安排）：9月25日、10月1日—2日、10月5日—7日" in told
    assert "其中调休上班2天照计：9月20日、10月10日" in told


def test_an_end_that_is_no_working_day_or_before_the_start() -> None:
    assert result_sentence(count_to(RECEIVED, date(2026, 9, 26), USUAL)).endswith("当日不是工作日。")
    assert result_sentence(count_to(RECEIVED, RECEIVED, USUAL)) == "结束日应晚于起算日。"


def test_a_year_without_notice_is_told() -> None:
    assert "2035年放假安排还没有录入" in count_lines(count_on(date(2034, 12, 20), 20, Workdays({})))[-1]


def test_neighbours_are_one_span() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 3)]
    assert spans(days) == "9月30日—10月1日、10月3日"
