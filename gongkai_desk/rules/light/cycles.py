"""Reporting cycles (填报周期): which periods a unit reports on, when each is due, and what became of it.

A cycle is set apart from the frequency that a task's text demands. A report belongs to the period it names; else to the
calendar period of its day, or to the one before while that is in its days of grace and nothing was reported on it. One
that was sent back (退回补报) answers nothing.
Progress is cumulative: a later report makes an earlier missing one good, and the lateness stays visible.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from gongkai_desk.domain.light import USUAL_THRESHOLDS as USUAL
from gongkai_desk.domain.light import Later, Pause, Thresholds
from gongkai_desk.domain.time import Every
from gongkai_desk.domain.work import StoredReport
from gongkai_desk.workdays import Workdays

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Cycle:
    """How often, and on which day, units report; ``every`` ``None``: not at all.

    ``day``: of the period's last month, or with ``following`` of the month after it; 31 is any month's last. With
    ``workdays`` it is so many working days after the period. ``year_end`` (month, day) takes the last period's place.
    """

    every: Every | None = Every.QUARTER
    day: int = 25
    following: bool = False
    workdays: int = 0
    year_end: tuple[int, int] | None = (12, 10)


USUAL_CYCLE = Cycle()


@dataclass(frozen=True, slots=True)
class Period:
    """A period with the day its report is due and the last day of grace."""

    name: str  # 2026Q1, 2026M03, 2026H1, 2026
    first: date
    last: date
    due: date
    grace: date


class Standing(StrEnum):
    """What became of a period."""

    AHEAD = "ahead"  # not due yet
    REPORTED = "reported"
    ZERO = "zero"  # 零报告
    IN_GRACE = "in_grace"  # due, nothing yet, still in the days of grace
    LATE_IN_GRACE = "late_in_grace"
    MISSING = "missing"
    MADE_GOOD = "made_good"  # reported after the grace
    NOT_ASKED = "not_asked"  # paused or closed on the day it was due


class Told(Protocol):
    """What of a report answers a period: of a ``Report`` in words or of the ``ReportFact`` of a light."""

    @property
    def day(self) -> date:
        """Return its day."""

    @property
    def period(self) -> str:
        """Return the period that it names, or nothing."""

    @property
    def zero(self) -> bool:
        """Tell whether it is a 零报告."""

    @property
    def returned(self) -> bool | str:
        """Tell whether it was sent back."""


@dataclass(frozen=True, slots=True)
class PeriodStatus:
    """A period and what became of it; ``day`` is that of the report that answered it, a 零报告 if ``zero``."""

    period: Period
    standing: Standing
    day: date | None = None
    zero: bool = False


# 每月25日前 · 次月5日前 · 每季度次月5日前 · 季后5个工作日 · 月后3个工作日 · 每季度末月20日前
_WORKDAYS_AFTER = re.compile(r"(?P<every>月|季度?|半年|年)(?:度)?(?:结束)?后(?P<n>\d{1,2})个工作日")

_NEXT_MONTH = re.compile(r"次月(?P<n>\d{1,2})日")

_DAY = re.compile(r"(?P<n>\d{1,2})日")

_WORDS = (
    (re.compile(r"不填报|不报送|无需"), None),
    (re.compile(r"半年|6月和12月|6月、12月"), Every.HALF_YEAR),
    (re.compile(r"季"), Every.QUARTER),
    (re.compile(r"月"), Every.MONTH),
    (re.compile(r"年"), Every.YEAR),
)


def read_cycle(text: str) -> Cycle:
    """Return the cycle of words such as 每月25日前, 次月5日前, 季后5个工作日, 6月和12月; empty: the usual one."""
    bare = re.sub(r"\s", "", text)
    if not bare:
        return USUAL_CYCLE
    every = next((every for pattern, every in _WORDS if pattern.search(bare)), Every.QUARTER)
    if found := _WORKDAYS_AFTER.search(bare):
        return Cycle(every, workdays=int(found["n"]), year_end=None)
    if found := _NEXT_MONTH.search(bare):
        return Cycle(every, day=int(found["n"]), following=True, year_end=None)
    found = _DAY.search(bare)
    return Cycle(every, day=int(found["n"]), year_end=None) if found else Cycle(every)


@lru_cache(maxsize=1024)  # tasks that were stored together ask for the same periods
def periods(
    cycle: Cycle, since: date, until: date, workdays: Workdays, settings: Thresholds = USUAL
) -> tuple[Period, ...]:
    """Return the periods whose report falls due after ``since``, the last being the one that holds ``until``."""
    if cycle.every is None:
        return ()
    made = (_period(cycle, first, workdays, settings) for first in _starts(_MONTHS[cycle.every], since.year - 1, until))
    return tuple(period for period in made if period.due > since)


def put_off(
    asked: Sequence[Period], later: Iterable[Later], workdays: Workdays, settings: Thresholds = USUAL
) -> tuple[Period, ...]:
    """Return periods as they are due for a unit that was granted later days (准予延期报送); the last one holds."""
    days = {answered(asked, each.period): each.closing for each in later}
    return tuple(
        replace(period, due=days[period.name], grace=workdays.add(days[period.name], settings.report_grace))
        if days.get(period.name, period.due) > period.due
        else period
        for period in asked
    )


def _starts(months: int, year: int, until: date) -> Iterator[date]:
    """Yield the first days of periods from a year on, up to the period of ``until``."""
    day = date(year, 1, 1)
    while day <= until:
        yield day
        over = day.month + months
        day = date(day.year + (over > 12), (over - 1) % 12 + 1, 1)


def _period(cycle: Cycle, first: date, workdays: Workdays, settings: Thresholds) -> Period:
    assert cycle.every is not None
    month = first.month + _MONTHS[cycle.every] - 1
    last = _day(first.year, month, 31)
    due = _due(cycle, last, workdays)
    return Period(_name(cycle.every, first), first, last, due, workdays.add(due, settings.report_grace))


def _due(cycle: Cycle, last: date, workdays: Workdays) -> date:
    if cycle.workdays:
        return workdays.add(last, cycle.workdays)
    if cycle.following:
        return _day(last.year + (last.month == 12), last.month % 12 + 1, cycle.day)
    if cycle.year_end and last.month == 12:
        return _day(last.year, *cycle.year_end)
    return _day(last.year, last.month, cycle.day)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _name(every: Every, first: date) -> str:
    match every:
        case Every.MONTH:
            return f"{first.year}M{first.month:02}"
        case Every.QUARTER:
            return f"{first.year}Q{(first.month + 2) // 3}"
        case Every.HALF_YEAR:
            return f"{first.year}H{1 if first.month == 1 else 2}"
        case _:
            return str(first.year)


def judge(
    asked: Sequence[Period], reports: Iterable[Told], today: date, pauses: Iterable[Pause] = ()
) -> tuple[PeriodStatus, ...]:
    """Return what became of each period by ``today``; reports of one day in the order in which they came."""
    counted = (report for report in reports if report.day <= today and not report.returned)
    answers = _answers(asked, sorted(counted, key=lambda report: report.day))
    stops = tuple(pauses)
    return tuple(_status(period, answers, today, stops) for period in asked)


def told_periods(asked: Sequence[Period], reports: Iterable[StoredReport]) -> dict[int, str]:
    """Return the period that each report of one unit tells of, by its id; empty where it lies in none."""
    found: dict[str, Told] = {}
    named: dict[int, str] = {}
    for report in sorted(reports, key=lambda report: (report.day, report.id)):
        name = named[report.id] = report.period or _own_period(asked, report.day, found)
        if not report.returned:
            found.setdefault(name, report)
    return named


def is_period_of(cycle: Cycle, name: str) -> bool:
    """Tell whether a name such as 2026Q3 is that of one of the cycle's periods."""
    letters = {Every.MONTH: "M", Every.QUARTER: "Q", Every.HALF_YEAR: "H", Every.YEAR: ""}
    return bool(name) and cycle.every in letters and name[4:5] == letters[cycle.every]


def current_period(cycle: Cycle, today: date, workdays: Workdays, settings: Thresholds = USUAL) -> str:
    """Return the period that is reported on now: the one before while it is in its days of grace; empty for none."""
    asked = periods(cycle, date(today.year - 1, 12, 1), today, workdays, settings)
    if len(asked) > 1 and asked[-2].last < today <= asked[-2].grace:
        return asked[-2].name
    return asked[-1].name if asked else ""


def _answers(asked: Sequence[Period], told: Iterable[Told]) -> dict[str, Told]:
    """Return the first report on each period."""
    found: dict[str, Told] = {}
    for report in told:
        found.setdefault(answered(asked, report.period) or _own_period(asked, report.day, found), report)
    return found


def answered(asked: Sequence[Period], name: str) -> str:
    """Return the period that is asked for and answered by a report on the one of this name.

    A report on the second quarter tells how the half-year ended; one on the first quarter answers itself alone.
    """
    days = period_days(name) if name and all(each.name != name for each in asked) else None
    return next((each.name for each in asked if days and each.last == days[1]), name)


def _own_period(asked: Sequence[Period], day: date, found: Mapping[str, Told]) -> str:
    for period in asked:
        if period.last < day <= period.grace and period.name not in found:
            return period.name
        if period.first <= day <= period.last:
            return period.name
    return ""


def _status(period: Period, answers: Mapping[str, Told], today: date, pauses: Sequence[Pause]) -> PeriodStatus:
    own = answers.get(period.name)
    in_time = own is not None and own.day <= period.due
    if not in_time and any(p.since <= period.due and (p.until is None or period.due < p.until) for p in pauses):
        return PeriodStatus(period, Standing.NOT_ASKED)
    # a later report, on whatever period, tells all progress up to its day
    later = sorted(r.day for name, r in answers.items() if name > period.name and r.day > period.due)
    day = own.day if own else later[0] if later else None
    zero = own is not None and own.zero
    if zero and in_time:
        return PeriodStatus(period, Standing.ZERO, day, zero)
    if day is not None:
        return PeriodStatus(period, _answered(period, day), day, zero)
    if today <= period.due:
        return PeriodStatus(period, Standing.AHEAD)
    return PeriodStatus(period, Standing.IN_GRACE if today <= period.grace else Standing.MISSING)


def _answered(period: Period, day: date) -> Standing:
    if day <= period.due:
        return Standing.REPORTED
    return Standing.LATE_IN_GRACE if day <= period.grace else Standing.MADE_GOOD


_PERIOD_NAME = re.compile(r"(?P<year>\d{4})(?:(?P<kind>[QHM])(?P<n>\d{1,2}))?")  # 2026Q3, 2026H1, 2026M03, 2026

_FIRST_HALF_ENDS = 6  # the last month of the first half-year

_MONTHS_BY_LETTER = {"Q": 3, "H": 6, "M": 1}


def longer_periods(today: date) -> tuple[str, ...]:
    """Return the longer periods that a paper may be of: half-years and years, this year's that have begun first."""
    halves = [f"{today.year}H2"] if today.month > _FIRST_HALF_ENDS else []
    return (*halves, f"{today.year}H1", str(today.year), f"{today.year - 1}H2", str(today.year - 1))


_EVERY = {months: every for every, months in _MONTHS.items()}


def period_name(days: tuple[date, date]) -> str:
    """Return the one name of a period with these days: 2026Q02 and 2026Q2 are 2026Q2, 2026M6 is 2026M06."""
    first, last = days
    return _name(_EVERY[last.month - first.month + 1], first)


def period_days(name: str) -> tuple[date, date] | None:
    """Return the first and the last day of a period: 2026Q3, 2026H1, 2026M03 or 2026; ``None``: it is no such name."""
    found = _PERIOD_NAME.fullmatch(name.strip().upper())
    if found is None or not int(found["year"]):
        return None
    year, months, number = int(found["year"]), _MONTHS_BY_LETTER.get(found["kind"] or "", 12), int(found["n"] or 1)
    last = months * number
    if not 1 <= number <= 12 // months:
        return None
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])
