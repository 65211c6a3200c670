"""Restoring: only what is whole, as one step that can be taken back, through power cuts and kills."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.work import Evidence
from gongkai_desk.errors import BadBackup, DamagedLedger, DeskError, NotAllowed
from gongkai_desk.services.progress.work import attach
from gongkai_desk.store.care import restore, snapshots
from gongkai_desk.store.care.backup import backup_folder, dumped
from gongkai_desk.store.care.check import examine
from gongkai_desk.store.care.findings import Finding, FindingKind
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.library import Library
from gongkai_desk.wording.sentences import error_sentence
from tests.builders import stored_plan
from tests.gongkai_desk.store.power import Recorder, write_disk

DAY = date(2022, 11, 22)


def _import(library: Library, title: str) -> None:
    stored_plan(library, Task(content="推进公开", lead=("市教育局",)), day=DAY, plan=Plan(title))


@pytest.fixture
def home(library: Library, tmp_path: Path) -> Path:
    """Return a closed library with a plan, a piece of evidence and a draft; ``备份.zip`` beside it is its backup."""
    _import(library, "工作要点")
    (tmp_path / "证明.txt").write_text("已公开", encoding="utf-8")
    attach(library, By("", DAY), 1, Evidence(""), file=tmp_path / "证明.txt")
    (library.folder / "drafts" / "a.json").write_text("先前的草稿", encoding="utf-8")
    backup_folder(library, tmp_path / "备份.zip")
    library.close()
    return library.folder


def _zip(home: Path) -> Path:
    return home.parent / "备份.zip"


def _evidence(home: Path) -> Path:
    return next(path for path in (home / "evidence").rglob("*") if path.is_file())


def _dump(folder: Path) -> list[str]:
    with Library.open(folder) as library:
        return list(dumped(library))


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _changed(home: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    parts = _parts(_zip(home))
    change(parts)
    target = home.parent / "改过.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def _with_sql(home: Path, *statements: str) -> Path:
    def change(parts: dict[str, bytes]) -> None:
        ledger = home.parent / "x.db"
        ledger.write_bytes(parts["ledger.db"])
        with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
        parts["ledger.db"] = ledger.read_bytes()

    return _changed(home, change)


HARMS: dict[str, Callable[[Path], Path]] = {
    "evidence altered": lambda home: _changed(
        home, lambda parts: parts.update({name: b"x" for name in parts if name.startswith("evidence/")})
    ),
    "table lost": lambda home: _with_sql(home, "DROP TABLE report"),
    "foreign trigger": lambda home: _with_sql(
        home, "CREATE TRIGGER evil AFTER INSERT ON report BEGIN DELETE FROM report; END"
    ),
    "key broken": lambda home: _with_sql(
        home, "INSERT INTO journal (step_id, table_name, row_id) VALUES (999, 'plan', 1)"
    ),
    "step open": lambda home: _with_sql(home, "UPDATE step SET open = 1 WHERE id = 1"),
    "page overwritten": lambda home: _changed(
        home, lambda parts: parts.update({"ledger.db": parts["ledger.db"][:8192] + b"\xff" * 4096 * 3})
    ),
    "name too long": lambda home: _changed(home, lambda parts: parts.update({"evidence/" + "x" * 300: b""})),
    "file and folder": lambda home: _changed(
        home, lambda parts: parts.update({"evidence/a": b"", "evidence/a/b": b""})
    ),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_what_is_not_whole_is_refused_before_anything_is_touched(home: Path, harm: Callable[[Path], Path]) -> None:
    bad = harm(home)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    with pytest.raises(BadBackup) as caught:
        restore_folder(bad, home)
    assert snapshots.snapshots(home)[0].name in error_sentence(caught.value)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_lost_original_is_named_and_no_new_library_is_left(home: Path, tmp_path: Path) -> None:
    bad = _changed(home, lambda parts: [parts.pop(name) for name in list(parts) if name.startswith("originals/")])
    with pytest.raises(BadBackup) as caught:
        restore_folder(bad, tmp_path / "新.gkdesk")
    assert "缺少文件：originals/" in error_sentence(caught.value)
    assert not (tmp_path / "新.gkdesk").exists()


def test_a_whole_kept_file_is_not_written_again_and_a_harmed_one_is_mended(home: Path) -> None:
    kept = _evidence(home)
    whole = kept.stat()
    restore_folder(_zip(home), home)
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (whole.st_ino, whole.st_mtime_ns)
    kept.write_bytes(b"harmed")
    restore_folder(_zip(home), home)
    assert examine(home) == []


def test_a_restore_can_be_taken_back(home: Path) -> None:
    with Library.open(home) as library:
        _import(library, "后来的要点")
    (home / "drafts" / "a.json").write_text("后来的草稿", encoding="utf-8")
    after = _dump(home)
    restore_folder(_zip(home), home)
    assert (home / "drafts" / "a.json").read_text(encoding="utf-8") == "先前的草稿"
    restore_folder(snapshots.snapshots(home)[0], home)
    assert _dump(home) == after
    assert (home / "drafts" / "a.json").read_text(encoding="utf-8") == "后来的草稿"


def test_the_former_library_is_put_back_if_the_new_one_cannot_be_used(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(home) as library:
        _import(library, "后来的要点")
    (home / "drafts" / "a.json").write_text("后来的草稿", encoding="utf-8")
    after = _dump(home)
    real, harmed = restore.file_findings, [Finding(FindingKind.INTEGRITY, "x")]
    monkeypatch.setattr(restore, "file_findings", lambda path: harmed if path.parent == home else real(path))
    with pytest.raises(BadBackup):
        restore_folder(_zip(home), home)
    assert _dump(home) == after
    assert (home / "drafts" / "a.json").read_text(encoding="utf-8") == "后来的草稿"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells which file is flushed")
@pytest.mark.parametrize("former", ["whole", "damaged", "none"])
def test_a_power_cut_while_restoring_leaves_one_of_the_two(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, former: str
) -> None:
    before = _dump(home)
    with Library.open(home) as library:
        _import(library, "后来的要点")
    allowed = [before, _dump(home)]
    shutil.rmtree(home / "evidence")
    _former(home, former)
    recorder = Recorder(home)
    with monkeypatch.context() as patch:
        recorder.listen(patch)
        restore_folder(_zip(home), home)
    seen = [_state(tmp_path / f"{number}.gkdesk", disk, before) for number, disk in enumerate(recorder.disks())]
    assert before in seen
    assert all(state in allowed for state in seen if state is not None)
    assert former != "whole" or None not in seen


def _former(home: Path, kind: str) -> None:
    if kind == "damaged":
        (home / "ledger.db").write_bytes(b"damaged")
    elif kind == "none":
        (home / "ledger.db").unlink()


def _state(folder: Path, disk: dict[str, bytes], new: list[str]) -> list[str] | None:
    """Return what the ledger on a disk holds, with all files if it is the new one; ``None``: no ledger."""
    write_disk(folder, disk)
    try:
        found = _dump(folder)
        assert found != new or examine(folder) == []
        return found
    except DamagedLedger:
        assert disk.get("ledger.db") in (None, b"damaged")
        return None
    finally:
        shutil.rmtree(folder)


def test_a_disk_that_fails_at_a_move_changes_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(home) as library:
        _import(library, "后来的要点")
    (home / "drafts" / "a.json").write_text("后来的草稿", encoding="utf-8")
    after, real = _dump(home), os.replace

    def fail(source: Path, target: Path) -> None:
        if Path(target) == home / "ledger.db":
            raise OSError(5, "Input/output error")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(DeskError):
        restore_folder(_zip(home), home)
    monkeypatch.undo()
    assert _dump(home) == after
    assert (home / "drafts" / "a.json").read_text(encoding="utf-8") == "后来的草稿"


def test_a_library_is_not_restored_into_another_or_over_a_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"x")
    for place in (home / "evidence" / "新", tmp_path / "文件"):
        with pytest.raises(NotAllowed):
            restore_folder(_zip(home), place)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes as files")
def test_a_pipe_a_device_and_a_folder_are_no_backup(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    for odd in (tmp_path / "管道", Path("/dev/zero"), tmp_path):
        with pytest.raises(BadBackup):
            restore_folder(odd, home)


# ---- backups and snapshots of what is not whole


def _break_index(home: Path) -> None:
    with closing(sqlite3.connect(home / "ledger.db")) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'task_unit_task'").fetchall()
    with open(home / "ledger.db", "r+b") as file:
        file.seek((root - 1) * 4096 + 8)
        file.write(b"\xff" * 60)


def test_a_damaged_ledger_is_not_backed_up_and_pushes_nothing_out(home: Path, tmp_path: Path) -> None:
    whole = snapshots.snapshots(home)
    _break_index(home)
    with Library.open(home, read_only=True) as library, pytest.raises(DamagedLedger) as caught:
        backup_folder(library, tmp_path / "坏.zip")
    assert whole[0].name in error_sentence(caught.value)
    assert not (tmp_path / "坏.zip").exists()
    for _ in range(snapshots.KEPT + 2):
        with pytest.raises(DamagedLedger):
            snapshots.snapshot(home, "daily")
    assert snapshots.snapshots(home) == whole


def test_a_backup_without_a_kept_file_is_written_and_told(home: Path, tmp_path: Path) -> None:
    _evidence(home).unlink()
    with Library.open(home, read_only=True) as library, pytest.raises(BadBackup) as caught:
        backup_folder(library, tmp_path / "缺.zip")
    assert "证明.txt" in error_sentence(caught.value)
    assert "已写好" in error_sentence(caught.value)
    assert zipfile.is_zipfile(tmp_path / "缺.zip")


def test_what_a_person_lays_among_the_backups_is_no_snapshot(home: Path) -> None:
    (home / "backups" / "我的.db").write_bytes(b"x")
    assert all(path.name != "我的.db" for path in snapshots.snapshots(home))
    assert examine(home) == []
