"""What can be counted in a task: recurrences (频次), quotas (数量指标), time limits (办理期限).

A number that only names or counts what exists (10件民生实事, 26个试点领域, 12345热线, “十四五”) is none of them.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai_desk.domain.plan import Quota
from gongkai_desk.domain.time import Every, Recurrence
from gongkai_desk.words.counts import Count, counts
from gongkai_desk.words.lexicon import DIGITS, TO
from gongkai_desk.words.normal import CLAUSE, NUMERAL, PIECE, clause_end, clause_start, clean, masked, number

# ---------------------------------------------------------------------------------------------------------- recurrences
_PERIODS: Final[dict[str, Every]] = {
    "日": Every.DAY,
    "天": Every.DAY,
    "工作日": Every.DAY,
    "周": Every.WEEK,
    "星期": Every.WEEK,
    "月": Every.MONTH,
    "月度": Every.MONTH,
    "季": Every.QUARTER,
    "季度": Every.QUARTER,
    "半年": Every.HALF_YEAR,
    "半年度": Every.HALF_YEAR,
    "年": Every.YEAR,
    "年度": Every.YEAR,
}
_MONTHS: Final = {1: Every.MONTH, 3: Every.QUARTER, 6: Every.HALF_YEAR, 12: Every.YEAR}
_PERIOD: Final = r"半年度?|年度?(?![级龄代份轻])|季度?(?!节)|月度?(?![球亮])|星期|周(?![边期岁年])|工作日|[日天](?!常)"
_PLANNED: Final = r"度?(?:工作)?(?:计划|任务|目标|预算|要点|安排|部署|要求|重点)"  # «按年度计划» is no period
# «每周» «每个季度» «按月» «逐季度» «每6个月» «一季度一次» «每半年»
_EVERY: Final = re.compile(
    rf"每(?:个|一)?(?P<p>{_PERIOD})"
    rf"|(?:按|[逐分](?!年)|[逐分](?=年度?(?:公开|公布|发布|公示)))(?P<by>(?!日[程期])(?:{_PERIOD}))(?!{_PLANNED})"
    rf"|每(?P<n>[0-9]{{1,2}}|[两三四六])个(?P<m>月)"
    rf"|(?<![第0-9{DIGITS}])[一1]个?(?P<o>周|月|季度?|年)(?:至少)?一(?:次|报|调度|通报|更新|评估|检查|抽查|督查|公开|公示|发布|汇总)"
    rf"|(?<![上下每按])(?P<h>半年)(?=(?:至少|不少于|不低于)|[一1]次)"
    rf"|(?<![第0-9{DIGITS}])[一1](?P<year>年)(?=至少|不少于|不低于)"
)
_AHEAD: Final = re.compile(r"(?:频[次率])?(?:不低于|不少于|不得少于)?$")  # «频次不低于每月一次»
_TIMES: Final = re.compile(
    rf"(?<![第前])(?P<n>{NUMERAL})(?:(?:{TO})+{NUMERAL})?(?:次(?![序生品])|期(?!间|限|货)|场|回|轮(?!流))"
)
_LEAST: Final = r"(?:不得?少于|不得?低于|至少|≥|>=)"
_TIMES_OF: Final = re.compile(
    rf"{_LEAST}[^0-9，。；]{{0,12}}?(?P<n>{NUMERAL})(?:篇|条|批|个(?!工作日|月|小时)|件|名|项|家)"
)
_TIMES_AND_MORE: Final = re.compile(rf"(?P<n>{NUMERAL})(?:篇|条|批|个|件|名|项|家)及?以上")  # «每月发布信息4条以上»


def recurrences(text: str) -> tuple[Recurrence, ...]:
    """Return what is to be done every day, week … year, in order; a period must be stated (定期 is none)."""
    text = clean(text)
    hidden = masked(text)
    found = ((m, _period(m)) for m in _EVERY.finditer(hidden))
    return tuple(_recurrence(m, every, text, hidden) for m, every in found if every)


def _period(match: re.Match[str]) -> Every | None:
    if match["m"]:
        return _MONTHS.get(number(match["n"]) or 0)
    return _PERIODS[match["p"] or match["by"] or match["o"] or match["h"] or match["year"]]


def _recurrence(match: re.Match[str], every: Every, text: str, hidden: str) -> Recurrence:
    end = clause_end(hidden, match.end())
    following = _EVERY.search(hidden, match.end(), end)
    end = following.start() if following else end
    ahead = _AHEAD.search(hidden, clause_start(hidden, match.start()), match.start())
    start = ahead.start() if ahead else match.start()
    times = _times_in(hidden[match.start() if match["o"] or match["h"] else match.end() : end])
    if match["by"]:  # «按季度公开|创建50个…»: what is published, not how often
        bare = next((count.start for count in counts(hidden[match.end() : end]) if count.bare), None)
        end = end if bare is None else match.end() + bare
    end = _before_stray_bracket(hidden, start, end)  # «定期（每季度）通报»
    return Recurrence(every, times, text[start:end].rstrip("、"))


def _times_in(rest: str) -> int:
    """Return how often within its period something is to be done: 不少于2次, 4条以上; once where nothing is said."""
    found = _TIMES.search(rest) or _TIMES_OF.search(rest) or _TIMES_AND_MORE.search(rest)
    return max(1, number(found["n"]) or 1) if found else 1


def _before_stray_bracket(text: str, start: int, end: int) -> int:
    depth = 0
    for i in range(start, end):
        depth += {"（": 1, "）": -1}.get(text[i], 0)
        if depth < 0:
            return i
    return end


_REGULAR: Final = re.compile(r"(?<![法约规固限不指特])定期(?![限间权满存])")


def lacks_period(text: str) -> bool:
    """Return whether the text says 定期 without a period in the same clause (法定期限 does not say it)."""
    hidden = masked(clean(text))
    clauses = (m.group() for m in CLAUSE.finditer(hidden))
    return any(_REGULAR.search(clause) and not _EVERY.search(clause) for clause in clauses)


# --------------------------------------------------------------------------------------------------------------- quotas
def quotas(text: str) -> tuple[Quota, ...]:
    """Return the numbers that are to be reached, in order; a count per period is a recurrence and not among them."""
    text = clean(text)
    hidden = masked(text)
    found: list[Quota] = []
    made_before = False
    for piece in PIECE.finditer(hidden):
        listed = hidden[piece.start() - 1 : piece.start()] == "、" and made_before
        own = tuple(counts(piece.group(), listed=listed))
        made_before = any(count.bare for count in own)
        free = (c for c in own if c.unit in ("%", "个百分点") or not _counted_by_period(hidden, piece, c.unit))
        found += [_quota(c, text[piece.start() : piece.end()], piece.group()) for c in free]
    return tuple(found)


# «每两周», «每2个月»: periods that a recurrence cannot hold
_ODD_PERIOD: Final = re.compile(
    r"每[0-9两二三四五六七八九十]{1,3}个?(?:周|月|年|天|日|季度|星期|学期)|每(?:学期|旬|届)"
)
_THIS_YEAR: Final = re.compile(r"全年|年内|累计")


def _counted_by_period(hidden: str, piece: re.Match[str], unit: str) -> bool:
    """Return whether a number of this piece counts within a period: 每季度举办…不少于2次, also behind a 、.

    Events of the next clause still do (每年…不少于4次，其他人不少于2次) unless it says 全年.
    """
    start = clause_start(hidden, piece.start())
    if _ODD_PERIOD.search(hidden, start, piece.end()):
        return True
    every = next(reversed(list(_EVERY.finditer(hidden, start, piece.end()))), None)
    if every:
        return not every["by"]  # «按季度公开创建50个…» counts what is published
    if unit not in ("次", "场", "期") or start == 0 or hidden[start - 1] != "，" or _THIS_YEAR.search(piece.group()):
        return False
    before = hidden[clause_start(hidden, start - 1) : start - 1]
    last = _EVERY.search(before)
    return last is not None and not last["by"] and _TIMES.search(before, last.end()) is not None


def _quota(count: Count, text: str, hidden: str) -> Quota:
    start = _phrase_start(hidden, count)
    end = _phrase_end(hidden, count)
    return Quota(text[start:end], count.op, count.value, count.unit, _what(text, start, count, end), count.strict)


def _phrase_start(hidden: str, count: Count) -> int:
    """Begin at 年内 where it stands, a bare count at its verb, else at the piece's beginning."""
    if count.bare:
        return count.start
    this_year = hidden.rfind("年内", 0, count.start + 2)
    return this_year if this_year >= 0 else 0


def _phrase_end(hidden: str, count: Count) -> int:
    """Go on over the noun that a bare count or 至少… counts, up to 的 or another verb."""
    if not (count.bare or hidden.startswith(("至少", "最少"), count.start)):
        return count.end
    noun = _NOUN.match(hidden, count.end)
    return noun.end() if noun else count.end


_NOUN: Final = re.compile(r"(?:(?!开展|进行|用于|以上|等|与|和|及|并|将|为|向|的)[^，。；、0-9])*")


def _what(text: str, start: int, count: Count, end: int) -> str:
    """Return what is counted: the noun behind, else the words before the number."""
    behind = text[count.end : end]
    if behind or count.noun:
        return behind or count.noun
    return re.sub(r"^(?:年内|全年|确保|力争|实现|要)+|^对(?=.*率)|均$", "", text[start : count.start]).strip("：")
