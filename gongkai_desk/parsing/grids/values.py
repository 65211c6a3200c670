"""The values of a row by column: merged cells, blanks that mean the row above, rows broken over two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.model import text_of
from gongkai_desk.parsing.grids.columns import UNIT_ROLES, Header, Placed, is_deadline, says_none
from gongkai_desk.words.lexicon import DIGITS, SAME_AS_ABOVE
from gongkai_desk.words.terms import ColumnRole, is_staged_header

SAME = re.compile(SAME_AS_ABOVE)
KEPT = frozenset(
    {ColumnRole.SEQ, ColumnRole.SECTION, ColumnRole.TITLE, ColumnRole.CONTENT, ColumnRole.DEADLINE, *UNIT_ROLES}
)
"""The roles whose columns a task has fields for."""


_ASSIGNED = frozenset({*UNIT_ROLES, ColumnRole.DEADLINE})


class Blanks(StrEnum):
    """What a blank cell of its own means, in a row of the same item."""

    AS_ABOVE = "as_above"  # the format does not tell merges, or tells them by lines only
    AS_WRITTEN = "as_written"  # it tells them and there are none: nobody leads a row that names other units
    EMPTY = "empty"  # what holds for several rows is merged here


@dataclass(frozen=True, slots=True)
class Values:
    """A row's texts by column.

    ``own`` tells its cells from merged ones, ``moved`` a row whose cells were moved, ``unsure`` one whose units may
    stand in another column, ``mixed`` one whose work may end elsewhere.
    ``deadline`` is the one that holds: a row's own, or the one that 同上 and blanks go back to.
    """

    texts: tuple[str, ...]
    printed: tuple[str, ...]
    own: tuple[bool, ...]
    places: tuple[Place, ...]
    moved: bool = False
    deadline: str = ""
    unsure: bool = False
    mixed: bool = False

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


def carried(values: Values, above: Values | None, header: Header, blanks: Blanks = Blanks.AS_ABOVE) -> Values:
    """Fill what a merge covers, and what a row of the same item leaves blank, from the row above."""
    if above is None or len(above.texts) != len(values.texts):
        return values
    same = _is_same_item(values, header)
    texts, printed = list(values.texts), list(values.printed)
    for n, role in enumerate(header.roles):
        if _is_as_above(values, n, role, same=same and not _is_empty(values, n, header, blanks)):
            texts[n], printed[n] = above.texts[n], above.printed[n]
        elif role is ColumnRole.SECTION and not texts[n]:
            texts[n] = above.texts[n]
    return replace(values, texts=tuple(texts), printed=tuple(printed))


def _is_as_above(values: Values, column: int, role: ColumnRole | None, *, same: bool) -> bool:
    text = values.texts[column]
    if not values.own[column] or (role in UNIT_ROLES and SAME.fullmatch(text)):
        return True
    return same and not text and role in KEPT and role is not ColumnRole.CONTENT


def _is_empty(values: Values, column: int, header: Header, blanks: Blanks) -> bool:
    """Tell whether a blank cell of its own says that there is none, for all that the rows above say."""
    role = header.roles[column]
    if blanks is Blanks.AS_ABOVE or role not in _ASSIGNED:
        return False
    if blanks is Blanks.EMPTY:
        return True
    return role is ColumnRole.LEAD and any(
        each in UNIT_ROLES and own and text
        for each, own, text in zip(header.roles, values.own, values.texts, strict=True)
    )


def _is_same_item(values: Values, header: Header) -> bool:
    """Return whether a row belongs to the item above: it has no name of its own (and no number, if none has)."""
    if header.column(ColumnRole.TITLE) is not None:
        return not values.text(header, ColumnRole.TITLE)
    return header.column(ColumnRole.SEQ) is not None and not values.text(header, ColumnRole.SEQ)


# --------------------------------------------------------------------------- deadline

DUE = (ColumnRole.DEADLINE, ColumnRole.ADJUSTED)
"""The roles of columns that hold deadlines."""


def due_column(values: Values, header: Header) -> int | None:
    """Return the column of the deadline that holds: the last adjusted one that is filled with one, else the first."""
    adjusted = [
        n for n, role in enumerate(header.roles) if role is ColumnRole.ADJUSTED and is_deadline(values.texts[n])
    ]
    return adjusted[-1] if adjusted else header.column(ColumnRole.DEADLINE)


def due(values: Values, header: Header) -> str:
    """Return the deadline that holds, empty where the table has none."""
    column = due_column(values, header)
    return "" if column is None else values.texts[column]


_STAGE = re.compile(  # 1-4月：完成方案；5—12月实施
    rf"(?:^|[\n；。，：])\s*(?:20[0-9]{{2}}年)?(?:第?[0-9{DIGITS}]{{1,3}}(?:月?[—–~至到、-][0-9{DIGITS}]{{1,3}})?(?:月|季度)|[上下]半年|年底)"
)


def staged_deadline(content: str, header: Header) -> str | None:
    """Return the stages of the work as its deadline, where one column holds both; ``None`` where none does."""
    column = header.column(ColumnRole.CONTENT)
    if column is None or not is_staged_header(header.names[column]) or not _STAGE.search(content):
        return None
    return content


def other_deadlines(values: Values, header: Header) -> Iterator[str]:
    """Yield what other columns of deadlines say, each behind its header."""
    for n, role in enumerate(header.roles):
        if role in DUE and n != due_column(values, header) and values.texts[n] not in ("", due(values, header)):
            yield f"{header.label(n)}：{values.texts[n]}"
