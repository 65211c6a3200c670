"""A backup laid out in a scratch folder: every file flushed, every content hashed, nothing written beside it.

A backup is a file from outside: its names, sizes and ways of packing are not believed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from gongkai_desk.errors import BadBackup, DiskFull, NewerLedger, Unreadable
from gongkai_desk.paths import LEDGER, ask_regular
from gongkai_desk.store.care.backup import library_files
from gongkai_desk.store.care.findings import hash_in, is_kept_place
from gongkai_desk.store.care.snapshots import files_beside
from gongkai_desk.store.header import APPLICATION_ID, CURRENT, read_header
from gongkai_desk.store.library import FOLDERS
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
