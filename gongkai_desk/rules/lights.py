"""Lights (灯): the first rule that applies to a unit's share, and why; a task's light is its worst unit's.

Source: the settled question on lights of the trade brief (§0.6, §0.7). Nothing of this is stored.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from gongkai_desk.domain.light import SEVERITY as SEVERITY
from gongkai_desk.domain.light import Colour as Colour
from gongkai_desk.domain.light import Why as Why
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Deadline, TimeRemark
from gongkai_desk.domain.work import Settled, State, TaskSettings
from gongkai_desk.rules.cycles import USUAL_CYCLE, Cycle, PeriodStatus, Standing, judge, periods
from gongkai_desk.rules.shares import Share, deadline_of
from gongkai_desk.rules.thresholds import USUAL, Thresholds
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a light.

    ``day`` is the date that counts, ``days`` how far off it is (calendar days; working days for reports, past ones
    negative), ``period`` the reporting period.
    """

    why: Why
    day: date | None = None
    days: int = 0
    period: str = ""


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


@dataclass(frozen=True, slots=True)
class TaskLight:
    """The light of a task: its worst unit's, how many have it, of how many that are concerned (红3/62)."""

    colour: Colour
    word: Why
    count: int
    total: int
    by_unit: tuple[tuple[Share, Light], ...]


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


def light(task: Task, share: Share, frame: Frame) -> Light:
    """Return the light of one unit's share: the first rule that applies."""
    for rule in (_off, _closed, _pending):
        if found := rule(task, share, frame):
            return found
    statuses = reporting(task, share, frame)
    for running_rule in (_red, _yellow):
        if found := running_rule(task, share, frame, statuses):
            return found
    return Light(Colour.GREEN, (Reason(Why.RUNNING, deadline_of(task, share)),))


def task_light(task: Task, shares: Sequence[Share], frame: Frame) -> TaskLight:
    """Return the light of a task; units that are not concerned (不涉及) leave the denominator."""
    first = next((share for share in shares if share.is_blank), None)
    blank = _blank_light(task.deadline, frame, named=first.unit_id is not None) if first else None
    known: dict[Hashable, Light] = {}
    lit = tuple(
        (share, blank if blank and share.is_blank else _remembered(task, share, frame, known)) for share in shares
    )
    concerned = [each for share, each in lit if share.state is not State.NOT_APPLICABLE] or [each for _, each in lit]
    worst = min(concerned, key=lambda each: SEVERITY[each.colour])
    same = sum(each.colour is worst.colour for each in concerned)
    return TaskLight(worst.colour, worst.word, same, len(concerned), lit)


@lru_cache(maxsize=4096)  # most shares of a young ledger are blank, under a few deadlines
def _blank_light(deadline: Deadline, frame: Frame, *, named: bool) -> Light:
    """Return the light of a share to which nothing has happened; of a task only the deadline counts for it."""
    return light(Task(deadline=deadline), Share(0 if named else None), frame)


def _remembered(task: Task, share: Share, frame: Frame, known: dict[Hashable, Light]) -> Light:
    """Return a share's light; units of which the same is known stand alike, and a task may have sixty."""
    alike = share.fingerprint
    if alike not in known:
        known[alike] = light(task, share, frame)
    return known[alike]


def reporting(task: Task, share: Share, frame: Frame) -> tuple[PeriodStatus, ...]:
    """Return the reporting periods of a share up to today; none where no unit is named to report."""
    entered = frame.settings.entered
    if entered is None or share.unit_id is None:
        return ()
    since = max(entered, task.deadline.start or entered)
    asked = periods(frame.cycle, since, frame.today, frame.workdays, frame.thresholds)
    return judge(asked, share.reports, frame.today, share.pauses)


def is_unsettled(task: Task, settings: TaskSettings) -> bool:
    """Tell whether the deadline is to be confirmed (时限待确认): read with a doubt, or past on the first day."""
    if settings.settled is not None:
        return False
    return bool(_UNSURE & set(task.deadline.remarks)) or _was_past(task, settings)


def _was_past(task: Task, settings: TaskSettings) -> bool:
    due, entered = task.deadline.due, settings.entered
    return due is not None and entered is not None and due < entered


def _excused(task: Task, share: Share, settings: TaskSettings) -> bool:
    """Tell whether a past date is no lateness yet: it lay before the first day and nobody settled it."""
    known_before = _was_past(task, settings) or TimeRemark.BEFORE_ISSUE in task.deadline.remarks
    return settings.settled is None and share.extended is None and known_before


# ---- the rules, in their order


def _off(task: Task, share: Share, frame: Frame) -> Light | None:
    words = {
        State.NOT_APPLICABLE: Why.NOT_APPLICABLE,
        State.SUSPENDED: Why.SUSPENDED,
        State.CANCELLED: Why.CANCELLED,
    }
    if share.state in words:
        return Light(Colour.OFF, (Reason(words[share.state], share.since),))
    if share.state is State.DEFERRED and (share.paused_until is None or frame.today <= share.paused_until):
        return Light(Colour.OFF, (Reason(Why.DEFERRED, share.paused_until),))
    if frame.settings.settled is Settled.LAST_YEAR and share.state is not State.CLOSED:
        return Light(Colour.OFF, (Reason(Why.LAST_YEAR),))
    start = task.deadline.start
    if start and frame.today < start and share.state is State.NOT_STARTED:
        return Light(Colour.OFF, (Reason(Why.NOT_BEGUN, start, (start - frame.today).days),))
    return None


def _closed(task: Task, share: Share, frame: Frame) -> Light | None:
    if share.state is not State.CLOSED:
        return None
    due = deadline_of(task, share)
    if due and share.finished and share.finished > due:
        return Light(Colour.GREEN, (Reason(Why.DONE_LATE, share.finished, (share.finished - due).days),))
    return Light(Colour.GREEN, (Reason(Why.CARRIED if share.carried else Why.CLOSED, share.finished),))


def _pending(task: Task, share: Share, frame: Frame) -> Light | None:
    if share.state is not State.PENDING:
        return None
    waited = len(frame.workdays.between(share.since, frame.today)) if share.since else 0
    return Light(Colour.BLUE, (Reason(Why.PENDING, share.since, waited),))


def _red(task: Task, share: Share, frame: Frame, statuses: Sequence[PeriodStatus]) -> Light | None:
    found = (*_overdue(task, share, frame), *_rectify_overdue(share, frame))
    missing = [status for status in statuses if status.standing is Standing.MISSING]
    late = (_report_reason(Why.REPORT_MISSING, status, frame) for status in missing)
    reasons = (*found, *late)
    return Light(Colour.RED, reasons) if reasons else None


def _overdue(task: Task, share: Share, frame: Frame) -> tuple[Reason, ...]:
    """Past the deadline without 申请销号. A returned share has applied: its 整改 date rules, where it has one."""
    due = deadline_of(task, share)
    if due is None or frame.today <= due or _excused(task, share, frame.settings):
        return ()
    if share.state is State.RETURNED and share.rectify_until:
        return ()
    return (Reason(Why.OVERDUE, due, (due - frame.today).days),)


def _rectify_overdue(share: Share, frame: Frame) -> tuple[Reason, ...]:
    until = share.rectify_until
    if share.state is not State.RETURNED or until is None or frame.today <= until:
        return ()
    return (Reason(Why.RECTIFY_OVERDUE, until, (until - frame.today).days),)


def _yellow(task: Task, share: Share, frame: Frame, statuses: Sequence[PeriodStatus]) -> Light | None:
    reasons: list[Reason] = []
    if share.state is State.RETURNED:
        reasons.append(Reason(Why.RETURNED, share.rectify_until))
    if is_unsettled(task, frame.settings) and share.extended is None:
        reasons.append(Reason(Why.TO_CONFIRM, task.deadline.due))
    due = deadline_of(task, share)
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
    return Reason(why, due, days if ahead else -days, status.period.name)
