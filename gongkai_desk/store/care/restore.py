"""A backup laid out in a scratch folder: every file flushed, every content hashed, nothing written beside it.

A backup is a file from outside: its names, sizes and ways of packing are not believed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from gongkai_desk.errors import BadBackup, DiskFull, NewerLedger, NotAllowed, Unreadable
from gongkai_desk.paths import (
    LEDGER,
    ask_regular,
    beside_prefix,
    flush_file,
    flush_folder,
    refuse_inside_library,
    told_kindly,
)
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
from gongkai_desk.store.care.snapshots import files_beside
from gongkai_desk.store.header import APPLICATION_ID, CURRENT, give_identity, identity_of, read_header
from gongkai_desk.store.library import FOLDERS, connect
from gongkai_desk.store.lock import LOCK_FILE, NOTE_FILE, WriterLock
from gongkai_desk.store.tasks.evidence import hash_file

_CHUNK = 1 << 20
_NAME_BYTES = 255  # of one part of a path, on all file systems in use
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # as a backup of ours is
_ENCRYPTED = 1
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def unpack(file: Path, scratch: Path, home: Path) -> dict[str, str]:
    """Lay a backup (a zip of a folder, or a snapshot) out in ``scratch``; return the hash of each content by place.

    Kept files that ``home`` holds unharmed are hashed and not laid out.

    Raises:
        BadBackup: the file is no backup, or cannot be read to its end (``reason``).
        NewerLedger: it was written by a newer program.
        DiskFull: there is no room for it.
    """
    try:
        ask_regular(file)
    except Unreadable as error:
        raise BadBackup(file=str(file), reason="unreadable") from error
    with _bad_told(file):
        zipped = zipfile.is_zipfile(file)
    hashes = _unzip(file, scratch, home) if zipped else _copy_snapshot(file, scratch)
    header = read_header(scratch / LEDGER) if (scratch / LEDGER).is_file() else None
    if header is None or header.application_id != APPLICATION_ID:
        raise BadBackup(file=str(file), reason="not_a_ledger")
    if header.version > CURRENT:
        raise NewerLedger(library=str(file), version=header.version, known=CURRENT)
    return hashes


@contextmanager
def _bad_told(file: Path) -> Iterator[None]:
    """Tell what hinders reading as the backup's fault; what hinders writing is told by others."""
    try:
        yield
    except _UNREADABLE as error:
        raise BadBackup(file=str(file), reason="unreadable") from error


def _opened(file: Path) -> IO[bytes]:
    with _bad_told(file):
        return file.open("rb")


def _copy_snapshot(file: Path, scratch: Path) -> dict[str, str]:
    """Lay out a snapshot, and the files that the restore before which it was taken put others in the place of."""
    with _opened(file) as stream:
        _copied(stream, scratch / LEDGER, file)
    beside, hashes = files_beside(file), {}
    for path in library_files(beside) if beside.is_dir() else ():
        place = path.relative_to(beside).as_posix()
        if PurePosixPath(place).parts[0] in FOLDERS:
            with _opened(path) as stream:
                hashes[place] = _copied(stream, scratch / place, path)
    return hashes


def _unzip(file: Path, scratch: Path, home: Path) -> dict[str, str]:
    hashes = {}
    with _bad_told(file):
        archive = zipfile.ZipFile(file)
    with archive:
        entries = _wanted(archive, file, home)
        if sum(each.file_size for each in entries if not (home / each.filename).exists()) > _room(scratch):
            raise DiskFull(file=str(home))
        for entry in entries:
            with _bad_told(file):
                stream = archive.open(entry)
            with stream:
                target = None if _is_held(home, entry.filename) else scratch / entry.filename
                hashes[entry.filename] = _copied(stream, target, file)
    return hashes


def _room(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _wanted(archive: zipfile.ZipFile, file: Path, home: Path) -> list[zipfile.ZipInfo]:
    """Return the ledger and what lies in a library's own folders; other names have no business in a backup.

    Snapshots of its own are only brought into a library that has none: they must not push out those that are there.
    """
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and _is_ours(entry.filename)]
    if any((home / "backups").glob("*.db")):
        entries = [entry for entry in entries if PurePosixPath(entry.filename).parts[0] != "backups"]
    names = {entry.filename for entry in entries}
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    odd = len(names) < len(entries) or names & folders or any(map(_is_odd, entries))
    if odd:
        raise BadBackup(file=str(file), reason="unreadable")
    return entries


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name == LEDGER or (len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts)


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    """Tell an entry as no backup of ours holds it: locked, packed another way, with a name that no disk takes."""
    parts = entry.filename.split("/")
    long = any(len(part.encode("utf-8", "replace")) > _NAME_BYTES for part in parts)
    strange = any(part in ("", ".") or set(part) & set('\\:*?"<>|') for part in parts)
    return bool(entry.flag_bits & _ENCRYPTED) or entry.compress_type not in _PACKED or long or strange


def _is_held(home: Path, place: str) -> bool:
    """Tell whether a kept file lies in the library unharmed: it is never written again."""
    return is_kept_place(place) and (home / place).is_file() and hash_file(home / place) == hash_in(place)


def _copied(stream: IO[bytes], target: Path | None, file: Path) -> str:
    """Copy a content to its end, flush it, and return its hash; without ``target`` it is only hashed."""
    digest = hashlib.sha256()
    if target is None:
        for chunk in _chunks(stream, file):
            digest.update(chunk)
        return digest.hexdigest()
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "xb") as out:
        for chunk in _chunks(stream, file):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _chunks(stream: IO[bytes], file: Path) -> Iterator[bytes]:
    while True:
        with _bad_told(file):
            chunk = stream.read(_CHUNK)
        if not chunk:
            return
        yield chunk


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
            if found := laid_findings(Path(scratch), folder, hashes):
                raise BadBackup(file=str(file), reason="not_whole", lacks=[finding.fact for finding in found])
            _keep_identity(Path(scratch) / LEDGER, folder / LEDGER, who)
            _take_place(Path(scratch), folder)
    finally:
        lock.release()


def laid_findings(scratch: Path, folder: Path, hashes: dict[str, str]) -> list[Finding]:
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
            here.execute("PRAGMA trusted_schema = ON")  # just found to be our own: see laid_findings
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
