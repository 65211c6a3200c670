"""The cells of a row by column: what holds for a table as a whole, what goes on over a page, what is carried down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.place import Place
from gongkai_desk.parsing.blocks.model import Entry, Table, text_at, text_of
from gongkai_desk.parsing.grids.columns import UNIT_ROLES, Header, header_at
from gongkai_desk.parsing.grids.shifts import Placed, says_none
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import ENDED, SAME_AS_ABOVE
from gongkai_desk.words.terms import ColumnRole

SAME = re.compile(SAME_AS_ABOVE)
KEPT = frozenset(
    {ColumnRole.SEQ, ColumnRole.SECTION, ColumnRole.TITLE, ColumnRole.CONTENT, ColumnRole.DEADLINE, *UNIT_ROLES}
)
"""The roles whose columns a task has fields for."""


@dataclass(frozen=True, slots=True)
class Values:
    """A row's texts by column: ``own`` tells its cells from merged ones, ``moved`` a row whose cells were moved.

    ``deadline`` is the one that holds: a row's own, or the one that 同上 and blanks go back to.
    """

    texts: tuple[str, ...]
    printed: tuple[str, ...]
    own: tuple[bool, ...]
    places: tuple[Place, ...]
    moved: bool = False
    deadline: str = ""

    def text(self, header: Header, role: ColumnRole) -> str:
        """Return the text in the column of a role, empty where the table has none."""
        column = header.column(role)
        return self.texts[column] if column is not None else ""


def values_of(fit: Placed, title: tuple[int, str] | None) -> Values:
    """Return the values of a row; ``title`` is the column and the text of a name that stands on the next page only."""
    texts = [text_of(cell) for cell in fit.cells]
    printed = [cell.printed if cell else "" for cell in fit.cells]
    if title:
        texts[title[0]] = printed[title[0]] = title[1]
    own = tuple(cell is not None for cell in fit.cells)
    places = tuple(place for cell in fit.cells if cell and cell.text for place in cell.places)
    return Values(tuple(texts), tuple(printed), own, places, fit.moved)


def joined(first: Values, rest: Values) -> Values:
    """Return a row that was broken over two pages as one."""
    texts = tuple(a + b for a, b in zip(first.texts, rest.texts, strict=True))  # text wraps inside words
    printed = tuple(f"{a}\n{b}".strip() for a, b in zip(first.printed, rest.printed, strict=True))
    return replace(first, texts=texts, printed=printed, places=(*first.places, *rest.places))


def without_dashes(values: Values) -> Values:
    """Return the values with cells empty that are struck out."""
    texts, printed = (tuple("" if says_none(text) else text for text in row) for row in (values.texts, values.printed))
    return replace(values, texts=texts, printed=printed)


def carried(values: Values, above: Values | None, header: Header) -> Values:
    """Fill what a merge covers, and what a row of the same item leaves blank, from the row above."""
    if above is None or len(above.texts) != len(values.texts):
        return values
    same = _is_same_item(values, header)
    texts, printed = list(values.texts), list(values.printed)
    for n, role in enumerate(header.roles):
        if _is_as_above(values, n, role, same=same):
            texts[n], printed[n] = above.texts[n], above.printed[n]
        elif role is ColumnRole.SECTION and not texts[n]:
            texts[n] = above.texts[n]
    return replace(values, texts=tuple(texts), printed=tuple(printed))


def _is_as_above(values: Values, column: int, role: ColumnRole | None, *, same: bool) -> bool:
    text = values.texts[column]
    if not values.own[column] or (role in UNIT_ROLES and SAME.fullmatch(text)):
        return True
    return same and not text and role in KEPT and role is not ColumnRole.CONTENT


def _is_same_item(values: Values, header: Header) -> bool:
    """Return whether a row belongs to the item above: it has no name of its own (and no number, if none has)."""
    if header.column(ColumnRole.TITLE) is not None:
        return not values.text(header, ColumnRole.TITLE)
    return header.column(ColumnRole.SEQ) is not None and not values.text(header, ColumnRole.SEQ)


# --------------------------------------------------------------------------- the table as a whole


def all_numbered(table: Table, header: Header) -> bool:
    """Return whether nearly every row has its own number, so that one without goes on with the row above."""
    seq, content = header.column(ColumnRole.SEQ), header.column(ColumnRole.CONTENT)
    if seq is None or content is None:
        return False
    rows = [row for row in table.rows[header.after :] if text_at(row, content)]
    return sum(bool(text_at(row, seq)) for row in rows) >= USUAL.numbered_share * len(rows)


def all_stopped(table: Table, header: Header) -> bool:
    """Return whether contents end with a stop as a rule, so that one without goes on over the page."""
    column = header.column(ColumnRole.CONTENT)
    contents = [text_at(row, column) for row in table.rows] if column is not None else []
    long = [text for text in contents if len(text) > USUAL.stopped_length]
    return bool(long) and sum(text[-1] in ENDED for text in long) >= USUAL.stopped_share * len(long)


def names_below(table: Table, header: Header) -> dict[int, str]:
    """Return names that stand on the next page: the cell was merged over the break and is blank before it.

    Only in ruled tables that show merges: there a blank cell of its own, down to the page's end, begins a new name.
    """
    column = header.column(ColumnRole.TITLE)
    if column is None or not table.ruled:
        return {}
    cells = [row[column] if column < len(row) else None for row in table.rows]
    found: dict[int, str] = {}
    for end in table.breaks:
        after = end + 1 if header_at(table.rows, end, len(header.roles)) else end
        begin = _begin(cells, end)
        name = text_of(cells[after]) if after < len(cells) else ""
        if name and _is_blank(cells[begin]) and not _starts_page(table, header, begin):
            found |= dict.fromkeys(range(begin, end), name)
    return found


def _starts_page(table: Table, header: Header, row: int) -> bool:
    return row in table.breaks or row - 1 in table.breaks or row <= header.after


def _begin(cells: Sequence[Entry | None], end: int) -> int:
    """Return the row in which the cell begins that ends before row ``end``."""
    begin = end - 1
    while begin > 0 and cells[begin] is None:
        begin -= 1
    return begin


def _is_blank(cell: Entry | None) -> bool:
    return cell is not None and not cell.text
