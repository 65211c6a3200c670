"""Item numbers as official papers print them: 一、 （一） 1. （1） ① 第一条 一是 1.1."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai_desk.words.lexicon import DIGITS, ORDINAL
from gongkai_desk.words.normal import clean, number


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
    (NumberStyle.TASK, re.compile(rf"(?:任务|事项|项目)({_CN}|{_AR})[：、.]")),
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
    value = number(match.group(1).rsplit(".", 1)[-1])
    if value is None:
        return None
    printed = match.group()
    return Number(style, value, printed.strip(), line[match.end() :].lstrip(), _bare(style, match, printed))


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
