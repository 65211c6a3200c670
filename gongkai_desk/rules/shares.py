"""One unit's share of a task, with all that the rules ask of it."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self, overload

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.domain.work import Report, State, Transition


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which nothing was asked of a unit (中止, 暂缓, 已销号 …); ``until`` ``None``: it lasts."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence as the rules see it: the day it took effect and the day it came."""

    effective: date | None = None
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What is known of one unit's share; ``unit_id`` ``None``: the task as a whole, no unit being named.

    ``finished`` is the day the unit finished (its first task, where a long-term one follows), ``extended`` the date
    of the last 延期, ``rectify_until`` the date of a 整改, ``paused_until`` the end of a 暂缓; ``carried``: closed as
    年度办结. ``amounts``: what was done for each target (``rules.counts``), the last entry for a rate. ``acts`` were
    done upon it, in their order; no rule asks them, they tell reasons and letters.
    """

    unit_id: int | None = None
    unit: str = ""
    state: State = State.NOT_STARTED
    since: date | None = None
    finished: date | None = None
    extended: date | None = None
    rectify_until: date | None = None
    paused_until: date | None = None
    carried: bool = False
    pauses: tuple[Pause, ...] = ()
    reports: tuple[Report, ...] = ()
    proofs: tuple[Proof, ...] = ()
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    acts: tuple[Transition, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has happened to it yet, so that it stands as every other such share of its task."""
        facts = self.reports or self.proofs or self.pauses or self.extended or self.amounts
        return self.state is State.NOT_STARTED and not facts

    @property
    def fingerprint(self) -> Hashable:
        """Return all that a light and its topic depend on: shares of one task with the same one stand alike."""
        days = (self.since, self.finished, self.extended, self.rectify_until, self.paused_until)
        told = tuple((report.day, report.period, report.zero, bool(report.returned)) for report in self.reports)
        return self.unit_id is None, self.state, days, self.carried, self.pauses, told, bool(self.proofs)


class Shares(Sequence[Share]):
    """The shares of one task in their order; those of which something is known are made when one is looked at.

    A year's ledger has hundreds of thousands of shares, of most of which nothing is known, and few are ever looked at.
    Two with the same mark stand alike: what is worked out for one of them holds for all.
    """

    __slots__ = ("_made", "_make", "marks", "plain")

    def __init__(
        self, plain: tuple[Share, ...], marks: Mapping[int, Hashable], make: Callable[[int, Share], Share]
    ) -> None:
        """Take a share for every unit as if nothing were known, and marks and a maker for places of which something is.

        A mark says whatever a share's ``fingerprint`` says. ``make`` is given a place and its plain share.
        """
        self.plain = plain
        self.marks = marks
        self._make = make
        self._made: tuple[Share, ...] | None = None if marks else plain

    @classmethod
    def of(cls, shares: Iterable[Share]) -> Self:
        """Return shares that are at hand."""
        whole = tuple(shares)
        marks = {place: share.fingerprint for place, share in enumerate(whole) if not share.is_blank}
        return cls(whole, marks, lambda _, share: share)

    @overload
    def __getitem__(self, at: int) -> Share: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Share, ...]: ...

    def __getitem__(self, at: int | slice) -> Share | tuple[Share, ...]:
        """Return a share, or some."""
        if self._made is None:
            made = list(self.plain)
            for place in self.marks:
                made[place] = self._make(place, made[place])
            self._made = tuple(made)
        return self._made[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.plain)

    def one(self, place: int) -> Share:
        """Return the share of a place without making the others."""
        if self._made is not None:
            return self._made[place]
        plain = self.plain[place]
        return self._make(place, plain) if place in self.marks else plain

    def alike(self) -> Mapping[Hashable, Sequence[int]]:
        """Return the places of shares that stand alike, by their mark."""
        found: dict[Hashable, list[int]] = {}
        for place, mark in self.marks.items():
            if mark in found:
                found[mark].append(place)
            else:
                found[mark] = [place]
        if len(self.marks) < len(self.plain):
            places = [place for place in range(len(self.plain)) if place not in self.marks]
            found[_BLANK, self.plain[places[0]].unit_id is None] = places
        return found


_BLANK = "blank"  # the mark of a share of which nothing is known

LASTING = frozenset({DeadlineKind.LONG_TERM, DeadlineKind.YEAR_ROUND, DeadlineKind.DATE_THEN_LONG_TERM})
"""Kinds of deadlines that end a year as 年度办结."""


def deadline_of(task: Task, share: Share) -> date | None:
    """Return the last day on time of a share: a 延期 goes before the text; none once a first task has been reached."""
    if first_reached(task, share):
        return None
    return share.extended or task.deadline.due


def first_reached(task: Task, share: Share) -> bool:
    """Tell whether the date of «6月底，长期坚持» was reached, so that the task is a long-term one from now on."""
    dated = task.deadline.kind is DeadlineKind.DATE_THEN_LONG_TERM
    return dated and share.finished is not None and share.state is not State.CLOSED


def finishing_day(task: Task, share: Share, today: date) -> date:
    """Return the day a share was finished: the last effective date of its evidence, else its last report or today.

    What came after the application does not count: lateness is judged by the day of finishing, never by that of
    verification. A first date that was reached stays.
    """
    if share.finished and first_reached(task, share):
        return share.finished
    applied = share.since if share.state is State.PENDING and share.since else today
    effective = [proof.effective for proof in share.proofs if proof.effective and proof.effective <= applied]
    reported = [report.day for report in share.reports if report.day <= applied and not report.returned]
    return max(effective or reported or [applied])
