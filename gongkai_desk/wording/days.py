"""Days as a clerk reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desk.workdays import Workdays

_WEEK = "一二三四五六日"


def chinese_date(day: date | None, otherwise: str = "（未定）") -> str:
    """Return a date as papers print it, without zeros: 2026年3月5日; where there is none, ``otherwise``."""
    return f"{day.year}年{day.month}月{day.day}日" if day else otherwise


def month_day(day: date) -> str:
    """Return a day without its year: 3月5日."""
    return f"{day.month}月{day.day}日"


def short_date(day: date, year: int) -> str:
    """Return a day of the year that is spoken of without it: 3月5日; any other with its year."""
    return month_day(day) if day.year == year else chinese_date(day)


def weekday(day: date) -> str:
    """Return 周三."""
    return f"周{_WEEK[day.weekday()]}"


def long_day(day: date) -> str:
    """Return a day with its weekday: 2026年10月20日（周二）."""
    return f"{chinese_date(day)}（{weekday(day)}）"


def spans(days: Iterable[date]) -> str:
    """Return days as spans of neighbours: 9月25日—27日、10月1日."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return "、".join(_span(*each) for each in found)


def _span(first: date, last: date) -> str:
    if first == last:
        return month_day(first)
    end = f"{last.day}日" if first.month == last.month else month_day(last)
    return f"{month_day(first)}—{end}"


def today_sentence(today: date, workdays: Workdays) -> str:
    """Return e.g. «今天 2022年11月22日（周二） 工作日»; a guessed year is said to be one."""
    kind = "工作日" if workdays.is_workday(today) else "休息日"
    remark = "" if workdays.known(today.year) else "（该年放假安排未录入，按周一至周五推算）"
    return f"今天 {long_day(today)} {kind}{remark}"


def left_sentence(due: date, today: date, workdays: Workdays) -> str:
    """Return how far the deadline is, e.g. «还有 6 个工作日», «今天到期», «已过 3 天»."""
    if due < today:
        return f"已过 {(today - due).days} 天"
    if due == today:
        return "今天到期"
    return f"还有 {len(workdays.between(today, due))} 个工作日（{(due - today).days} 天）"
