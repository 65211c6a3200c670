"""Every library is known by an identity of its own, and an act upon another's ids is refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.errors import Foreign
from gongkai_desk.paths import LEDGER
from gongkai_desk.services import undo
from gongkai_desk.services.progress import work
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.header import IDENTITY
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans

DAY = date(2022, 11, 22)


def add_plan(library: Library) -> None:
    with library.step("导入计划", By("", DAY)) as step:
        plans.insert_tasks(step, plans.insert_plan(step, Plan("要点")), [Task(content="公开招生政策")], {})


def forget_identity(library: Library) -> None:
    """Leave the library as one that was made before there were identities."""
    with library.step("旧版", By("", DAY), kind="base") as step:
        step.connection.execute("DELETE FROM setting WHERE name = ?", (IDENTITY,))
    library.close()


def edit(content: str) -> "partial[object]":
    return partial(work.edit_task, task_id=1, edit=TaskEdit(content=content), by=By("", DAY))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "另一个.gkdesk", "另一个", day=DAY) as made:
        add_plan(made)
        yield made


def test_two_libraries_differ_and_one_keeps_its_identity(library: Library, other: Library) -> None:
    first = library.origin
    library.close()
    with Library.open(library.folder) as again:
        assert first.library == again.origin.library != other.origin.library
        assert first.opening != again.origin.opening


def test_a_copy_and_a_reader_have_the_same_identity(library: Library, tmp_path: Path) -> None:
    copied = Path(copytree(library.folder, tmp_path / "副本.gkdesk", ignore=lambda *_: ["lock", "lock.json"]))
    with Library.open(library.folder, read_only=True) as reader, Library.open(copied) as copy:
        assert {reader.origin.library, copy.origin.library} == {library.origin.library}
        assert len({library.origin, reader.origin, copy.origin}) == 3


def test_an_act_upon_ids_of_another_library_is_refused(library: Library, other: Library) -> None:
    add_plan(library)
    with pytest.raises(Foreign) as refused:
        library.act(edit("改错了库"), other.origin)
    assert refused.value.kind == "foreign"
    assert [task.content for task in plans.tasks(library)] == ["公开招生政策"]


def test_an_act_upon_ids_of_an_earlier_opening_is_refused(library: Library) -> None:
    add_plan(library)
    before = library.origin
    library.close()
    with Library.open(library.folder) as again:
        with pytest.raises(Foreign):
            again.act(edit("改"), before)
        again.act(edit("同一个库"), before.library)  # what another program gives names the library alone
        assert [task.content for task in plans.tasks(again)] == ["同一个库"]


def test_a_library_of_before_gets_an_identity_that_undo_leaves(library: Library) -> None:
    forget_identity(library)
    with Library.open(library.folder, read_only=True) as reader:
        assert reader.origin.library == ""
    with Library.open(library.folder) as opened:
        given = opened.origin.library
        assert given
        add_plan(opened)
        while undo.undo(opened, By("", DAY)):
            pass
        assert plans.plans(opened) == []
    with Library.open(library.folder) as again:
        assert again.origin.library == given


def test_the_identity_is_no_fact_to_compare_by(library: Library) -> None:
    assert not any(IDENTITY in line or library.origin.library in line for line in dumped(library))


def test_a_restored_state_without_identity_takes_that_of_the_library(library: Library, tmp_path: Path) -> None:
    known, folder = library.origin.library, library.folder
    library.close()
    old = Path(copytree(folder, tmp_path / "旧.gkdesk")) / LEDGER
    with Library.open(old.parent) as opened:
        forget_identity(opened)
    restore_folder(old, folder)
    with closing(sqlite3.connect(folder / LEDGER)) as connection:
        assert connection.execute("SELECT value FROM setting WHERE name = ?", (IDENTITY,)).fetchall() == [(known,)]
