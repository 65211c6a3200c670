"""What a program that was killed left behind: found by name, and taken away by owner and age.

A file beside its target bears the number of the process that writes it (``paths.beside_prefix``). It is swept when that
process is gone: at once where only the holder of the writer's lock writes, after a day where another computer may.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_END = r"[0-9a-z_]{8}(?:\.\w{1,10})?(?:-journal)?"  # what tempfile adds, the target's suffix
_NAMELESS = r"[0-9a-f]{40}|restore|\d{6}-\d{8}T\d{6}Z-\w+"  # of versions that named no process: theirs alone
_BESIDE = re.compile(rf"\.(?:.{{1,40}}-gk(?P<process>\d{{1,10}})|{_NAMELESS})-{_END}")
_COPY = re.compile(r"gongkai-ledger-(?P<process>\d{1,10})-[0-9a-z_]{8}")
COPY_PREFIX = f"gongkai-ledger-{os.getpid()}-"
"""How the folder of a copy of the ledger begins in the system's place for such."""
_DAY = 86_400  # seconds


def sweep(folder: Path) -> None:
    """Take away what dead programs left in a library, whose writer's lock is held, and in the temporary folder."""
    for path in list(_hidden(folder)):
        shared = path.parent.name == "backups" and path.suffix == ".zip"
        if (match := _BESIDE.fullmatch(path.name)) and _is_left(path, match["process"], shared=shared):
            _remove(path)
    place = tempfile.gettempdir()
    for match in filter(None, map(_COPY.fullmatch, _names_in(place))):
        path = Path(place, match.string)
        if _is_own(path) and _is_left(path, match["process"], shared=False):
            _remove(path)


def _hidden(folder: Path) -> Iterator[Path]:
    """Yield hidden entries where the program writes: the folder itself, and its own folders two levels down."""
    yield from _hidden_in(str(folder))
    for name in ("originals", "evidence", "backups", "drafts"):
        place = folder / name
        yield from _hidden_in(str(place))
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _hidden_in(entry.path)


def _hidden_in(place: str) -> Iterator[Path]:
    yield from (Path(place, name) for name in _names_in(place) if name.startswith("."))


def _names_in(place: str) -> list[str]:
    """Return the names in a folder; thousands that are none of ours are not worth a path each."""
    try:
        return os.listdir(place)
    except OSError:
        return []


def _is_left(path: Path, process: str | None, *, shared: bool) -> bool:
    try:
        old = time.time() - path.lstat().st_mtime > _DAY
    except OSError:
        return False
    if process is None or sys.platform == "win32":  # by an older version, or where a process cannot be asked about
        return old
    return not _is_alive(int(process)) and (old or not shared)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return True


def _is_own(path: Path) -> bool:
    """Tell what this user made; a link in the common folder may point anywhere."""
    try:
        status = path.lstat()
    except OSError:  # its own program has taken it away meanwhile
        return False
    return not stat.S_ISLNK(status.st_mode) and (sys.platform == "win32" or status.st_uid == os.getuid())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink()
