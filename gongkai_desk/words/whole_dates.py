"""One whole date as printed or typed: 2022年2月23日, 2022-2-23, 二〇二二年二月二十三日."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from gongkai_desk.words.lexicon import DIGITS
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
