"""Lights (灯) as names: colours, what a light means, what a task waits for, when they change.

The rules are in ``rules.light.lights``.

They stand apart so that a window can paint them without loading what works them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Thresholds:
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
