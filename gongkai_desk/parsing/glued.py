"""A whole document on one line is parted again at its numbers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gongkai_desk.parsing.blocks import Paragraph, Piece, Ruler
from gongkai_desk.words.normal import number

_MARK = re.compile(  # «一、» «（一）» «1.»
    r"(?P<top>(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十、])"
    r"|（(?P<mid>[一二三四五六七八九十]{1,3})）"
    r"|(?<![0-9.．〔])(?P<low>[0-9]{1,3})[.．、](?![0-9])"
)
_ORDER = ("top", "mid", "low")
_STOP = "。；！？）)：:”\n "
_LEAST = 60  # characters of a paragraph that may be several
_APART = 8  # characters between two numbers of one kind at least: 一、二、三产业 are none
_HEADING = 60  # characters of a heading without stop between its number and the first below


def parted(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the paragraphs that were glued into one; the paragraph itself where it is one."""
    cuts = list(_cuts(paragraph.text)) if len(paragraph.text) >= _LEAST else []
    if sum(kind != "low" for kind, _ in cuts) < 2:
        yield paragraph
        return
    ruler = Ruler(paragraph)
    edges = sorted({0, *(at for _, at in cuts), len(paragraph.text)})
    for start, end in pairwise(edges):
        text = paragraph.text[start:end].strip()
        if text:
            yield replace(paragraph, text=text, pieces=(Piece(text, ruler.places(start, end)),), centred=False)


def _cuts(text: str) -> Iterator[tuple[str, int]]:
    """Yield kind and place of the numbers that count on: 一、 then 二、, （一） anew under each, 1. anew or through."""
    last: dict[str, tuple[int, int]] = {}  # kind → its last value and place
    before = ("", -_HEADING)
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        value = number(match[kind]) or 0
        known = last.get(kind)
        next_one = known is not None and value == known[0] + 1 and match.start() - known[1] >= _APART
        anew = value == 1 and (known is None or kind != "top")
        heading = text[before[1] : match.start()] if before[1] >= 0 else text[: match.start()]
        placed = match.start() == 0 or text[match.start() - 1] in _STOP
        under = _ORDER.index(kind) > _ORDER.index(before[0]) if before[0] else kind != "low"
        opens = under and len(heading) <= _HEADING and not re.search("[。；，]", heading)
        if (next_one and (placed or kind != "low")) or (anew and (placed or opens)):
            last[kind] = (value, match.start())
            for lower in _ORDER[_ORDER.index(kind) + 1 :]:
                if lower == "mid":
                    last.pop(lower, None)
            before = (kind, match.start())
            yield kind, match.start()
