"""What a list of units says about itself: 列第一位的为牵头单位，下同; 带★的为牵头单位; 以下均需各区落实，不再列出.

Such words are heard, and none of them is ever a unit. ``heard`` parts them from the units of a clause; ``convention``
says what they settle about who leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from gongkai_desk.words.lexicon import BODY
from gongkai_desk.words.role_words import verb_of
from gongkai_desk.words.unit_names import cuts, folded

_BODY: Final = f"(?:责任|参与|承办)?(?:{BODY})"

# --------------------------------------------------------------------------- who leads, by place or mark
_ORDER: Final = "(?:名列|位列|排列|排名|排序|位居|居|位于|处于|列示|列|排)(?:在|于|为)?"
_FIRST: Final = "(?:第[一1](?:位|个|家|名)?|首(?:位|个|家|名)?|最前面?|最先|最靠前|前面|头一[位个家])"
_LEADS: Final = "(?:[均皆都]?(?:为|是|系|作为)|即为?|负责|承担)?总?(?:牵头|主办|主责)"
_IS_LEAD: Final = "[均皆都]?(?:为|是|系|即为?|作为)总?(?:牵头|主办|主责)"
_FIRST_LEADS: Final = re.compile(
    rf"{_ORDER}{_FIRST}(?:的|者)?(?:{_BODY})?{_LEADS}"  # 列第一位者为牵头单位, 排在首位的单位牵头
    rf"|(?:第[一1][位个家名]|首[位个家名]|头一[位个家])(?:的|者)?(?:{_BODY})?{_IS_LEAD}"  # 第一个单位为牵头单位
    rf"|(?:第[一1][位个家名]|首[位个家名]|头一[位个家])(?:的|者)?{_BODY}(?:负责)?(?:牵头|主办)"
    rf"|第[一1]{_BODY}{_IS_LEAD}"  # 第一责任单位为牵头单位
    rf"|(?:牵头|主办|主责)(?:责任)?(?:{BODY})[均皆都]?{_ORDER}{_FIRST}"  # 牵头单位列第一位
)
_STOPS: Final = {"逗号": "，", "分号": "；", "顿号": "、"}
_STOP_LEADS: Final = re.compile(  # 首个逗号前为牵头单位, 第一个分号之前的单位均为牵头单位
    rf"(?P<stop>{'|'.join(_STOPS)})(?:以|之)?前面?的?[各所有]*(?:{_BODY})?{_IS_LEAD}"
)
_STOP_REST: Final = re.compile(rf"后面?的?[各所有]*(?:{_BODY})?[均皆都]?(?:为|是|系)(?:配合|协办|协助|参与|参加)")
_OTHERS: Final = re.compile(  # 列第一位的为牵头单位，其他为配合单位
    rf"(?:^|[，；。])(?:其他|其余|其它|其后|后面)(?:的|者|各|所列)?(?:{_BODY})?[均皆都]?(?:为|是|系)"
    rf"(?:(?P<supports>配合|协办|协助|参与|参加)|责任|承办|落实)(?:{_BODY})?$"
)
MARKS: Final = "★☆▲△●○◎◆◇■□※＊*#√✓✔"
_MARK: Final = f"[{re.escape(MARKS)}]"
_QUOTED: Final = rf"[“‘\"「（(]?{_MARK}[”’\"」）)]?"
_ROLE: Final = (  # of what is marked
    "(?P<lead>总?牵头|主办|主责|第一责任|主要责任)|(?P<support>配合|协办|协助|参与|参加)|(?P<responsible>责任|承办|落实)"
)
_LEGEND: Final = re.compile(  # 标★的为牵头单位, 带“*”号者牵头, ▲表示配合单位
    rf"(?P<marks>{_QUOTED}(?:[、和或及]?{_QUOTED})*)"
    rf"(?:(?:星?号|符号|标[志识记]|字样)(?:的|者)?|的|者|[均皆]?(?:为|是|系)|即为?|表示|代表|[：:]|——?){{1,3}}"
    rf"(?:{_BODY})?(?:[均皆]?(?:为|是|系)|即为?|表示|代表)?(?:{_ROLE})"
)
_LEGEND_AFTER: Final = re.compile(  # 牵头单位用★标出
    rf"(?:{_ROLE})(?:责任)?(?:{BODY})(?:名称)?[前后]?[均皆]?(?:用|以|标|加|带)(?:有|注|上)?(?P<marks>{_QUOTED})"
)
_LEGEND_BARE: Final = re.compile(  # 图例：★牵头　●责任　△配合
    rf"(?P<marks>{_QUOTED})(?:{_ROLE})(?:单位|部门)?(?=$|[，、；。）)]|{_MARK})"
)
_LEGEND_BRACKET: Final = re.compile(rf"(?:{_ROLE})(?:责任)?(?:单位|部门)?[（(：:](?P<marks>{_MARK})")  # 牵头单位（★）
_SETTLING: Final = re.compile("牵头|主办|主责|责任|配合|协办|承办|参与")  # a quick look
_WORD: Final = {"lead": "牵头", "support": "配合", "responsible": "责任单位"}


@dataclass(frozen=True, slots=True)
class Convention:
    """How the order or the marks of a list tell who leads.

    ``first``: the unit named first; ``stop``: all before the first such stop; ``supports``: those behind it support;
    ``marks``: (sign, role) of what is marked.
    """

    first: bool = False
    stop: str = ""
    supports: bool = False
    marks: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return self.order or bool(self.marks)

    @property
    def order(self) -> bool:
        """Return whether the order of a list tells who leads."""
        return self.first or bool(self.stop)

    def joined(self, other: Convention) -> Convention:
        """Return what both settle; the first word holds where they differ."""
        if not self or not other:
            return self or other
        order = self if self.order else other
        return replace(order, marks=self.marks or other.marks)


NO_CONVENTION: Final = Convention()


@lru_cache(maxsize=2048)  # asked about every clause, by several stages
def convention(text: str) -> Convention:
    """Return what a text settles about who leads; nothing (false) if it settles none."""
    if not _SETTLING.search(text):
        return NO_CONVENTION
    flat = "".join(text.split())
    marks = tuple(_legend(flat))
    if found := _STOP_LEADS.search(flat):
        stop = _STOPS[found["stop"]]
        rest = bool(_STOP_REST.search(flat, found.end()))
        return Convention(stop == "、", "" if stop == "、" else stop, rest, marks)
    if not _FIRST_LEADS.search(flat):
        return Convention(marks=marks)
    others = (_OTHERS.search(piece) for piece in re.split("[，；。（）()]", flat))
    return Convention(True, supports=any(found and found["supports"] for found in others), marks=marks)


def _legend(flat: str) -> Iterator[tuple[str, str]]:
    for pattern in (_LEGEND, _LEGEND_AFTER):
        for found in pattern.finditer(flat):
            role = _role_in(found)
            yield from ((mark, role) for mark in re.findall(_MARK, found["marks"]))
    for pattern in (_LEGEND_BARE, _LEGEND_BRACKET):
        told = {found["marks"]: found for found in pattern.finditer(flat)}
        if len(told) > 1:  # one alone may be a bullet
            yield from ((re.findall(_MARK, marks)[0], _role_in(found)) for marks, found in told.items())


def _role_in(found: re.Match[str]) -> str:
    return next(name for name in _WORD if found[name])


def marks_told(text: str, marks: Sequence[tuple[str, str]]) -> str:
    """Return a list of units with its marks put into words: ★市民政局 → 市民政局（牵头）."""
    for mark, role in marks:
        name = rf"[^、，；,;：:（(\s{re.escape(mark)}]+(?:（[^（）]*）)?"
        sign = re.escape(mark)
        marked = rf"(?:[（(]{sign}[)）]|{sign})[ \u3000]?({name})|({name})[ \u3000]?(?:[（(]{sign}[)）]|{sign})"
        text = re.sub(marked, rf"\1\2（{_WORD[role]}）", text)
    return text


def is_partly_marked(text: str) -> bool:
    """Tell whether some units of a list bear a mark and others do not: all marked are bullets."""
    if not re.search(_MARK, text):
        return False
    names = [text[start:end].strip() for _, start, end in cuts(text)]
    marked = [bool(re.match(rf"(?:[^：]*：)?{_MARK}", folded(name)) or re.search(f"{_MARK}$", name)) for name in names]
    return any(marked) and not all(marked)


# --------------------------------------------------------------------------- remarks about later items
_ITEMS: Final = "(?:条|项|款|任务|事项|工作|内容|举措|措施)"
_SOME_REMARK: Final = re.compile(
    "以下|下列|下述|下同|余同|后同|后文|下文|后面|后续|此后|以后|其后|其他|其余|其它|不分|不再|不一一|不逐|不另|不单独|不重复|恕不|牵头|主办|主责"
    rf"|{_MARK}|各自|以上|上述"
)
_LATER: Final = re.compile(  # 以下各条均须…, 后面几项都要…, 其他各项均需…
    r"^(?:注：|备注：|说明：|另外?：?|其中)?以下(?![简统合通并]?称|同$|单位[：为]).*"
    r"(?:[均皆都]|需|须|要|参加|不再|不另|一并|落实|负责|配合)"
    rf"|(?:以下|下列|下述)(?:的|所列|所有|各|几|每){{0,2}}{_ITEMS}.*(?:[均皆都]|需|须|要|不再|一并|同|落实|负责|配合|参)"
    rf"|(?:后面|后续|此后|以后|其后|后文|下文|其他|其余|其它)(?:的|所列|所有|各|几|每){{0,2}}{_ITEMS}.*"
    r"(?:[均皆都]|需|须|要|同上|同此|参加|不再|不另|一并|类同|相同)"
    rf"|^(?:后文|下文|后续|此后|以后|今后)(?:各|所有){{0,2}}{_ITEMS}?(?:[均皆都]|不再|不另|同)"
    r"|^(?:注：|备注：|说明：)"
)
_TAIL: Final = re.compile(  # 不再逐一列出, 后文不再逐条写出, 下同
    r"^(?:且|并|故|，)?(?:以下|后文|下文|以后|此后|后面|下面|今后|其他各?项|其余各?项|本表|文中|表中)?[中内]?(?:均|都|就|恕|也)?"
    r"(?:不再?|无需|毋需|不必|未)(?:再|另行?|一一|逐一|逐条|逐项|逐个|单独|重复|分别|具体|作|做|予以|进行){0,4}"
    r"(?:列出|列示|列明|列举|写明|写出|注明|标注|标明|标出|说明|赘述|列|写|标|述|重复)(?:了|出)?$"
    r"|^(?:以上|上述)?(?:各|责任|参与)?(?:单位|部门|名单)?[均皆都]?(?:按?排名)?不分(?:先后|主次)(?:顺序)?$"
    r"|^(?:以下|余|下)(?:从|省)?略$"
    r"|^(?:下同|同下|余同|后同|以下(?:各[条项])?(?:相同|均同|类同|同)|下文同)$"
)
_SUBJECT: Final = re.compile(r"^(?:各|有关|相关|其他|其余|所有|凡|全[市省县区州盟旗]|上述|以上)")
_MUST: Final = re.compile(r"[均皆都]?(?:需|须|要|应)|[均皆都]由")
_MARKED: Final = re.compile(rf"\s*(?:凡|注：)?[带标加注打用有]{{1,2}}{_QUOTED}\s*$")  # 带*|、★的为牵头单位
_REMARK_BRACKET: Final = re.compile(r"（[^（）]*）|〔[^〔〕]*〕")
_PART_OF_NAME: Final = re.compile(r"^(?:不?含|不?包括|除|以下[简统]称|即|如|原)")


@dataclass(frozen=True, slots=True)
class Hearing:
    """A clause without its remarks, the remarks as printed, and statements that a remark took with it.

    各部门按职责分工负责，不再逐一列出 speaks of the list; ``statements`` has 各部门按职责分工负责, which names units
    only where nothing else does.
    """

    units: str
    remarks: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@lru_cache(maxsize=2048)  # a clause is asked about by several stages
def heard(text: str) -> Hearing:
    """Return a clause parted into its units and what it says about the list or about later items."""
    if not _SOME_REMARK.search(text):
        return Hearing(text)
    bracketed = list(_bracketed(text))
    rest = _without(text, bracketed)
    spoken = _spoken(rest)
    said = [*_printed(text, bracketed), *_printed(rest, [span for span in spoken if not span.statement])]
    if not said:
        return Hearing(text)
    statements = _printed(rest, [span for span in spoken if span.statement])
    return Hearing(_without(rest, spoken, "；"), tuple(said), tuple(statements))


class _Span(NamedTuple):
    """A remark's place in a clause; ``statement``: one that a remark took with it."""

    start: int
    end: int
    statement: bool = False


def _without(text: str, spans: Sequence[_Span], stop: str = "") -> str:
    """Return the text without the stretches; ``stop`` keeps apart what stood round one."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + stop + text[span.end :]
    return text


def _printed(text: str, spans: Iterable[_Span]) -> list[str]:
    return [text[span.start : span.end].strip(" （）〔〕()[]【】") for span in spans]


def is_list_remark(text: str) -> bool:
    """Tell whether a sentence only speaks about the list: 列第一位的为牵头单位，下同。; 下同 alone does not."""
    hearing = heard(text.strip("。；，、 \n（）〔〕()"))
    speaks = any(not remark.endswith("同") for remark in hearing.remarks)
    return (speaks or bool(convention(text))) and not re.search(r"\w", hearing.units)


def _bracketed(text: str) -> Iterator[_Span]:
    """Yield the brackets that hold nothing but a remark: 市教委负责（列第一位者为牵头单位，下同）."""
    for found in _REMARK_BRACKET.finditer(folded(text)):
        inside = text[found.start() + 1 : found.end() - 1]
        if found.start() and not _PART_OF_NAME.match(inside) and _is_all_spoken(inside):
            yield _Span(*found.span())


def _is_all_spoken(text: str) -> bool:
    spoken = _spoken(text)
    return bool(spoken) and not re.search(r"\w", _without(text, spoken))


def _spoken(text: str) -> list[_Span]:
    """Return the remarks outside brackets, in order; one about later items goes on to the end of its sentence."""
    found: list[_Span] = []
    for _, begin, stop in cuts(text, "。；\n", blanks=False):
        pieces = [(begin + a, begin + b) for _, a, b in cuts(text[begin:stop], "，", blanks=False)]
        later = False
        for at, (start, end) in enumerate(pieces):
            piece = folded(text[start:end]).strip()
            opens = _LATER.search(folded(text[start:stop]))
            later = later or bool(opens and opens.start() < end - start)
            tail = not later and bool(_TAIL.match(piece) or (_OTHERS.match(piece) and convention(text)))
            if tail and at and not piece.endswith(("同", "单位", "部门")):
                found += _taken_along(text, _Span(*pieces[at - 1], True), found)
            found += [_Span(start, end)] if later or tail else _settling(text, start, end)
    return found


def _taken_along(text: str, span: _Span, found: Sequence[_Span]) -> list[_Span]:
    """Return the statement that 不再列出 speaks of, if the piece before is one: 各部门按职责分工负责."""
    flat = folded(text[span.start : span.end]).strip()
    says = bool(verb_of(flat)[1]) or bool(_MUST.search(flat))
    return [span] if says and _SUBJECT.match(flat) and span._replace(statement=False) not in found else []


def _settling(text: str, start: int, end: int) -> list[_Span]:
    """Return the members of a 、 list that say how to read the list: 市教委、市民政局、列第一位的为牵头单位."""
    if not _SETTLING.search(text, start, end) or not convention(text[start:end]):
        return []
    parts = [_Span(start + a, start + b) for _, a, b in cuts(text[start:end], "、", blanks=False)]
    own = [
        part for part in parts if convention(text[part.start : part.end]) or _MARKED.match(text[part.start : part.end])
    ]
    return own or [_Span(start, end)]
