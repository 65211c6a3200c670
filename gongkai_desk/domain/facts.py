"""What is known of one unit's share of a task, as far as a light depends on it: one value, which is also the cache key.

The store selects these columns by these names; the rules of lights have no other way to anything. Whoever lets a light
depend on one more thing adds it here, and shares that differ in it are no longer taken for alike.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongkai_desk.domain.state import Action, State


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


class Facts(NamedTuple):
    """All that a light and its topics depend on beside the deadline and the day; ``whole``: no unit is named.

    Acts are in the order in which they were done, reports by day; evidence for the task as a whole is everybody's.
    """

    whole: bool = False
    stored: StateFact = StateFact()
    acts: tuple[ActFact, ...] = ()
    reports: tuple[ReportFact, ...] = ()
    proofs: tuple[Proof, ...] = ()

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
