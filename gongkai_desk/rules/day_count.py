"""工作日计算: which days count from a start to an end, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai_desk.domain.work import TimedCase
from gongkai_desk.workdays import Workdays

if TYPE_CHECKING:
    pass


class DayKind(StrEnum):
    """What a day is in a count."""

    WORKED = "worked"
    MAKE_UP = "make_up"  # 调休上班: a weekend day that counts
    WEEKEND = "weekend"
    OFF = "off"  # of the State Council's notice
    LOCAL_OFF = "local_off"


COUNTING = frozenset({DayKind.WORKED, DayKind.MAKE_UP})


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day after the start; ``number`` is its place among those that count, ``None`` where it does not."""

    day: date
    kind: DayKind
    number: int | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """A count; the day of the start does not count. ``guessed`` are its years without a notice."""

    start: date
    end: date
    days: tuple[CountedDay, ...]
    guessed: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """Return how many days count."""
        return sum(each.number is not None for each in self.days)


def count_to(start: date, end: date, workdays: Workdays, local: Mapping[date, bool] | None = None) -> DayCount:
    """Return the days after ``start`` up to and with ``end``; ``local``: the local list, where it counts."""
    found = tuple(_days(start, end, workdays, local or {}))
    years = range(start.year, max(start, end).year + 1)
    return DayCount(start, end, found, tuple(year for year in years if not workdays.known(year)))


def count_on(start: date, number: int, workdays: Workdays, local: Mapping[date, bool] | None = None) -> DayCount:
    """Return the days after ``start`` up to the ``number``-th that counts."""
    return count_to(start, workdays.add(start, number), workdays, local)


def _days(start: date, end: date, workdays: Workdays, local: Mapping[date, bool]) -> Iterator[CountedDay]:
    number = 0
    for ahead in range(1, (end - start).days + 1):
        day = start + timedelta(days=ahead)
        kind = _kind(day, workdays, local)
        number += kind in COUNTING
        yield CountedDay(day, kind, number if kind in COUNTING else None)


def _kind(day: date, workdays: Workdays, local: Mapping[date, bool]) -> DayKind:
    weekend = day.weekday() > 4
    if workdays.is_workday(day):
        return DayKind.MAKE_UP if weekend else DayKind.WORKED
    if local.get(day) is False:
        return DayKind.LOCAL_OFF
    return DayKind.WEEKEND if weekend else DayKind.OFF


def case_due(case: TimedCase, workdays: Workdays) -> date:
    """Return the last day on time of a clock; the day of the event does not count. Hours: days begun."""
    return workdays.add(case.started, case.days) if case.working else case.started + timedelta(days=case.days)


def case_days(case: TimedCase, workdays: Workdays, today: date) -> int:
    """Return how many days a clock has run, or ran until it was answered."""
    end = case.ended or today
    return len(workdays.between(case.started, end)) if case.working else (end - case.started).days
