"""Lights (灯) as names: colours, what a light means, what a task waits for. The rules are in ``rules.lights``.

They stand apart so that a window can paint them without loading what works them out.
"""

from collections.abc import Mapping
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
