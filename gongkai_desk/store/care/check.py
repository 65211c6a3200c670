"""Is a library whole? Header, version, schema, integrity, foreign keys, kept files, snapshots."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from gongkai_desk.store.care.findings import Finding, FindingKind, lacking_files, ledger_findings, named_files
from gongkai_desk.store.care.snapshots import is_whole_ledger, snapshots
from gongkai_desk.store.library import Library
from gongkai_desk.store.lock import database_told_kindly
from gongkai_desk.store.tasks.evidence import hash_file


def findings(folder: Path) -> list[str]:
    """Return what is wrong with a library as sentences; see ``examine``."""
    return [str(finding) for finding in examine(folder)]


def examine(folder: Path) -> list[Finding]:
    """Return what is wrong with a library; empty if it is whole.

    Raises:
        LibraryError: it cannot be opened at all; the kind says why.
    """
    with Library.open(folder, read_only=True) as library, database_told_kindly(folder):
        found = list(ledger_findings(library.connection))
        try:
            found += _kept_files(library)
        except sqlite3.DatabaseError:
            if not found:  # else it is the damage that was found
                raise
        return [*found, *_backups(library.folder)]


def _kept_files(library: Library) -> Iterator[Finding]:
    def hash_of(place: str) -> str | None:
        path = library.folder / place
        return hash_file(path) if path.is_file() else None

    return lacking_files(named_files(library.connection), hash_of)


def _backups(folder: Path) -> Iterator[Finding]:
    for path in snapshots(folder):
        if not is_whole_ledger(path):
            yield Finding(FindingKind.BACKUP, f"backups/{path.name}")
