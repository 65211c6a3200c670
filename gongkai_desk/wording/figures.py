"""What a clerk reads about figures (统计): heads, what counts where, changes in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from gongkai_desk.domain.figures import FigureKind
from gongkai_desk.domain.spot_check import Draw, Verdict, Wanted
from gongkai_desk.domain.work import QuotaScope
from gongkai_desk.rules.light.statistics import GroupBy, Measure
from gongkai_desk.wording.states import COLOURS

BY_WORDS = {
    GroupBy.UNIT: "责任单位",
    GroupBy.SECTION: "所属部分",
    GroupBy.STATE: "状态",
    GroupBy.LIGHT: "灯",
    GroupBy.MONTH: "时限月份",
}

QUOTA_SCOPES = {QuotaScope.UNIT: "每家都要达到", QuotaScope.TOTAL: "全市合计", QuotaScope.RATE: "比率"}
"""Over what a count is met."""

MEASURES = {
    Measure.TOTAL: "任务数",
    Measure.OUT: "不涉及",
    Measure.CLOSED: "已销号",
    Measure.RATE: "办结率",
    Measure.PENDING: "待核查",
    Measure.IN_PROGRESS: "推进中",
    Measure.RETURNED: "退回整改",
    Measure.NOT_STARTED: "未启动",
    Measure.RESTING: "中止暂缓取消",
    Measure.YELLOW: "黄灯",
    Measure.RED: "红灯",
    Measure.BLUE: "蓝灯",
    Measure.GREEN: "绿灯",
    Measure.OFF: "不亮灯",
    Measure.LATE: "逾期完成",
    Measure.SHARE: "占比",
}

MEASURE_TIPS = {
    Measure.TOTAL: "任务总数，含不涉及",
    Measure.OUT: "经批准不涉及，不计入办结率",
    Measure.CLOSED: "已核查销号，含年度办结",
    Measure.RATE: "已销号 ÷（任务数－不涉及）",
    Measure.PENDING: "已申请销号，待核查",
    Measure.RESTING: "已中止、暂缓、任务取消",
    Measure.YELLOW: "临近时限、该报进展、退回整改或时限待确认",
    Measure.RED: "任务逾期、进展逾期未报或整改逾期",
    Measure.BLUE: "已申请销号，待核查",
    Measure.GREEN: "正常推进或已销号",
    Measure.OFF: "不涉及、已中止、暂缓、取消或尚未开始",
    Measure.LATE: "已销号，但晚于时限完成",
    Measure.SHARE: "占全部任务的比例",
}

TOTAL = "合计"
NOTHING = "—"
UNIT_NOTE = "按责任单位统计的是各单位承担的任务：一项任务由几家承担，就分别计入几家，合计为各单位之和。"
RATE_NOTE = "办结率＝已销号÷（任务数－不涉及）。"
TOLD_NOTE = (
    "按家次计：应报为本期要报进展的任务，按时含零报告和准予延期后按期报的，迟报为截止日之后报的，未报为截止日已过还没有报的；"
    "已锁定的期次为报出时的数据。"
)
PAST_NOTE = "过去日期的情况按变更记录推算，责任单位按现在的分工。"


_TENTH = Decimal("0.1")


def rate_text(part: int, whole: int) -> str:
    """Return a rate of two counts as papers write it, half up: 71.9%; — of nothing."""
    return _percent(Decimal(part) / Decimal(whole)) if whole else NOTHING


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).quantize(_TENTH, ROUND_HALF_UP)}%"


def figure_text(kind: FigureKind, value: float | None) -> str:
    """Return a figure as tables write it: 12, 45.5%, 增 +3, 降 −5.2, 持平; — where there is none.

    A rate is rounded half up, as workbooks do that are given the rate itself.
    """
    if value is None:
        return NOTHING
    match kind:
        case FigureKind.COUNT:
            return str(round(value))
        case FigureKind.RATE:
            return _percent(Decimal(repr(value)))
        case FigureKind.CHANGE:
            return _change(value, f"{abs(value):.0f}", "增", "减")
        case FigureKind.POINTS:
            return _change(round(value, 1), f"{abs(value):.1f}", "升", "降")


def _change(value: float, size: str, more: str, less: str) -> str:
    if not value:
        return "持平"
    return f"{more} +{size}" if value > 0 else f"{less} \N{MINUS SIGN}{size}"


VERDICTS = {
    Verdict.TRUE: "属实",
    Verdict.MOSTLY: "基本属实",
    Verdict.FALSE: "不属实",
    Verdict.NOT_DONE: "未落实",
}


def number_text(draw: Draw) -> str:
    """Return a draw's number: 抽查〔2026〕1号."""
    return f"抽查〔{draw.year}〕{draw.number}号"


def scope_text(wanted: Wanted, plan: str = "") -> str:
    """Return from what is drawn: 《…要点》，已销号，红灯、黄灯，市教育局等3家."""
    units = "、".join(wanted.units[:3]) + (f"等{len(wanted.units)}家" if len(wanted.units) > 3 else "")
    colours = "、".join(f"{COLOURS[colour]}灯" for colour in wanted.colours)
    section = wanted.section.rpartition("\x1f")[2]
    closed = "只抽已销号的" if wanted.closed_only else ""
    return "，".join(filter(None, (f"《{plan}》" if plan else "全部要点", section, units, colours, closed)))


def amount_text(wanted: Wanted) -> str:
    """Return how much is drawn: 抽取10%，每家至少1项."""
    amount = f"{wanted.count}项" if wanted.count is not None else f"{wanted.percent}%"
    return f"抽取{amount}" + ("，每家单位至少1项" if wanted.each_unit else "")


def drawn_text(draw: Draw, plan: str = "") -> str:
    """Return how a sample was drawn, so that anybody can draw it again."""
    return (
        f"抽样范围：{scope_text(draw.wanted, plan)}，共{draw.population}项次；{amount_text(draw.wanted)}，"
        f"实抽{len(draw.checks)}项次；抽样号{draw.wanted.seed}（同一抽样号可重抽核对）"
    )
