"""Where a task stands, what may be done to it, what a unit is to it, as names; a window needs no more to start."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple


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


# ---- acts: a row each, which rules, dialogs and words go by


class ActRule(NamedTuple):
    """What an act is: its word, the states it starts from and the one it leads to, and what is asked for it.

    ``becomes`` ``None``: the state stays, or depends on more (``rules.work.transitions.became``). ``reason``,
    ``until``: what their fields are called, an empty ``until`` sets no day. ``needs_reason``: none, no act.
    ``opinion``: somebody verifies, with an opinion of theirs; ``letter``: somebody approves, by a letter.
    ``closes``: evidence and numbers are asked for, an override may do without.
    """

    word: str
    start: frozenset[State]
    becomes: State | None = None
    needs_reason: bool = False
    reason: str = "理由"
    until: str = ""
    opinion: bool = False
    letter: bool = False
    closes: bool = False


_WAITING = RUNNING | {State.PENDING}
_NOT_OVER = OPEN | {State.SUSPENDED}
ACTS: dict[Action, ActRule] = {
    Action.APPLY: ActRule("申请销号", RUNNING, State.PENDING, reason="申请说明"),
    Action.VERIFY: ActRule("核查", frozenset({State.PENDING}), reason="说明", opinion=True),
    Action.CLOSE: ActRule("销号", _WAITING, State.CLOSED, reason="说明", opinion=True, closes=True),
    Action.CARRY_OVER: ActRule("年度办结", _WAITING, State.CLOSED, reason="说明", opinion=True, closes=True),
    Action.RETURN: ActRule(
        "退回整改", frozenset({State.PENDING}), State.RETURNED, True, "整改要求", "整改期限", opinion=True
    ),
    Action.NOT_APPLICABLE: ActRule("不涉及", _NOT_OVER, State.NOT_APPLICABLE, True),
    Action.EXTEND: ActRule("延期", OPEN, None, True, until="延期到", letter=True),
    Action.CHANGE: ActRule("变更", _NOT_OVER, None, True, until="变更后时限", letter=True),
    Action.SUSPEND: ActRule("中止", OPEN, State.SUSPENDED, True, letter=True),
    Action.RESUME: ActRule("恢复", PAUSED, letter=True),
    Action.DEFER: ActRule("暂缓", RUNNING, State.DEFERRED, True, until="暂缓到", letter=True),
    Action.CANCEL: ActRule("取消任务", _NOT_OVER, State.CANCELLED, True, letter=True),
    Action.REOPEN: ActRule("重开", OUT, State.IN_PROGRESS, True),
}
"""Source: DOMAIN §8 (states), §0.4 (不涉及), §0.2 (whoever verifies)."""

CLOSING = frozenset(action for action, act in ACTS.items() if act.closes)
"""销号、年度办结: acts that close a share."""


def in_order(states: Collection[State]) -> tuple[State, ...]:
    """Return states in the order in which they are defined; a set has none."""
    return tuple(state for state in State if state in states)


class Role(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"  # 牵头
    RESPONSIBLE = "responsible"  # 责任、落实
    SUPPORT = "support"  # 配合


class WhoReports(StrEnum):
    """Which units of a task report and are closed."""

    EACH = "each"  # 各自报
    LEAD = "lead"  # 牵头汇总报
    RESPONSIBLE = "responsible"  # 仅责任单位报


class TaskWorkDone(NamedTuple):
    """What units have done on a task, for one line of a table.

    ``latest`` and ``day``: the newest report that holds. ``reported`` of ``asked`` units have reported on ``period``
    (in words): the oldest that is owed, else the one that runs if anybody has, else the last; ``evidence``: pieces.
    """

    day: date | None = None
    latest: str = ""
    reported: int = 0
    asked: int = 0
    period: str = ""
    evidence: int = 0
