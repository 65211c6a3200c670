"""Lights (灯) as names, and what is known of one unit's share of a task as far as a light depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongkai_desk.domain.state import Action, State


class Colour(StrEnum):
    """The colours, the worst first."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    OFF = "off"


SEVERITY: Mapping[Colour, int] = {colour: rank for rank, colour in enumerate(Colour)}


class Why(StrEnum):
    """What a light means; sentences in ``wording.lights``."""

    NOT_APPLICABLE = "not_applicable"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"
    CANCELLED = "cancelled"
    LAST_YEAR = "last_year"
    NOT_BEGUN = "not_begun"
    CLOSED = "closed"
    CARRIED = "carried"  # 年度办结
    DONE_LATE = "done_late"  # 逾期完成
    PENDING = "pending"
    OVERDUE = "overdue"
    REPORT_MISSING = "report_missing"
    RECTIFY_OVERDUE = "rectify_overdue"
    TO_CONFIRM = "to_confirm"
    UNITS_OPEN = "units_open"
    DUE_SOON = "due_soon"
    REPORT_SOON = "report_soon"
    REPORT_IN_GRACE = "report_in_grace"
    RETURNED = "returned"
    RUNNING = "running"


class Topic(StrEnum):
    """What a task waits for, the most pressing first; a task may stand under several."""

    OVERDUE = "overdue"  # 已逾期
    RECTIFY_OVERDUE = "rectify_overdue"  # 整改逾期
    DUE_7 = "due_7"
    DUE_15 = "due_15"
    DUE_30 = "due_30"
    REPORT_MISSING = "report_missing"  # 逾期未报
    REPORT_DUE = "report_due"  # 该报进展
    TO_VERIFY = "to_verify"  # 待核查: waits for the office itself
    NO_PROOF = "no_proof"  # applied for, but without evidence
    RETURNED = "returned"  # 退回整改
    TO_CONFIRM = "to_confirm"  # 时限待确认
    UNITS_OPEN = "units_open"  # 责任单位待明确


class Scheme(StrEnum):
    """Which colours an office's slips and lights bear."""

    GREEN_YELLOW_RED = "green-yellow-red"  # 绿黄红
    BLUE_YELLOW_RED = "blue-yellow-red"  # 蓝黄红: what is well is not marked, near is blue, behind yellow


class Thresholds(NamedTuple):
    """When lights change.

    ``due_soon``: calendar days before a deadline (临期). ``report_soon``: working days before a report is due.
    ``report_grace``: working days after it. ``verify``: working days in which the office itself verifies.
    """

    due_soon: int = 15
    report_soon: int = 5
    report_grace: int = 5
    verify: int = 5
    scheme: Scheme = Scheme.GREEN_YELLOW_RED


USUAL_THRESHOLDS = Thresholds()


class StateFact(NamedTuple):
    """The stored state with its days; ``until`` is the end of a 暂缓, ``rectify_until`` that of a 整改."""

    state: State = State.NOT_STARTED
    since: date | None = None
    finished: date | None = None
    until: date | None = None
    rectify_until: date | None = None


class ActFact(NamedTuple):
    """An act upon the share: the states before and after it, and the date that it set."""

    act: Action
    day: date
    was: State
    became: State
    until: date | None = None


class ReportFact(NamedTuple):
    """A report (进展): the period that it names, if any, whether it is a 零报告, whether it was sent back."""

    day: date
    period: str = ""
    zero: bool = False
    returned: bool = False


class Proof(NamedTuple):
    """A piece of evidence: the day it took effect and the day it came."""

    effective: date | None = None
    received: date | None = None


class Pause(NamedTuple):
    """A time in which nothing was asked of a unit (中止, 暂缓, 已销号 …); ``until`` ``None``: it lasts."""

    since: date
    until: date | None = None


class Later(NamedTuple):
    """A later day for a unit's report on a period, granted on ``day`` (准予延期报送)."""

    day: date
    period: str
    closing: date


class Facts(NamedTuple):
    """All that a light and its topics depend on beside the deadline and the day; ``whole``: no unit is named.

    Acts are in the order in which they were done, reports by day; evidence for the task as a whole is everybody's.
    ``later``: in the order in which it was granted.
    """

    whole: bool = False
    stored: StateFact = StateFact()
    acts: tuple[ActFact, ...] = ()
    reports: tuple[ReportFact, ...] = ()
    proofs: tuple[Proof, ...] = ()
    later: tuple[Later, ...] = ()

    @property
    def state(self) -> State:
        """Return the stored state."""
        return self.stored.state

    @property
    def since(self) -> date | None:
        """Return since when the state holds."""
        return self.stored.since

    @property
    def finished(self) -> date | None:
        """Return the day the unit finished: its first task, where a long-term one follows."""
        return self.stored.finished

    @property
    def rectify_until(self) -> date | None:
        """Return the last day of a 整改."""
        return self.stored.rectify_until

    @property
    def paused_until(self) -> date | None:
        """Return the end of a 暂缓 that holds."""
        return self.stored.until if self.stored.state is State.DEFERRED else None


NOTHING_KNOWN = Facts()
"""Of a unit that has done nothing yet and upon whose share there was no act."""
