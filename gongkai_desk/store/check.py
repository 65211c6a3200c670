"""Is a library whole? Header, version, schema, integrity, foreign keys, kept files, snapshots."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gongkai_desk.errors import DamagedLedger
from gongkai_desk.store import migrations
from gongkai_desk.store.evidence import KeptFile, hash_file
from gongkai_desk.store.library import Library
from gongkai_desk.store.snapshots import is_whole_ledger, snapshots


class FindingKind(StrEnum):
    """What may be wrong."""

    SCHEMA = "schema"
    INTEGRITY = "integrity"
    FOREIGN_KEY = "foreign_key"
    OPEN_STEP = "open_step"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    BACKUP = "backup"


_SENTENCES = {
    FindingKind.SCHEMA: "数据表结构与本版程序不一致：{what}。请从备份恢复。",
    FindingKind.INTEGRITY: "数据库内容损坏：{what}。请从备份恢复。",
    FindingKind.FOREIGN_KEY: "数据之间的关联断开：{what}。请从备份恢复。",
    FindingKind.OPEN_STEP: "有一步操作没有完成：{what}。请从备份恢复。",
    FindingKind.FILE_MISSING: "缺少文件：{what}。请从备份中找回后放回原处。",
    FindingKind.FILE_CHANGED: "文件内容已被改动：{what}。请从备份中找回后放回原处。",
    FindingKind.BACKUP: "自动备份无法读取：{what}。可以删除，程序会重新备份。",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    kind: FindingKind
    what: str

    def __str__(self) -> str:
        return _SENTENCES[self.kind].format(what=self.what)


def findings(folder: Path) -> list[str]:
    """Return what is wrong with a library as sentences; see ``examine``."""
    return [str(finding) for finding in examine(folder)]


def examine(folder: Path) -> list[Finding]:
    """Return what is wrong with a library; empty if it is whole.

    Raises:
        LibraryError: it cannot be opened at all; the kind says why.
    """
    with Library.open(folder, read_only=True) as library:
        found = [*_integrity(library)]
        return [*found, *_schema(library), *_open_steps(library), *_kept_files(library), *_backups(library.folder)]


def _integrity(library: Library) -> Iterator[Finding]:
    try:
        for (line,) in library.rows("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield Finding(FindingKind.INTEGRITY, line)
        for table, row, other, _ in library.rows("PRAGMA foreign_key_check"):
            yield Finding(FindingKind.FOREIGN_KEY, f"{table} {row} → {other}")
    except DamagedLedger as error:
        yield Finding(FindingKind.INTEGRITY, str(error.data["reason"]))


def _schema(library: Library) -> Iterator[Finding]:
    """Compare with the schema of a new ledger, object by object."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrations.migrate(fresh)
        wanted = schema_of(fresh)
    found = schema_of(library.connection)
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            yield Finding(FindingKind.SCHEMA, name)


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the statements that made a database's tables, indices, views and triggers, by name."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    return dict(rows)


def _open_steps(library: Library) -> Iterator[Finding]:
    for number, name in library.rows("SELECT id, name FROM step WHERE open = 1"):
        yield Finding(FindingKind.OPEN_STEP, f"{number} {name}")


def _kept_files(library: Library) -> Iterator[Finding]:
    columns = "sha256, name, suffix, size"
    for table, folder in (("original", "originals"), ("evidence", "evidence")):
        for row in library.rows(f"SELECT {columns} FROM {table} WHERE sha256 <> '' ORDER BY id"):
            yield from _kept_file(library.folder / folder, KeptFile(*row))


def _kept_file(folder: Path, kept: KeptFile) -> Iterator[Finding]:
    path = folder / kept.path
    what = f"{folder.name}/{kept.path}（{kept.name}）"
    if not path.is_file():
        yield Finding(FindingKind.FILE_MISSING, what)
    elif hash_file(path) != kept.sha256:
        yield Finding(FindingKind.FILE_CHANGED, what)


def _backups(folder: Path) -> Iterator[Finding]:
    for path in snapshots(folder):
        if not is_whole_ledger(path):
            yield Finding(FindingKind.BACKUP, f"backups/{path.name}")
