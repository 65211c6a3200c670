"""The invariant of the text: among the tasks each printed piece stands in one of them, or is told to be left over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.blocks.model import Block, Paragraph
from gongkai_desk.parsing.grids.columns import is_deadline, is_seq, is_units
from gongkai_desk.parsing.invariants.model import Reading, names_in
from gongkai_desk.words.lexicon import DIGITS
from gongkai_desk.words.papers import is_aside, is_formal, is_preamble
from gongkai_desk.words.terms import is_known_header

_RUNS = re.compile(r"[^。；！？\n（）()〔〕\[\]【】]+")  # sentences and what stands in brackets
_NUMBER = re.compile(  # of a heading or an item: 1.1, 二、, 第三条, ⑱
    rf"^(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?![年月日\d])|[{DIGITS}]{{1,3}}(?=[、.．])|第[{DIGITS}\d]{{1,3}}[章节条项]|[①-⑳㉑-㊿Ⅰ-Ⅻ])[.．、\s]*"
)
_OPENS = re.compile(
    "会议(?:议定|决定|认为|要求|强调|指出|明确)(?:以下|如下|事项)*"
)  # of minutes: what follows is the matter
_BY = re.compile(
    "^(?:(?:以上|上述|此项|该项|本项)(?:工作|任务|事项)?)?[均并]?由"
)  # 由市住建局牵头: the units are kept without it
_PIECES = re.compile(r"[^，：]+")
_BARE = re.compile(r"[\W_]+")
_SHORTEST = 3  # characters of a piece worth a doubt
_TELLS = 16  # characters of one that tell by themselves where in the list it stands
_HEADING = 40  # characters of a heading


def all_read(reading: Reading) -> Iterator[Doubt]:
    """Yield what no task, heading or remark took, at the task before it; a lost heading at the tasks below it."""
    taken, last = _Taken(reading), len(reading.tasks) - 1
    for piece in taken.missed(reading.blocks):
        if piece.at < last and piece.alone and _is_name(piece.text):
            yield from _below(piece, reading)
        elif piece.at < last or not piece.alone:
            yield Doubt(DoubtKind.TEXT_MISSED, piece.at, _field(piece.text, reading), piece.text)


def _below(heading: _Piece, reading: Reading) -> Iterator[Doubt]:
    """Yield the doubt about the section of each task below a lost heading."""
    for index in range(heading.at + 1, len(reading.tasks)):
        yield Doubt(DoubtKind.TEXT_MISSED, index, "section", heading.text)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the text between two stops; ``alone``: it is all of its line or row; ``at`` is the task before it."""

    text: str
    alone: bool
    at: int


@dataclass
class _Taken:
    """All that was read, in the order of the tasks; a piece is looked for where the one before it was found."""

    reading: Reading
    _text: str = field(init=False)
    _begins: list[int] = field(init=False, default_factory=list)  # of each task's content
    _from: int = field(init=False, default=0)
    _front: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        texts, size = [self.reading.title], len(self.reading.title) + 1
        for task in self.reading.tasks:
            before, behind = _around(task)
            self._begins.append(size + len(before) + 1)
            texts += [before, behind]
            size += len(before) + len(behind) + 2
        texts += [*self.reading.headers]
        texts += [left.text for left in self.reading.left if not _is_name(left.text)]
        self._text = "\n".join(texts)

    @cached_property
    def _bare(self) -> str:
        return _bare(self._text)

    def missed(self, blocks: Sequence[Block]) -> Iterator[_Piece]:
        """Yield the pieces that stand nowhere in it."""
        for block in blocks:
            rows = ([block],) if isinstance(block, Paragraph) else block.rows
            for row in rows:
                yield from self._missed_of([cell.text for cell in row if cell and cell.text])

    def _missed_of(self, cells: Sequence[str]) -> Iterator[_Piece]:
        for cell in cells:
            if self._has(cell):
                continue
            runs = _RUNS.findall(cell)
            lost = [run for run in runs if not any(map(self._has, (run, _NUMBER.sub("", run), _BY.sub("", run))))]
            if lost and self._from < self._begins[0]:
                self._front.update(
                    map(_bare, lost)
                )  # a header that the next page prints again is nobody's there, either
            elif lost and not is_aside(cell) and not is_formal(cell):
                yield from self._pieces(lost, alone=len(runs) == len(cells) == 1)

    def _has(self, text: str) -> bool:
        """Tell whether a text stands in it as it is, and go on from there."""
        found = self._text.find(text, self._from)
        if found < 0:
            found = self._text.find(text)
        if found >= 0 and (len(text) >= _TELLS or self._is_near(found)):
            self._from = found
        return found >= 0

    def _is_near(self, found: int) -> bool:
        """Tell the task at hand and the beginning of the next one: further on, short words stand by chance."""
        at = bisect_right(self._begins, self._from)
        following = self._begins[at] if at < len(self._begins) else len(self._text)
        return found == following or (at > 0 and self._from < found < following)

    def _pieces(self, runs: Sequence[str], *, alone: bool) -> Iterator[_Piece]:
        at = bisect_right(self._begins, self._from) - 1
        for run in runs:
            for text in _PIECES.findall(run):
                bare = _bare(text)
                if bare not in self._bare and bare not in self._front and not _is_nobodys(text, bare):
                    yield _Piece(text, alone and len(text) == len(run), at)


def _around(task: Task) -> tuple[str, str]:
    """Return what stands before the content of a task, and the content with what stands behind it."""
    extra = [text for pair in task.extra.items() for text in pair]
    before = "\n".join((*task.section, task.seq or "", task.title or ""))
    return before, "\n".join((task.content, task.unit_text, task.deadline.text, *extra))


def _bare(text: str) -> str:
    return _BARE.sub("", text)


def _is_nobodys(text: str, bare: str) -> bool:
    if _OPENS.fullmatch(bare):
        return True
    return len(bare) < _SHORTEST or is_preamble(text) or is_known_header(text) or is_seq(text)


def _is_name(text: str) -> bool:
    return len(text) <= _HEADING and not re.search("[，。；]", text)


def _field(text: str, reading: Reading) -> str:
    if is_deadline(text):
        return "deadline"
    units = is_units(text, reading.directory) or names_in(text, reading.directory)
    return "responsible" if units else "content"
