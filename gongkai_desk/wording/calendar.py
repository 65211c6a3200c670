"""What a clerk reads in the calendar of the year: kinds, items and days in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from gongkai_desk.domain.calendar import Clock, Duty, DutyKind, DutyState, Item, ItemKind, Mark
from gongkai_desk.rules.duties import Imposed, duty_state
from gongkai_desk.rules.light.lights import Frame
from gongkai_desk.wording.days import chinese_date, month_day, short_date, weekday
from gongkai_desk.wording.lights import period_text, spans_text, units_text
from gongkai_desk.workdays import Workdays

KINDS = {
    ItemKind.DEADLINE: "任务到期",
    ItemKind.REPORT: "进展报送",
    ItemKind.DUTY: "法定、要点事项",
    ItemKind.CLOCK: "办理期限",
    ItemKind.RECTIFY: "整改期限",
    ItemKind.NODE: "时间节点",
    ItemKind.PERIODIC: "定期公开",
    ItemKind.REVIEW: "年底检查",
}

MARKS = {Mark.LATE: "逾期", Mark.SOON: "临近", Mark.OPEN: "", Mark.UNSURE: "待确认", Mark.DONE: "已办结"}

_EVERY = {"month": "按月", "quarter": "按季", "half_year": "按半年", "year": "按年"}

OFF, WORKED = "休", "班"


def item_text(item: Item, most: int = 0) -> str:
    """Return what falls due, in no more than ``most`` characters (0: all of it)."""
    match item.kind:
        case ItemKind.REPORT:
            return f"{period_text(item.text)}进展报送（{len(item.task_ids)}项任务、{len(item.units)}家单位）"
        case ItemKind.PERIODIC:
            return f"{_EVERY[item.text]}公开、办理的任务（{len(item.task_ids)}项）：上一期应已完成"
        case ItemKind.REVIEW:
            return f"全年任务年底统一检查（{len(item.task_ids)}项）"
        case _:
            text = item.text.replace("\n", "")
            return f"{text[: most - 1]}…" if most and len(text) > most else text


def reminder_of(item: Item) -> str:
    """Return the day on which to remind where it is another than the day itself; empty otherwise."""
    if item.remind is None or item.remind == item.day:
        return ""
    return f"提醒日{month_day(item.remind)}{weekday(item.remind)}"


def day_kind(day: date, workdays: Workdays) -> str:
    """Return what a day is: 工作日, 周末, 放假, 调休上班."""
    works, usual = workdays.is_workday(day), day.weekday() < 5
    if works:
        return "工作日" if usual else "调休上班"
    return "放假" if usual else "周末"


def day_letter(day: date, workdays: Workdays) -> str:
    """Return the letter beside a day that differs from its weekday: 休, 班; empty for all others."""
    works = workdays.is_workday(day)
    return "" if works == (day.weekday() < 5) else WORKED if works else OFF


def counts_text(items: Iterable[Item]) -> str:
    """Return how many items of each kind: 任务到期3 进展报送1."""
    counts = Counter(item.kind for item in items)
    return "　".join(f"{KINDS[kind]}{counts[kind]}" for kind in ItemKind if counts[kind])


def year_remark(year: int, workdays: Workdays) -> str:
    """Return what to know of a year without a notice; empty where it is known."""
    if workdays.known(year):
        return ""
    return f"{year}年放假安排还没有录入，按周一至周五推算，提醒日可能有出入。"


def units_line(units: Sequence[str], most: int = 3) -> str:
    """Return units for a cell: some by name, the others by number."""
    return units_text(units, most)


IMPOSED = {
    Imposed.OWN_PLAN: "制定并发布本地区、本部门要点",
    Imposed.FILING: "任务分解、台账报上级备案",
    Imposed.LOOKBACK: "对上一年度要点开展“回头看”",
    Imposed.ANNUAL_REPORT: "按要点规定的日期发布信息公开年报",
    Imposed.IN_ANNUAL_REPORT: "落实情况写入信息公开年报",
    Imposed.ASSESSMENT: "政务公开纳入考核",
}

DUTY_KINDS = {DutyKind.LEGAL: "法定", DutyKind.PLAN: "要点要求", DutyKind.OWN: "自行登记"}


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
