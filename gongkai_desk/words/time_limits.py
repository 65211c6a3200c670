"""Periods allowed for a step from an event (办理期限): 20个工作日内, 不超过5个工作日, 24小时内."""

from __future__ import annotations

import re
from typing import Final

from gongkai_desk.domain.time import TimeLimit
from gongkai_desk.words.lexicon import COUNTED
from gongkai_desk.words.normal import clause_end, clause_start, clean, masked, number

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
