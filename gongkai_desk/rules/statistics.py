"""Statistics (统计): how many tasks, or units' shares of them, stand where; behind every number stand its ids."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import State
from gongkai_desk.rules.lights import Colour, Light, TaskLight, Why
from gongkai_desk.rules.shares import Share, deadline_of

Key = tuple[int, int | None]
"""A task and a unit; ``None``: the task as a whole."""


class By(StrEnum):
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

    def label(self, by: By) -> str:
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


def fact_of_share(task: Task, share: Share, light: Light) -> Fact:
    """Return where one unit's share stands."""
    key = (task.id or 0, share.unit_id)
    due = deadline_of(task, share)
    return Fact(key, share.unit, _section(task), share.state, light.colour, light.word, _month(due))


def facts_of_shares(task: Task, light: TaskLight, unit_id: int | None = None) -> list[Fact]:
    """Return where each unit's share of a task stands, or only that of one unit; alike ones are asked once."""
    number, section, plain = task.id or 0, _section(task), light.by_unit.shares.plain
    found: dict[int, Fact] = {}
    for stand, places in light.by_unit.stands:
        state, each, month = stand.share.state, stand.light, _month(deadline_of(task, stand.share))
        for place in places:
            of = plain[place]
            if unit_id is None or unit_id == of.unit_id:
                key = (number, of.unit_id)
                found[place] = Fact(key, of.unit, section, state, each.colour, each.word, month)
    return [found[place] for place in sorted(found)]


def fact_of_task(task: Task, light: TaskLight) -> Fact:
    """Return where a task stands: its units together, and its worst light."""
    state = together([stand.share.state for stand, _ in light.by_unit.stands])
    key = (task.id or 0, None)
    return Fact(key, "", _section(task), state, light.colour, light.word, _month(task.deadline.due))


def _section(task: Task) -> str:
    return task.section[0] if task.section else task.title or ""


def _month(day: date | None) -> str:
    return f"{day.year}-{day.month:02}" if day else ""


def together(states: Sequence[State]) -> State:
    """Return one state for a task whose units stand in these: closed only if every unit is."""
    for state in (State.RETURNED, State.PENDING, State.IN_PROGRESS):
        if state in states:
            return state
    left = set(states) - {State.NOT_APPLICABLE}
    if State.NOT_STARTED in left:
        begun = len(set(states)) > 1 and {State.CLOSED, State.NOT_APPLICABLE} & set(states)
        return State.IN_PROGRESS if begun else State.NOT_STARTED
    if len(left) > 1:
        return State.IN_PROGRESS
    return next(iter(left), State.NOT_APPLICABLE)


_LABELS: Mapping[By, Callable[[Fact], str]] = {
    By.UNIT: attrgetter("unit"),
    By.SECTION: attrgetter("section"),
    By.STATE: attrgetter("state.value"),
    By.LIGHT: attrgetter("colour.value"),
    By.MONTH: attrgetter("month"),
    By.ALL: lambda _: "",
}


def tabulate(facts: Iterable[Fact], by: By) -> tuple[Line, ...]:
    """Return a line for each label, in order of first appearance; states, lights and months in their own order."""
    groups: defaultdict[str, list[Fact]] = defaultdict(list)
    label_of = _LABELS[by]
    for fact in facts:
        groups[label_of(fact)].append(fact)
    orders = {By.STATE: [state.value for state in State], By.LIGHT: [colour.value for colour in Colour]}
    labels = sorted(groups, key=lambda label: label or "~") if by is By.MONTH else list(groups)
    if by in orders:
        labels = [label for label in orders[by] if label in groups]
    return tuple(_line(label, groups[label]) for label in labels)


def _line(label: str, facts: Sequence[Fact]) -> Line:
    states: defaultdict[State, list[Key]] = defaultdict(list)
    lights: defaultdict[Colour, list[Key]] = defaultdict(list)
    words: defaultdict[Why, list[Key]] = defaultdict(list)
    for key, _, _, state, colour, word, _ in facts:
        states[state].append(key)
        lights[colour].append(key)
        words[word].append(key)
    return Line(
        label,
        Number(tuple(fact.key for fact in facts)),
        Number(tuple(fact.key for fact in facts if fact.state is not State.NOT_APPLICABLE)),
        {state: Number(tuple(keys)) for state, keys in states.items()},
        {colour: Number(tuple(keys)) for colour, keys in lights.items()},
        {word: Number(tuple(keys)) for word, keys in words.items()},
    )


def compare(before: Iterable[Line], now: Iterable[Line]) -> tuple[Compared, ...]:
    """Return the lines of two days side by side, those of now first."""
    then, today = {line.label: line for line in before}, {line.label: line for line in now}
    return tuple(_compared(label, then.get(label), today.get(label)) for label in (today | then))


def _compared(label: str, before: Line | None, now: Line | None) -> Compared:
    was, is_now = (line.closed.keys if line else () for line in (before, now))
    closed_then, closed_now = set(was), set(is_now)
    came = Number(tuple(key for key in is_now if key not in closed_then))
    went = Number(tuple(key for key in was if key not in closed_now))
    return Compared(label, before, now, came, went)
