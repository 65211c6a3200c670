"""What can be counted in a task: recurrences (频次), quotas (数量指标), time limits (办理期限).

A number that only names or counts what exists (10件民生实事, 26个试点领域, 12345热线, “十四五”) is none of them.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai_desk.domain.plan import Quota
from gongkai_desk.domain.time import Every, Recurrence, TimeLimit
from gongkai_desk.words.lexicon import COUNTED, DIGITS, TO
from gongkai_desk.words.normal import CLAUSE, NUMERAL, PIECE, clause_end, clause_start, clean, masked, number
from gongkai_desk.words.numbering import Count, counts

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


_SPAN_UNIT: Final = r"(?P<unit>个?工作日|个?自然日|个?小时|个月|日|天|个?星期|周(?![年岁边]))"
_SPAN_NUM: Final = rf"(?<![0-9第近月年.×])(?P<n>[0-9]{{1,4}}|半|[{COUNTED}]{{1,4}})"
_DOING: Final = (
    r"(?:完成|办结|办理|答复|回复|反馈|处理|处置|公开|发布|公布|解读|回应|转办|受理|审核|更新|上报|报送|告知|整改)"
)
# «20个工作日内» «不超过5个工作日» «1个工作日完成» «压缩到3个工作日以内» «24小时内»
_LIMIT: Final = re.compile(
    rf"(?P<cap>不(?:得|应)?超过|不得?多于|(?:压缩|缩短|压减|控制|减少|降低)(?:到|至|在|为)|≤)?{_SPAN_NUM}{_SPAN_UNIT}"
    rf"(?P<in>之内|以内|内(?![容部设外]))?(?P<doing>{_DOING})?"
)
_PAST_SPAN: Final = re.compile(r"(?:近|最近|过去|此前|前|连续|连续性|达|满|超过)$")
_EVENT: Final = re.compile(
    r"(?P<lead>(?:在|于|自|从)?)(?P<event>[^，。；\n在于自从]{1,40}?(?:之日起|之日|之后|以后|后|起))(?P<glue>(?:的)?(?:，)?(?:应当?|须|要|必须|均|也)*(?:在|于)?)$"
)
_WORDS_AHEAD: Final = re.compile(r".*(?:应当?|须|要(?!求|点|素|件)|材料|单位|部门|机关)(?=.)")
_REACH: Final = 80  # characters before the number in which its event is looked for
_DAYS: Final = {"日": 1, "天": 1, "星期": 7, "周": 7, "月": 30}


def time_limits(text: str) -> tuple[TimeLimit, ...]:
    """Return the periods for a step, in order: days, or hours (``days`` then counts begun days).

    Weeks count 7 and months 30 days; a span without 内 or 不超过 needs the deed behind it (1个工作日完成答复).
    """
    text = clean(text)
    hidden = masked(text)
    return tuple(_limit(m, text, hidden) for m in _LIMIT.finditer(hidden) if _is_limit(m))


def _is_limit(m: re.Match[str]) -> bool:
    if not (m["cap"] or m["in"] or (m["doing"] and "工作日" in m["unit"])):
        return False
    if m["n"] == "半" and m["unit"] not in ("个月", "小时", "天", "日"):
        return False
    named = number(m["n"]) if m["n"] != "半" else 1
    return bool(named) and not _PAST_SPAN.search(m.string, max(0, m.start() - 4), m.start())


def _limit(m: re.Match[str], text: str, hidden: str) -> TimeLimit:
    n = number(m["n"]) or 0
    unit = m["unit"].removeprefix("个")
    start, end, after = _limit_phrase(m, text, hidden)
    if unit == "小时":
        return TimeLimit(text[start:end], -(-n // 24), False, after, n)
    days = 15 if m["n"] == "半" and unit == "月" else max(1, n * _DAYS.get(unit, 1))
    return TimeLimit(text[start:end], days, unit == "工作日", after)


def _limit_phrase(m: re.Match[str], text: str, hidden: str) -> tuple[int, int, str]:
    """Return where the phrase begins and ends, and the event from which the period runs."""
    near_enough = max(0, m.start() - _REACH)
    sentence = max(max(hidden.rfind(c, near_enough, m.start()) for c in "。；\n") + 1, near_enough)
    clause = clause_start(hidden, m.start())
    end_of_span = m.end("in") if m["in"] else m.end()
    for begin in (clause, sentence):
        if event := _EVENT.search(hidden, max(begin, near_enough), m.start()):
            first = event.start("event") if event["lead"] else _trimmed(hidden, event)
            whole = event.start() if event["lead"] else first
            end = end_of_span if begin == clause else clause_end(hidden, m.end())
            return whole, end, text[first : event.end("event")]
    near = re.compile(r"(?:在|于)$").search(hidden, clause, m.start())
    return (near.start() if near else clause), clause_end(hidden, m.end()), ""


def _trimmed(hidden: str, event: re.Match[str]) -> int:
    """An event without 在 begins behind the subject of its clause: «各单位应|收到申请之日起»."""
    ahead = _WORDS_AHEAD.match(hidden, event.start("event"), event.end("event") - 1)
    return ahead.end() if ahead else event.start("event")
