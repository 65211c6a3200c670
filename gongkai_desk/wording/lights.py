"""What a clerk reads about lights: colour words, the reason of each light, and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from gongkai_desk.domain.light import Colour, Scheme, Why
from gongkai_desk.domain.plan import PlanDates, Task
from gongkai_desk.domain.state import ACTS, Action
from gongkai_desk.domain.time import Deadline, DeadlineKind, TimeRemark
from gongkai_desk.domain.work import QuotaScope, Transition
from gongkai_desk.rules.light.agenda import Lacking
from gongkai_desk.rules.light.counts import Tally, Target, is_reached
from gongkai_desk.rules.light.cycles import PeriodStatus, Standing
from gongkai_desk.rules.light.lights import Frame, Light, Reason, is_unsettled, reporting
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.wording.days import chinese_date, month_day
from gongkai_desk.wording.sentences import PLAN_DATES, issue_name
from gongkai_desk.wording.states import ACTIONS, COLOURS, DEADLINE_RULES, WORDS

SLIP_COLOURS = {  # the colour words of slips and lists by scheme
    Scheme.GREEN_YELLOW_RED: COLOURS,
    # 蓝 near, 黄 behind, 红 overdue
    Scheme.BLUE_YELLOW_RED: COLOURS | {Colour.YELLOW: "蓝", Colour.BLUE: "待核查"},
}

SENTENCES = {  # {day}: the date that counts, {days}: how far, {period}: the reporting period, {grace}: its last day
    Why.NOT_APPLICABLE: "该单位不涉及这项任务",
    Why.SUSPENDED: "自{day}起中止",
    Why.DEFERRED: "暂缓办理，到{day}",
    Why.CANCELLED: "自{day}起取消",
    Why.LAST_YEAR: "时限早于发文日期，已确认属上年事项",
    Why.NOT_BEGUN: "{day}才开始，还有{days}天",
    Why.CLOSED: "{day}完成，已销号",
    Why.CARRIED: "已年度办结，转下年继续",
    Why.DONE_LATE: "{day}完成，晚{days}天",
    Why.PENDING: "{day}申请销号，待核查（已{days}个工作日）",
    Why.OVERDUE: "{day}到期，已过{days}天，没有申请销号",
    Why.REPORT_MISSING: "{period}进展应于{day}报送，逾期{days}个工作日未报送（宽限期到{grace}）",
    Why.RECTIFY_OVERDUE: "整改应于{day}完成，已过{days}天",
    Why.TO_CONFIRM: "时限有疑问，等本办公室确认",
    Why.UNITS_OPEN: "没有写明是哪些单位，等本办公室明确",
    Why.DUE_SOON: "{day}到期，还有{days}天",
    Why.REPORT_SOON: "{period}进展应于{day}报送，还有{days}个工作日",
    Why.REPORT_IN_GRACE: "{period}进展应于{day}报送，尚未报送，已过{days}个工作日，在宽限期内（到{grace}）",
    Why.RETURNED: "已退回整改，期限{day}，还有{days}天",
    Why.RUNNING: "按期推进，离{day}还有{days}天",
}
_LAST_DAY = {  # the same when no day is left, or none has passed
    Why.PENDING: "{day}申请销号，待核查",
    Why.REPORT_SOON: "{period}进展应于{day}报送，今天就该报",
    Why.DUE_SOON: "今天（{day}）到期，是最后一天",
    Why.RETURNED: "已退回整改，今天（{day}）是期限的最后一天",
}
_UNDATED = {  # the same without a day
    Why.DEFERRED: "暂缓办理，没有定到何时",
    Why.RETURNED: "已退回整改，没有定期限",
    Why.RUNNING: "按期推进",
}

_REMARKS = {  # why a deadline is to be confirmed
    TimeRemark.UNREAD: "没有读懂",
    TimeRemark.BEFORE_ISSUE: "早于{issued}",
    TimeRemark.AMBIGUOUS: "有两种理解",
    TimeRemark.VAGUE: "没有写明日期",
    TimeRemark.NO_ISSUE_DATE: "没有起算的日期",
    TimeRemark.TO_CONFIRM: "须经确认",
}
_TELLING = frozenset(  # acts that say why a share stands as it does
    action for action, rule in ACTS.items() if rule.becomes is not None and action is not Action.APPLY
)
_TOLD_BY_ACT = frozenset({Why.NOT_APPLICABLE, Why.SUSPENDED, Why.CANCELLED})
_DONE = frozenset({Why.CLOSED, Why.CARRIED, Why.DONE_LATE, Why.PENDING})

STANDINGS = {
    Standing.AHEAD: "未到报送日",
    Standing.REPORTED: "按时报",
    Standing.ZERO: "零报告",
    Standing.IN_GRACE: "没有报，在宽限期内",
    Standing.LATE_IN_GRACE: "宽限期内报",
    Standing.MISSING: "没有报",
    Standing.MADE_GOOD: "逾期补报",
    Standing.NOT_ASKED: "不要求报（当时已中止或办结）",
}

LACKING = {
    Lacking.APPLIED: "已申请销号",
    Lacking.RETURNED: "退回整改",
    Lacking.OVERDUE: "已到期",
    Lacking.DUE_SOON: "即将到期",
    Lacking.CLOSED: "已销号（破例）",
}
"""Why evidence is wanted that is missing."""


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
    special = _UNDATED if reason.day is None else _LAST_DAY if not reason.days else {}
    return special.get(reason.why, SENTENCES[reason.why]).format(
        day=chinese_date(reason.day),
        days=abs(reason.days),
        period=period_text(reason.period) if reason.period else "",
        grace=chinese_date(reason.grace),
    )


def cause_sentences(share: Share, light: Light) -> list[str]:
    """Return the causes of a light and what was said with the act behind it, without saying the same twice."""
    act = _telling_act(share)
    if act is None:
        return [reason_sentence(reason) for reason in light.reasons]
    why = f"，破例理由：{act.override}" if act.override else f"：{act.reason}" if act.reason else ""
    told = f"{chinese_date(act.day)}{ACTIONS[act.act]}{why}{_letter(act)}"
    return [*(reason_sentence(reason) for reason in light.reasons if reason.why not in _TOLD_BY_ACT), told]


def _telling_act(share: Share) -> Transition | None:
    """Return the act that gave a share its state, if it is one with a reason, a letter or an approver."""
    changes = [act for act in share.acts if act.became is not act.was]
    if not changes or changes[-1].became is not share.state or changes[-1].act not in _TELLING:
        return None
    said = changes[-1].reason or changes[-1].override or changes[-1].doc_no or changes[-1].approver
    return changes[-1] if said else None


def _letter(act: Transition) -> str:
    """Return letter number and approver in brackets; empty where neither was entered."""
    by = f"{act.approver}{'核查' if ACTS[act.act].opinion else '批准'}" if act.approver else ""
    told = "，".join(each for each in (act.doc_no, by) if each)
    return f"（{told}）" if told else ""


def tally_text(tally: Tally) -> str:
    """Return how a number stands: 达标12/46家 where each of several is asked, 4200/6500项 where all together are."""
    target = tally.target
    if target.scope is QuotaScope.UNIT and tally.units > 1:
        return f"达标{tally.units_met}/{tally.units}家"
    return f"{tally.total}/{target.value}{target.unit}"


def explain(
    task: Task,
    share: Share,
    light: Light,
    frame: Frame,
    targets: Iterable[Target] = (),
    dates: PlanDates | None = None,
) -> list[str]:
    """Return why a share has its light, a sentence each: causes, what was said, deadline, reports, evidence, counts.

    ``dates`` are those of the plan: with them the day is named from which a deadline counts.
    """
    causes = [f"{COLOURS[light.colour]}：{WORDS[light.word]}", *cause_sentences(share, light)]
    statuses = reporting(task.deadline, share.facts, frame)
    facts = (deadline_sentence(task, share, frame, dates), *_reports(share, statuses), *_next_report(light, statuses))
    counted = (_count(target, share) for target in targets)
    return [f"{told}。" for told in (*causes, *facts, _evidence(share), *counted)]


def deadline_sentence(task: Task, share: Share | None, frame: Frame, dates: PlanDates | None = None) -> str:
    """Return the deadline as printed, the rule that gave its date, what is doubtful about it, and a share's 延期."""
    deadline = task.deadline
    if deadline.kind is None:
        return f"时限原文“{deadline.text}”，没有读出日期" if deadline.text else "没有写明时限"
    told = f"时限原文“{deadline.text}”，{_rule(deadline, dates)}"
    dated = f"{told}：{chinese_date(deadline.due)}" if deadline.due else told
    doubts = "".join(f"，{doubt}" for doubt in _doubts(task, frame, dates))
    return f"{dated}{_counted(deadline, frame)}{doubts}{_extension(share) if share else ''}"


def _rule(deadline: Deadline, dates: PlanDates | None) -> str:
    """Return the rule of a deadline's kind; for a span, the day that it counts from."""
    from gongkai_desk.words.deadlines import begin_of

    assert deadline.kind is not None
    relative = dates and deadline.kind is DeadlineKind.RELATIVE
    begin = begin_of(deadline.text, dates) if dates and relative else None
    if begin is None or begin.day is None:
        return DEADLINE_RULES[deadline.kind]
    day = f"从{PLAN_DATES[begin.uses]}{chinese_date(begin.day)}的次日起算"
    return day if begin.uses == begin.means else f"{PLAN_DATES[begin.means]}没有登记，暂{day}"


def _doubts(task: Task, frame: Frame, dates: PlanDates | None) -> list[str]:
    """Return why a deadline is to be confirmed; nothing once the office has settled it."""
    if not is_unsettled(task.deadline, frame.settings):
        return []
    named = issue_name(dates) if dates else PLAN_DATES["imprint"]
    issued = named + (chinese_date(dates.issue) if dates and dates.issue else "")
    found = [_REMARKS[remark].format(issued=issued) for remark in task.deadline.remarks if remark in _REMARKS]
    return found or ["早于存入台账的日期"] * (task.deadline.due is not None and not task.deadline.remarks)


def _extension(share: Share) -> str:
    if not share.extended:
        return ""
    acts = [act for act in share.acts if act.act in (Action.EXTEND, Action.CHANGE) and act.until == share.extended]
    reason = f"，理由：{acts[-1].reason}" if acts and acts[-1].reason else ""
    return f"，已延期到{chinese_date(share.extended)}{_letter(acts[-1]) if acts else ''}{reason}"


def _next_report(light: Light, statuses: Iterable[PeriodStatus]) -> list[str]:
    """Return when the next report is due, where the light is one of running work and has not said so."""
    if light.colour is Colour.OFF or light.word in _DONE or any(r.why is Why.REPORT_SOON for r in light.reasons):
        return []
    ahead = [status.period for status in statuses if status.standing is Standing.AHEAD]
    return [f"{period_text(period.name)}进展应于{chinese_date(period.due)}报送" for period in ahead[:1]]


def _counted(deadline: Deadline, frame: Frame) -> str:
    """Return the working days that lead to a deadline counted in them, from the text: 20个工作日."""
    found = re.search(r"(\d+)个?工作日", deadline.text)
    if deadline.kind is not DeadlineKind.RELATIVE or not found or deadline.due is None:
        return ""
    first = frame.workdays.add(deadline.due, 1 - int(found[1]))
    return f"（第1个工作日{month_day(first)}，{spans_text(first, deadline.due, frame)}，共{found[1]}个工作日）"


def spans_text(first: date, last: date, frame: Frame) -> str:
    """Return working days as spans without a break: 3月9日—13日、3月16日—20日."""
    days = [first, *frame.workdays.between(first, last)]
    starts = [days[0], *(b for a, b in pairwise(days) if (b - a).days > 1)]
    ends = [*(a for a, b in pairwise(days) if (b - a).days > 1), days[-1]]
    return "、".join(
        month_day(a) if a == b else f"{month_day(a)}—{month_day(b)}" for a, b in zip(starts, ends, strict=True)
    )


def _reports(share: Share, statuses: Iterable[PeriodStatus]) -> list[str]:
    last = max((report.day for report in share.reports), default=None)
    told = [f"最近一次进展{chinese_date(last)}" if last else "还没有报过进展"]
    told += (
        f"{chinese_date(report.day)}的进展已退回补报：{report.returned}" for report in share.reports if report.returned
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


def units_text(units: Sequence[str], most: int = 2) -> str:
    """Return some units by name and the others by number: 市教育局、市民政局等5家; empty where none is named."""
    named = [unit for unit in units if unit]
    told = "、".join(named[:most])
    return f"{told}等{len(named)}家" if len(named) > most else told
