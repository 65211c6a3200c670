"""Letter, narrative, annex tables; several plans in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai_desk.parsing.blocks.model import Block, Paragraph, Table
from gongkai_desk.parsing.prose.tree import number_of, rank_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import COLONS
from gongkai_desk.words.papers import (
    base_title,
    doc_no_in,
    is_letter_title,
    is_plan_title,
    is_signer,
    masthead_in,
    year_in,
)

_ANNEX_LIST = re.compile(rf"附件[{COLONS}]\s*1\s*[.．、]")  # 附件：1.云州市…任务分解表
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,9}[省市州盟县区旗]")


@dataclass
class Stretch:
    """The blocks under one title (empty before the first)."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Return the prose."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[tuple[Table, tuple[str, ...]]]:
        """Return the tables, each with the numbered headings under which it stands."""
        found: list[tuple[Table, tuple[str, ...]]] = []
        above: list[tuple[int, str]] = []
        for block in self.blocks:
            if isinstance(block, Table):
                found.append((block, tuple(text for _, text in above)))
            elif heading := _heading(block.text):
                above = [*(each for each in above if each[0] < heading[0]), heading]
        return found


def _heading(text: str) -> tuple[int, str] | None:
    """Return a numbered line as a heading with its rank."""
    number = number_of(text) if len(text) <= USUAL.section_heading and text[-1:] not in "。；：" else None
    return (rank_of(number), text) if number else None


def stretches(blocks: Sequence[Block]) -> list[Stretch]:
    """Cut the blocks at the titles of plans."""
    found = [Stretch()]
    blocks = list(_without_annex_list(blocks))
    at = 0
    while at < len(blocks):
        title, used = _title_at(blocks, at)
        if title:
            found.append(Stretch(title))
        else:
            found[-1].blocks.append(blocks[at])
        at += used
    return found


def _without_annex_list(blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out the list of annexes under a paper: 附件：1.任务分解表 ⏎ 2.考核办法."""
    listed = 0
    for block in blocks:
        text = block.text if isinstance(block, Paragraph) else ""
        if _ANNEX_LIST.match(text):
            listed = 1
            continue
        number = number_of(text) if listed and len(text) <= USUAL.section_heading and text[-1:] not in "。；" else None
        if number and number.value == listed + 1:
            listed += 1
            continue
        listed = 0
        yield block


def _title_at(blocks: Sequence[Block], at: int) -> tuple[str, int]:
    """Return the title that begins with a block, and over how many it goes; "" and 1 if none does."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or number_of(block.text):
        return "", 1
    text = block.text.replace("\n", "")
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(after, Paragraph) and _goes_on(text, after, block) and _begins_plan(blocks, at + 2):
        return text + after.text.replace("\n", ""), 2
    return (text, 1) if _is_title(text) and _begins_plan(blocks, at + 1) else ("", 1)


def _is_title(text: str) -> bool:
    return is_plan_title(text) and (len(text) >= USUAL.title_line or year_in(text) is not None)


def _goes_on(text: str, after: Paragraph, block: Paragraph) -> bool:
    """Return whether a title goes on over a second line: 云州市2026年 | 政务公开工作要点, 云州市政府办公室 | 2026年….

    A signature is followed by its date, so a body's name right before a title belongs to it.
    """
    second = after.text.replace("\n", "")
    if not _is_line(text) or number_of(second) or not is_plan_title(text + second) or block.centred != after.centred:
        return False
    if is_plan_title(text) or len(second) < USUAL.title_line:
        return len(second) < USUAL.title_line and is_plan_title(second)
    return _is_incomplete(text) or not is_plan_title(second)


def _is_incomplete(text: str) -> bool:
    """Return whether a first line names only the year, the place or the body of a plan."""
    return text.endswith(("年", "年度")) or is_signer(text) or bool(_PLACE.fullmatch(text))


def _is_line(text: str) -> bool:
    """Return whether a text may be the first line of a title."""
    return (
        2 <= len(text) <= USUAL.title_lines
        and not re.search(r"[。；：，]", text)
        and not is_letter_title(text)
        and not doc_no_in(text)
    )


def _begins_plan(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a list begins after a line: numbers start anew, or a table or prose without numbers follows."""
    for block in blocks[at : at + USUAL.plan_begins]:
        if isinstance(block, Table):
            return True
        if number := number_of(block.text):
            return number.value == 1
    return True


def front_of(found: Sequence[Stretch], at: int, first: bool) -> list[Paragraph]:
    """Return the lines before a plan: all before the first plan, else from the letter of this one on."""
    before = [paragraph for stretch in found[:at] for paragraph in stretch.paragraphs]
    if first:
        return before
    tail = found[at - 1].paragraphs if at else []
    begins = [n for n, paragraph in enumerate(tail) if _opens_letter(paragraph.text)]
    return tail[begins[0] :] if begins else []


def _opens_letter(text: str) -> bool:
    return len(text) <= USUAL.letter_line and bool(doc_no_in(text) or is_letter_title(text) or masthead_in(text))


def is_same_plan(title: str, other: str, *, same_kind: bool = False) -> bool:
    """Return whether two titles name the same plan: a body and its annex, or two parts of one kind all but alike."""
    if year_in(title) != year_in(other) and year_in(title) and year_in(other):
        return False
    a, b = _pairs(base_title(title)), _pairs(base_title(other))
    places = {_place(title), _place(other)} - {""}
    return (
        not a
        or not b
        or (
            len(a & b) >= (USUAL.same_kind_alike if same_kind else USUAL.other_kind_alike) * min(len(a), len(b))
            and len(places) < 2
        )
    )


def _pairs(text: str) -> frozenset[str]:
    bare = re.sub(r"\d{4}年?度?", "", text)
    return frozenset(bare[n : n + 2] for n in range(len(bare) - 1))


def _place(title: str) -> str:
    found = re.match(r"(?:\d{4}年度?)?([\u4e00-\u9fff]{1,8}?[省市州盟县区旗])", title)
    return found.group(1) if found else ""
