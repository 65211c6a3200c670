"""Writing rows: inserted, changed, put into the recycle bin; for every table alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongkai_desk.store.journal import Step
from gongkai_desk.store.rows import day_text


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """Return the id that the next row will get: above all that were ever used."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (found[0] if found else 0) + 1


def insert(step: Step, table: str, values: Mapping[str, Any]) -> int:
    """Insert one row and return its id; the names are ours, never a clerk's."""
    marks = ", ".join("?" * len(values))
    cursor = step.connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def set_columns(step: Step, table: str, row_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one row; the names are ours, never a clerk's."""
    pairs = ", ".join(f"{name} = ?" for name in values)
    step.connection.execute(f"UPDATE {table} SET {pairs} WHERE id = ?", (*values.values(), row_id))


def set_removed(step: Step, table: str, ids: Iterable[int], day: date | None) -> None:
    """Put rows into the recycle bin, or with ``None`` take them out again."""
    step.connection.executemany(f"UPDATE {table} SET removed = ? WHERE id = ?", ((day_text(day), i) for i in ids))
