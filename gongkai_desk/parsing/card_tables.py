"""Forms, a small table a task with a name beside each value, become rows of one list.

任务名称 | 公开征收信息 |          |            →  任务名称     | 牵头单位   | 完成时限
牵头单位 | 市司法局     | 完成时限 | 6月底前       公开征收信息 | 市司法局   | 6月底前
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.parsing.blocks import Entry, Table
from gongkai_desk.words.terms import ColumnRole, column_role

_LEAST_PAIRS = 3
_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})

Pair = tuple[Entry, Entry]


def as_list(table: Table) -> Table:
    """Return the table with its names as header and a row a form; unchanged where it is no form."""
    pairs = _pairs(table)
    if pairs is None:
        return table
    names = tuple(dict.fromkeys(name.text for name, _ in pairs))
    if len(names) < _LEAST_PAIRS or not _WORK & {column_role(name) for name in names}:
        return table
    head = {name.text: name for name, _ in reversed(pairs)}
    rows = [tuple(form.get(name) or Entry("") for name in names) for form in _forms(pairs)]
    return replace(table, rows=(tuple(_single(head[name]) for name in names), *rows), header_rows=1, breaks=frozenset())


def _pairs(table: Table) -> list[Pair] | None:
    """Return name and value, all over the table; ``None`` where any row holds something else."""
    found: list[Pair] = []
    for row in table.rows:
        cells = [cell for cell in row if cell is not None]
        if len(cells) < 2 or len(cells) % 2:
            return None
        for name, value in zip(cells[::2], cells[1::2], strict=True):
            if column_role(name.text) is None or column_role(value.text) is not None:
                return None
            found.append((name, _single(value)))
    return found


def _forms(pairs: Sequence[Pair]) -> Iterator[dict[str, Entry]]:
    """Yield each form's values by name: a name that comes again begins the next form."""
    form: dict[str, Entry] = {}
    for name, value in pairs:
        if name.text in form:
            yield form
            form = {}
        form[name.text] = value
    yield form


def _single(cell: Entry) -> Entry:
    return replace(cell, rows=1, columns=1)
