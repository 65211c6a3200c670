"""What a report says, who is to report, and over what a count is met."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai_desk.domain.state import WhoReports
from gongkai_desk.domain.work import QuotaScope, Report

WHO_REPORTS = {
    WhoReports.EACH: "各自报",
    WhoReports.LEAD: "牵头汇总报",
    WhoReports.RESPONSIBLE: "仅责任单位报",
}

QUOTA_SCOPES = {QuotaScope.UNIT: "每家都要达到", QuotaScope.TOTAL: "全市合计", QuotaScope.RATE: "比率"}

ZERO_REPORT = "零报告"
"""What a report says whose unit has nothing new and wrote nothing else."""

SUMMARY = "汇总稿"


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
