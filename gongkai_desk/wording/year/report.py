"""进展情况报告, 通报 and the leader's page: template lines; every sentence is one of these, or a stored text."""

from __future__ import annotations

from typing import Final

from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.report import ReportPart
from gongkai_desk.wording.lights import period_text

_WHOLE_YEAR: Final = "全年"


def short_period(period: str, year: int | None) -> str:
    """Return a period's name beside a plan that names its year already: 三季度, 全年; of another year with it."""
    text = period_text(period)
    if year is None or period[:4] != str(year):
        return text
    return text.removeprefix(f"{year}年") or _WHOLE_YEAR


# ---- 进展情况报告

REPORT_TITLE: Final = "关于{plan}{period}进展情况的报告"
OPENING: Final = "按照{plan}有关要求，现将{period}（截至{as_of}）进展情况报告如下。"
SENT: Final = "以下数据已于{day}锁定报出，此后补报的没有计入。"
WHOLE, BY_SECTION, REPORTING = "总体进展", "各部分进展", "进展报送情况"
HEADS: Final = {ReportPart.PRACTICE: "典型做法", ReportPart.PROBLEM: "存在的问题", ReportPart.NEXT: "下一步打算"}
ALL: Final = (
    "部署任务{tasks}项，已完成{closed}项，占{rate}；待核查{pending}项，推进中{in_progress}项，未启动{not_started}项。"
)
CLOSED_LATE: Final = "已完成的任务中，逾期完成{closed_late}项。"
OVERDUE: Final = "逾期未完成{overdue}项。"
NONE_OVERDUE: Final = "没有逾期未完成的任务。"
OVERDUE_ITEM: Final = "{number}.{name}（{unit}，完成时限：{deadline}）。"
TASK_BASIS: Final = "以上按任务计算（口径：任务），不含长期任务{long_term}项，不含不涉及、中止、取消、暂缓的{out}项。"
SHARES: Final = "按责任单位计，应落实{shares}家次，已完成{shares_closed}家次，占{share_rate}。"
SHARE_BASIS: Final = (
    "以上按家次计算（口径：家次），不含长期任务{shares_long_term}家次，不含不涉及、中止、取消、暂缓的{shares_out}家次。"
)
SECTION: Final = (
    "（{number}）{section}。部署任务{tasks}项，已完成{closed}项，占{rate}；"
    "待核查{pending}项，推进中{in_progress}项，未启动{not_started}项，逾期未完成{overdue}项。"
)
SECTION_NONE: Final = (
    "（{number}）{section}。没有计入的任务；长期任务{long_term}项，不涉及、中止、取消、暂缓的{out}项。"
)
SECTION_BASIS: Final = "以上按任务计算（口径：任务），长期任务和不涉及、中止、取消、暂缓的不计入。"
TOLD: Final = (
    "应报进展{owed}家次，按时报送{on_time}家次，占{on_time_rate}；"
    "迟报{late}家次，未报{missing}家次；报送率{told_rate}。"
)
ZERO: Final = "已报的进展中，零报告{zero}家次。"
AHEAD: Final = "另有{ahead}家次未到报送截止日。"
TOLD_BASIS: Final = "以上按家次计算（口径：家次），一家单位的一项任务为一家次；报送率为按时和迟报之和占应报的比例。"
NONE_OWED: Final = "本期没有应报的进展。"
CHOSEN: Final = "{number}.{unit}：{text}"
CHOSEN_OF_NOBODY: Final = "{number}.{text}"

# ---- 进展情况表

TABLE_OF_PROGRESS: Final = "{plan}{period}进展情况表"
COUNTED: Final = (
    "部署任务{tasks}项：已完成{closed}项，待核查{pending}项，推进中{in_progress}项，未启动{not_started}项；"
    "逾期未完成{overdue}项；完成率{rate}（按任务计算，不含长期任务{long_term}项和不涉及、中止、取消、暂缓的{out}项）"
)
EARLIER: Final = "{period}：{text}"
LATE_TOLD: Final = "（{told}）"
DONE, DONE_LATE = "已完成", "已完成（逾期）"

# ---- 通报

BULLETIN_TITLE: Final = "关于{plan}{period}进展报送情况的通报"
BULLETIN_OPENING: Final = "按照{plan}有关要求，现将{period}（截至{as_of}）进展报送情况通报如下。"
BULLETIN_HEADS: Final = {
    "whole": "总体情况",
    "on_time": "按时报送的单位",
    "late": "迟报的单位",
    "missing": "未报的单位",
}
BULLETIN_LIST: Final = "{count}家：{names}。"
BULLETIN_NONE: Final = "没有。"
LATE_UNIT: Final = "{unit}（迟报{late}家次）"
MISSING_UNIT: Final = "{unit}（未报{missing}家次）"
UNIT_BASIS: Final = "一家单位按报送最差的一项列一次，本期不应报进展的单位不列。"
TABLE_TITLE: Final = "各单位进展报送情况表"
TABLE_HEADS: Final = ("序号", "单位", "应报", "按时", "迟报", "未报", "零报告", "按时率")
RANKED_HEAD: Final = "名次"
TABLE_BASIS: Final = "单位：家次。按时率为按时报送占应报的比例。"
ANNEX: Final = "附件"

# ---- the leader's page

LEADER_TITLE: Final = "{plan}落实情况"
LEADER_BASIS: Final = (
    "一项任务按最差的一家亮灯；{closed}项已完成，占{rate}（口径：任务，不含长期任务和不涉及、中止、取消、暂缓的）。"
)
OVERDUE_HEAD: Final = "逾期最久的事项"
DECISIONS_HEAD: Final = "需要协调、决定的事项"
NEXT_HEAD: Final = "最近的时限"
NOTHING: Final = "没有。"
MORE: Final = "另有{count}项，见台账。"
LEADER_HEADS: Final = {
    "overdue": ("任务", "责任单位", "逾期天数"),
    "decisions": ("任务", "责任单位", "待定事项"),
    "next_dates": ("任务", "责任单位", "时限"),
}
WHYS: Final = {State.PENDING: "待核查", State.DEFERRED: "暂缓，待定"}
TO_CONFIRM, UNITS_OPEN = "时限待确认", "责任单位待明确"
