"""A table of which only the cells are left, one a line, becomes rows again.

Column names stand one a line, then the cells of each row, blank ones left out; a cell may run over lines (units one a
line), and headings stand between rows. Where lines of a bare | part the cells they count them, blank ones too.

Rows are found as the way through all cells that fits best: each goes on with the cell before, fills a later column of
the same row, or begins a row; a number, a deadline, a list of units fits its own column. Where no way fits well the
table is lost, and said to be: cells are never run together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.lines import is_page_number
from gongkai_desk.parsing.blocks.model import Block, Entry, Paragraph, Piece, Table
from gongkai_desk.parsing.blocks.reader import entry_of
from gongkai_desk.parsing.grids.columns import UNIT_ROLES
from gongkai_desk.parsing.prose.tree import number_of
from gongkai_desk.parsing.rare.glued import at_blanks
from gongkai_desk.parsing.rare.way import AFTER, SECTION, Way, is_heading, is_told, reads_as_report
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Cell, Document, Line
from gongkai_desk.words.lexicon import ENDED
from gongkai_desk.words.normal import clean
from gongkai_desk.words.papers import imprint_in, is_page_tail, is_signer
from gongkai_desk.words.terms import ColumnRole, column_role, column_roles, is_refused_header
from gongkai_desk.words.unit_names import is_unit_like, split_units
from gongkai_desk.words.units import UnitDirectory

_BAR = re.compile("[|｜│┃║]")
_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_NAME = re.compile(r"[^\s。；，！？\d][^。；，！？]{0,11}")
_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell, or a line of one."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return clean("\n".join(line.text for line in self.lines)).strip()


@dataclass(frozen=True, slots=True)
class _Head:
    """The names of the columns, from line ``at`` to before line ``after``; ``barred`` where bars part them."""

    names: tuple[Line, ...]
    at: int
    after: int
    barred: bool

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple("".join(line.text.split()) for line in self.names)


def read_cells(document: Document, directory: UnitDirectory) -> tuple[Block, ...] | None:
    """Return the blocks of a document with such a table, else ``None``."""
    items = [item for _, item in (at_blanks(document, cells=True) or document).items()]
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < len(items):
        return None
    lines = list(_unbarred(lines))
    head = next((found for at in range(len(lines)) if (found := _head_at(lines, at))), None)
    if head is None:
        return None
    front = [_paragraph(line) for line in lines[: head.at] if line.text.strip() and not _BAR.fullmatch(line.text)]
    return (*front, *_table(head, lines[head.after :], directory))


def _table(head: _Head, lines: Sequence[Line], directory: UnitDirectory) -> Iterator[Block]:
    names = tuple(Entry(text, text, line.places) for text, line in zip(head.texts, head.names, strict=True))
    tail = _tail_at(lines)
    lines, behind = lines[:tail], lines[tail:]
    pieces = _barred(lines) if head.barred else list(_plain(lines, head.texts))
    way = Way(column_roles(head.texts), directory, exact=head.barred)
    columns = way.through([piece.text for piece in pieces])
    if columns is None:
        cells = ((Entry(piece.text, piece.text, _places(piece)),) for piece in pieces if piece.text)
        yield Table((names, *cells), lost=True)
        yield from (_paragraph(line) for line in behind if line.text.strip())
        return
    end = next((n for n, column in enumerate(columns) if column == AFTER), len(columns))
    rows = tuple(_rows(pieces[:end], columns[:end], way.roles))
    unsure = frozenset() if head.barred else frozenset(n for n, row in enumerate(rows, 1) if _is_unsure(row, way.roles))
    mixed = frozenset() if head.barred else frozenset(n for n, row in enumerate(rows, 1) if _is_mixed(row, way.roles))
    yield Table((names, *rows), ruled=head.barred, tells_merges=head.barred, unsure=unsure, mixed=mixed)
    rest = [line for piece in pieces[end:] for line in piece.lines]
    yield from (_paragraph(line) for line in (*rest, *behind) if line.text.strip())


def _is_unsure(row: Sequence[Entry | None], roles: Sequence[ColumnRole | None]) -> bool:
    """Tell a row of two columns of units side by side and more lines of units than that: where one ends is a guess."""
    pairs = pairwise(zip(row, roles, strict=False))
    both = ((one, other) for (one, a), (other, b) in pairs if a in UNIT_ROLES and b in UNIT_ROLES)
    return any(one and other and "\n" in one.printed + other.printed for one, other in both)


def _is_mixed(row: Sequence[Entry | None], roles: Sequence[ColumnRole | None]) -> bool:
    """Tell a row whose work has several lines beside a column that holds sentences, too: where it ends is a guess."""
    work = roles.index(ColumnRole.CONTENT)
    beside = row[work + 1] if work + 1 < min(len(row), len(roles)) and is_told(roles[work + 1]) else None
    own = row[work] if work < len(row) else None
    if beside is None or own is None or reads_as_report(beside.text):
        return False
    return "\n" in own.printed or (bool(beside.text) and "\n" in beside.printed)


def _tail_at(lines: Sequence[Line]) -> int:
    """Return where a signature, an imprint or what a web page prints below begins."""
    filled = [n for n, line in enumerate(lines) if line.text.strip()]
    for n, after in pairwise((*filled, len(lines))):
        text = clean(lines[n].text)
        dated = after < len(lines) and _DAY.fullmatch(clean(lines[after].text))
        if imprint_in(text) or (dated and is_signer(text)) or is_page_tail(text):
            return n
    return len(lines)


def _paragraph(line: Line) -> Paragraph:
    return Paragraph(clean(line.text), (Piece(line.text, line.places),))


def _places(piece: _Piece) -> tuple[Place, ...]:
    return tuple(place for line in piece.lines for place in line.places)


# --------------------------------------------------------------------------- the header and the cells


def _unbarred(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield each line without the bar at its end, and the bar as a line of its own behind it."""
    for line in lines:
        text = line.text.strip()
        bare = text[:-1].strip() if text and _BAR.fullmatch(text[-1]) else ""
        if bare and not _BAR.search(bare):
            yield Line(bare, line.places, whole=False)
            yield Line(text[-1], whole=False)
        else:
            yield line


def _head_at(lines: Sequence[Line], at: int) -> _Head | None:
    """Return the column names that begin with line ``at``: known ones, others in between, work and units among them."""
    if not _NAME.fullmatch("".join(lines[at].text.split())) or not column_role(lines[at].text):
        return None
    names: list[Line] = []
    bars = 0
    end = after = at
    while end < len(lines) and len(names) <= USUAL.stacked_columns[1]:
        text = "".join(lines[end].text.split())
        if _BAR.fullmatch(text):
            bars += 1
        elif text and (not _NAME.fullmatch(text) or is_heading(text)):
            break
        elif text:
            names.append(lines[end])
        end += 1
        after = end if text else after
    return _head(lines, names, at, bars) if len(names) >= USUAL.stacked_columns[0] else None


def _head(lines: Sequence[Line], names: Sequence[Line], at: int, bars: int) -> _Head | None:
    """Return the header: up to the last name that is known, or to the first number where the first column counts."""
    texts = ["".join(line.text.split()) for line in names]
    counted = column_role(texts[0]) is ColumnRole.SEQ and len(names) <= USUAL.stacked_columns[1] and not bars
    last = len(texts) if counted else max((n + 1 for n, text in enumerate(texts) if column_role(text)), default=0)
    names, texts = names[:last], texts[:last]
    roles = {role for role in column_roles(texts) if role}
    known = sum(column_role(text) is not None for text in texts)
    if last < USUAL.stacked_columns[0] or known < USUAL.header_known or is_refused_header(texts):
        return None
    if known * 2 < last or not _WORK & roles or not {*UNIT_ROLES, ColumnRole.DEADLINE} & roles:
        return None
    end = next(n for n in range(at, len(lines)) if lines[n] is names[-1]) + 1
    barred = bars >= last - 1
    if barred and end < len(lines) and _BAR.fullmatch(lines[end].text.strip()):
        end += 1
    return _Head(tuple(names), at, end, barred)


def _barred(lines: Sequence[Line]) -> list[_Piece]:
    """Return the cells that bars end, blank ones too."""
    pieces: list[_Piece] = []
    cell: list[Line] = []
    for line in lines:
        if _BAR.fullmatch(line.text.strip()):
            pieces.append(_Piece(tuple(cell)))
            cell = []
        elif line.text.strip():
            cell.append(line)
    return [*pieces, _Piece(tuple(cell))] if cell else pieces


def _plain(lines: Sequence[Line], names: Sequence[str]) -> Iterator[_Piece]:
    """Yield the lines of cells; page numbers and repeated headers are none."""
    filled = [line for line in lines if line.text.strip() and not is_page_number(line.text, edge=False)]
    texts = ["".join(line.text.split()) for line in filled]
    at = 0
    while at < len(filled):
        if texts[at : at + len(names)] == list(names):
            at += len(names)
        else:
            yield _Piece((filled[at],))
            at += 1


# --------------------------------------------------------------------------- rows


def _rows(
    pieces: Sequence[_Piece], columns: Sequence[int], roles: Sequence[ColumnRole | None]
) -> Iterator[tuple[Entry | None, ...]]:
    row: dict[int, list[Line]] = {}
    last = len(roles)
    for piece, column in zip(pieces, columns, strict=True):
        if row and (column < last or column == SECTION):
            yield _row(row, roles)
            row = {}
        if column == SECTION:
            yield (_entry(piece.lines, None),)
        else:
            row.setdefault(column, []).extend(piece.lines)
        last = column if column >= 0 else len(roles)
    if row:
        yield _row(row, roles)


def _row(row: dict[int, list[Line]], roles: Sequence[ColumnRole | None]) -> tuple[Entry | None, ...]:
    """Return a row of cells; where it has no number though rows have one, what it lacks was merged."""
    seq = roles.index(ColumnRole.SEQ) if ColumnRole.SEQ in roles else None
    blank = None if seq is not None and not row.get(seq) else Entry("")
    return tuple(_entry(row[n], role) if row.get(n) else blank for n, role in enumerate(roles))


def _ends_with_name(line: Line) -> bool:
    names = split_units(clean(line.text))
    return bool(names) and is_unit_like(names[-1])


def _begins_point(before: Line, line: Line) -> bool:
    """Tell a line that begins anew within a cell: behind a sentence that ended, or with the number of a point."""
    number = number_of(clean(line.text))
    return clean(before.text)[-1:] in ENDED or (number is not None and bool(number.rest))


def _entry(lines: Sequence[Line], role: ColumnRole | None) -> Entry:
    """Return the lines as one cell: those of units part names, a sentence that did not end goes on."""
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        parted = _ends_with_name(before) if role in UNIT_ROLES else _begins_point(before, line)
        text += ("\n" if parted else "") + line.text
    return entry_of(Cell(text, tuple(place for line in lines for place in line.places)))
