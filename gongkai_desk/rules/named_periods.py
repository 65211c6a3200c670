"""Names of periods, as the command line and reports write them, and their days."""

import re
from calendar import monthrange
from datetime import date

_NAME = re.compile(r"(?P<year>\d{4})(?:(?P<kind>[QHM])(?P<n>\d{1,2}))?")  # 2026Q3, 2026H1, 2026M03, 2026
_HALF = 6  # the last month of the first half-year
_MONTHS = {"Q": 3, "H": 6, "M": 1}


def longer_periods(today: date) -> tuple[str, ...]:
    """Return the longer periods that a paper may be of: half-years and years, this year's that have begun first."""
    halves = [f"{today.year}H2"] if today.month > _HALF else []
    return (*halves, f"{today.year}H1", str(today.year), f"{today.year - 1}H2", str(today.year - 1))


def period_days(name: str) -> tuple[date, date] | None:
    """Return the first and the last day of a period: 2026Q3, 2026H1, 2026M03 or 2026; ``None``: it is no such name."""
    found = _NAME.fullmatch(name.strip().upper())
    if found is None or not int(found["year"]):
        return None
    year, months, number = int(found["year"]), _MONTHS.get(found["kind"] or "", 12), int(found["n"] or 1)
    last = months * number
    if not 1 <= number <= 12 // months:
        return None
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])
