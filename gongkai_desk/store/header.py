"""The first 100 bytes of a database file, read before SQLite may touch it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai_desk.errors import NotALedger
from gongkai_desk.paths import told_kindly

APPLICATION_ID = 0x474B4458  # "GKDX"
_MAGIC = b"SQLite format 3\x00"
_SIZE = 100


@dataclass(frozen=True, slots=True)
class Header:
    """What a database file says of itself (https://www.sqlite.org/fileformat.html, 1.3)."""

    application_id: int
    version: int


def read_header(path: Path) -> Header | None:
    """Return the header of a database file; ``None`` if it is none.

    Raises:
        NoPermission: the file may not be read.
    """
    with told_kindly(path), open(path, "rb") as file:
        head = file.read(_SIZE)
    if len(head) < _SIZE or not head.startswith(_MAGIC):
        return None
    return Header(application_id=int.from_bytes(head[68:72]), version=int.from_bytes(head[60:64]))


def ledger_version(path: Path, library: str) -> int:
    """Return the schema version of a ledger file.

    Raises:
        NotALedger: no file there, or not one of ours.
    """
    header = read_header(path) if path.is_file() else None
    if header is None or header.application_id != APPLICATION_ID:
        raise NotALedger(library=library)
    return header.version
