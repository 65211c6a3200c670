"""What a ledger's tables, indices, views and triggers must be: ours, and nothing beside them.

The schema wanted is not written down twice: it is what the migrations make of an empty database.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache

from gongkai_desk.store import migrations

Shape = dict[str, tuple[str, str, str]]
"""By name: type, table and the statement that made it."""


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
    version = migrations.version_of(connection)
    wanted, found = _wanted(migrations.STEPS[:version]), shape_of(connection)
    current = version == migrations.CURRENT
    names = sorted(wanted.keys() | found.keys())
    return [name for name in names if _seen(wanted.get(name), current) != _seen(found.get(name), current)]


def _seen(known: tuple[str, str, str] | None, current: bool) -> tuple[str, ...] | None:
    if known is None or current or known[0] != "trigger":
        return known
    return known[:2]


@lru_cache(maxsize=4)
def _wanted(steps: tuple[migrations.Migration, ...]) -> Shape:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrations.run(fresh, steps)
        return shape_of(fresh)
