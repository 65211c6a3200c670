"""How a ledger of an older version becomes one of this version.

``STEPS`` holds one function per version; ``user_version`` in the file's header is how many have run. A released step is
never edited. Each runs in its own transaction together with its number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from gongkai_desk.store import schema
from gongkai_desk.store.header import APPLICATION_ID
from gongkai_desk.store.triggers import install_triggers, remove_triggers


def _first(connection: sqlite3.Connection) -> None:
    for statement in schema.FIRST:
        connection.execute(statement)


Migration = Callable[[sqlite3.Connection], None]
STEPS: tuple[Migration, ...] = (_first,)
CURRENT = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of an open ledger."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the ledger up to ``CURRENT``; a step that fails leaves the file as it was before that step."""
    run(connection, STEPS)


def run(connection: sqlite3.Connection, steps: tuple[Migration, ...]) -> None:
    """Run those of ``steps``, all from the first version on, that the ledger has not had."""
    for number in range(version_of(connection), len(steps)):
        _run(connection, number, steps[number])


def _run(connection: sqlite3.Connection, number: int, step: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        remove_triggers(connection)
        step(connection)
        install_triggers(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has rolled back by itself: its error must be heard
            connection.execute("ROLLBACK")
        raise
