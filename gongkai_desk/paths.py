"""Where files lie: shipped resources, the user's folder, and writing a file whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from gongkai_desk.errors import DiskFull, EnvironmentFailure, NoPermission, NotAllowed, TargetInUse, Unreadable

# No right, no such place, a name that the disk does not take, a stick that was pulled out.
_REFUSED = (
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR),
    *(errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP, errno.EIO, errno.ENODEV, errno.ENXIO, errno.EBUSY),
)
_STEM = 40  # characters of the target's name in that of the file beside it, which must not become too long
LIBRARY_SUFFIX = ".gkdesk"
LEDGER = "ledger.db"
"""The database in a library's folder."""
_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*names: str) -> Path:
    """Return the path of a shipped file, in a checkout and in a bundle alike."""
    return _ROOT.joinpath(*names)


def user_dir() -> Path:
    """Return the user's own folder (``GONGKAI_DESK_HOME``, else the platform's), made if missing."""
    home = os.environ.get("GONGKAI_DESK_HOME")
    if home:
        folder = Path(home)
    else:
        from platformdirs import user_data_path

        folder = user_data_path("gongkai-desk", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Yield a path beside an output to write to; when the block ends well it takes the target's place.

    The file that stood there stays untouched if anything fails; a link is followed.

    Raises:
        NotAllowed: the target is a part of a library (``refuse_inside_library``).
        NoPermission, DiskFull, TargetInUse: as ``stored_whole``.
    """
    refuse_inside_library(target)
    with stored_whole(target) as beside:
        yield beside


def refuse_inside_library(target: Path) -> None:
    """Refuse an output that would stand among a library's own files; a new name in its ``backups/`` is free.

    Raises:
        NotAllowed: it would (``lacks``: ``outside_library``).
    """
    with told_kindly(target):
        real = Path(target).resolve()
        for folder in (real, *real.parents):
            if _is_library(folder) and not _is_new_backup(real, folder):
                raise NotAllowed(file=str(target), library=str(folder), lacks=("outside_library",))


def _is_library(folder: Path) -> bool:
    """Tell a library, also one that has lost its ledger."""
    return folder.is_dir() and (folder.suffix.lower() == LIBRARY_SUFFIX or (folder / LEDGER).exists())


def _is_new_backup(target: Path, library: Path) -> bool:
    return target.parent == library / "backups" and target.suffix.lower() != ".db" and not target.exists()


@contextmanager
def stored_whole(target: Path) -> Iterator[Path]:
    """Yield a path beside a library's own file to write to; what ``written_whole`` is to outputs.

    When the block ends well, the file and then its place in the folder are on the disk.

    Raises:
        NoPermission: the folder is missing or may not be written.
        DiskFull: no room left.
        TargetInUse: the target is held open by another program (Windows).
    """
    target = Path(target)
    with told_kindly(target):
        target = target.resolve()
        if target.exists() and not target.is_file():
            raise NoPermission(file=str(target), reason="no_file")  # a folder or device would be replaced, not written
        with NamedTemporaryFile(
            dir=target.parent, prefix=beside_prefix(target.stem), suffix=target.suffix, delete=False
        ) as f:
            beside = Path(f.name)
        try:
            yield beside
            flush_file(beside)
            _replace(beside, target)
            flush_folder(target.parent)
        finally:
            beside.unlink(missing_ok=True)


def beside_prefix(stem: str) -> str:
    """Return how a hidden name beside a target begins: what it is for, and the process that will take it away."""
    return f".{stem[:_STEM]}-gk{os.getpid()}-"


def flush_file(path: Path) -> None:
    """See that a file's content is on the disk, so that a power cut after its renaming leaves no empty file."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """See that the names in a folder are on the disk; where the system cannot (Windows, some shares), it is let be."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def ask_regular(path: Path) -> None:
    """See that a path names an ordinary file before it is opened: a pipe or a device never ends.

    Raises:
        Unreadable: it is missing, a folder (``reason``: ``folder``), or no file at all (``no_file``).
    """
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:  # a name with a NUL
        raise Unreadable(file=str(path), reason="missing") from error
    if not stat.S_ISREG(mode):
        raise Unreadable(file=str(path), reason="folder" if stat.S_ISDIR(mode) else "no_file")


def _replace(beside: Path, target: Path) -> None:
    """Put the new file in place with the mode an ordinary new file gets."""
    umask = os.umask(0)
    os.umask(umask)
    beside.chmod(0o666 & ~umask)
    try:
        os.replace(beside, target)
    except PermissionError as error:
        if target.exists() and os.access(target.parent, os.W_OK):
            raise TargetInUse(file=str(target)) from error
        raise


@contextmanager
def told_kindly(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into our own errors about ``path``."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(file=str(path)) from error
        if error.errno in _REFUSED:
            raise NoPermission(file=str(path), reason=error.strerror or "") from error
        raise


@contextmanager
def told_of(whole: Path) -> Iterator[None]:
    """Let what the disk refuses inside a folder be told of the folder: its inner names say nothing to a clerk."""
    try:
        yield
    except EnvironmentFailure as error:
        error.data["file"] = str(whole)
        raise


def free_name(path: Path) -> Path:
    """Return ``path``, or the same name with a number where something bears it already."""
    number, free = 2, path
    while free.exists():
        free = path.with_stem(f"{path.stem}（{number}）")
        number += 1
    return free
