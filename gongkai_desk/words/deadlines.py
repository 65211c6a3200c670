"""Deadlines (时限) as plans print them: the grammar of DOMAIN §1, for a cell and inside prose.

Nothing is rolled on, nothing is made up: what cannot be read keeps its text, has no date and bears a remark.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind, TimeRemark
from gongkai_desk.words.dates import Moment, TimeContext, moments, spelt_out
from gongkai_desk.words.lexicon import (
    COUNTED,
    DIGITS,
    LONG_TERM,
    PERIODIC,
    SAME_AS_ABOVE,
    TO,
    VAGUE,
    YEAR_ROUND,
)
from gongkai_desk.words.no_bounds import may_profit, sets_no_bound
from gongkai_desk.words.normal import number, squash

_SAME: Final = re.compile(SAME_AS_ABOVE)  # «同上» «〃»
_NOTHING: Final = re.compile(r"[-—–－―/\\无.·*]*")  # «—» «/» «无»
_BOOK: Final = re.compile(r"《[^《》]*》|〔[0-9]{4}〕")  # dates in a title or a document number are names
_LONG: Final = re.compile(LONG_TERM)
_ROUND: Final = re.compile(YEAR_ROUND)
_VAGUE: Final = re.compile(VAGUE)
_PERIODIC: Final = re.compile(PERIODIC)
_ABOUT: Final = re.compile(r"左右|前后|大约")  # «11月30日左右»
_START: Final = re.compile(
    r"起(?!草)(?:长期|持续|开始|实施|执行|施行|启动)?|(?:之?前|底|末|内)?(?:正式|全面)?(?:启动|开始|开工|着手)"
)  # behind a moment
_GOES_ON: Final = re.compile(rf"(?:开始)?(?:{TO})+(?=[0-9{DIGITS}今次明本年])")  # «6月底至12月底»


_CLOCK: Final = re.compile(
    r"(?<=[0-9])[ T]0?0:00(?::00)?(?:\.0+)?"
)  # «2022-06-30 00:00:00» as spreadsheets give a date


# --------------------------------------------------------------------------------------------------------------- cells
def read_deadline(text: str, context: TimeContext) -> Deadline:
    """Return what a deadline cell or a 完成时限 label says; never raises.

    ``text`` of the result is the squashed print. An empty cell and 同上 take the meaning of ``context.above``.
    """
    printed = squash(_CLOCK.sub("", text))
    if not printed or _SAME.fullmatch(printed):
        return _as_above(printed, context)
    if _NOTHING.fullmatch(printed):
        return Deadline(printed)
    body = spelt_out(_masked(printed))
    found = _relative(body, context, cell=True) or _timed(body, context) or _untimed(body)
    return _checked(replace(found, text=printed), context)


def _as_above(printed: str, context: TimeContext) -> Deadline:
    if not context.above:
        return Deadline(printed, remarks=(TimeRemark.UNREAD,)) if printed else NO_DEADLINE
    above = read_deadline(context.above, replace(context, above=""))
    return replace(above, text=printed or above.text)


def _masked(text: str) -> str:
    """Hide titles and document numbers behind blanks of the same length."""
    return _BOOK.sub(lambda m: "《" + "□" * (len(m.group()) - 2) + "》", text)


def _timed(body: str, context: TimeContext) -> Deadline | None:
    """Read a phrase with at least one moment in it."""
    found = moments(body, context)
    if _ROUND.search(body) or any(not moment.bare for moment in found):
        found = tuple(moment for moment in found if not moment.bare)
    if not found:
        return _month_end_of_issue(body, context)
    starts = [moment for moment in found if _is_start(body, moment)]
    ends = [moment for moment in found if not _is_start(body, moment)]
    return _combined(body, starts, ends, context)


def _is_start(body: str, moment: Moment) -> bool:
    """«自7月1日起», «6月底前启动» name a beginning; «起草» does not."""
    return bool(_START.match(body, moment.end) or _GOES_ON.match(body, moment.end))


def _combined(body: str, starts: list[Moment], ends: list[Moment], context: TimeContext) -> Deadline:
    if not ends and not _bounded(body, starts):
        return _begun(starts[0])
    ends += _last_stages(body, starts, ends)
    bound = _deciding(body, ends or starts)
    kind = DeadlineKind.DATE_THEN_LONG_TERM if _then_long_term(body, bound) else bound.kind
    every = sorted({*starts, *ends}, key=lambda m: m.start)
    nodes = tuple(moment.due for moment in every if moment.due)
    own = [r for moment in starts + ends for r in moment.remarks]
    several = len(set(nodes)) > 1 and not _are_stages(body, every)
    own += [TimeRemark.SEVERAL] * several + [TimeRemark.TO_CONFIRM] * bool(_ABOUT.search(body))
    remarks = tuple(dict.fromkeys(own))
    return Deadline("", kind, bound.due, nodes, _beginning(body, starts, bound, context), remarks)


_DEED_OF_STAGE: Final = re.compile(r"(?:之?前|以前|内|底|末|：)?(?!完成(?:[，；、。]|$))[\u4e00-\u9fff]{2}")


_STAGE_NAMED: Final = re.compile(rf"第[{DIGITS}\d]{{1,2}}(?:阶段|步)")  # 第一阶段：6月底前；第二阶段：11月底前


def _are_stages(body: str, moments: Sequence[Moment]) -> bool:
    """Tell stages of one work, the last day last, each with its deed (6月底前完成选址，11月底前验收) or number."""
    days = [moment.due for moment in moments if moment.due]
    rising = len(days) == len(moments) and all(one < other for one, other in pairwise(days))
    if not rising or all(_DEED_OF_STAGE.match(body, moment.end) for moment in moments):
        return rising
    begins = [0, *(moment.end for moment in moments)]
    return all(_STAGE_NAMED.search(body, begin, each.start) for begin, each in zip(begins, moments, strict=False))


def _last_stages(body: str, starts: list[Moment], ends: list[Moment]) -> list[Moment]:
    """Return beginnings with a last day behind all ends: 6月底前完成立项、12月底前开工 is done when that is."""
    last = max((end.due for end in ends if end.due), default=date.max)
    return [each for each in starts if each.due and each.due > last and _bounded(body, [each])]


def _bounded(body: str, starts: list[Moment]) -> bool:
    """Return whether the beginning itself has a last day (6月底前启动), and is not merely 自…起."""
    return any(re.match(r"(?:之?前|底|末|内)", body[m.end - 1 :]) or body[m.end - 1] in "前底末" for m in starts)


def _begun(moment: Moment) -> Deadline:
    """«自7月1日起»: work that begins and has no named end."""
    start = moment.since or (
        moment.due.replace(day=1) if moment.due and moment.kind is DeadlineKind.MONTH else moment.due
    )
    return Deadline("", DeadlineKind.LONG_TERM, None, (), start, (*moment.remarks, TimeRemark.TO_CONFIRM))


def _deciding(body: str, ends: list[Moment]) -> Moment:
    """Return the latest moment; where 长期坚持 follows, the latest before it."""
    long = _LONG.search(body, ends[0].end)
    before = [m for m in ends if long and m.end <= long.start()] or ends
    return max(before, key=lambda m: m.due or date.min)


def _then_long_term(body: str, bound: Moment) -> bool:
    """«2022年5月底，长期坚持»: long-term words stand apart from the date, not in «持续到12月底»."""
    if bound.kind is not DeadlineKind.YEAR_RANGE and re.match(r"长期|常态", body):
        return True  # «长期坚持，12月底前取得阶段成果»
    rest = body[bound.end :]
    bound_on = rest.startswith(("持续", "滚动", "经常")) and body[bound.end - 1] == "前"
    return bool(_LONG.search(rest)) and not bound_on and bound.kind is not DeadlineKind.YEAR_RANGE


def _beginning(body: str, starts: list[Moment], bound: Moment, context: TimeContext) -> date | None:
    if starts:
        return starts[0].since or starts[0].due
    if "即日起" in body:
        return context.dates.issue
    return bound.since


def _month_end_of_issue(body: str, context: TimeContext) -> Deadline | None:
    """«本月底前»: the month in which the plan was issued; a person confirms."""
    issue = context.dates.issue
    if not issue or not re.match(r"(?:于|在)?(?:本|当)月[底末]", body):
        return None
    due = issue.replace(day=monthrange(issue.year, issue.month)[1])
    return Deadline("", DeadlineKind.MONTH_END, due, (due,), None, (TimeRemark.TO_CONFIRM,))


def _untimed(body: str) -> Deadline:
    """Read a phrase without a date."""
    if _ROUND.search(body):
        return Deadline("", DeadlineKind.YEAR_ROUND)
    if _LONG.search(body):
        return Deadline("", DeadlineKind.LONG_TERM)
    if _PERIODIC.search(body):  # a recurrence, no deadline: words.quantities reads it
        return Deadline("", None, None, (), None, (TimeRemark.TO_CONFIRM,))
    return Deadline("", None, None, (), None, (TimeRemark.VAGUE if _VAGUE.search(body) else TimeRemark.UNREAD,))


def _checked(found: Deadline, context: TimeContext) -> Deadline:
    """Add what a person should know about the date, which is never moved."""
    issue = context.dates.issue
    if found.due and issue and found.due < issue:
        found = replace(found, remarks=(*found.remarks, TimeRemark.BEFORE_ISSUE))
    return found


# ------------------------------------------------------------------------------------- spans from the issue of the plan
_NUMBER: Final = rf"(?P<n>[0-9]{{1,3}}|[{COUNTED}]{{1,5}}|半)"
_SPAN_UNIT: Final = r"(?:个)?(?P<unit>工作日|自然日|日历日|日|天|周|星期|月|年)"
_PAPER: Final = r"(?:工作)?(?:要点|方案|通知|文件|意见|计划|分工|清单|任务|文|《□*》)"
_OWN: Final = rf"(?P<own>本{_PAPER}|此{_PAPER})"
_ISSUED: Final = r"(?P<event>印发|下发|发文|发布|公布|公开|收到|接到|实施|施行|成文)"
_OTHER_PAPERS: Final = ("文件", "方案", "意见", "计划", "清单", "分工", "任务")  # perhaps not this plan: «方案印发后»
_FROM: Final = r"(?:之日|当日|当天|之后|以后|后)?(?:起|算起|开始)?(?:的)?(?:，)?"
# «本文印发30日内» «自本通知印发之日起2个月内» «发布后20个工作日内» «收到本通知后15日内» «印发之日起一周内»
_SPAN: Final = re.compile(
    rf"(?:自|从|于|在)?(?:(?P<got>收到|接到)(?P<gotwhat>本?{_PAPER})?|{_OWN}?(?P<any>{_PAPER})?(?:正式)?{_ISSUED})"
    rf"{_FROM}{_NUMBER}{_SPAN_UNIT}(?:之内|以内|内|前|$)"
)
_BARE_SPAN: Final = re.compile(
    rf"(?:自|从|于|在)?{_NUMBER}{_SPAN_UNIT}(?:之内|以内|内)(?:完成)?"
)  # «30日内» as the whole cell


def _relative(body: str, context: TimeContext, *, cell: bool) -> Deadline | None:
    """Read a span that is counted from a date of the plan itself."""
    match = _SPAN.search(body)
    remarks: tuple[TimeRemark, ...] = ()
    if not match and cell:
        match, remarks = _BARE_SPAN.fullmatch(body), (TimeRemark.TO_CONFIRM,)
    if not match or (match.re is _SPAN and not _is_of_the_plan(match, cell=cell)):
        return None
    if match.re is _SPAN and not match["own"] and match["any"] in _OTHER_PAPERS:
        remarks = (TimeRemark.TO_CONFIRM,)
    return _counted(match, context, remarks)


def _is_of_the_plan(match: re.Match[str], *, cell: bool) -> bool:
    """Tell the plan's own issue from that of other papers: «文件印发后3个工作日内» in prose is a period of its own."""
    if match["any"] == "文件" and match["event"] not in ("印发", "下发"):  # «文件公开后3个工作日内»
        return False
    own = match["own"] or (match["gotwhat"] or "").startswith("本") or "《" in (match["any"] or "")
    if own:
        return True
    return cell and match.string[: match.start()][-1:] in ("", *"，。；（）：、")


@dataclass(frozen=True, slots=True)
class Begin:
    """The day that «印发30日内» counts from: ``means`` is the date of ``PlanDates`` that the text names.

    ``uses`` is the one that was at hand, another where the right one stands in for it; empty: none was.
    """

    means: str
    uses: str
    day: date | None


def begin_of(text: str, dates: PlanDates) -> Begin | None:
    """Return the day that a deadline counts from (DOMAIN §0.1); ``None``: it is no span."""
    body = spelt_out(_masked(squash(text)))
    match = _SPAN.search(body) or _BARE_SPAN.fullmatch(body)
    return _begin(match, dates) if match else None


def _begin(match: re.Match[str], dates: PlanDates) -> Begin:
    groups = match.groupdict()
    means = "received" if groups.get("got") else "imprint"
    if means == "imprint" and groups.get("event") in ("发布", "公布", "公开"):
        means = "published"
    uses = next((name for name in (means, "imprint", "written") if getattr(dates, name)), "")
    return Begin(means, uses, getattr(dates, uses) if uses else None)


def _counted(match: re.Match[str], context: TimeContext, remarks: tuple[TimeRemark, ...]) -> Deadline:
    found = _begin(match, context.dates)
    begin, guessed = found.day, found.uses != found.means and TimeRemark.TO_CONFIRM not in remarks
    more = (TimeRemark.TO_CONFIRM,) if guessed else ()
    if not begin or not 1900 <= begin.year <= 2999:
        return Deadline(match.group(), DeadlineKind.RELATIVE, None, (), None, (*remarks, TimeRemark.NO_ISSUE_DATE))
    due = _after(begin, match["n"], match["unit"], context)
    notice = (TimeRemark.NO_NOTICE,) if match["unit"] == "工作日" and not _known(begin, due, context) else ()
    return Deadline(match.group(), DeadlineKind.RELATIVE, due, (due,), None, (*remarks, *more, *notice))


def _after(begin: date, count: str, unit: str, context: TimeContext) -> date:
    """Return the last day of the span; the day of the event does not count."""
    if count == "半":
        return begin + timedelta(days=15) if unit == "月" else add_months(begin, 6)
    n = number(count) or 0
    if unit == "工作日":
        return context.workdays.add(begin, n)
    if unit in ("月", "年"):
        return add_months(begin, n * (12 if unit == "年" else 1))
    return begin + timedelta(days=n * (7 if unit in ("周", "星期") else 1))


def add_months(begin: date, n: int) -> date:
    """Return the same day ``n`` months on, or that month's last day where it has no such day."""
    year, month = divmod(begin.year * 12 + begin.month - 1 + n, 12)
    return date(year, month + 1, min(begin.day, monthrange(year, month + 1)[1]))


def _known(begin: date, due: date, context: TimeContext) -> bool:
    return all(context.workdays.known(year) for year in range(begin.year, due.year + 1))


# --------------------------------------------------------------------------------------------------------------- prose
_LEAD_IN: Final = re.compile(r"(?:于|在|至|到|截至|截止|不迟于|不晚于)$")
_BOUND: Final = re.compile(r"(?:之前|以前|前|底|末|内)$")
_THEN: Final = re.compile(r"(?:之前|以前|前(?![后期往者已])|底|末|内(?!容)|完成(?!情况|率|进度|的)|截止)")
# «11月开展年度考核»: a moment at the head of a clause, its deed at once behind
_DEED: Final = re.compile(
    r"(?:前后)?(?:分别|集中|统一|组织|开展|举办|举行|召开|进行|上报|报送|启动|完成(?!情况|率|进度|的))"
)
_HEAD: Final = re.compile(r"(?:^|[，。；：！？、\n（])(?:拟|每年|于|在|将于|要)?$")


def inner_deadlines(content: str, context: TimeContext) -> tuple[Deadline, ...]:
    """Return the calendar dates and spans from the plan's issue inside prose, each with its printed phrase.

    Only what sets a bound counts: «于3月31日前», «年底前», «于次年一季度», «于8月开展»; a month that is merely named
    (将8月确定为开放月), a past year, 年内 and dates in titles do not.
    """
    body = _masked(squash(content))
    found = [(m.start, _inner(body, m)) for m in moments(body, context) if _bounds(body, m, context)]
    found += [(m.start(), _counted(m, context, ())) for m in _SPAN.finditer(body) if _is_of_the_plan(m, cell=False)]
    return tuple(_checked(deadline, context) for _, deadline in sorted(found, key=lambda pair: pair[0]))


def _inner(body: str, moment: Moment) -> Deadline:
    lead_in = _ahead(_LEAD_IN, body, moment)
    start = lead_in.start() if lead_in else moment.start
    then = _THEN.match(body, moment.end)
    end = (
        then.end()
        if then and then.group() != "完成" and not _BOUND.search(body, moment.start, moment.end)
        else moment.end
    )
    nodes = (moment.due,) if moment.due else ()
    start_day = moment.since or (moment.due if _START.match(body, moment.end) else None)
    remarks = (TimeRemark.TO_CONFIRM,) if may_profit(body, moment) else ()
    return Deadline(body[start:end], moment.kind, moment.due, nodes, start_day, (*moment.remarks, *remarks))


def _ahead(pattern: re.Pattern[str], body: str, moment: Moment) -> re.Match[str] | None:
    """Search right before the moment; the window keeps long prose cheap."""
    return pattern.search(body, max(0, moment.start - 8), moment.start)


def _bounds(body: str, moment: Moment, context: TimeContext) -> bool:
    """Return whether a moment in prose sets a bound for the work."""
    if moment.bare or not moment.due or _is_past(moment, context) or sets_no_bound(body, moment):
        return False
    phrase = body[moment.start : moment.end]
    if moment.kind is DeadlineKind.YEAR_END:
        return not re.search(r"内|终", phrase)
    if moment.kind is DeadlineKind.YEAR_RANGE:
        return phrase.startswith("到")
    return _is_last_day(moment, phrase) or _is_bound_by_words(body, moment)


def _is_last_day(moment: Moment, phrase: str) -> bool:
    """Return whether a phrase means a last day by itself: 10月15日至11月15日, 国庆节前, 9月底."""
    of_days = moment.kind is DeadlineKind.DATE and (moment.since is not None or "节" in phrase)
    return of_days or bool(_BOUND.search(phrase))


def _is_bound_by_words(body: str, moment: Moment) -> bool:
    """Return whether the words round a moment make it one: 于8月开展, 8月完成, 截至8月."""
    if _DEED.match(body, moment.end) and _ahead(_HEAD, body, moment):
        return True
    return bool(_THEN.match(body, moment.end) or _ahead(_LEAD_IN, body, moment))


def _is_past(moment: Moment, context: TimeContext) -> bool:
    """A year before the plan's is history: «2021年9月印发的»."""
    return bool(context.plan_year and moment.due and moment.due.year < context.plan_year)


def prose_deadline(content: str, context: TimeContext) -> Deadline:
    """Return the deadline that prose itself sets, for a task that has neither cell nor label; else ``NO_DEADLINE``.

    The last of several is the deadline. The remark ``ONE_PART_ONLY`` says that the text also asks for other things.
    """
    found = inner_deadlines(content, context)
    if not found:
        return _of_no_year(content, context)
    last = max(found, key=lambda d: d.due or date.min)
    nodes = tuple(dict.fromkeys(d.due for d in found if d.due))
    several = (TimeRemark.SEVERAL,) if len(nodes) > 1 else ()
    sentences = [s for s in re.split("[。；\n]", content) if s.strip()]
    one_part = (TimeRemark.ONE_PART_ONLY,) if len(sentences) > 1 else ()
    text = re.sub(r"^(?:于|在)", "", last.text)
    return replace(last, text=text, nodes=nodes, remarks=(*last.remarks, *several, *one_part))


_ANY_YEAR: Final = 2000  # asked only whether a phrase bounds the work


def _of_no_year(content: str, context: TimeContext) -> Deadline:
    """Keep the phrase of a deadline whose year nothing tells: it has its text and no day, and is to be confirmed."""
    if context.plan_year:
        return NO_DEADLINE
    phrase = prose_deadline(content, replace(context, year=_ANY_YEAR, dates=PlanDates()))
    read = read_deadline(phrase.text, context) if phrase.text else NO_DEADLINE
    return replace(read, remarks=tuple(dict.fromkeys((*read.remarks, *phrase.remarks))))
