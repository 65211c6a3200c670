"""A library of every release comes up to today's schema, with its facts and its history."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.services import undo
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.header import CURRENT
from gongkai_desk.store.library import Library
from gongkai_desk.store.migrations import shape_of
from gongkai_desk.store.tasks import plans
from tests.store_dump import STORES, fill

RELEASED = sorted(STORES.glob("*.sql"))


def test_every_older_version_has_its_dump() -> None:
    """Today's gets one with its release (``tests.store_dump``)."""
    assert [path.stem for path in RELEASED][: CURRENT - 1] == [f"version-{number + 1}" for number in range(CURRENT - 1)]


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, library: Library) -> Path:
    """Return the folder of a library as that release left it."""
    library.close()
    path = library.folder / "ledger.db"
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return library.folder


def test_it_comes_up_to_the_schema_of_a_new_one(released: Path, tmp_path: Path) -> None:
    with Library.create(tmp_path / "new", "x", day=date(2022, 1, 1)) as new, Library.open(released) as old:
        assert shape_of(old.connection) == shape_of(new.connection)
        assert old.rows("PRAGMA foreign_key_check") == []


def test_its_facts_are_those_of_a_library_that_was_filled_today(released: Path, tmp_path: Path) -> None:
    with Library.create(tmp_path / "new", "云州市", day=date(2022, 11, 22)) as new, Library.open(released) as old:
        fill(new)
        assert list(dumped(old)) == list(dumped(new))


def test_its_facts_are_there_and_its_acts_can_be_undone(released: Path) -> None:
    with Library.open(released) as library:
        assert [task.content for task in plans.tasks(library)] == ["公开义务教育招生政策。"]
        while undo.undo(library, By("", date(2022, 1, 1))):
            pass
        assert plans.plans(library) == []
