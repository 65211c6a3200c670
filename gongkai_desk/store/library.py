"""The library folder: made, opened, locked, closed; steps are done through it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from gongkai_desk.domain.ids import By
from gongkai_desk.errors import (
    DamagedLedger,
    Foreign,
    NewerLedger,
    NotALedger,
    NotAllowed,
    NotFound,
    OlderLedger,
    ReadOnlyLedger,
)
from gongkai_desk.paths import LEDGER, refuse_inside_library, told_kindly
from gongkai_desk.store import header, journal
from gongkai_desk.store.care import leftovers
from gongkai_desk.store.closed import refuse_closed
from gongkai_desk.store.header import (
    SEAL,
    Origin,
    give_identity,
    identity_of,
    keep_identity,
    ledger_version,
    seal_of,
    version_of,
)
from gongkai_desk.store.lock import WriterLock, database_told_kindly
from gongkai_desk.store.tasks import search

if TYPE_CHECKING:
    import sqlite_utils

FOLDERS = ("originals", "evidence", "filed", "backups", "drafts")
_NEW = ".ledger-new.db"  # a ledger in the making; takes its name when whole
_BUSY_SECONDS = 5.0

T = TypeVar("T")


class Library:
    """An open library (台账库). Its one connection belongs to the thread that opened it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: WriterLock | None) -> None:
        """Wrap an open connection; ``lock`` is ``None`` for a reader. Use ``create`` or ``open``."""
        self.folder = folder
        self.connection = connection
        self.read_only = lock is None
        self._lock = lock
        self._opening = os.urandom(16).hex()

    @classmethod
    def create(cls, folder: Path, name: str, *, who: str = "", day: date) -> Self:
        """Make a new library and open it.

        Raises:
            NotAllowed: something stands there already (``lacks``: ``empty_folder``).
            NoPermission, DiskFull: the disk does not let us.
        """
        folder = Path(folder)
        _make_folders(folder)
        _make_ledger(folder, name, who, day)
        return cls.open(folder, who=who)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, who: str = "") -> Self:
        """Open a library to write in, or only to read (beside a writer).

        A writer brings an older ledger up to date, after a snapshot. It opens none with tables or triggers not ours.

        Raises:
            NotFound, NotALedger, NewerLedger, OlderLedger (readers only), BusyLedger, ReadOnlyLedger, DamagedLedger,
            NoPermission.
        """
        folder = Path(folder)
        with _newest_offered(folder):
            _look_first(folder, read_only=read_only)
            lock = None if read_only else WriterLock(folder, who)
            try:
                if lock:
                    _make_subfolders(folder)
                    leftovers.sweep(folder)
                connection = _opened(folder, read_only=read_only)
                if lock:
                    _identify(connection, folder, who)
                return cls(folder, connection, lock)
            except BaseException:
                if lock:
                    lock.release()
                raise

    def close(self) -> None:
        """Close the connection and give the lock back; may be called twice."""
        self.connection.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        """Use it in a ``with`` block that closes it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @cached_property
    def db(self) -> sqlite_utils.Database:
        """Return the same connection as sqlite-utils sees it; loaded with the first write."""
        import sqlite_utils

        return sqlite_utils.Database(self.connection, execute_plugins=False)

    @property
    def name(self) -> str:
        """Return the name that the library was given."""
        found = self.rows("SELECT value FROM setting WHERE name = 'name'")
        return str(found[0][0]) if found else self.folder.stem

    @cached_property
    def origin(self) -> Origin:
        """Return where the ids come from that are read through this opening."""
        with database_told_kindly(self.folder):
            return Origin(identity_of(self.connection), self._opening)

    def refuse_foreign(self, of: Origin | str) -> None:
        """Refuse ids that were not read here: from another opening, or by an identity alone from another library.

        Raises:
            Foreign: they come from elsewhere.
        """
        if of != (self.origin.library if isinstance(of, str) else self.origin):
            raise Foreign(library=self.name)

    def act(self, change: Callable[[Self], T], of: Origin | str) -> T:
        """Run one act of a service upon ids that were read from ``of``.

        Raises:
            Foreign: they come from another library or another opening; nothing was done.
        """
        self.refuse_foreign(of)
        return change(self)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query at once, so that no read transaction stays open.

        A number too large for SQLite is no row's id: such a query finds nothing.
        """
        with database_told_kindly(self.folder):
            try:
                return self.connection.execute(sql, values).fetchall()
            except OverflowError:
                return []

    @contextmanager
    def step(self, name: str, by: By, *, kind: str = "do", target: int | None = None) -> Iterator[journal.Step]:
        """Do one act as one transaction; ``name`` is what undo will call it. Stored when the block has ended.

        Raises:
            ReadOnlyLedger: the library was opened for reading.
            DiskFull, DamagedLedger …: what SQLite reports; nothing of the act is stored then.
        """
        if self.read_only:
            raise ReadOnlyLedger(library=str(self.folder))
        with database_told_kindly(self.folder), self.db.atomic():
            step = journal.begin(self.connection, name, by, kind, target)
            yield step
            refuse_closed(self.connection, step.number, str(self.folder))
            step.finish()
            search.refresh(self.connection, step.number)


@contextmanager
def _newest_offered(folder: Path) -> Iterator[None]:
    """Let the refusal of a damaged ledger name the newest snapshot that is whole."""
    try:
        yield
    except DamagedLedger as error:
        from gongkai_desk.store.care.snapshots import newest_whole

        error.data.setdefault("newest", newest_whole(folder))
        raise


def _make_folders(folder: Path) -> None:
    refuse_inside_library(folder.parent / LEDGER)
    with told_kindly(folder):
        if folder.is_file() or (folder.is_dir() and any(not _half_made(entry) for entry in folder.iterdir())):
            raise NotAllowed(library=str(folder), lacks=("empty_folder",))
        folder.mkdir(parents=True, exist_ok=True)
    _make_subfolders(folder)


def _make_subfolders(folder: Path) -> None:
    """Make what is missing: a copy by stick or zip may leave empty folders behind."""
    with told_kindly(folder):
        for name in FOLDERS:
            if (folder / name).is_file():  # a stick's repair, a sync client's conflict
                raise DamagedLedger(library=str(folder), reason="no_folder", part=name, newest="")
            (folder / name).mkdir(exist_ok=True)


def _half_made(entry: Path) -> bool:
    """Tell whether this is what a making that was cut short leaves behind."""
    return entry.name.startswith(_NEW) or (entry.name in FOLDERS and not any(entry.iterdir()))


def _make_ledger(folder: Path, name: str, who: str, day: date) -> None:
    path = folder / _NEW
    with told_kindly(folder), database_told_kindly(folder):
        _drop_half_made(folder)
        path.write_bytes(_blank())
        connection = connect(path)
        try:
            connection.execute("PRAGMA trusted_schema = ON")  # it is our own
            _first_step(connection, name, who, day)
        finally:
            connection.close()
        path.rename(folder / LEDGER)
        _drop_half_made(folder)  # its empty journal


def _blank() -> bytes:
    from gongkai_desk.store import migrations

    return migrations.blank(migrations.STEPS)


def _drop_half_made(folder: Path) -> None:
    for rest in folder.glob(f"{_NEW}*"):
        rest.unlink()


def _first_step(connection: sqlite3.Connection, name: str, who: str, day: date) -> None:
    connection.execute("BEGIN")
    step = journal.begin(connection, "新建台账库", By(who, day), "base", None)
    connection.execute("INSERT INTO setting (name, value) VALUES ('name', ?)", (name,))
    keep_identity(connection)
    step.finish()
    connection.execute("COMMIT")


def _identify(connection: sqlite3.Connection, folder: Path, who: str) -> None:
    """Give a library that was made before there were identities one of its own."""
    try:
        with database_told_kindly(folder):
            if not identity_of(connection):
                give_identity(connection, who)
    except BaseException:
        connection.close()
        raise


def _look_first(folder: Path, *, read_only: bool) -> None:
    """Refuse what must not be touched, from the file's first bytes alone."""
    if not folder.is_dir():
        raise NotFound(library=str(folder), file=str(folder))
    try:
        version = ledger_version(folder / LEDGER, str(folder))
    except NotALedger as error:
        if not all((folder / name).is_dir() for name in ("originals", "backups")):
            raise
        raise DamagedLedger(library=str(folder), reason="no_ledger") from error  # a library that has lost its database
    _refuse_version(folder, version, read_only=read_only)


def _refuse_version(folder: Path, version: int, *, read_only: bool) -> None:
    if version > header.CURRENT:
        raise NewerLedger(library=str(folder), version=version, known=header.CURRENT)
    if read_only and version < header.CURRENT:
        raise OlderLedger(library=str(folder), version=version, known=header.CURRENT)


def _differing(connection: sqlite3.Connection, version: int) -> list[str]:
    """Return what of the schema is not ours; the whole schema is loaded only where the seal is another."""
    if version == header.CURRENT and seal_of(connection) == SEAL:
        return []
    from gongkai_desk.store.migrations import differing

    return differing(connection)


def _opened(folder: Path, *, read_only: bool) -> sqlite3.Connection:
    with database_told_kindly(folder):
        connection = connect(folder / LEDGER, read_only=read_only)
        try:
            # asked again: a crashed migration is rolled back only now
            version = version_of(connection)
            _refuse_version(folder, version, read_only=read_only)
            names = _differing(connection, version)
            if names and not read_only:  # a foreign trigger would act with each row that is written
                raise DamagedLedger(library=str(folder), reason="schema", names=names[:3])
            if not names:  # the journal's own triggers call JSON functions, which SQLite holds for unsafe
                connection.execute("PRAGMA trusted_schema = ON")
            if version < header.CURRENT:
                from gongkai_desk.store.care.snapshots import snapshot

                snapshot(folder, "migrate")
                _migrate(connection, folder)
        except BaseException:
            connection.close()
            raise
        return connection


def _migrate(connection: sqlite3.Connection, folder: Path) -> None:
    from gongkai_desk.store import migrations

    try:
        migrations.migrate(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        # a table that is there already, or is not: the file is not what its version says
        raise DamagedLedger(library=str(folder), reason=str(error)) from error


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection with our settings; transactions begin only where we say so.

    ``TRUNCATE`` with ``FULL`` loses no acknowledged write in a power cut (WAL and Python's defaults can).
    A reader opens the file as a writer would, because only so can it roll back what a killed writer left behind.
    """
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection
