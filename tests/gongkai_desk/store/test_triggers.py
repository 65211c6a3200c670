"""The row triggers: what each change leaves in the journal."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.store import journal
from gongkai_desk.store.journal import Step, insert, set_columns
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import insert_plan, insert_tasks
from tests.builders import a_plan, a_task

DAY = date(2026, 3, 10)


def in_step(library: Library, *acts: tuple[str, tuple[object, ...]]) -> Step:
    with library.step("改", By("李明", DAY)) as step:
        for sql, values in acts:
            step.connection.execute(sql, values)
    return step


def written(library: Library, step: Step) -> list[tuple[Any, ...]]:
    rows = library.rows(
        "SELECT table_name, row_id, task_id, before, after FROM journal WHERE step_id = ? ORDER BY id", (step.number,)
    )
    return [(*row[:3], *(json.loads(image) if image else None for image in row[3:])) for row in rows]


@pytest.fixture
def with_task(library: Library) -> Library:
    with library.step("导入", By("李明", DAY)) as step:
        insert_tasks(step, insert_plan(step, a_plan()), [a_task()], {})
    return library


def test_an_update_keeps_only_the_columns_that_differ(with_task: Library) -> None:
    done = in_step(with_task, ("UPDATE task SET title = '甲', content = content WHERE id = 1", ()))
    assert written(with_task, done) == [("task", 1, 1, {"title": "规范政策发布"}, {"title": "甲"})]


def test_an_update_that_changes_nothing_leaves_no_trace(with_task: Library) -> None:
    done = in_step(with_task, ("UPDATE task SET title = title", ()))
    assert (written(with_task, done), done.changes.ids) == ([], {})


def test_an_insert_is_the_bare_fact_and_a_delete_keeps_the_whole_row(with_task: Library) -> None:
    made = in_step(with_task, ("INSERT INTO task_link (task_id, other_id, kind) VALUES (1, 1, 'same_as')", ()))
    assert written(with_task, made) == [("task_link", 1, 1, None, None)]
    gone = in_step(with_task, ("DELETE FROM task_link", ()))
    row = {"id": 1, "task_id": 1, "other_id": 1, "kind": "same_as", "remark": ""}
    assert written(with_task, gone) == [("task_link", 1, 1, row, None)]


def test_a_row_of_no_task_stands_under_its_table(library: Library) -> None:
    with library.step("登记", By("李明", DAY)) as step:
        set_columns(step, "superior", insert(step, "superior", {"name": "省政府办公厅"}), {"mail": "a@b.cn"})
    assert written(library, step) == [
        ("superior", 1, None, None, None),
        ("superior", 1, None, {"mail": ""}, {"mail": "a@b.cn"}),
    ]


def test_nothing_is_written_past_the_journal(with_task: Library) -> None:
    for sql in ("UPDATE task SET title = '乙'", "DELETE FROM task_unit", "INSERT INTO superior (name) VALUES ('省')"):
        with pytest.raises(sqlite3.IntegrityError):
            with_task.connection.execute(sql)


def test_the_triggers_can_be_taken_away_and_made_again(library: Library) -> None:
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before = library.rows(asked)
    journal.remove_triggers(library.connection)
    assert library.rows(asked) == []
    journal.install_triggers(library.connection)
    assert library.rows(asked) == before
    assert len(before) == 3 * len(journal.tables(library.connection))
