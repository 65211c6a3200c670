"""Everything in a library as stable, sorted text: for comparing, and for leaving the program.

A line is ``table id {columns}`` with the columns in the schema's order, those without a value left out.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.errors import BadBackup
from gongkai_desk.paths import LEDGER, written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.findings import lacking_files, named_files
from gongkai_desk.store.care.leftovers import COPY_PREFIX
from gongkai_desk.store.header import IDENTITY
from gongkai_desk.store.journal import columns_of, tables
from gongkai_desk.store.lock import LOCK_FILE, NOTE_FILE
from gongkai_desk.store.rows import json_text
from gongkai_desk.store.tasks.evidence import KeptFile

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


_EMPTY = (None, "", "[]", "{}")


def dumped(library: Library, *, history: bool = False) -> Iterator[str]:
    """Yield the current facts, sorted; wall times and the journal only with ``history``."""
    known = tables(library.connection)
    for table in sorted(known):
        yield from _lines(library, table, known[table])
    if history:
        for table in ("step", "journal"):
            yield from _lines(library, table, columns_of(library.connection, table))


def _lines(library: Library, table: str, columns: tuple[str, ...]) -> Iterator[str]:
    names = columns[1:]
    quoted = ", ".join(f'"{name}"' for name in names)
    for number, *values in library.rows(f'SELECT id, {quoted} FROM "{table}" ORDER BY id'):
        if table == "setting" and values[0] == IDENTITY:
            continue  # two libraries with the same facts shall compare as equal
        facts = {name: value for name, value in zip(names, values, strict=True) if value not in _EMPTY}
        yield f"{table} {number} {json_text(facts)}"


_CHUNK = 1 << 20
_GREAT = 1 << 31  # bytes from which on an entry needs the wide form of its header
_LEFT_OUT = (LEDGER, f"{LEDGER}-journal", LOCK_FILE, NOTE_FILE)  # the database goes in as a snapshot


def backup_folder(library: Library, out: Path, progress: Progress = silent) -> None:
    """Write the whole library folder as one zip file, which takes its place only when whole.

    Raises:
        DamagedLedger: the database is not whole (``findings``, ``newest``); nothing is written.
        BadBackup: written, but the library lacks kept files (``reason``: ``incomplete``; ``lacks``).
        NotAllowed: ``out`` is a part of a library.
        DiskFull, NoPermission, TargetInUse: the file could not be written.
    """
    folder, hashes = library.folder, {}
    files = [path for path in sorted(library_files(folder)) if not _is_backup(path, folder, out)]
    with written_whole(out) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        named = _add_ledger(archive, folder)
        for done, path in enumerate(files):
            progress(Stage.WRITING, done, len(files))
            name = path.relative_to(folder).as_posix()
            hashes[name] = _added(archive, path, name)
    if lacking := list(lacking_files(named, hashes.get)):
        raise BadBackup(file=str(out), reason="incomplete", lacks=[finding.fact for finding in lacking])


def library_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a library but its database and what belongs to a running program."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)  # cut short by a kill
        if path.is_file() and not path.is_symlink() and not hidden and path.name not in _LEFT_OUT:
            yield path


def _is_backup(path: Path, folder: Path, out: Path) -> bool:
    """Tell a backup that lies in the library itself: one in the other would double with each."""
    return path.resolve() == out.resolve() or (path.parent == folder / "backups" and path.suffix == ".zip")


def _add_ledger(archive: zipfile.ZipFile, folder: Path) -> list[tuple[str, KeptFile]]:
    """Add the database as a snapshot that has passed its checks; return the kept files that its rows name."""
    with tempfile.TemporaryDirectory(prefix=COPY_PREFIX) as scratch:
        copy = Path(scratch) / LEDGER
        snapshots.copy_ledger(folder, copy)
        archive.write(copy, LEDGER)
        with closing(sqlite3.connect(copy)) as connection:
            return named_files(connection)


def _added(archive: zipfile.ZipFile, path: Path, name: str) -> str | None:
    """Add a file and return its content's hash; ``None`` for a draft that was thrown away meanwhile."""
    digest = hashlib.sha256()
    try:
        great = path.stat().st_size >= _GREAT
        with open(path, "rb") as source, archive.open(name, "w", force_zip64=great) as entry:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                entry.write(chunk)
    except FileNotFoundError:
        return None
    return digest.hexdigest()
