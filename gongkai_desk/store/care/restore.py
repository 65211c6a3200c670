"""The way back from a backup or a snapshot: looked through first, then put in place as one step.

The order is what a power cut needs: the backup is laid out beside and flushed, what stands in the library is kept and
flushed, files take their places, then the folders are flushed, and the database comes last, at once.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gongkai_desk.errors import BadBackup, NotAllowed
from gongkai_desk.paths import LEDGER, beside_prefix, flush_file, flush_folder, refuse_inside_library, told_kindly
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.backup import library_files
from gongkai_desk.store.care.findings import (
    Finding,
    FindingKind,
    file_findings,
    hash_in,
    is_kept_place,
    lacking_files,
    named_files,
)
from gongkai_desk.store.care.leftovers import sweep
from gongkai_desk.store.care.unpacking import unpack
from gongkai_desk.store.identity import give_identity, identity_of
from gongkai_desk.store.library import FOLDERS, connect
from gongkai_desk.store.lock import LOCK_FILE, NOTE_FILE, WriterLock
from gongkai_desk.store.tasks.evidence import hash_file

SCRATCH = beside_prefix("restore")
_JOURNAL = f"{LEDGER}-journal"


def restore_folder(file: Path, folder: Path, *, who: str = "") -> None:
    """Put a backup (a zip of a folder, or a snapshot of the database) in the place of what stands in ``folder``.

    Nothing is touched before the backup has passed everything that ``check`` knows. The database that stood there is
    kept as a snapshot, with the files that others took the place of: restoring it takes this restore back. Kept files
    are added to, never taken away and never written again where they are whole.

    Raises:
        BadBackup: the file is no backup, or not whole (``reason``, ``lacks``, ``newest``: a snapshot that is whole).
        NotAllowed: other things stand in the folder (``lacks``: ``empty_folder``).
        NewerLedger: the backup was written by a newer program.
        BusyLedger: somebody has the library open.
        DiskFull, NoPermission, ReadOnlyLedger: the library could not be written.
    """
    file, folder = Path(file), Path(folder)
    with made_if_missing(folder):
        try:
            _restore(file, folder, who)
        except BadBackup as error:
            newest = snapshots.newest_whole(folder)
            error.data["newest"] = newest if newest != file.name else ""
            raise


@contextmanager
def made_if_missing(folder: Path, *, empty: bool = False) -> Iterator[None]:
    """Make a library's folder, and take it away again where nothing came of it.

    Raises:
        NotAllowed: it holds other things, or (``empty``) anything, or lies in another library.
    """
    fresh = not folder.exists()
    refuse_inside_library(folder.parent / LEDGER)
    with told_kindly(folder):
        if folder.is_file():
            raise NotAllowed(library=str(folder), lacks=("empty_folder",))
        folder.mkdir(parents=True, exist_ok=True)
        names = [entry.name for entry in folder.iterdir()]
        if names and (empty or not ((folder / LEDGER).exists() or all(map(_belongs, names)))):
            raise NotAllowed(library=str(folder), lacks=("empty_folder",))
    try:
        yield
    except BaseException:
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    flush_folder(folder.parent)


def _belongs(name: str) -> bool:
    """Tell whether an entry may stand in a library's folder; systems leave hidden ones of their own."""
    return name in FOLDERS or name in (LOCK_FILE, NOTE_FILE, _JOURNAL) or name.startswith(".")


def _restore(file: Path, folder: Path, who: str) -> None:
    lock = WriterLock(folder, who)
    try:
        sweep(folder)
        with told_kindly(folder), tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
            hashes = unpack(file, Path(scratch), folder)
            if found := _findings(Path(scratch), folder, hashes):
                raise BadBackup(file=str(file), reason="not_whole", lacks=[finding.fact for finding in found])
            _keep_identity(Path(scratch) / LEDGER, folder / LEDGER, who)
            _take_place(Path(scratch), folder)
    finally:
        lock.release()


def _findings(scratch: Path, folder: Path, hashes: dict[str, str]) -> list[Finding]:
    """Return what is wrong with what was laid out, together with the kept files that the library has already."""
    if found := file_findings(scratch / LEDGER):
        return found

    def hash_of(place: str) -> str | None:
        path = folder / place
        return hashes.get(place) or (hash_file(path) if path.is_file() else None)

    with closing(sqlite3.connect(scratch / LEDGER)) as connection:
        lacking = list(lacking_files(named_files(connection), hash_of))
    flush_file(scratch / LEDGER)  # SQLite may have settled what a journal was left open
    altered = [place for place, found in hashes.items() if is_kept_place(place) and found != hash_in(place)]
    told = {finding.what.partition("（")[0] for finding in lacking}
    return lacking + [Finding(FindingKind.FILE_CHANGED, place) for place in altered if place not in told]


def _keep_identity(coming: Path, former: Path, who: str) -> None:
    """Let the library stay the one that it is: a state of it from before there were identities has none."""
    if not former.exists() or not snapshots.is_whole_ledger(former):
        return
    with closing(connect(former, read_only=True)) as there, closing(connect(coming)) as here:
        known = identity_of(there)
        if known and not identity_of(here):
            here.execute("PRAGMA trusted_schema = ON")  # just found to be our own: see _findings
            give_identity(here, who, known)
    flush_file(coming)


# ---- into place


def _take_place(scratch: Path, folder: Path) -> None:
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    former = _keep_former(folder)
    aside = snapshots.files_beside(former or snapshots.free_name(folder, "restore.db"))
    moved: list[tuple[Path, Path]] = []
    try:
        for path in list(library_files(scratch)):
            place = path.relative_to(scratch)
            _put(path, folder / place, aside / place, moved)
        _flush_folders(folder, {target.parent for pair in moved for target in pair})
        _change_ledger(scratch / LEDGER, folder, former)
    except BaseException:
        for target, displaced in reversed(moved):
            if displaced.exists():
                os.replace(displaced, target)
        raise
    snapshots.thin(folder)


def _put(path: Path, target: Path, displaced: Path, moved: list[tuple[Path, Path]]) -> None:
    """Let a file take its place; another content that stands there is laid aside, not lost."""
    if target.is_file() and hash_file(target) == hash_file(path):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        displaced.parent.mkdir(parents=True, exist_ok=True)
        os.replace(target, displaced)
        flush_folder(displaced.parent)
    os.replace(path, target)
    moved.append((target, displaced))


def _flush_folders(folder: Path, touched: set[Path]) -> None:
    """Flush folders with all those above them in the library, the innermost first."""
    all_of_them = {folder, *touched, *(parent for each in touched for parent in each.parents)}
    for each in sorted(all_of_them, key=lambda path: -len(path.parts)):
        if each.is_dir() and (each == folder or folder in each.parents):
            flush_folder(each)


def _change_ledger(new: Path, folder: Path, former: Path | None) -> None:
    """Let the new database take its place, look at it there, and put the former one back if it cannot be used."""
    (folder / _JOURNAL).unlink(missing_ok=True)  # it belongs to the database that goes, which is kept
    flush_folder(folder)
    os.replace(new, folder / LEDGER)
    flush_folder(folder)
    found = file_findings(folder / LEDGER)
    if found and former is not None:
        back = new.with_name("former.db")
        shutil.copyfile(former, back)
        flush_file(back)
        os.replace(back, folder / LEDGER)
        flush_folder(folder)
    if found:
        raise BadBackup(file=str(folder), reason="not_whole", lacks=[finding.fact for finding in found])


def _keep_former(folder: Path) -> Path | None:
    """Keep the database that stands there: as a snapshot, or as it is where it is not whole; return the copy."""
    former = folder / LEDGER
    if not former.exists():
        return None
    if snapshots.is_whole_ledger(former):
        return snapshots.taken(folder, "restore")
    copy = snapshots.free_name(folder, "ledger.damaged")
    for name, target in ((LEDGER, copy), (_JOURNAL, copy.with_name(f"{copy.name}-journal"))):
        if (folder / name).exists():
            shutil.copyfile(folder / name, target)
            flush_file(target)
    flush_folder(copy.parent)
    return copy
