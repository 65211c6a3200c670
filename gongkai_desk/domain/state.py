"""Where a task stands and what may be done to it, as names; a window needs no more to start."""

from enum import StrEnum


class State(StrEnum):
    """The stored status of one unit's share of a task; 逾期 and 临期 are computed, never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PENDING = "pending"
    CLOSED = "closed"
    RETURNED = "returned"
    NOT_APPLICABLE = "not_applicable"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What may be done to one unit's share of a task (``transition``)."""

    APPLY = "apply"
    VERIFY = "verify"
    CLOSE = "close"
    RETURN = "return"
    NOT_APPLICABLE = "not-applicable"
    EXTEND = "extend"
    CHANGE = "change"
    SUSPEND = "suspend"
    RESUME = "resume"
    DEFER = "defer"
    CANCEL = "cancel"
    REOPEN = "reopen"
    CARRY_OVER = "carry-over"
