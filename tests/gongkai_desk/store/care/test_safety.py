"""Killed at any moment, on a full disk, on a medium that cannot be written, with a migration that fails."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan
from gongkai_desk.errors import DiskFull, NoPermission, NotAllowed, ReadOnlyLedger
from gongkai_desk.services.intake.plans import new_plan
from gongkai_desk.store import header, migrations
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.care.check import examine
from gongkai_desk.store.header import version_of
from gongkai_desk.store.library import Library
from gongkai_desk.store.migrations import shape_of
from gongkai_desk.store.settings import set_setting
from gongkai_desk.store.tasks import plans

DAY = date(2022, 11, 22)

IMPORTER = """
import sys
from datetime import date
from pathlib import Path
from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.ids import By
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.store.library import Library
from gongkai_desk.store.migrations import shape_of

library = Library.open(Path(sys.argv[1]))
tasks = tuple(Task(content=f"第{i}项" * 50, lead=("市教育局", "各区政府")) for i in range(300))
for number in range(1000):
    title = f"要点{number}"
    draft = Draft(title, (Plan(title),), (Part(PartKind.TABLE, title, tasks),), text=title)
    made = add_plan(library, By("", date(2022, 1, 1)), Intake(draft, 0)).made
    print(made, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("delay", [0.02, 0.09, 0.17])
def test_killed_while_importing_loses_nothing_acknowledged(library: Library, delay: float) -> None:
    library.close()
    command = [sys.executable, "-c", IMPORTER, str(library.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        acknowledged = [child.stdout.readline()]
        time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)
        acknowledged += child.stdout.readlines()
    told = {int(line) for line in acknowledged if line.endswith("\n")}
    assert examine(library.folder) == []
    with Library.open(library.folder) as again:
        stored = plans.task_counts(again)
    assert told <= stored.keys()
    assert set(stored.values()) == {300}


def test_a_reader_rolls_back_what_a_killed_writer_left(library: Library) -> None:
    library.close()
    before = (library.folder / "ledger.db").read_bytes()
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1'); c.execute('PRAGMA cache_spill = 1'); c.execute('BEGIN')\n"
        "c.execute('CREATE TABLE x (y)')\n"
        "c.executemany('INSERT INTO x VALUES (?)', [('z' * 3000,)] * 500)\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(library.folder / "ledger.db")], check=False)
    assert (library.folder / "ledger.db").read_bytes() != before
    with Library.open(library.folder, read_only=True) as reader:
        assert reader.name == "云州市"
    assert examine(library.folder) == []


def test_a_full_disk_is_told_and_nothing_is_half_stored(library: Library) -> None:
    before = list(dumped(library))
    pages = library.rows("PRAGMA page_count")[0][0]
    library.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        new_plan(library, By("", DAY), Plan("要点" * 5000))
    assert list(dumped(library)) == before
    library.rows("PRAGMA max_page_count = 1000000")
    new_plan(library, By("", DAY), Plan("要点"))


@pytest.fixture
def read_only_folder(library: Library) -> "Path":
    library.close()
    paths = [library.folder, *library.folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    if os.access(library.folder, os.W_OK):
        pytest.skip("this user may write everywhere (root)")
    yield library.folder
    for path in paths:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def test_a_read_only_medium_can_be_read_but_not_opened_to_write(read_only_folder: Path) -> None:
    with pytest.raises(ReadOnlyLedger):
        Library.open(read_only_folder)
    with Library.open(read_only_folder, read_only=True) as reader:
        assert reader.name == "云州市"


def test_a_place_that_cannot_be_written_takes_no_library(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(NoPermission):
        Library.create(tmp_path / "file" / "a.gkdesk", "x", day=DAY)
    with pytest.raises(NotAllowed):
        Library.create(tmp_path / "file", "x", day=DAY)


def test_a_making_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / ".ledger-new.db").write_bytes(b"half")
    (tmp_path / ".ledger-new.db-journal").write_bytes(b"half")
    with Library.create(tmp_path, "x", day=DAY) as made:
        assert made.name == "x"
    assert examine(tmp_path) == []


def _older(library: Library, monkeypatch: pytest.MonkeyPatch, step) -> Path:
    """Return a closed library that is one step older than the program."""
    library.close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(header, "CURRENT", len(migrations.STEPS))
    return library.folder


def test_an_older_library_is_brought_up_to_date_after_a_snapshot(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(dumped(library))
    folder = _older(library, monkeypatch, lambda db: db.execute("ALTER TABLE plan ADD COLUMN mood TEXT"))
    with Library.open(folder) as migrated:
        assert list(dumped(migrated)) == before
        with migrated.step("改", By("", DAY)) as step:
            step.connection.execute("INSERT INTO plan (mood) VALUES ('好')")
        assert "plan" in step.changes.ids
    assert len(snapshots.snapshots(folder)) == 1
    assert examine(folder) == []


def test_a_failing_migration_leaves_the_file_as_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = shape_of(library.connection)

    def fail(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE report")
        db.execute("CREATE TABLE nonsense (x TEXT) STRICT")
        raise ZeroDivisionError

    folder = _older(library, monkeypatch, fail)
    with pytest.raises(ZeroDivisionError):
        Library.open(folder)
    monkeypatch.undo()
    with Library.open(folder) as again:
        assert shape_of(again.connection) == schema


def test_writing_twice_at_once_is_not_possible(library: Library) -> None:
    def nested() -> None:
        with library.step("外", By("", DAY)) as step, library.step("内", By("", DAY)):
            set_setting(step, "a", "b")

    with pytest.raises(sqlite3.IntegrityError):
        nested()


class FullAtCommit(sqlite3.Connection):
    """A ledger on a disk that is full when a step commits: SQLite takes the step back and then says so."""

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if sql == "COMMIT":
            super().execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(sql, *values)


def test_a_full_disk_while_a_library_is_made_is_told_as_what_it_is(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None, factory=FullAtCommit)
    with pytest.raises(sqlite3.OperationalError, match="disk is full"):
        migrations.migrate(connection)
    assert version_of(connection) == 0
    connection.close()
