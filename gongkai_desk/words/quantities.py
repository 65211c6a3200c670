"""What can be counted in a task: recurrences (频次), quotas (数量指标), time limits (办理期限).

A number that only names or counts what exists (10件民生实事, 26个试点领域, 12345热线, “十四五”) is none of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gongkai_desk.domain.plan import Quota
from gongkai_desk.domain.time import Every, Recurrence, TimeLimit
from gongkai_desk.words.normal import clean, number

# A title, a document number: same length, no meaning. Phrases are cut out of the unmasked text.
_NAMES: Final = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|[“\"][^“”\"]*[”\"]")
_CLAUSE: Final = re.compile(r"[^，。；！？\n]+")
_PIECE: Final = re.compile(r"[^，。；！？、\n]+")


_BRACKET: Final = re.compile(r"（[^（）\n]*）")  # «各县（市、区）»: its 、 parts no sentence


def _masked(text: str) -> str:
    text = _NAMES.sub(lambda m: "□" * len(m.group()), text)
    return _BRACKET.sub(lambda m: m.group().replace("、", "□"), text)


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
_PERIOD: Final = (
    r"(?P<p>半年度?|年度?(?![级龄代份轻])|季度?(?!节)|月度?(?![球亮])|星期|周(?![边期岁年])|工作日|[日天](?!常))"
)
# «每周» «每个季度» «按月» «逐季度» «每6个月» «一季度一次» «每半年»
_EVERY: Final = re.compile(
    rf"(?:每(?:个|一)?|[按逐分](?=月|季|周(?!期)|日(?!常|程|期)|半年)|按(?=年)|[逐分](?=年度?(?:公开|公布|发布|公示))){_PERIOD}"
    rf"(?!(?:工作)?(?:计划|任务|目标|预算|要点|安排|部署|要求|重点))"
    rf"|每(?P<n>[0-9]{{1,2}}|[两三四六])个(?P<m>月)"
    rf"|(?<![第0-9一二三四五六七八九十])[一1]个?(?P<o>周|月|季度?|年)(?:至少)?一(?:次|报|调度|通报|更新|评估|检查|抽查|督查|公开|公示|发布|汇总)"
    rf"|(?P<h>半年)(?:至少)?[一1]次"
)
_BY: Final = ("按", "逐", "分")
_AHEAD: Final = re.compile(r"(?:频[次率])?(?:不低于|不少于|不得少于)?$")  # «频次不低于每月一次»
_NUM: Final = r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百]+)"
_TIMES: Final = re.compile(rf"(?<![第前])(?P<n>{_NUM})(?:次(?![序生品])|期(?!间|限|货)|场|回|轮(?!流))")
_LEAST: Final = r"(?:不得?少于|不得?低于|至少|≥|>=)"
_TIMES_OF: Final = re.compile(
    rf"{_LEAST}[^0-9，。；]{{0,12}}?(?P<n>{_NUM})(?:篇|条|批|个(?!工作日|月|小时)|件|名|项|家)"
)


def recurrences(text: str) -> tuple[Recurrence, ...]:
    """Return what is to be done every day, week … year, in order; a period must be stated (定期 is none)."""
    text = clean(text)
    masked = _masked(text)
    return tuple(_recurrence(m, text, masked) for m in _EVERY.finditer(masked) if _period(m))


def _period(match: re.Match[str]) -> Every | None:
    if match["m"]:
        return _MONTHS.get(number(match["n"]) or 0)
    return _PERIODS[match["p"] or match["o"] or match["h"]]


def _recurrence(match: re.Match[str], text: str, masked: str) -> Recurrence:
    end = _clause_end(masked, match.end())
    following = _EVERY.search(masked, match.end(), end)
    end = following.start() if following else end
    ahead = _AHEAD.search(masked, _clause_start(masked, match.start()), match.start())
    start = ahead.start() if ahead else match.start()
    rest = masked[match.start() if match["o"] or match["h"] else match.end() : end]
    times = _TIMES.search(rest) or _TIMES_OF.search(rest)
    every = _period(match)
    assert every is not None
    bare = next((q.start for q in _counts(masked[match.end() : end]) if q.bare), None)
    if bare is not None and match.group().startswith(_BY):  # «按季度公开|创建50个…»: what is published, not how often
        end = match.end() + bare
    end = _before_stray_bracket(masked, start, end)  # «定期（每季度）通报»
    return Recurrence(every, max(1, number(times["n"]) or 1) if times else 1, text[start:end].rstrip("、"))


def _before_stray_bracket(text: str, start: int, end: int) -> int:
    depth = 0
    for i in range(start, end):
        depth += {"（": 1, "）": -1}.get(text[i], 0)
        if depth < 0:
            return i
    return end


def _clause_end(text: str, at: int) -> int:
    match = re.compile(r"[，。；！？\n]").search(text, at)
    return match.start() if match else len(text)


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(c, 0, at) for c in "，。；！？\n") + 1


_REGULAR: Final = re.compile(r"(?<![法约规固限不指特])定期(?![限间权满存])")


def lacks_period(text: str) -> bool:
    """Return whether the text says 定期 without a period in the same clause (法定期限 does not say it)."""
    masked = _masked(clean(text))
    clauses = (m.group() for m in _CLAUSE.finditer(masked))
    return any(_REGULAR.search(clause) and not _EVERY.search(clause) for clause in clauses)


_OTHERS: Final = re.compile(r"由[^，。；]{1,12}(?:单位|企业|公司|机构|村委会|业主)(?=[按每])")  # «由建设单位按月公开»


def names_others_duty(text: str) -> bool:
    """Return whether a recurrence is laid on somebody else by 由…: no report by the leads follows from it."""
    return any(_EVERY.search(m.string, m.end(), m.end() + 8) for m in _OTHERS.finditer(_masked(clean(text))))


# --------------------------------------------------------------------------------------------------------------- quotas
@dataclass(frozen=True, slots=True)
class _Count:
    """A number with its measure at ``start``–``end`` of a piece; ``bare``: only a verb makes it a number to reach."""

    start: int
    end: int
    op: str
    value: Decimal
    unit: str
    strict: bool = False
    bare: bool = False
    noun: str = ""  # what is counted, where it stands before the number


_RANGE: Final = rf"(?P<n>{_NUM})(?:(?:至|到|—|–|-|~|～)+{_NUM})?"
_PART: Final = r"(?P<percent>百分之(?P<pn>[0-9.]+|[一二三四五六七八九十百零]+))"
_UNIT: Final = (
    r"(?P<unit>个百分点|%|‰|[万亿]?(?:人次|平方公里|平方米|公里|千米|公顷|立方米|元|亩|吨|户|人(?!大|民|员|才|事)|"
    r"个(?!工作日|自然日|月(?!度)|小时|季度|星期|别|体|人|性)|次(?![序生品])|场(?![所景])|期(?!间|限|货|满)|名(?![录称单])|"
    r"家(?![长庭])|件|项(?!目)|条(?!例|线|件)|篇|份(?!额)|座|套|处(?![室理罚])|所(?!有|属|需|在|占)|站|批(?!准|复)|"
    r"部(?!门|署|分|委)|辆|台(?!账)|种|类(?!别)|门|支|幅|档|块|栋|例|宗|位(?![置于数列])|本(?!级|地|单|部|系)|倍|"
    r"分(?!钟|别|类|工|析|之|级|层)|成(?!立|果|效|为))|[万亿](?=[^0-9]))"
)
_AMOUNT: Final = rf"(?:约)?(?:{_RANGE}(?:余|多)?{_UNIT}|{_PART})"
_RISE: Final = r"(?:提高|提升|增加|增长|上升|扩大|增|升|发展|扩展|拓展)"
_FALL: Final = r"(?:下降|降低|减少|压减|压缩|缩减|缩短|降|减|控制)"
_MORE: Final = (
    rf"(?:不(?:得)?少于|不(?:得|应)?低于|不小于|至少|≥|>=|(?:力争|确保|争取)?(?:达到|达)|{_RISE}(?:到|至)|完成率达)"
)
_OVER: Final = r"(?:超过|突破|高于|大于|多于|>)"
_LESS: Final = rf"(?:不(?:得|应)?超过|不(?:得|应)?高于|不(?:得)?多于|不大于|至多|最多|≤|<=|{_FALL}(?:到|至|在))"
_UNDER: Final = r"(?:低于|小于|少于|<)"
_GAP: Final = r"[^0-9，。；！？、\n一二两三四五六七八九十百]{0,16}?"

# «不少于2次» «达到99%以上» «至少听取一次» «不超过5%» «下降10%»
_STATED: Final = re.compile(
    rf"(?:(?P<atleast>至少|最少){_GAP}|(?P<less>{_LESS})|(?P<more>{_MORE})|(?<!不)(?<!不得)(?P<over>{_OVER})"
    rf"|(?<![不得应])(?P<under>{_UNDER})|(?P<change>(?:{_RISE}|{_FALL})(?:了)?))(?:全部)?{_AMOUNT}(?P<tail>及?以上|以内|以下|及以下)?"
)
# «3场以上» «5%以内»
_TAILED: Final = re.compile(rf"(?<![第前0-9.]){_AMOUNT}(?P<tail>及?以上|以内|以下)")
# «举办3场» «建成200公里»: works that make a number
_MAKE: Final = (
    r"(?:建成|新建改建|新改扩建|改扩建|新建|改建|扩建|改造|建设|新增|新设|新开|创建|选取|选树|遴选|评选|选择|选出|打造|培育|举办|举行|召开|组织|开展|开设|设立|设置|"
    r"制作|制定|编制|编写|编发|编印|印发|发布|推出|推送|刊发|报送|征集|梳理|形成|培训|配备|确立|确定|完成|推进|实施|解读|公开|建立|听取|抽查|评估|检查|安排|策划|推广|覆盖|新创建|走访|接待)"
)
_MADE: Final = re.compile(
    rf"(?P<verb>{_MAKE})(?:了)?(?P<between>(?:(?!{_MAKE})[^0-9，。；！？、\n的不至达超低高]){{0,6}}?)(?<![第前近])(?:约)?{_RANGE}(?:余)?(?!%|个百分点){_UNIT}(?P<tail>及?以上|以内|以下)?"
)
# «新建口袋公园30个»: the number closes the piece
_ENDED: Final = re.compile(
    rf"(?P<verb>{_MAKE}|提供)(?:了)?(?P<between>[^，。；！？、\n的不至达超低高]{{1,24}}?)(?<![第前近0-9.])(?:约)?{_RANGE}(?:余)?(?!%|个百分点)"
    rf"{_UNIT}(?P<tail>及?以上|以内|以下)?$"
)
# «覆盖率100%» «培训率90%»: a rate that is simply stated
_RATE: Final = re.compile(
    r"(?:率|比例|占比|权重|分值|程度|度|实现|确保)(?:为|是|要)?(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<unit>%)"
)

# What a count of things that exist already is made of: «10件民生实事», «26个试点领域», «五个百亿产业»
_KNOWN: Final = re.compile(
    r"^(?:[^，。；、]{0,6}(?:实事|试点领域|重点领域|领域|百亿|千亿|万亿|行业)|大|方面|部分|环节|阶段|省|地级?市|市|区|县|乡|镇|街道|部门|单位|"
    r"成员|重点|民生|试点|条块|维度|层面|层级|级|专题?栏|工作要点|要点|一级|二级)"
)
_PAST: Final = re.compile(r"已(?:经)?|获(?!得感)|(?<![较比])(?:去年|上年|上一年)|曾|目前|近[0-9一二两三]+年")
_LOOSE: Final = frozenset(
    {
        "完成",
        "推进",
        "实施",
        "解读",
        "公开",
        "公布",
        "确定",
        "建立",
        "梳理",
        "安排",
        "制定",
        "形成",
        "覆盖",
        "设置",
        "印发",
    }
)


def quotas(text: str) -> tuple[Quota, ...]:
    """Return the numbers that are to be reached, in order; a count per period is a recurrence and not among them."""
    text = clean(text)
    masked = _masked(text)
    found: list[Quota] = []
    for piece in _PIECE.finditer(masked):
        taken = _counted_by_period(masked, piece)
        counts = (c for c in _counts(piece.group()) if not taken or c.unit in ("%", "个百分点"))
        found += [_quota(c, text[piece.start() : piece.end()], piece.group()) for c in counts]
    return tuple(found)


def _counted_by_period(masked: str, piece: re.Match[str]) -> bool:
    """Return whether the number of this piece counts within a period (每季度举办…不少于2次, also after a 、)."""
    start = _clause_start(masked, piece.start())
    every = next(reversed(list(_EVERY.finditer(masked, start, piece.end()))), None)
    if every is None:
        return False
    return not every.group().startswith(_BY)  # «按季度公开创建50个…» counts what is published


def _counts(piece: str) -> Iterator[_Count]:
    """Yield the counts of one piece, left to right, none overlapping."""
    if _PAST.search(piece):
        return
    found = [_stated(m) for m in _STATED.finditer(piece)]
    found += [_tailed(m) for m in _TAILED.finditer(piece)]
    found += [_made(m) for m in _MADE.finditer(piece) if _makes(m)]
    found += [_made(m) for m in _ENDED.finditer(piece) if _ends(m)]
    found += [_Count(m.start("n"), m.end(), "=", Decimal(m["n"]), "%") for m in _RATE.finditer(piece)]
    end = 0
    for count in sorted((c for c in found if c), key=lambda c: (c.start, c.bare)):
        if count.start >= end:
            yield count
            end = count.end


def _value(match: re.Match[str]) -> tuple[Decimal, str] | None:
    if match["percent"]:
        n = number(match["pn"]) if not re.fullmatch(r"[0-9]+\.[0-9]+", match["pn"]) else match["pn"]
        return (Decimal(n), "%") if n is not None else None
    return _amount(match)


def _amount(match: re.Match[str]) -> tuple[Decimal, str] | None:
    text = match["n"]
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Decimal(text), match["unit"]
    n = number(text)
    return (Decimal(n), match["unit"]) if n is not None else None


def _stated(m: re.Match[str]) -> _Count | None:
    value = _value(m)
    if not value or (m["n"] == "一" and not m.group().startswith(("至少", "最少", "不"))):  # «达到一个新高度»
        return None
    tail = m["tail"] or ""
    if m["less"] or m["under"] or tail in ("以内", "以下", "及以下"):
        return _Count(m.start(), m.end(), "<=", *value, strict=bool(m["under"]))
    if m["change"] and not tail:
        # «下降10%» says how much, «下降10个» would be the same; «提高3» without a measure never comes here
        return _Count(m.start(), m.end(), "=", *value)
    return _Count(m.start(), m.end(), ">=", *value, strict=bool(m["over"]) and not tail)


def _tailed(m: re.Match[str]) -> _Count | None:
    value = _value(m)
    if not value:
        return None
    return _Count(m.start(), m.end(), ">=" if "以上" in m["tail"] else "<=", *value)


def _made(m: re.Match[str]) -> _Count | None:
    value = _amount(m)
    if not value:
        return None
    op = _TAIL_OPS.get(m["tail"] or "") or (">=" if _IS_RANGE.search(m.group()) else "=")
    return _Count(m.start(), m.end(), op, *value, bare=True, noun=m["between"])


_TAIL_OPS: Final = {"以上": ">=", "及以上": ">=", "以内": "<=", "以下": "<="}
_IS_RANGE: Final = re.compile(rf"{_NUM}(?:至|到|—|–|-|~|～)+{_NUM}")  # «3至5个»: at least the lower one
_LISTED: Final = re.compile(r"实事|领域|[百千万]亿|重点")


def _ends(m: re.Match[str]) -> bool:
    return m["verb"] not in ("印发", "公开", "覆盖") and not _LISTED.search(m["between"]) and m["n"][0].isdigit()


def _makes(m: re.Match[str]) -> bool:
    """Return whether verb and number make a quota: Arabic, or a small number of events; never what exists."""
    rest = m.string[m.end() :]
    known = _LISTED if m["verb"] in _SELECT else _KNOWN
    if known.match(rest[:8]) or re.search(r"[这该各每前第近]$", m.string[: m.start("n")]):
        return False
    if m["n"][0].isdigit():
        return m["verb"] not in _LOOSE or (
            not m["between"] and bool(rest) and not re.match(r"[^，。；]{0,4}信息", rest)
        )
    return (
        m["unit"] in ("次", "场", "期")
        and m["verb"] in ("举办", "举行", "召开", "组织", "开展", "听取", "组织开展")
        and not m["between"]
    )


_SELECT: Final = frozenset({"选取", "遴选", "选树", "评选", "选择", "选出", "打造", "确定", "新增", "创建"})


def _quota(count: _Count, text: str, masked: str) -> Quota:
    start = _phrase_start(masked, count)
    end = _phrase_end(masked, count)
    return Quota(text[start:end], count.op, count.value, count.unit, _what(text, start, count, end), count.strict)


def _phrase_start(masked: str, count: _Count) -> int:
    """Begin at 年内 where it stands, a bare count at its verb, else at the piece's beginning."""
    if count.bare:
        return count.start
    this_year = masked.rfind("年内", 0, count.start + 2)
    return this_year if this_year >= 0 else 0


def _phrase_end(masked: str, count: _Count) -> int:
    """Go on over the noun that a bare count or 至少… counts, up to 的 or another verb."""
    if not (count.bare or masked.startswith(("至少", "最少"), count.start)):
        return count.end
    noun = _NOUN.match(masked, count.end)
    return noun.end() if noun else count.end


_NOUN: Final = re.compile(r"(?:(?!开展|进行|用于|以上|等|与|和|及|并|将|为|向|的)[^，。；、0-9])*")


def _what(text: str, start: int, count: _Count, end: int) -> str:
    """Return what is counted: the noun behind, else the words before the number."""
    behind = text[count.end : end]
    if behind or count.noun:
        return behind or count.noun
    return re.sub(r"^(?:年内|全年|确保|力争|实现|要)+|^对(?=.*率)|均$", "", text[start : count.start]).strip("：")


# ---------------------------------------------------------------------------------------------------------- time limits
_SPAN_UNIT: Final = r"(?P<unit>个?工作日|个?自然日|个?小时|个月|日|天|个?星期|周(?![年岁边]))"
_SPAN_NUM: Final = r"(?<![0-9第近月年.×])(?P<n>[0-9]{1,4}|半|[一二两三四五六七八九十百]{1,4})"
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
_DAYS: Final = {"日": 1, "天": 1, "星期": 7, "周": 7, "月": 30}


def time_limits(text: str) -> tuple[TimeLimit, ...]:
    """Return the periods for a step, in order: days, or hours (``days`` then counts begun days).

    Weeks count 7 and months 30 days; a span without 内 or 不超过 needs the deed behind it (1个工作日完成答复).
    """
    text = clean(text)
    masked = _masked(text)
    return tuple(_limit(m, text, masked) for m in _LIMIT.finditer(masked) if _is_limit(m))


def _is_limit(m: re.Match[str]) -> bool:
    if not (m["cap"] or m["in"] or (m["doing"] and "工作日" in m["unit"])):
        return False
    if m["n"] == "半" and m["unit"] not in ("个月", "小时", "天", "日"):
        return False
    named = number(m["n"]) if m["n"] != "半" else 1
    return bool(named) and not _PAST_SPAN.search(m.string, 0, m.start())


def _limit(m: re.Match[str], text: str, masked: str) -> TimeLimit:
    n = number(m["n"]) or 0
    unit = m["unit"].removeprefix("个")
    start, end, after = _limit_phrase(m, text, masked)
    if unit == "小时":
        return TimeLimit(text[start:end], -(-n // 24), False, after, n)
    days = 15 if m["n"] == "半" and unit == "月" else max(1, n * _DAYS.get(unit, 1))
    return TimeLimit(text[start:end], days, unit == "工作日", after)


def _limit_phrase(m: re.Match[str], text: str, masked: str) -> tuple[int, int, str]:
    """Return where the phrase begins and ends, and the event from which the period runs."""
    sentence = max(masked.rfind(c, 0, m.start()) for c in "。；\n") + 1
    clause = _clause_start(masked, m.start())
    end_of_span = m.end("in") if m["in"] else m.end()
    for begin in (clause, sentence):
        if event := _EVENT.search(masked, begin, m.start()):
            first = event.start("event") if event["lead"] else _trimmed(masked, event)
            whole = event.start() if event["lead"] else first
            end = end_of_span if begin == clause else _clause_end(masked, m.end())
            return whole, end, text[first : event.end("event")]
    near = re.compile(r"(?:在|于)$").search(masked, clause, m.start())
    return (near.start() if near else clause), _clause_end(masked, m.end()), ""


def _trimmed(masked: str, event: re.Match[str]) -> int:
    """An event without 在 begins behind the subject of its clause: «各单位应|收到申请之日起»."""
    ahead = _WORDS_AHEAD.match(masked, event.start("event"), event.end("event") - 1)
    return ahead.end() if ahead else event.start("event")
