"""The journal: every row before and after, under the step that changed it.

Triggers made from the schema write it, so no write can forget it; outside a step they refuse the write. From it come a
task's history, undo and redo, and what views must refresh.
"""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.work import Changes
from gongkai_desk.store.clock import now

if TYPE_CHECKING:
    from datetime import date

    from gongkai_desk.store.library import Library

_UNJOURNALED = frozenset({"step", "journal", "task_search"})
_STEP = "(SELECT id FROM step WHERE open = 1)"
_INTO = "INSERT INTO journal (step_id, table_name, row_id, task_id, before, after)"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One act as the history has it: ``day`` is the act's, ``at`` wall time; ``fate`` tells whether it was undone."""

    id: int
    name: str
    who: str
    day: str
    at: str
    kind: str
    fate: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; for an update only the columns that changed, ``None`` where there was no row."""

    step: StepRecord
    table: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Step:
    """One act while it is being done."""

    def __init__(self, connection: sqlite3.Connection, number: int, name: str) -> None:
        self.connection = connection
        self.number = number
        self.name = name
        self.made: int | None = None
        self.proposed: tuple[str, ...] = ()
        self._changes: Changes | None = None

    @property
    def changes(self) -> Changes:
        """Return what it changed; known once the ``with`` block has ended."""
        if self._changes is None:
            raise RuntimeError("a step's changes are known after its block")
        return self._changes

    def finish(self) -> None:
        """Close the step and work out what it changed; a step that changed nothing leaves no trace."""
        ids = changed_ids(self.connection, self.number)
        if ids:
            self.connection.execute("UPDATE step SET open = 0 WHERE id = ?", (self.number,))
            _bury_undone(self.connection, self.number)
        else:
            self.connection.execute("DELETE FROM step WHERE id = ?", (self.number,))
        self._changes = Changes(self.number, self.name, ids, self.made, self.proposed)


def begin(connection: sqlite3.Connection, name: str, who: str, day: "date", kind: str, target: int | None) -> Step:
    """Open a step inside the running transaction."""
    number = connection.execute(
        "INSERT INTO step (name, who, day, at, kind, target, open) VALUES (?, ?, ?, ?, ?, ?, 1)",
        (name, who, day.isoformat(), now(), kind, target),
    ).lastrowid
    assert number is not None
    return Step(connection, number, name)


def _bury_undone(connection: sqlite3.Connection, number: int) -> None:
    """After a new act what was undone can no longer be redone."""
    kind = connection.execute("SELECT kind FROM step WHERE id = ?", (number,)).fetchone()[0]
    if kind == "do":
        connection.execute("UPDATE step SET fate = 'buried' WHERE kind = 'do' AND fate = 'undone'")


def changed_ids(connection: sqlite3.Connection, step: int) -> dict[str, frozenset[int]]:
    """Return the ids of all rows that a step touched, by table."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for table, row in connection.execute(
        "SELECT table_name, row_id FROM journal WHERE step_id = ?", (step,)
    ).fetchall():
        found[table].add(row)
    return {table: frozenset(rows) for table, rows in found.items()}


def tables(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the journaled tables with their columns."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ).fetchall()
    return {name: _columns(connection, name) for (name,) in names if name not in _UNJOURNALED}


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall())


# ---- triggers


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
        for trigger in (_on_insert(table, columns), _on_update(table, columns), _on_delete(table, columns)):
            connection.execute(trigger)


def _owner(table: str, columns: tuple[str, ...], row: str) -> str:
    """Return the expression for the task whose history a row belongs to."""
    if table == "task":
        return f"{row}.id"
    return f"{row}.task_id" if "task_id" in columns else "NULL"


def _image(columns: tuple[str, ...], row: str) -> str:
    return "json_object(" + ", ".join(f"'{name}', {row}.\"{name}\"" for name in columns) + ")"


def _on_insert(table: str, columns: tuple[str, ...]) -> str:
    values = f"{_STEP}, '{table}', new.id, {_owner(table, columns, 'new')}, NULL, {_image(columns, 'new')}"
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


# ---- undo and redo


def last_done(library: "Library") -> StepRecord | None:
    """Return the act that undo would take back."""
    return _one(library, "kind = 'do' AND fate = 'done' ORDER BY id DESC LIMIT 1")


def next_undone(library: "Library") -> StepRecord | None:
    """Return the act that redo would do again."""
    return _one(library, "kind = 'do' AND fate = 'undone' ORDER BY id LIMIT 1")


def take_back(step: Step, target: int) -> None:
    """Write the images from before ``target``, last row first."""
    _replay(step, target, back=True)


def do_again(step: Step, target: int) -> None:
    """Write the images from after ``target``."""
    _replay(step, target, back=False)


def _replay(step: Step, target: int, *, back: bool) -> None:
    connection = step.connection
    connection.execute("PRAGMA defer_foreign_keys = ON")  # rows come back in an order that keys may not like
    known = tables(connection)
    order = "DESC" if back else "ASC"
    images = connection.execute(
        f"SELECT table_name, row_id, before, after FROM journal WHERE step_id = ? ORDER BY id {order}", (target,)
    ).fetchall()
    for table, row, before, after in images:
        was, becomes = (after, before) if back else (before, after)
        _write_image(connection, table, known[table], row, was, becomes)
    fate = "undone" if back else "done"
    connection.execute("UPDATE step SET fate = ? WHERE id = ?", (fate, target))


def _write_image(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], row: int, was: str | None, becomes: str | None
) -> None:
    if becomes is None:
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return
    values = {name: value for name, value in json.loads(becomes).items() if name in columns}
    if was is None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" for _ in values)
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))
    else:
        pairs = ", ".join(f'"{name}" = ?' for name in values)
        connection.execute(f'UPDATE "{table}" SET {pairs} WHERE id = ?', (*values.values(), row))


# ---- history

_RECORD = "s.id, s.name, s.who, s.day, s.at, s.kind, s.fate"


def _one(library: "Library", where: str) -> StepRecord | None:
    found = library.rows(f"SELECT {_RECORD} FROM step s WHERE {where}")
    return StepRecord(*found[0]) if found else None


def steps(library: "Library", limit: int = -1) -> list[StepRecord]:
    """Return all acts, the newest first."""
    return [
        StepRecord(*row) for row in library.rows(f"SELECT {_RECORD} FROM step s ORDER BY id DESC LIMIT ?", (limit,))
    ]


def history(library: "Library", table: str, row: int) -> list[Change]:
    """Return what happened to a row, the newest first; for a task also to its units, reports and all its own."""
    values: tuple[Any, ...] = (row,) if table == "task" else (table, row)
    where = "j.task_id = ?" if table == "task" else "j.table_name = ? AND j.row_id = ?"
    found = library.rows(
        f"SELECT {_RECORD}, j.table_name, j.row_id, j.before, j.after FROM journal j JOIN step s ON s.id = j.step_id"
        f" WHERE {where} ORDER BY j.id DESC",
        values,
    )
    return [_change(each) for each in found]


def _change(row: tuple[Any, ...]) -> Change:
    before, after = (json.loads(image) if image else None for image in row[-2:])
    return Change(StepRecord(*row[:7]), row[7], row[8], before, after)
