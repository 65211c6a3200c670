"""What tells a ledger before anything is read of it: the first 100 bytes, its version, the seal of its schema."""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gongkai_desk.domain.ids import By
from gongkai_desk.errors import NotALedger
from gongkai_desk.paths import told_kindly
from gongkai_desk.store import journal
from gongkai_desk.store.journal import now

APPLICATION_ID = 0x474B4458  # "GKDX"
CURRENT = 2
"""The version that this program writes; ``migrations.STEPS`` has a step for each."""
SEAL = "eabf319319a2757ec5fe68de7cc516b0e48cedaa9b84292c60c9a103a684ab95"
"""``seal_of`` a ledger of that version: opening one need not load the whole schema; a test keeps it up to date."""
_MAGIC = b"SQLite format 3\x00"
_SIZE = 100


class Header(NamedTuple):
    """What a database file says of itself (https://www.sqlite.org/fileformat.html, 1.3)."""

    application_id: int
    version: int


def read_header(path: Path) -> Header | None:
    """Return the header of a database file; ``None`` if it is none.

    Raises:
        NoPermission: the file may not be read.
    """
    with told_kindly(path), open(path, "rb") as file:
        head = file.read(_SIZE)
    if len(head) < _SIZE or not head.startswith(_MAGIC):
        return None
    return Header(application_id=int.from_bytes(head[68:72]), version=int.from_bytes(head[60:64]))


def ledger_version(path: Path, library: str) -> int:
    """Return the schema version of a ledger file.

    Raises:
        NotALedger: no file there, or not one of ours.
    """
    header = read_header(path) if path.is_file() else None
    if header is None or header.application_id != APPLICATION_ID:
        raise NotALedger(library=library)
    return header.version


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of an open ledger."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def seal_of(connection: sqlite3.Connection) -> str:
    """Return a digest of all tables, indices, views and triggers; two ledgers with the same have the same schema.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    rows = connection.execute(
        r"SELECT name, type, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name"
    ).fetchall()
    return sha256(repr(rows).encode()).hexdigest()


IDENTITY = "library.id"
"""Name of the setting; no fact of the office, so that ``dump`` leaves it out."""
_READ = "SELECT value FROM setting WHERE name = ?"
_KEEP = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class Origin(NamedTuple):
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
    connection.execute(_KEEP, (IDENTITY, identity or os.urandom(16).hex()))


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
