"""Where files lie: shipped resources, the user's folder, and writing a file whole."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from gongkai_desk.errors import DiskFull, EnvironmentFailure, NoPermission, TargetInUse

# No right, no such place, a name that the disk does not take, a stick that was pulled out.
_REFUSED = (
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR),
    *(errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP, errno.EIO, errno.ENODEV, errno.ENXIO, errno.EBUSY),
)
_STEM = 40  # characters of the target's name in that of the file beside it, which must not become too long
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
    """Yield a path beside ``target`` to write to; when the block ends well it takes the target's place.

    The file that stood there stays untouched if anything fails; a link is followed.

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
            dir=target.parent, prefix=f".{target.stem[:_STEM]}-", suffix=target.suffix, delete=False
        ) as f:
            beside = Path(f.name)
        try:
            yield beside
            with open(beside, "rb+") as f:
                os.fsync(f.fileno())
            _replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)


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
