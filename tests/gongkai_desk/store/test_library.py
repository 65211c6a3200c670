"""The library folder: made, opened, locked, refused."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.errors import (
    BusyLedger,
    DamagedLedger,
    NewerLedger,
    NotALedger,
    NotAllowed,
    NotFound,
    OlderLedger,
    ReadOnlyLedger,
)
from gongkai_desk.store import header, migrations
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.check import examine
from gongkai_desk.store.header import APPLICATION_ID, CURRENT, read_header
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import set_setting, setting
from gongkai_desk.wording.sentences import error_sentence

DAY = date(2022, 11, 22)


@pytest.fixture
def folder(library: Library) -> Path:
    """Return the folder of a library that nobody has open."""
    library.close()
    return library.folder


def test_a_new_library_has_its_folders_and_name(library: Library) -> None:
    names = {entry.name for entry in library.folder.iterdir()}
    assert {"ledger.db", "originals", "evidence", "filed", "backups", "drafts"} <= names
    assert library.name == "云州市"


def test_the_file_says_whose_it_is(library: Library) -> None:
    header = read_header(library.folder / "ledger.db")
    assert header is not None
    assert (header.application_id, header.version) == (APPLICATION_ID, CURRENT)


def test_it_is_written_so_that_a_power_cut_loses_nothing(library: Library) -> None:
    settings = {name: library.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert settings == {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1}


def test_a_second_writer_learns_who_has_it(library: Library) -> None:
    with pytest.raises(BusyLedger) as caught:
        Library.open(library.folder, who="王芳")
    assert caught.value.data["who"] == "李明"
    assert caught.value.data["where"]
    assert caught.value.data["since"]


def test_a_reader_works_beside_a_writer(library: Library) -> None:
    with Library.open(library.folder, read_only=True) as reader:
        with library.step("改名", By("李明", DAY)) as step:
            set_setting(step, "name", "云州区")
        assert reader.name == "云州区"


def test_closing_gives_the_lock_back(folder: Path) -> None:
    assert not (folder / "lock.json").exists()
    Library.open(folder).close()


def test_a_stale_note_is_taken_over(folder: Path) -> None:
    (folder / "lock.json").write_text(json.dumps({"who": "走了的人"}), encoding="utf-8")
    with Library.open(folder, who="王芳"):
        assert json.loads((folder / "lock.json").read_text(encoding="utf-8"))["who"] == "王芳"


def test_a_reader_writes_nothing(folder: Path) -> None:
    with Library.open(folder, read_only=True) as reader:
        with pytest.raises(ReadOnlyLedger), reader.step("改", By("", DAY)):
            pass
        with pytest.raises(ReadOnlyLedger):
            reader.rows("DELETE FROM setting")


def test_empty_folders_lost_on_the_way_are_made_again(folder: Path) -> None:
    (folder / "backups").rmdir()
    Library.open(folder).close()
    assert (folder / "backups").is_dir()


def test_a_missing_folder_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Library.open(tmp_path / "没有")


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04" * 50], ids=["no file", "empty", "another type"])
def test_what_is_no_ledger_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "ledger.db").write_bytes(content)
    with pytest.raises(NotALedger):
        Library.open(tmp_path)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "ledger.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(NotALedger):
        Library.open(tmp_path)


def _set_version(folder: Path, version: int) -> bytes:
    """Set the version in the file's own bytes and return them."""
    data = bytearray((folder / "ledger.db").read_bytes())
    data[60:64] = version.to_bytes(4)
    (folder / "ledger.db").write_bytes(data)
    return bytes(data)


@pytest.mark.parametrize("read_only", [True, False], ids=["reader", "writer"])
def test_a_newer_ledger_is_refused_untouched(folder: Path, read_only: bool) -> None:
    data = _set_version(folder, CURRENT + 1)
    with pytest.raises(NewerLedger) as caught:
        Library.open(folder, read_only=read_only)
    assert caught.value.data["known"] == CURRENT
    assert (folder / "ledger.db").read_bytes() == data


def test_a_reader_does_not_migrate(folder: Path) -> None:
    _set_version(folder, 0)
    with pytest.raises(OlderLedger):
        Library.open(folder, read_only=True)


def test_a_damaged_file_is_told(folder: Path) -> None:
    data = bytearray((folder / "ledger.db").read_bytes())
    data[100:4096] = b"\xff" * 3996
    (folder / "ledger.db").write_bytes(data)
    with pytest.raises(DamagedLedger):
        Library.open(folder)
    assert not (folder / "lock.json").exists()


def test_a_library_is_not_made_over_other_things(tmp_path: Path) -> None:
    (tmp_path / "要紧.txt").write_text("不能丢", encoding="utf-8")
    with pytest.raises(NotAllowed):
        Library.create(tmp_path, "云州市", day=DAY)


def test_settings_are_kept(folder: Path) -> None:
    with Library.open(folder) as library, library.step("设置", By("", DAY)) as step:
        set_setting(step, "office", "云州市政务公开办")
    with Library.open(folder) as library:
        assert setting(library, "office") == "云州市政务公开办"


def test_a_failing_step_stores_nothing(library: Library) -> None:
    def fail() -> None:
        with library.step("设置", By("", DAY)) as step:
            set_setting(step, "office", "x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert setting(library, "office", "无") == "无"


def test_nothing_is_written_past_the_journal(library: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        library.connection.execute("UPDATE setting SET value = 'x'")


def test_opening_and_reading_load_nothing_heavy(folder: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from gongkai_desk.store import units\n"
        "from gongkai_desk.store.tasks import plans, search, states\n"
        "from gongkai_desk.store.library import Library\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "plans.tasks(library), plans.counts(library), states.states(library), search.matching(library, '公开')\n"
        "heavy = {'sqlite_utils', 'pypinyin', 'cn2an', 'openpyxl', 'chinese_calendar', 'zipfile'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
        "library.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


FOREIGN = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON report BEGIN DELETE FROM report WHERE id < NEW.id; END",
    "trigger as ours": "CREATE TRIGGER journal_x AFTER INSERT ON step BEGIN DELETE FROM report; END",
    "lost trigger": "DROP TRIGGER journal_plan_insert",
    "lost table": "DROP TABLE period_lock",
    "changed table": "ALTER TABLE plan ADD COLUMN mood TEXT",
    "view": "CREATE VIEW v AS SELECT * FROM plan",
    "lost index": "DROP INDEX task_plan",
}


@pytest.mark.parametrize("statement", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_schema_that_is_not_ours_is_opened_by_no_writer(folder: Path, statement: str) -> None:
    snapshots.snapshot(folder, "daily")
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as other:
        other.execute(statement)
    before = (folder / "ledger.db").read_bytes()
    with pytest.raises(DamagedLedger) as caught:
        Library.open(folder)
    assert caught.value.data["newest"].endswith("-daily.db")
    assert (folder / "ledger.db").read_bytes() == before
    with Library.open(folder, read_only=True) as reader:
        assert reader.name == "云州市"
    assert examine(folder)


def test_an_older_ledger_with_a_foreign_trigger_is_not_migrated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as other:
        other.execute(FOREIGN["trigger"])
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, lambda db: db.execute("CREATE TABLE x (y) STRICT")))
    monkeypatch.setattr(header, "CURRENT", len(migrations.STEPS))
    with pytest.raises(DamagedLedger):
        Library.open(folder)
    assert snapshots.snapshots(folder) == []


@pytest.mark.parametrize("content", [None, b"", b"x" * 5000], ids=["gone", "empty", "other"])
def test_a_library_without_its_ledger_names_its_newest_whole_backup(folder: Path, content: bytes | None) -> None:
    whole = snapshots.snapshot(folder, "import")
    snapshots.snapshot(folder, "daily").write_bytes(b"harmed")
    (folder / "ledger.db").unlink()
    if content is not None:
        (folder / "ledger.db").write_bytes(content)
    with pytest.raises(DamagedLedger) as caught:
        Library.open(folder, read_only=True)
    assert whole.name in error_sentence(caught.value)


@pytest.mark.parametrize("name", ["originals", "evidence", "backups", "drafts"])
def test_a_file_in_a_folders_place_is_told_and_kept(folder: Path, name: str) -> None:
    (folder / name).rmdir()
    (folder / name).write_bytes(b"x")
    with pytest.raises(DamagedLedger) as caught:
        Library.open(folder)
    assert f"“{name}”应是文件夹" in error_sentence(caught.value)
    assert (folder / name).read_bytes() == b"x"
