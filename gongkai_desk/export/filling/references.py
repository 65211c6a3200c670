"""References to cells in formulas and ranges, moved where rows are put into a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Inserted(NamedTuple):
    """``added`` rows put in behind row ``after`` (from 1, by the sheet before any of it).

    A range that ends in the row takes the new ones in, so that a total over rows to fill counts all of them, but for
    rows that stand ``apart``.
    """

    after: int
    added: int
    apart: bool = False


def moved_row(row: int, inserted: Sequence[Inserted]) -> int:
    """Return where a row stands afterwards."""
    return row + sum(each.added for each in inserted if row > each.after)


def moved_end(row: int, inserted: Sequence[Inserted]) -> int:
    """Return where the last row of a range stands afterwards: new rows right behind it belong to it."""
    return row + sum(each.added for each in inserted if row + (not each.apart) > each.after)


_CELL = r"(\$?[A-Z]{1,3})(\$?)(\d{1,7})"
_RANGE = re.compile(rf"(?<![A-Za-z0-9_.$\u4e00-\u9fff]){_CELL}(?::{_CELL})?(?![A-Za-z0-9_(\u4e00-\u9fff])")
_ROWS = re.compile(r"(?<![A-Za-z0-9_.$:])(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![A-Za-z0-9_(:])")
_PIECES = re.compile(r"""("(?:[^"]|"")*")|((?:'(?:[^']|'')*'|[\w.\u4e00-\u9fff\[\]]+)!)""")
"""Texts in a formula, and the name of a sheet in front of a reference: '任务 表'!"""


def moved_formula(formula: str, inserted: Sequence[Inserted], is_ours: Callable[[str], bool], row: int = 0) -> str:
    """Return a formula as it reads after rows were put in; ``row``: where it stands, if its sheet grew.

    ``is_ours`` tells of the name of a sheet whether the rows were put in there; "" is the formula's own.
    """
    out, at, sheet = [], 0, ""
    for piece in _PIECES.finditer(formula):
        out.append(_moved_piece(formula[at : piece.start()], _Move(inserted, row), sheet, is_ours))
        out.append(piece[0])
        sheet, at = _sheet_name(piece[2] or ""), piece.end()
    out.append(_moved_piece(formula[at:], _Move(inserted, row), sheet, is_ours))
    return "".join(out)


class _Move(NamedTuple):
    """The rows that were put in, and the row of the formula: what it adds up beside itself stays one row."""

    inserted: Sequence[Inserted]
    row: int = 0

    def end(self, first: int, last: int) -> int:
        alone = first == last == self.row
        return moved_row(last, self.inserted) if alone else moved_end(last, self.inserted)


def _sheet_name(qualifier: str) -> str:
    name = qualifier.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _moved_piece(text: str, move: _Move, sheet: str, is_ours: Callable[[str], bool]) -> str:
    """Move what stands between two marks; a sheet's name holds for the one reference that follows it."""
    if not sheet:
        return _moved(text, move) if is_ours("") else text
    first = _RANGE.match(text) or _ROWS.match(text)
    if first is None:
        return text
    elsewhere = _Move(move.inserted)
    head = _moved(first[0], elsewhere) if is_ours(sheet) else first[0]
    return head + (_moved(text[first.end() :], move) if is_ours("") else text[first.end() :])


def _moved(text: str, move: _Move) -> str:
    def cells(found: re.Match[str]) -> str:
        column, fixed, row, to_column, to_fixed, to_row = found.groups()
        first = moved_row(int(row), move.inserted)
        if to_row is None:
            return f"{column}{fixed}{first}"
        return f"{column}{fixed}{first}:{to_column}{to_fixed}{move.end(int(row), int(to_row))}"

    def rows(found: re.Match[str]) -> str:
        first, last = int(found[2]), int(found[4])
        return f"{found[1]}{moved_row(first, move.inserted)}:{found[3]}{move.end(first, last)}"

    return _ROWS.sub(rows, _RANGE.sub(cells, text))


def moved_area(area: str, inserted: Sequence[Inserted]) -> str:
    """Return a list of areas without a sheet (``sqref``: «A1:B3 D4») as it is afterwards."""
    return " ".join(_moved(_whole(each), _Move(inserted)) for each in area.split())


def _whole(area: str) -> str:
    """Write one cell as an area, so that new rows right behind it are taken in."""
    return area if ":" in area else f"{area}:{area}"


def moved_merge(area: str, inserted: Sequence[Inserted]) -> str:
    """Return a merged area as it is afterwards: one over several rows takes in new ones, one of a row stays so."""
    found = _RANGE.fullmatch(area)
    if found is None or found[6] is None:
        return area
    return _moved(area, _Move(inserted, int(found[3])))
