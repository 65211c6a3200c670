"""Moments in a text: every phrase that names a day, month, quarter, half-year or year, with its last day.

The grammar is the table of DOMAIN §1. ``moments`` finds them in order; what they mean together is said by
``words.deadlines``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.time import DeadlineKind, TimeRemark
from gongkai_desk.words.lexicon import AND, DIGITS, QUARTERS, TO
from gongkai_desk.words.normal import number
from gongkai_desk.words.whole_dates import NUMERAL, YEAR, day_of, month_end
from gongkai_desk.workdays import Workdays

NO_DATES: Final = PlanDates()


@dataclass(frozen=True)
class TimeContext:
    """What a phrase is read against: plan year, the plan's dates, working days, and the deadline in the cell above."""

    year: int | None
    dates: PlanDates
    workdays: Workdays
    above: str = ""

    @property
    def plan_year(self) -> int | None:
        """Return the plan's year, else the year of its issue."""
        year = self.year or (self.dates.issue.year if self.dates.issue else None)
        return year if year and 1900 <= year <= 2999 else None


@dataclass(frozen=True, slots=True)
class Moment:
    """One phrase at ``start``–``end`` of the squashed text; ``due`` its last day, ``since`` the first of a span.

    ``year`` is the stated year, which holds for the phrases behind it too; ``bare`` names a year and nothing else.
    """

    start: int
    end: int
    kind: DeadlineKind
    due: date | None
    since: date | None = None
    year: int | None = None
    remarks: tuple[TimeRemark, ...] = ()
    bare: bool = False


# ---------------------------------------------------------------------------------------------------- building stones
# «2022年» «今年» «次年» «每年» «（2022年度）»
_YEAR: Final = rf"(?:(?P<y>{YEAR}年度?|今年|本年度?|当年|明年|次年|翌年|来年|后年|去年|上年|每年度?)(?:的)?)?"
_TO: Final = rf"(?:{TO}|～|－|―)+"
_BEFORE: Final = r"(?:之前|以前|前(?!后))"
_QUARTER: Final = rf"(?:第?(?P<q>[{QUARTERS}1-4])季度?|[qQ](?P<qq>[1-4])(?![0-9A-Za-z])|(?P<qw>[{QUARTERS}])季末)"

_RELATIVE_YEARS: Final = {"明": 1, "次": 1, "翌": 1, "来": 1, "后": 2, "去": -1, "上": -1}


def _stated_year(word: str | None, context: TimeContext, sticky: int | None) -> int | None:
    """Return the year that ``word`` says (次年 = next), else the one stated before, else the plan's."""
    if not word:
        return sticky or context.plan_year
    if word[0] in "今本当每":
        return context.plan_year
    if word[0] in _RELATIVE_YEARS:
        return context.plan_year + _RELATIVE_YEARS[word[0]] if context.plan_year else None
    return number(word[:4])


def _month_before(year: int | None, month: int) -> date | None:
    return month_end(year, month - 1) if month > 1 else month_end((year or 0) - 1, 12)


def _int(text: str | None) -> int | None:
    return number(text) if text else None


# ------------------------------------------------------------------------------------------------ one reader a pattern
Read = Callable[[re.Match[str], TimeContext, int | None], Moment | None]


def _moment(m: re.Match[str], kind: DeadlineKind, due: date | None, **more: object) -> Moment:
    return Moment(m.start(), m.end(), kind, due, **more)  # type: ignore[arg-type]


def _read_full(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = int(m["fy"])
    due = day_of(year, int(m["fm"]), int(m["fd"]))
    return _moment(m, DeadlineKind.DATE, due, year=year) if due else None


def _read_full_month(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = int(m["fy"])
    due = month_end(year, int(m["fm"]))
    return _moment(m, DeadlineKind.MONTH, due, year=year) if due else None


def _read_day(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = _stated_year(m["y"], context, sticky)
    first_month, first_day = _int(m["m"]), _int(m["d"])
    due = since = day_of(year, first_month, first_day)
    if m["d2"]:
        last_year = _stated_year(m["y2"], context, year)
        due = day_of(last_year, _int(m["m2"]) or first_month, _int(m["d2"]))
        due = _rolled(since, due, stated=bool(m["y2"]))
    if year and not due:
        return None
    remarks = () if year else (TimeRemark.TO_CONFIRM,)
    return _moment(
        m, DeadlineKind.DATE, due, since=since if m["d2"] else None, year=_kept(m["y"], year), remarks=remarks
    )


def _rolled(since: date | None, due: date | None, *, stated: bool) -> date | None:
    """A span that ends before it begins (11月—2月) ends in the next year."""
    if since and due and due < since and not stated:
        return day_of(due.year + 1, due.month, min(due.day, 28)) if due.month == 2 else due.replace(year=due.year + 1)
    return due


def _kept(word: str | None, year: int | None) -> int | None:
    """Return the year if it was printed: it then holds for the phrases behind it."""
    return year if word and word[0] != "每" else None


def _read_month(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = _stated_year(m["y"], context, sticky)
    month = _int(m["m"])
    if not month or not 1 <= month <= 12:
        return None
    kind, due, remarks = _month_part(year, month, m["part"] or "", bool(m["before"]))
    return _moment(m, kind, due, year=_kept(m["y"], year), remarks=remarks or _unless(year))


def _unless(year: int | None) -> tuple[TimeRemark, ...]:
    return () if year else (TimeRemark.TO_CONFIRM,)


def _month_part(
    year: int | None, month: int, part: str, before: bool
) -> tuple[DeadlineKind, date | None, tuple[TimeRemark, ...]]:
    """Return what 上旬, 底 … of a month mean; 8月前 may or may not take August in: the earlier day and a remark."""
    if part in _TENS:
        day, remarks = _TENS[part]
        return DeadlineKind.DATE, day_of(year, month, day) if day else month_end(year, month), remarks
    if part:
        return DeadlineKind.MONTH_END, month_end(year, month), ()
    if before:
        return DeadlineKind.MONTH_END, _month_before(year, month) if year else None, (TimeRemark.AMBIGUOUS,)
    return DeadlineKind.MONTH, month_end(year, month), ()


# last day of each third of a month; 初 and 中 alone are loose words: a person confirms
_TENS: Final[dict[str, tuple[int, tuple[TimeRemark, ...]]]] = {
    "上旬": (10, ()),
    "上中旬": (20, ()),
    "中下旬": (0, ()),
    "中旬": (20, ()),
    "下旬": (0, ()),
    "初": (10, (TimeRemark.TO_CONFIRM,)),
    "中": (20, (TimeRemark.TO_CONFIRM,)),
}


def _read_months(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    """A span of months, 3—11月 or 2022年11月至2023年2月底."""
    year = _stated_year(m["y"], context, sticky)
    first, last = _int(m["m"]), _int(m["m2"])
    if not first or not last or first > 12 or last > 12:
        return None
    last_year = _stated_year(m["y2"], context, year)
    if last_year and last < first and not m["y2"]:
        last_year += 1
    kind, due, remarks = _month_part(last_year, last, m["part"] or "", False)
    return _moment(
        m, kind, due, since=day_of(year, first, 1), year=_kept(m["y"], year), remarks=remarks or _unless(year)
    )


def _read_quarter(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = _stated_year(m["y"], context, sticky)
    quarter = number(m["q"] or m["qq"] or m["qw"]) or 0
    ambiguous = bool(m["before"]) and not m["end"] and not m["qw"]
    if ambiguous and quarter > 1:  # 四季度前: before it begins, or before it ends? the earlier one, and a remark
        quarter -= 1
    remarks = (TimeRemark.AMBIGUOUS,) if ambiguous else _unless(year)
    return _moment(m, DeadlineKind.QUARTER, month_end(year, quarter * 3), year=_kept(m["y"], year), remarks=remarks)


def _read_half(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = _stated_year(m["y"], context, sticky)
    ambiguous = bool(m["before"]) and not m["end"] and m["half"] == "下半年"
    month = 12 if m["half"].startswith("下") and not ambiguous else 6
    remarks = (TimeRemark.AMBIGUOUS,) if ambiguous else _unless(year)
    return _moment(m, DeadlineKind.HALF_YEAR, month_end(year, month), year=_kept(m["y"], year), remarks=remarks)


def _read_year_end(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = _stated_year(m["ye"], context, sticky)
    return _moment(m, DeadlineKind.YEAR_END, month_end(year, 12), year=_kept(m["ye"], year), remarks=_unless(year))


def _read_year(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = number(m["by"]) if m["by"] else context.plan_year
    return _moment(m, DeadlineKind.YEAR_END, month_end(year, 12), year=year, bare=True)


def _read_years(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    first, last = number(m["y1"]), number(m["y2"])
    if not first or not last or not 0 < last - first < 50:
        return None
    return _moment(m, DeadlineKind.YEAR_RANGE, month_end(last, 12), since=day_of(first, 1, 1))


def _read_until_year(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    return _moment(m, DeadlineKind.YEAR_RANGE, month_end(number(m["uy"]), 12))


def _read_five_years(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    """“十五五”期间: five-year plans end in 2025 + 5 × (n - 14)."""
    number_of_plan = 10 + (number(m["n5"]) or 0)
    last = 2025 + 5 * (number_of_plan - 14)
    return _moment(m, DeadlineKind.YEAR_RANGE, month_end(last, 12), since=day_of(last - 4, 1, 1))


_HOLIDAYS: Final = {
    "元旦": "元旦",
    "春节": "春节",
    "清明": "清明节",
    "五一": "劳动节",
    "劳动": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
    "十一": "国庆节",
}


def _read_holiday(m: re.Match[str], context: TimeContext, sticky: int | None) -> Moment | None:
    year = _stated_year(m["y"], context, sticky)
    due = context.workdays.before_holiday(year, _HOLIDAYS[m["feast"]]) if year else None
    remarks: tuple[TimeRemark, ...] = (TimeRemark.TO_CONFIRM,)
    if year and not context.workdays.known(year):
        remarks = (TimeRemark.TO_CONFIRM, TimeRemark.NO_NOTICE)
    return _moment(m, DeadlineKind.DATE, due, remarks=remarks)


# Order decides between patterns that begin at one place: the longer story first.
_GRAMMAR: Final[tuple[tuple[re.Pattern[str], Read], ...]] = (
    # «2022-06-30» «2022/6/30» «2022.6.30»
    (
        re.compile(r"(?<![0-9])(?P<fy>(?:19|20)[0-9]{2})([-/.])(?P<fm>[0-9]{1,2})\2(?P<fd>[0-9]{1,2})(?![0-9])"),
        _read_full,
    ),
    # «2022.06» «2022-6» as spreadsheets have it
    (
        re.compile(r"(?<![0-9.])(?P<fy>20[0-9]{2})[-/.](?P<fm>0?[1-9]|1[0-2])(?![0-9./\-年月日])"),
        _read_full_month,
    ),
    # «20220630»
    (re.compile(r"(?<![0-9])(?P<fy>20[0-9]{2})(?P<fm>[01][0-9])(?P<fd>[0-3][0-9])(?![0-9])"), _read_full),
    # «2月20日» «2022年6月1日至10日» «6月1日—次年7月10日»
    (
        re.compile(
            rf"(?<![0-9]){_YEAR}(?P<m>{NUMERAL})月(?:份)?(?P<d>{NUMERAL})[日号]"
            rf"(?:起?{_TO}(?:(?P<y2>{YEAR}年|次年|明年|当年)?(?P<m2>{NUMERAL})月)?(?P<d2>{NUMERAL})[日号])?"
        ),
        _read_day,
    ),
    # «3—11月» «11月至次年2月底»
    (
        re.compile(
            rf"(?<![0-9]){_YEAR}(?P<m>{NUMERAL})(?:月份?)?起?{_TO}(?P<y2>{YEAR}年|次年|明年|当年)?(?P<m2>{NUMERAL})月(?:份)?"
            rf"(?P<part>[上中下]旬|底|末)?(?!\s*[0-9{DIGITS}]+[日号])"
        ),
        _read_months,
    ),
    # «8月» «9月底前» «10月份» «5月中旬»; «、» lists are read with the month sign of the last: see ``_spelt_out``
    (
        re.compile(
            rf"(?<![0-9个]){_YEAR}(?P<m>{NUMERAL})月(?:份)?(?P<part>[上中下]{{1,2}}旬|底|末|初|中(?!旬|[^，。；、]))?(?P<before>{_BEFORE})?"
        ),
        _read_month,
    ),
    # «三季度末» «第四季度内» «2022年四季度前» «Q3»
    (re.compile(rf"(?<![每按一]){_YEAR}{_QUARTER}(?P<end>末|底|内|结束)?(?P<before>{_BEFORE})?"), _read_quarter),
    # «上半年» «年中» «2022年下半年底»
    (
        re.compile(rf"{_YEAR}(?P<half>[上下]半年|(?<![每按])年中(?!国))(?P<end>末|底|内)?(?P<before>{_BEFORE})?"),
        _read_half,
    ),
    # «2022—2024年» «2022年至2024年底»
    (re.compile(rf"(?<![0-9])(?P<y1>{YEAR})年?{_TO}(?P<y2>{YEAR})年(?:度)?[底末]?"), _read_years),
    # «年底前» «今年底» «2023年年底» «年内» «年度内» «每年底»
    (
        re.compile(
            rf"(?:(?P<ye>{YEAR}年度?|今年|本年度?|当年|明年|次年|翌年|每年|去年|上年)(?:年)?|年度?)(?:[底末终内]|度内)(?:之前|以前|前)?"
        ),
        _read_year_end,
    ),
    # «到2025年»
    (re.compile(rf"到(?P<uy>{YEAR})年(?![0-9〇{DIGITS}]|度?[底末内])"), _read_until_year),
    # «“十五五”期间» «“十四五”末»
    (re.compile(r"[“\"]?十(?P<n5>[三四五六七八九])五[”\"]?(?:规划)?(?:期间|时期|期末|末|期)"), _read_five_years),
    # «春节前» «国庆节前» «“五一”假期前»
    (
        re.compile(
            rf"{_YEAR}[“\"]?(?P<feast>元旦|春节|清明|五一|劳动|端午|中秋|国庆|十一)[”\"]?(?:节)?(?:假期|放假)?{_BEFORE}"
        ),
        _read_holiday,
    ),
    # «2022年» «2022年度» «本年度» as all there is
    (re.compile(rf"(?<![0-9])(?:(?P<by>{YEAR})年(?:度)?|今年|本年度?|当年)(?![0-9{DIGITS}])"), _read_year),
)


def moments(text: str, context: TimeContext) -> tuple[Moment, ...]:
    """Return the phrases of ``text`` (squashed), first to last, none overlapping."""
    found: list[Moment] = []
    sticky: int | None = None
    for match, read in _matches(text):
        if moment := read(match, context, sticky):
            found.append(moment)
            sticky = moment.year or sticky
    return tuple(found)


def _matches(text: str) -> Iterator[tuple[re.Match[str], Read]]:
    """Yield the matches from left to right; each pattern is searched again only where its last match is used up."""
    nexts = [(pattern.search(text), read, pattern) for pattern, read in _GRAMMAR]
    at = 0
    while True:
        for i, (match, read, pattern) in enumerate(nexts):
            if match and match.start() < at:
                nexts[i] = (pattern.search(text, at), read, pattern)
        waiting = [(match, read) for match, read, _ in nexts if match]
        if not waiting:
            return
        first = min(waiting, key=lambda pair: pair[0].start())
        yield first
        at = max(first[0].end(), at + 1)


# «6、9、12月» «3月、6月、9月底» : one month sign for several numbers
_LIST: Final = re.compile(
    rf"(?<![0-9第])(?P<list>{NUMERAL}(?:[{AND}]{NUMERAL}){{1,11}})(?P<sign>月(?:份)?(?:底|末|[上中下]旬)?(?:前)?)(?![0-9{DIGITS}]{{1,2}}[日号])"
)
_QUARTERS: Final = re.compile(
    rf"(?<![每按])(?P<list>第?[{QUARTERS}1-4](?:[{AND}]第?[{QUARTERS}1-4]){{1,3}})(?P<sign>季度(?:末|底|内)?(?:前)?)"
)
_HALVES: Final = re.compile(rf"上[{AND}]下半年(?P<sign>)(?P<list>)")
_QUARTER_SPAN: Final = re.compile(
    rf"第?[{QUARTERS}1-4](?:季度?)?{_TO}第?(?P<list>[{QUARTERS}1-4])(?P<sign>季度(?:末|底)?)"
)


def spelt_out(text: str) -> str:
    """Return ``text`` with lists spelt out: «6、9、12月底» → «6月底、9月底、12月底»."""
    text = _LIST.sub(_spell, text.replace("元月", "1月"))
    text = _QUARTERS.sub(_spell, text)
    return _HALVES.sub("上半年、下半年", _QUARTER_SPAN.sub(lambda m: m["list"] + m["sign"], text))


def _spell(m: re.Match[str]) -> str:
    return "、".join(item + m["sign"] for item in re.split(f"[{AND}]", m["list"]))
