"""Which column of a table holds what: header rows, wherever they stand, and columns without a header."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongkai_desk.parsing.blocks.model import Row, text_at, text_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.dates import NO_DATES, TimeContext
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.lexicon import DATED_CELL, DIGITS, VAGUE_CELL
from gongkai_desk.words.roles import is_clause, is_unit_list
from gongkai_desk.words.terms import ColumnRole, column_role, column_roles
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
_ANY_TIME = TimeContext(2000, NO_DATES, Workdays({}))  # asked only whether a phrase is a deadline, not for its day


@dataclass(frozen=True, slots=True)
class Header:
    """The meaning of the columns from row ``after`` on; ``names`` are the headers as printed."""

    roles: tuple[ColumnRole | None, ...]
    names: tuple[str, ...]
    after: int

    def column(self, role: ColumnRole) -> int | None:
        """Return the first column of a role."""
        return self.roles.index(role) if role in self.roles else None


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
    return below if column_role(below) else above + below


def _is_header(names: Sequence[str]) -> bool:
    named = [name for name in names if name]
    if len(named) < 2 or any(len(name) > USUAL.header_name for name in named):
        return False
    roles = column_roles(names)
    known = [role for role in roles if role]
    return (
        bool(_TASK_ROLES & set(known)) and len(set(known)) >= 2 and len(known) >= USUAL.header_known_share * len(named)
    )


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
    """Return whether a cell holds nothing but a number: 12, 三, 1.2, 12."""
    return bool(text) and len(text) <= USUAL.seq_length and all(c.isdigit() or c in f"{DIGITS}.、-（）()" for c in text)


def is_deadline(text: str) -> bool:
    """Return whether a cell is a deadline and nothing else: 持续公开名单 is work, 持续推进 a deadline."""
    if not 0 < len(text) <= USUAL.deadline_length:
        return False
    if _VAGUE.fullmatch(text):
        return True
    return bool(_TIME.fullmatch(text)) and read_deadline(text, _ANY_TIME).kind is not None


def is_units(text: str, directory: UnitDirectory) -> bool:
    """Return whether a cell names units and nothing else."""
    if not text or is_clause(text) or is_unit_list(text, directory):
        return bool(text)
    names = split_units(text)
    return all(map(is_unit_like, names)) and any(is_unit_list(name, directory) for name in names)
