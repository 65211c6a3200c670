"""Snapshots of the database, backups of the whole folder, and the way back."""

import sqlite3
from contextlib import closing
from pathlib import Path

from gongkai_desk.paths import written_whole
from gongkai_desk.store.clock import now
from gongkai_desk.store.failures import database_told_kindly

KEPT = 20
"""Snapshots kept in backups/; an office imports some ten plans a year and migrates once."""

_LEDGER = "ledger.db"


def snapshot(folder: Path, reason: str) -> Path:
    """Copy the ledger into ``backups/`` as it stands, and drop the oldest snapshots; return the copy.

    Raises:
        DiskFull, NoPermission: the copy could not be written.
    """
    stamp = now().replace("-", "").replace(":", "")
    target = _free(folder / "backups", f"{stamp}-{reason}")
    copy_ledger(folder, target)
    for old in snapshots(folder)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def _free(folder: Path, stem: str) -> Path:
    """Return a name that is not taken: two snapshots may fall into one second."""
    names = (f"{stem}{'' if i == 0 else f'-{i:02}'}.db" for i in range(1000))
    return next(folder / name for name in names if not (folder / name).exists())


def snapshots(folder: Path) -> list[Path]:
    """Return the snapshots, the newest first."""
    return sorted((folder / "backups").glob("*.db"), key=lambda path: path.name, reverse=True)


def copy_ledger(folder: Path, target: Path) -> None:
    """Copy the database in one step on a connection of its own: beside a writer, whole, and never half."""
    with database_told_kindly(folder), written_whole(target) as beside, closing(sqlite3.connect(beside)) as copy:
        with closing(sqlite3.connect(folder / _LEDGER, timeout=5.0)) as source:
            source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
