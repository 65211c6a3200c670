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
_EDGES: Final = " \t，,；;、。：:()（）"
_EMPTY: Final = frozenset({"", "无", "暂无", "/", "—", "-", "见附件"})


def proofs_in(text: str) -> list[Evidence]:
    """Return the evidence that a cell names; an entry of a name alone waits for its file, link or number."""
    return list(_proofs(without_unseen(text)))


def _proofs(text: str) -> Iterator[Evidence]:
    for line in re.split(r"[\n；;]+", text):
        bare = _LEAD.sub("", line).strip()
        if bare.strip(_EDGES) in _EMPTY:
            continue
        link, number = _LINK.search(bare), _NUMBER.search(bare)
        name = _LINK.sub("", bare).strip(_EDGES) or bare
        yield Evidence(name, url=link[0] if link else "", doc_no=number[0] if number else "", effective=_day(bare))


def _day(text: str) -> date | None:
    found = _DAY.search(_LINK.sub("", text))
    if found:
        with suppress(ValueError):
            return date(int(found[1]), int(found[2]), int(found[3]))
    return None
