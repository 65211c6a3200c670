"""Lights (灯): the first rule that applies to a unit's share, and why; a task's light is its worst unit's.

Source: DOMAIN §0.6 and §0.7. Nothing of this is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import overload

from gongkai_desk.domain.light import SEVERITY, Colour, Facts, Later, Thresholds, Topic, Why
from gongkai_desk.domain.light import USUAL_THRESHOLDS as USUAL
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, TimeRemark
from gongkai_desk.domain.work import Settled, TaskSettings
from gongkai_desk.rules.light.cycles import USUAL_CYCLE, Cycle, PeriodStatus, Standing, judge, periods, put_off
from gongkai_desk.rules.light.shares import Share, Shares, extended_to, is_carried, last_day, pauses
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a light.

    ``day`` is the date that counts, ``days`` how far off it is (calendar days; working days for reports, past ones
    negative), ``period`` the reporting period, ``grace`` the last day of its grace.
    """

    why: Why
    day: date | None = None
    days: int = 0
    period: str = ""
    grace: date | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """The light of a share: colour, word (the first cause), and all causes of that colour."""

    colour: Colour
    reasons: tuple[Reason, ...]

    @property
    def word(self) -> Why:
        """Return the main cause."""
        return self.reasons[0].why


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for all shares of a task on one day."""

    today: date
    workdays: Workdays
    settings: TaskSettings = field(default_factory=TaskSettings)
    cycle: Cycle = USUAL_CYCLE
    thresholds: Thresholds = USUAL


@dataclass(eq=False, slots=True)
class Stand:
    """Where shares stand of which the same is known: what that is, and their light.

    ``topics`` is what ``rules.light.agenda`` says of it, once that was asked.
    """

    facts: Facts
    light: Light
    topics: tuple[tuple[Topic, date | None], ...] | None = None


class LightCache:
    """Lights that were worked out on one day under the office's settings of that moment; many shares stand alike.

    They are kept by deadline and by what the office set for the task (many tasks have the same), then by facts.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Deadline, TaskSettings], dict[Facts, Stand]] = {}

    def stands(self, deadline: Deadline, frame: Frame) -> dict[Facts, Stand]:
        """Return what was worked out for tasks of a deadline and frame; what is added to it is kept."""
        return self._known.setdefault((deadline, frame.settings), {})


class ByUnit(Sequence[tuple[Share, Light]]):
    """The shares of a task with their lights, in their order; ``stands``: the same by stand, with places from 0."""

    __slots__ = ("_whole", "shares", "stands")

    def __init__(self, shares: Shares, stands: tuple[tuple[Stand, Sequence[int]], ...]) -> None:
        self.shares = shares
        self.stands = stands
        self._whole: tuple[tuple[Share, Light], ...] | None = None

    @overload
    def __getitem__(self, at: int) -> tuple[Share, Light]: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[tuple[Share, Light], ...]: ...

    def __getitem__(self, at: int | slice) -> tuple[Share, Light] | tuple[tuple[Share, Light], ...]:
        """Return a share with its light, or some."""
        if self._whole is None:
            lights = {place: stand.light for stand, places in self.stands for place in places}
            self._whole = tuple((share, lights[place]) for place, share in enumerate(self.shares))
        return self._whole[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.shares)

    def __eq__(self, other: object) -> bool:
        """Tell whether shares and lights are the same."""
        return self[:] == other[:] if isinstance(other, ByUnit) else NotImplemented

    def __hash__(self) -> int:
        """Return a number that equal ones share."""
        return hash(len(self))


@dataclass(frozen=True, slots=True)
class TaskLight:
    """The light of a task: its worst unit's, how many have it, of how many that are concerned (红3/62)."""

    colour: Colour
    word: Why
    count: int
    total: int
    by_unit: ByUnit

    def due(self, printed: date | None) -> date | None:
        """Return the first day that counts for any unit: the printed one, for those put off theirs."""
        days = (extended_to(stand.facts.acts) or printed for stand, _ in self.by_unit.stands)
        return min(filter(None, days), default=printed)


_UNSURE = frozenset(
    {
        TimeRemark.UNREAD,
        TimeRemark.BEFORE_ISSUE,
        TimeRemark.AMBIGUOUS,
        TimeRemark.VAGUE,
        TimeRemark.NO_ISSUE_DATE,
        TimeRemark.TO_CONFIRM,
    }
)


def light(deadline: Deadline, facts: Facts, frame: Frame) -> Light:
    """Return the light of one unit's share: the first rule that applies."""
    for rule in (_off, _closed, _pending):
        if found := rule(deadline, facts, frame):
            return found
    statuses = reporting(deadline, facts, frame)
    for running_rule in (_red, _yellow):
        if found := running_rule(deadline, facts, frame, statuses):
            return found
    due = last_day(deadline, facts)
    return Light(Colour.GREEN, (Reason(Why.RUNNING, due, (due - frame.today).days if due else 0),))


def task_light(deadline: Deadline, shares: Sequence[Share], frame: Frame, cache: LightCache | None = None) -> TaskLight:
    """Return the light of a task; units that are not concerned (不涉及) leave the denominator."""
    given = shares if isinstance(shares, Shares) else Shares.of(shares)
    known = {} if cache is None else cache.stands(deadline, frame)
    lit = tuple((_stand(deadline, facts, frame, known), places) for facts, places in given.alike().items())
    concerned = [each for each in lit if each[0].facts.state is not State.NOT_APPLICABLE] or lit
    colour = min((stand.light.colour for stand, _ in concerned), key=SEVERITY.__getitem__)
    worst = [(places[0], stand, len(places)) for stand, places in concerned if stand.light.colour is colour]
    word = min(worst, key=itemgetter(0))[1].light.word
    total = sum(len(places) for _, places in concerned)
    return TaskLight(colour, word, sum(count for _, _, count in worst), total, ByUnit(given, lit))


def _stand(deadline: Deadline, facts: Facts, frame: Frame, known: dict[Facts, Stand]) -> Stand:
    found = known.get(facts)
    if found is None:
        found = known[facts] = Stand(facts, light(deadline, facts, frame))
    return found


def reporting(deadline: Deadline, facts: Facts, frame: Frame) -> tuple[PeriodStatus, ...]:
    """Return the reporting periods of a share up to today; none where no unit is named to report."""
    entered = frame.settings.entered
    if entered is None or facts.whole:
        return ()
    since = max(entered, deadline.start or entered)
    asked = periods(frame.cycle, since, frame.today, frame.workdays, frame.thresholds)
    asked = put_off(asked, facts.later, frame.workdays, frame.thresholds) if facts.later else asked
    return judge(asked, facts.reports, frame.today, pauses(facts.acts))


def later_days(light: TaskLight) -> dict[int | None, tuple[Later, ...]]:
    """Return the later closing days (准予延期报送) of a task's units that were granted any, by unit."""
    plain = light.by_unit.shares.plain
    stands = (each for each in light.by_unit.stands if each[0].facts.later)
    return {plain[place].unit_id: stand.facts.later for stand, places in stands for place in places}


def is_unsettled(deadline: Deadline, settings: TaskSettings) -> bool:
    """Tell whether the deadline is to be confirmed (时限待确认): read with a doubt, or past on the first day."""
    if settings.settled is not None:
        return False
    return bool(_UNSURE & set(deadline.remarks)) or _was_past(deadline, settings)


def _was_past(deadline: Deadline, settings: TaskSettings) -> bool:
    due, entered = deadline.due, settings.entered
    return due is not None and entered is not None and due < entered


def _excused(deadline: Deadline, facts: Facts, settings: TaskSettings) -> bool:
    """Tell whether a past date is no lateness yet: it lay before the first day and nobody settled it."""
    known_before = _was_past(deadline, settings) or TimeRemark.BEFORE_ISSUE in deadline.remarks
    return settings.settled is None and extended_to(facts.acts) is None and known_before


# ---- the rules, in their order


def _off(deadline: Deadline, facts: Facts, frame: Frame) -> Light | None:
    words = {
        State.NOT_APPLICABLE: Why.NOT_APPLICABLE,
        State.SUSPENDED: Why.SUSPENDED,
        State.CANCELLED: Why.CANCELLED,
    }
    if facts.state in words:
        return Light(Colour.OFF, (Reason(words[facts.state], facts.since),))
    if facts.state is State.DEFERRED and (facts.paused_until is None or frame.today <= facts.paused_until):
        return Light(Colour.OFF, (Reason(Why.DEFERRED, facts.paused_until),))
    if frame.settings.settled is Settled.LAST_YEAR and facts.state is not State.CLOSED:
        return Light(Colour.OFF, (Reason(Why.LAST_YEAR),))
    start = deadline.start
    if start and frame.today < start and facts.state is State.NOT_STARTED:
        return Light(Colour.OFF, (Reason(Why.NOT_BEGUN, start, (start - frame.today).days),))
    return None


def _closed(deadline: Deadline, facts: Facts, frame: Frame) -> Light | None:
    if facts.state is not State.CLOSED:
        return None
    due = last_day(deadline, facts)
    if due and facts.finished and facts.finished > due:
        return Light(Colour.GREEN, (Reason(Why.DONE_LATE, facts.finished, (facts.finished - due).days),))
    return Light(Colour.GREEN, (Reason(Why.CARRIED if is_carried(facts.acts) else Why.CLOSED, facts.finished),))


def _pending(deadline: Deadline, facts: Facts, frame: Frame) -> Light | None:
    if facts.state is not State.PENDING:
        return None
    waited = len(frame.workdays.between(facts.since, frame.today)) if facts.since else 0
    return Light(Colour.BLUE, (Reason(Why.PENDING, facts.since, waited),))


def _red(deadline: Deadline, facts: Facts, frame: Frame, statuses: Sequence[PeriodStatus]) -> Light | None:
    found = (*_overdue(deadline, facts, frame), *_rectify_overdue(facts, frame))
    missing = [status for status in statuses if status.standing is Standing.MISSING]
    late = (_report_reason(Why.REPORT_MISSING, status, frame) for status in missing)
    reasons = (*found, *late)
    return Light(Colour.RED, reasons) if reasons else None


def _overdue(deadline: Deadline, facts: Facts, frame: Frame) -> tuple[Reason, ...]:
    """Past the deadline without 申请销号. A returned share has applied: its 整改 date rules, where it has one."""
    due = last_day(deadline, facts)
    if due is None or frame.today <= due or _excused(deadline, facts, frame.settings):
        return ()
    if facts.state is State.RETURNED and facts.rectify_until:
        return ()
    return (Reason(Why.OVERDUE, due, (due - frame.today).days),)


def _rectify_overdue(facts: Facts, frame: Frame) -> tuple[Reason, ...]:
    until = facts.rectify_until
    if facts.state is not State.RETURNED or until is None or frame.today <= until:
        return ()
    return (Reason(Why.RECTIFY_OVERDUE, until, (until - frame.today).days),)


def _yellow(deadline: Deadline, facts: Facts, frame: Frame, statuses: Sequence[PeriodStatus]) -> Light | None:
    reasons: list[Reason] = []
    if facts.state is State.RETURNED:
        until = facts.rectify_until
        reasons.append(Reason(Why.RETURNED, until, (until - frame.today).days if until else 0))
    if is_unsettled(deadline, frame.settings) and extended_to(facts.acts) is None:
        reasons.append(Reason(Why.TO_CONFIRM, deadline.due))
    if facts.whole and frame.settings.units_open:
        reasons.append(Reason(Why.UNITS_OPEN))
    due = last_day(deadline, facts)
    if due and 0 <= (due - frame.today).days <= frame.thresholds.due_soon:
        reasons.append(Reason(Why.DUE_SOON, due, (due - frame.today).days))
    reasons += (reason for status in statuses if (reason := _report_soon(status, frame)))
    return Light(Colour.YELLOW, tuple(reasons)) if reasons else None


def _report_soon(status: PeriodStatus, frame: Frame) -> Reason | None:
    if status.standing is Standing.IN_GRACE:
        return _report_reason(Why.REPORT_IN_GRACE, status, frame)
    if status.standing is not Standing.AHEAD:
        return None
    left = len(frame.workdays.between(frame.today, status.period.due))
    return _report_reason(Why.REPORT_SOON, status, frame) if left <= frame.thresholds.report_soon else None


def _report_reason(why: Why, status: PeriodStatus, frame: Frame) -> Reason:
    due = status.period.due
    ahead = due >= frame.today
    days = len(frame.workdays.between(frame.today, due) if ahead else frame.workdays.between(due, frame.today))
    return Reason(why, due, days if ahead else -days, status.period.name, status.period.grace)
