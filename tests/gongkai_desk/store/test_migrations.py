"""A ledger of version 1 comes up to today's with what stood in columns made for something else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.calendar import Clock, DutyKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.slips import SlipKind
from gongkai_desk.domain.spot_check import StoredDraw, Wanted
from gongkai_desk.services import undo
from gongkai_desk.store import journal, migrations
from gongkai_desk.store.care.check import examine
from gongkai_desk.store.entries.duties import stored_duties
from gongkai_desk.store.entries.papers import slip_numbers
from gongkai_desk.store.entries.spot_checks import draws
from gongkai_desk.store.header import version_of
from gongkai_desk.store.library import Library

DAY = date(2026, 9, 20)
WANTED = {"$": "Wanted", "seed": 7, "units": ["市教育局", "市司法局"], "colours": ["red"], "closed_only": True}
DRAW = json.dumps({"wanted": WANTED, "population": 20, "mark": "ab", "checks": [1, 2]})
SINCE = json.dumps([{"key": "plan:filing:12", "since": "2026-03-06"}])
Act = Callable[[sqlite3.Connection], object]


def _task(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO setting (name, value) VALUES ('name', '云州市')")
    db.execute("INSERT INTO plan (title) VALUES ('要点')")
    db.execute("""INSERT INTO task (plan_id, content, extra) VALUES (1, '公开', '{"备注":"无"}')""")


def _retold(db: sqlite3.Connection) -> None:
    db.execute("UPDATE task SET extra = '{}', content = '主动公开'")


def _duty(db: sqlite3.Connection) -> None:
    values = ("plan", "报备", SINCE, "发布", 20, 1)
    db.execute("INSERT INTO duty (kind, name, source, event, days, working) VALUES (?, ?, ?, ?, ?, ?)", values)


def _duty_done(db: sqlite3.Connection) -> None:
    db.execute("UPDATE duty SET source = '[]', days = 0, done = '2026-04-01'")


def _slip(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO paper_no (kind, year, number, remark) VALUES ('chase', 2026, 1, '催〔2026〕1号')")


def _draw(db: sqlite3.Connection) -> None:
    for _ in range(2):
        db.execute("INSERT INTO spot_check (task_id, day) VALUES (1, '2026-09-20')")
    values = ("王芳", "2026-09-20", DRAW)
    sql = "INSERT INTO paper_no (kind, year, number, signer, day, remark) VALUES ('spot_check', 2026, 1, ?, ?, ?)"
    db.execute(sql, values)


@pytest.fixture
def version_1(library: Library) -> Iterator[Callable[..., Library]]:
    """Yield what does acts in a library of version 1, one step each, and opens it with this version."""
    opened: list[Library] = []

    def made(*acts: Act) -> Library:
        library.close()
        path = library.folder / "ledger.db"
        path.unlink()
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            migrations.run(db, migrations.STEPS[:1])
            for act in (_task, *acts):
                db.execute("BEGIN")
                step = journal.begin(db, act.__name__, By("李明", DAY), "do", None)
                act(db)
                step.finish()
                db.execute("COMMIT")
        opened.append(Library.open(library.folder))
        return opened[0]

    yield made
    for each in opened:
        each.close()


def _undo(library: Library, times: int = 1) -> None:
    for _ in range(times):
        undo.undo(library, By("李明", DAY))


def test_a_duty_keeps_its_key_and_its_clock(version_1: Callable[..., Library]) -> None:
    found = stored_duties(version_1(_duty))[0]
    assert (found.key, found.kind) == ("plan:filing:12", DutyKind.PLAN)
    assert found.clock == Clock("发布", date(2026, 3, 6), 20, working=True)


def test_a_slip_keeps_its_number_as_printed(version_1: Callable[..., Library]) -> None:
    found = slip_numbers(version_1(_slip, _draw))
    assert [(each.kind, each.number_text) for each in found] == [(SlipKind.CHASE, "催〔2026〕1号")]


def test_a_draw_keeps_its_number_its_checks_and_what_was_left_out(version_1: Callable[..., Library]) -> None:
    wanted = Wanted(7, 10, units=("市教育局", "市司法局"), colours=(Colour.RED,), closed_only=True)
    assert draws(version_1(_slip, _draw)) == [StoredDraw(2026, 1, DAY, "王芳", wanted, 20, "ab", (1, 2), id=2)]


def test_what_a_bad_page_spoiled_does_not_keep_the_ledger_from_opening(version_1: Callable[..., Library]) -> None:
    def spoil(db: sqlite3.Connection) -> None:
        db.execute("UPDATE duty SET source = '[{'")
        db.execute("UPDATE paper_no SET remark = '?'")

    library = version_1(_draw, _duty, spoil)
    assert [(each.number, each.checker, each.checks) for each in draws(library)] == [(1, "王芳", ())]
    assert [(each.name, each.key) for each in stored_duties(library)] == [("报备", "own:1")]


def test_what_was_done_before_can_be_undone_and_done_again(version_1: Callable[..., Library]) -> None:
    library = version_1(_slip, _draw, _duty, _duty_done, _retold)
    drawn, duty = draws(library), stored_duties(library)
    _undo(library)
    assert library.rows("SELECT content, other FROM task") == [("公开", '{"备注":"无"}')]
    _undo(library)
    assert stored_duties(library)[0].key == "plan:filing:12"
    _undo(library, 3)
    assert (draws(library), slip_numbers(library), stored_duties(library)) == ([], [], [])
    for _ in range(5):
        undo.redo(library, By("李明", DAY))
    assert (draws(library), stored_duties(library)) == (drawn, duty)
    assert examine(library.folder) == []


def test_an_act_upon_a_column_that_is_no_more_is_undone_without_it(version_1: Callable[..., Library]) -> None:
    library = version_1(lambda db: db.execute("UPDATE plan SET signer = '王芳'"), _retold)
    _undo(library, 2)
    assert library.rows("SELECT content FROM task") == [("公开",)]
    assert journal.last_done(library).name == "_task"  # type: ignore[union-attr]


def test_a_draw_that_was_taken_back_before_can_be_done_again(
    version_1: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_back(db: sqlite3.Connection) -> None:
        step = db.execute("SELECT id, name, day FROM step WHERE open = 1").fetchone()
        db.execute("UPDATE step SET kind = 'undo', target = ? WHERE id = ?", (step[0] - 1, step[0]))
        journal.take_back(journal.Step(db, *step), step[0] - 1)

    library = version_1(_draw, taken_back)
    assert draws(library) == []
    undo.redo(library, By("李明", DAY))
    assert [(each.id, each.checks) for each in draws(library)] == [(1, (1, 2))]


def test_no_number_is_given_twice(version_1: Callable[..., Library]) -> None:
    library = version_1(_slip, _draw)
    _undo(library)
    with library.step("x", By("", DAY)) as step:
        sql = "INSERT INTO draw (year, number, day, seed) VALUES (2026, 1, '2026-09-20', 1)"
        assert step.connection.execute(sql).lastrowid == 3


def test_a_copy_of_the_older_ledger_is_kept(version_1: Callable[..., Library]) -> None:
    library = version_1(_duty)
    copies = list((library.folder / "backups").glob("*migrate*"))
    with closing(sqlite3.connect(copies[0])) as db:
        assert version_of(db) == 1


def test_a_new_ledger_is_made_whole_and_equals_one_that_was_stepped_up(tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as old,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as new,
    ):
        migrations.run(old, migrations.STEPS[:1])
        migrations.migrate(old)
        new.deserialize(migrations.blank(migrations.STEPS))
        asked = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        assert old.execute(asked).fetchall() == new.execute(asked).fetchall()
