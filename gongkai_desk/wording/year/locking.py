"""Words of locked periods (期次锁定), late returns, and the letter that corrects what was sent (补报更正)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai_desk.domain.cycle.upward import PeriodLock
from gongkai_desk.domain.year.period import CORRECTED, FigureName
from gongkai_desk.wording.days import month_day
from gongkai_desk.wording.lights import period_text

FIGURES = {
    FigureName.TASKS: "部署任务",
    FigureName.CLOSED: "已完成",
    FigureName.CLOSED_LATE: "逾期完成",
    FigureName.PENDING: "待核查",
    FigureName.IN_PROGRESS: "推进中",
    FigureName.NOT_STARTED: "未启动",
    FigureName.OVERDUE: "逾期",
    FigureName.LONG_TERM: "长期任务",
    FigureName.OUT: "不涉及、中止、取消、暂缓",
    FigureName.SHARES: "家次",
    FigureName.SHARES_CLOSED: "已完成家次",
    FigureName.SHARES_LONG_TERM: "长期任务家次",
    FigureName.SHARES_OUT: "不涉及、中止、取消、暂缓家次",
    FigureName.OWED: "应报家次",
    FigureName.ON_TIME: "按时报送家次",
    FigureName.LATE: "迟报家次",
    FigureName.MISSING: "未报家次",
    FigureName.ZERO: "零报告家次",
}
"""What each figure of a period is called."""


def late_text(locked: date, counted_in: str = "", *, corrects: bool = False) -> str:
    """Return what a late return bears, its period having been locked on a day: 迟报，未计入7月5日报告."""
    told = f"{'锁定后更正' if corrects else '迟报'}，未计入{month_day(locked)}报告"
    if counted_in == CORRECTED:
        return f"{told}，已补报更正"
    return f"{told}，计入{period_text(counted_in)}" if counted_in else told


def late_sentence(lock: PeriodLock) -> str:
    """Return what is said when a report comes whose period is locked."""
    day, period = month_day(lock.day), period_text(lock.period)
    return f"{period}的数据已于{day}锁定，这条进展记在{period}，未计入{day}报告；怎么处理，在“报表—期次锁定”中选"


def sums_text(values: Mapping[FigureName, int]) -> str:
    """Return figures in one line: 部署任务37，已完成5，应报家次42."""
    return "，".join(f"{FIGURES[name]} {value}" for name, value in values.items())


def late_count(count: int) -> str:
    """Return what is said of reports whose period was locked before they came."""
    return f"{count} 条进展所属的期次已经锁定，记为迟报，未计入报出的数据；怎么处理，在“报表—期次锁定”中选"


LOCK_NOTE = "锁定后报出的数据不再变动，之后才到的进展标明“迟报，未计入”。双击数字，列出当时计入的任务。"
CHOICE_WAITS = "等着处理"


def chosen_text(counted_in: str, *, unlocked: bool) -> str:
    """Return where a late return counts, as a person chose; one that nobody chose for counts once it is unlocked."""
    if counted_in == CORRECTED:
        return "已补报更正"
    if counted_in:
        return f"计入{period_text(counted_in)}"
    return "已解锁，计入本期" if unlocked else CHOICE_WAITS
