"""A column of the work and its times together: its stages are the work, and their days are nodes to be kept."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.draft import Part
from tests.builders import draft, grid

TITLE = "云州学院2026年重点工作"
HEADS = [
    "任务分解/时序进度",
    "工作内容及时间安排",
    "推进措施及完成时限",
    "工作举措和时间节点",
    "任务分解与时间进度",
    "实施步骤/时间安排",
    "分解任务及进度安排",
]


def part_of(head: str, *rows: str) -> Part:
    (part,) = draft(TITLE, grid("\n".join([f"工作任务|{head}|责任部门", *rows]).replace("分解/", "分解／"))).parts
    return part


@pytest.mark.parametrize("head", HEADS)
def test_the_stages_are_the_work_under_the_name(head: str) -> None:
    head = head.replace("/", "／")
    rows = (
        "学生境外交流|1-4月：完成交流方案|国际处",
        "^|5-12月：组织学生赴境外交流|^",
        "章程修订|3月：起草修订稿/6月底前：提交审议|校办",
    )
    first, second, third = part_of(head, *rows).tasks
    assert (first.title, first.content, second.title) == ("学生境外交流", "1-4月：完成交流方案", "学生境外交流")
    assert (first.deadline.due, second.deadline.due) == (date(2026, 4, 30), date(2026, 12, 31))
    assert third.deadline.nodes == (date(2026, 3, 31), date(2026, 6, 30))
    assert first.deadline.text == first.content


@pytest.mark.parametrize("head", HEADS)
def test_work_that_names_no_stages_sets_no_deadline(head: str) -> None:
    (task,) = part_of(head.replace("/", "／"), "章程修订|逐章修订学院章程，提交校务会审议。|校办").tasks
    assert (task.title, task.content, task.deadline.text) == ("章程修订", "逐章修订学院章程，提交校务会审议。", "")


@pytest.mark.parametrize("head", ["时序进度", "时间安排", "进度安排", "完成时限"])
def test_a_column_of_time_alone_stays_the_deadline(head: str) -> None:
    (task,) = part_of(head, "修订学院章程|3月：起草修订稿/6月底前：提交审议|校办").tasks
    assert (task.content, task.deadline.due) == ("修订学院章程", date(2026, 6, 30))


def test_beside_a_column_of_deadlines_that_one_counts() -> None:
    rows = "工作任务|任务分解及时间安排|责任部门|完成时限\n章程修订|3月：起草修订稿|校办|9月底前"
    (part,) = draft(TITLE, grid(rows)).parts
    assert part.tasks[0].deadline.text == "9月底前"
