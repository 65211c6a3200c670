"""Lines become paragraphs: which line goes on with the one before, on a page and in a text without pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai_desk.parsing.blocks.model import Paragraph, Piece
from gongkai_desk.parsing.blocks.wrap import Wrap
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Line, Page
from gongkai_desk.words.lexicon import DIGITS, PRINTED_CLOSING, PRINTED_OPENING
from gongkai_desk.words.normal import clean
from gongkai_desk.words.numbering import NumberStyle, read_number

_END = re.compile(r"[。！？；：!?;:…][”’」』》）)〉]*\s*$|[.．]\s*$")  # a sentence ends with the line
_STOP = re.compile(r"[。！？；;]|(?<=[\u4e00-\u9fff])\.")
_GOES_ON = re.compile(r"[，、,（(〔\[《〈“‘—\-和与及的]\s*$")  # a line cannot end a paragraph with these
_NUMBER_MARK = re.compile(rf"\s*[（(]?[0-9０-９{DIGITS}]{{1,3}}\s*[）)、.．]\s*$")  # «1.» alone on its line
_NAME_AND_TEXT = re.compile(r"(\s*[^\s。，；：]{4,30})(?:\u3000+|[ \u3000]{2,})(\S.{11,})", re.DOTALL)
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

    def add(self, page: Page, line: Line) -> Iterator[Paragraph]:
        """Take a line in; an empty one parts paragraphs."""
        if not line.text.strip():
            self._gap = True
            return
        if self._lines and not self._continues(line):
            yield from self.flush()
        if not self._lines:
            self._page = page.number
            self._depth = 0
        self._lines.append(line)
        self._depth = _depth(line.text, self._depth)
        self._gap = False
        if line.whole:
            yield from self.flush()

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
            return _continues_on_page(last, line)
        return self._continues_in_text(last, line)

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
    raw = _parted_name(first.text) if first.whole else first.text
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


def _unmarked(text: str) -> str:
    """Leave out a bullet, and the blank inside a number: ● 公开…, 1 .公开…."""
    return _SPACED_NUMBER.sub(r"\1\2", _BULLET.sub("", _HASH.sub("", text))).strip()
