"""Lines become paragraphs: what is left out of pages, how wide a text was wrapped, which line goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from gongkai_desk.parsing.blocks.model import Paragraph, Piece
from gongkai_desk.parsing.blocks.pitch import Pitches, is_farther, pitches_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Document, Grid, Line, Page
from gongkai_desk.words.lexicon import COLONS, DIGITS, PRINTED_CLOSING, PRINTED_OPENING
from gongkai_desk.words.normal import clean
from gongkai_desk.words.numbering import Number, NumberStyle, read_number

_PAGE_NUMBER = re.compile(  # «— 19 —», «—９１—», «- 3 -», «第3页 共12页», «3/12»
    r"[-—–―－·•\s]*[0-9０-９]{1,4}[-—–―－·•\s]*|第\s*[0-9０-９]+\s*页([,，/\s]*共\s*[0-9０-９]+\s*页)?|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_DASHED_NUMBER = re.compile(r"[-—–―－·•]\s*[0-9０-９]{1,4}\s*[-—–―－·•]")
_CONTENTS = re.compile(r"[.．…·]{4,}\s*[0-9０-９]{1,3}\s*$")  # a line of a table of contents: 一、推进公开……3
_FORM = re.compile(  # a field to fill in by hand: «填表人：», «审核人：李明», «单位负责人（签字）：»
    rf"(?:填[表报]|制表|审[核批]|报送|经办|单位|分管|部门)?(?:人|单位|日期|时间|负责人|领导|联系人|联系电话|电话)(?:[（(][^）)]{{1,6}}[）)])?[{COLONS}].{{0,20}}"
)
_DIGITS = re.compile(r"[0-9０-９]+")
_GOES_OVER = r"(?:续表|[续接]上[页表]|[转续接]下[页表])[0-9一二三四五六七八九十]*"
_CONTINUED = re.compile(rf"(?:[（(【](?:续|{_GOES_OVER})[）)】]|{_GOES_OVER})$")
"""Under or above a table that goes on over the page: （续表）, 续表1, （接上页）, （转下页）; or behind its title."""


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
    heads, again = _running_heads(document), frozenset(_printed_again(document))
    for page in document.pages:
        ends = {id(line) for line in _edge_lines(page)} if page.height else set()
        for item in page.items:
            if isinstance(item, Grid) or not (id(item) in again or _is_furniture(item, heads, edge=id(item) in ends)):
                yield page, item


def _printed_again(document: Document) -> Iterator[int]:
    """Yield the identities of lines printed again above or under a table because it goes on over the page.

    Its title and an office's name above it stay where they stand first, a line under it where it stands last.
    """
    pages = [page for page in document.pages if page.height and any(isinstance(item, Grid) for item in page.items)]
    yield from _seen_before([_above_table(page.items) for page in pages])
    yield from _seen_before([_above_table(page.items[::-1]) for page in reversed(pages)])


def _above_table(items: Sequence[Line | Grid]) -> list[Line]:
    return [item for item in takewhile(lambda item: isinstance(item, Line), items) if isinstance(item, Line)]


def _seen_before(groups: Sequence[Sequence[Line]]) -> Iterator[int]:
    seen: set[str] = set()
    for lines in groups:
        texts = ["".join(line.text.split()) for line in lines]
        for line, text in zip(lines, texts, strict=True):
            bare = _CONTINUED.sub("", text)
            if not bare or (bare in seen and len(text) < USUAL.running_head_length):
                yield id(line)
        seen.update(texts)


def _is_furniture(line: Line, heads: frozenset[str], *, edge: bool) -> bool:
    """Return whether a line is of a table of contents, a page number or a running head."""
    if _CONTENTS.search(line.text) or (is_page_number(line.text, edge=edge) and not line.number):
        return True
    return edge and len(line.text) < USUAL.running_head_length and _masked(line.text) in heads


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the lines of a text without page layout are wrapped: at about ``width`` characters, or not (0)."""

    width: int = 0

    def is_full(self, text: str) -> bool:
        """Return whether a line goes on to the margin."""
        return _width(text) >= self.width - USUAL.wrap_slack


def wrap_of(lines: Sequence[Line]) -> Wrap:
    """Find the width at which a text was wrapped by hand."""
    lengths = Counter(_width(line.text) for line in lines if not line.whole and line.room is None and line.text)
    total = sum(lengths.values())
    if total < USUAL.wrap_lines:
        return Wrap()
    common = max(lengths, key=lambda width: _near(lengths, width))
    share = _near(lengths, common) / total
    longer = sum(count for width, count in lengths.items() if width > common + USUAL.wrap_slack) / total
    wrapped = share >= USUAL.wrap_share and longer < USUAL.wrap_longer_share and common >= USUAL.wrap_width
    return Wrap(common) if wrapped else Wrap()


def _near(lengths: Counter[int], width: int) -> int:
    """Count the lines of this width and of those a little narrower."""
    return sum(lengths.get(width - n, 0) for n in range(USUAL.wrap_spread))


def _width(text: str) -> int:
    """Return the width of a line in full characters."""
    return round(sum(0.5 if char < "\u2000" else 1 for char in text))


_END = re.compile(r"[。！？；：!?;:…][”’」』》）)〉]*\s*$|[.．]\s*$")  # a sentence ends with the line
_SENTENCE_END = re.compile(r"[。！？][”’」』》）)〉]*\s*$")
_STOP = re.compile(r"[。！？；;]|(?<=[\u4e00-\u9fff])\.")
_GOES_ON = re.compile(r"[，、,（(〔\[《〈“‘—\-和与及的]\s*$")  # a line cannot end a paragraph with these
_NO_ITEM = re.compile(r"[项款条目种类]|\d{1,3}[号、]")  # 第三条第 | （二）项; 地铁 | 3、4号线
_NUMBER_MARK = re.compile(rf"\s*[（(]?[0-9０-９{DIGITS}]{{1,3}}\s*[）)、.．]\s*$")  # «1.» alone on its line
_NAME_AND_TEXT = re.compile(r"(\s*[^\s。，；：]{4,30})(?:\u3000+|[ \u3000]{2,})(\S.{11,})", re.DOTALL)
_NAME_AT_TABS = re.compile(r"([^\t]{1,8})\t+\s*([^\t。；，：]{2,30})\t+\s*([^\s（(].*)", re.DOTALL)
_HASH = re.compile(r"^#{1,6}\s*")
_BULLET = re.compile(r"^[●■◆▪•○◇□▲★☆➢✓\uf06c-\uf0d8]+\s*")
_SPACED_NUMBER = re.compile(r"^(\d{1,3}) +([.、．)）])")


class Joiner:
    """Collects lines into paragraphs; each call of ``add`` gives back those that are complete."""

    def __init__(self, wrap: Wrap) -> None:
        self._wrap = wrap
        self._lines: list[Line] = []
        self._page = 0
        self._gap = False
        self._depth = 0
        self._measured: Page | None = None
        self._pitches: Pitches = {}
        self._counted: dict[NumberStyle, int] = {}  # the last number of each style that a paragraph began with

    def add(self, page: Page, line: Line) -> Iterator[Paragraph]:
        """Take a line in; an empty one parts paragraphs."""
        if not line.text.strip():
            self._gap = True
            return
        if self._lines and not self._continues(line):
            yield from self.flush()
        if not self._lines:
            self._begin(page, line)
        self._lines.append(line)
        self._depth = _depth(line.text, self._depth)
        self._gap = False
        if line.whole:
            yield from self.flush()

    def _begin(self, page: Page, line: Line) -> None:
        if self._measured is not page:
            self._measured, self._pitches = page, pitches_of(page)
        self._page, self._depth = page.number, 0
        if number := read_number(line.text):
            self._counted[number.style] = number.value

    def flush(self) -> Iterator[Paragraph]:
        """Give back what was collected."""
        if self._lines:
            yield _paragraph(self._lines, self._page)
            self._lines = []

    def _continues(self, line: Line) -> bool:
        last = self._lines[-1]
        if line.whole or last.whole:
            return False
        if self._is_open(line):
            return True
        if last.room is not None and line.indent is not None:
            return _continues_on_page(last, line) and not self._begins_anew(last, line)
        return self._continues_in_text(last, line)

    def _begins_anew(self, last: Line, line: Line) -> bool:
        """Return whether a line begins anew though the one before is full: its number or the room above says so."""
        if not _GOES_ON.search(last.text) and is_farther(self._lines, line, self._pitches):
            return True
        number = read_number(line.text)
        if number is None or number.style is NumberStyle.POINT:
            return False
        return bool(_SENTENCE_END.search(last.text)) or _is_next(number, last, self._counted)

    def _is_open(self, line: Line) -> bool:
        """Return whether a bracket, or a number alone on its line, waits for what follows."""
        if self._depth and len(self._lines) < USUAL.open_lines and not _is_heading_mark(line):
            return True
        first = len(self._lines) == 1 and not self._gap
        return first and _NUMBER_MARK.fullmatch(self._lines[-1].text) is not None

    def _continues_in_text(self, last: Line, line: Line) -> bool:
        if (line.indent or 0) >= USUAL.paragraph_indent:
            return False
        if number := read_number(line.text):
            # «…名录， ⏎ 二是…»: a comma ends no paragraph, and 二是 need not begin one
            return number.style is NumberStyle.POINT and last.text.rstrip().endswith(("，", ","))
        if self._wrap.width and not self._gap:
            return self._wrap.is_full(last.text) or bool(_GOES_ON.search(last.text))
        return bool(_GOES_ON.search(last.text)) or self._is_mid_sentence(last)

    def _is_mid_sentence(self, last: Line) -> bool:
        """Return whether a long line stops inside a sentence, in a paragraph that has stops."""
        so_far = "".join(part.text for part in self._lines[-3:])
        if not _STOP.search(so_far) or _END.search(last.text):
            return False
        return len(last.text) > USUAL.broken_line and not _closes(last.text)


def _continues_on_page(last: Line, line: Line) -> bool:
    if _is_set_apart(last, line) or (last.room or 0) >= USUAL.full_line_room:
        return False
    if (line.indent or 0) < USUAL.paragraph_indent:
        return True
    return bool(_GOES_ON.search(last.text)) and not read_number(line.text)


def _is_next(number: Number, last: Line, counted: Mapping[NumberStyle, int]) -> bool:
    """Return whether a number goes on from the paragraphs before, or begins a list behind a colon."""
    text = last.text.rstrip()
    if _NO_ITEM.match(number.rest) or _GOES_ON.search(text) or text.endswith("》"):  # 按照《标准》 | 2.改造
        return False
    begins = number.value == 1 and text.endswith((":", "："))
    return begins or number.value == counted.get(number.style, 0) + 1 > 1


def _is_set_apart(last: Line, line: Line) -> bool:
    """Return whether two lines are set differently; of two centred lines each stands for itself."""
    if last.centred or (line.centred and (line.indent or 0) > USUAL.paragraph_indent):
        return True
    return bool(last.size and line.size and abs(last.size - line.size) > USUAL.other_size)


def _depth(text: str, depth: int = 0) -> int:
    """Return how many brackets are open at the end of ``text``; lost ones are forgotten."""
    for char in text:
        if char in PRINTED_OPENING:
            depth += 1
        elif char in PRINTED_CLOSING and depth:
            depth -= 1
    return min(depth, USUAL.open_brackets)


def _closes(text: str) -> bool:
    return text.rstrip()[-1:] in "）)”》"


def _is_heading_mark(line: Line) -> bool:
    """Return whether a line surely begins an item, whatever bracket was left open before it."""
    number = read_number(line.text)
    return bool(number and re.match(rf"[{DIGITS}]+、|第", number.text))


def _paragraph(lines: Sequence[Line], page: int) -> Paragraph:
    first = lines[0]
    raw = _parted_name(first.text) if first.whole else _parted_at_tabs(first.text)
    for line in lines[1:]:
        raw += (" " if _is_letter(raw[-1:]) and _is_letter(line.text[:1]) else "") + line.text
    pieces = tuple(Piece(line.text, line.places) for line in lines)
    centred = all(line.centred for line in lines)
    text = clean(raw)
    bullet = bool(_BULLET.match(text))
    return Paragraph(_unmarked(text), pieces, centred, first.size, first.bold, first.heading, page, bullet)


def _is_letter(char: str) -> bool:
    """Return whether a character is a Latin letter: a line feed between two of them parts words."""
    return char.isascii() and char.isalpha()


def _parted_name(raw: str) -> str:
    """Set a name that blanks part from its text on a line of its own: （一）规范发布　　集中公开现行有效文件."""
    match = _NAME_AND_TEXT.match(raw)
    return f"{match[1]}\n{match[2]}" if match and read_number(match[1]) else raw


def _parted_at_tabs(raw: str) -> str:
    """Set a name between two tabs on a line of its own: 1.⇥规范解读⇥出台规程."""
    match = _NAME_AT_TABS.match(raw)
    return f"{match[1]}{match[2]}\n{match[3]}" if match and read_number(match[1] + match[2]) else raw


def _unmarked(text: str) -> str:
    """Leave out a bullet, and the blank inside a number: ● 公开…, 1 .公开…."""
    return _SPACED_NUMBER.sub(r"\1\2", _BULLET.sub("", _HASH.sub("", text))).strip()
