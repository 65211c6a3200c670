"""What a clerk reads about lights: colour words, the reason of each light, and what stands behind it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import QuotaScope, State
from gongkai_desk.rules.counts import Tally, Target, is_reached
from gongkai_desk.rules.cycles import PeriodStatus, Standing
from gongkai_desk.rules.lights import Colour, Frame, Light, Reason, TaskLight, Why, reporting
from gongkai_desk.rules.missing_proof import Lacking
from gongkai_desk.rules.shares import Share
from gongkai_desk.rules.thresholds import Scheme
from gongkai_desk.wording import DEADLINE_RULES
from gongkai_desk.wording_light_words import COLOURS as COLOURS
from gongkai_desk.wording_light_words import TOPIC_STEPS as TOPIC_STEPS
from gongkai_desk.wording_light_words import TOPICS as TOPICS
from gongkai_desk.wording_light_words import WORDS as WORDS
from gongkai_desk.wording_light_words import light_text as light_text

SLIP_COLOURS = {  # the colour words of slips and lists by scheme
    Scheme.GREEN_YELLOW_RED: COLOURS,
    # 蓝 near, 黄 behind, 红 overdue
    Scheme.BLUE_YELLOW_RED: COLOURS | {Colour.YELLOW: "蓝", Colour.BLUE: "待核查"},
}

SENTENCES = {  # {day}: the date that counts, {days}: how far, {period}: the reporting period
    Why.NOT_APPLICABLE: "该单位不涉及这项任务",
    Why.SUSPENDED: "自{day}起中止",
    Why.DEFERRED: "暂缓办理，到{day}",
    Why.CANCELLED: "自{day}起取消",
    Why.LAST_YEAR: "时限早于印发日期，已确认属上年事项",
    Why.NOT_BEGUN: "{day}才开始，还有{days}天",
    Why.CLOSED: "{day}完成，已销号",
    Why.CARRIED: "已年度办结，转下年继续",
    Why.DONE_LATE: "{day}完成，晚{days}天",
    Why.PENDING: "{day}申请销号，待核查（已{days}个工作日）",
    Why.OVERDUE: "{day}到期，已过{days}天，没有申请销号",
    Why.REPORT_MISSING: "{period}进展应于{day}报送，已过{days}个工作日，没有报",
    Why.RECTIFY_OVERDUE: "整改应于{day}完成，已过{days}天",
    Why.TO_CONFIRM: "时限待确认",
    Why.DUE_SOON: "{day}到期，还有{days}天",
    Why.REPORT_SOON: "{period}进展应于{day}报送，还有{days}个工作日",
    Why.REPORT_IN_GRACE: "{period}进展应于{day}报送，没有报，已过{days}个工作日，在宽限期内",
    Why.RETURNED: "已退回整改，期限{day}",
    Why.RUNNING: "按期推进",
}

STANDINGS = {
    Standing.AHEAD: "未到报送日",
    Standing.REPORTED: "按时报",
    Standing.ZERO: "零报告",
    Standing.IN_GRACE: "没有报，在宽限期内",
    Standing.LATE_IN_GRACE: "宽限期内报",
    Standing.MISSING: "没有报",
    Standing.MADE_GOOD: "逾期补报",
    Standing.NOT_ASKED: "中止或销号期间，不要求报",
}

LACKING = {
    Lacking.APPLIED: "已申请销号",
    Lacking.RETURNED: "退回整改",
    Lacking.OVERDUE: "已到期",
    Lacking.DUE_SOON: "即将到期",
    Lacking.CLOSED: "已销号（破例）",
}
"""Why evidence is wanted that is missing."""


def day_text(day: date | None) -> str:
    """Return a date as papers write it: 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "（未定）"


def period_text(name: str) -> str:
    """Return a period's name: 2026Q1 → 2026年一季度, 2026M03 → 2026年3月, 2026H1 → 2026年上半年, 2026 → 2026年."""
    year, rest = name[:4], name[4:]
    if rest[:1] == "Q":
        return f"{year}年{'一二三四'[int(rest[1:]) - 1]}季度"
    if rest[:1] == "M":
        return f"{year}年{int(rest[1:])}月"
    return f"{year}年" + {"H1": "上半年", "H2": "下半年"}.get(rest, "")


def reason_sentence(reason: Reason) -> str:
    """Return one cause in words."""
    return SENTENCES[reason.why].format(
        day=day_text(reason.day), days=abs(reason.days), period=period_text(reason.period) if reason.period else ""
    )


def tally_text(tally: Tally) -> str:
    """Return how a number stands: 达标12/46家 where each of several is asked, 4200/6500项 where all together are."""
    target = tally.target
    if target.scope is QuotaScope.UNIT and tally.units > 1:
        return f"达标{tally.units_met}/{tally.units}家"
    return f"{tally.total}/{target.value}{target.unit}"


def explain(task: Task, share: Share, light: Light, frame: Frame, targets: Iterable[Target] = ()) -> list[str]:
    """Return why a share has its light, a sentence each: causes, deadline, reports, evidence, counts."""
    causes = [f"{COLOURS[light.colour]}：{WORDS[light.word]}。", *(f"{reason_sentence(r)}。" for r in light.reasons)]
    facts = (_deadline(task, share, frame), *_reports(share, reporting(task, share, frame)), _evidence(share))
    return [*causes, *(f"{fact}。" for fact in (*facts, *(_count(target, share) for target in targets)))]


def _deadline(task: Task, share: Share, frame: Frame) -> str:
    deadline = task.deadline
    if deadline.kind is None:
        return f"时限原文“{deadline.text}”，没有读出日期" if deadline.text else "没有写明时限"
    told = f"时限原文“{deadline.text}”，{DEADLINE_RULES[deadline.kind]}"
    dated = f"{told}：{day_text(deadline.due)}" if deadline.due else told
    counted = _counted(deadline, frame)
    extended = f"，已延期到{day_text(share.extended)}" if share.extended else ""
    return f"{dated}{counted}{extended}"


def _counted(deadline: Deadline, frame: Frame) -> str:
    """Return the working days that lead to a deadline counted in them, from the text: 20个工作日."""
    found = re.search(r"(\d+)个?工作日", deadline.text)
    if deadline.kind is not DeadlineKind.RELATIVE or not found or deadline.due is None:
        return ""
    first = frame.workdays.add(deadline.due, 1 - int(found[1]))
    return f"（第1个工作日{_short(first)}，{spans_text(first, deadline.due, frame)}，共{found[1]}个工作日）"


def spans_text(first: date, last: date, frame: Frame) -> str:
    """Return working days as spans without a break: 3月9日—13日、3月16日—20日."""
    days = [first, *frame.workdays.between(first, last)]
    starts = [days[0], *(b for a, b in pairwise(days) if (b - a).days > 1)]
    ends = [*(a for a, b in pairwise(days) if (b - a).days > 1), days[-1]]
    return "、".join(_short(a) if a == b else f"{_short(a)}—{_short(b)}" for a, b in zip(starts, ends, strict=True))


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _reports(share: Share, statuses: Iterable[PeriodStatus]) -> list[str]:
    last = max((report.day for report in share.reports), default=None)
    told = [f"最近一次进展{day_text(last)}" if last else "还没有报过进展"]
    told += (
        f"{day_text(report.day)}的进展已退回补报：{report.returned}" for report in share.reports if report.returned
    )
    periods = [
        f"{period_text(s.period.name)}{STANDINGS[s.standing]}" for s in statuses if s.standing is not Standing.AHEAD
    ]
    return [*told, "各期报送：" + "、".join(periods)] if periods else told


def _evidence(share: Share) -> str:
    return f"佐证材料{len(share.proofs)}份" if share.proofs else "还没有佐证材料"


def _count(target: Target, share: Share) -> str:
    done = share.amounts.get(target.index, Decimal(0))
    enough = "已达标" if is_reached(target, done) else "未达标"
    gate = "，达标才能销号" if target.gates else ""
    return f"“{target.text}”：{done}/{target.value}{target.unit}，{enough}{gate}"


def missing_units(light: TaskLight) -> dict[Why, list[str]]:
    """Return the units that make a task red or yellow, by cause."""
    found: dict[Why, list[str]] = {}
    for share, each in light.by_unit:
        if each.colour in (Colour.RED, Colour.YELLOW) and share.state is not State.NOT_APPLICABLE:
            found.setdefault(each.word, []).append(share.unit)
    return found


def units_text(units: Sequence[str], most: int = 2) -> str:
    """Return some units by name and the others by number: 市教育局、市民政局等5家; empty where none is named."""
    named = [unit for unit in units if unit]
    told = "、".join(named[:most])
    return f"{told}等{len(named)}家" if len(named) > most else told
