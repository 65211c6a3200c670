"""Files kept by content: plans as received (originals/) and evidence (佐证材料, evidence/).

A file is named by the SHA-256 of its content in a folder of its first two digits, with its suffix; the name that it
came with is in the database. Nothing here deletes: undo and the recycle bin need the files.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gongkai_desk.errors import Unreadable
from gongkai_desk.paths import written_whole

_CHUNK = 1 << 20
_SUFFIX_LENGTH = 10


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the library: its content's hash, its name as it came, its suffix, its size in bytes."""

    sha256: str
    name: str
    suffix: str
    size: int

    @property
    def path(self) -> str:
        """Return its place below ``originals/`` or ``evidence/``."""
        return f"{self.sha256[:2]}/{self.sha256}{self.suffix}"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's content.

    Raises:
        Unreadable: it cannot be opened.
    """
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise Unreadable(file=str(path), reason=error.strerror or "") from error
    return digest.hexdigest()


def keep_file(folder: Path, path: Path) -> KeptFile:
    """Copy a file into ``folder``, unless its content is there already.

    Raises:
        Unreadable: it cannot be opened.
        NoPermission, DiskFull: the library cannot take it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(file=str(path), reason=error.strerror or "") from error
    return keep_bytes(folder, data, path.name)


def keep_bytes(folder: Path, data: bytes, name: str) -> KeptFile:
    """Keep ``data`` in ``folder`` as the file ``name``, unless it is there already."""
    kept = KeptFile(hashlib.sha256(data).hexdigest(), name, _suffix(name), len(data))
    target = folder / kept.path
    if not _holds(target, kept):
        target.parent.mkdir(exist_ok=True)
        with written_whole(target) as beside:
            beside.write_bytes(data)
    return kept


def _holds(target: Path, kept: KeptFile) -> bool:
    """Tell whether the content is there unharmed; a harmed copy is written again."""
    return target.is_file() and target.stat().st_size == kept.size and hash_file(target) == kept.sha256


def _suffix(name: str) -> str:
    """Return the suffix if it is a plain short one: it becomes part of a path."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _SUFFIX_LENGTH else ""
