"""What a clerk reads in the calendar of the year: kinds, items and days in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from gongkai_desk.domain.calendar import Item, ItemKind, Mark
from gongkai_desk.wording.days import month_day, weekday
from gongkai_desk.wording.lights import period_text, units_text
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
