"""Letter, narrative, annex tables; several plans in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai_desk.parsing.blocks.model import Block, Paragraph, Table
from gongkai_desk.parsing.prose.tree import number_of, rank_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.parsing.titles import whole_titles
from gongkai_desk.words.lexicon import COLONS
from gongkai_desk.words.papers import (
    base_title,
    doc_no_in,
    imprint_in,
    is_letter_title,
    is_plan_title,
    masthead_in,
    opens_page_tail,
    year_in,
)

_ANNEX_LIST = re.compile(rf"附件[{COLONS}]\s*1\s*[.．、]")  # 附件：1.云州市…任务分解表


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
    blocks = list(whole_titles(list(_without_annex_list(_without_links(blocks)))))
    for at, block in enumerate(blocks):
        if title := _title_at(blocks, at):
            found.append(Stretch(title))
        else:
            found[-1].blocks.append(block)
    return found


def _without_links(blocks: Sequence[Block]) -> Sequence[Block]:
    """Leave out the links at the end of a web page, which may be numbered: 附件下载： ⏎ 1.建设标准.docx."""
    at = len(blocks)
    while at and isinstance(block := blocks[at - 1], Paragraph) and _is_link(block.text):
        at -= 1
    opens = (n for n in range(at, len(blocks)) if isinstance(b := blocks[n], Paragraph) and opens_page_tail(b.text))
    return blocks[: next(opens, len(blocks))]


def _is_link(text: str) -> bool:
    return len(text) <= USUAL.section_heading and text[-1:] not in "。；" and not imprint_in(text)


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


def _title_at(blocks: Sequence[Block], at: int) -> str:
    """Return the title of a plan that a block is, "" if it is none."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or number_of(block.text):
        return ""
    text = block.text.replace("\n", "")
    return text if _is_title(text) and _begins_plan(blocks, at + 1) else ""


def _is_title(text: str) -> bool:
    return is_plan_title(text) and (len(text) >= USUAL.title_line or year_in(text) is not None)


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
