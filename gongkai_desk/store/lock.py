"""One writer at a time: an operating system's lock beside the database, and a note of who holds it.

The lock goes with its process, however that ends; a note without a lock is stale and taken over.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.errors import (
    BusyLedger,
    DamagedLedger,
    DeskError,
    DiskFull,
    LibraryError,
    NoPermission,
    ReadOnlyLedger,
)
from gongkai_desk.store.journal import now

if TYPE_CHECKING:
    from filelock import BaseFileLock


LOCK_FILE = "ledger.lock"
NOTE_FILE = "lock.json"


class WriterLock:
    """The right to write in a library folder."""

    def __init__(self, folder: Path, who: str) -> None:
        """Take it, and leave a note of ``who``, where and since when.

        Raises:
            BusyLedger: somebody else has it.
            ReadOnlyLedger: nothing can be written in this folder.
            DiskFull: not even the note.
        """
        self._note = folder / NOTE_FILE
        self._held = _taken(folder)
        try:
            _write_note(self._note, who)
        except OSError as error:
            self.release()
            raise _refused(folder, error) from error

    def release(self) -> None:
        """Give it back."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._held.release()


def _taken(folder: Path) -> BaseFileLock:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_FILE, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyLedger(library=str(folder), **read_note(folder)) from error
    except OSError as error:
        raise _refused(folder, error) from error
    return lock


def _refused(folder: Path, error: OSError) -> LibraryError | DiskFull:
    """Return what a failed write in the folder means."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return DiskFull(file=str(folder)) if full else ReadOnlyLedger(library=str(folder), reason="place")


def _computer() -> str:
    """Return this computer's name; ``platform.node`` compiles a page of patterns for it."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def read_note(folder: Path) -> dict[str, str]:
    """Return ``who``, ``where`` and ``since`` of the writer, empty where not known."""
    try:
        note = json.loads((folder / NOTE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        note = {}
    known = note if isinstance(note, dict) else {}
    return {name: str(known.get(name, "")) for name in ("who", "where", "since")}


def _write_note(path: Path, who: str) -> None:
    note = {"who": who, "where": _computer(), "since": now(), "pid": os.getpid()}
    path.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


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
