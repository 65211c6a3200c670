"""Days as a clerk reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

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
