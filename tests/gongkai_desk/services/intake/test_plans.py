"""Plans by hand: everything that an import can make."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.plan import Level, Plan, PlanDates, StoredPlan, Task
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services import undo
from gongkai_desk.services.intake import plans
from gongkai_desk.services.progress import work
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans as stored
from gongkai_desk.store.tasks.shares import task_settings
from gongkai_desk.store.units import assignments

DAY = date(2022, 11, 22)
BY = By("李明", DAY)
PLAN = Plan("2022年要点", "云政办〔2022〕1号", "云州市", PlanDates(written=date(2022, 3, 1)), 2022, Level.CITY)


@pytest.fixture
def plan(library: Library) -> int:
    made = plans.new_plan(library, BY, PLAN).made
    assert made is not None
    work.add_task(library, BY, made, Task(content="一", section=("一、公开",), lead=("各区政府",)))
    return made


def test_its_data_are_corrected_later(library: Library, plan: int) -> None:
    dates = replace(PLAN.dates, received=date(2022, 3, 9))
    changes = plans.edit_plan(library, BY, plan, dates=dates, title="2022年工作要点")
    assert changes.ids == {"plan": {plan}}
    assert stored.plan(library, plan) == stored_as(
        StoredPlan, replace(PLAN, dates=dates, title="2022年工作要点"), id=plan
    )


def test_a_copy_has_the_tasks_but_not_what_happened(library: Library, plan: int) -> None:
    work.report(library, By("李明", DAY), 1, NewReport(None, DAY, "好"))
    made = plans.copy_plan(library, BY, plan, Plan("2023年要点", year=2023)).made
    assert made is not None
    (copy,) = stored.tasks(library, made)
    assert task_settings(library)[copy.id].report_cycle == "每半年"
    assert (copy.content, copy.section, copy.lead) == ("一", ("一、公开",), ("各区政府",))
    assert assignments(library, [copy.id])[0].group_id is not None
    assert stored.counts(library) == {plan: {("一、公开",): 1}, made: {("一、公开",): 1}}


def test_a_removed_plan_takes_its_tasks_along_and_brings_them_back(library: Library, plan: int) -> None:
    plans.remove_plan(library, BY, plan)
    assert (stored.plans(library), stored.tasks(library), stored.counts(library)) == ([], [], {})
    assert [each.id for each in stored.plans(library, removed=True)] == [plan]
    with pytest.raises(UnknownId):
        stored.task(library, 1)
    plans.restore_plan(library, BY, plan)
    assert len(stored.tasks(library, plan)) == 1


def test_without_sections_the_tree_lists_names(library: Library) -> None:
    made = plans.new_plan(library, BY, Plan("要点")).made
    assert made is not None
    for title in ("甲", "甲", None):
        work.add_task(library, BY, made, Task(content="一", title=title))
    assert stored.counts(library)[made] == {("甲",): 2, (): 1}


def test_plans_stand_newest_year_first(library: Library) -> None:
    for year in (2021, None, 2023):
        plans.new_plan(library, BY, Plan(str(year), year=year))
    assert [each.year for each in stored.plans(library)] == [2023, 2021, None]


@pytest.mark.parametrize(
    "act",
    [
        lambda library: plans.edit_plan(library, BY, 9, title="x"),
        lambda library: plans.remove_plan(library, BY, 9),
        lambda library: plans.restore_plan(library, BY, 9),
        lambda library: plans.copy_plan(library, BY, 9, PLAN),
        lambda library: work.add_task(library, BY, 9, Task()),
    ],
    ids=["edit", "remove", "restore", "copy", "add a task"],
)
def test_a_plan_that_is_not_there_is_told(library: Library, act) -> None:
    with pytest.raises(UnknownId):
        act(library)
    assert undo.undo_name(library) is None


def test_an_id_is_not_edited(library: Library, plan: int) -> None:
    with pytest.raises(NotAllowed):
        plans.edit_plan(library, BY, plan, id=7)
