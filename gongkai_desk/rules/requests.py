"""The clock of a request (依申请公开答复期限), by the Regulations on Open Government Information, articles 30–33.

20 working days from the day after receipt; asking for completion (补正) starts them anew on the day the completion
comes; time for asking a third party is not counted; once extended by 20 at most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.registers import Request, Result
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Periods:
    """Working days that the law gives, and ``soon``: how many before the last one a request counts as 临期."""

    reply: int = 20  # 条例第三十三条
    extension: int = 20  # 条例第三十三条: at most
    completion: int = 7  # 条例第三十条: completion is asked for within
    third_party: int = 15  # 条例第三十二条: the third party answers within
    soon: int = 5


USUAL = Periods()


class RequestState(StrEnum):
    """Where a request stands."""

    RUNNING = "running"  # 在办
    COMPLETION = "completion"  # 待补正
    THIRD_PARTY = "third_party"  # 征求第三方意见
    ANSWERED = "answered"  # 已答复
    OVERDUE = "overdue"  # 逾期
    GIVEN_UP = "given_up"  # 视为放弃


class Note(StrEnum):
    """What the clock went by; sentences in ``wording.registers``."""

    FROM = "from"  # day: counted from the day after; number: working days
    COMPLETION_ASKED = "completion_asked"  # day; number unused
    COMPLETION_LATE = "completion_late"  # day: the last on which it might be asked for
    WAITING = "waiting"  # day: until when the completion may come
    RESTARTED = "restarted"  # day
    NO_COMPLETION = "no_completion"  # day: until when it might have come
    ASKED_THIRD = "asked_third"  # day
    OPINION = "opinion"  # day; number: working days not counted
    OPINION_LONG = "opinion_long"  # number: working days it took
    SILENT = "silent"  # day: the third party's last one
    EXTENDED = "extended"  # day; number: working days
    EXTENDED_LATE = "extended_late"  # day: the last one before it
    GUESSED_YEAR = "guessed_year"  # number: a year without notice of days off


@dataclass(frozen=True, slots=True)
class Said:
    """One note with its day and its number."""

    note: Note
    day: date | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """How a request stands on a day.

    ``due``: the last day on time, ``None`` while a completion is waited for; while a third party is asked it is the
    latest possible one (``stopped``). ``used`` and ``left``: working days counted, and left until the last one
    (negative: past it). ``late``: answered past the last day, or not yet and past it. ``closed``: a result is entered.
    """

    state: RequestState
    light: Colour
    due: date | None
    used: int
    left: int
    stopped: bool
    late: bool
    closed: bool
    notes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """A span in which no day counts: after ``first`` up to and with ``last``."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first < day <= self.last


def clock(request: Request, today: date, workdays: Workdays, periods: Periods = USUAL) -> Clock:
    """Return how a request stands on ``today``; one without a day of receipt runs from ``today``."""
    end = request.answered or today
    received = request.received or today
    if request.completion_asked is not None and request.completed is None:
        return _waiting(request, received, end, workdays, periods)
    start, rest = request.completed or received, _rest(request, workdays, periods)
    total = periods.reply + (request.extended_days if _extension_holds(request, start, rest, workdays, periods) else 0)
    due = last_day(start, total, rest, workdays)
    used = counted(start, end, rest, workdays)
    late = end > due
    left = -len(workdays.between(due, end)) if late else total - used
    stopped = request.answered is None and rest is not None and _rests(request, rest, end)
    state = _state(request, late=late, stopped=stopped)
    light = _light(state, left, late=late, closed=request.answered is not None, soon=periods.soon)
    notes = _notes(request, received, rest, end, workdays, periods) + _guessed(received, due, workdays)
    return Clock(state, light, due, used, left, stopped, late, request.answered is not None, notes)


def counted(start: date, end: date, rest: Rest | None, workdays: Workdays) -> int:
    """Return how many working days count after ``start`` up to and with ``end``."""
    days = workdays.between(start, end)
    return len(days) if rest is None else sum(not rest.holds(day) for day in days)


def last_day(start: date, total: int, rest: Rest | None, workdays: Workdays) -> date:
    """Return the ``total``-th working day after ``start`` that counts."""
    if rest is None:
        return workdays.add(start, total)
    day = start
    while total:
        day = workdays.add(day, 1)
        total -= rest is None or not rest.holds(day)
    return day


def completion_last_day(request: Request, workdays: Workdays, periods: Periods = USUAL) -> date | None:
    """Return the last day on which completion may be asked for."""
    return workdays.add(request.received, periods.completion) if request.received else None


def _rest(request: Request, workdays: Workdays, periods: Periods) -> Rest | None:
    """Return the time for asking a third party; one that is silent is waited for no longer than the law says."""
    asked = request.third_party_asked
    if asked is None:
        return None
    return Rest(asked, request.third_party_answered or workdays.add(asked, periods.third_party))


def _rests(request: Request, rest: Rest, end: date) -> bool:
    return request.third_party_answered is None and rest.first <= end <= rest.last


def _extension_holds(request: Request, start: date, rest: Rest | None, workdays: Workdays, periods: Periods) -> bool:
    """Tell whether there is an extension that was decided in time."""
    return request.extended is not None and request.extended <= last_day(start, periods.reply, rest, workdays)


def _waiting(request: Request, received: date, end: date, workdays: Workdays, periods: Periods) -> Clock:
    """Return the clock while a completion is waited for: it stands still."""
    asked = request.completion_asked
    assert asked is not None
    closed = request.answered is not None
    given_up = request.completion_until is not None and end > request.completion_until and not closed
    if closed:
        state = RequestState.GIVEN_UP if request.result is Result.NOT_COMPLETED else RequestState.ANSWERED
    else:
        state = RequestState.GIVEN_UP if given_up else RequestState.COMPLETION
    used = counted(received, min(asked, end), None, workdays)
    light = _light(state, periods.reply, late=False, closed=closed, soon=0)
    notes = _notes(request, received, None, end, workdays, periods)
    left = periods.reply  # whenever the completion comes, the whole period begins anew
    return Clock(state, light, None, used, left, not closed, False, closed, notes)


def _state(request: Request, *, late: bool, stopped: bool) -> RequestState:
    if request.answered is not None:
        return RequestState.GIVEN_UP if request.result is Result.NOT_COMPLETED else RequestState.ANSWERED
    if stopped and not late:
        return RequestState.THIRD_PARTY
    return RequestState.OVERDUE if late else RequestState.RUNNING


def _light(state: RequestState, left: int, *, late: bool, closed: bool, soon: int) -> Colour:
    if closed:
        return Colour.OFF if state is RequestState.GIVEN_UP else Colour.GREEN
    if late:
        return Colour.RED
    if state is RequestState.GIVEN_UP:
        return Colour.BLUE  # waits for us: its result is to be entered
    if state in (RequestState.COMPLETION, RequestState.THIRD_PARTY):
        return Colour.OFF
    return Colour.YELLOW if left <= soon else Colour.GREEN


# ---- why


def _notes(
    request: Request, received: date, rest: Rest | None, end: date, workdays: Workdays, periods: Periods
) -> tuple[Said, ...]:
    notes = [Said(Note.FROM, received, periods.reply)]
    notes += _completion_notes(request, end, workdays, periods)
    if rest is not None:
        notes += _third_party_notes(request, rest, end, workdays, periods)
    if request.extended is not None:
        start = request.completed or received
        first_due = last_day(start, periods.reply, rest, workdays)
        in_time = request.extended <= first_due
        notes.append(
            Said(Note.EXTENDED, request.extended, request.extended_days)
            if in_time
            else Said(Note.EXTENDED_LATE, first_due)
        )
    return tuple(notes)


def _completion_notes(request: Request, end: date, workdays: Workdays, periods: Periods) -> list[Said]:
    asked, until = request.completion_asked, request.completion_until
    if asked is None:
        return []
    notes = [Said(Note.COMPLETION_ASKED, asked)]
    last = completion_last_day(request, workdays, periods)
    if last is not None and asked > last:
        notes.append(Said(Note.COMPLETION_LATE, last))
    if request.completed is not None:
        notes.append(Said(Note.RESTARTED, request.completed, periods.reply))
    elif until is not None and end > until:
        notes.append(Said(Note.NO_COMPLETION, until))
    else:
        notes.append(Said(Note.WAITING, until))
    return notes


def _third_party_notes(request: Request, rest: Rest, end: date, workdays: Workdays, periods: Periods) -> list[Said]:
    notes = [Said(Note.ASKED_THIRD, rest.first)]
    if request.third_party_answered is not None:
        took = len(workdays.between(rest.first, rest.last))
        notes.append(Said(Note.OPINION, rest.last, took))
        if took > periods.third_party:
            notes.append(Said(Note.OPINION_LONG, rest.last, periods.third_party))
    elif end > rest.last:
        notes.append(Said(Note.SILENT, rest.last, periods.third_party))
    return notes


def _guessed(start: date, due: date, workdays: Workdays) -> tuple[Said, ...]:
    years = range(start.year, due.year + 1)
    return tuple(Said(Note.GUESSED_YEAR, None, year) for year in years if not workdays.known(year))


# ---- what may be done


class Act(StrEnum):
    """What the office may do with a request."""

    EXTEND = "extend"  # 延期答复
    ASK_COMPLETION = "ask_completion"  # 告知补正
    COMPLETE = "complete"  # 收到补正
    ASK_THIRD_PARTY = "ask_third_party"  # 征求第三方意见
    TAKE_OPINION = "take_opinion"  # 收到第三方意见
    ANSWER = "answer"  # 答复


def lacks(act: Act, request: Request, day: date, workdays: Workdays, periods: Periods = USUAL) -> tuple[str, ...]:
    """Return what forbids an act on a day, as keys of ``wording.LACKS``; empty: it may be done."""
    if request.answered is not None:
        return ("request_answered",)
    waits = request.completion_asked is not None and request.completed is None
    if act is Act.EXTEND:
        return _extension_lacks(request, day, workdays, periods, waits=waits)
    if act is Act.ASK_COMPLETION:
        last = completion_last_day(request, workdays, periods)
        if request.completion_asked is not None:
            return ("completion_once",)
        return ("completion_in_time",) if last is not None and day > last else ()
    if act is Act.COMPLETE:
        return () if waits else ("completion_not_asked",)
    if act is Act.ASK_THIRD_PARTY:
        if request.third_party_asked is not None:
            return ("third_party_once",)
        return ("completion_pending",) if waits else ()
    if act is Act.TAKE_OPINION:
        open_ = request.third_party_asked is not None and request.third_party_answered is None
        return () if open_ else ("third_party_not_asked",)
    return ()


def _extension_lacks(
    request: Request, day: date, workdays: Workdays, periods: Periods, *, waits: bool
) -> tuple[str, ...]:
    if request.extended is not None:
        return ("extension_once",)
    if waits:
        return ("completion_pending",)
    due = clock(replace(request, answered=None), day, workdays, periods).due
    return ("extension_in_time",) if due is not None and day > due else ()


def faults(request: Request, today: date, periods: Periods = USUAL) -> tuple[str, ...]:
    """Return what is wrong with a request's facts by themselves, as keys of ``wording.LACKS``."""
    r, found = request, []
    done = (r.completion_asked, r.completed, r.third_party_asked, r.third_party_answered, r.extended, r.answered)
    days = [day for day in done if day is not None]
    if not r.subject.strip():
        found.append("request_subject")
    if r.received is None:
        found.append("received_day")
    if any(day > today for day in (*days, *filter(None, (r.received,)))):
        found.append("future_day")
    if (r.received is not None and any(day < r.received for day in days)) or not _in_order(r):
        found.append("day_order")
    if (r.completed and not r.completion_asked) or (r.third_party_answered and not r.third_party_asked):
        found.append("asked_day")
    if r.completion_asked is not None and r.completion_until is None:
        found.append("completion_until")
    if r.extended is not None and not 1 <= r.extended_days <= periods.extension:
        found.append("extension_days")
    if (r.answered is None) != (r.result is None):
        found.append("result" if r.result is None else "answer_day")
    if r.answered is None and (r.review or r.litigation):
        found.append("answered_first")
    return tuple(found)


def _in_order(r: Request) -> bool:
    pairs = (
        (r.completion_asked, r.completion_until),
        (r.completion_asked, r.completed),
        (r.third_party_asked, r.third_party_answered),
        (r.completion_asked, r.answered),
        (r.completed, r.answered),
        (r.third_party_asked, r.answered),
        (r.extended, r.answered),
    )
    return all(a is None or b is None or a <= b for a, b in pairs)
