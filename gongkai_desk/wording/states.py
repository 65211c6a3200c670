"""The words that a window shows at once: states, acts, lights, who reports, deadlines and to when they were put off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gongkai_desk.domain.light import Colour, Topic, Why
from gongkai_desk.domain.state import ACTS, Role, State, WhoReports
from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.rules.light.shares import extended_to

if TYPE_CHECKING:
    from gongkai_desk.domain.work import Report
    from gongkai_desk.rules.light.lights import TaskLight


STATES = {
    State.NOT_STARTED: "未启动",
    State.IN_PROGRESS: "推进中",
    State.PENDING: "待核查",
    State.CLOSED: "已销号",
    State.RETURNED: "退回整改",
    State.NOT_APPLICABLE: "不涉及",
    State.SUSPENDED: "已中止",
    State.DEFERRED: "暂缓",
    State.CANCELLED: "任务取消",
}

ACTIONS = {action: act.word for action, act in ACTS.items()}

DEADLINE_RULES = {
    DeadlineKind.DATE: "以写明的当日为最后一天",
    DeadlineKind.MONTH: "当月最后一天",
    DeadlineKind.MONTH_END: "当月最后一天",
    DeadlineKind.QUARTER: "当季最后一天",
    DeadlineKind.HALF_YEAR: "半年的最后一天",
    DeadlineKind.YEAR_END: "当年12月31日",
    DeadlineKind.YEAR_ROUND: "全年推进，没有单独的截止日，年底统一检查",
    DeadlineKind.LONG_TERM: "长期任务，没有截止日",
    DeadlineKind.DATE_THEN_LONG_TERM: "到期完成首次任务，此后长期坚持",
    DeadlineKind.RELATIVE: "从印发或发布的次日起算",
    DeadlineKind.YEAR_RANGE: "最后一年的12月31日",
}


def extension_text(light: TaskLight) -> str:
    """Return to when a task was put off: 延至2026-07-31, 3家延至2026-07-31 (最晚…); empty where nobody's was."""
    put_off = [(day, len(places)) for stand, places in light.by_unit.stands if (day := extended_to(stand.facts.acts))]
    if not put_off:
        return ""
    count, days = sum(number for _, number in put_off), {day for day, _ in put_off}
    whose = "" if count == len(light.by_unit) else f"{count}家"
    return f"{whose}{'最晚' if len(days) > 1 else ''}延至{max(days).isoformat()}"


def dated_text(printed: str, light: TaskLight | None) -> str:
    """Return a deadline as printed and to when it was put off: 6月底前 → 延至2026-07-31."""
    told = extension_text(light) if light is not None else ""
    return f"{printed} → {told}".strip() if told else printed


def without_extension(text: str) -> str:
    """Return a deadline as printed, out of what ``dated_text`` showed."""
    return text.partition(" → ")[0]


COLOURS = {
    Colour.RED: "红",
    Colour.YELLOW: "黄",
    Colour.BLUE: "蓝",
    Colour.GREEN: "绿",
    Colour.OFF: "不亮",
}

WORDS = {
    Why.NOT_APPLICABLE: "不涉及",
    Why.SUSPENDED: "已中止",
    Why.DEFERRED: "暂缓",
    Why.CANCELLED: "任务取消",
    Why.LAST_YEAR: "属上年事项",
    Why.NOT_BEGUN: "尚未开始",
    Why.CLOSED: "已销号",
    Why.CARRIED: "年度办结",
    Why.DONE_LATE: "逾期完成",
    Why.PENDING: "待核查",
    Why.OVERDUE: "逾期",
    Why.REPORT_MISSING: "逾期未报",
    Why.RECTIFY_OVERDUE: "整改逾期",
    Why.TO_CONFIRM: "时限待确认",
    Why.UNITS_OPEN: "责任单位待明确",
    Why.DUE_SOON: "即将到期",
    Why.REPORT_SOON: "该报进展",
    Why.REPORT_IN_GRACE: "进展未报",
    Why.RETURNED: "退回整改",
    Why.RUNNING: "正常推进",
}

TOPICS = {
    Topic.OVERDUE: "已逾期",
    Topic.RECTIFY_OVERDUE: "整改逾期",
    Topic.DUE_7: "7天内到期",
    Topic.DUE_15: "8至15天到期",
    Topic.DUE_30: "16至30天到期",
    Topic.REPORT_MISSING: "进展逾期未报",
    Topic.REPORT_DUE: "近期应报进展",
    Topic.TO_VERIFY: "待核查",
    Topic.NO_PROOF: "申请销号缺佐证",
    Topic.RETURNED: "退回整改",
    Topic.TO_CONFIRM: "时限待确认",
    Topic.UNITS_OPEN: "责任单位待明确",
}

TOPIC_STEPS = {  # what a clerk does about it
    Topic.OVERDUE: "催办，或按批准办理延期",
    Topic.RECTIFY_OVERDUE: "催促整改，整改后重新申请销号",
    Topic.DUE_7: "提醒责任单位抓紧报送、申请销号",
    Topic.DUE_15: "提醒责任单位",
    Topic.DUE_30: "提前知会责任单位",
    Topic.REPORT_MISSING: "催报进展",
    Topic.REPORT_DUE: "通知责任单位报送本期进展",
    Topic.TO_VERIFY: "核查佐证材料，销号或退回整改",
    Topic.NO_PROOF: "请责任单位补交佐证材料",
    Topic.RETURNED: "跟踪整改期限",
    Topic.TO_CONFIRM: "逐项确认时限：照此执行、另定时限、属上年事项或补登完成",
    Topic.UNITS_OPEN: "在“单位”页明确责任单位，同一写法可一并明确",
}


def light_text(light: TaskLight) -> str:
    """Return a task's light as it is written: 红3/62; 不亮 alone."""
    word = COLOURS[light.colour]
    return word if light.colour is Colour.OFF else f"{word}{light.count}/{light.total}"


ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORT: "配合"}


WHO_REPORTS = {
    WhoReports.EACH: "各自报",
    WhoReports.LEAD: "牵头汇总报",
    WhoReports.RESPONSIBLE: "仅责任单位报",
}

ZERO_REPORT = "零报告"
"""What a report says whose unit has nothing new and wrote nothing else."""

SUMMARY = "汇总稿"

_LEVEL = re.compile(r"([区县市])(?:人民)?(?:政府)?$")  # 浦东新区 · 云山县人民政府


def reported_text(units: Sequence[str], done: int) -> str:
    """Return how many of several units have reported: 16区已报14 where all are districts, else 9家已报7家."""
    levels = [found[1] if (found := _LEVEL.search(unit)) else "" for unit in units]
    if levels and all(levels):
        return f"{len(units)}{''.join(sorted(set(levels), key='区县市'.index))}已报{done}"
    return f"{len(units)}家已报{done}家"


def report_lines(report: Report, former: Mapping[int, Report]) -> list[str]:
    """Return all that a report says, a line each; what it was before corrections (``former``, by id) stands last."""
    zero = report.zero and report.text != ZERO_REPORT
    lines = [
        f"〔退回补报〕{report.returned}" if report.returned else "",
        f"{f'〔{ZERO_REPORT}〕' if zero else ''}{report.text}",
        f"存在问题：{report.problems}" if report.problems else "",
        f"下一步打算：{report.next_steps}" if report.next_steps else "",
        f"预计完成：{report.expected.isoformat()}" if report.expected else "",
    ]
    before = former.get(report.corrects or 0)
    while before is not None:
        told = f"{before.text}{f'（已退回补报：{before.returned}）' if before.returned else ''}"
        lines.append(f"〔更正前 {before.day.isoformat()}〕{told}")
        before = former.get(before.corrects or 0)
    return [line for line in lines if line]
