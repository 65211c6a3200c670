"""What a change of words does to a demand: nothing, another year, or another meaning."""

import re
from typing import NamedTuple

from gongkai_desk.domain.difference import DifferenceKind

MARKS = re.compile(r"[^0-9A-Za-z%\u3400-\u9fff]+")  # all that is neither letter nor number
_NOTION = 4  # characters of a word group that carries a meaning of its own (行政复议)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十百千万亿半]")  # “十四五” against “十五五”
_PERIOD = re.compile(r"每[个半]?(?:工作)?(?:日|天|周|旬|月|季度?|年)|按(?:周|月|季度?|年度?)|半年|季度|月度")  # 每季度
# how binding a demand is: 不得, 应当, 可以, 原则上, 要 (not in 主要, 重要, 需要, 要点)
_FORCE = re.compile(
    r"不得|不准|严禁|禁止|不再|不(?![同断少低])|未|无需|免于|必须|务必|应当|应(?![用急对])|可以|可(?![靠行持])|原则上|鼓励|试点|探索|"
    r"(?<![主重需必纪概摘简])要(?![点求素件闻])|全部|所有|至少|以上|以下|不少于|不低于|超过"
)
# a body named in the text: 市财政局, 各区政府, 县级民政部门
_BODY = re.compile(r"(?:[省市区县各](?!场)|自治区)[\u4e00-\u9fff]{0,8}?(?:局|委|办公室|厅|部门|政府|单位|中心)")
# «财政部门要» at the head of a sentence: who does it stands in the unit column
_SUBJECT = re.compile(r"(?:各级?|由)?[\u4e00-\u9fff、]{2,12}(?:部门|单位|机关|局|委|办公室)(?:应当|要|应)")
_MEMBER = re.compile(r"(?!更|再|越)[\u4e00-\u9fff]{2,}")  # of an enumeration; 更舒心、更暖心 only heightens
# words that change nothing about the demand
_FILLER = re.compile(r"[的了和及与并等之地得]|进一步|积极|认真|切实|不断|工作|以内|相关|有关")


class Change(NamedTuple):
    """Folded words that went and came, each with some words around them; ``starts_clause``: right behind a stop."""

    gone: str
    come: str
    near_gone: str = ""
    near_come: str = ""
    starts_clause: bool = False

    @property
    def words(self) -> tuple[str, str]:
        """Return what went and came without marks and words that say nothing."""
        gone, come = (_FILLER.sub("", MARKS.sub("", each)) for each in (self.gone, self.come))
        return gone, come


def judge(change: Change, years: int = 0) -> DifferenceKind:
    """Return what a change does; ``years`` is by how many years the plan itself moved on."""
    gone, come = change.words
    if _is_next_year(change.gone, change.come, years):
        return DifferenceKind.YEAR_SHIFTED
    if gone == come or _is_subject(change):
        return DifferenceKind.TEXT_WORDING
    if max(len(gone), len(come)) >= _NOTION or _is_measured(change) or _is_member(change):
        return _cut(gone, come) or DifferenceKind.TEXT_CHANGED
    if any(_differs(pattern, change.near_gone, change.near_come) for pattern in (_FORCE, _BODY)):
        return DifferenceKind.TEXT_CHANGED
    return DifferenceKind.TEXT_WORDING


def _differs(pattern: re.Pattern[str], a: str, b: str) -> bool:
    return pattern.findall(a) != pattern.findall(b)


def _is_measured(change: Change) -> bool:
    """Tell whether numbers or periods changed."""
    gone, come = change.words
    numbers = any(_differs(pattern, gone, come) for pattern in (_NUMBER, _NUMERAL))
    return numbers or _differs(_PERIOD, change.near_gone, change.near_come)


def _is_subject(change: Change) -> bool:
    """Tell whether only the one who acts was named or left out at the head of a clause."""
    gone, come = change.words
    return change.starts_clause and "" in (gone, come) and bool(_SUBJECT.fullmatch(gone or come))


def _is_member(change: Change) -> bool:
    """Tell whether a member of an enumeration was left out or added: 供水、供电、供气."""
    gone, come = change.words
    cut = change.gone or change.come
    return "" in (change.gone, change.come) and "、" in (cut[0], cut[-1]) and bool(_MEMBER.fullmatch(gone or come))


def _cut(gone: str, come: str) -> DifferenceKind | None:
    """Return missing or added where one side has nothing in its place."""
    if not come:
        return DifferenceKind.TEXT_MISSING
    return DifferenceKind.TEXT_ADDED if not gone else None


def _is_next_year(gone: str, come: str, years: int) -> bool:
    """Tell «2025年» from «2026年» where the plan itself moved on by as many years."""
    if not years or _NUMBER.sub("", gone) != _NUMBER.sub("", come):
        return False
    pairs = list(zip(_NUMBER.findall(gone), _NUMBER.findall(come), strict=False))
    return bool(pairs) and all(
        x == y or (len(x) == 4 and x.isdigit() and y.isdigit() and int(y) - int(x) == years) for x, y in pairs
    )
