"""A project with its task and its group under headings of their own is one task, done by the members of the group."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind
from tests.gongkai_desk.parsing.test_fresh_habits import part_of

PROJECTS = (
    ("物资大楼改造项目", "完成拆迁尾留和地勘，开工建设。", "城建局、土地局、物资总公司"),
    ("王寨供水工程", "基础工程，超额完成土方任务。", "水利局、经发局、王家砭镇政府"),
)


def text_of(task: str, group: str, members: str) -> str:
    items = [
        f"（{n}）{name}\n1、{task}\n{work}\n2、{group}\n组长：副县长\n{members}：{units}"
        for n, (name, work, units) in zip("一二", PROJECTS, strict=True)
    ]
    return "一、重点项目和责任分工\n" + "\n".join(items) + "\n二、工作要求\n1、加强领导。要蹲在点上，现场解决问题。"


@pytest.mark.parametrize("task", ["任务", "工作任务", "建设内容", "目标任务："])
@pytest.mark.parametrize("group", ["项目攻坚领导小组", "工作专班", "项目推进组成员", "责任分工"])
@pytest.mark.parametrize("members", ["成员单位", "成员", "组成单位"])
def test_task_and_group_are_one_task(task: str, group: str, members: str) -> None:
    part = part_of(text_of(task, group, members))
    read = [(each.title, each.content, each.responsible, dict(each.extra)) for each in part.tasks[:-1]]
    assert read == [(name, work, tuple(units.split("、")), {"组长": "副县长"}) for name, work, units in PROJECTS]
    assert [each.section for each in part.tasks[:-1]] == [("一、重点项目和责任分工",)] * 2
    assert [doubt.task for doubt in part.doubts if doubt.kind is DoubtKind.TWO_READINGS] == [0, 1]


def test_labels_that_assign_are_heard_and_not_doubted() -> None:
    text = "（一）供水工程\n1、任务\n完成土方。\n2、责任分工\n牵头单位：水利局\n责任单位：城建局\n3、完成时限\n9月底前"
    (task,) = (part := part_of(text)).tasks
    assert (task.lead, task.responsible, task.deadline.text) == (("水利局",), ("城建局",), "9月底前")
    assert not part.doubts


@pytest.mark.parametrize("other", ["2、保障措施\n加强领导。", "2、领导小组\n定期召开会议。"])
def test_other_headings_below_stay_items(other: str) -> None:
    assert len(part_of(f"（一）供水工程\n1、任务\n完成土方。\n{other}").tasks) > 1
