"""Snapshots, backups, restore, check."""

import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.errors import BadBackup, BusyLedger, NewerLedger, NotAllowed
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.backup import backup_folder, dumped
from gongkai_desk.store.care.check import examine, findings
from gongkai_desk.store.care.findings import FindingKind
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.header import CURRENT
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import stored_plan

DAY = date(2022, 11, 22)


def import_one(library: Library, title: str = "工作要点") -> None:
    stored_plan(library, Task(content="推进公开", lead=("市教育局", "各区政府")), day=DAY, plan=Plan(title))


@pytest.fixture
def filled(library: Library) -> Library:
    import_one(library)
    return library


def test_a_sound_library_has_no_findings(filled: Library) -> None:
    assert findings(filled.folder) == []


def test_old_snapshots_make_room(library: Library) -> None:
    for _ in range(snapshots.KEPT + 3):
        newest = snapshots.snapshot(library.folder, "test")
    kept = snapshots.snapshots(library.folder)
    assert len(kept) == snapshots.KEPT
    assert kept[0] == newest


def test_a_backup_brings_everything_back(filled: Library, tmp_path: Path) -> None:
    before = list(dumped(filled))
    out = tmp_path / "备份.zip"
    backup_folder(filled, out)
    restore_folder(out, tmp_path / "另一台.gkdesk")
    with Library.open(tmp_path / "另一台.gkdesk") as there:
        assert list(dumped(there)) == before
    assert findings(tmp_path / "另一台.gkdesk") == []


def test_a_backup_into_the_library_itself_does_not_hold_itself(filled: Library) -> None:
    out = filled.folder / "backups" / "备份.zip"
    backup_folder(filled, out)
    with zipfile.ZipFile(out) as archive:
        assert "backups/备份.zip" not in archive.namelist()


def test_restore_keeps_what_stood_there(filled: Library, tmp_path: Path) -> None:
    out = tmp_path / "备份.zip"
    backup_folder(filled, out)
    import_one(filled, "后来的要点")
    filled.close()
    restore_folder(out, filled.folder)
    with Library.open(filled.folder) as library:
        assert [plan.title for plan in plans.plans(library)] == ["工作要点"]
    restore_folder(snapshots.snapshots(filled.folder)[0], filled.folder)
    with Library.open(filled.folder) as library:
        assert len(plans.plans(library)) == 2
    assert findings(filled.folder) == []


def test_restore_mends_a_damaged_library(filled: Library, tmp_path: Path) -> None:
    out = tmp_path / "备份.zip"
    backup_folder(filled, out)
    filled.close()
    (filled.folder / "ledger.db").write_bytes(b"broken")
    restore_folder(out, filled.folder)
    assert findings(filled.folder) == []
    assert [path.suffix for path in (filled.folder / "backups").glob("*.damaged")] == [".damaged"]


def test_restore_waits_for_the_writer(filled: Library, tmp_path: Path) -> None:
    backup_folder(filled, tmp_path / "备份.zip")
    with pytest.raises(BusyLedger):
        restore_folder(tmp_path / "备份.zip", filled.folder)


def _zip(path: Path, names: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "content", [None, b"", b"x" * 500, b"PK\x05\x06" + bytes(18)], ids=["no file", "empty", "text", "empty zip"]
)
def test_what_is_no_backup_changes_nothing(filled: Library, tmp_path: Path, content: bytes | None) -> None:
    filled.close()
    before = (filled.folder / "ledger.db").read_bytes()
    file = tmp_path / "备份.zip"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadBackup):
        restore_folder(file, filled.folder)
    assert (filled.folder / "ledger.db").read_bytes() == before


def test_a_backup_cannot_write_outside(filled: Library, tmp_path: Path) -> None:
    ledger = snapshots.snapshot(filled.folder, "x").read_bytes()
    outside = {"originals/../../坏.txt": b"x", "../坏.txt": b"x", "坏.txt": b"x"}
    kept = _kept(filled.folder)
    inside = {"ledger.db": ledger, kept.relative_to(filled.folder).as_posix(): kept.read_bytes()}
    file = _zip(tmp_path / "b.zip", {**inside, **outside})
    target = tmp_path / "deep" / "库.gkdesk"
    restore_folder(file, target)
    assert list(tmp_path.rglob("坏.txt")) == []


def test_a_folder_of_other_things_is_no_place_to_restore_into(filled: Library, tmp_path: Path) -> None:
    backup_folder(filled, tmp_path / "备份.zip")
    own = tmp_path / "我的文档"
    own.mkdir()
    (own / "信.txt").touch()
    with pytest.raises(NotAllowed):
        restore_folder(tmp_path / "备份.zip", own)
    assert [path.name for path in own.iterdir()] == ["信.txt"]


def test_a_library_that_lost_its_ledger_is_restored(filled: Library, tmp_path: Path) -> None:
    backup_folder(filled, tmp_path / "备份.zip")
    filled.close()
    (filled.folder / "ledger.db").unlink()
    restore_folder(tmp_path / "备份.zip", filled.folder)
    assert findings(filled.folder) == []


def test_a_failed_restore_leaves_no_new_folder(tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(b"x")
    with pytest.raises(BadBackup):
        restore_folder(tmp_path / "坏.zip", tmp_path / "新.gkdesk")
    assert not (tmp_path / "新.gkdesk").exists()


def test_a_newer_backup_is_refused(filled: Library, tmp_path: Path) -> None:
    copy = shutil.copy(snapshots.snapshot(filled.folder, "x"), tmp_path / "new.db")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(f"PRAGMA user_version = {CURRENT + 1}")
    filled.close()
    with pytest.raises(NewerLedger):
        restore_folder(copy, filled.folder)


def _kept(folder: Path) -> Path:
    return next(path for path in (folder / "originals").rglob("*") if path.is_file())


def _drop_file(folder: Path) -> None:
    _kept(folder).unlink()


def _change_file(folder: Path) -> None:
    _kept(folder).write_text("改过", encoding="utf-8")


def _break_snapshot(folder: Path) -> None:
    snapshots.snapshots(folder)[0].write_bytes(b"broken")


def _sql(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as connection:
        connection.execute(statement)


def _break_key(folder: Path) -> None:
    _sql(folder, "DROP TRIGGER journal_unit_alias_insert")
    _sql(folder, "INSERT INTO unit_alias (unit_id, name) VALUES (999, 'x')")


def _drop_index(folder: Path) -> None:
    _sql(folder, "DROP INDEX task_plan")


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (_drop_file, FindingKind.FILE_MISSING),
        (_change_file, FindingKind.FILE_CHANGED),
        (_break_snapshot, FindingKind.BACKUP),
        (_break_key, FindingKind.FOREIGN_KEY),
        (_drop_index, FindingKind.SCHEMA),
    ],
)
def test_harm_is_found(filled: Library, harm, kind: FindingKind) -> None:
    filled.close()
    harm(filled.folder)
    found = examine(filled.folder)
    assert kind in {finding.kind for finding in found}
    assert all(str(finding).endswith("。") for finding in found)


def test_a_flipped_page_is_found_or_refused(filled: Library) -> None:
    import_one(filled, "又一份")
    filled.close()
    path = filled.folder / "ledger.db"
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'task'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    path.write_bytes(data)
    assert FindingKind.INTEGRITY in {finding.kind for finding in examine(filled.folder)}
