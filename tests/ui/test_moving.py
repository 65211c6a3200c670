"""What is said of tasks that were moved by hand: where they stand now, with whom, and what stayed behind."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.ids import stored_as
from gongkai_desk.domain.plan import StoredTask, Task
from ui.deleting import moved_sentence

FIRST, SECOND = ("一、突出重点",), ("二、夯实基础",)


def stored(number: int, title: str | None, section: tuple[str, ...] = ()) -> StoredTask:
    task = Task(content=f"第{number}件事", seq=str(number), title=title, section=section)
    return stored_as(StoredTask, task, id=number, plan_id=1)


def test_nothing_moved_says_how_a_whole_group_is_moved() -> None:
    tasks = [stored(1, "公开"), stored(2, "公开")]
    assert moved_sentence(tasks, tasks, [1]).startswith("位置没有变化")


def test_a_task_that_only_changed_its_place() -> None:
    a, b = stored(1, ""), stored(2, "")
    assert moved_sentence([a, b], [b, a], [1]) == "已将任务 1“第1件事”移动了位置。按 Ctrl+Z 可撤销。"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (stored(1, "", FIRST), stored(1, "", SECOND), "移到“二、夯实基础”"),
        (stored(1, "", FIRST), stored(1, ""), "移出各部分"),
        (stored(1, "公开"), stored(1, "解读"), "归入“解读”"),
    ],
    ids=["into a section", "out of all", "under another name"],
)
def test_where_it_went(before: StoredTask, after: StoredTask, words: str) -> None:
    assert words in moved_sentence([before], [after], [1])


def test_its_new_neighbours_and_those_left_behind_are_counted() -> None:
    rest = [stored(2, "公开"), stored(3, "公开"), stored(4, "解读")]
    told = moved_sentence([stored(1, "公开"), *rest], [*rest, stored(1, "解读")], [1])
    assert "与同名“解读”的 1 项放在一起" in told
    assert "原处“公开”还有 2 项未动" in told


def test_a_whole_group_leaves_nothing_behind() -> None:
    tasks = [stored(1, "公开"), stored(2, "公开"), stored(3, "解读")]
    told = moved_sentence(tasks, [tasks[2], tasks[0], tasks[1]], [1, 2])
    assert told == "已将 2 项任务（1、2）移动了位置。按 Ctrl+Z 可撤销。"
