"""The invariant of the text: among the tasks each printed piece stands in one of them, or is told to be left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.blocks.model import Block, Paragraph
from gongkai_desk.parsing.grids.columns import is_deadline, is_seq, is_units
from gongkai_desk.parsing.invariants.model import Reading, names_in
from gongkai_desk.words.normal import key
from gongkai_desk.words.papers import is_aside, is_formal, is_preamble
from gongkai_desk.words.terms import is_known_header

_PIECES = re.compile(r"[^。；！？\n，：（）()〔〕\[\]【】]+")
_BARE = re.compile(r"[\W_]+")
_SHORTEST = 3  # characters of a piece worth a doubt
_FIRST = 24  # characters with which a task is known again
_SURE = 6  # characters of its beginning that tell it
_HEADING = 40  # characters of a heading


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the text between two stops; ``alone``: it is all of its line or row."""

    text: str
    bare: str
    alone: bool


def all_read(reading: Reading) -> Iterator[Doubt]:
    """Yield what no task, heading or remark took, at the task before it; a lost heading at the tasks below it."""
    taken = _bare("".join(_texts(reading)))
    firsts = [_bare(task.content)[:_FIRST] for task in reading.tasks]
    at, heading = -1, ""
    front: set[str] = set()
    for piece in _pieces(reading.blocks):
        while at + 1 < len(firsts) and _opens(firsts[at + 1], piece.bare):
            at += 1
            if heading:
                yield Doubt(DoubtKind.TEXT_MISSED, at, "section", heading)
        if piece.bare in taken or piece.bare in front or _is_nobodys(piece):
            continue
        if at < 0:
            front.add(piece.bare)  # a header that the next page prints again is nobody's there, either
        elif at < len(firsts) - 1 and piece.alone and _is_name(piece.text):
            heading = piece.text
        elif at < len(firsts) - 1 or not piece.alone:
            yield Doubt(DoubtKind.TEXT_MISSED, at, _field(piece.text, reading), piece.text)


def _opens(first: str, bare: str) -> bool:
    return bool(first) and (first in bare or (len(bare) >= _SURE and first.startswith(bare)))


def _texts(reading: Reading) -> Iterator[str]:
    yield reading.title
    for task in reading.tasks:
        yield from _of_task(task)
    yield from (left.text for left in reading.left if not _is_name(left.text))


def _of_task(task: Task) -> Iterator[str]:
    yield from (task.seq or "", task.title or "", task.content, task.unit_text, task.deadline.text, *task.section)
    for name, text in task.extra.items():
        yield from (name, text)


def _pieces(blocks: Sequence[Block]) -> Iterator[_Piece]:
    for block in blocks:
        rows = [[block.text]] if isinstance(block, Paragraph) else [[c.text for c in row if c] for row in block.rows]
        for row in rows:
            cells = [text for text in row if text and not is_aside(text) and not is_formal(text)]
            for text in cells:
                found = _PIECES.findall(text)
                yield from (_Piece(each, _bare(each), len(found) == len(cells) == 1) for each in found)


def _bare(text: str) -> str:
    return _BARE.sub("", key(text))


def _is_nobodys(piece: _Piece) -> bool:
    text = piece.text
    return len(piece.bare) < _SHORTEST or is_preamble(text) or is_known_header(text) or is_seq(text)


def _is_name(text: str) -> bool:
    return len(text) <= _HEADING and not re.search("[，。；]", text)


def _field(text: str, reading: Reading) -> str:
    if is_deadline(text):
        return "deadline"
    units = is_units(text, reading.directory) or names_in(text, reading.directory)
    return "responsible" if units else "content"
