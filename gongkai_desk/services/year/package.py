"""A package of files, a .zip or a folder: written beside, each content hashed on its way, read again at the end."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

from gongkai_desk.errors import BadBackup, NotAllowed
from gongkai_desk.paths import flush_file, flush_folder, refuse_inside_library, told_kindly, written_whole
from gongkai_desk.progress import Progress, Stage

CHECKSUMS = "checksums.sha256"
_CHUNK = 1 << 20
_GREAT = 1 << 31  # bytes from which on an entry needs the wide form of its header


class Package:
    """What is being written: ``hashes`` of what is in it by place."""

    def __init__(self, write: Callable[[str, IO[bytes], int], str]) -> None:
        self._write = write
        self.hashes: dict[str, str] = {}

    def add(self, place: str, path: Path) -> None:
        """Add a file."""
        with path.open("rb") as stream:
            self.hashes[place] = self._write(place, stream, path.stat().st_size)

    def add_bytes(self, place: str, data: bytes) -> None:
        """Add a content."""
        self.hashes[place] = self._write(place, BytesIO(data), len(data))


@contextmanager
def packed(out: Path) -> Iterator[Package]:
    """Yield a package that takes its place when the block ends well: a .zip, or a new folder where there is no suffix.

    Its checksums are added last; then every content is read again.

    Raises:
        NotAllowed: ``out`` is a part of a library, or a folder that holds something (``empty_folder``).
        BadBackup: what was written does not read as it was (``reason``: ``unreadable``).
        NoPermission, DiskFull, TargetInUse: it cannot be written.
    """
    if out.suffix.lower() == ".zip":
        with written_whole(out) as beside:
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                package = Package(lambda place, stream, size: _into_zip(archive, place, stream, size))
                yield package
                package.add_bytes(CHECKSUMS, _checksums(package.hashes))
            _verify(out, package.hashes, zipped=beside)
        return
    refuse_inside_library(out / CHECKSUMS)
    with told_kindly(out), _folder_beside(out) as folder:
        package = Package(lambda place, stream, size: _into_folder(folder, place, stream))
        yield package
        package.add_bytes(CHECKSUMS, _checksums(package.hashes))
        _verify(out, package.hashes, folder=folder)


@contextmanager
def _folder_beside(out: Path) -> Iterator[Path]:
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise NotAllowed(file=str(out), lacks=("empty_folder",))
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield beside
        flush_folder(beside)
        if out.is_dir():
            out.rmdir()
        os.rename(beside, out)
        flush_folder(out.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _into_zip(archive: zipfile.ZipFile, place: str, stream: IO[bytes], size: int) -> str:
    with archive.open(place, "w", force_zip64=size >= _GREAT) as entry:
        return _copied(stream, entry)


def _into_folder(folder: Path, place: str, stream: IO[bytes]) -> str:
    target = folder / place
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as entry:
        digest = _copied(stream, entry)
    flush_file(target)
    return digest


def _copied(stream: IO[bytes], entry: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        entry.write(chunk)
    return digest.hexdigest()


def _checksums(hashes: dict[str, str]) -> bytes:
    """Return the list that ``sha256sum -c`` reads."""
    return "".join(f"{digest}  {place}\n" for place, digest in sorted(hashes.items())).encode("utf-8")


def _verify(out: Path, hashes: dict[str, str], *, zipped: Path | None = None, folder: Path | None = None) -> None:
    """Read every content again."""
    found: dict[str, str] = {}
    if zipped is not None:
        with zipfile.ZipFile(zipped) as archive:
            for name in archive.namelist():
                with archive.open(name) as stream:
                    found[name] = _hash(stream)
    if folder is not None:
        for path in folder.rglob("*"):
            if path.is_file():
                with path.open("rb") as stream:
                    found[path.relative_to(folder).as_posix()] = _hash(stream)
    if found != hashes:
        raise BadBackup(file=str(out), reason="unreadable")


def _hash(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def tell(progress: Progress, done: int, count: int) -> None:
    """Tell how far the writing is; a cancel comes up from here."""
    progress(Stage.WRITING, done, count)
