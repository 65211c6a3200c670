"""One writer at a time: an operating system's lock beside the database, and a note of who holds it.

The lock goes with its process, however that ends; a note without a lock is stale and taken over.
"""

import contextlib
import errno
import json
import os
import sys
from pathlib import Path

from gongkai_desk.errors import BusyLedger, DiskFull, LibraryError, ReadOnlyLedger
from gongkai_desk.store.clock import now

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
        self._held: int | None = _taken(folder)
        try:
            _write_note(self._note, who)
        except OSError as error:
            self.release()
            raise _refused(folder, error) from error

    def release(self) -> None:
        """Give it back."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        if self._held is not None:
            _unlock(self._held)
            os.close(self._held)
            self._held = None


def _taken(folder: Path) -> int:
    """Return the open lock file, held until it is closed or the process ends."""
    try:
        held = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        _lock(held)
    except OSError as error:
        os.close(held)
        if error.errno in _HELD_ELSEWHERE:
            raise BusyLedger(library=str(folder), **read_note(folder)) from error
        raise _refused(folder, error) from error
    return held


# A few lines in place of ``filelock``, whose import took a tenth of the window's start. The locks are the same ones, so
# that programs of both kinds see each other.
_HELD_ELSEWHERE = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

if sys.platform == "win32":
    import msvcrt

    def _lock(held: int) -> None:
        """Lock the file's first byte at once or not at all."""
        msvcrt.locking(held, msvcrt.LK_NBLCK, 1)

    def _unlock(held: int) -> None:
        with contextlib.suppress(OSError):
            os.lseek(held, 0, os.SEEK_SET)
            msvcrt.locking(held, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(held: int) -> None:
        """Lock the file at once or not at all."""
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(held: int) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(held, fcntl.LOCK_UN)


def _refused(folder: Path, error: OSError) -> LibraryError | DiskFull:
    """Return what a failed write in the folder means."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return DiskFull(file=str(folder)) if full else ReadOnlyLedger(library=str(folder))


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
