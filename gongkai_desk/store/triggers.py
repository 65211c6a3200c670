"""The row triggers that write the journal, made from the schema itself.

An insert is written as the bare fact: what was inserted can be told from the row as it is and from what came later, and
an import of thousands of rows need not be stored twice. An update keeps the columns that changed, before and after, a
delete the whole row.
"""

from __future__ import annotations

import sqlite3

UNJOURNALED = frozenset({"step", "journal", "task_search"})
_STEP = "(SELECT id FROM step WHERE open = 1)"  # none outside a step: the journal then refuses the row
_INTO = "INSERT INTO journal (step_id, table_name, row_id, task_id, before, after)"


def tables(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the journaled tables with their columns."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ).fetchall()
    return {name: columns_of(connection, name) for (name,) in names if name not in UNJOURNALED}


def columns_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a table in the schema's order."""
    return tuple(name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall())


def remove_triggers(connection: sqlite3.Connection) -> None:
    """Take the triggers away, so that a migration may change tables."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal_%'"
    ).fetchall()
    for (name,) in found:
        connection.execute(f'DROP TRIGGER "{name}"')


def install_triggers(connection: sqlite3.Connection) -> None:
    """Make the triggers of all journaled tables anew."""
    for table, columns in tables(connection).items():
        for trigger in triggers_of(table, columns):
            connection.execute(trigger)


def triggers_of(table: str, columns: tuple[str, ...]) -> tuple[str, str, str]:
    """Return the statements that make the triggers of a table with these columns."""
    return _on_insert(table, columns), _on_update(table, columns), _on_delete(table, columns)


def _owner(table: str, columns: tuple[str, ...], row: str) -> str:
    """Return the expression for the task whose history a row belongs to."""
    if table == "task":
        return f"{row}.id"
    return f"{row}.task_id" if "task_id" in columns else "NULL"


def _image(columns: tuple[str, ...], row: str) -> str:
    return "json_object(" + ", ".join(f"'{name}', {row}.\"{name}\"" for name in columns) + ")"


def _on_insert(table: str, columns: tuple[str, ...]) -> str:
    values = f"{_STEP}, '{table}', new.id, {_owner(table, columns, 'new')}, NULL, NULL"
    return f'CREATE TRIGGER journal_{table}_insert AFTER INSERT ON "{table}" BEGIN {_INTO} VALUES ({values}); END'


def _on_delete(table: str, columns: tuple[str, ...]) -> str:
    values = f"{_STEP}, '{table}', old.id, {_owner(table, columns, 'old')}, {_image(columns, 'old')}, NULL"
    return f'CREATE TRIGGER journal_{table}_delete AFTER DELETE ON "{table}" BEGIN {_INTO} VALUES ({values}); END'


def _on_update(table: str, columns: tuple[str, ...]) -> str:
    """Only the columns that differ go into the journal: reordering 5,000 tasks must not copy their texts."""
    differs = " OR ".join(f'old."{name}" IS NOT new."{name}"' for name in columns)
    rows = " UNION ALL ".join(
        f'SELECT \'{name}\' AS name, old."{name}" AS was, new."{name}" AS becomes' for name in columns
    )
    images = "json_group_object(name, was), json_group_object(name, becomes)"
    return (
        f'CREATE TRIGGER journal_{table}_update AFTER UPDATE ON "{table}" WHEN {differs} BEGIN {_INTO}'
        f" SELECT {_STEP}, '{table}', new.id, {_owner(table, columns, 'new')}, {images}"
        f" FROM ({rows}) WHERE was IS NOT becomes; END"
    )
