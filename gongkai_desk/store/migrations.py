"""The schema of this version, the way to it from version 1 (0.2.0), and whether a ledger has it: nothing beside it.

Version 2 is the first that is released as a package. Until then it may change; from then on this module grows. In
version 1 two things stood in columns that were not made for them, as JSON: which duty a row is about and when its clock
started (``duty.source``), and how a spot check was drawn (``paper_no.remark``). They get columns of their own, in the
journal too: an act from before can still be undone and done again.

The schema that a ledger must have is not written down twice: it is that of a new ledger, or what the migrations make of
an empty database.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from typing import Any

from gongkai_desk.store import header
from gongkai_desk.store.header import APPLICATION_ID, version_of
from gongkai_desk.store.journal import UNJOURNALED, columns_of, install_triggers, remove_triggers, triggers_of
from gongkai_desk.store.schema import version_1
from gongkai_desk.store.schema.plans import ASSIGNED, HISTORY, OFFICE, PLANS, UNITS
from gongkai_desk.store.schema.registers import REGISTERS
from gongkai_desk.store.schema.rounds import JUDGING, ROUNDS
from gongkai_desk.store.schema.upward import UPWARD
from gongkai_desk.store.schema.work import WORK

VERSION = 2
STATEMENTS = (*UNITS, *PLANS, *WORK, *REGISTERS, *ROUNDS, *UPWARD, *JUDGING, *OFFICE, *HISTORY, *ASSIGNED)
"""The statements one by one: ``executescript`` would commit the transaction that they run in."""


Row = dict[str, Any]

_DRAW = "spot_check"  # the kind that draws had among the numbers of papers
_SEPARATOR = "\x1f"
_RENAMED = {("task", "extra"): "other"}
_LEFT_OUT = {"percent": 10}
"""What was meant where the JSON of a draw says nothing."""
_OLD = "old_{}"


def step_up(connection: sqlite3.Connection) -> None:
    """Bring a ledger of version 1 up to version 2, inside the running transaction."""
    old = _set_aside(connection)
    for statement in STATEMENTS:
        connection.execute(statement)
    for table in old:
        _copy(connection, table)
    for step in (_move_duties, _move_numbers, _move_draws, _move_journal):
        step(connection)
    for table in old:
        connection.execute(f"DROP TABLE {_OLD.format(table)}")


# ---- tables


def _set_aside(connection: sqlite3.Connection) -> list[str]:
    """Rename the tables of version 1 and drop what hangs on them; return their names."""
    made = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'index') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name in made:
        connection.execute(f"DROP {kind} {name}")
    connection.execute("PRAGMA legacy_alter_table = ON")  # references keep the names that they have
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    names = [name for (name,) in rows.fetchall()]
    for name in names:
        connection.execute(f"ALTER TABLE {name} RENAME TO {_OLD.format(name)}")
    connection.execute("PRAGMA legacy_alter_table = OFF")
    return names


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()]


def _copy(connection: sqlite3.Connection, table: str) -> None:
    """Copy the columns that are called the same or were renamed, and the last number that was given."""
    new = set(_columns(connection, table))
    pairs = [(name, _RENAMED.get((table, name), name)) for name in _columns(connection, _OLD.format(table))]
    kept = [(old, name) for old, name in pairs if name in new]
    if not kept:  # a table that is no more
        return
    sources, targets = (", ".join(f'"{name}"' for name in side) for side in zip(*kept, strict=True))
    connection.execute(f"INSERT INTO {table} ({targets}) SELECT {sources} FROM {_OLD.format(table)}")
    _keep_number(connection, table, _OLD.format(table))


def _keep_number(connection: sqlite3.Connection, table: str, source: str) -> None:
    """Let numbers go on where those of ``source`` ended: none is given twice, also none of a row that is gone."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (source,)).fetchone()
    if found:
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, found[0]))


# ---- columns of their own


def _move_duties(connection: sqlite3.Connection) -> None:
    for number, source in connection.execute("SELECT id, source FROM old_duty").fetchall():
        moved = _duty({"source": source})
        connection.execute("UPDATE duty SET key = ?, since = ? WHERE id = ?", (moved["key"], moved["since"], number))


def _duty(row: Row) -> Row:
    """Return columns of a duty, or some of them, with what its source said."""
    if "source" not in row:
        return row
    said: Row = next(iter(_told(row["source"], [])), {})
    rest = {name: value for name, value in row.items() if name != "source"}
    return {**rest, "key": said.get("key", ""), "since": said.get("since")}


def _move_numbers(connection: sqlite3.Connection) -> None:
    """The number of a slip as printed stood in its remark."""
    connection.execute("DELETE FROM paper_no WHERE kind = ?", (_DRAW,))
    connection.execute("UPDATE paper_no SET number_text = remark, remark = ''")


def _slip(row: Row) -> Row:
    if "remark" not in row:
        return row
    return {**row, "number_text": row["remark"], "remark": ""}


def _move_draws(connection: sqlite3.Connection) -> None:
    _keep_number(connection, "draw", "old_paper_no")  # they keep their ids
    for row in _rows(connection, f"SELECT * FROM old_paper_no WHERE kind = '{_DRAW}'"):
        moved = _draw(row)
        marks = ", ".join("?" * len(moved))
        connection.execute(f"INSERT INTO draw ({', '.join(moved)}) VALUES ({marks})", tuple(moved.values()))
        connection.executemany(
            "UPDATE spot_check SET draw_id = ? WHERE id = ?", ((row["id"], check) for check in _checks(row))
        )


def _rows(connection: sqlite3.Connection, sql: str) -> Iterator[Row]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    for values in cursor.fetchall():
        yield dict(zip(names, values, strict=True))


def _draw(row: Row) -> Row:
    """Return a draw from the whole row of its number."""
    said = _told(row["remark"], {})
    wanted = {"seed": 0, **said.get("wanted", {})}
    lists = {name: _SEPARATOR.join(wanted.get(name) or ()) for name in ("units", "colours")}
    flags = {name: int(wanted.get(name) or 0) for name in ("each_unit", "closed_only")}
    plain = {name: wanted.get(name, _LEFT_OUT.get(name)) for name in ("seed", "percent", "count", "plan_id")}
    own = {name: row[name] for name in ("id", "year", "number", "day")}
    of_sample = {"section": wanted.get("section") or "", "population": said.get("population", 0)}
    of_sample["mark"] = said.get("mark", "")
    return {**own, "checker": row["signer"], **plain, **flags, **lists, **of_sample}


def _checks(row: Row) -> list[int]:
    return list(_told(row["remark"], {}).get("checks", ()))


def _told(text: str, nothing: Any) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Return what JSON says; a text that a bad page spoiled must not keep the rest of the ledger from being opened."""
    try:
        return json.loads(text)
    except ValueError:
        return nothing


# ---- the journal


def _move_journal(connection: sqlite3.Connection) -> None:
    """Write the images of rows in the columns of today."""
    draws = _draw_images(connection)
    drawn = {check: number for number, row in draws.items() for check in _checks(row)}
    connection.executemany(
        "UPDATE journal SET table_name = 'draw' WHERE table_name = 'paper_no' AND row_id = ?",
        ((number,) for number in draws),
    )
    movers: Mapping[str, Callable[[Row], Row]] = {
        "duty": _duty,
        "paper_no": _slip,
        "draw": lambda row: _draw(row) if "id" in row else {},
        "spot_check": lambda row: {**row, "draw_id": drawn.get(row["id"])} if "id" in row else row,
        "task": lambda row: {_RENAMED.get(("task", name), name): value for name, value in row.items()},
    }
    for table, mover in movers.items():
        _move_images(connection, table, mover)


def _draw_images(connection: sqlite3.Connection) -> dict[int, Row]:
    """Return the rows of all draws by id, also of those that were taken back."""
    gone = connection.execute(
        "SELECT row_id, before FROM journal WHERE table_name = 'paper_no' AND after IS NULL AND before IS NOT NULL"
        " AND json_extract(before, '$.kind') = ?",
        (_DRAW,),
    ).fetchall()
    live = _rows(connection, f"SELECT * FROM old_paper_no WHERE kind = '{_DRAW}'")
    return {number: json.loads(before) for number, before in gone} | {row["id"]: row for row in live}


def _move_images(connection: sqlite3.Connection, table: str, mover: Callable[[Row], Row]) -> None:
    found = connection.execute(
        "SELECT id, before, after FROM journal WHERE table_name = ? AND before IS NOT NULL", (table,)
    ).fetchall()
    for number, *images in found:
        moved = (json.dumps(mover(json.loads(image)), ensure_ascii=False) if image else None for image in images)
        connection.execute("UPDATE journal SET before = ?, after = ? WHERE id = ?", (*moved, number))


def _first(connection: sqlite3.Connection) -> None:
    for statement in version_1.FIRST:
        connection.execute(statement)


def _make_whole(connection: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        connection.execute(statement)


Migration = Callable[[sqlite3.Connection], None]
STEPS: tuple[Migration, ...] = (_first, step_up)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the ledger up to ``header.CURRENT``; a step that fails leaves the file as it was before that step."""
    run(connection, STEPS)


def run(connection: sqlite3.Connection, steps: tuple[Migration, ...]) -> None:
    """Run those of ``steps``, all from the first version on, that the ledger has not had."""
    version = version_of(connection)
    if version == 0 and len(steps) >= VERSION:
        _run(connection, VERSION, _make_whole)
        version = VERSION
    for number in range(version, len(steps)):
        _run(connection, number + 1, steps[number])


@lru_cache(maxsize=2)
def blank(steps: tuple[Migration, ...]) -> bytes:
    """Return the file of a ledger that ``steps`` made and in which nothing is stored yet."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        run(fresh, steps)
        return fresh.serialize()


def _run(connection: sqlite3.Connection, version: int, step: Migration) -> None:
    """Run one step as one transaction; tables are made anew in it, so references are not followed meanwhile."""
    followed = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        remove_triggers(connection)
        step(connection)
        install_triggers(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has rolled back by itself: its error must be heard
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute(f"PRAGMA foreign_keys = {followed}")


Shape = dict[str, tuple[str, str, str]]
"""By name: type, table and the statement that made it."""

_MADE = re.compile(r"CREATE (?:UNIQUE )?(TABLE|INDEX|VIEW|TRIGGER) (\w+)(?:[^(]*? ON \"?(\w+))?")


def shape_of(connection: sqlite3.Connection) -> Shape:
    """Return what a database holds; SQLite's own tables and indices are left out.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    rows = connection.execute(
        r"SELECT name, type, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\'"
    ).fetchall()
    return {str(name): (kind, table, sql) for name, kind, table, sql in rows}


def differing(connection: sqlite3.Connection) -> list[str]:
    """Return the names of what is missing, foreign or changed in a ledger of this version or an older one, sorted.

    Each step of a migration makes the journal's triggers anew, so those of an older ledger are only asked for by name.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    version = version_of(connection)
    current, found = version == header.CURRENT, shape_of(connection)
    steps = STEPS[:version]
    wanted = _whole(connection) if current and version == VERSION else _wanted(steps)
    names = sorted(wanted.keys() | found.keys())
    return [name for name in names if _seen(wanted.get(name), current) != _seen(found.get(name), current)]


def _seen(known: tuple[str, str, str] | None, current: bool) -> tuple[str, ...] | None:
    if known is None or current or known[0] != "trigger":
        return known
    return known[:2]


def _whole(connection: sqlite3.Connection) -> Shape:
    """Return the shape of a new ledger without making one, which would hold up every start of the window.

    The triggers are those of the columns that are there: a table whose columns are not ours differs by itself.
    """
    tables = _shape(STATEMENTS)
    journaled = [name for name, (kind, *_) in tables.items() if kind == "table" and name not in UNJOURNALED]
    columns = {name: columns_of(connection, name) for name in journaled}
    triggers = (each for name, known in columns.items() if known for each in triggers_of(name, known))
    return tables | _shape(tuple(triggers))


def _shape(statements: tuple[str, ...]) -> Shape:
    found = ((statement, _MADE.match(statement)) for statement in statements)
    parts = ((match[1].lower(), match[2], match[3], statement) for statement, match in found if match)
    of_table = ("index", "trigger")
    return {name: (kind, on if kind in of_table else name, statement) for kind, name, on, statement in parts}


@lru_cache(maxsize=4)
def _wanted(steps: tuple[Migration, ...]) -> Shape:
    if not steps:  # a header that says so: nothing can be ours
        return {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.deserialize(blank(steps))
        return shape_of(fresh)
