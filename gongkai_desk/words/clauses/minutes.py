"""How minutes (会议纪要) say what a meeting decided, and what it only thought or heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MEETING = "(?:会议|与会人员|会上)"
_DECIDES = re.compile(  # 会议决定：, 会议研究议定以下事项：, 经研究，会议明确
    rf"(?:^|(?<=[。；\n]))(?:经(?:会议)?(?:研究|讨论|审议)[，：]?)?{_MEETING}?(?:经?(?:研究|讨论|审议))?(?:原则)?(?:一致)?"
    r"(?:决定|议定|商定|明确|确定|同意)(?:如下|以下|了?以下)?(?:事项|意见|几点|问题|工作|内容)?(?:如下)?[：:，]?"
)
_THINKS = re.compile(  # 会议认为，, 会议指出：, 会议听取了…
    rf"{_MEETING}(?:一致)?(?:认为|指出|强调|要求|听取|传达|学习|通报|分析|充分肯定|肯定|号召|希望|研究了|审议了|讨论了)"
)


class Decides(NamedTuple):
    """Where words begin and end with which a meeting decides."""

    start: int
    end: int


def decisions_in(text: str) -> Iterator[Decides]:
    """Yield the words with which a meeting decides: 会议决定：, 会议议定以下事项：."""
    for found in _DECIDES.finditer(text):
        if "会" in found[0] or found[0].startswith("经"):
            yield Decides(*found.span())


def is_formula(text: str) -> bool:
    """Tell words that only open a list of decisions: 会议决定：, 会议议定以下事项：."""
    head = next(decisions_in(text), None)
    return head is not None and head.start == 0 and head.end == len(text) and text[-1:] in "：:"


def decides(text: str) -> bool:
    """Tell a paragraph in which a meeting decides."""
    return any(True for _ in decisions_in(text))


def only_thinks(text: str) -> bool:
    """Tell a paragraph that says what a meeting thought, heard or asked for in general, and decides nothing."""
    return bool(_THINKS.match(text.lstrip())) and not decides(text)
