"""Time within a clause of units: …负责，6月底前出台方案，年底前完成. Its words are stages of the work, never units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from gongkai_desk.words.lexicon import DIGITS, WHEN
from gongkai_desk.words.role_words import verb_of
from gongkai_desk.words.unit_names import cuts, folded, is_unit_like, starts_named

_WHEN: Final = re.compile(rf"{WHEN}|(?:^|[，；、。])[并应须]?(?:及时|适时|按时|定期|尽快|随时|限时)")
_DATED: Final = re.compile(  # 6月底前, 二〇二六年, 上半年, 年底, 三季度: no name has one of these
    rf"(?:[0-9]{{4}}|二[〇○零][〇○零{DIGITS}]{{2}}|[今明次当本每])年|(?:[0-9]{{1,2}}|[{DIGITS}]{{1,3}})月(?!坛|湖|山|亮)|[年月季][底末]"
    rf"|[上下]半年|[{DIGITS}1-4]季度|[上中下]旬|年[内终]|[“\"]十[三四五六七八]五[”\"]|(?:春节|国庆节?|元旦)之?前"
)
_LEAD_IN: Final = re.compile(r"(?:力争|确保|争取|务必|务于|并?于|在|到|至|最迟|不迟于|截至|截止|其中|计划|原则上)+$")
_BY_WHOM: Final = re.compile(r"(?<=[前底末内日月度年])由(?=[省市区县州盟旗各有相])")  # 6月底前由市教委牵头完成


class Span(NamedTuple):
    """Where a stretch of time stands in a clause."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timed:
    """A clause without its time, and the stretches of time as printed, those that follow each other as one."""

    units: str
    times: tuple[str, ...] = ()


@lru_cache(maxsize=2048)
def timed(text: str) -> Timed:
    """Return a clause parted into its units and its time; behind a moment a piece that names nobody goes with it."""
    if not _WHEN.search(text) and not _DATED.search(text):
        return Timed(text)
    spans: list[Span] = []
    for _, begin, stop in cuts(text, "。；\n", blanks=False):
        running = False
        pieces = list(cuts(text[begin:stop], "，、", blanks=False))
        for at, (_, a, b) in enumerate(pieces):
            beside = _beside(text[begin:stop], pieces[at + 1 : at + 2])
            span = _time_in(text, begin + a, begin + b)
            if span is None and running and _goes_on(text[begin + a : begin + b], beside):
                span = Span(begin + a, begin + b)
            running = span is not None and span.end == begin + b
            spans += [span] if span else []
    if not spans:
        return Timed(text)
    runs = _runs(text, spans)
    units = text
    for span in reversed(runs):
        units = f"{units[: span.start]}；{units[span.end :]}"
    return Timed(units.strip("，、； "), tuple(text[span.start : span.end].strip() for span in runs))


def _beside(text: str, following: Sequence[tuple[str, int, int]]) -> str:
    """Return the next piece where 、 parts it from this one."""
    return next((text[start:end] for before, start, end in following if before == "、"), "")


def _time_in(text: str, start: int, end: int) -> Span | None:
    """Return the time in a piece: all of it, or what stands behind a unit (市教委6月底前完成) or before 由."""
    piece = folded(text[start:end])
    found = _DATED.search(piece) or (None if is_unit_like(piece) else _WHEN.search(piece))
    if found is None or (found.re is _WHEN and found.end() < verb_of(piece)[0] < len(piece)):
        return None
    at = found.start()
    lead_in = _LEAD_IN.search(piece[:at])
    head = piece[: lead_in.start() if lead_in else at]
    named = bool(head) and (verb_of(head)[1] is not None or (is_unit_like(head) and starts_named(head)))
    whom = _BY_WHOM.search(piece, at)
    return Span(start + (len(head) if named else 0), start + whom.start() if whom else end)


def _goes_on(piece: str, beside: str) -> bool:
    """Tell whether a piece behind a moment is still its text: 6月底前出台方案、细则; ``beside`` is next on its list."""
    flat = folded(piece).strip()
    if is_unit_like(flat) and starts_named(folded(beside).strip()):
        return False  # 持续推进，人行云州支行、市金融办牵头
    return not starts_named(flat) and verb_of(flat)[1] is None and not is_unit_like(flat[:-1])


def _runs(text: str, spans: list[Span]) -> list[Span]:
    """Join stretches with a single stop between them."""
    runs = spans[:1]
    for span in spans[1:]:
        if len(text[runs[-1].end : span.start].strip()) > 1:
            runs.append(span)
        else:
            runs[-1] = Span(runs[-1].start, span.end)
    return runs
