r"""Plain text: a .txt file or what a clerk pastes, with the tables in it (tabs, pipes, drawn rules).

``Document.text`` is the decoded text after its line ends were made ``\n`` (CRLF, CR, U+0085, U+2028, U+2029, vertical
tab and form feed); that is what places count in. Other control characters stand there as a blank each, so that no
position moves, and are left out of lines and cells. A form feed begins a new page.

A ``Line`` is one physical line (``whole`` is false: it may be a paragraph or a piece of one). Blank lines matter where
text is wrapped by hand: a run of them is one ``Line`` with empty text, whose place reaches from the first to the last
(so the line feeds in it, plus one, are how many there are: where each line is a cell, each is a blank cell).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.errors import EmptyFile, Limit
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.document import Document, FileKind, Grid, Line, Missed, Page
from gongkai_desk.reading.encodings import decode
from gongkai_desk.reading.flowing import visible
from gongkai_desk.reading.guard import USUAL, Limits
from gongkai_desk.reading.text_tables import RawLine, comma_rows, table_at

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0c-\x1f\x7f-\x9f\ufeff]")
_STEP = 500  # lines between two reports


def read(path: Path, progress: Progress = silent) -> Document:
    """Read a text file of any usual Chinese encoding.

    Raises:
        EmptyFile: nothing but blanks in it.
        Limit: more characters or lines than any plan has.
    """
    progress(Stage.OPENING, 0, 0)
    text, complete = decode(path.read_bytes())
    missed = () if complete else (Missed("全文", "部分字节无法按任何中文编码识别，已用“\ufffd”代替"),)
    document = _document(text, path.name, missed, progress)
    return _comma_table(document) if path.suffix.lower() == ".csv" else document


def _comma_table(document: Document) -> Document:
    """Return a .csv file's rows as one grid; what stands alone in the rows above it are lines."""
    rows = tuple(comma_rows(tuple(_raw_lines(document.text, 0))))
    lead = next((n for n, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1), len(rows))
    items: list[Line | Grid] = [Line(c.text, c.places) for row in rows[:lead] for c in row if c.text]
    if lead < len(rows):
        items.append(Grid(rows[lead:], ruled=False))
    return replace(document, pages=(Page(1, tuple(items)),))


def read_pasted(text: str, name: str = "粘贴的文字", progress: Progress = silent) -> Document:
    """Read text as it was pasted; the same as a file with it.

    Raises:
        EmptyFile: nothing but blanks in it.
        Limit: more characters or lines than any plan has.
    """
    return _document(text.removeprefix("\ufeff"), name, (), progress)


def _document(text: str, name: str, missed: tuple[Missed, ...], progress: Progress) -> Document:
    text = _LINE_ENDS.sub("\n", text)
    _check_size(text, name, USUAL)
    if not visible(text).strip():
        raise EmptyFile(file=name)
    shown = _CONTROLS.sub(lambda found: "\n" if found[0] == "\f" else " ", text)
    pages = tuple(_pages(text, progress))
    return Document(name, FileKind.TEXT, pages, shown, missed)


def _check_size(text: str, name: str, limits: Limits) -> None:
    if len(text) > limits.characters:
        raise Limit(file=name, what="characters", limit=limits.characters)
    if text.count("\n") > limits.lines:
        raise Limit(file=name, what="lines", limit=limits.lines)


def _pages(text: str, progress: Progress) -> Iterator[Page]:
    start = 0
    for number, piece in enumerate(text.split("\f"), start=1):
        if piece.strip():
            lines = tuple(_raw_lines(piece, start))
            yield Page(number, tuple(_items(lines, progress)))
        start += len(piece) + 1


def _raw_lines(piece: str, start: int) -> Iterator[RawLine]:
    for text in piece.split("\n"):
        yield RawLine(text, start)
        start += len(text) + 1


def _items(lines: tuple[RawLine, ...], progress: Progress) -> Iterator[Line | Grid]:
    at, told = 0, 0
    while at < len(lines):
        if at >= told:
            progress(Stage.READING, at, len(lines))
            told = at + _STEP
        if found := table_at(lines, at):
            yield found.grid
            at = found.after
        elif lines[at].blank:
            first = at
            while at < len(lines) and lines[at].blank:
                at += 1
            yield Line("", (TextPlace(lines[first].start, lines[at - 1].start),), whole=False)
        else:
            yield _line(lines[at])
            at += 1


def _line(raw: RawLine) -> Line:
    text = raw.text.strip()
    left = raw.text.index(text[0]) if text else 0
    head = raw.text[:left]
    place = TextPlace(raw.start + left, raw.start + left + len(text))
    indent = sum(1.0 if char == "\u3000" else 2.0 if char == "\t" else 0.5 for char in head)
    return Line(visible(text), (place,), whole=False, indent=indent)
