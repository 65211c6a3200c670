"""What stands on pages and belongs to no text: page numbers, running heads, tables of contents, fields of forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Document, Grid, Line, Page
from gongkai_desk.words.lexicon import COLONS

_PAGE_NUMBER = re.compile(  # «— 19 —», «—９１—», «- 3 -», «第3页 共12页», «3/12»
    r"[-—–―－·•\s]*[0-9０-９]{1,4}[-—–―－·•\s]*|第\s*[0-9０-９]+\s*页([,，/\s]*共\s*[0-9０-９]+\s*页)?|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_DASHED_NUMBER = re.compile(r"[-—–―－·•]\s*[0-9０-９]{1,4}\s*[-—–―－·•]")
_CONTENTS = re.compile(r"[.．…·]{4,}\s*[0-9０-９]{1,3}\s*$")  # a line of a table of contents: 一、推进公开……3
_FORM = re.compile(  # a field to fill in by hand: «填表人：», «审核人：李明», «单位负责人（签字）：»
    rf"(?:填[表报]|制表|审[核批]|报送|经办|单位|分管|部门)?(?:人|单位|日期|时间|负责人|领导|联系人|联系电话|电话)(?:[（(][^）)]{{1,6}}[）)])?[{COLONS}].{{0,20}}"
)
_DIGITS = re.compile(r"[0-9０-９]+")


def is_page_number(text: str, *, edge: bool) -> bool:
    """Return whether a line is a page number; without dashes only at the ``edge`` of a page."""
    text = text.strip()
    if _DASHED_NUMBER.fullmatch(text) or (text.startswith("第") and _PAGE_NUMBER.fullmatch(text)):
        return True
    return edge and bool(_PAGE_NUMBER.fullmatch(text))


def is_form_field(text: str) -> bool:
    """Return whether a cell is a field that is filled in by hand: 填表人：."""
    return bool(_FORM.fullmatch(text))


def _running_heads(document: Document) -> frozenset[str]:
    """Return the lines (digits masked) with which several pages begin or end."""
    seen: Counter[str] = Counter()
    for page in document.pages:
        if page.height:
            seen.update({_masked(line.text) for line in _edge_lines(page)})
    return frozenset(text for text, count in seen.items() if count >= USUAL.running_head_pages and text)


def _edge_lines(page: Page) -> list[Line]:
    ends = [page.items[0], page.items[-1]] if page.items else []
    return [item for item in ends if isinstance(item, Line)]


def _masked(text: str) -> str:
    return _DIGITS.sub("0", "".join(text.split()))


def without_furniture(document: Document) -> Iterator[tuple[Page, Line | Grid]]:
    """Yield the items that are text or tables, each with its page."""
    heads = _running_heads(document)
    for page in document.pages:
        ends = {id(line) for line in _edge_lines(page)} if page.height else set()
        for item in page.items:
            if isinstance(item, Grid) or not _is_furniture(item, heads, edge=id(item) in ends):
                yield page, item


def _is_furniture(line: Line, heads: frozenset[str], *, edge: bool) -> bool:
    """Return whether a line is of a table of contents, a page number or a running head."""
    if _CONTENTS.search(line.text) or (is_page_number(line.text, edge=edge) and not line.number):
        return True
    return edge and len(line.text) < USUAL.running_head_length and _masked(line.text) in heads
