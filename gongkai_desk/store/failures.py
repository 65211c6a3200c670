"""What SQLite reports, told as errors of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai_desk.errors import BusyLedger, DamagedLedger, DeskError, DiskFull, NoPermission, ReadOnlyLedger
from gongkai_desk.store.lock import read_note

_BYTE = 0xFF  # the primary code of an extended one


@contextmanager
def database_told_kindly(folder: Path) -> Iterator[None]:
    """Turn what SQLite says of disk, file or lock into our errors; bugs of ours stay ``sqlite3`` errors.

    Raises:
        DiskFull, NoPermission, ReadOnlyLedger, DamagedLedger, BusyLedger: as their names say.
    """
    try:
        yield
    except sqlite3.Error as error:
        told = _told(error, folder)
        if told is None:
            raise
        raise told from error


def _told(error: sqlite3.Error, folder: Path) -> DeskError | None:
    code = getattr(error, "sqlite_errorcode", 0) & _BYTE
    library = str(folder)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(file=library)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return NoPermission(file=library, reason=str(error))
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnlyLedger(library=library)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedLedger(library=library, reason=str(error))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyLedger(library=library, **read_note(folder))
    return None
