"""Line feeds that got lost: a document on one line is parted at its blanks, a glued paragraph at its numbers.

Made for narratives pasted out of a web page that dropped them, with a blank in each place
(tests/data/plans/layouts/one-line.txt) or with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.parsing.blocks.model import Block, Entry, Paragraph, Piece, Ruler, Table
from gongkai_desk.parsing.prose.clauses import is_label_text
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Document, Line
from gongkai_desk.words.lexicon import DIGITS
from gongkai_desk.words.normal import number
from gongkai_desk.words.papers import closing_at, page_tail_at

_SPACED = r"[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,7}(?= |$)"  # 工 作 内 容 stays together
_UNBROKEN = re.compile(rf"{_SPACED}|\S+(?: (?=[!-~])\S+)*")  # OA system too
_CELL = re.compile(rf"{_SPACED}|\S+(?: (?=[!-~])(?![0-9,，、]+(?: |$)|20[0-9]{{2}}年)\S+)*")  # a number alone is a cell
_MARK = re.compile(  # «一、» «第一条» «（一）» «1.»
    rf"(?P<top>(?<![{DIGITS}第])[{DIGITS}]{{1,3}})、(?![{DIGITS}、])"
    rf"|第(?P<article>[{DIGITS}百零]{{1,5}})条"
    rf"|（(?P<mid>[{DIGITS}]{{1,3}})）"
    r"|(?<![0-9.．〔])(?P<low>[0-9]{1,3})[.．、](?![0-9])"
)
_ORDER = ("top", "article", "mid", "low")
_PLACED = ("article", "low")  # kinds that text names too: 按照第二条, 完成1.2公里
_STOP = "。；！？)）：:”\n "


def at_blanks(document: Document, *, cells: bool = False) -> Document | None:
    """Part a whole document on one line at its blanks: there they are all that is left of the paragraphs.

    ``cells``: it may be a table, of which a number alone is a cell.
    """
    items = [item for _, item in document.items() if not isinstance(item, Line) or item.text]
    only = items[0] if len(items) == 1 else None
    if not isinstance(only, Line) or len(only.text) < USUAL.one_line_document or len(only.places) != 1:
        return None
    place = only.places[0]
    if not isinstance(place, TextPlace) or place.end - place.start != len(only.text):
        return None
    lines = tuple(
        Line(found[0], (TextPlace(place.start + found.start(), place.start + found.end()),), whole=True)
        for found in (_CELL if cells else _UNBROKEN).finditer(only.text)
    )
    return replace(document, pages=(replace(document.pages[0], items=lines),))


def parted(paragraph: Paragraph) -> Sequence[Paragraph] | None:
    """Return the paragraphs that were glued into one, ``None`` where it is one."""
    cuts = list(_cuts(paragraph.text)) if len(paragraph.text) >= USUAL.glued_paragraph else []
    if sum(mark.kind != "low" for mark in cuts) < 2 and not _is_list(cuts):
        return None
    return list(cut_at(paragraph, sorted({0, *(mark.at for mark in cuts), len(paragraph.text)})))


def _is_list(cuts: Sequence[_Mark]) -> bool:
    """Return whether figures alone part a paragraph: it begins with 1., and at least 2. follows on it."""
    return len(cuts) > 1 and cuts[0].at == 0


_NAME_OF_COLUMN = (
    r"(?:(?:工作|任务|事项|项目|重点|主要|具体|年度|民生|实事|督办)*(?:任务|内容|措施|举措|目标|名称|事项|项目|要求)"
    r"|(?:责任|牵头|配合|承办|协办|主办|落实|实施)*(?:单位|部门|科室|领导)|(?:完成|办结|时间|落实)*(?:时限|时间|节点)|备注)"
)
_NAME = re.compile(f"序号|编号|{_NAME_OF_COLUMN}")
_NAMES = re.compile(  # 序号工作内容责任部门完成时限: names of columns with nothing between
    rf"(?:序号|编号)(?=.{{0,30}}(?:单位|部门|科室))(?:\s*{_NAME_OF_COLUMN}){{3,}}"
)
_COUNT = re.compile(r"(?<![0-9.])[0-9]{1,3}(?![0-9.年月日%])")


def torn_table(paragraph: Paragraph) -> Sequence[Block] | None:
    """Return a paragraph that goes over into a table without any parting: the text before it, and the table as lost.

    Where its rows begin and its cells end nobody can tell; run together they would be wrong in silence.
    """
    text = paragraph.text
    found = _NAMES.search(text) if len(text) >= USUAL.torn_table else None
    if found is None or len(_COUNT.findall(text, found.end())) < 2:
        return None
    before = tuple(cut_at(paragraph, (0, found.start()))) if found.start() else ()
    names = [name.start() for name in _NAME.finditer(text, found.start(), found.end())]
    heads = tuple(map(_cell, cut_at(paragraph, (*names, found.end()))))
    return (
        *before,
        Table((heads, *((_cell(each),) for each in cut_at(paragraph, (found.end(), len(text))))), lost=True),
    )


def _cell(paragraph: Paragraph) -> Entry:
    return Entry(paragraph.text, paragraph.text, paragraph.places)


def without_asides(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, what closes a paper or a web page parted from the text before it on the same line."""
    for paragraph in paragraphs:
        tail = page_tail_at(paragraph.text)
        closing = closing_at(paragraph.text[:tail])
        if 0 < closing < len(paragraph.text):
            yield from cut_at(paragraph, sorted({0, closing, tail, len(paragraph.text)}))
        else:
            yield paragraph


def cut_at(paragraph: Paragraph, edges: Sequence[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs that a paragraph is made of, cut at some of its characters."""
    ruler = Ruler(paragraph)
    for start, end in pairwise(edges):
        text = paragraph.text[start:end].strip()
        if text:
            yield replace(paragraph, text=text, pieces=(Piece(text, ruler.places(start, end)),), centred=False)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number in the text: its kind (一、 top, 第一条 article, （一） mid, 1. low), value and place."""

    kind: str
    value: int
    at: int

    @property
    def rank(self) -> int:
        """Return how deep it stands."""
        return _ORDER.index(self.kind)


def _cuts(text: str) -> Iterator[_Mark]:
    """Yield the numbers that count on: 一、 then 二、, （一） anew under each, 1. anew or through."""
    last: dict[str, _Mark] = {}
    before: _Mark | None = None
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        mark = _Mark(kind, number(match[kind]) or 0, match.start())
        if _counts_on(text, mark, last.get(kind), before) or _begins(text, mark, last.get(kind), before):
            last[kind] = before = mark
            if kind == "top":
                last.pop("mid", None)
            yield mark


def _counts_on(text: str, mark: _Mark, last: _Mark | None, before: _Mark | None) -> bool:
    """Return whether a number follows on the last of its kind; an Arabic one also needs its place."""
    if last is None or mark.value != last.value + 1 or mark.at - last.at < USUAL.glued_apart:
        return False
    return mark.kind not in _PLACED or _is_placed(text, mark) or _is_under_heading(text, mark, before)


def _begins(text: str, mark: _Mark, last: _Mark | None, before: _Mark | None) -> bool:
    """Return whether a number is the first of its kind, at a sentence's end or right behind a heading."""
    if mark.value != 1 or (last is not None and mark.kind == "top"):
        return False
    return _is_placed(text, mark) or _is_under_heading(text, mark, before)


def _is_placed(text: str, mark: _Mark) -> bool:
    """Return whether a number stands where an item may begin: behind a stop, or behind the value of a label."""
    if mark.at == 0 or text[mark.at - 1] in _STOP:
        return True
    return is_label_text(text[_sentence_start(text, mark.at) : mark.at])


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(stop, 0, at) for stop in "。；！？\n") + 1


def _is_under_heading(text: str, mark: _Mark, before: _Mark | None) -> bool:
    """Return whether a number stands right behind a heading, which has no stop but perhaps a comma inside."""
    deeper = mark.rank > before.rank if before else mark.kind != "low"
    heading = text[before.at if before else 0 : mark.at]
    stopped = re.search("[。；]", heading) or (not before and "，" in heading) or heading.endswith("，")
    return deeper and len(heading) <= USUAL.glued_heading and not stopped
