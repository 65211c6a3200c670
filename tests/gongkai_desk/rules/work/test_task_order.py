"""Moved tasks never split a merged name, and join their own."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.rules.work.task_order import Landing, landed

ONE, TWO = ("一、",), ("二、",)
TASKS = [
    StoredTask("", id=number, section=section, title=title, plan_id=1)
    for number, section, title in [
        (1, ONE, "甲"), (2, ONE, "甲"), (3, ONE, "甲"), (4, ONE, "乙"),
        (5, TWO, "甲"), (6, TWO, "丙"), (7, TWO, "丙"), (8, TWO, None),
    ]
]  # fmt: skip


@pytest.mark.parametrize(
    ("ids", "landing", "order"),
    [
        pytest.param([2], Landing(None, TWO), [1, 3, 4, 5, 2, 6, 7, 8], id="joins its name in the other section"),
        pytest.param([4], Landing(7, TWO), [1, 2, 3, 5, 6, 7, 4, 8], id="leaves another name whole"),
        pytest.param([4], Landing(2), [4, 1, 2, 3, 5, 6, 7, 8], id="stands on the nearer side"),
        pytest.param([8], Landing(7, toward=-1), [1, 2, 3, 4, 5, 8, 6, 7], id="goes up past a whole name"),
        pytest.param([4], Landing(2, toward=1), [1, 2, 3, 4, 5, 6, 7, 8], id="goes down past a whole name"),
        pytest.param([3], Landing(1), [3, 1, 2, 4, 5, 6, 7, 8], id="moves within its own name"),
        pytest.param([1], Landing(None), [2, 3, 1, 4, 5, 6, 7, 8], id="stays with its own name"),
        pytest.param([8], Landing(None, title="丙"), [1, 2, 3, 4, 5, 6, 7, 8], id="takes a name where it stands"),
        pytest.param([1, 2, 3], Landing(None, TWO), [4, 5, 1, 2, 3, 6, 7, 8], id="a whole name moves"),
    ],
)
def test_the_order_after_a_move(ids: list[int], landing: Landing, order: list[int]) -> None:
    assert [task.id for task in landed(TASKS, ids, landing)] == order


def test_a_moved_task_takes_the_section_and_the_name() -> None:
    moved = landed(TASKS, [8], Landing(None, ONE, "乙"))
    assert next((task.section, task.title) for task in moved if task.id == 8) == (ONE, "乙")
