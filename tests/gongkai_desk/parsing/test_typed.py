"""What a person types is understood as an import understands it, and what nobody typed stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai_desk.domain.plan import Plan, PlanDates, StoredTask, Task, TaskEdit
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind, Every
from gongkai_desk.parsing.typed import Sense, edited, understood
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

PLAN = Plan("要点", dates=PlanDates(imprint=date(2026, 3, 6)), year=2026)
SENSE = Sense(PLAN, UnitDirectory.usual(), Workdays.usual())


PLAIN = Task("规范公文公开。")


def typed(task: Task = PLAIN, **texts: str) -> Task:
    return understood(task, texts, SENSE)


def timed(content: str, text: str, **more: Any) -> Task:
    return Task(content, deadline=read_deadline(text, SENSE.time), **more)


def test_a_label_is_no_part_of_the_units() -> None:
    task = typed(unit_text="牵头单位：市财政局；配合单位：市教育局")
    assert (task.lead, task.responsible, task.support) == (("市财政局",), (), ("市教育局",))


def test_a_deadline_among_the_units_is_the_deadline() -> None:
    assert typed(unit_text="市财政局，6月底前完成").deadline.due == date(2026, 6, 30)


def test_it_does_not_stand_against_a_deadline_of_its_own() -> None:
    task = timed("规范公文公开。", "9月底前", unit_text="市教育局")
    assert typed(task, unit_text="市财政局，6月底前完成").deadline == task.deadline


def test_it_changes_with_the_text_that_it_came_from() -> None:
    task = typed(unit_text="市财政局，6月底前完成")
    assert typed(task, unit_text="市财政局，8月底前完成").deadline.due == date(2026, 8, 31)
    assert typed(task, unit_text="市财政局").deadline == NO_DEADLINE


def test_an_emptied_deadline_is_none() -> None:
    task = typed(unit_text="市财政局，6月底前完成")
    cleared = typed(task, deadline=" ")
    assert cleared.deadline == NO_DEADLINE
    assert typed(cleared, unit_text="市教育局，6月底前完成").deadline == NO_DEADLINE


def test_a_deadline_that_comes_again_sets_the_period() -> None:
    task = typed(deadline="每季度末")
    assert [each.every for each in task.recurrences] == [Every.QUARTER]
    assert [each.every for each in typed(task, deadline="每月5日前").recurrences] == [Every.MONTH]
    assert typed(task, deadline="年底前").recurrences == ()


def test_a_period_that_the_content_states_stays() -> None:
    task = understood(Task(), {"content": "每月更新专栏。"}, SENSE)
    assert typed(task, deadline="每季度末").recurrences == task.recurrences


def test_what_a_person_decided_stays_beside_another_text() -> None:
    day = Deadline("四季度前", DeadlineKind.DATE, date(2026, 12, 31))
    task = Task("定期更新专栏。", deadline=day, lead=("市教育局",), unit_text="各有关单位")
    changed = typed(task, content="每月更新专栏。")
    assert (changed.deadline, changed.lead, changed.unit_text) == (day, ("市教育局",), "各有关单位")


def test_dates_inside_are_nodes_where_the_deadline_stands_elsewhere() -> None:
    task = timed("规范公文公开。", "年底前")
    assert typed(task, content="6月底前公布目录。").inner_deadlines == (date(2026, 6, 30),)


def test_dates_of_prose_that_sets_the_deadline_are_none() -> None:
    task = timed("6月底前公布目录。", "6月底前")
    assert typed(task, content="6月底前公布全部目录。").inner_deadlines == ()


def test_ids_and_places_stay() -> None:
    task = StoredTask("事", id=7, plan_id=2, position=4, extra={"备注": "无"})
    assert typed(task, title="名称") == replace(task, title="名称")


@pytest.mark.parametrize("name", ["seq", "title"])
def test_an_emptied_name_is_none(name: str) -> None:
    assert getattr(typed(Task("事", seq="3", title="名称"), **{name: " "}), name) is None


def test_chosen_units_hold_before_the_text() -> None:
    task = edited(Task("事"), TaskEdit(unit_text="相关单位", responsible=("市教育局", "市财政局")), SENSE)
    assert (task.unit_text, task.responsible) == ("相关单位", ("市教育局", "市财政局"))


def test_an_edit_knows_what_is_new() -> None:
    task = timed("事", "年底前", title="名称", section=("一、",))
    assert TaskEdit(content="事", title="别名", deadline="年底前", section=("一、",)).where_new(task) == TaskEdit(
        title="别名"
    )
