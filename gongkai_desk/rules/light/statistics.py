"""Statistics (统计): how many tasks, or units' shares of them, stand where; behind every number stand its ids."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypeVar

from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.state import State
from gongkai_desk.rules.light.lights import TaskLight
from gongkai_desk.rules.light.shares import last_day, state_of_whole

Key = tuple[int, int | None]
"""A task and a unit; ``None``: the task as a whole."""

K = TypeVar("K")


class GroupBy(StrEnum):
    """What the lines of a table are."""

    UNIT = "unit"
    SECTION = "section"
    STATE = "state"
    LIGHT = "light"
    MONTH = "month"  # of the deadline
    ALL = "all"


class Fact(NamedTuple):
    """Where a task stands, or one unit's share of it, on a day. ``month`` is that of its deadline (2026-09)."""

    key: Key
    unit: str
    section: str
    state: State
    colour: Colour
    word: Why
    month: str

    def label(self, by: GroupBy) -> str:
        """Return the line it belongs to."""
        return _LABELS[by](self)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what it counts."""

    keys: tuple[Key, ...] = ()

    @property
    def count(self) -> int:
        """Return the number."""
        return len(self.keys)

    @property
    def tasks(self) -> tuple[int, ...]:
        """Return the tasks behind it, each once."""
        return tuple(dict.fromkeys(task for task, _ in self.keys))

    def without(self, other: Number) -> Number:
        """Return what this counts and the other does not."""
        known = set(other.keys)
        return Number(tuple(key for key in self.keys if key not in known))


@dataclass(frozen=True, slots=True)
class Line:
    """One line: all, those that are concerned (without 不涉及), and how many of each state, light and cause."""

    label: str
    total: Number
    concerned: Number
    states: Mapping[State, Number] = field(default_factory=dict)
    lights: Mapping[Colour, Number] = field(default_factory=dict)
    words: Mapping[Why, Number] = field(default_factory=dict)

    @property
    def closed(self) -> Number:
        """Return what is closed."""
        return self.states.get(State.CLOSED, NONE)

    @property
    def rate(self) -> float | None:
        """Return the share that is closed (办结率), of those concerned; ``None`` where none is."""
        return self.closed.count / self.concerned.count if self.concerned.count else None


NONE = Number()


@dataclass(frozen=True, slots=True)
class Compared:
    """One line on two days; a line that was not there has ``None``. ``came`` and ``went``: to and from closed."""

    label: str
    before: Line | None
    now: Line | None
    came: Number
    went: Number


def facts_of_shares(task: StoredTask, light: TaskLight, unit_id: int | None = None) -> list[Fact]:
    """Return where each unit's share of a task stands, or only that of one unit; alike ones are asked once."""
    number, section, plain = task.id, section_of(task), light.by_unit.shares.plain
    found: dict[int, Fact] = {}
    for stand, places in light.by_unit.stands:
        state, each, month = stand.facts.state, stand.light, _month(last_day(task.deadline, stand.facts))
        for place in places:
            of = plain[place]
            if unit_id is None or unit_id == of.unit_id:
                key = (number, of.unit_id)
                found[place] = Fact(key, of.unit, section, state, each.colour, each.word, month)
    return [found[place] for place in sorted(found)]


def fact_of_task(task: StoredTask, light: TaskLight) -> Fact:
    """Return where a task stands: its units together, and its worst light."""
    state = state_of_whole({stand.facts.state for stand, _ in light.by_unit.stands})
    key = (task.id, None)
    return Fact(key, "", section_of(task), state, light.colour, light.word, _month(task.deadline.due))


def section_of(task: Task) -> str:
    """Return the section that a task counts in: its outermost heading, its title in a plan without headings."""
    return task.section[0] if task.section else task.title or ""


def _month(day: date | None) -> str:
    return f"{day.year}-{day.month:02}" if day else ""


_LABELS: Mapping[GroupBy, Callable[[Fact], str]] = {
    GroupBy.UNIT: attrgetter("unit"),
    GroupBy.SECTION: attrgetter("section"),
    GroupBy.STATE: attrgetter("state.value"),
    GroupBy.LIGHT: attrgetter("colour.value"),
    GroupBy.MONTH: attrgetter("month"),
    GroupBy.ALL: lambda _: "",
}


class Tabulation:
    """A table that grows fact by fact; a line for each label."""

    def __init__(self, by: GroupBy) -> None:
        self._by = by
        self._groups: defaultdict[str, _Group] = defaultdict(_Group)

    def add(self, facts: Iterable[Fact]) -> None:
        """Count some facts more."""
        groups, label_of = self._groups, _LABELS[self._by]
        for fact in facts:
            groups[label_of(fact)].add(fact)

    def lines(self) -> tuple[Line, ...]:
        """Return the lines in order of first appearance; states, lights and months in their own order."""
        return tuple(self._groups[label].line(label) for label in in_own_order(self._by, self._groups))


class _Group:
    """The keys behind one line while it is counted."""

    __slots__ = ("_concerned", "_lights", "_states", "_total", "_words")

    def __init__(self) -> None:
        self._total: list[Key] = []
        self._concerned: list[Key] = []
        self._states: defaultdict[State, list[Key]] = defaultdict(list)
        self._lights: defaultdict[Colour, list[Key]] = defaultdict(list)
        self._words: defaultdict[Why, list[Key]] = defaultdict(list)

    def add(self, fact: Fact) -> None:
        key, _, _, state, colour, word, _ = fact
        self._total.append(key)
        if state is not State.NOT_APPLICABLE:
            self._concerned.append(key)
        self._states[state].append(key)
        self._lights[colour].append(key)
        self._words[word].append(key)

    def line(self, label: str) -> Line:
        return Line(
            label,
            Number(tuple(self._total)),
            Number(tuple(self._concerned)),
            {state: Number(tuple(keys)) for state, keys in self._states.items()},
            {colour: Number(tuple(keys)) for colour, keys in self._lights.items()},
            {word: Number(tuple(keys)) for word, keys in self._words.items()},
        )


def in_own_order(by: GroupBy, labels: Iterable[str]) -> list[str]:
    """Return labels as a table has them: states, lights and months in their own order, others as they come."""
    given = list(labels)
    if by is GroupBy.MONTH:
        return sorted(given, key=lambda label: label or "~")
    orders = {GroupBy.STATE: [state.value for state in State], GroupBy.LIGHT: [colour.value for colour in Colour]}
    return sorted(given, key=orders[by].index) if by in orders else given


def tabulate(facts: Iterable[Fact], by: GroupBy) -> tuple[Line, ...]:
    """Return a line for each label, as ``Tabulation`` orders them."""
    table = Tabulation(by)
    table.add(facts)
    return table.lines()


def summed(lines: Iterable[Line]) -> Line:
    """Return all lines as one (合计)."""
    every = tuple(lines)

    def joined(numbers: Iterable[Number]) -> Number:
        return Number(tuple(chain.from_iterable(number.keys for number in numbers)))

    def by_key(maps: Sequence[Mapping[K, Number]]) -> dict[K, Number]:
        keys = dict.fromkeys(key for each in maps for key in each)
        return {key: joined(each[key] for each in maps if key in each) for key in keys}

    return Line(
        "",
        joined(line.total for line in every),
        joined(line.concerned for line in every),
        by_key([line.states for line in every]),
        by_key([line.lights for line in every]),
        by_key([line.words for line in every]),
    )


def compare(before: Iterable[Line], now: Iterable[Line]) -> tuple[Compared, ...]:
    """Return the lines of two days side by side, those of now first."""
    then, today = {line.label: line for line in before}, {line.label: line for line in now}
    return tuple(_compared(label, then.get(label), today.get(label)) for label in today | then)


def _compared(label: str, before: Line | None, now: Line | None) -> Compared:
    was, is_now = (line.closed if line else NONE for line in (before, now))
    return Compared(label, before, now, came=is_now.without(was), went=was.without(is_now))


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


def measures(by: GroupBy, *, two_days: bool = False) -> tuple[Measure, ...]:
    """Return what a table counts; of two days only what is worth comparing."""
    if by in (GroupBy.STATE, GroupBy.LIGHT):
        share = (Measure.TOTAL, Measure.SHARE)
        return share if two_days else (*share, *(_OF_LIGHTS if by is GroupBy.STATE else _OF_STATES))
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
