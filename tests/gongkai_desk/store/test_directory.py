"""Who is meant by a printed name: units, collective names, what a person chose; and what a merged unit leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.state import Role
from gongkai_desk.domain.unit import Alias, Assignment, StoredGroup, StoredUnit, Unit, UnitClass, UnitGroup
from gongkai_desk.domain.work import Report
from gongkai_desk.errors import UnknownId
from gongkai_desk.services import undo
from gongkai_desk.store import rosters, units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, work
from tests.builders import a_plan, a_task

DAY = date(2026, 3, 9)
BY = By("李明", DAY)
OFFICE, JUSTICE, EDUCATION, PUJIANG = 1, 2, 3, 4
DISTRICTS, RELATED = 1, 2

FULL = Unit(
    "市教育局",
    "教育局",
    UnitClass.DEPARTMENT,
    7,
    (Alias("市教委", former=True, since=date(2000, 1, 1), until=date(2018, 12, 31)), Alias("教局")),
    "赵六",
    "0571-1",
    "jyj@yunzhou.cn",
    proposed=True,
)


@pytest.fixture
def office(library: Library) -> Library:
    """Return a library with four units, a closed and an open collective name, and three tasks (the last two alike)."""
    names = [
        ("市政府办公室", UnitClass.DEPARTMENT),
        ("市司法局", UnitClass.DEPARTMENT),
        ("市教育局", UnitClass.DEPARTMENT),
    ]
    match = {name: plans.Match(unit_id=i) for i, (name, _) in enumerate(names, 1)}
    match |= {"各区": plans.Match(group_id=DISTRICTS), "相关单位": plans.Match(group_id=RELATED)}
    tasks = [
        a_task(),
        a_task(seq="2", lead=(), responsible=("各区", "市教育局"), support=("市教育局",)),
        a_task(seq="3", lead=("相关单位",), responsible=("某某中心",)),
        a_task(seq="4", lead=("相关单位",), responsible=("某某中心",)),
    ]
    with library.step("准备", BY) as step:
        for i, (name, cls) in enumerate([*names, ("浦江区", UnitClass.DISTRICT)]):
            units.insert_unit(step, Unit(name, cls=cls, order=i))
        units.insert_group(step, UnitGroup("各区", closed=True, classes=(UnitClass.DISTRICT,)))
        units.insert_group(step, UnitGroup("相关单位", closed=False))
        plans.insert_tasks(step, plans.insert_plan(step, a_plan()), tasks, match)
    return library


# ---- units as stored


@pytest.mark.parametrize("unit", [FULL, Unit("市教育局")], ids=["full", "name_alone"])
def test_a_unit_comes_back_with_all_its_names(library: Library, unit: Unit) -> None:
    with library.step("录入", BY) as step:
        number = units.insert_unit(step, unit)
    assert units.units(library) == [stored_as(StoredUnit, unit, id=number)]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "市教育体育局"},
        {"short": ""},
        {"cls": UnitClass.PARTY},
        {"order": 2},
        {"aliases": (Alias("教体局"),)},
        {"aliases": ()},
        {"contact": "", "phone": "0571-2", "mail": ""},
        {"proposed": False},
    ],
    ids=lambda each: "+".join(each) + ("_emptied" if not any(each.values()) else ""),
)
def test_a_change_is_written_alone_and_taken_back_whole(library: Library, changed: dict[str, object]) -> None:
    with library.step("录入", BY) as step:
        units.insert_unit(step, FULL)
    (old,) = units.units(library)
    with library.step("改", BY) as step:
        units.update_unit(step, old, replace(old, **changed))  # type: ignore[arg-type]
    assert units.units(library) == [replace(old, **changed)]  # type: ignore[arg-type]
    undo.undo(library, BY)
    assert units.units(library) == [old]


@pytest.mark.parametrize(
    "wanted", ["市教育局", "教育局", "教局", "1", "市教委"], ids=["name", "short", "alias", "id", "former"]
)
def test_a_unit_is_found_by_each_of_its_names(library: Library, wanted: str) -> None:
    with library.step("录入", BY) as step:
        units.insert_unit(step, FULL)
    assert units.find_unit(library, wanted).id == 1


@pytest.mark.parametrize("wanted", ["市水利局", "99", ""], ids=["name", "id", "empty"])
def test_a_unit_that_is_not_there_is_said_to_be_unknown(office: Library, wanted: str) -> None:
    with pytest.raises(UnknownId):
        units.find_unit(office, wanted)


def test_a_collective_name_is_filled_anew(office: Library) -> None:
    filled = StoredGroup("各区县", True, (UnitClass.DISTRICT, UnitClass.ZONE), (OFFICE,), (PUJIANG,), id=DISTRICTS)
    with office.step("改", BY) as step:
        units.update_group(step, filled)
    assert units.groups(office)[0] == filled
    undo.undo(office, BY)
    assert units.groups(office)[0] == StoredGroup("各区", True, (UnitClass.DISTRICT,), id=DISTRICTS)


# ---- who is assigned


def test_printed_units_stand_in_their_order_with_what_they_mean(office: Library) -> None:
    assert units.assignments(office, [2, 3]) == [
        Assignment(2, "各区", Role.RESPONSIBLE, 0, group_id=DISTRICTS),
        Assignment(2, "市教育局", Role.RESPONSIBLE, 1, EDUCATION),
        Assignment(2, "市教育局", Role.SUPPORT, 2, EDUCATION),
        Assignment(3, "相关单位", Role.LEAD, 0, group_id=RELATED),
        Assignment(3, "某某中心", Role.RESPONSIBLE, 1),
    ]


ROSTERS = {
    1: {(Role.LEAD, OFFICE), (Role.RESPONSIBLE, JUSTICE)},
    2: {(Role.RESPONSIBLE, PUJIANG), (Role.RESPONSIBLE, EDUCATION), (Role.SUPPORT, EDUCATION)},
    3: set(),
}


@pytest.mark.parametrize("task", [1, 2, 3])
def test_collective_names_stand_for_their_members(office: Library, task: int) -> None:
    assert {(role, unit) for _, role, unit in units.expanded(office, [task])} == ROSTERS[task]


@pytest.mark.parametrize("only", [None, [2], [3, 4], []], ids=["all", "one", "alike", "none"])
def test_rosters_say_the_same_as_single_tasks(office: Library, only: list[int] | None) -> None:
    of_rosters = {
        (task, role, unit) for roster, tasks in rosters.rosters(office, only) for task in tasks for role, unit in roster
    }
    assert of_rosters == set(units.expanded(office, only))


def test_tasks_of_the_same_printed_units_share_a_roster(office: Library) -> None:
    assert sorted(tasks for _, tasks in rosters.rosters(office)) == [[1], [2], [3, 4]]


def test_a_choice_holds_for_its_task_alone_and_is_taken_back(office: Library) -> None:
    printed = {(each.task_id, each.printed): each for each in rosters.printed_units(office)}
    with office.step("指定", BY) as step:
        rosters.put_choice(step, printed[3, "相关单位"], [JUSTICE, EDUCATION])
        rosters.put_choice(step, printed[2, "各区"], [OFFICE])
    assert {(role, unit) for _, role, unit in units.expanded(office, [3])} == {
        (Role.LEAD, JUSTICE),
        (Role.LEAD, EDUCATION),
    }
    assert {unit for _, _, unit in units.expanded(office, [2])} == {OFFICE, EDUCATION}
    assert units.expanded(office, [4]) == []
    meant = {(each.task_id, each.printed): each.units for each in rosters.printed_units(office)}
    assert (meant[3, "相关单位"], meant[4, "相关单位"], meant[2, "各区"]) == ((JUSTICE, EDUCATION), (), (OFFICE,))
    undo.undo(office, BY)
    assert rosters.printed_units(office) == list(printed.values())


def test_a_choice_that_is_made_anew_replaces_the_former(office: Library) -> None:
    (printed,) = (each for each in rosters.printed_units(office, [2]))
    for chosen in ([OFFICE], [PUJIANG]):
        with office.step("指定", BY) as step:
            rosters.put_choice(step, printed, chosen)
    assert rosters.printed_units(office, [2]) == [printed]
    assert printed.is_settled


def test_only_collective_names_that_nobody_filled_are_unfilled(office: Library) -> None:
    assert units.unfilled(office) == {3, 4}
    printed = rosters.printed_units(office, [3])[0]
    with office.step("指定", BY) as step:
        rosters.put_choice(step, printed, [JUSTICE])
    assert units.unfilled(office) == {4}
    assert units.unfilled(office, [3]) == set()


@pytest.mark.parametrize(
    ("unit", "tasks"),
    [("市政府办公室", [1]), ("浦江区", [2]), ("市教育局", [2])],
    ids=["named", "by_group", "two_roles"],
)
def test_a_unit_has_the_tasks_that_name_it_or_its_group_each_once(office: Library, unit: str, tasks: list[int]) -> None:
    assert units.tasks_of(office, unit) == tasks
    assert units.task_counts(office)[units.find_unit(office, unit).id] == len(tasks)


def test_tasks_in_the_recycle_bin_are_not_counted(office: Library) -> None:
    with office.step("删", BY) as step:
        step.connection.execute("UPDATE task SET removed = '2026-03-10' WHERE id = 1")
    assert units.task_counts(office) == {PUJIANG: 1, EDUCATION: 1}


def test_a_text_is_settled_where_it_was_only_text(office: Library) -> None:
    with office.step("认定", BY) as step:
        units.settle_printed(step, 3, "某某中心", JUSTICE)
        units.settle_printed(step, 2, "市教育局", JUSTICE)
    assert {(role, unit) for _, role, unit in units.expanded(office, [3])} == {(Role.RESPONSIBLE, JUSTICE)}
    assert {(role, unit) for _, role, unit in units.expanded(office, [2])} == ROSTERS[2]
    assert units.expanded(office, [4]) == []


@pytest.mark.parametrize(("task", "first"), [(1, OFFICE), (2, PUJIANG), (3, None)], ids=["lead", "group", "text"])
def test_the_first_unit_is_the_first_printed(office: Library, task: int, first: int | None) -> None:
    assert units.first_unit(office, task) == first


# ---- one unit handed over to another


def test_all_of_a_merged_unit_is_the_other_s_and_comes_back_with_undo(office: Library) -> None:
    with office.step("进展", BY) as step:
        work.insert_report(step, Report(1, "市司法局", DAY, "已办", JUSTICE))
        work.begin_work(step, 1, JUSTICE, DAY)
    assert units.is_used(office, JUSTICE)
    before = units.expanded(office), work.reports(office), units.units(office)
    with office.step("合并", BY) as step:
        units.hand_over(step, JUSTICE, EDUCATION, DAY)
    assert {(role, unit) for _, role, unit in units.expanded(office, [1])} == {
        (Role.LEAD, OFFICE),
        (Role.RESPONSIBLE, EDUCATION),
    }
    assert [each.unit_id for each in work.reports(office)] == [EDUCATION]
    assert units.with_facts(office, 1) == {EDUCATION}
    assert JUSTICE not in {unit.id for unit in units.units(office)}
    assert not units.is_used(office, JUSTICE)
    undo.undo(office, BY)
    assert (units.expanded(office), work.reports(office), units.units(office)) == before


def test_where_both_have_a_state_the_other_s_own_stays(office: Library) -> None:
    later = date(2026, 5, 1)
    with office.step("进展", BY) as step:
        work.begin_work(step, 1, JUSTICE, DAY)
        work.begin_work(step, 1, EDUCATION, later)
        units.hand_over(step, JUSTICE, EDUCATION, later)
    assert office.rows("SELECT unit_id, since FROM unit_state") == [(EDUCATION, "2026-05-01")]
