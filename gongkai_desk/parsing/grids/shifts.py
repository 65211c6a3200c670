"""Rows whose cells stand in the wrong columns: a cell that is missing, not blank, moves all behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.parsing.blocks.model import Entry, Row, text_of
from gongkai_desk.parsing.grids.columns import UNIT_ROLES, Header, is_deadline, is_seq, is_units
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.terms import ColumnRole
from gongkai_desk.words.units import UnitDirectory

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
