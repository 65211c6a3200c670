"""Snapshots of the database in backups/, taken by the program itself before an import, a migration, a restore."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from gongkai_desk.errors import DamagedLedger
from gongkai_desk.paths import LEDGER, stored_whole, told_of
from gongkai_desk.store.care.findings import Finding, file_findings
from gongkai_desk.store.journal import now
from gongkai_desk.store.lock import database_told_kindly

_NAME = re.compile(r"\d{6,}-\d{8}T\d{6}Z-.+\.db")  # 000012-20261128T202325Z-import.db
KEPT = 20
"""Snapshots kept in backups/; an office imports some ten plans a year and migrates once."""


def snapshot(folder: Path, reason: str) -> Path:
    """Copy the ledger into ``backups/`` as it stands, and drop the oldest snapshots; return the copy.

    Raises:
        DamagedLedger: the copy is not whole (``findings``): it is not kept, and no other makes room for it.
        DiskFull, NoPermission: the copy could not be written.
    """
    target = taken(folder, reason)
    thin(folder)
    return target


def taken(folder: Path, reason: str) -> Path:
    """Copy the ledger as ``snapshot`` does, without dropping any."""
    target = free_name(folder, f"{reason}.db")
    with told_of(folder):
        copy_ledger(folder, target)
    return target


def thin(folder: Path) -> None:
    """Drop the oldest snapshots, each with the files that a restore laid beside it."""
    for old in snapshots(folder)[KEPT:]:
        shutil.rmtree(files_beside(old), ignore_errors=True)
        old.unlink(missing_ok=True)


def files_beside(snapshot: Path) -> Path:
    """Return where the files lie that a restore put others in the place of, below their names in the library."""
    return snapshot.with_suffix(".files")


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
    """Return the snapshots, the newest first; what else a person put there is none of ours."""
    found = (path for path in (folder / "backups").glob("*.db") if _NAME.fullmatch(path.name))
    return sorted(found, key=lambda path: path.name, reverse=True)


def newest_whole(folder: Path) -> str:
    """Return the name of the newest snapshot that passes all checks; empty where there is none."""
    return next((path.name for path in snapshots(folder) if is_whole_ledger(path)), "")


def copy_ledger(folder: Path, target: Path) -> None:
    """Copy the database in one step on a connection of its own: beside a writer, whole, and never half.

    Raises:
        DamagedLedger: the copy fails its checks (``findings``, ``newest``); it does not take its place.
        DiskFull, NoPermission: it could not be written.
    """
    with database_told_kindly(folder), stored_whole(target) as beside:
        with (
            closing(sqlite3.connect(beside)) as copy,
            closing(sqlite3.connect(folder / LEDGER, timeout=5.0)) as source,
        ):
            source.backup(copy)
        if found := file_findings(beside):
            raise damaged(folder, found)


def damaged(folder: Path, found: list[Finding]) -> DamagedLedger:
    """Return the refusal of a ledger with such findings, which offers the newest snapshot that is whole."""
    facts = [finding.fact for finding in found]
    return DamagedLedger(library=str(folder), reason=facts[0], findings=facts, newest=newest_whole(folder))


def is_whole_ledger(path: Path) -> bool:
    """Tell whether a database file is one of ours and passes all checks of a ledger (``findings``)."""
    try:
        return path.is_file() and not file_findings(path)
    except sqlite3.Error:
        return False
