"""Days as a clerk reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.wording.days import long_day

if TYPE_CHECKING:
    from gongkai_desk.workdays import Workdays


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
