"""The recogniser from a folder that a person names: its wheels, checked against hashes built in, unpacked for reading.

The program never downloads. Only what the list in ``resources`` names for this machine is taken, and only whole; it
lies in the user's own folder and is put on the path of the child process alone.
"""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from gongkai_desk.errors import BadComponent
from gongkai_desk.paths import resource, told_kindly, user_dir
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading import child

_LIST = "ocr-wheels.txt"
_FOLDER = "ocr"  # in the user's own folder
_ROOM = 3 * 1024**3  # bytes of addresses that the models map, as ``OcrSettings.room``
_CHUNK = 1 << 20
_NAME = 16  # hexadecimal digits that name one set of wheels


class Wheel(NamedTuple):
    """A file of the component and its SHA-256 in hexadecimal digits."""

    file: str
    sha256: str


def machine() -> str:
    """Return Python and system as the list names them, e.g. ``cp313-win_amd64``."""
    system = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"cp{sys.version_info.major}{sys.version_info.minor}-{system}"


def wheels(wanted: str = "") -> tuple[Wheel, ...]:
    """Return the files that the component consists of on a machine (this one by default), none if there is no list."""
    wanted = wanted or machine()
    lines = (line.split() for line in resource(_LIST).read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return tuple(Wheel(file, digest) for where, digest, file in lines if where == wanted)


def install(folder: Path, progress: Progress = silent) -> None:
    """Check the wheels in a folder, unpack them and see that the recogniser starts; a job, done in child processes.

    Raises:
        BadComponent: there is no list for this machine, files lack or are others, or it does not start here.
        NoPermission, DiskFull: the user's own folder cannot take it.
        Cancelled: ``progress`` asked to stop; what was there before stays.
    """
    taken, base = wheels(), user_dir() / _FOLDER
    place = _place(taken, base)
    beside = base / f".{place.name}-{os.getpid()}"
    with told_kindly(base):
        try:
            child.run(_unpack, folder, taken, beside, progress=progress)
            child.run(_try, folder, beside, progress=progress)
            shutil.rmtree(place, ignore_errors=True)
            beside.replace(place)
        finally:
            _tidy(base, place)


def _tidy(base: Path, place: Path) -> None:
    """Take away what was not finished, and what other versions of the program took."""
    for other in base.iterdir() if base.is_dir() else ():
        if other != place:
            shutil.rmtree(other, ignore_errors=True)


def present() -> bool:
    """Tell whether the extra is installed, or was taken from a folder (in the child process)."""
    use()
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "numpy"))


def use() -> None:
    """Let the child process find the component, if it is there; what is installed beside the program comes first."""
    there = _place(wheels(), user_dir() / _FOLDER)
    if multiprocessing.parent_process() is not None and there.is_dir() and str(there) not in sys.path:
        sys.path.append(str(there))
        importlib.invalidate_caches()


def _place(taken: Sequence[Wheel], base: Path) -> Path:
    """Return where this very set of wheels lies: another version of the program has another set."""
    return base / hashlib.sha256("\n".join(wheel.sha256 for wheel in taken).encode()).hexdigest()[:_NAME]


def check(folder: Path, taken: Sequence[Wheel], progress: Progress = silent) -> None:
    """See that a folder holds these very files.

    Raises:
        BadComponent: with ``reason``, and ``missing`` and ``wrong`` files by name.
    """
    if not taken:
        raise BadComponent(file=str(folder), reason="machine", machine=machine())
    missing, wrong = [], []
    for number, wheel in enumerate(taken):
        progress(Stage.INSTALLING, number, len(taken))
        path = folder / wheel.file
        if not path.is_file():
            missing.append(wheel.file)
        elif _digest(path) != wheel.sha256:
            wrong.append(wheel.file)
    if missing or wrong:
        reason = "other_folder" if len(missing) == len(taken) else "files"
        raise BadComponent(file=str(folder), reason=reason, missing=missing, wrong=wrong)


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with told_kindly(path), open(path, "rb") as file:
        while block := file.read(_CHUNK):
            found.update(block)
    return found.hexdigest()


def _unpack(folder: Path, taken: Sequence[Wheel], into: Path, progress: Progress = silent) -> None:
    """Check, then unpack the wheels; as they are what the list says, no member leaves the folder."""
    check(folder, taken, progress)
    with told_kindly(into):
        into.mkdir(parents=True, exist_ok=True)
        for number, wheel in enumerate(taken):
            with zipfile.ZipFile(folder / wheel.file) as package:
                for member in package.infolist():
                    progress(Stage.INSTALLING, number, len(taken))
                    package.extract(member, into)


def _try(folder: Path, place: Path) -> None:
    """Start the recogniser once, in a process of its own: a machine may lack what its libraries need."""
    from gongkai_desk.reading.scan import engine

    child.make_room(_ROOM)
    sys.path.insert(0, str(place))  # it, not what may be installed here, is to start
    importlib.invalidate_caches()
    try:
        engine.load()
    except (ImportError, OSError, RuntimeError) as error:
        raise BadComponent(file=str(folder), reason="start", cause=str(error)) from error
