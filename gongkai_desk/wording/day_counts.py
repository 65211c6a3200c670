"""The words for a count of working days, as they may stand in a reply or a note."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.rules.days.day_count import DayCount, DayKind
from gongkai_desk.wording.days import long_day, spans

_NOT_COUNTED = {DayKind.OFF: "国务院放假安排", DayKind.LOCAL_OFF: "地方放假", DayKind.WEEKEND: "周末"}


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
