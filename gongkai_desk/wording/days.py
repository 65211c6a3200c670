"""Days as a clerk reads them, and the words for a count of working days, as they may stand in a reply or a note."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from gongkai_desk.rules.days.day_count import DayCount, DayKind

_WEEK = "一二三四五六日"
_NOT_COUNTED = {DayKind.OFF: "国务院放假安排", DayKind.LOCAL_OFF: "地方放假", DayKind.WEEKEND: "周末"}


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


def result_sentence(count: DayCount) -> str:
    """Return the result in one sentence."""
    if not count.days:
        return "结束日应晚于起算日。"
    end = long_day(count.end)
    last = count.days[-1]
    if last.number is None:
        return f"到{end}共{count.count}个工作日，当日不是工作日。"
    return f"第{count.count}个工作日是{end}。"


def count_lines(count: DayCount) -> Sequence[str]:
    """Return how it was counted, a sentence each: the start, what counts, what does not, what is not known."""
    if not count.days:
        return ()
    told = [f"起算日{long_day(count.start)}当天不计，自次日起数。"]
    counted = [each.day for each in count.days if each.number is not None]
    if counted:
        told.append(f"计入{len(counted)}天：{spans(counted)}。")
    for kind, word in _NOT_COUNTED.items():
        if days := [each.day for each in count.days if each.kind is kind]:
            told.append(f"不计{len(days)}天（{word}）：{spans(days)}。")
    if make_up := [each.day for each in count.days if each.kind is DayKind.MAKE_UP]:
        told.append(f"其中调休上班{len(make_up)}天照计：{spans(make_up)}。")
    if count.guessed:
        years = "、".join(f"{year}年" for year in count.guessed)
        told.append(f"注意：{years}放假安排还没有录入，按周一至周五推算。")
    return told
