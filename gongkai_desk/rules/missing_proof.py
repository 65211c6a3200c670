"""Whose evidence is missing (缺佐证): units that applied, were sent back, are due or were closed without any."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import State
from gongkai_desk.rules.lights import Frame, TaskLight
from gongkai_desk.rules.shares import Share, deadline_of


class Lacking(StrEnum):
    """Why evidence is wanted now, the most pressing first."""

    APPLIED = "applied"  # 已申请销号
    RETURNED = "returned"  # 退回整改
    OVERDUE = "overdue"  # 已到期
    DUE_SOON = "due_soon"  # 即将到期
    CLOSED = "closed"  # 已销号, by an override


_BY_STATE = {State.PENDING: Lacking.APPLIED, State.RETURNED: Lacking.RETURNED, State.CLOSED: Lacking.CLOSED}
_OPEN = frozenset({State.NOT_STARTED, State.IN_PROGRESS})


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
        due = deadline_of(task, share)
        why = _BY_STATE.get(share.state) or _by_day(share, due, frame)
        if why is not None:
            yield MissingProof(task, share, why, due)


def _by_day(share: Share, due: date | None, frame: Frame) -> Lacking | None:
    if share.state not in _OPEN or due is None:
        return None
    left = (due - frame.today).days
    if left < 0:
        return Lacking.OVERDUE
    return Lacking.DUE_SOON if left <= frame.thresholds.due_soon else None
