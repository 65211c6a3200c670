"""What a unit's text is worth for a 汇总稿: the same as last time to the letter, or too thin to say anything."""

from __future__ import annotations

import re
from enum import StrEnum

from gongkai_desk.words.normal import key


class Mark(StrEnum):
    """What the office should know of a text before it is used."""

    ZERO = "zero"  # 零报告
    SAME = "same"  # 与上期一字不差
    THIN = "thin"  # 过于简略
    CORRECTED = "corrected"  # 采用后又有更正


_SHORT = 12
"""Characters below which a text says nothing that could be used: 按要求正常推进中."""
_TERSE = 40
"""Characters below which a text needs a fact: a number, a name of a paper or a site, an address."""
# 已公开32件 · 《实施细则》 · “一网通办” · www.yunzhou.example.cn
_FACT = re.compile(r"[0-9０-９]|[《“][^》”]{2,}[》”]|https?:|www\.|[二三四五六七八九十百千万]+[个项次件条场期篇家]")


def marks(text: str, before: str = "", *, zero: bool = False) -> tuple[Mark, ...]:
    """Return what is to be said of a text; ``before``: what the unit wrote on the period before, empty for nothing."""
    words = key(text)
    same = (Mark.SAME,) if words and words == key(before) else ()
    if zero:
        return (Mark.ZERO, *same)
    return (*same, Mark.THIN) if is_thin(text) else same


def is_thin(text: str) -> bool:
    """Tell a text that is very short, or short and without a fact."""
    length = len(key(text))
    return length < _SHORT or (length < _TERSE and not _FACT.search(text))
