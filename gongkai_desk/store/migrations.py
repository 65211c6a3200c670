"""How a ledger of an older version becomes one of this version, and how a new one begins.

``STEPS`` holds one function per version; ``user_version`` in the file's header is how many have run. A released step is
never edited. Each runs in its own transaction together with its number. A new ledger is made whole, as
``schema.whole`` has it; only what came after that version is stepped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache

from gongkai_desk.store import version_2
from gongkai_desk.store.header import APPLICATION_ID, version_of
from gongkai_desk.store.schema import version_1, whole
from gongkai_desk.store.triggers import install_triggers, remove_triggers


def _first(connection: sqlite3.Connection) -> None:
    for statement in version_1.FIRST:
        connection.execute(statement)


def _whole(connection: sqlite3.Connection) -> None:
    for statement in whole.STATEMENTS:
        connection.execute(statement)


Migration = Callable[[sqlite3.Connection], None]
STEPS: tuple[Migration, ...] = (_first, version_2.step_up)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the ledger up to ``header.CURRENT``; a step that fails leaves the file as it was before that step."""
    run(connection, STEPS)


def run(connection: sqlite3.Connection, steps: tuple[Migration, ...]) -> None:
    """Run those of ``steps``, all from the first version on, that the ledger has not had."""
    version = version_of(connection)
    if version == 0 and len(steps) >= whole.VERSION:
        _run(connection, whole.VERSION, _whole)
        version = whole.VERSION
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
