"""Which figures a table of statistics has, and which past days are worth a comparison."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.work import State
from gongkai_desk.rules.lights import Colour, Why
from gongkai_desk.rules.statistics import NONE, By, Line, Number


class Measure(StrEnum):
    """What a column counts; words in ``wording.figures``."""

    TOTAL = "total"
    OUT = "out"
    CLOSED = "closed"
    RATE = "rate"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    RETURNED = "returned"
    NOT_STARTED = "not_started"
    RESTING = "resting"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"
    GREEN = "green"
    OFF = "off"
    LATE = "late"
    SHARE = "share"


RATES = frozenset({Measure.RATE, Measure.SHARE})
SCARCE = frozenset({Measure.OUT, Measure.RETURNED, Measure.RESTING, Measure.LATE})
"""Columns that a table leaves out where they are empty."""

_OF_STATES = (
    Measure.CLOSED,
    Measure.PENDING,
    Measure.IN_PROGRESS,
    Measure.RETURNED,
    Measure.NOT_STARTED,
    Measure.OUT,
    Measure.RESTING,
)
_OF_LIGHTS = (Measure.RED, Measure.YELLOW, Measure.BLUE, Measure.GREEN, Measure.OFF)
_OF_GROUPS = (
    Measure.TOTAL,
    Measure.CLOSED,
    Measure.RATE,
    Measure.RED,
    Measure.YELLOW,
    Measure.PENDING,
    Measure.IN_PROGRESS,
    Measure.RETURNED,
    Measure.NOT_STARTED,
    Measure.OUT,
    Measure.RESTING,
    Measure.LATE,
)
"""What a clerk looks for first stands first."""


def measures(by: By, *, two_days: bool = False) -> tuple[Measure, ...]:
    """Return what a table counts; of two days only what is worth comparing."""
    if by in (By.STATE, By.LIGHT):
        share = (Measure.TOTAL, Measure.SHARE)
        return share if two_days else (*share, *(_OF_LIGHTS if by is By.STATE else _OF_STATES))
    return (Measure.TOTAL, Measure.CLOSED, Measure.RATE, Measure.RED) if two_days else _OF_GROUPS


_STATES: Mapping[Measure, tuple[State, ...]] = {
    Measure.OUT: (State.NOT_APPLICABLE,),
    Measure.CLOSED: (State.CLOSED,),
    Measure.PENDING: (State.PENDING,),
    Measure.IN_PROGRESS: (State.IN_PROGRESS,),
    Measure.RETURNED: (State.RETURNED,),
    Measure.NOT_STARTED: (State.NOT_STARTED,),
    Measure.RESTING: (State.SUSPENDED, State.DEFERRED, State.CANCELLED),
}
_LIGHTS = {
    Measure.RED: Colour.RED,
    Measure.YELLOW: Colour.YELLOW,
    Measure.BLUE: Colour.BLUE,
    Measure.GREEN: Colour.GREEN,
    Measure.OFF: Colour.OFF,
}


def counted(line: Line | None, measure: Measure) -> Number:
    """Return what a measure counts in a line; behind a rate stands what it is a part of."""
    if line is None:
        return NONE
    if measure in _STATES:
        found = [line.states[state] for state in _STATES[measure] if state in line.states]
        return found[0] if len(found) == 1 else Number(tuple(key for each in found for key in each.keys))
    if measure in _LIGHTS:
        return line.lights.get(_LIGHTS[measure], NONE)
    if measure is Measure.LATE:
        return line.words.get(Why.DONE_LATE, NONE)
    return line.concerned if measure is Measure.RATE else line.total


def value(line: Line | None, measure: Measure, whole: int) -> float | None:
    """Return a measure's figure; ``whole`` is how many there are in all. ``None``: there is no such figure."""
    if measure is Measure.RATE:
        return line.rate if line else None
    if measure is Measure.SHARE:
        return (line.total.count if line else 0) / whole if whole else None
    return counted(line, measure).count


def past_ends(day: date) -> dict[str, date]:
    """Return the last ends of a month, quarter and half-year (month, quarter, half) before a day."""
    return {name: _last_end(day, months) for name, months in (("month", 1), ("quarter", 3), ("half", 6))}


def _last_end(day: date, months: int) -> date:
    first = (day.month - 1) // months * months + 1  # of the period that the day lies in
    return date.fromordinal(date(day.year, first, 1).toordinal() - 1)


def month_ends(day: date) -> tuple[date, ...]:
    """Return the month ends of a day's year up to the day, and the day itself."""
    ends = (date(day.year, month, monthrange(day.year, month)[1]) for month in range(1, day.month + 1))
    return (*(end for end in ends if end < day), day)
