"""The journal: steps with what they changed, row by row; written by triggers that are made from the schema itself.

An insert is written as the bare fact: what was inserted can be told from the row as it is and from what came later, and
an import of thousands of rows need not be stored twice. An update keeps the columns that changed, before and after, a
delete the whole row.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.store.rows import Ledger, day_text, json_text


def now() -> str:
    """Return this moment in UTC, e.g. ``2022-11-22T08:15:30Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class StepRecord(NamedTuple):
    """One act as the history has it: ``day`` is the act's, ``at`` wall time; ``fate`` tells whether it was undone."""

    id: int
    name: str
    who: str
    day: str
    at: str
    kind: str
    fate: str


class Change(NamedTuple):
    """One row before and after; for an update only the columns that changed, ``None`` where there was no row."""

    step: StepRecord
    table: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Step:
    """One act while it is being done."""

    def __init__(self, connection: sqlite3.Connection, number: int, name: str, day: str) -> None:
        self.connection = connection
        self.number = number
        self.name = name
        self.day = day
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


def begin(connection: sqlite3.Connection, name: str, by: By, kind: str, target: int | None) -> Step:
    """Open a step inside the running transaction."""
    number = connection.execute(
        "INSERT INTO step (name, who, day, at, kind, target, open) VALUES (?, ?, ?, ?, ?, ?, 1)",
        (name, by.who, by.today.isoformat(), now(), kind, target),
    ).lastrowid
    assert number is not None
    return Step(connection, number, name, by.today.isoformat())


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


# ---- undo and redo


def last_done(library: Ledger) -> StepRecord | None:
    """Return the act that undo would take back."""
    return _one(library, "kind = 'do' AND fate = 'done' ORDER BY id DESC LIMIT 1")


def next_undone(library: Ledger) -> StepRecord | None:
    """Return the act that redo would do again."""
    return _one(library, "kind = 'do' AND fate = 'undone' ORDER BY id LIMIT 1")


def take_back(step: Step, target: int) -> None:
    """Undo an act: write the images from before it."""
    _reverse(step.connection, target)
    _set_fate(step, target, "undone")


def do_again(step: Step, target: int) -> None:
    """Redo an act: take back the step that undid it."""
    found = "SELECT max(id) FROM step WHERE target = ? AND kind = 'undo'"
    _reverse(step.connection, step.connection.execute(found, (target,)).fetchone()[0])
    _set_fate(step, target, "done")


def _set_fate(step: Step, target: int, fate: str) -> None:
    step.connection.execute("UPDATE step SET fate = ? WHERE id = ?", (fate, target))


def _reverse(connection: sqlite3.Connection, step: int) -> None:
    """Write the images from before a step, its last row first."""
    connection.execute("PRAGMA defer_foreign_keys = ON")  # rows come back in an order that keys may not like
    known = tables(connection)
    images = connection.execute(
        "SELECT table_name, row_id, before, after FROM journal WHERE step_id = ? ORDER BY id DESC", (step,)
    ).fetchall()
    for sql, values in groupby((_reversal(known, *image) for image in images), key=itemgetter(0)):
        connection.executemany(sql, (each for _, each in values))


def _reversal(
    known: Mapping[str, tuple[str, ...]], table: str, row: int, before: str | None, after: str | None
) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that takes one change back. Columns that a migration dropped are left out."""
    if before is None:
        return f'DELETE FROM "{table}" WHERE id = ?', (row,)
    values = {name: value for name, value in json.loads(before).items() if name in known[table]}
    if after is None:
        names = ", ".join(f'"{name}"' for name in values)
        return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(values))})', tuple(values.values())
    pairs = ", ".join(f'"{name}" = ?' for name in values) or "id = id"
    return f'UPDATE "{table}" SET {pairs} WHERE id = ?', (*values.values(), row)


# ---- history

_RECORD = "s.id, s.name, s.who, s.day, s.at, s.kind, s.fate"


def _one(library: Ledger, where: str) -> StepRecord | None:
    found = library.rows(f"SELECT {_RECORD} FROM step s WHERE {where}")
    return StepRecord(*found[0]) if found else None


def steps(library: Ledger, limit: int = -1) -> list[StepRecord]:
    """Return all acts, the newest first."""
    return [
        StepRecord(*row) for row in library.rows(f"SELECT {_RECORD} FROM step s ORDER BY id DESC LIMIT ?", (limit,))
    ]


def history(library: Ledger, table: str, row: int) -> list[Change]:
    """Return what happened to a row, the newest first; for a task also to its units, reports and all its own."""
    values: tuple[Any, ...] = (row,) if table == "task" else (table, row)
    where = "j.task_id = ?" if table == "task" else "j.table_name = ? AND j.row_id = ?"
    found = library.rows(
        f"SELECT {_RECORD}, j.table_name, j.row_id, j.before, j.after FROM journal j JOIN step s ON s.id = j.step_id"
        f" WHERE {where} ORDER BY j.id DESC",
        values,
    )
    return _with_inserted(library, found)


def removals(library: Ledger, table: str) -> dict[int, StepRecord]:
    """Return by which act each row of a table went into the recycle bin the last time, by its id."""
    found = library.rows(
        f"SELECT {_RECORD}, j.row_id FROM journal j JOIN step s ON s.id = j.step_id"
        " WHERE j.table_name = ? AND json_extract(j.after, '$.removed') IS NOT NULL ORDER BY j.id",
        (table,),
    )
    return {row: StepRecord(*record) for *record, row in found}


def overwritten(library: Ledger, table: str, ids: Iterable[int], printing: str) -> dict[int, dict[str, Any]]:
    """Return what acts of other names than ``printing…`` wrote over in these rows: by id, columns as they were before.

    Acts that were undone count for nothing.
    """
    found: dict[int, dict[str, Any]] = {}
    for row, name, before, after in library.rows(
        "SELECT j.row_id, s.name, j.before, j.after FROM journal j JOIN step s ON s.id = j.step_id"
        " WHERE j.table_name = ? AND j.row_id IN (SELECT value FROM json_each(?)) AND j.before IS NOT NULL"
        " AND j.after IS NOT NULL AND s.kind = 'do' AND s.fate = 'done' ORDER BY j.id",
        (table, json_text(list(ids))),
    ):
        known = found.setdefault(row, {})
        if name.startswith(printing):
            for column in json.loads(after):
                known.pop(column, None)
        else:
            found[row] = json.loads(before) | known
    return found


def _with_inserted(library: Ledger, rows: Iterable[tuple[Any, ...]]) -> list[Change]:
    """Return the changes with what inserts inserted, worked out backwards from the rows as they are now."""
    states: dict[tuple[str, int], dict[str, Any]] = {}
    result = []
    for *record, table, row, before, after in rows:
        was, becomes = (json.loads(image) if image else None for image in (before, after))
        state = states.get((table, row)) or (_row(library, table, row) if was is None or becomes else {})
        result.append(Change(StepRecord(*record), table, row, was, dict(state) if was is None else becomes))
        states[table, row] = {**state, **(was or {})}
    return result


def _row(library: Ledger, table: str, row: int) -> dict[str, Any]:
    values = library.rows(f'SELECT * FROM "{table}" WHERE id = ?', (row,))
    return dict(zip(columns_of(library.connection, table), values[0], strict=True)) if values else {}


OF_NO_TASK = frozenset(
    {
        *("reminder", "paper_no", "request", "interpretation", "annual_report", "annual_figure", "annual_text"),
        *("dispatch", "dispatch_unit", "sent_row", "returned_file", "returned_row", "opinion"),
        *("packet", "row_origin", "superior", "filed_copy", "filing", "submission", "issued_paper", "closed_year"),
        *("period_lock", "locked_figure", "report_choice", "approval", "form", "form_column", "form_word", "form_row"),
        *("lookback", "lookback_item", "rectification", "draw", "doubt", "duty", "original", "saved_filter"),
        *("assessment", "assessment_item", "assessment_rule", "assessment_band", "assessment_unit"),
        *("assessment_score", "assessment_entry"),
    }
)
"""Tables that lights do not depend on."""


def touched_tasks(library: Ledger, changes: Changes) -> frozenset[int] | None:
    """Return the tasks whose facts an act changed; ``None``: it may have changed any (units, settings, days off)."""
    rows = library.rows("SELECT DISTINCT table_name, row_id, task_id FROM journal WHERE step_id = ?", (changes.step,))
    batches = [row for table, row, _ in rows if table == "dispatch"]  # one that goes takes its later days along
    rows = [row for row in rows if row[0] not in OF_NO_TASK]
    tasks = {task_id or row for table, row, task_id in rows if task_id or table == "task"}
    other = {(table, row) for table, row, task_id in rows if not task_id and table != "task"}
    proofs = [row for table, row in other if table == "evidence"]
    plans = [row for table, row in other if table == "plan"]
    if len(proofs) + len(plans) < len(other):
        return None
    linked = library.rows(
        "SELECT task_id FROM evidence_link WHERE evidence_id IN (SELECT value FROM json_each(?))"
        " UNION SELECT id FROM task WHERE plan_id IN (SELECT value FROM json_each(?))"
        " UNION SELECT s.task_id FROM closing_move m JOIN dispatch_unit b ON b.dispatch_id = m.dispatch_id"
        " JOIN sent_row s ON s.dispatch_unit_id = b.id WHERE m.dispatch_id IN (SELECT value FROM json_each(?))",
        (json_text(proofs), json_text(plans), json_text(batches)),
    )
    return frozenset(tasks | {task_id for (task_id,) in linked if task_id})


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
