"""Working days (工作日) in China: weekends, days off and make-up days (调休上班)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from itertools import count, islice
from typing import Final, Self

_DAY: Final = timedelta(days=1)
_NOTICE_DAYS: Final = 15  # a year's notice names at least so many days; fewer are local changes, not a notice
_SPANS: Final = 5000  # spans remembered at most


class Workdays:
    """Says of each day whether it is worked; ``days`` (day → worked) overrides weekday and seed.

    A year counts as known if the seed has it or the overrides hold a whole notice; an unknown year is counted Monday to
    Friday, and make-up days are never guessed.
    """

    def __init__(self, days: Mapping[date, bool], seed: Self | None = None) -> None:
        """Lay ``days`` over ``seed``."""
        self._days: dict[date, bool] = {**(seed._days if seed else {}), **days}
        self._names: dict[tuple[int, str], date] = dict(seed._names) if seed else {}
        told = {year for year in {d.year for d in days} if sum(d.year == year for d in days) >= _NOTICE_DAYS}
        self._known: frozenset[int] = (seed._known if seed else frozenset()) | frozenset(told)
        self._spans: dict[tuple[date, date], tuple[date, ...]] = {}  # thousands of tasks ask for the same few spans

    @classmethod
    def usual(cls) -> Self:
        """Return the days of the State Council's notices as chinesecalendar has them (from 2004)."""
        made = cls({})
        made._days, made._names = _seed()
        made._known = frozenset(range(2004, max(made._days).year + 1))
        return made

    def with_days(self, days: Mapping[date, bool]) -> Self:
        """Return these working days with ``days`` laid over them (a new notice, local changes)."""
        return type(self)(days, self)

    def is_workday(self, d: date) -> bool:
        """Return whether ``d`` is worked."""
        return self._days.get(d, d.weekday() < 5)

    def known(self, year: int) -> bool:
        """Return whether a notice for ``year`` is at hand."""
        return year in self._known

    def add(self, d: date, n: int) -> date:
        """Return the ``n``-th working day after ``d`` (before it if ``n`` is negative; ``d`` itself for 0)."""
        if n == 0:
            return d
        step = _DAY if n > 0 else -_DAY
        later = (day for i in count(1) if self.is_workday(day := d + i * step))
        return next(islice(later, abs(n) - 1, None))

    def between(self, a: date, b: date) -> tuple[date, ...]:
        """Return the working days after ``a`` up to and with ``b``."""
        known = self._spans.get((a, b))
        if known is None:
            days = (a + timedelta(days=i) for i in range(1, (b - a).days + 1))
            known = tuple(d for d in days if self.is_workday(d))
            if len(self._spans) < _SPANS:
                self._spans[a, b] = known
        return known

    def not_after(self, d: date) -> date:
        """Return the last working day that is not after ``d``."""
        return d if self.is_workday(d) else self.add(d, -1)

    def before_holiday(self, year: int, name: str) -> date | None:
        """Return the last working day before the days off of ``name`` (春节, 国庆节 …) of ``year``, if it is known."""
        if not 1900 <= year <= 2999:
            return None
        first = self._names.get((year, name)) or _fixed(year, name)
        return self.add(first, -1) if first else None


_FIXED: Final = {"元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}  # by the sun; the others need the notice
_SEED_NAMES: Final = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


def _fixed(year: int, name: str) -> date | None:
    return date(year, *_FIXED[name]) if name in _FIXED else None


@cache
def _seed() -> tuple[dict[date, bool], dict[tuple[int, str], date]]:
    """Return the notices' days and the first day off of each holiday by (year, name)."""
    from chinese_calendar import constants  # lazily: a table of twenty years

    days = dict.fromkeys(constants.workdays, True) | dict.fromkeys(constants.holidays, False)
    names: dict[tuple[int, str], date] = {}
    for day, name in sorted(constants.holidays.items()):
        year = day.year + (day.month == 12)  # days off at the end of December belong to the next 元旦
        names.setdefault((year, _SEED_NAMES.get(name, name)), day)
    return days, names
