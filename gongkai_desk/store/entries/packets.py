"""分工录入包 as stored: which rows travel, the small ledger that holds them, what is known of rows made elsewhere."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.cycle.packets import Base, Merge, Outgoing, Row, Rows, Shape, StepMark, Value
from gongkai_desk.domain.cycle.rounds import Packet, RowOrigin
from gongkai_desk.domain.ids import By
from gongkai_desk.outside import without_unseen
from gongkai_desk.store import journal
from gongkai_desk.store.care.findings import KEPT_FOLDERS
from gongkai_desk.store.entries import upward
from gongkai_desk.store.header import IDENTITY
from gongkai_desk.store.journal import Step, columns_of, insert, next_id, set_columns
from gongkai_desk.store.migrations import STEPS, blank
from gongkai_desk.store.records import insert_record, records
from gongkai_desk.store.rows import HEADINGS, json_text
from gongkai_desk.store.tasks import search
from gongkai_desk.store.tasks.evidence import KeptFile, keep_bytes

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

MADE, MERGED, RECEIVED = "made", "merged", "received"
"""Kinds of ``packet`` rows: sent out, taken back, and in the colleague's library: what it is."""
_WHOLE = ("unit", "unit_alias", "unit_group", "group_class", "group_member", "group_exclusion")
_OF_TASKS = (
    *("task_unit", "task_unit_choice", "task_link", "doubt", "transition", "quota_event", "timed_case", "report"),
    *("evidence_link", "unit_state", "spot_check"),
)
TRAVELLING = (
    *("original", "plan", *_WHOLE, "task", "task_unit", "task_unit_choice", "task_link", "doubt", "transition"),
    *("quota_event", "timed_case", "report", "summary_source", "evidence", "evidence_link", "unit_state", "spot_check"),
)
"""The tables of a packet, a table behind those that it refers to."""
_STAYS = frozenset({"setting", "day_off", "packet", "filed_copy", "saved_filter"})
"""What a colleague's library has by itself: none of it is missed."""
_IDENTITY_OF = frozenset({IDENTITY, "name"})
_LINKED = "id IN (SELECT evidence_id FROM evidence_link WHERE task_id IN (SELECT value FROM json_each(?1)))"
_SOURCES = "summary_id IN (SELECT id FROM report WHERE task_id IN (SELECT value FROM json_each(?1)))"
_WHERE = {
    **dict.fromkeys(_WHOLE, "1"),
    **dict.fromkeys(_OF_TASKS, "task_id IN (SELECT value FROM json_each(?1))"),
    "task": "id IN (SELECT value FROM json_each(?1))",
    "plan": "id IN (SELECT plan_id FROM task WHERE id IN (SELECT value FROM json_each(?1)))",
    "original": "id IN (SELECT original_id FROM plan WHERE id IN"
    " (SELECT plan_id FROM task WHERE id IN (SELECT value FROM json_each(?1))))",
    "evidence": _LINKED,
    "summary_source": _SOURCES,
}
"""Which rows belong to the tasks ``?1``."""


# ---- rows


def shapes_of(connection: sqlite3.Connection) -> tuple[Shape, ...]:
    """Return the tables that travel, those that are referred to first; references to others stay at home."""
    return tuple(_shape(connection, name) for name in TRAVELLING)


def _shape(connection: sqlite3.Connection, name: str) -> Shape:
    needed = {
        column
        for column, not_null in connection.execute('SELECT name, "notnull" FROM pragma_table_info(?)', (name,))
        if not_null
    }
    refers = {column: target for column, target in _references(connection, name) if target in TRAVELLING}
    return Shape(name, columns_of(connection, name)[1:], refers, frozenset(needed & refers.keys()))


def _references(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Return the columns of a table that refer to another, with that."""
    return connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)).fetchall()


def rows_of(library: Library, task_ids: Collection[int], also: Mapping[str, Collection[int]] | None = None) -> Rows:
    """Return the rows that belong to these tasks, and those named by ``also``; references out of them are left empty.

    A row whose reference must be there is left out where it is not: a link to a task that does not travel.
    """
    chosen, found = json_text(sorted(task_ids)), dict[str, dict[int, Row]]()
    for shape in shapes_of(library.connection):
        more = json_text(sorted((also or {}).get(shape.name, ())))
        where = f"{_WHERE[shape.name]} OR id IN (SELECT value FROM json_each(?2))"
        found[shape.name] = _read(library.connection, shape, where, (chosen, more))
    return _closed(shapes_of(library.connection), found)


def all_rows(connection: sqlite3.Connection) -> Rows:
    """Return all rows that travel, as a packet's library has them, their texts without what nobody sees."""
    shapes = shapes_of(connection)
    return seen(_closed(shapes, {shape.name: _read(connection, shape, "1", ()) for shape in shapes}))


def _read(connection: sqlite3.Connection, shape: Shape, where: str, values: Sequence[Any]) -> dict[int, Row]:
    foreign = {column for column, target in _references(connection, shape.name) if target not in TRAVELLING}
    names = ", ".join(f'NULL AS "{name}"' if name in foreign else f'"{name}"' for name in shape.columns)
    rows = connection.execute(f"SELECT id, {names} FROM {shape.name} WHERE {where} ORDER BY id", values).fetchall()
    return {number: dict(zip(shape.columns, row, strict=True)) for number, *row in rows}


def _closed(shapes: Sequence[Shape], rows: dict[str, dict[int, Row]]) -> Rows:
    """Return rows that refer to nothing but one another."""
    for shape in shapes:
        own = rows[shape.name]
        for number, row in list(own.items()):
            lost = [c for c, target in shape.refers.items() if row[c] is not None and row[c] not in rows[target]]
            if shape.needed.intersection(lost):
                del own[number]
            elif lost:
                own[number] = {**row, **dict.fromkeys(lost)}
    return rows


def seen(rows: Rows) -> Rows:
    """Return rows with their texts as texts from outside are kept."""
    return {
        table: {number: {name: _seen(value) for name, value in row.items()} for number, row in own.items()}
        for table, own in rows.items()
    }


def _seen(value: Value) -> Value:
    if not isinstance(value, str) or value.isprintable():
        return value
    return HEADINGS.join(map(without_unseen, value.split(HEADINGS)))


def file_places(rows: Rows) -> tuple[str, ...]:
    """Return the kept files that rows name, by place in a library's folder."""
    found: dict[str, None] = {}
    for table, folder in KEPT_FOLDERS.items():
        for row in rows.get(table, {}).values():
            if row["sha256"]:
                kept = KeptFile(str(row["sha256"]), "", str(row["suffix"]), 0)
                found[f"{folder}/{kept.path}"] = None
    return tuple(found)


# ---- a ledger of its own


def write_ledger(path: Path, of: Outgoing, by: By) -> None:
    """Write a small ledger that holds the rows of a packet with their ids; whoever opens it first gives it an identity.

    So two colleagues who were given the same packet have libraries of their own, and no row of one is taken for
    another's.
    """
    path.write_bytes(blank(STEPS))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        step = journal.begin(connection, "收到分工录入包", by, "base", None)
        for name, value in of.settings.items():
            insert(step, "setting", {"name": name, "value": value})
        for table in TRAVELLING:
            for number, row in of.rows[table].items():
                insert(step, table, {"id": number, **row})
        insert_record(step, Packet(of.code, RECEIVED, of.home, of.day, of.home_name, of.order.plan_id))
        step.finish()
        search.refresh(connection, step.number)
        connection.execute("COMMIT")


def packet_settings(library: Library, name: str) -> dict[str, str]:
    """Return the office's settings for a packet's library, which is called ``name``."""
    rows = library.rows("SELECT name, value FROM setting")
    return {**{key: value for key, value in rows if key not in _IDENTITY_OF}, "name": name}


def step_marks(connection: sqlite3.Connection) -> tuple[StepMark, ...]:
    """Return the steps of a history, the first first."""
    return tuple(connection.execute("SELECT id, at, who FROM step ORDER BY id").fetchall())


def left_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows a library holds of what does not travel back, by table."""
    names = [name for name in journal.tables(connection) if name not in TRAVELLING and name not in _STAYS]
    counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    return {name: number for name, number in counted.items() if number}


# ---- what is known of packets


def packet(library: Library, code: str, kind: str) -> Packet | None:
    """Return the entry of a packet."""
    return next(iter(records(library, Packet, "code = ? AND kind = ?", (code, kind))), None)


def received(library: Library) -> Packet | None:
    """Return of which packet this library is; ``None`` for one of its own."""
    return next(iter(records(library, Packet, "kind = ?", (RECEIVED,))), None)


def packets(library: Library, kind: str) -> list[Packet]:
    """Return the entries of a kind, by id."""
    return records(library, Packet, "kind = ?", (kind,))


def base_of(library: Library, entry: Packet) -> Base:
    """Return what both sides last agreed upon, as filed.

    Raises:
        OSError, ValueError: the filed copy is gone or was changed.
    """
    assert entry.filed_copy_id is not None
    said = json.loads(upward.copy_path(library, entry.filed_copy_id).read_text(encoding="utf-8"))
    rows = {table: {int(number): row for number, row in own.items()} for table, own in said["rows"].items()}
    return Base(rows, tuple((number, at, who) for number, at, who in said["steps"]))


def keep_base(library: Library, base: Base, code: str) -> KeptFile:
    """File what both sides agree upon."""
    plain = {"rows": base.rows, "steps": base.steps}
    data = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    return keep_bytes(library.folder / "filed", data, f"分工录入包{code}.json")


def put_packet(step: Step, entry: Packet, former: Packet | None, copy: KeptFile) -> int:
    """Store an entry with its base, in the place of a former one of the same packet; return its id."""
    copy_id = upward.insert_copy(step, copy)
    if former is not None and former.id is not None:
        set_columns(step, "packet", former.id, {"filed_copy_id": copy_id, "day": entry.day.isoformat()})
        return former.id
    number = insert_record(step, entry)
    set_columns(step, "packet", number, {"filed_copy_id": copy_id})
    return number


def known_rows(library: Library, identity: str) -> dict[tuple[str, int], int]:
    """Return our ids of rows that were made in another library, by table and id there."""
    rows = records(library, RowOrigin, "library = ?", (identity,))
    return {(row.table_name, row.foreign_id): row.row_id for row in rows}


def following_ids(library: Library) -> dict[str, int]:
    """Return the next id of each table that travels."""
    return {table: next_id(library.connection, table) for table in TRAVELLING}


def pinned(library: Library, wanted: Mapping[str, Iterable[int]]) -> frozenset[tuple[str, int]]:
    """Return those of these rows to which something refers that does not travel: a returned book, a letter."""
    found: set[tuple[str, int]] = set()
    for table in (name for name in journal.tables(library.connection) if name not in TRAVELLING):
        for column, target in _references(library.connection, table):
            if ids := list(wanted.get(target, ())):
                sql = f'SELECT "{column}" FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(?))'
                found |= {(target, number) for (number,) in library.rows(sql, (json_text(ids),))}
    return frozenset(found)


def apply(step: Step, merge: Merge, identity: str, packet_id: int) -> None:
    """Store what a merge does; rows may refer to one another in any order until the step ends."""
    step.connection.execute("PRAGMA defer_foreign_keys = ON")
    for table, number in merge.deletes:
        step.connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
    for table, number, row in merge.inserts:
        insert(step, table, {"id": number, **row})
    for table, number, row in merge.updates:
        set_columns(step, table, number, row)
    for table, number, foreign in merge.origins:
        insert_record(step, RowOrigin(table, number, identity, foreign, packet_id))
