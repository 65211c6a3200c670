"""Snapshots of the database in backups/, taken by the program itself before an import, a migration, a restore."""

import sqlite3
from contextlib import closing
from pathlib import Path

from gongkai_desk.errors import DeskError
from gongkai_desk.paths import told_of, written_whole
from gongkai_desk.store.clock import now
from gongkai_desk.store.failures import database_told_kindly
from gongkai_desk.store.header import APPLICATION_ID, LEDGER, read_header

KEPT = 20
"""Snapshots kept in backups/; an office imports some ten plans a year and migrates once."""


def snapshot(folder: Path, reason: str) -> Path:
    """Copy the ledger into ``backups/`` as it stands, and drop the oldest snapshots; return the copy.

    Raises:
        DiskFull, NoPermission: the copy could not be written.
    """
    target = free_name(folder, f"{reason}.db")
    with told_of(folder):
        copy_ledger(folder, target)
    for old in (*snapshots(folder)[KEPT:], *(folder / "backups").glob(".*.db")):  # hidden: cut short by a kill
        old.unlink(missing_ok=True)
    return target


def daily_snapshot(folder: Path) -> Path | None:
    """Take the day's first snapshot (by UTC, as names have it); ``None`` where the day has one already.

    Raises:
        DiskFull, NoPermission: the copy could not be written.
    """
    today = now()[:10].replace("-", "")
    newest = next(iter(snapshots(folder)), None)
    return None if newest is not None and f"-{today}T" in newest.name else snapshot(folder, "daily")


def free_name(folder: Path, name: str) -> Path:
    """Return a new place in ``backups/``: a running number, since a PC's clock may be wrong, the time, ``name``."""
    taken = (path.name.partition("-")[0] for path in (folder / "backups").iterdir())
    number = max((int(head) for head in taken if head.isdecimal()), default=0) + 1
    return folder / "backups" / f"{number:06}-{now().replace('-', '').replace(':', '')}-{name}"


def snapshots(folder: Path) -> list[Path]:
    """Return the snapshots, the newest first."""
    return sorted((folder / "backups").glob("[!.]*.db"), key=lambda path: path.name, reverse=True)


def copy_ledger(folder: Path, target: Path) -> None:
    """Copy the database in one step on a connection of its own: beside a writer, whole, and never half."""
    with (
        database_told_kindly(folder),
        written_whole(target) as beside,
        closing(sqlite3.connect(beside)) as copy,
        closing(sqlite3.connect(folder / LEDGER, timeout=5.0)) as source,
    ):
        source.backup(copy)


def is_whole_ledger(path: Path) -> bool:
    """Tell whether a database file is one of ours and passes SQLite's own quick check."""
    try:
        header = read_header(path)
    except DeskError:
        return False
    if header is None or header.application_id != APPLICATION_ID:
        return False
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
