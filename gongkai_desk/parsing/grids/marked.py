"""Units as columns with marks in the rows (★ ● △ √ under 县发改局 · 县财政局 …) become one column that names them.

The marks stay before the names (★县住建局、●县财政局): what a mark means is told by the legend, wherever it stands.
Until one is heard each of these rows is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.parsing.blocks.model import Entry, Row, Table, text_at, text_of
from gongkai_desk.parsing.blocks.reader import width_of
from gongkai_desk.parsing.grids.columns import is_units, says_none
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.list_remarks import MARKS
from gongkai_desk.words.terms import column_role
from gongkai_desk.words.unit_names import is_collective, is_unit_like
from gongkai_desk.words.units import UnitDirectory

_MARK = re.compile(f"[{re.escape(MARKS)}]{{1,2}}")
_WORDS = {
    "牵头": re.compile("(?:总?牵头|主办|主责)(?:单位|部门)?|[牵主]"),
    "责任单位": re.compile("(?:责任|承办|落实|负责)(?:单位|部门)?"),
    "配合": re.compile("(?:配合|协办|协助|参与)(?:单位|部门)?|[配协]"),
}
_HEADER = "责任单位"


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The columns ``first`` to ``last`` of a table, headed by units in row ``row``.

    ``words``: the role of each column where the header above it tells (牵头单位 · 配合单位) and one mark serves all.
    """

    row: int
    first: int
    last: int
    names: tuple[str, ...]
    words: tuple[str, ...]


def marks_named(table: Table, directory: UnitDirectory) -> Table:
    """Return the table with its columns of marks as one that names the units; any other table as it is."""
    matrix = _matrix_of(table, directory)
    if matrix is None:
        return table
    rows = tuple(_row(row, matrix, head=at <= matrix.row) for at, row in enumerate(table.rows))
    signs = [at for at, row in enumerate(table.rows) if any(_MARK.fullmatch(text) for text in _texts(row, matrix))]
    unsure = () if all(matrix.words) else signs
    return replace(table, rows=rows, unsure=table.unsure.union(unsure))


def _matrix_of(table: Table, directory: UnitDirectory) -> _Matrix | None:
    width = width_of(table)
    for at, row in enumerate(table.rows[: USUAL.header_rows]):
        names = [_flat(text_at(row, n)) for n in range(width)]
        held = [n for n, name in enumerate(names) if _names_unit(name, directory) and _is_marked(table, at, n)]
        if len(held) > 1 and held[-1] - held[0] + 1 == len(held):
            matrix = _Matrix(at, held[0], held[-1], tuple(names[held[0] : held[-1] + 1]), ("",) * len(held))
            signs = {sign for row in table.rows[at + 1 :] for sign in filter(_is_mark, _texts(row, matrix))}
            if signs:
                return replace(matrix, words=_words_above(table, matrix)) if len(signs) == 1 else matrix
    return None


def _words_above(table: Table, matrix: _Matrix) -> tuple[str, ...]:
    """Return the roles that the header above the units gives to their columns, "" where it gives none."""
    if not matrix.row:
        return matrix.words
    above = table.rows[matrix.row - 1]
    names: list[str] = []
    for n in range(matrix.first, matrix.last + 1):
        own = _flat(text_at(above, n))
        names.append(own or (names[-1] if names else ""))
    return tuple(_word_of(name) for name in names)


def _names_unit(name: str, directory: UnitDirectory) -> bool:
    if not name or column_role(name) is not None:
        return False
    return is_collective(name) or is_unit_like(name) or is_units(name, directory)


def _is_marked(table: Table, head: int, column: int) -> bool:
    """Tell a column that holds below its header nothing but marks, blanks, and rows that go over it."""
    name = _flat(text_at(table.rows[head], column))
    cells = [row[column] for row in table.rows[head + 1 :] if column < len(row)]
    texts = [_flat(cell.text) for cell in cells if cell and cell.columns == 1]
    return all(not text or text == name or _is_mark(text) or says_none(text) for text in texts)


def _is_mark(text: str) -> bool:
    return bool(_MARK.fullmatch(text)) or bool(_word_of(text))


def _word_of(text: str) -> str:
    return next((word for word, pattern in _WORDS.items() if pattern.fullmatch(text)), "")


def _flat(text: str) -> str:
    return "".join(text.split())


def _texts(row: Row, matrix: _Matrix) -> list[str]:
    return [_flat(text_at(row, n)) for n in range(matrix.first, matrix.last + 1)]


def _row(row: Row, matrix: _Matrix, *, head: bool) -> tuple[Entry | None, ...]:
    """Return a row with one cell in the place of those of the matrix; a row that goes over them keeps its text."""
    if len(row) <= matrix.first:
        return tuple(row)
    cells = row[matrix.first : matrix.last + 1]
    return (*row[: matrix.first], _cell(cells, matrix, head=head), *row[matrix.last + 1 :])


def _cell(cells: Row, matrix: _Matrix, *, head: bool) -> Entry | None:
    texts = [_flat(text_of(cell)) for cell in cells]
    places = tuple(place for cell in cells if cell and cell.text for place in cell.places)
    if tuple(texts) == matrix.names:
        return Entry(_HEADER, _HEADER, places)
    if head:
        first = next((cell for cell in cells if cell and cell.text), None)
        return replace(first, columns=1) if first else cells[0]
    if not any(map(_is_mark, texts)):
        return next((cell for cell in cells if cell and cell.text and not says_none(cell.text)), cells[0])
    named = "、".join(_named(texts, matrix))
    return Entry(named, named, places)


def _named(texts: Sequence[str], matrix: _Matrix) -> Iterator[str]:
    for text, name, said in zip(texts, matrix.names, matrix.words, strict=False):
        if _is_mark(text):
            word = _word_of(text) or said
            yield f"{name}（{word}）" if word else text[0] + name
