"""What a clerk reads about duties: their names, how they stand, how their day was counted."""

from datetime import date

from gongkai_desk.domain.duty import Clock, Duty, DutyKind, DutyState
from gongkai_desk.rules.duties import Imposed, duty_state
from gongkai_desk.rules.lights import Frame
from gongkai_desk.wording.days import chinese_date, month_day, short_date, weekday
from gongkai_desk.wording.lights import spans_text
from gongkai_desk.workdays import Workdays

IMPOSED = {
    Imposed.OWN_PLAN: "制定并发布本地区、本部门要点",
    Imposed.FILING: "任务分解、台账报上级备案",
    Imposed.LOOKBACK: "对上一年度要点开展“回头看”",
    Imposed.ANNUAL_REPORT: "按要点规定的日期发布信息公开年报",
    Imposed.IN_ANNUAL_REPORT: "落实情况写入信息公开年报",
    Imposed.ASSESSMENT: "政务公开纳入考核",
}
KINDS = {DutyKind.LEGAL: "法定", DutyKind.PLAN: "要点要求", DutyKind.OWN: "自行登记"}


def state_text(duty: Duty, today: date) -> str:
    """Return how a duty stands in a few words: 还有5天, 今天到期, 已过3天未办, 1月28日已办."""
    due, done = duty.due, duty.done
    match duty_state(duty, today):
        case DutyState.DONE if done:
            return f"{short_date(done, today.year)}已办"
        case DutyState.DONE_LATE if done:
            return f"{short_date(done, today.year)}逾期办结"
        case DutyState.PAST if due:
            return f"已过{(today - due).days}天未办"
        case DutyState.BEFORE:
            return "建账前到期，待补登"
        case DutyState.SOON | DutyState.AHEAD if due:
            return f"还有{(due - today).days}天" if due > today else "今天到期"
        case _:
            return "没有定日期"


def clock_sentence(clock: Clock, due: date, workdays: Workdays) -> str:
    """Return how a day was counted, with the days that count."""
    unit = "个工作日" if clock.working else "天"
    head = f"自{clock.event or '起算日'}之日（{chinese_date(clock.since)}）次日起{clock.length}{unit}"
    if not clock.working:
        return f"{head}，到{chinese_date(due)}"
    counted = spans_text(workdays.add(clock.since, 1), due, Frame(due, workdays))
    guessed = (
        "" if all(map(workdays.known, {clock.since.year, due.year})) else "（有年度未录入放假安排，按周一至周五推算）"
    )
    return f"{head}：{counted}，共{clock.length}个工作日{guessed}"


def reminder_text(due: date, workdays: Workdays) -> str:
    """Return the day on which to remind where it is another: the last working day not after it; empty otherwise."""
    day = workdays.not_after(due)
    return "" if day == due else f"当日休息，最迟{month_day(day)}（{weekday(day)}）办"
