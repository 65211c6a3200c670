"""The State Council's yearly notice of days off (国务院办公厅关于…年部分节假日安排的通知), read into days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gongkai_desk.words.lexicon import DIGITS, PIECE_STOPS, TO
from gongkai_desk.words.normal import number, squash

# «2026年部分节假日安排»
_YEAR: Final = re.compile(rf"([0-9]{{4}})年(?=[^{PIECE_STOPS}]{{0,8}}(?:部分节假日|节假日|放假))")
_ANY_YEAR: Final = re.compile(r"([0-9]{4})年")
_RULE: Final = re.compile(rf"(?:^|(?<=[。；\n]))[{DIGITS}]{{1,3}}、[^：\n]{{1,12}}：")  # «一、元旦：»
_NOTE: Final = re.compile(r"（[^（）]*）")  # «（周四）»
_CLAUSE: Final = re.compile(r"[，。；,;\n]")


def _day(which: str) -> str:
    """Return the pattern of «2026年1月1日», «1日» or «十月一日» as group set ``which``; a month alone is no date."""
    year_month = rf"(?:(?P<y{which}>[0-9]{{4}})年)?(?:(?P<m{which}>[0-9]{{1,2}}|[{DIGITS}]{{1,2}})月)?"
    return rf"{year_month}(?P<d{which}>[0-9]{{1,2}}|[{DIGITS}]{{1,3}})日"


# «1月1日至3日» «2月15日—23日»
_SPAN: Final = re.compile(rf"{_day('a')}(?:(?:{TO}|～)+{_day('b')})?")
# «1月4日调至1月2日»: the first is worked, the second is off
_SWAP: Final = re.compile(r"调(?:整)?[至到]")
_WORK: Final = re.compile(r"上班")  # «1月4日（周日）上班» «照常上班»
_OFF: Final = re.compile(r"放假|补休|调休|公休|休息")  # «放假调休» «共3天»


class _Reader:
    """Walks through the dates of one notice; a date may leave out its month and its year."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.month: int | None = None
        self.months: set[int] = set()

    def day(self, match: re.Match[str], which: str) -> date | None:
        """Return the date of group set ``which``, or ``None`` where the calendar has no such day."""
        month = number(match[f"m{which}"]) if match[f"m{which}"] else self.month
        day = number(match[f"d{which}"])
        if month is None or day is None or not 1 <= month <= 12:
            return None
        year = int(match[f"y{which}"]) if match[f"y{which}"] else self._year(month)
        self.month = month
        self.months.add(month)
        return date(year, month, day) if 0 < year < 9999 and 1 <= day <= monthrange(year, month)[1] else None

    def _year(self, month: int) -> int:
        """A bare December before any other month than January belongs to the 元旦 of the year before."""
        return self.year - 1 if month == 12 and self.months <= {1, 12} else self.year


def read_notice(text: str, year: int | None = None) -> dict[date, bool]:
    """Return what a notice says of each day it names: worked (``True``) or off; {} where it says nothing.

    ``year`` is the year of the notice; without it the text must say it. The first mention of a day wins.
    """
    lines = "\n".join(squash(line) for line in text.splitlines())
    year = year or _stated_year(lines)
    if year is None:
        return {}
    days: dict[date, bool] = {}
    reader = _Reader(year)
    for clause in _clauses(lines):
        for day, worked in _read_clause(clause, reader):
            days.setdefault(day, worked)
    return days


def _stated_year(text: str) -> int | None:
    match = _YEAR.search(text) or _ANY_YEAR.search(text)
    return int(match[1]) if match else None


def _clauses(text: str) -> Iterator[str]:
    """Yield the clauses that give dates a meaning; dates wait for the verb behind them («1月1日，2日放假»)."""
    waiting = ""
    bare = _RULE.sub("\n", _NOTE.sub("", _NOTE.sub("", text)))
    for clause in _CLAUSE.split(bare):
        if clause.startswith("不"):  # «不调休» «不再另行放假»
            continue
        waiting = f"{waiting}，{clause}" if waiting else clause
        if _SWAP.search(clause) or _WORK.search(clause) or _OFF.search(clause):
            yield waiting
            waiting = ""
        elif not _SPAN.search(clause):
            waiting = ""


def _read_clause(clause: str, reader: _Reader) -> Iterator[tuple[date, bool]]:
    swap = _SWAP.search(clause)
    for match in _SPAN.finditer(clause):
        worked = match.start() < swap.start() if swap else bool(_WORK.search(clause))
        for day in _days(match, reader):
            yield day, worked


def _days(match: re.Match[str], reader: _Reader) -> Iterator[date]:
    first = reader.day(match, "a")
    last = reader.day(match, "b") if match["db"] else first
    if first is None or last is None or not 0 <= (last - first).days <= 31:
        return
    for i in range((last - first).days + 1):
        yield first + timedelta(days=i)


def understood(text: str, year: int) -> dict[date, bool]:
    """Return the days that a pasted notice names; ``year`` is that of a text that names none itself."""
    return read_notice(text) or read_notice(text, year)
