"""Whose evidence is missing (缺佐证): units that applied, were sent back, are due or were closed without any."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import NOT_APPLIED, State
from gongkai_desk.rules.lights import Frame, Light, TaskLight
from gongkai_desk.rules.shares import Share, last_day


class Lacking(StrEnum):
    """Why evidence is wanted now, the most pressing first."""

    APPLIED = "applied"  # 已申请销号
    RETURNED = "returned"  # 退回整改
    OVERDUE = "overdue"  # 已到期
    DUE_SOON = "due_soon"  # 即将到期
    CLOSED = "closed"  # 已销号, by an override


_BY_STATE = {State.PENDING: Lacking.APPLIED, State.RETURNED: Lacking.RETURNED, State.CLOSED: Lacking.CLOSED}


@dataclass(frozen=True, slots=True)
class MissingProof:
    """A share without evidence: why it is wanted, and its deadline."""

    task: Task
    share: Share
    why: Lacking
    due: date | None


def missing_proof(task: Task, light: TaskLight, frame: Frame) -> Iterator[MissingProof]:
    """Yield the shares of a task whose evidence is missing; what is not asked for now (不亮) is none of them."""
    for share, each in light.by_unit:
        if share.proofs or each.colour is Colour.OFF:
            continue
        due = last_day(task.deadline, share.facts)
        why = _BY_STATE.get(share.state) or _by_day(share, each, due, frame)
        if why is not None:
            yield MissingProof(task, share, why, due)


def _by_day(share: Share, light: Light, due: date | None, frame: Frame) -> Lacking | None:
    """Return why it is wanted by its day; a past one that is still to be confirmed is no lateness."""
    if share.state not in NOT_APPLIED or due is None:
        return None
    if any(reason.why is Why.OVERDUE for reason in light.reasons):
        return Lacking.OVERDUE
    return Lacking.DUE_SOON if 0 <= (due - frame.today).days <= frame.thresholds.due_soon else None
