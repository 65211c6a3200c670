"""What a clerk reads about units' shares of a task: roles, settings of reporting, a deadline that was put off."""

from typing import TYPE_CHECKING

from gongkai_desk.domain.unit import Role
from gongkai_desk.domain.work import QuotaScope, WhoReports

if TYPE_CHECKING:
    from gongkai_desk.rules.lights import TaskLight

ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORT: "配合"}

WHO_REPORTS = {
    WhoReports.EACH: "各自报",
    WhoReports.LEAD: "牵头汇总报",
    WhoReports.RESPONSIBLE: "仅责任单位报",
}

QUOTA_SCOPES = {QuotaScope.UNIT: "每家都要达到", QuotaScope.TOTAL: "全市合计", QuotaScope.RATE: "比率"}

ZERO_REPORT = "零报告"
"""What a report says whose unit has nothing new and wrote nothing else."""


def extension_text(light: "TaskLight") -> str:
    """Return to when a task was put off: 延至2026-07-31, 3家延至2026-07-31 (最晚…); empty where nobody's was."""
    dates = [share.extended for share, _ in light.by_unit if share.extended]
    if not dates:
        return ""
    whose = "" if len(dates) == len(light.by_unit) else f"{len(dates)}家"
    return f"{whose}{'最晚' if len(set(dates)) > 1 else ''}延至{max(dates).isoformat()}"


def dated_text(printed: str, light: "TaskLight | None") -> str:
    """Return a deadline as printed and to when it was put off: 6月底前 → 延至2026-07-31."""
    told = extension_text(light) if light is not None else ""
    return f"{printed} → {told}".strip() if told else printed


def without_extension(text: str) -> str:
    """Return a deadline as printed, out of what ``dated_text`` showed."""
    return text.partition(" → ")[0]
