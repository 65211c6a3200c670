"""What a ledger's tables, indices, views and triggers must be: ours, and nothing beside them.

The schema wanted is not written down twice: it is that of a new ledger, or what the migrations make of an empty
database.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import lru_cache

from gongkai_desk.store import header, migrations
from gongkai_desk.store.header import version_of
from gongkai_desk.store.schema import whole
from gongkai_desk.store.triggers import UNJOURNALED, columns_of, triggers_of

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
    steps = migrations.STEPS[:version]
    wanted = _whole(connection) if current and version == whole.VERSION else _wanted(steps)
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
    tables = _shape(whole.STATEMENTS)
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
def _wanted(steps: tuple[migrations.Migration, ...]) -> Shape:
    if not steps:  # a header that says so: nothing can be ours
        return {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.deserialize(migrations.blank(steps))
        return shape_of(fresh)
