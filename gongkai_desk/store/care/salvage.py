"""能读的先救出来: what can still be read of a damaged ledger, in a new library, with what could not be read.

Rows are read one by one from both ends of each table and put into tables of our own making. A reference to a row that
is lost is emptied, or takes its row with it where it may not be empty; the new library passes ``check`` but for files.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.errors import BadBackup, DeskError, Unreadable
from gongkai_desk.paths import LEDGER, ask_regular, flush_file, flush_folder, told_kindly
from gongkai_desk.store import migrations
from gongkai_desk.store.care.backup import library_files
from gongkai_desk.store.care.findings import file_findings, is_kept_place, named_files
from gongkai_desk.store.care.restore import SCRATCH, made_if_missing
from gongkai_desk.store.header import CURRENT, read_header
from gongkai_desk.store.journal import columns_of, install_triggers, now, remove_triggers
from gongkai_desk.store.library import FOLDERS
from gongkai_desk.store.lock import database_told_kindly
from gongkai_desk.store.tasks import search
from gongkai_desk.store.tasks.evidence import KeptFile, hash_file, keep_file

_JOURNAL = f"{LEDGER}-journal"
_MADE_ANEW = ("task_search", "sqlite_sequence", "sqlite_stat1")
_GAP = 20_000  # ids asked for one by one between what both ends gave
_ROUNDS = 50  # of emptying references, each of which may free others


@dataclass
class Salvaged:
    """What came over and what did not.

    ``rows`` and ``lost`` are counts by table, ``cut`` the tables of which an unknown rest is lost, ``files`` the kept
    files that came, ``lacking`` those that did not.
    """

    rows: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    cut: set[str] = field(default_factory=set)
    files: int = 0
    lacking: list[KeptFile] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Tell whether nothing is known to be lost."""
        return not (self.lost or self.cut or self.lacking)


def salvage(source: Path, folder: Path, *, who: str, day: date) -> Salvaged:
    """Bring what can be read of a library, a backup or a snapshot into a new library; ``source`` is not changed.

    Raises:
        BadBackup: nothing in it can be read.
        NotAllowed: something stands in ``folder`` already.
        DiskFull, NoPermission: the new library could not be written.
    """
    source, folder = Path(source), Path(folder)
    told = Salvaged()
    with (
        made_if_missing(folder, empty=True),
        told_kindly(folder),
        database_told_kindly(folder),
        tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch,
    ):
        made = Path(scratch) / "new.db"
        ledger, files = _laid_out(source, Path(scratch))
        _bring_rows(ledger, made, told, (who, day))
        if file_findings(made) or not told.rows["setting"] + told.rows["plan"]:
            raise BadBackup(file=str(source), reason="nothing_left")
        for name in FOLDERS:
            (folder / name).mkdir()
        _bring_files(files, made, folder, told)
        flush_file(made)
        made.replace(folder / LEDGER)
        flush_folder(folder)
    return told


def _laid_out(source: Path, scratch: Path) -> tuple[Path, Path]:
    """Return a copy of the ledger, and the folder in which its kept files may lie."""
    ledger = scratch / LEDGER
    if source.is_dir():
        for name in (LEDGER, _JOURNAL):
            if (source / name).is_file():
                shutil.copyfile(source / name, scratch / name)
        return ledger, source
    try:
        ask_regular(source)
        if zipfile.is_zipfile(source):
            _unzip(source, scratch)
            return ledger, scratch
        shutil.copyfile(source, ledger)
    except (Unreadable, zipfile.BadZipFile, OSError) as error:
        raise BadBackup(file=str(source), reason="unreadable") from error
    return ledger, source.parent.parent if source.parent.name == "backups" else scratch


def _unzip(source: Path, target: Path) -> None:
    """Take out what can be read, entry by entry."""
    with zipfile.ZipFile(source) as archive:
        for entry in archive.infolist():
            if entry.filename == LEDGER or is_kept_place(entry.filename):
                with suppress(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
                    archive.extract(entry, target)


# ---- rows


def _bring_rows(old: Path, new: Path, told: Salvaged, by: tuple[str, date]) -> None:
    header = read_header(old) if old.is_file() else None
    version = min(header.version, CURRENT) if header else CURRENT
    with (
        closing(sqlite3.connect(old)) as source,
        closing(sqlite3.connect(new, isolation_level=None)) as target,
    ):
        source.text_factory = lambda raw: raw.decode("utf-8", "replace")
        source.execute("PRAGMA trusted_schema = OFF")
        with suppress(sqlite3.Error):
            source.execute("PRAGMA writable_schema = ON")  # a schema with a bad line is read without it
        migrations.run(target, migrations.STEPS[: version or CURRENT])
        target.execute("BEGIN")
        remove_triggers(target)
        for table in _tables(target):
            _bring_table(source, target, table, told)
        _keep_numbers(source, target)
        _settle(target, told, by)
        install_triggers(target)
        target.execute("COMMIT")
        migrations.migrate(target)


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    return [name for (name,) in rows if name not in _MADE_ANEW]


def _bring_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str, told: Salvaged) -> None:
    try:
        there = set(columns_of(source, table))
    except sqlite3.Error:
        there = set()
    names = [name for name in columns_of(target, table) if name in there]
    if "id" not in names:
        told.cut.add(table)
        return
    columns = ", ".join(f'"{name}"' for name in names)
    into = f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})'
    for row in _rows(source, table, columns, told):
        try:
            target.execute(into, row)
            told.rows[table] += 1
        except sqlite3.IntegrityError:  # what a bad page made of a row: no text, a number twice
            told.lost[table] += 1


def _keep_numbers(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Let a number that was given once, also to a row that is gone, not be given again."""
    with suppress(sqlite3.Error):
        for name, number in source.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
            target.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, name))


def _rows(source: sqlite3.Connection, table: str, columns: str, told: Salvaged) -> Iterator[Sequence[Any]]:
    """Yield rows from the first on, where that breaks off from the last back, then those between one by one."""
    select = f'SELECT id, {columns} FROM "{table}"'
    low, whole = 0, [True]
    for row in _until_broken(source, f"{select} ORDER BY id", whole):
        low = row[0]
        yield row[1:]
    if whole[0]:
        return
    high = None
    for row in _until_broken(source, f"{select} WHERE id > {low} ORDER BY id DESC", whole):
        high = row[0]
        yield row[1:]
    if high is None:
        told.cut.add(table)
        return
    for number in range(low + 1, min(high, low + _GAP)):
        rows = list(_until_broken(source, f"{select} WHERE id = {number}", whole))
        yield from (row[1:] for row in rows)
        told.lost[table] += not rows


def _until_broken(source: sqlite3.Connection, sql: str, whole: list[bool]) -> Iterator[tuple[Any, ...]]:
    try:
        for row in source.execute(sql):
            if isinstance(row[0], int):
                yield row
    except sqlite3.Error:
        whole[0] = False


def _settle(target: sqlite3.Connection, told: Salvaged, by: tuple[str, date]) -> None:
    """Let no reference hang in the air, and what was done before be the ground: it can no longer be taken back."""
    for _ in range(_ROUNDS):
        broken = target.execute("PRAGMA foreign_key_check").fetchall()
        for table, row, _, key in dict.fromkeys(broken):
            _unlink(target, table, row, key, told)
        if not broken:
            break
    target.execute("UPDATE step SET open = 0 WHERE open = 1")
    if not told.whole:
        target.execute("UPDATE step SET kind = 'base' WHERE kind = 'do'")
    who, day = by
    sql = "INSERT INTO step (name, who, day, at, kind) VALUES ('救出数据', ?, ?, ?, 'base')"
    target.execute(sql, (who, day.isoformat(), now()))
    search.rebuild(target)


def _unlink(target: sqlite3.Connection, table: str, row: int, key: int, told: Salvaged) -> None:
    columns = target.execute('SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?', (table, key)).fetchone()
    try:
        target.execute(f'UPDATE "{table}" SET "{columns[0]}" = NULL WHERE id = ?', (row,))
    except sqlite3.IntegrityError:
        told.lost[table] += target.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,)).rowcount


# ---- files


def _bring_files(found: Path, ledger: Path, folder: Path, told: Salvaged) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        named = named_files(connection)
    for home, kept in named:
        path = found / home / kept.path
        if is_kept_place(f"{home}/{kept.path}") and path.is_file() and _hash(path) == kept.sha256:
            keep_file(folder / home, path)
            told.files += 1
        else:
            told.lacking.append(kept)
    for name in ("drafts", "filed"):
        for path in library_files(found / name) if (found / name).is_dir() else ():
            target = folder / name / path.relative_to(found / name)
            with suppress(OSError):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)


def _hash(path: Path) -> str:
    try:
        return hash_file(path)
    except DeskError:
        return ""
