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
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.lines import is_page_number
from gongkai_desk.parsing.blocks.model import Block, Entry, Paragraph, Piece, Table
from gongkai_desk.parsing.blocks.reader import entry_of
from gongkai_desk.parsing.grids.columns import UNIT_ROLES, is_deadline, is_seq, is_units
from gongkai_desk.parsing.prose.tree import number_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Cell, Document, Line
from gongkai_desk.words.lexicon import ENDED
from gongkai_desk.words.normal import clean
from gongkai_desk.words.numbering import NumberStyle
from gongkai_desk.words.papers import imprint_in, is_signer
from gongkai_desk.words.terms import ColumnRole, column_role, column_roles, is_refused_header
from gongkai_desk.words.unit_names import is_unit_like, split_units
from gongkai_desk.words.units import UnitDirectory

_BAR = re.compile("[|｜│┃║]")
_SECTIONS = frozenset({NumberStyle.CHAPTER, NumberStyle.CHINESE, NumberStyle.CHINESE_BRACKET})
_DATED = re.compile(r"(?:20\d\d年)?(?:\d{1,2}月|[一二三四]季度|[上下]半年|年[底内中]|全年|长期|每[年季月])")
_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_NAME = re.compile(r"[^\s。；，！？\d][^。；，！？]{0,11}")
_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})
_SECTION = -1
"""The column of a heading between rows."""
_AFTER = -2
"""The column of what stands behind the table."""
_NEVER = float("-inf")

# how well a cell fits, in points that only compare
_SKIPPED = {ColumnRole.CONTENT: -6.0, ColumnRole.SEQ: -2.5, ColumnRole.TITLE: -1.5, ColumnRole.DEADLINE: -0.5}
_GOOD = 1.0  # points of a cell on average from which the rows are believed


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
    items = [item for _, item in document.items()]
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
    way = _Way(column_roles(head.texts), directory, exact=head.barred)
    columns = way.through([piece.text for piece in pieces])
    if columns is None:
        cells = ((Entry(piece.text, piece.text, _places(piece)),) for piece in pieces if piece.text)
        yield Table((names, *cells), lost=True)
        yield from (_paragraph(line) for line in behind if line.text.strip())
        return
    end = next((n for n, column in enumerate(columns) if column == _AFTER), len(columns))
    rows = tuple(_rows(pieces[:end], columns[:end], way.roles))
    unsure = frozenset() if head.barred else frozenset(n for n, row in enumerate(rows, 1) if _is_unsure(row, way.roles))
    yield Table((names, *rows), ruled=head.barred, tells_merges=head.barred, unsure=unsure)
    rest = [line for piece in pieces[end:] for line in piece.lines]
    yield from (_paragraph(line) for line in (*rest, *behind) if line.text.strip())


def _is_unsure(row: Sequence[Entry | None], roles: Sequence[ColumnRole | None]) -> bool:
    """Tell a row of two columns of units side by side and more lines of units than that: where one ends is a guess."""
    pairs = pairwise(zip(row, roles, strict=False))
    both = ((one, other) for (one, a), (other, b) in pairs if a in UNIT_ROLES and b in UNIT_ROLES)
    return any(one and other and "\n" in one.printed + other.printed for one, other in both)


def _tail_at(lines: Sequence[Line]) -> int:
    """Return where a signature or an imprint under the table begins."""
    filled = [n for n, line in enumerate(lines) if line.text.strip()]
    for n, after in pairwise((*filled, len(lines))):
        text = clean(lines[n].text)
        dated = after < len(lines) and _DAY.fullmatch(clean(lines[after].text))
        if imprint_in(text) or (dated and is_signer(text)):
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
        elif text and (not _NAME.fullmatch(text) or _is_heading(text)):
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


def _is_heading(text: str) -> bool:
    """Tell a heading between rows: 一、屋面和管网."""
    number = number_of(text) if 0 < len(text) <= USUAL.section_heading and text[-1] not in ENDED else None
    return number is not None and number.style in _SECTIONS and bool(number.rest)


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


# --------------------------------------------------------------------------- the way through the cells


@dataclass
class _Way:
    """The best way to lay cells into the columns; ``exact`` where each is one cell, blank ones among them."""

    printed: tuple[ColumnRole | None, ...]
    directory: UnitDirectory
    exact: bool
    _fits: dict[tuple[str, ColumnRole | None], float] = field(default_factory=dict)

    @cached_property
    def roles(self) -> tuple[ColumnRole | None, ...]:
        """Return what the columns hold; a second one of a kind is as any other."""
        single = (ColumnRole.SEQ, *_WORK, ColumnRole.DEADLINE)
        return tuple(
            None if role in single and role in self.printed[:n] else role for n, role in enumerate(self.printed)
        )

    @cached_property
    def _skips(self) -> tuple[float, ...]:
        return tuple(_SKIPPED.get(role, -1.0 if role in UNIT_ROLES else -0.2) if role else -0.2 for role in self.roles)

    def through(self, texts: Sequence[str]) -> list[int] | None:
        """Return the column of each cell, ``None`` where none of the ways is good."""
        if not texts:
            return None
        best, steps = self._start(texts[0]), []
        for text in texts[1:]:
            best, chosen = self._step(best, text)
            steps.append(chosen)
        ends = {column: score + self._rest(column) for column, score in best.items()}
        last = max(ends, key=lambda column: ends[column])
        way = [last]
        for chosen in reversed(steps):
            way.append(chosen[way[-1]])
        way.reverse()
        return way if self._is_good(texts, way) else None

    def _start(self, text: str) -> dict[int, float]:
        found = {n: self._skipped(0, n) + self._fit(text, n) for n in range(len(self.roles))}
        return {**(found if not self.exact else {0: found[0]}), _SECTION: self._heading(text)}

    def _step(self, before: dict[int, float], text: str) -> tuple[dict[int, float], dict[int, int]]:
        """Return the best score with this cell in each column, and the column of the cell before it there."""
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        for column in (*range(len(self.roles)), _SECTION, _AFTER):
            own = self._own(text, column)
            score, source = max((score + self._move(last, column), last) for last, score in before.items())
            goes_on = before.get(column, _NEVER) + self._more(text, column)
            if goes_on > score + own:
                best[column], came[column] = goes_on, column
            elif score + own > _NEVER:
                best[column], came[column] = score + own, source
        return best, came

    def _own(self, text: str, column: int) -> float:
        if column == _AFTER:
            return 0.0
        return self._heading(text) if column == _SECTION else self._fit(text, column)

    def _move(self, last: int, column: int) -> float:
        """Return what it costs to go from one cell to the next: columns skipped, or the rest of a row and a new one."""
        width = len(self.roles)
        if last == _AFTER:
            return 0.0 if column == _AFTER else _NEVER
        if column in (_SECTION, _AFTER):
            return self._rest(last) if not self.exact or last in (width - 1, _SECTION) else _NEVER
        if last == _SECTION:
            return self._skipped(0, column) if not self.exact or column == 0 else _NEVER
        if column == last:  # it goes on
            return _NEVER
        if self.exact:
            return 0.0 if column == (last + 1) % width else _NEVER
        return self._skipped(last + 1, column) if column > last else self._rest(last) + self._skipped(0, column)

    def _rest(self, column: int) -> float:
        return 0.0 if column < 0 else self._skipped(column + 1, len(self.roles))

    def _skipped(self, first: int, end: int) -> float:
        return 0.0 if self.exact else sum(self._skips[first:end])

    def _more(self, text: str, column: int) -> float:
        """Return what it is worth to take a line for the rest of the cell in a column."""
        if self.exact or column < 0:
            return _NEVER
        role = self.roles[column]
        if role in UNIT_ROLES:
            return self._fit(text, column) - (0.1 if role is ColumnRole.LEAD else 0.0)  # one leads, several support
        if role is ColumnRole.CONTENT:
            return self._fit(text, column) - 1.0
        return -2.0 if role in (ColumnRole.SEQ, ColumnRole.DEADLINE) else -1.0

    def _heading(self, text: str) -> float:
        return 2.5 if _is_heading(text) else _NEVER

    def _fit(self, text: str, column: int) -> float:
        key = (text, self.roles[column])
        if key not in self._fits:
            self._fits[key] = self._fit_of(*key)
        return self._fits[key]

    def _fit_of(self, text: str, role: ColumnRole | None) -> float:
        if not text:
            return 0.0
        if role is ColumnRole.SEQ:
            return 3.0 if is_seq(text) else -6.0
        if role is ColumnRole.DEADLINE:
            return 2.0 if is_deadline(text) else 1.0 if _DATED.match(text) and len(text) <= USUAL.name_cell else -3.0
        if role in UNIT_ROLES:
            return self._unit(text)
        odd = is_seq(text) or is_deadline(text) or self._unit(text) > 1.0
        if role is ColumnRole.CONTENT:
            return -3.0 if odd else 2.0 if len(text) >= USUAL.guess_content or text[-1] in ENDED else 0.5
        if role is ColumnRole.TITLE:
            return -3.0 if odd else 1.0 if len(text) <= USUAL.title_cell and text[-1] not in ENDED else 0.0
        return -0.5 if odd else 0.3

    def _unit(self, text: str) -> float:
        if is_units(text, self.directory):
            return 2.0
        names = split_units(text)
        if len(names) > 1 and 2 * sum(is_units(name, self.directory) for name in names) >= len(names):
            return 1.5  # a list that wraps within a name
        return 1.0 if text[-1] not in ENDED and all(map(is_unit_like, names)) else -3.0

    def _is_good(self, texts: Sequence[str], way: Sequence[int]) -> bool:
        """Believe rows whose cells fit their columns and of which each states work that is a sentence or long."""
        content = self.roles.index(ColumnRole.CONTENT)
        work = [text for text, column in zip(texts, way, strict=True) if column == content and text]
        kept = [(text, column) for text, column in zip(texts, way, strict=True) if column >= 0 and text]
        ended = sum(text[-1] in ENDED for text in work)
        if not work or (sum(map(len, work)) < USUAL.guess_content * len(work) and 2 * ended < len(work)):
            return False
        score = sum(self._fit(text, column) for text, column in kept) / len(kept)
        begun = 1 + sum(0 <= later <= one and later != one for one, later in pairwise(way))
        return score >= _GOOD and len(work) >= USUAL.guess_share * begun


def _rows(
    pieces: Sequence[_Piece], columns: Sequence[int], roles: Sequence[ColumnRole | None]
) -> Iterator[tuple[Entry | None, ...]]:
    row: dict[int, list[Line]] = {}
    last = len(roles)
    for piece, column in zip(pieces, columns, strict=True):
        if row and (column < last or column == _SECTION):
            yield _row(row, roles)
            row = {}
        if column == _SECTION:
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


def _entry(lines: Sequence[Line], role: ColumnRole | None) -> Entry:
    """Return the lines as one cell: those of units part names, a sentence that did not end goes on."""
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        parted = _ends_with_name(before) if role in UNIT_ROLES else clean(before.text)[-1:] in ENDED
        text += ("\n" if parted else "") + line.text
    return entry_of(Cell(text, tuple(place for line in lines for place in line.places)))
