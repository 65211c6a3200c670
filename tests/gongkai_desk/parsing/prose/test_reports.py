"""What has been reported of an item stands with it, never as its work or its deadline."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Task
from tests.builders import draft

TITLE = "云州市2026年民生实事项目进展情况公示"
LABELS = ["实际完成情况", "目前进展情况", "工作进展", "落实情况", "推进情况", "存在问题", "下一步打算"]


def tasks_of(text: str) -> tuple[Task, ...]:
    (part,) = draft(TITLE, text).parts
    return part.tasks


@pytest.mark.parametrize("label", LABELS)
def test_a_report_below_an_item_is_kept_beside_its_work(label: str) -> None:
    first, second = tasks_of(
        "1.轨道交通一期工程投入试运营。\n牵头领导：张三 责任单位：市轨道办 项目责任人：李四\n"
        f"{label}：一期工程已于2026年5月30日通车试运营，运行平稳。\n"
        f"2.新辟公交线路10条。\n责任单位：市交通委 项目责任人：王五 配合单位：市公安局、市城管局\n"
        f"{label}：尚在选线，6月底前开通6条。"
    )
    assert (first.content, first.responsible, first.deadline.text) == (
        "轨道交通一期工程投入试运营。",
        ("市轨道办",),
        "",
    )
    assert first.extra == {label: "一期工程已于2026年5月30日通车试运营，运行平稳。"}
    assert (second.content, second.responsible, second.support) == (
        "新辟公交线路10条。",
        ("市交通委",),
        ("市公安局", "市城管局"),
    )
    assert second.deadline.text == ""


@pytest.mark.parametrize("label", LABELS)
def test_a_report_over_lines_stays_together(label: str) -> None:
    (task,) = tasks_of(f"1.新辟公交线路10条。（市交通委负责）\n{label}：\n选线已完成。\n车辆已采购。")
    assert (task.content, task.extra) == ("新辟公交线路10条。", {label: "选线已完成。\n车辆已采购。"})


@pytest.mark.parametrize("label", ["工作目标", "具体措施", "主要内容"])
def test_work_behind_a_label_stays_work(label: str) -> None:
    (task,) = tasks_of(f"1.新辟公交线路。\n{label}：新辟公交线路10条。\n责任单位：市交通委")
    assert "新辟公交线路10条" in task.content
