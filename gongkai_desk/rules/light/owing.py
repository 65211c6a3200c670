"""What a unit's share owes for a period that the office asks about (填报表): a report, a task that is due, a 整改."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai_desk.domain.light import Facts
from gongkai_desk.domain.state import AT_REST, State
from gongkai_desk.domain.time import Deadline
from gongkai_desk.domain.work import Settled
from gongkai_desk.rules.light.cycles import PeriodStatus, Standing, judge, periods, put_off
from gongkai_desk.rules.light.lights import Frame
from gongkai_desk.rules.light.shares import last_day, pauses


class Owes(StrEnum):
    """How a share stands to a period: the first three are asked for, the others are told for information."""

    RECTIFY = "rectify"  # 退回整改
    DUE = "due"  # its deadline lies in the period, or was missed before
    REPORT = "report"  # the cycle asks for a report on the period
    REPORTED = "reported"  # it has been reported on the period already
    PENDING = "pending"  # 待核查: the office's turn
    AT_REST = "at_rest"  # 已销号、中止、暂缓、取消
    NOT_BEGUN = "not_begun"
    NOT_ASKED = "not_asked"  # neither report nor deadline in the period


ASKED = frozenset({Owes.RECTIFY, Owes.DUE, Owes.REPORT})
_OPEN = frozenset({Standing.AHEAD, Standing.IN_GRACE, Standing.MISSING})


@dataclass(frozen=True, slots=True)
class Span:
    """A period with its first and last day."""

    name: str
    first: date
    last: date


def owes(deadline: Deadline, facts: Facts, frame: Frame, span: Span) -> Owes | None:
    """Return how a share stands to a period; ``None`` where the unit is not concerned (不涉及)."""
    if facts.state is State.NOT_APPLICABLE:
        return None
    for rule in (_aside, _returned, _due):
        if found := rule(deadline, facts, frame, span):
            return found
    status = asked_report(facts, frame, span)
    if status is None:
        return Owes.NOT_ASKED
    if status.standing in _OPEN:
        return Owes.REPORT
    return Owes.NOT_ASKED if status.standing is Standing.NOT_ASKED else Owes.REPORTED


def asked_report(facts: Facts, frame: Frame, span: Span) -> PeriodStatus | None:
    """Return the last of the cycle's periods that ends in the span, and what became of it.

    The office asks for it by its 填报表, so it counts whenever the task was entered.
    """
    asked = periods(frame.cycle, span.first - timedelta(days=1), span.last, frame.workdays, frame.thresholds)
    asked = put_off(asked, facts.later, frame.workdays, frame.thresholds)
    ending = [each for each in asked if span.first <= each.last <= span.last]
    return judge(ending, facts.reports, frame.today, pauses(facts.acts))[-1] if ending else None


def _aside(deadline: Deadline, facts: Facts, frame: Frame, span: Span) -> Owes | None:
    if facts.state is State.PENDING:
        return Owes.PENDING
    if facts.state in AT_REST and not _over(facts, span):
        return Owes.AT_REST
    if frame.settings.settled is Settled.LAST_YEAR:
        return Owes.AT_REST
    return Owes.NOT_BEGUN if deadline.start and deadline.start > span.last else None


def _over(facts: Facts, span: Span) -> bool:
    """Tell whether a 暂缓 ends within the span."""
    return facts.state is State.DEFERRED and facts.paused_until is not None and facts.paused_until < span.last


def _returned(deadline: Deadline, facts: Facts, frame: Frame, span: Span) -> Owes | None:
    return Owes.RECTIFY if facts.state is State.RETURNED else None


def _due(deadline: Deadline, facts: Facts, frame: Frame, span: Span) -> Owes | None:
    due = last_day(deadline, facts)
    return Owes.DUE if due is not None and due <= span.last else None
