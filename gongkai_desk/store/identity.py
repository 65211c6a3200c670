"""Which library rows come from: an identity made with the library, a token of each opening.

Ids are small numbers that every library counts anew, so that task 3 of one is another's task 3 too. The identity is
kept in ``setting`` and goes with a copy, a backup and a restore: two openings of one library or of its copy share it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from gongkai_desk.domain.act import By
from gongkai_desk.store import journal
from gongkai_desk.store.clock import now

IDENTITY = "library.id"
"""Name of the setting; no fact of the office, so that ``dump`` leaves it out."""
_READ = "SELECT value FROM setting WHERE name = ?"
_KEEP = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where ids were read: ``library`` is its identity, empty for one that was never opened for writing since.

    ``opening`` tells two openings apart, also those of one library.
    """

    library: str
    opening: str


def identity_of(connection: sqlite3.Connection) -> str:
    """Return the identity of an open ledger, empty if it has none yet."""
    found = connection.execute(_READ, (IDENTITY,)).fetchone()
    return str(found[0]) if found else ""


def keep_identity(connection: sqlite3.Connection, identity: str = "") -> None:
    """Give the ledger an identity inside the step that is open, by default a new one."""
    connection.execute(_KEEP, (IDENTITY, identity or uuid4().hex))


def give_identity(connection: sqlite3.Connection, who: str, identity: str = "") -> None:
    """Give a ledger that has no identity one, as a step that undo passes over."""
    day = date.fromisoformat(now()[:10])  # no act of a clerk: it has no other day than its wall time
    connection.execute("BEGIN IMMEDIATE")
    try:
        step = journal.begin(connection, "登记台账库编号", By(who, day), "base", None)
        keep_identity(connection, identity)
        step.finish()
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has rolled back by itself
            connection.execute("ROLLBACK")
        raise
