"""The figures of a period (进展情况): what is counted, up to which day, which rows each one counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.cycle.upward import PeriodLock, Submission
from gongkai_desk.domain.figures import Counted

CORRECTED = "补报更正"
"""``Report.counted_in`` of a late return that a correction of what was sent tells; else the period to count in."""


class FigureName(StrEnum):
    """What is counted; as ``locked_figure.name`` stores it.

    Tasks count once (口径：任务), shares once for each unit (口径：家次). 不涉及, 中止, 取消 and 暂缓 are in none but
    their own; 长期任务 are told apart and are in no rate. States are those at the end of the period's last day.
    """

    TASKS = "tasks"  # 部署任务: all but those set apart below
    CLOSED = "closed"  # 已完成: every share that counts is closed
    CLOSED_LATE = "closed_late"  # of these after the deadline (逾期完成)
    PENDING = "pending"  # 待核查
    IN_PROGRESS = "in_progress"  # 推进中, 退回整改 with them
    NOT_STARTED = "not_started"
    OVERDUE = "overdue"  # red for its deadline (逾期), whatever its state
    LONG_TERM = "long_term"  # 长期任务, apart
    OUT = "out"  # 不涉及、中止、取消、暂缓 as a whole
    SHARES = "shares"  # 家次
    SHARES_CLOSED = "shares_closed"
    SHARES_LONG_TERM = "shares_long_term"
    SHARES_OUT = "shares_out"
    OWED = "owed"  # 应报家次: reports that the period asks for
    ON_TIME = "on_time"  # 按时
    LATE = "late"  # 迟报, told before the figures were sent
    MISSING = "missing"  # 未报
    ZERO = "zero"  # of those told: 零报告


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """One figure: of all, of a section (the outermost heading), or of a unit; never of both."""

    name: FigureName
    value: int
    counted: Counted
    section: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of a plan's period as they stand on ``as_of``, or as they were locked (``lock``)."""

    plan_id: int
    period: str
    as_of: date
    figures: tuple[PeriodFigure, ...]
    lock: PeriodLock | None = None

    def of(self, name: FigureName, section: str = "", unit_id: int | None = None) -> PeriodFigure | None:
        """Return a figure, ``None`` where nothing of the kind is counted there."""
        wanted = (name, section, unit_id)
        return next((each for each in self.figures if (each.name, each.section, each.unit_id) == wanted), None)


@dataclass(frozen=True, slots=True)
class LockOrder:
    """What is to be locked: a period of one plan or of all plans of its year (``plan_id`` ``None``), with a remark.

    ``submission``: with what it went up, as an entry of the 报送登记 by its id, or as one to be made with the lock.
    """

    period: str
    plan_id: int | None = None
    reason: str = ""
    submission: int | Submission | None = None
