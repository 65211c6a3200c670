"""政策解读: drafted, signed and published together with its file (三同步), at the latest three working days after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.registers import Interpretation
from gongkai_desk.workdays import Workdays

DAYS = 3
"""Working days after the file's day within which an interpretation is to be published."""


class InterpretationState(StrEnum):
    """How a file stands with one interpretation."""

    TOGETHER = "together"  # 同步发布
    IN_TIME = "in_time"  # 按期发布
    LATE = "late"  # 逾期发布
    WAITING = "waiting"  # 待解读
    MISSING = "missing"  # 逾期未解读


LIGHTS = {
    InterpretationState.TOGETHER: Colour.GREEN,
    InterpretationState.IN_TIME: Colour.GREEN,
    InterpretationState.LATE: Colour.GREEN,
    InterpretationState.WAITING: Colour.YELLOW,
    InterpretationState.MISSING: Colour.RED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The last day on time, the state, and working days left until it (negative: past it)."""

    due: date
    state: InterpretationState
    left: int

    @property
    def light(self) -> Colour:
        """Return the light of the state."""
        return LIGHTS[self.state]

    @property
    def open(self) -> bool:
        """Tell whether nothing is published yet."""
        return self.state in (InterpretationState.WAITING, InterpretationState.MISSING)


def standing(one: Interpretation, today: date, workdays: Workdays, days: int = DAYS) -> Standing:
    """Return how a file stands with this interpretation; a file without a day runs from ``today``."""
    first = one.file_day or today
    due = workdays.add(first, days)
    end = one.day or today
    left = len(workdays.between(end, due)) if end <= due else -len(workdays.between(due, end))
    return Standing(due, _state(one, first, due, today), left)


def _state(one: Interpretation, first: date, due: date, today: date) -> InterpretationState:
    if one.day is None:
        return InterpretationState.WAITING if today <= due else InterpretationState.MISSING
    if one.day <= first:
        return InterpretationState.TOGETHER
    return InterpretationState.IN_TIME if one.day <= due else InterpretationState.LATE


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many files are interpreted (``done``), how many of these in time, and the titles of the others."""

    files: int
    done: int
    in_time: int
    missing: tuple[str, ...]


def coverage(known: Iterable[Interpretation], today: date, workdays: Workdays, days: int = DAYS) -> Coverage:
    """Return how far the files are interpreted; one of several interpretations in time is enough."""
    by_file: dict[tuple[str, str], list[Standing]] = {}
    for one in known:
        by_file.setdefault(one.file, []).append(standing(one, today, workdays, days))
    done = {file: each for file, each in by_file.items() if not all(one.open for one in each)}
    good = (InterpretationState.TOGETHER, InterpretationState.IN_TIME)
    in_time = sum(any(one.state in good for one in each) for each in done.values())
    missing = tuple(title for (title, number) in by_file if (title, number) not in done)
    return Coverage(len(by_file), len(done), in_time, missing)


def faults(one: Interpretation, today: date) -> tuple[str, ...]:
    """Return what is wrong with the facts, as keys of ``wording.LACKS``."""
    found = []
    if not one.file_title.strip():
        found.append("file_title")
    if one.file_day is None:
        found.append("file_day")
    if any(day is not None and day > today for day in (one.day,)):
        found.append("future_day")
    if any(link and not link.startswith(("http://", "https://")) for link in (one.link, one.file_link)):
        found.append("http_link")
    return tuple(found)
