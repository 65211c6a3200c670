"""What happens to a task in the year: state, reports (进展), evidence (佐证)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai_desk.domain.ids import AmountId, CaseId, EvidenceId, ReportId, TaskId
from gongkai_desk.domain.state import Action, State, WhoReports


@dataclass(frozen=True, slots=True)
class NewReport:
    """Progress as it is entered: ``unit`` is an id or any name, ``None`` the task's first; else as ``Report``."""

    unit: str | None
    day: date
    text: str
    period: str = ""
    problems: str = ""
    next_steps: str = ""
    expected: date | None = None
    zero: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Progress (进展) of one unit on one day; a correction is a new report that names the one it corrects.

    ``problems`` 存在问题, ``next_steps`` 下一步打算, ``expected`` 预计完成时间, ``zero`` 零报告;
    ``summary``: the office's own 汇总稿; ``period`` is e.g. ``2022Q3``; ``returned``: why it was sent back (退回补报).
    ``after_lock``: the day on which its period had been locked when it came; ``counted_in``: the next period, or that
    it was told as 补报更正, as a person chose (``domain.year.period``).
    """

    task_id: int
    unit: str
    day: date
    text: str
    unit_id: int | None = None
    corrects: int | None = None
    period: str = ""
    problems: str = ""
    next_steps: str = ""
    expected: date | None = None
    zero: bool = False
    summary: bool = False
    returned: str = ""
    after_lock: date | None = None
    counted_in: str = ""


@dataclass(frozen=True, slots=True)
class StoredReport(Report):
    """A report of the library."""

    id: ReportId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class NewSummary:
    """A 汇总稿 as it is written: ``period`` e.g. ``2022Q3``, empty by the day; ``sources``: the reports it uses."""

    text: str
    day: date
    period: str = ""
    sources: tuple[ReportId, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence (佐证材料): a file kept by content (``sha256``), a link or a number; ``unit_id`` provided it."""

    name: str
    sha256: str = ""
    url: str = ""
    doc_no: str = ""
    effective: date | None = None
    received: date | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoredEvidence(Evidence):
    """Evidence that is kept in the library."""

    id: EvidenceId = field(kw_only=True)


class Settled(StrEnum):
    """How the office settled a deadline that was to be confirmed (时限待确认)."""

    KEPT = "kept"  # 确认照此执行
    DONE = "done"  # 已完成（补登）
    LAST_YEAR = "last_year"  # 属上年事项
    OTHER = "other"  # 另定时限


@dataclass(frozen=True, slots=True)
class Settlement:
    """How deadlines are settled: ``deadline`` is another one as it was typed, ``finished`` when a done task was done.

    A task that is done was done on its deadline where no day is given.
    """

    how: Settled
    finished: date | None = None
    reason: str = ""
    deadline: str = ""


class QuotaScope(StrEnum):
    """Of whom a number is asked."""

    UNIT = "unit"  # 每家
    TOTAL = "total"  # 全市合计
    RATE = "rate"  # 比率


@dataclass(frozen=True, slots=True)
class TaskSettings:
    """What the office set for a task beside its text; ``entered`` is the day on which it was stored.

    ``report_cycle`` and ``report_day`` are read by ``rules.light.cycles``; empty: the usual ones. ``units_open``: it
    names units of which nobody has said yet who they are (责任单位待明确); worked out, not stored.
    """

    who_reports: WhoReports = WhoReports.EACH
    report_cycle: str = ""
    report_day: str = ""
    quota_scope: QuotaScope | None = None
    settled: Settled | None = None
    entered: date | None = None
    units_open: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """An act upon one unit's share (申请 核查 销号 退回 延期 …): ``was`` and ``became`` are states.

    ``until`` is the date that it set, ``approver`` who approved or verified, ``override`` the reason for an act that
    the rules would not allow.
    """

    task_id: int
    unit_id: int | None
    act: Action
    day: date
    was: State
    became: State
    reason: str = ""
    until: date | None = None
    doc_no: str = ""
    approver: str = ""
    opinion: str = ""
    override: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class NewAmount:
    """A countable thing as it is entered: ``unit`` is an id or any name, ``None`` the task's first; no day is today.

    ``quota`` is the index in ``rules.light.counts.targets``; for a rate, ``amount`` is the rate as it stands.
    """

    unit: str | None
    amount: Decimal
    day: date | None = None
    quota: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class NewCase:
    """What starts a clock: ``unit`` as of ``NewAmount``; ``limit`` is which of the task's 办理期限 (from 0)."""

    unit: str | None
    subject: str
    started: date
    limit: int = 0


@dataclass(frozen=True, slots=True)
class QuotaEvent:
    """A countable thing done on a day; ``quota`` is the index in ``rules.light.counts.targets``."""

    task_id: int
    unit_id: int | None
    quota: int
    day: date
    amount: Decimal
    text: str = ""


@dataclass(frozen=True, slots=True)
class StoredAmount(QuotaEvent):
    """A countable thing of the library."""

    id: AmountId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class TimedCase:
    """A clock started by an event (收到留言 → 5个工作日): ``days`` from ``started``, ``ended`` when it was answered."""

    task_id: int
    unit_id: int | None
    subject: str
    limit_text: str
    days: int
    working: bool
    started: date
    ended: date | None = None
    hours: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class StoredCase(TimedCase):
    """A clock of the library."""

    id: CaseId = field(kw_only=True)


ALL = "*"
"""As a unit's name: every unit of the task that reports and to which the act can still be done."""


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with an act: its reason, the date it sets, letter number, approver or verifier, opinion, override.

    ``day`` is when it was done, ``None`` today.
    """

    reason: str = ""
    until: date | None = None
    doc_no: str = ""
    approver: str = ""
    opinion: str = ""
    override: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """How tasks are to be reported: who reports, the 填报周期 and the 报送日 in words, of whom numbers are asked.

    ``None`` leaves a setting as it is; an empty text is the office's usual cycle.
    """

    who: WhoReports | None = None
    cycle: str | None = None  # 每月, 每季度, 每半年, 每年, 不填报
    day: str | None = None  # 25日前, 次月5日前, 季后5个工作日
    quota_scope: QuotaScope | None = None

    def values(self) -> dict[str, str]:
        """Return what is set, by column."""
        given = {
            "who_reports": self.who,
            "report_cycle": self.cycle,
            "report_day": self.day,
            "quota_scope": self.quota_scope,
        }
        return {name: str(value) for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one unit reports on one task; ``unit`` is an id or any name, ``None`` the task's first."""

    task_id: TaskId
    unit: str | None
    text: str = ""
    problems: str = ""
    next_steps: str = ""
    expected: date | None = None
    zero: bool = False
