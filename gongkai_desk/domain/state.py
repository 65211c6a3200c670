"""Where a task stands, what may be done to it, what a unit is to it, as names; a window needs no more to start."""

from __future__ import annotations

from collections.abc import Collection
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


# ---- sets of states that mean something, each with the question that it answers

RUNNING = frozenset({State.NOT_STARTED, State.IN_PROGRESS, State.RETURNED})
"""在办: it is the unit's turn. Such shares are reminded, may be applied for, put off and closed."""

OPEN = RUNNING | {State.PENDING, State.DEFERRED}
"""未了结: sooner or later something is still to come, from the unit or (待核查) from the office; 中止 is apart."""

OUT = frozenset({State.CLOSED, State.NOT_APPLICABLE, State.CANCELLED})
"""已了结: nothing is to come any more, unless the share is opened again (重新打开)."""

PAUSED = frozenset({State.SUSPENDED, State.DEFERRED})
"""中止、暂缓: stopped for a while; 恢复 leads back to the state before it."""

AT_REST = OUT | PAUSED
"""No report is asked while a share stands so, neither then nor in hindsight after it was opened again."""

SET_ASIDE = AT_REST - {State.CLOSED}
"""Neither at work nor done: such a share is in no calendar, and no sample is drawn of it."""

UNDONE = RUNNING | {State.DEFERRED}
"""Keeps a task from being closed as a whole: what was applied for or stopped for good does not."""

FULFILLED = frozenset({State.CLOSED, State.NOT_APPLICABLE})
"""Counts as done beside units that have not begun: their task is then in progress."""

NOT_APPLIED = RUNNING - {State.RETURNED}
"""Has never applied for 销号: evidence is wanted by its deadline, not because it applied."""

BEGUN = frozenset({State.IN_PROGRESS, State.PENDING, State.RETURNED})
"""Work is known of and not over: evidence should be there or come."""

CLOSING = frozenset({Action.CLOSE, Action.CARRY_OVER})
"""销号、年度办结: acts that close a share; rules ask for evidence and numbers, an override may do without."""


def in_order(states: Collection[State]) -> tuple[State, ...]:
    """Return states in the order in which they are defined; a set has none."""
    return tuple(state for state in State if state in states)


class Role(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"  # 牵头
    RESPONSIBLE = "responsible"  # 责任、落实
    SUPPORT = "support"  # 配合
