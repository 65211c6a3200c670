"""Everything in a library as stable, sorted text: for comparing, and for leaving the program.

A line is ``table id {columns}`` with the columns in the schema's order, those without a value left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai_desk.store.identity import IDENTITY
from gongkai_desk.store.rows import json_text
from gongkai_desk.store.triggers import columns_of, tables

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_EMPTY = (None, "", "[]", "{}")


def dumped(library: Library, *, history: bool = False) -> Iterator[str]:
    """Yield the current facts, sorted; wall times and the journal only with ``history``."""
    known = tables(library.connection)
    for table in sorted(known):
        yield from _lines(library, table, known[table])
    if history:
        for table in ("step", "journal"):
            yield from _lines(library, table, columns_of(library.connection, table))


def _lines(library: Library, table: str, columns: tuple[str, ...]) -> Iterator[str]:
    names = columns[1:]
    quoted = ", ".join(f'"{name}"' for name in names)
    for number, *values in library.rows(f'SELECT id, {quoted} FROM "{table}" ORDER BY id'):
        if table == "setting" and values[0] == IDENTITY:
            continue  # two libraries with the same facts shall compare as equal
        facts = {name: value for name, value in zip(names, values, strict=True) if value not in _EMPTY}
        yield f"{table} {number} {json_text(facts)}"
