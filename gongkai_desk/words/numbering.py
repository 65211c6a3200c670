"""Item numbers as official papers print them: 一、 （一） 1. （1） ① 第一条 一是 1.1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from gongkai_desk.words.lexicon import COUNTED, DIGITS, ORDINAL, PIECE_STOPS, TO
from gongkai_desk.words.normal import NUMERAL, clean, number


class NumberStyle(StrEnum):
    """The styles, each named by its first number."""

    CHINESE = "一、"
    CHINESE_BRACKET = "（一）"
    ARABIC = "1."
    ARABIC_BRACKET = "（1）"
    ARABIC_HALF_BRACKET = "1）"
    CIRCLED = "①"
    DECIMAL = "1.1"
    ARTICLE = "第一条"
    CHAPTER = "第一章"
    POINT = "一是"
    TASK = "任务一"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the head of a line; ``value`` of 1.2 is 2; ``bare`` has the number without its stop."""

    style: NumberStyle
    value: int
    text: str
    rest: str
    bare: str


_CN: Final = f"[{ORDINAL}]{{1,5}}"
_AR: Final = "[0-9]{1,3}"
_LEVELS: Final = "级|类|批|期|季度|线|把手|楼|阶段|次|产业"
# «1.5亿元» «2.3公里», but not «1.1公开…» «1.1平台…» «2.1分类…» «1.2个体工商户»
_MEASURE: Final = (
    "(?:[%‰万亿倍亩吨米]|元(?!旦|素)|个(?![体人别性])|公[里斤顷吨尺分升]|千[米克瓦公万亿元人]|平方"
    "|分(?![类级层工布步析支期配管享别]))"
)

# Each pattern: group 1 = what counts, group 0 = as printed. Order matters: the more special first.
_PATTERNS: Final[tuple[tuple[NumberStyle, re.Pattern[str]], ...]] = (
    # «第一条» «第十二条、»
    (NumberStyle.ARTICLE, re.compile(rf"第({_CN}|{_AR})条(?:[、：.]|\s)?")),
    # «第一章» «第二部分» «第三节»
    (NumberStyle.CHAPTER, re.compile(rf"第({_CN}|{_AR})(?:章|节|部分|篇|编)(?:[、：.，]|\s)?")),
    # «任务一：» «事项3：»
    (
        NumberStyle.TASK,  # «交办事项一：» «行动3：»
        re.compile(
            rf"(?:重点|主要|具体|年度|交办|督办|督查|议定|决定|整改|整治|改革)?"
            rf"(?:任务|事项|项目|行动|工程|议题|实事|工作)({_CN}|{_AR})[：、.]"
        ),
    ),
    # «Ⅰ．» «Ⅳ、», and «II.» in letters before Chinese text; «Ⅲ类水质» is a class
    (NumberStyle.CHAPTER, re.compile(r"([Ⅰ-Ⅻ]{1,3}|[IVX]{1,4}(?=[、.．]\s*[\u4e00-\u9fff“《]))[、.．：。]")),
    # «（一）» «（十二）、»
    (NumberStyle.CHINESE_BRACKET, re.compile(rf"[（(〔【\[]({_CN})[)）〕】\]][、.]?")),
    # «（1）»
    (NumberStyle.ARABIC_BRACKET, re.compile(rf"[（(〔【\[]({_AR})[)）〕】\]][、.]?")),
    # «一是» «二要»: a point inside a text
    (NumberStyle.POINT, re.compile(rf"([{DIGITS}])(?:是|要(?![闻点求素件事紧职]))[，：]?(?=.)")),
    # «一、» «一.», but not «一、二级链接» nor «一、二、三产业»
    (
        NumberStyle.CHINESE,
        re.compile(rf"({_CN})(?:、(?!(?:{_CN}、)*{_CN}(?:{_LEVELS}))|[.。．:：](?!\d))"),
    ),
    # «1.1» «2.1.3»: no year after the stop («1.2022年…») and no measure behind («1.5亿元»)
    (NumberStyle.DECIMAL, re.compile(rf"((?:[0-9]{{1,2}}\.){{1,3}}[0-9]{{1,2}})(?![0-9年月日.]|{_MEASURE})[、.]?")),
    # «1.» «1、» «1．», but not «3.5个百分点»
    (NumberStyle.ARABIC, re.compile(rf"({_AR})(?:[、．]|\.(?![0-9]{{1,2}}(?:[0-9]{{0,2}}{_MEASURE}|$)))")),
    # «1）»
    (NumberStyle.ARABIC_HALF_BRACKET, re.compile(rf"({_AR})[)）]")),
)


def read_number(line: str) -> Number | None:
    """Return the number at the head of ``line``, or ``None``; circled and parenthesised signs (① ㈠ ⑴ ⒈) count."""
    line = clean(line)
    if sign := _read_sign(line):
        return sign
    for style, pattern in _PATTERNS:
        if match := pattern.match(line):
            return _number(style, match, line)
    return None


def _number(style: NumberStyle, match: re.Match[str], line: str) -> Number | None:
    value = _roman(match.group(1)) or number(match.group(1).rsplit(".", 1)[-1])
    if value is None:
        return None
    printed = match.group()
    return Number(style, value, printed.strip(), line[match.end() :].lstrip(), _bare(style, match, printed))


_ROMAN: Final = {"I": 1, "V": 5, "X": 10}


def _roman(text: str) -> int | None:
    """Return the value of a Roman numeral up to thirty-nine; ``None`` for any other number."""
    values = [_ROMAN.get(sign, 0) for sign in unicodedata.normalize("NFKC", text)]
    if not all(values):
        return None
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _bare(style: NumberStyle, match: re.Match[str], printed: str) -> str:
    if style in (NumberStyle.CHINESE_BRACKET, NumberStyle.ARABIC_BRACKET):
        return f"({match.group(1)})"
    if style in (NumberStyle.ARTICLE, NumberStyle.CHAPTER, NumberStyle.TASK):
        return printed.strip().rstrip("、：.，")
    return match.group(1)


def _read_sign(line: str) -> Number | None:
    """Read a number that is one character: ① ⑴ ⒈ ㈠ ❶."""
    if not line or not (unicodedata.category(line[0]) == "No" and unicodedata.numeric(line[0], 0) >= 1):
        return None
    folded = unicodedata.normalize("NFKC", line[0])
    value = int(unicodedata.numeric(line[0]))
    style = {"1": NumberStyle.CIRCLED, "(": NumberStyle.ARABIC_BRACKET}.get(folded[0], NumberStyle.CIRCLED)
    if folded.startswith("(") and not folded[1].isdigit():
        style = NumberStyle.CHINESE_BRACKET
    elif folded.endswith("."):
        style = NumberStyle.ARABIC
    return Number(style, value, line[0], line[1:].lstrip("、.").lstrip(), folded.rstrip("."))


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its measure at ``start``–``end`` of a piece; ``bare``: only a verb makes it a number to reach."""

    start: int
    end: int
    op: str
    value: Decimal
    unit: str
    strict: bool = False
    bare: bool = False
    noun: str = ""  # what is counted, where it stands before the number


_SOME_AMOUNT: Final = re.compile(f"[0-9{COUNTED}]")  # a quick look: most pieces count nothing
_RANGE: Final = rf"(?P<n>{NUMERAL})(?:(?:{TO}|～)+{NUMERAL})?"
_PART: Final = rf"(?P<percent>百分之(?P<pn>[0-9]{{1,3}}(?:\.[0-9]{{1,6}})?|[{DIGITS}百零]{{1,6}}))"
_UNIT: Final = (
    r"(?P<unit>个百分点|%|‰|[万亿]?(?:人次|平方公里|平方米|公里|千米|公顷|立方米|元|亩|吨|户|人(?!大|民|员|才|事)|"
    r"个(?!工作日|自然日|月(?!度)|小时|季度|星期|别|体|人|性)|次(?![序生品])|场(?![所景])|期(?!间|限|货|满)|名(?![录称单])|"
    r"家(?![长庭])|件|项(?!目)|条(?!例|线|件)|篇|份(?!额)|座|套|处(?![室理罚])|所(?!有|属|需|在|占)|站|批(?!准|复)|"
    r"部(?!门|署|分|委)|辆|台(?!账)|种|类(?!别)|门|支|幅|档|块|栋|例|宗|位(?![置于数列])|本(?!级|地|单|部|系)|倍|"
    r"张|分(?!钟|别|类|工|析|之|级|层)|成(?!立|果|效|为))|[万亿](?=[^0-9]))"
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
_GAP: Final = rf"[^0-9，。；！？、\n{COUNTED}]{{0,16}}?"

# «不少于2次» «达到99%以上» «至少听取一次» «不超过5%» «下降10%»
_STATED: Final = re.compile(
    rf"(?:(?P<atleast>至少|最少){_GAP}|(?P<less>{_LESS})|(?P<more>{_MORE})|(?<!不)(?<!不得)(?P<over>{_OVER})"
    rf"|(?<![不得应])(?P<under>{_UNDER})|(?P<change>(?:{_RISE}|{_FALL})(?:了)?))(?:全部|[^0-9，。；、]{{0,6}}的)?{_AMOUNT}(?P<tail>及?以上|以内|以下|及以下)?"
)
# «3场以上» «5%以内»
_TAILED: Final = re.compile(rf"(?<![第前0-9.]){_AMOUNT}(?P<tail>及?以上|以内|以下)")
# «举办3场» «建成200公里»: works that make a number
_MAKE: Final = (
    r"(?:建成|新建改建|新改扩建|改扩建|新建|改建|扩建|改造|建设|新增|新设|新开|创建|选取|选树|遴选|评选|选择|选出|打造|培育|举办|举行|召开|组织|开展|开设|设立|设置|"
    r"制作|制定|编制|编写|编发|编印|印发|发布|推出|推送|刊发|报送|征集|梳理|形成|培训|配备|确立|确定|完成|推进|实施|解读|公开|建立|听取|抽查|评估|检查|安排|策划|推广|覆盖|新创建|走访|接待|出台|开通)"
)
_MADE: Final = re.compile(
    rf"(?P<verb>{_MAKE})(?:了)?(?P<between>(?:(?!{_MAKE})[^0-9，。；！？、\n的不至达超低高]){{0,6}}?)(?<![第前近])(?:约)?{_RANGE}(?:余)?(?!%|个百分点){_UNIT}(?P<tail>及?以上|以内|以下)?"
)
# «新建口袋公园30个»: the number closes the piece
_ENDED: Final = re.compile(
    rf"(?P<verb>{_MAKE}|提供|减少|取消|压减|精简)(?:了)?(?P<between>[^，。；！？、\n的不至达超低高]{{1,24}}?)(?<![第前近0-9.])(?:约)?{_RANGE}(?:余)?(?!%|个百分点)"
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


# «打造5个示范区、|50个示范点», «建成绿道80公里、|口袋公园15座»: the verb stands in the piece before
_LISTED_ON: Final = re.compile(
    rf"(?P<verb>)(?P<between>(?:[^，。；！？、\n的第前近0-9{COUNTED}]{{2,12}}(?=[0-9]+[^0-9]{{1,3}}$))?){_RANGE}(?:余)?(?!%|个百分点){_UNIT}(?P<tail>及?以上|以内|以下)?"
)


def counts(piece: str, *, listed: bool = False) -> Iterator[Count]:
    """Yield the counts of one piece, left to right, none overlapping; ``listed``: it goes on from a made thing."""
    if not _SOME_AMOUNT.search(piece) or _PAST.search(piece):
        return
    found = [_stated(m) for m in _STATED.finditer(piece)]
    found += [_tailed(m) for m in _TAILED.finditer(piece)]
    found += [_made(m) for m in _MADE.finditer(piece) if _makes(m)]
    found += [_made(m) for m in [_LISTED_ON.match(piece)] if m and listed and _makes(m)]
    found += [_made(m) for m in _ENDED.finditer(piece) if _ends(m)]
    found += [Count(m.start("n"), m.end(), "=", Decimal(m["n"]), "%") for m in _RATE.finditer(piece)]
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


def _stated(m: re.Match[str]) -> Count | None:
    value = _value(m)
    if not value or (m["n"] == "一" and not m.group().startswith(("至少", "最少", "不"))):  # «达到一个新高度»
        return None
    return Count(m.start(), m.end(), _op(m), *value, strict=bool(m["under"] or (m["over"] and not m["tail"])))


def _op(m: re.Match[str]) -> str:
    """Return how a stated number bounds: «不超过5%», «下降10%» (so much, neither more nor less), «达到99%»."""
    if m["less"] or m["under"] or m["tail"] in ("以内", "以下", "及以下"):
        return "<="
    return "=" if m["change"] and not m["tail"] else ">="


def _tailed(m: re.Match[str]) -> Count | None:
    value = _value(m)
    if not value:
        return None
    return Count(m.start(), m.end(), ">=" if "以上" in m["tail"] else "<=", *value)


def _made(m: re.Match[str]) -> Count | None:
    value = _amount(m)
    if not value:
        return None
    op = _TAIL_OPS.get(m["tail"] or "") or (">=" if _IS_RANGE.search(m.group()) else "=")
    return Count(m.start(), m.end(), op, *value, bare=True, noun=m["between"])


_TAIL_OPS: Final = {"以上": ">=", "及以上": ">=", "以内": "<=", "以下": "<="}
_IS_RANGE: Final = re.compile(rf"{NUMERAL}(?:{TO}|～)+{NUMERAL}")  # «3至5个»: at least the lower one
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
            not m["between"] and bool(rest) and not re.match(rf"[^{PIECE_STOPS}]{{0,4}}信息", rest)
        )
    return (
        m["unit"] in ("次", "场", "期")
        and m["verb"] in ("举办", "举行", "召开", "组织", "开展", "听取", "组织开展")
        and not m["between"]
    )


_SELECT: Final = frozenset({"选取", "遴选", "选树", "评选", "选择", "选出", "打造", "确定", "新增", "创建"})
