"""What may be wrong with a ledger and its kept files, told of any database file: in a library, a backup, a snapshot."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from gongkai_desk.errors import DeskError
from gongkai_desk.store.header import APPLICATION_ID, read_header
from gongkai_desk.store.migrations import differing
from gongkai_desk.store.tasks.evidence import KeptFile

KEPT_FOLDERS = {"original": "originals", "evidence": "evidence", "returned_file": "evidence", "filed_copy": "filed"}
"""The folder of the files that the rows of a table name; a sealed sheet that came back is evidence too."""
_KEPT_PLACE = re.compile(r"(originals|evidence|filed)/([0-9a-f]{2})/\2[0-9a-f]{62}(\.[0-9a-z]{1,9})?")
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


class FindingKind(StrEnum):
    """What may be wrong."""

    SCHEMA = "schema"
    INTEGRITY = "integrity"
    FOREIGN_KEY = "foreign_key"
    OPEN_STEP = "open_step"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    BACKUP = "backup"


_FACTS = {
    FindingKind.SCHEMA: "数据表结构与本版程序不一致：{what}",
    FindingKind.INTEGRITY: "数据库内容损坏：{what}",
    FindingKind.FOREIGN_KEY: "数据之间的关联断开：{what}",
    FindingKind.OPEN_STEP: "有一步操作没有完成：{what}",
    FindingKind.FILE_MISSING: "缺少文件：{what}",
    FindingKind.FILE_CHANGED: "文件内容已被改动：{what}",
    FindingKind.BACKUP: "自动备份无法读取：{what}",
}
_STEPS = {
    FindingKind.FILE_MISSING: "请从备份中找回后放回原处",
    FindingKind.FILE_CHANGED: "请从备份中找回后放回原处",
    FindingKind.BACKUP: "可以删除，程序会重新备份",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    kind: FindingKind
    what: str

    @property
    def fact(self) -> str:
        """Return what is wrong, without a step and without a full stop."""
        return _FACTS[self.kind].format(what=self.what)

    def __str__(self) -> str:
        return f"{self.fact}。{_STEPS.get(self.kind, '请从备份恢复')}。"


def file_findings(path: Path) -> list[Finding]:
    """Return what is wrong with a database file, which must be one of ours; kept files are not asked about."""
    try:
        header = read_header(path)
    except DeskError:
        header = None
    if header is None or header.application_id != APPLICATION_ID:
        return [Finding(FindingKind.INTEGRITY, path.name)]
    with closing(sqlite3.connect(path, timeout=5.0)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        return list(ledger_findings(connection))


def ledger_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what is wrong with an open database; the schema first, and what hangs on it only if it is ours.

    Raises:
        sqlite3.Error: it is busy, or the disk fails; damage is a finding.
    """
    for ask in (_schema, _integrity, _foreign_keys, _open_steps):
        try:
            yield from ask(connection)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _LOCKED:
                raise
            yield Finding(FindingKind.INTEGRITY, str(error))


def _schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    for name in differing(connection):
        yield Finding(FindingKind.SCHEMA, name)


def _integrity(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (line,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield Finding(FindingKind.INTEGRITY, line)


def _foreign_keys(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(FindingKind.FOREIGN_KEY, f"{table} {row} → {other}")


def _open_steps(connection: sqlite3.Connection) -> Iterator[Finding]:
    for number, name in connection.execute("SELECT id, name FROM step WHERE open = 1").fetchall():
        yield Finding(FindingKind.OPEN_STEP, f"{number} {name}")


def named_files(connection: sqlite3.Connection) -> list[tuple[str, KeptFile]]:
    """Return the kept files that the rows name, each with its folder; an older ledger knows fewer tables of them.

    Raises:
        sqlite3.Error: the rows cannot be read.
    """
    found = []
    known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    for table, folder in ((table, folder) for table, folder in KEPT_FOLDERS.items() if table in known):
        rows = connection.execute(f"SELECT sha256, name, suffix, size FROM {table} WHERE sha256 <> '' ORDER BY id")
        found += [(folder, KeptFile(*row)) for row in rows.fetchall()]
    return found


def is_kept_place(place: str) -> bool:
    """Tell a name that a kept file can have: ``evidence/ab/ab….pdf``, its hash and a plain suffix."""
    return _KEPT_PLACE.fullmatch(place) is not None


def hash_in(place: str) -> str:
    """Return the hash that a kept file's name promises."""
    return PurePosixPath(place).name[:64]


def lacking_files(named: Iterable[tuple[str, KeptFile]], hash_of: Callable[[str], str | None]) -> Iterator[Finding]:
    """Yield what is wrong with kept files; ``hash_of`` tells the content's hash by place (``evidence/ab/ab….pdf``)."""
    for folder, kept in named:
        place = f"{folder}/{kept.path}"
        found = hash_of(place) if is_kept_place(place) else None  # a row made by hand may name a place outside
        if found != kept.sha256:
            kind = FindingKind.FILE_MISSING if found is None else FindingKind.FILE_CHANGED
            yield Finding(kind, f"{place}（{kept.name}）")
