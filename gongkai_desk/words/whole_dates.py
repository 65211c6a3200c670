"""Whole days as printed or typed: 2022年2月23日, 2022-2-23, 二〇二二年二月二十三日; a notice of days off.

The notice is the State Council's of each year (国务院办公厅关于…年部分节假日安排的通知), read into days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gongkai_desk.words.lexicon import DIGITS, PIECE_STOPS, TO
from gongkai_desk.words.normal import number, squash

NUMERAL: Final = rf"(?:[0-9]{{1,2}}|[{DIGITS}]{{1,3}})"  # a month or a day
YEAR: Final = r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})"


def day_of(year: int | None, month: int | None, day: int | None) -> date | None:
    """Return the date, or ``None`` where the calendar has none (2月30日)."""
    if not year or not month or not day or not 1900 <= year <= 2999 or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def month_end(year: int | None, month: int | None) -> date | None:
    """Return the last day of a month, ``None`` where year or month are no such."""
    if not year or not month or not 1900 <= year <= 2999 or not 1 <= month <= 12:
        return None
    return date(year, month, monthrange(year, month)[1])


def read_date(text: str) -> date | None:
    """Return the one full date that ``text`` is (2022年2月23日, 2022-2-23, 二〇二二年二月二十三日), else ``None``."""
    short = squash(text).strip("，。；：")
    short = re.sub(r"(?:印发|发布|收文)$", "", short)
    match = re.fullmatch(rf"({YEAR})年({NUMERAL})月({NUMERAL})[日号]?(?:（[^）]*）)?", short)
    if match:
        return day_of(number(match[1]), number(match[2]), number(match[3]))
    match = re.fullmatch(r"([0-9]{4})([-/.年])([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[0-9T:：.]{0,16})?", short)
    match = match or re.fullmatch(r"([0-9]{4})()([0-9]{2})([0-9]{2})", short)
    if match:
        return day_of(int(match[1]), int(match[3]), int(match[4]))
    return _typed_date(text)


_NEAR: Final = {"今天": 0, "今日": 0, "明天": 1, "后天": 2}
_NO_YEAR: Final = re.compile(r"(\d{1,2})(?:[-./]|月)(\d{1,2})[日号]?")  # 10月12日, 10-12, 10.12


def read_day(text: str, today: date) -> date | None:
    """Return the day that was typed, of this year where none is said (明天, 10-12); ``None`` where it is no day."""
    text = text.strip()
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if found := _NO_YEAR.fullmatch(text):
        return day_of(today.year, int(found[1]), int(found[2]))
    return read_date(text)


def _typed_date(text: str) -> date | None:
    """Ask dateparser, last, for a full date that a person typed otherwise («23 Feb 2022»); never for phrases."""
    text = text.strip()
    if (
        len(text) > 40
        or not re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)
        or re.search(r"[前底末内旬季]", text)
    ):
        return None
    import dateparser  # lazily: slow to import, and asked for little

    strict = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    found = dateparser.parse(text, languages=["zh", "en"], settings=strict)
    return found.date() if found else None


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
