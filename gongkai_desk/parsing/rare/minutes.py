"""Minutes (会议纪要) with the decisions numbered inside one paragraph become one paragraph a decision.

会议决定：1、由县住建局牵头，6月底前完成核查。2、县商务局与企业签订协议。 stands under a heading (二、关于土地问题),
often behind what the meeting thought (会议认为，…). Decisions are tasks; what it thought is told as left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.parsing.blocks.model import Paragraph
from gongkai_desk.parsing.rare.glued import cut_at
from gongkai_desk.words.clauses.minutes import decisions_in, is_formula
from gongkai_desk.words.lexicon import DIGITS
from gongkai_desk.words.normal import number

_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<n>\d{1,2})[.．、](?!\d)",
        rf"（(?P<n>\d{{1,2}}|[{DIGITS}]{{1,3}})）",
        rf"(?<![{DIGITS}])(?P<n>[{DIGITS}]{{1,3}})、",
        r"(?P<n>[①-⑳])",
    )
)
_STOPS = "。；：:，;"


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a decision begins, and its number."""

    at: int
    value: int


def decided(paragraph: Paragraph) -> Sequence[Paragraph] | None:
    """Return what stands before the decisions and each of them; ``None`` where a paragraph does not hold several.

    The mere words above decisions on lines of their own (会议决定：) are left out.
    """
    text = paragraph.text
    if is_formula(text):
        return []
    for head in decisions_in(text):
        for mark in _MARKS:
            cuts = list(_counted(text, head.end, mark))
            if len(cuts) > 1 and not text[head.end : cuts[0].at].strip("：:，, \n"):
                edges = [*(cut.at for cut in cuts), len(text)]
                before = cut_at(paragraph, (0, head.start)) if text[: head.start].strip() else ()
                return [*before, *map(_as_item, cut_at(paragraph, edges), cuts)]
    return None


def _as_item(paragraph: Paragraph, cut: _Cut) -> Paragraph:
    """Return a decision under the kind of number that items have, so that it is none of the heading's own points."""
    text = paragraph.text
    mark = next(found for mark in _MARKS if (found := mark.match(text)))
    return paragraph if mark.re is _MARKS[0] else replace(paragraph, text=f"{cut.value}.{text[mark.end() :]}")


def _counted(text: str, begin: int, mark: re.Pattern[str]) -> Iterator[_Cut]:
    """Yield the numbers that count on from 1, the first at once and each other one behind a stop."""
    value = 0
    for found in mark.finditer(text, begin):
        placed = text[found.start() - 1 : found.start()] in (*_STOPS, "\n") or found.start() == begin
        if placed and _value(found["n"]) == value + 1:
            value += 1
            yield _Cut(found.start(), value)


def _value(text: str) -> int | None:
    return ord(text) - ord("①") + 1 if text >= "①" and text <= "⑳" else number(text)
