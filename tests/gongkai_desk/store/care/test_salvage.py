"""能读的先救出来: what can be read of a damaged library comes into a new one, and the rest is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.work import Evidence
from gongkai_desk.errors import BadBackup, NotAllowed
from gongkai_desk.services.progress.work import attach
from gongkai_desk.store import journal
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.backup import backup_folder, dumped
from gongkai_desk.store.care.check import examine
from gongkai_desk.store.care.findings import FindingKind
from gongkai_desk.store.care.salvage import Salvaged, salvage
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.search import matching
from gongkai_desk.wording.salvage import lost_lines, saved_line
from tests.builders import stored_plan

DAY = date(2022, 11, 22)
TASKS = 400


@pytest.fixture
def home(library: Library, tmp_path: Path) -> Path:
    tasks = tuple(Task(content=f"第{number}项公开" * 20, lead=("市教育局",)) for number in range(TASKS))
    stored_plan(library, *tasks, day=DAY, plan=Plan("要点"))
    (tmp_path / "证明.txt").write_text("已公开", encoding="utf-8")
    attach(library, By("", DAY), 1, Evidence(""), file=tmp_path / "证明.txt")
    backup_folder(library, tmp_path / "备份.zip")
    library.close()
    return library.folder


def _saved(source: Path) -> tuple[Salvaged, Path]:
    target = source.parent / "救出.gkdesk"
    return salvage(source, target, who="李明", day=DAY), target


def _dump(folder: Path) -> list[str]:
    with Library.open(folder, read_only=True) as library:
        return list(dumped(library))


def _overwrite(home: Path, text: str) -> None:
    """Overwrite the pages on which a text stands."""
    data = bytearray((home / "ledger.db").read_bytes())
    while (found := data.find(text.encode())) >= 0:
        start = found - found % 4096
        data[start : start + 4096] = b"\xff" * 4096
    (home / "ledger.db").write_bytes(data)


@pytest.mark.parametrize("name", ["云州市.gkdesk", "备份.zip"])
def test_of_what_is_whole_everything_is_saved(home: Path, name: str) -> None:
    told, target = _saved(home.parent / name)
    assert told.whole
    assert (_dump(target), examine(target)) == (_dump(home), [])
    with Library.open(target) as library:
        assert len(matching(library, "第7项")) == 1


def test_a_lost_page_costs_its_rows_alone_and_is_told(home: Path) -> None:
    _overwrite(home, "第200项公开")
    told, target = _saved(home)
    assert examine(target) == []
    assert 0 < told.lost["task"] < 30
    assert told.rows["task"] == TASKS - told.lost["task"]
    assert any("任务" in line for line in lost_lines(told.lost, told.cut, []))
    with Library.open(target) as library:
        assert len(plans.tasks(library)) == told.rows["task"]
        assert journal.last_done(library) is None


def test_a_lost_first_page_of_a_table_leaves_the_others(home: Path) -> None:
    with closing(sqlite3.connect(home / "ledger.db")) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'report'").fetchall()
    with open(home / "ledger.db", "r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    told, target = _saved(home)
    assert (told.cut, told.rows["task"]) == ({"report"}, TASKS)
    assert examine(target) == []


def test_a_lost_or_changed_file_is_named(home: Path) -> None:
    next(path for path in (home / "evidence").rglob("*") if path.is_file()).write_bytes(b"x")
    told, target = _saved(home)
    assert [kept.name for kept in told.lacking] == ["证明.txt"]
    assert {finding.kind for finding in examine(target)} == {FindingKind.FILE_MISSING}


def test_a_snapshot_brings_the_files_of_its_library(home: Path) -> None:
    told, target = _saved(home)
    assert told.files == 2
    again = salvage(snapshots.snapshot(home, "daily"), home.parent / "b.gkdesk", who="", day=DAY)
    assert (again.files, _dump(home.parent / "b.gkdesk")) == (2, _dump(target))


@pytest.mark.parametrize("content", [b"", b"x" * 9000, b"PK\x05\x06" + bytes(18)], ids=["empty", "text", "empty zip"])
def test_of_what_is_no_ledger_nothing_is_made(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏").write_bytes(content)
    with pytest.raises(BadBackup):
        salvage(tmp_path / "坏", tmp_path / "新.gkdesk", who="", day=DAY)
    assert not (tmp_path / "新.gkdesk").exists()


def test_nothing_is_saved_over_what_stands_there(home: Path) -> None:
    with pytest.raises(NotAllowed):
        salvage(home.parent / "备份.zip", home, who="", day=DAY)


def test_what_was_saved_is_counted_in_office_words() -> None:
    assert saved_line({"task": 28, "plan": 1, "group_class": 2}, 3) == (
        "已救出：要点 1 条、任务 28 条、其他记录 2 条；文件 3 份。"
    )
