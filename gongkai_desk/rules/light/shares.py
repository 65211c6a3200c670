"""One unit's share of a task, with all that the rules ask of it, and what follows from what was done upon shares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Self, overload

from gongkai_desk.domain.light import NOTHING_KNOWN, ActFact, Facts, Pause, Proof
from gongkai_desk.domain.state import AT_REST, FULFILLED, PAUSED, Action, Role, State, WhoReports
from gongkai_desk.domain.time import Deadline, DeadlineKind

if TYPE_CHECKING:
    from gongkai_desk.domain.work import StoredReport, Transition

_LOUDEST = (State.RETURNED, State.PENDING, State.IN_PROGRESS)
"""What asks most of somebody first: a task whose units differ stands where the first of these stands."""


def state_of_whole(states: Collection[State]) -> State:
    """Return one state for a task whose units stand in these; it is closed only if every unit is.

    A unit of which nothing is known is not begun, like one that was stored so. Units that differ without any of them
    being at work make a task in progress; 不涉及 counts only where nobody is concerned.
    """
    for state in _LOUDEST:
        if state in states:
            return state
    if State.NOT_STARTED in states:
        return State.IN_PROGRESS if FULFILLED.intersection(states) else State.NOT_STARTED
    left = set(states) - {State.NOT_APPLICABLE}
    if len(left) > 1:
        return State.IN_PROGRESS
    return next(iter(left), State.NOT_APPLICABLE)


def charged(roles: Iterable[tuple[Role, int]], who: WhoReports) -> tuple[int, ...]:
    """Return the units that report and are closed one by one, each once: supporting units are not among them.

    Where nobody has the role that is to report, lead and responsible units do.
    """
    named = tuple(roles)
    wanted = {
        WhoReports.EACH: {Role.LEAD, Role.RESPONSIBLE},
        WhoReports.LEAD: {Role.LEAD},
        WhoReports.RESPONSIBLE: {Role.RESPONSIBLE},
    }[who]
    found = tuple(dict.fromkeys(unit for role, unit in named if role in wanted))
    return found or tuple(dict.fromkeys(unit for role, unit in named if role is not Role.SUPPORT))


class Concerned(NamedTuple):
    """Whose states make that of a task: of ``size`` units all but those ``aside``; with size 0 the task as a whole.

    ``only_help``: the units only support others, so that the task is closed as a whole where it is closed at all.
    """

    size: int = 0
    aside: frozenset[int] = frozenset()
    only_help: bool = False


def concerned(roles: Iterable[tuple[Role, int]], who: WhoReports) -> Concerned:
    """Return whose states count: those of the units charged; where units only support others, theirs.

    What was entered for a task as a whole counts only where no unit is charged, and then before all else.
    """
    named = tuple(roles)
    every = frozenset(unit for _, unit in named)
    own = frozenset(charged(named, who))
    return Concerned(len(own), every - own) if own else Concerned(len(every), only_help=bool(every))


def state_from_counts(counts: Mapping[State, int], units: int) -> State:
    """Return a task's state from how many of its ``units`` stand in each; the others have not begun."""
    there = {state for state, count in counts.items() if count > 0}
    if sum(counts.values()) < units:
        there.add(State.NOT_STARTED)
    return state_of_whole(there)


# ---- what acts leave behind on a share


def extended_to(acts: Iterable[ActFact]) -> date | None:
    """Return the date of the last 延期, or of a 变更 that set one."""
    dates = [act.until for act in acts if act.act in (Action.EXTEND, Action.CHANGE) and act.until]
    return dates[-1] if dates else None


def is_carried(acts: Iterable[ActFact]) -> bool:
    """Tell whether the last close was 年度办结."""
    closes = [act.act for act in acts if act.became is State.CLOSED]
    return bool(closes) and closes[-1] is Action.CARRY_OVER


def pauses(acts: Iterable[ActFact]) -> tuple[Pause, ...]:
    """Return the times in which nothing was asked; of a share that was closed and is open again, too."""
    found: list[Pause] = []
    for act in acts:
        if act.became is act.was or not ({act.became, act.was} & AT_REST):
            continue
        since = found.pop().since if act.was in AT_REST and found else act.day
        ends = act.until if act.became is State.DEFERRED else None
        found.append(Pause(since, ends if act.became in AT_REST else act.day))
    return tuple(found)


def state_resumed(acts: Iterable[ActFact], *, begun: bool) -> State:
    """Return the state that the 中止 or 暂缓 interrupted; a pause may lie within another.

    ``begun``: something was reported, counted or proved meanwhile.
    """
    interrupted: list[State] = []
    for act in acts:
        if act.act is Action.RESUME and interrupted:
            interrupted.pop()
        elif act.became is not act.was and act.became in PAUSED:
            interrupted.append(act.was)
    was = interrupted[-1] if interrupted else State.IN_PROGRESS
    return State.IN_PROGRESS if was is State.NOT_STARTED and begun else was


@dataclass(frozen=True, slots=True)
class Share:
    """What is known of one unit's share; ``unit_id`` ``None``: the task as a whole, no unit being named.

    Lights ask its ``facts`` alone. ``amounts``: what was done for each target (``rules.light.counts``), the last entry
    for a rate. ``reports`` and ``acts`` in words: they tell reasons and letters.
    """

    unit_id: int | None = None
    unit: str = ""
    facts: Facts = NOTHING_KNOWN
    reports: tuple[StoredReport, ...] = ()
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    acts: tuple[Transition, ...] = ()

    @property
    def state(self) -> State:
        """Return the stored state."""
        return self.facts.state

    @property
    def since(self) -> date | None:
        """Return since when the state holds."""
        return self.facts.since

    @property
    def finished(self) -> date | None:
        """Return the day the unit finished."""
        return self.facts.finished

    @property
    def rectify_until(self) -> date | None:
        """Return the last day of a 整改."""
        return self.facts.rectify_until

    @property
    def paused_until(self) -> date | None:
        """Return the end of a 暂缓 that holds."""
        return self.facts.paused_until

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Return its evidence."""
        return self.facts.proofs

    @property
    def extended(self) -> date | None:
        """Return the date of the last 延期."""
        return extended_to(self.facts.acts)

    @property
    def carried(self) -> bool:
        """Tell whether it was closed as 年度办结."""
        return is_carried(self.facts.acts)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Return the times in which nothing was asked of it."""
        return pauses(self.facts.acts)


class Shares(Sequence[Share]):
    """The shares of one task in their order; those of which something is known are made when one is looked at.

    A year's ledger has hundreds of thousands of shares, of most of which nothing is known, and few are ever looked at.
    Two with the same facts stand alike: what is worked out for one of them holds for all.
    """

    __slots__ = ("_made", "_make", "facts", "plain")

    def __init__(
        self, plain: tuple[Share, ...], facts: Mapping[int, Facts], make: Callable[[int, Share], Share]
    ) -> None:
        """Take a share for every unit as if nothing were known, and facts and a maker for places of which they are.

        ``make`` is given a place and its plain share.
        """
        self.plain = plain
        self.facts = facts
        self._make = make
        self._made: tuple[Share, ...] | None = None if facts else plain

    @classmethod
    def of(cls, shares: Iterable[Share]) -> Self:
        """Return shares that are at hand."""
        whole = tuple(shares)
        return cls(whole, {place: share.facts for place, share in enumerate(whole)}, lambda _, share: share)

    @overload
    def __getitem__(self, at: int) -> Share: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Share, ...]: ...

    def __getitem__(self, at: int | slice) -> Share | tuple[Share, ...]:
        """Return a share, or some."""
        if self._made is None:
            made = list(self.plain)
            for place in self.facts:
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
        return self._make(place, plain) if place in self.facts else plain

    def alike(self) -> Mapping[Facts, Sequence[int]]:
        """Return the places of shares that stand alike, by what is known of them."""
        found: dict[Facts, list[int]] = {}
        for place, facts in self.facts.items():
            if facts in found:
                found[facts].append(place)
            else:
                found[facts] = [place]
        if len(self.facts) < len(self.plain):
            blank = [place for place in range(len(self.plain)) if place not in self.facts]
            found.setdefault(self.plain[blank[0]].facts, []).extend(blank)
        return found


LASTING = frozenset({DeadlineKind.LONG_TERM, DeadlineKind.YEAR_ROUND, DeadlineKind.DATE_THEN_LONG_TERM})
"""Kinds of deadlines that end a year as 年度办结."""


def last_day(deadline: Deadline, facts: Facts) -> date | None:
    """Return the last day on time of a share: a 延期 goes before the text; none once a first task has been reached."""
    if first_reached(deadline, facts):
        return None
    return extended_to(facts.acts) or deadline.due


def first_reached(deadline: Deadline, facts: Facts) -> bool:
    """Tell whether the date of «6月底，长期坚持» was reached, so that the task is a long-term one from now on."""
    dated = deadline.kind is DeadlineKind.DATE_THEN_LONG_TERM
    return dated and facts.finished is not None and facts.state is not State.CLOSED


def finishing_day(deadline: Deadline, facts: Facts, today: date) -> date:
    """Return the day a share was finished: the last effective date of its evidence, else its last report or today.

    What came after the application does not count: lateness is judged by the day of finishing, never by that of
    verification. A first date that was reached stays.
    """
    if facts.finished and first_reached(deadline, facts):
        return facts.finished
    applied = facts.since if facts.state is State.PENDING and facts.since else today
    effective = [proof.effective for proof in facts.proofs if proof.effective and proof.effective <= applied]
    reported = [report.day for report in facts.reports if report.day <= applied and not report.returned]
    return max(effective or reported or [applied])
