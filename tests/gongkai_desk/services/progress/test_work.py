"""Reports, edits, adding, removing, ordering."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.domain.state import Role, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.work.task_order import Landing
from gongkai_desk.services import undo, units
from gongkai_desk.services.intake import plans as plans_of
from gongkai_desk.services.progress import work
from gongkai_desk.store import units as stored_units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, search, shares
from gongkai_desk.store.tasks import work as stored
from gongkai_desk.store.tasks.states import states
from tests.builders import stored_plan

DAY = date(2022, 11, 22)
BY = By("李明", DAY)


@pytest.fixture
def plan(library: Library) -> int:
    """Return a plan of three tasks: one of a unit, one of a collective name, one of nobody."""
    tasks = (
        Task(content="第一项内容", title="规划公开", seq="1", lead=("市教育局",), responsible=("市财政局",)),
        Task(content="第二项内容", title="规划公开", seq="2", responsible=("各区政府",)),
        Task(content="第三项内容", seq="3"),
    )
    return stored_plan(library, *tasks, day=DAY, plan=Plan("要点", year=2022))


def ids(library: Library, plan_id: int) -> list[int]:
    return [task.id for task in plans.tasks(library, plan_id)]


def report(
    library: Library, task: int, text: str = "已完成一半", unit: str | None = None, corrects: int | None = None
) -> int:
    done = work.report(library, By("李明", DAY), task, NewReport(unit, DAY, text), corrects=corrects)
    assert done.made is not None
    return done.made


class TestReports:
    def test_a_report_is_kept_with_its_unit(self, library: Library, plan: int) -> None:
        number = report(library, 1, unit="市财政局")
        (found,) = stored.reports(library)
        assert (found.id, found.unit, found.day, found.text) == (number, "市财政局", DAY, "已完成一半")

    def test_without_a_unit_the_first_one_reports(self, library: Library, plan: int) -> None:
        report(library, 1)
        assert stored.reports(library)[0].unit == "市教育局"

    def test_a_task_of_nobody_takes_a_report_as_a_whole(self, library: Library, plan: int) -> None:
        report(library, 3)
        assert stored.reports(library)[0].unit_id is None
        assert states(library) == {(3, None): State.IN_PROGRESS}

    def test_the_first_fact_begins_the_work_of_that_unit_alone(self, library: Library, plan: int) -> None:
        report(library, 1, unit="市教育局")
        report(library, 1, unit="市教育局")
        assert list(states(library).values()) == [State.IN_PROGRESS]

    def test_a_unit_is_known_by_its_id_too(self, library: Library, plan: int) -> None:
        unit = stored_units.find_unit(library, "市财政局")
        report(library, 1, unit=str(unit.id))
        assert stored.reports(library)[0].unit_id == unit.id

    def test_a_correction_keeps_the_former_text(self, library: Library, plan: int) -> None:
        wrong = report(library, 1, "写错了")
        right = report(library, 1, "写对了", corrects=wrong)
        assert [each.id for each in stored.reports(library)] == [right]
        assert [each.text for each in stored.reports(library, former=True)] == ["写错了", "写对了"]

    def test_all_that_a_report_says_is_kept(self, library: Library, plan: int) -> None:
        said = {"problems": "缺人手", "next_steps": "加人", "period": "2022Q4", "expected": DAY, "zero": True}
        work.report(library, By("李明", DAY), 1, NewReport(None, text="进展", day=DAY, **said))
        (found,) = stored.reports(library)
        assert {name: getattr(found, name) for name in said} == said

    @pytest.mark.parametrize(
        "act",
        [
            lambda library: report(library, 99),
            lambda library: report(library, 1, unit="没有这个单位"),
            lambda library: report(library, 1, corrects=77),
        ],
        ids=["task", "unit", "report"],
    )
    def test_what_is_not_there_is_told_and_nothing_stored(self, library: Library, plan: int, act) -> None:
        with pytest.raises(UnknownId):
            act(library)
        assert stored.reports(library, former=True) == []

    def test_a_printed_name_that_is_only_text_becomes_a_proposed_unit(self, library: Library, plan: int) -> None:
        work.edit_task(library, BY, 3, TaskEdit(responsible=("市新设局",)))
        report(library, 3, unit="市新设局")
        unit = stored_units.find_unit(library, "市新设局")
        assert unit.proposed
        assert stored_units.assignments(library, [3])[0].unit_id == unit.id


class TestEdits:
    def test_only_what_differs_is_journaled(self, library: Library, plan: int) -> None:
        work.edit_task(library, BY, 1, TaskEdit(title="规划信息公开", content="第一项内容"))
        newest = undo.history(library, "task", 1)[0]
        assert (newest.before, newest.after) == ({"title": "规划公开"}, {"title": "规划信息公开"})
        assert newest.step.who == "李明"

    def test_an_edit_that_changes_nothing_leaves_no_step(self, library: Library, plan: int) -> None:
        before = undo.undo_name(library)
        assert work.edit_task(library, BY, 1, TaskEdit(title="规划公开")).ids == {}
        assert undo.undo_name(library) == before

    def test_a_deadline_is_typed(self, library: Library, plan: int) -> None:
        deadline = Deadline("9月底前", DeadlineKind.MONTH_END, date(2022, 9, 30), (date(2022, 9, 30),))
        work.edit_task(library, BY, 1, TaskEdit(deadline="9月底前"))
        assert plans.task(library, 1).deadline == deadline

    def test_units_that_stay_keep_their_row(self, library: Library, plan: int) -> None:
        changes = work.edit_task(library, BY, 1, TaskEdit(support=("市财政局",), responsible=()))
        task = plans.task(library, 1)
        assert (task.lead, task.responsible, task.support) == (("市教育局",), (), ("市财政局",))
        assert len(changes.ids["task_unit"]) == 2

    def test_many_edits_are_one_step(self, library: Library, plan: int) -> None:
        work.edit_tasks(library, BY, {number: TaskEdit(title="统一") for number in ids(library, plan)})
        undo.undo(library, By("李明", DAY))
        assert [task.title for task in plans.tasks(library)] == ["规划公开", "规划公开", None]


class TestOrder:
    @pytest.mark.parametrize(
        ("moved", "before", "expected"),
        [
            ([3], 1, [3, 1, 2]),
            ([1, 2], None, [3, 1, 2]),
            ([1], None, [2, 1, 3]),
            ([3, 1], 2, [3, 1, 2]),
            ([1], 2, [1, 2, 3]),
        ],
        ids=["to the front", "a whole name to the end", "to the end of its name", "two", "stays"],
    )
    def test_tasks_move(
        self, library: Library, plan: int, moved: Sequence[int], before: int | None, expected: list[int]
    ) -> None:
        work.place_tasks(library, BY, moved, Landing(before))
        assert ids(library, plan) == expected

    def test_a_task_moves_into_another_section(self, library: Library, plan: int) -> None:
        work.place_tasks(library, BY, [1], Landing(None, ("二、保障",)))
        assert plans.task(library, 1).section == ("二、保障",)

    def test_a_new_task_stands_where_it_was_put(self, library: Library, plan: int) -> None:
        made = work.add_task(library, BY, plan, Task(content="新的"), before=2).made
        assert ids(library, plan) == [1, made, 2, 3]

    def test_a_new_task_is_reported_on_as_often_as_its_like(self, library: Library, plan: int) -> None:
        def cycle(plan_id: int, task: Task) -> str:
            made = work.add_task(library, BY, plan_id, task).made
            assert made is not None
            return shares.task_settings(library, [made])[made].report_cycle

        with library.step("填报周期", BY) as step:
            for number in ids(library, plan):
                shares.set_task_settings(step, number, {"report_cycle": "不填报"})
        assert cycle(plan, Task(content="新的")) == "不填报"
        assert cycle(plan, Task(content="各单位每季度末报送工作进展情况")) == "每季度"
        empty = plans_of.new_plan(library, BY, Plan("临时交办")).made
        assert empty is not None
        assert cycle(empty, Task(content="新的")) == "不填报"

    def test_the_first_task_of_a_library_is_reported_on_half_yearly(self, library: Library) -> None:
        empty = plans_of.new_plan(library, BY, Plan("临时交办")).made
        assert empty is not None
        made = work.add_task(library, BY, empty, Task(content="新的")).made
        assert made is not None
        assert shares.task_settings(library, [made])[made].report_cycle == "每半年"

    def test_a_removed_task_comes_back_to_its_place(self, library: Library, plan: int) -> None:
        work.remove_tasks(library, BY, [2])
        assert ids(library, plan) == [1, 3]
        assert [task.id for task in plans.removed_tasks(library)] == [2]
        work.restore_tasks(library, BY, [2])
        assert ids(library, plan) == [1, 2, 3]

    def test_ids_are_never_used_again(self, library: Library, plan: int) -> None:
        first = work.add_task(library, BY, plan, Task(content="新的")).made
        undo.undo(library, By("李明", DAY))
        assert first is not None
        second = work.add_task(library, BY, plan, Task(content="新的")).made
        assert second is not None
        assert second > first


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("二项", [2]),
            ("规划", [1, 2]),
            ("规 划", [1, 2]),
            ("规划 二", [2]),
            ("教育局", [1]),
            ("ghgk", [1, 2]),
            ("sjyj", [1]),
            ("没有", []),
            ("", [1, 2, 3]),
            ("各区政府", []),
            ("%", []),
        ],
    )
    def test_a_task_is_found(self, library: Library, plan: int, query: str, found: list[int]) -> None:
        assert search.matching(library, query, plan) == found

    def test_widths_and_case_do_not_count(self, library: Library, plan: int) -> None:
        work.edit_task(library, BY, 3, TaskEdit(content="推进ＰＤＦ文件〔2022〕公开"))
        assert search.matching(library, "pdf") == search.matching(library, "（2022）") == [3]

    def test_an_undone_edit_is_not_found(self, library: Library, plan: int) -> None:
        work.edit_task(library, BY, 3, TaskEdit(content="暂时的话"))
        undo.undo(library, By("李明", DAY))
        assert search.matching(library, "暂时") == []


class TestUnits:
    def test_collective_names_expand_through_the_directory(self, library: Library, plan: int) -> None:
        group = replace(stored_units.groups(library)[0], classes=())
        first, second = (stored_units.find_unit(library, name).id for name in ("市教育局", "市财政局"))
        units.set_group(library, BY, replace(group, members=(first, second), exclusions=(second,)))
        assert stored_units.expanded(library, [2]) == [(2, Role.RESPONSIBLE, first)]
        assert sorted(stored_units.tasks_of(library, "市教育局")) == [1, 2]

    def test_a_renamed_unit_is_found_by_its_former_name(self, library: Library, plan: int) -> None:
        number = stored_units.find_unit(library, "市教育局").id
        units.rename_unit(library, BY, number, "市教育委员会")
        found = stored_units.find_unit(library, "市教育局")
        assert (found.id, found.name) == (number, "市教育委员会")

    def test_a_name_means_one_unit(self, library: Library, plan: int) -> None:
        number = stored_units.find_unit(library, "市教育局").id
        with pytest.raises(NotAllowed):
            units.rename_unit(library, BY, number, "市财政局")

    def test_merged_units_share_tasks_facts_and_names(self, library: Library, plan: int) -> None:
        keep, other = (stored_units.find_unit(library, name).id for name in ("市教育局", "市财政局"))
        report(library, 1, unit="市财政局")
        report(library, 1, unit="市教育局")
        before = list(stored_units.assignments(library))
        units.merge_units(library, BY, keep, [other])
        assert stored_units.find_unit(library, "市财政局").id == keep
        assert {each.unit_id for each in stored.reports(library)} == {keep}
        assert {each.unit_id for each in stored_units.assignments(library, [1])} == {keep}
        undo.undo(library, By("李明", DAY))
        assert stored_units.assignments(library) == before

    def test_a_unit_with_tasks_is_not_removed(self, library: Library, plan: int) -> None:
        with pytest.raises(NotAllowed):
            units.remove_units(library, BY, [stored_units.find_unit(library, "市教育局").id])

    def test_the_usual_directory_is_entered_once(self, library: Library, plan: int) -> None:
        units.seed_units(library, BY)
        count = len(stored_units.units(library))
        assert count > 20
        assert units.seed_units(library, BY).ids == {}
        assert len(stored_units.units(library)) == count
