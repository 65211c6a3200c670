"""What a unit names as 佐证材料, one a line: name, document number, link, publication date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from gongkai_desk.domain.work import Evidence
from gongkai_desk.outside import without_unseen

_LINK: Final = re.compile(r"https?://[^\s，。；、）)】>]+")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[【(（]\s*20\d\d\s*[〕\]】)）]\s*\d{1,4}\s*号")
_DAY: Final = re.compile(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?")
_LEAD: Final = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）.、．]|[-·•])\s*")
_STOPS: Final = " \t，,；;、。：:"
_OPENING: Final = "(（"
_CLOSING: Final = ")）"
_EDGES: Final = _STOPS + _OPENING + _CLOSING
_NOTHING: Final = re.compile(r"[(（]\s*[)）]")  # 通知（https://…） without its link
_EMPTY: Final = frozenset({"", "无", "暂无", "/", "—", "-", "见附件"})


def proofs_in(text: str) -> list[Evidence]:
    """Return the evidence that a cell names; an entry of a name alone waits for its file, link or number."""
    return list(_proofs(without_unseen(text)))


def same_name(name: str) -> str:
    """Return what two spellings of a name share: with the brackets at its ends, and as it was kept without them."""
    return name.strip(_EDGES) or name


def _proofs(text: str) -> Iterator[Evidence]:
    for line in re.split(r"[\n；;]+", text):
        bare = _LEAD.sub("", line).strip()
        if bare.strip(_EDGES) in _EMPTY:
            continue
        link, number = _LINK.search(bare), _NUMBER.search(bare)
        name = _name_of(_NOTHING.sub("", _LINK.sub("", bare))) or bare
        yield Evidence(name, url=link[0] if link else "", doc_no=number[0] if number else "", effective=_day(bare))


def _name_of(text: str) -> str:
    """Return a name without the stops round it; brackets stay where they belong to it: 清理通知（云司发〔2026〕5号）.

    Those that go round all of it, or have no other half, are none of it: （新闻稿）, 新闻稿）.
    """
    closes = _pairs(text)
    opens = {last: first for first, last in closes.items()}
    start, end = 0, len(text)
    while start < end:
        if text[start] in _STOPS + _CLOSING or (text[start] in _OPENING and closes.get(start, end) >= end):
            start += 1
        elif text[end - 1] in _STOPS + _OPENING or (text[end - 1] in _CLOSING and opens.get(end - 1, -1) < start):
            end -= 1
        elif closes.get(start) == end - 1:
            start, end = start + 1, end - 1
        else:
            break
    return text[start:end]


def _pairs(text: str) -> dict[int, int]:
    """Return where each round bracket that is opened is closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, char in enumerate(text):
        if char in _OPENING:
            opened.append(place)
        elif char in _CLOSING and opened:
            found[opened.pop()] = place
    return found


def _day(text: str) -> date | None:
    found = _DAY.search(_LINK.sub("", text))
    if found:
        with suppress(ValueError):
            return date(int(found[1]), int(found[2]), int(found[3]))
    return None
