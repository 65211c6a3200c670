"""Which column of a table holds what: headers wherever they stand or lack, rows with cells out of place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongkai_desk.parsing.blocks.model import Entry, Row, text_at, text_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.assigning import is_clause, is_unit_list
from gongkai_desk.words.dates import NO_DATES, TimeContext
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.lexicon import DATED_CELL, DIGITS, VAGUE_CELL
from gongkai_desk.words.terms import ColumnRole, column_role, column_roles, is_known_header
from gongkai_desk.words.unit_names import is_unit_like, split_units
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays


class Spanned(Protocol):
    """What the search for a header asks of a cell: of a table that was cleaned, and of a grid as it was read."""

    @property
    def text(self) -> str:
        """Return the text of the cell."""
        ...

    @property
    def columns(self) -> int:
        """Return over how many columns the cell goes."""
        ...


HeadRow = Sequence[Spanned | None]

UNIT_ROLES = (ColumnRole.LEAD, ColumnRole.UNITS, ColumnRole.RESPONSIBLE, ColumnRole.SUPPORT, ColumnRole.GUIDE)
_TASK_ROLES = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})
_TIME = re.compile(f"(?:{DATED_CELL})+")
_VAGUE = re.compile(VAGUE_CELL)
_YEAR = 4  # digits of a year, which may head a column
ANY_TIME = TimeContext(2000, NO_DATES, Workdays({}))  # asked only whether a phrase is a deadline, not for its day


@dataclass(frozen=True, slots=True)
class Header:
    """The meaning of the columns from row ``after`` on; ``names`` are the headers as printed.

    ``guessed`` are the columns that only what stands in them told.
    """

    roles: tuple[ColumnRole | None, ...]
    names: tuple[str, ...]
    after: int
    guessed: tuple[int, ...] = ()

    def column(self, role: ColumnRole) -> int | None:
        """Return the first column of a role."""
        return self.roles.index(role) if role in self.roles else None

    def label(self, column: int) -> str:
        """Return the name by which what stands in a column is kept: its header, counted where it comes again."""
        name = self.names[column]
        if not name:
            return f"第{column + 1}列"
        before = self.names[:column].count(name)
        return f"{name}（{before + 1}）" if before else name


def header_at(rows: Sequence[HeadRow], at: int, width: int) -> Header | None:
    """Return the header that begins with row ``at``: one row, or two where the second parts columns of the first."""
    names = _names(rows[at], width)
    if not _is_header(names):
        return None
    if at + 1 < len(rows):
        below = _names(rows[at + 1], width)
        both = tuple(_joined(a, b) for a, b in zip(_spread(rows[at], width), below, strict=True))
        if _divides(rows[at], below) and _is_header(both):
            return Header(column_roles(both), both, at + 2)
    return Header(column_roles(names), names, at + 1)


def _names(row: HeadRow, width: int) -> tuple[str, ...]:
    names = ["".join(cell.text.split()) if cell else "" for cell in row]
    return (*names, *[""] * (width - len(names)))


def _spread(row: HeadRow, width: int) -> tuple[str, ...]:
    """Return the names with that of a cell over several columns in each of them."""
    names: list[str] = []
    for cell in row:
        names.append("".join(cell.text.split()) if cell else names[-1] if names else "")
    return (*names, *[""] * (width - len(names)))


def _divides(row: HeadRow, below: Sequence[str]) -> bool:
    """Return whether the row below parts a column of the header row: 责任单位 | → 牵头单位 | 配合单位."""
    wide = any(cell and cell.columns > 1 for cell in row)
    named = [name for name in below if name]
    short = all(len(name) <= USUAL.header_name for name in named)
    open_above = [cell is None or not cell.text or cell.columns > 1 for cell in row]
    placed = all(open_above[n] for n, name in enumerate(below[: len(row)]) if name)
    return bool(named) and short and placed and (wide or any(column_role(name) for name in named))


def _joined(above: str, below: str) -> str:
    if not below or not above:
        return below or above
    return below if is_known_header(below) else above + below


def _is_header(names: Sequence[str]) -> bool:
    named = [name for name in names if name]
    if len(named) < 2 or any(len(name) > USUAL.header_name for name in named):
        return False
    if named[0].isdecimal() and len(named[0]) < _YEAR:  # a row's number: 1 … 公开目录内容 … 正在推进
        return False
    roles = column_roles(names)
    known = [role for role in roles if role]
    if not _TASK_ROLES & set(known) or len(set(known)) < 2:
        return False
    assigned = len(set(known)) >= USUAL.header_known and bool(set(UNIT_ROLES) & set(known))
    return assigned or len(known) >= USUAL.header_known_share * len(named)


def guessed_header(rows: Sequence[Row], width: int, directory: UnitDirectory) -> Header | None:
    """Return what the columns of a table without header seem to hold: units, deadlines, numbers, long text."""
    sample = [row for row in rows if sum(bool(text_of(cell)) for cell in row) > 1][: USUAL.guess_rows]
    if len(sample) < 2 or width < 2 or _is_other_header(sample[0]):
        return None
    columns = [list(filter(None, (text_at(row, n) for row in sample))) for n in range(width)]
    roles = [_guess(texts, directory) for texts in columns]
    if ColumnRole.RESPONSIBLE not in roles or not _take_content(roles, columns):
        return None
    return Header(tuple(roles), ("",) * width, 0)


def _take_content(roles: list[ColumnRole | None], columns: Sequence[Sequence[str]]) -> bool:
    """Name the column of the longest texts content and the one before it name; false where all are too short."""
    free = [n for n, texts in enumerate(columns) if roles[n] is None and texts]
    longest = max(free, key=lambda n: _mean_length(columns[n]), default=None)
    if longest is None or _mean_length(columns[longest]) < USUAL.guess_content:
        return False
    roles[longest] = ColumnRole.CONTENT
    if longest and longest - 1 in free:
        roles[longest - 1] = ColumnRole.TITLE
    return True


def _mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts)


def _is_other_header(row: Row) -> bool:
    """Return whether a row heads a table of another kind: 序号 单位 姓名 电话."""
    names = [text_of(cell) for cell in row if text_of(cell)]
    return (
        all(len(name) <= USUAL.header_name for name in names)
        and sum(column_role(name) is not None for name in names) > 1
    )


def _guess(texts: Sequence[str], directory: UnitDirectory) -> ColumnRole | None:
    if not texts:
        return None
    holders: tuple[tuple[ColumnRole, Callable[[str], bool]], ...] = (
        (ColumnRole.SEQ, is_seq),
        (ColumnRole.DEADLINE, is_deadline),
        (ColumnRole.RESPONSIBLE, lambda text: is_units(text, directory)),
    )
    for role, holds in holders:
        if sum(map(holds, texts)) >= USUAL.guess_share * len(texts):
            return role
    return None


def is_seq(text: str) -> bool:
    """Return whether a cell holds nothing but a number, or several: 12, 三, 1.2, 36,37."""
    if not text or len(text) > USUAL.seq_length:
        return False
    return all(c.isdigit() or c in f"{DIGITS}.、,，-（）()" for c in text)


def is_deadline(text: str) -> bool:
    """Return whether a cell is a deadline and nothing else: 持续公开名单 is work, 持续推进 a deadline."""
    if not 0 < len(text) <= USUAL.deadline_length:
        return False
    if _VAGUE.fullmatch(text):
        return True
    return bool(_TIME.fullmatch(text)) and read_deadline(text, ANY_TIME).kind is not None


def is_units(text: str, directory: UnitDirectory) -> bool:
    """Return whether a cell names units and nothing else."""
    if not text or is_clause(text) or is_unit_list(text, directory):
        return bool(text)
    names = split_units(text)
    return all(map(is_unit_like, names)) and any(is_unit_list(name, directory) for name in names)


_BLANK = Entry("")
_NOTHING = re.compile(r"[—–－-]{1,2}|[/／]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of full width, and whether its cells had to be moved."""

    cells: tuple[Entry | None, ...]
    moved: bool = False


def placed(row: Row, header: Header, directory: UnitDirectory) -> Placed:
    """Return the row with each cell in its column."""
    width = len(header.roles)
    plain = (*row[:width], *[_BLANK] * (width - len(row)))
    content = header.column(ColumnRole.CONTENT)
    if len(row) == 1 and content:  # a line of one cell: the work, everything else is as above
        return Placed((*[_BLANK] * content, row[0], *[_BLANK] * (width - content - 1)))
    if not _is_suspect(row, plain, header, directory):
        return Placed(plain)
    best = max(_ways(row, plain, width), key=lambda cells: _score(cells, header, directory))
    if best == plain or _score(best, header, directory) <= _score(plain, header, directory):
        return Placed(plain)
    return Placed(best, moved=_tells(best) != _tells(plain))


def says_none(text: str) -> bool:
    """Tell whether a cell is struck out («—», «/»): there is none, and none from above."""
    return _NOTHING.fullmatch(text.strip()) is not None


def _tells(cells: Sequence[Entry | None]) -> list[str]:
    return [text_of(cell) for cell in cells]


def _is_suspect(row: Row, plain: Row, header: Header, directory: UnitDirectory) -> bool:
    """Suspect a short row, and a deadline or a unit that stands in another column while its own holds none."""
    if sum(bool(text_of(cell)) for cell in plain) < 2 or any(cell is None for cell in row):
        return False
    if len(row) < len(header.roles):
        return True
    if _stands_beside(plain, header.column(ColumnRole.DEADLINE), is_deadline):
        return True
    return _stands_beside(plain, header.column(ColumnRole.RESPONSIBLE), lambda text: is_units(text, directory))


def _stands_beside(cells: Row, column: int | None, holds: Callable[[str], bool]) -> bool:
    """Return whether a column holds nothing of its kind while a cell next to it does."""
    if column is None or holds(text_of(cells[column])) or says_none(text_of(cells[column])):
        return False
    return any(holds(text_of(cell)) for n, cell in enumerate(cells) if abs(n - column) == 1)


def _ways(row: Row, plain: tuple[Entry | None, ...], width: int) -> Iterator[tuple[Entry | None, ...]]:
    """Yield the row as it stands and with blanks put in, or taken out, at each place."""
    yield plain
    filled = list(row)
    while filled and not text_of(filled[-1]):
        filled.pop()
    lacking = width - len(filled)
    if 0 < lacking <= USUAL.missing_cells:
        for at in range(len(filled)):
            yield (*filled[:at], *[_BLANK] * lacking, *filled[at:])
    for at, cell in enumerate(plain):
        if not text_of(cell) and at < width - 1:
            yield (*plain[:at], *plain[at + 1 :], _BLANK)


def _score(cells: Row, header: Header, directory: UnitDirectory) -> int:
    return sum(_fits(text_of(cell), role, directory) for cell, role in zip(cells, header.roles, strict=True))


def _fits(text: str, role: ColumnRole | None, directory: UnitDirectory) -> int:
    """Weigh a text in the column of a role: 2 where it is of its kind, less than 0 where it is of another."""
    if not text or role is None:
        return 0
    if role in UNIT_ROLES:
        return 2 if is_units(text, directory) else -2
    if role is ColumnRole.CONTENT:
        return -2 if is_seq(text) or is_deadline(text) or is_units(text, directory) else 2
    return _FITS[role](text) if role in _FITS else 0


def _fits_title(text: str) -> int:
    return -1 if is_deadline(text) or is_seq(text) or len(text) > USUAL.title_cell else 1


_FITS: dict[ColumnRole, Callable[[str], int]] = {
    ColumnRole.SEQ: lambda text: 2 if is_seq(text) else -2,
    ColumnRole.DEADLINE: lambda text: 2 if is_deadline(text) else -1,
    ColumnRole.TITLE: _fits_title,
}
