"""What may be done next to a unit's share (申请 核查 销号 退回 延期 …), and what is missing for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai_desk.domain.light import StateFact
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import ACTS, CLOSING, Action, State
from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.rules.light.counts import Target, missing
from gongkai_desk.rules.light.shares import LASTING, Share, finishing_day, first_reached, last_day


class Lack(StrEnum):
    """What is missing for an act; sentences in ``wording.LACKS``."""

    STATE = "state"  # not from this state
    EVIDENCE = "evidence_of_share"
    COUNTS = "counts"
    UNITS = "units_done"
    APPLICATION = "application"  # after a 退回 it is applied for again
    REASON = "reason"
    UNTIL = "until"
    LATER = "later_date"
    LASTING = "lasting_task"  # 年度办结 is for tasks that last
    FUTURE = "future_day"


OVERRIDABLE = frozenset({Lack.EVIDENCE, Lack.COUNTS, Lack.UNITS, Lack.APPLICATION})
"""What an override with a reason that prints makes good."""


@dataclass(frozen=True, slots=True)
class Request:
    """An act as it is asked for on ``day``; ``override`` is the reason for doing it against the rules."""

    action: Action
    day: date
    today: date
    reason: str = ""
    until: date | None = None
    override: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules know beside the share.

    The task's targets, all units' amounts together, and how many other units are not done where the act would close
    the task as a whole.
    """

    targets: Sequence[Target] = ()
    together: Mapping[int, Decimal] = field(default_factory=dict)
    undone: int = 0


def may(request: Request, task: Task, share: Share, setting: Setting | None = None) -> tuple[Lack, ...]:
    """Return what is missing for an act; empty: it may be done. An override makes good what it can."""
    found = [*_form(request, task, share), *(_closing(request, task, share, setting or Setting()))]
    overridden = OVERRIDABLE if request.override.strip() else frozenset()
    return tuple(lack for lack in found if lack not in overridden)


def can_start(action: Action, state: State) -> bool:
    """Tell whether an act can be done from a state at all; what else it takes, ``may`` tells."""
    return state in ACTS[action].start


def overridden(request: Request, task: Task, share: Share, setting: Setting) -> tuple[Lack, ...]:
    """Return what an override made good, for the record."""
    return tuple(lack for lack in _closing(request, task, share, setting) if lack in OVERRIDABLE)


def _form(request: Request, task: Task, share: Share) -> list[Lack]:
    """Return what the act itself lacks, whatever the work is like."""
    found: list[Lack] = []
    if share.state not in ACTS[request.action].start:
        found.append(Lack.STATE)
    if request.day > request.today:
        found.append(Lack.FUTURE)
    if ACTS[request.action].needs_reason and not request.reason.strip():
        found.append(Lack.REASON)
    if request.action is Action.EXTEND:
        found += _extension(request, task, share)
    if request.action is Action.RETURN and request.until and request.until < request.day:
        found.append(Lack.LATER)
    if request.action is Action.CARRY_OVER and task.deadline.kind not in LASTING and not _goes_on(request, task):
        found.append(Lack.LASTING)
    return found


def _extension(request: Request, task: Task, share: Share) -> list[Lack]:
    if request.until is None:
        return [Lack.UNTIL]
    due = last_day(task.deadline, share.facts)
    return [Lack.LATER] if due and request.until <= due else []


def _goes_on(request: Request, task: Task) -> bool:
    """Tell whether a task goes beyond the year (2026—2028年, 次年一季度)."""
    return task.deadline.due is not None and task.deadline.due.year > request.day.year


def _closing(request: Request, task: Task, share: Share, setting: Setting) -> list[Lack]:
    """Return what keeps a share from being closed: no evidence, counts not reached, units not done."""
    if request.action not in CLOSING:
        return []
    found = [] if share.proofs else [Lack.EVIDENCE]
    if missing(setting.targets, share.amounts, setting.together):
        found.append(Lack.COUNTS)
    if share.state is State.RETURNED:
        found.append(Lack.APPLICATION)
    if setting.undone:
        found.append(Lack.UNITS)
    return found


def became(request: Request, task: Task, share: Share, *, resumed: State = State.IN_PROGRESS) -> State:
    """Return the state after an act; ``resumed`` is the one before the last 中止 or 暂缓."""
    if request.action is Action.RESUME:
        return resumed
    if request.action is Action.VERIFY and _verifies_first(task, share):
        return State.IN_PROGRESS
    return ACTS[request.action].becomes or share.state


def _verifies_first(task: Task, share: Share) -> bool:
    """Tell whether a verification is that of the first date of «6月底，长期坚持»: the task then goes on."""
    return task.deadline.kind is DeadlineKind.DATE_THEN_LONG_TERM and not first_reached(task.deadline, share.facts)


def fact_after(request: Request, task: Task, share: Share, state: State) -> StateFact:
    """Return the state with its days after an act that led to ``state``."""
    if request.action is Action.RETURN:
        rectify_until = request.until
    else:
        rectify_until = share.rectify_until if state is State.RETURNED else None
    return StateFact(
        state,
        request.day if state is not share.state else share.since,
        _finished(request, task, share, state),
        request.until if request.action is Action.DEFER else share.paused_until,
        rectify_until,
    )


def _finished(request: Request, task: Task, share: Share, state: State) -> date | None:
    """Return the day the share was finished, once it is closed or its first date was verified."""
    verified = request.action is Action.VERIFY and state is State.IN_PROGRESS
    if state is State.CLOSED or verified:
        return finishing_day(task.deadline, share.facts, request.day)
    if request.action is Action.REOPEN:
        return share.finished if share.carried else None
    return share.finished if first_reached(task.deadline, share.facts) else None
