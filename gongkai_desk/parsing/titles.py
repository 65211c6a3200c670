"""Titles over several lines become one paragraph: 云州市人民政府关于推进 | 基层政务公开规范化建设的实施意见.

A title goes on where a line says too little to be one (关于 without its end, a year, a place, a body's name) and the
lines together are the title of a plan, a letter or another paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.parsing.blocks.model import Block, Paragraph
from gongkai_desk.parsing.prose.tree import number_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.papers import (
    doc_no_in,
    is_aside,
    is_kind_of_plan,
    is_letter_title,
    is_paper_title,
    is_plan_title,
    is_signer,
    masthead_in,
    year_in,
)

_PLACE = re.compile(r"[\u4e00-\u9fff]{1,9}[省市州盟县区旗]")
_YEARS = re.compile(
    r"[（(](?:(?:19|20)\d{2}年?[-—–－~至]+(?:19|20)?\d{2}年?|试行|暂行)[)）]$"
)  # …行动计划 | （2026—2028年）
_KIND_OF_LETTER = re.compile("的?(?:通知|函)》?$")
_BEGINS = re.compile(r"关于|(?:19|20)\d{2}年|[\u4e00-\u9fff]{1,9}?[省市州盟县区旗](?:人民)?政府")


def whole_titles(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the lines of each title as one paragraph."""
    at = 0
    while at < len(blocks):
        used = _lines_of_title(blocks, at)
        yield _joined(blocks[at : at + used]) if used > 1 else blocks[at]
        at += used


def is_title(text: str) -> bool:
    """Return whether a line is a title, of whatever paper."""
    return is_plan_title(text) or is_letter_title(text) or is_paper_title(text)


def _joined(blocks: Sequence[Block]) -> Paragraph:
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    text = "".join(_flat(line) for line in lines)
    return replace(lines[0], text=text, pieces=tuple(piece for line in lines for piece in line.pieces))


def _flat(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\n", "")


def _lines_of_title(blocks: Sequence[Block], at: int) -> int:
    """Return over how many blocks the title goes that begins with a block; 1 if none does."""
    lines: list[str] = []
    found = 1
    for block in blocks[at : at + USUAL.title_over]:
        if not isinstance(block, Paragraph) or not _may_be_line(block, blocks[at]):
            break
        lines.append(_flat(block))
        whole = "".join(lines)
        if len(lines) > 1 and _is_more(whole, found) and _goes_on(lines, centred=block.centred):
            found = len(lines)
    return found


def _is_more(whole: str, found: int) -> bool:
    """Return whether lines are a title; beyond one that was found only if they are a letter's, or end in its years."""
    return is_title(whole) and (found == 1 or is_letter_title(whole) or bool(_YEARS.search(whole)))


def _may_be_line(paragraph: Paragraph, first: Block) -> bool:
    """Return whether a paragraph may be a line of the title that begins with ``first``."""
    text = _flat(paragraph)
    alike = isinstance(first, Paragraph) and (
        (first.centred, first.heading) == (paragraph.centred, paragraph.heading) or _YEARS.fullmatch(text) is not None
    )
    return (
        alike
        and 2 <= len(text) <= USUAL.title_lines
        and not re.search(r"[。；：]", text)
        and not (_is_numbered(text) or doc_no_in(text) or masthead_in(text) or is_aside(text) or text.endswith("日"))
    )


def _is_numbered(text: str) -> bool:
    return number_of(text) is not None and not _YEARS.match(text)


def _goes_on(lines: Sequence[str], *, centred: bool) -> bool:
    """Return whether what follows the first line belongs to it and is no title of its own."""
    first, rest = lines[0], "".join(lines[1:])
    if is_title(first):
        if is_letter_title("".join(lines)) and not is_letter_title(first):
            return bool(_KIND_OF_LETTER.search(rest))
        return bool(is_kind_of_plan(rest) or _YEARS.fullmatch(rest)) and not is_letter_title(first)
    if _is_incomplete(first):
        return True
    if _BEGINS.match(rest):
        return False
    return centred or len(lines[-1]) < USUAL.title_line or not is_plan_title(rest)


def _is_incomplete(text: str) -> bool:
    """Return whether a first line has 关于 without its end, or names only the year, the place or the body."""
    if "关于" in text or text.endswith(("年", "年度")):
        return True
    return (
        is_signer(text)
        or bool(_PLACE.fullmatch(text))
        or (year_in(text) is not None and len(text) < 2 * USUAL.title_line)
    )
