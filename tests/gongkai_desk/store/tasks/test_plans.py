"""Plans and tasks as stored: what is written comes back, in its order, and only what differs is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.plan import CellPlace, Level, Plan, PlanDates, PlanKind, Quota, StoredPlan, Task, TextPlace
from gongkai_desk.domain.state import Role
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeLimit, TimeRemark
from gongkai_desk.domain.unit import Unit
from gongkai_desk.errors import UnknownId
from gongkai_desk.services import undo
from gongkai_desk.store import units
from gongkai_desk.store.journal import set_removed
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans, search
from tests.builders import a_plan, a_task, said

DAY, LATER, LAST = date(2026, 3, 9), date(2026, 5, 1), date(2026, 7, 1)
BY = By("李明", DAY)
FULL = Task(
    content="每年不少于12次，20个工作日内答复；\n“另行通知”",
    seq="（三）",
    part="2/3",
    section=("一、深化政策公开", "（一）规范发布"),
    title="规范政策发布",
    title_derived=True,
    lead=("市政府办公室",),
    responsible=("市司法局", "各区"),
    support=("市教育局",),
    units_full={"市司法局": "云州市司法局"},
    unit_text="市政府办公室牵头，市司法局、各区落实，市教育局配合",
    deadline=Deadline("6月底、9月底", DeadlineKind.MONTH_END, LAST, (LATER, LAST), DAY, (TimeRemark.SEVERAL,)),
    inner_deadlines=(DAY, LATER),
    recurrences=(Recurrence(Every.QUARTER, 1, "每季度"), Recurrence(Every.YEAR, 12, "每年不少于12次")),
    quotas=(Quota("不少于12次", ">=", Decimal("12.5"), "次", "培训", strict=True),),
    time_limits=(TimeLimit("20个工作日内", 20, True, "收到申请"), TimeLimit("24小时内", 1, False, "发生", hours=24)),
    extra={"备注": "试点", "联系人": "赵六"},
    source=(CellPlace("表", "A3"), TextPlace(3, 17)),
    printed=Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30)),
)


@pytest.fixture
def plan_id(library: Library) -> int:
    with library.step("准备", BY) as step:
        return plans.insert_plan(step, a_plan())


def store(library: Library, plan_id: int, *tasks: Task, by: By = BY, position: int = 0) -> list[int]:
    with library.step("导入", by) as step:
        return list(plans.insert_tasks(step, plan_id, tasks, {}, position=position))


@pytest.mark.parametrize("task", [FULL, Task(), a_task()], ids=["full", "empty", "usual"])
def test_a_task_comes_back_word_for_word(library: Library, plan_id: int, task: Task) -> None:
    (number,) = store(library, plan_id, task)
    assert said(plans.task(library, number)) == said(task)


OTHER = {
    "seq": None,
    "section": (),
    "title": None,
    "content": "另一内容",
    "unit_text": "",
    "deadline": Deadline("年底前", DeadlineKind.YEAR_END, date(2026, 12, 31)),
    "inner_deadlines": (),
    "recurrences": (),
    "quotas": (),
    "time_limits": (TimeLimit("10日内", 10, False, "受理"),),
    "extra": {},
    "source": (),
}


@pytest.mark.parametrize("name", OTHER)
def test_one_change_leaves_all_else_and_is_taken_back(library: Library, plan_id: int, name: str) -> None:
    (number,) = store(library, plan_id, replace(FULL, printed=None))
    old = plans.task(library, number)
    new = replace(old, **{name: OTHER[name]})
    with library.step("改", BY) as step:
        plans.update_task(step, old, new)
    assert plans.task(library, number) == new
    undo.undo(library, BY)
    assert plans.task(library, number) == old


def test_the_printed_deadline_holds_again_once_the_office_s_is_dropped(library: Library, plan_id: int) -> None:
    (number,) = store(library, plan_id, FULL)
    with library.step("还原", BY) as step:
        plans.drop_set_deadline(step, number)
    assert said(plans.task(library, number)) == said(FULL.as_printed)


PLAN = Plan(
    "要点",
    "云政办〔2026〕8号",
    "市政府办公室",
    PlanDates(DAY, LATER, LAST, date(2026, 8, 1)),
    2026,
    Level.CITY,
    list(PlanKind)[-1],
)


@pytest.mark.parametrize("plan", [PLAN, Plan()], ids=["full", "empty"])
def test_a_plan_comes_back_and_changes_alone(library: Library, plan: Plan) -> None:
    with library.step("新建", BY) as step:
        number = plans.insert_plan(step, a_plan(title="先前"))
        plans.update_plan(step, plans.plan(library, number), plan)
    assert plans.plan(library, number) == stored_as(StoredPlan, plan, id=number)


def test_tasks_stand_by_position_and_only_those_that_move_are_written(library: Library, plan_id: int) -> None:
    ids = store(library, plan_id, *(a_task(seq=name) for name in "甲乙丙"))
    with library.step("移动", BY) as step:
        plans.set_order(step, [ids[1], ids[0], ids[2]])
    assert [task.seq for task in plans.tasks(library, plan_id)] == ["乙", "甲", "丙"]
    assert plans.task_ids(library, plan_id) == [ids[1], ids[0], ids[2]]
    assert step.changes.ids["task"] == frozenset(ids[:2])


def test_a_further_batch_goes_behind_and_a_name_without_a_match_stays_text(library: Library, plan_id: int) -> None:
    first = store(library, plan_id, a_task())
    second = store(library, plan_id, a_task(seq="2"), position=1)
    assert plans.task_ids(library, plan_id) == [*first, *second]
    assert {(each.unit_id, each.group_id) for each in units.assignments(library, second)} == {(None, None)}


def test_a_match_goes_by_the_full_name_where_there_is_one(library: Library, plan_id: int) -> None:
    task = a_task(lead=(), responsible=("司法局", "教育局"), units_full={"司法局": "云州市司法局"})
    with library.step("导入", BY) as step:
        known = [units.insert_unit(step, Unit(name)) for name in ("云州市司法局", "别的司法局")]
        match = {"云州市司法局": plans.Match(known[0]), "司法局": plans.Match(known[1])}
        plans.insert_tasks(step, plan_id, [task], match)
    assert [(each.printed, each.unit_id) for each in units.assignments(library)] == [
        ("司法局", known[0]),
        ("教育局", None),
    ]


def test_units_that_stay_keep_their_rows_and_the_gone_are_gone(library: Library, plan_id: int) -> None:
    (number,) = store(library, plan_id, a_task())
    kept = library.rows("SELECT id FROM task_unit WHERE printed = '市司法局'")
    task = replace(plans.task(library, number), lead=(), responsible=("市教育局", "市司法局"))
    with library.step("改", BY) as step:
        plans.replace_units(step, task, {})
    assert [(each.printed, each.role, each.position) for each in units.assignments(library)] == [
        ("市教育局", Role.RESPONSIBLE, 0),
        ("市司法局", Role.RESPONSIBLE, 1),
    ]
    assert library.rows("SELECT id FROM task_unit WHERE printed = '市司法局'") == kept


SECTIONED = (a_task(section=("一", "甲")), a_task(section=("一", "甲"), title="另"), a_task(section=()))
NAMED = (a_task(section=(), title="公开"), a_task(section=(), title=None), a_task(section=(), title="公开"))


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [(SECTIONED, {("一", "甲"): 2, (): 1}), (NAMED, {("公开",): 2, (): 1})],
    ids=["sections", "names"],
)
def test_the_tree_counts_each_task_once(
    library: Library, plan_id: int, tasks: tuple[Task, ...], expected: dict[tuple[str, ...], int]
) -> None:
    store(library, plan_id, *tasks)
    assert plans.counts(library)[plan_id] == expected
    assert plans.task_counts(library) == {plan_id: 3}


def test_what_is_in_the_recycle_bin_is_found_there_alone(library: Library, plan_id: int) -> None:
    gone, left = store(library, plan_id, a_task(), a_task(seq="2"))
    with library.step("删", BY) as step:
        set_removed(step, "task", [gone], DAY)
    assert [task.id for task in plans.tasks(library)] == [left] == plans.task_ids(library, plan_id)
    assert [task.id for task in plans.removed_tasks(library)] == [gone]
    assert plans.first_task(library) == left
    assert plans.places_of(library, [gone, left]) == {left: (plan_id, ("一、深化政策公开",), "规范政策发布")}
    with pytest.raises(UnknownId):
        plans.task(library, gone)
    with library.step("删", BY) as step:
        set_removed(step, "plan", [plan_id], DAY)
    assert (plans.tasks(library), plans.removed_tasks(library), plans.counts(library)) == ([], [], {})
    assert [plan.id for plan in plans.plans(library, removed=True)] == [plan_id]
    with pytest.raises(UnknownId):
        plans.first_task(library)


# ---- search


@pytest.mark.parametrize(
    ("query", "seqs"),
    [
        ("政务", ["1", "2"]),
        ("政务 平台", ["2"]),
        ("平台政务", []),
        ("zwgk", ["1"]),
        ("(试行)", ["1"]),
        ("（试行）", ["1"]),
        ('"一图读懂"', ["3"]),
        ("ＡＰＰ", ["2"]),
        ("教委", ["3"]),
        ("%", []),
        ("", ["1", "2", "3"]),
    ],
    ids=["word", "both_words", "no_seam", "initials", "narrow", "wide", "quotes", "widths", "alias", "percent", "all"],
)
def test_a_word_is_found_however_it_is_typed(library: Library, plan_id: int, query: str, seqs: list[str]) -> None:
    tasks = [
        Task("办法（试行）", seq="1", title="政务公开"),
        Task("政务新媒体app", seq="2", title="平台建设"),
        Task("做好“一图读懂”", seq="3", title="解读", responsible=("市教育局",)),
    ]
    with library.step("导入", BY) as step:
        unit = units.insert_unit(step, Unit("市教育局", short="市教委"))
        plans.insert_tasks(step, plan_id, tasks, {"市教育局": plans.Match(unit)})
    found = search.matching(library, query)
    assert [plans.task(library, number).seq for number in found] == seqs
    assert search.matching(library, query, plan_id + 1) == []


def test_search_follows_an_edit_and_its_undo(library: Library, plan_id: int) -> None:
    (number,) = store(library, plan_id, Task("公开招生信息"))
    old = plans.task(library, number)
    with library.step("改", BY) as step:
        plans.update_task(step, old, replace(old, content="公开就业信息"))
    assert (search.matching(library, "招生"), search.matching(library, "就业")) == ([], [number])
    undo.undo(library, BY)
    assert (search.matching(library, "招生"), search.matching(library, "就业")) == ([number], [])


# ---- a past day


def edit(library: Library, number: int, day: date, **changed: Any) -> None:
    old = plans.task(library, number)
    with library.step("改", By("李明", day)) as step:
        plans.update_task(step, old, replace(old, **changed))


@pytest.mark.parametrize(
    ("day", "contents"),
    [
        (date(2026, 3, 8), []),
        (DAY, ["原文", "留"]),
        (LATER, ["改一", "留"]),
        (LAST, ["改二", "新"]),
        (date(2027, 1, 1), ["改二", "新"]),
    ],
    ids=["before", "import", "first_edit", "second_edit", "now"],
)
def test_tasks_read_as_they_did_at_the_end_of_that_day(
    library: Library, plan_id: int, day: date, contents: list[str]
) -> None:
    number, gone = store(library, plan_id, Task("原文"), Task("留"))
    edit(library, number, LATER, content="改一")
    edit(library, number, LAST, content="改二")
    with library.step("删", By("李明", LAST)) as step:
        set_removed(step, "task", [gone], LAST)
    store(library, plan_id, Task("新"), by=By("李明", LAST), position=2)
    assert [task.content for task in links.tasks_on(library, day)] == contents


def test_a_plan_that_was_removed_later_still_stood_then(library: Library, plan_id: int) -> None:
    store(library, plan_id, Task("原文"))
    with library.step("删", By("李明", LATER)) as step:
        set_removed(step, "plan", [plan_id], LATER)
    assert [task.content for task in links.tasks_on(library, DAY)] == ["原文"]
    assert links.tasks_on(library, LATER) == []


def test_every_column_of_a_task_is_worked_back(library: Library, plan_id: int) -> None:
    (number,) = store(library, plan_id, FULL)
    then = links.tasks_on(library, DAY)
    edit(library, number, LATER, **{**OTHER, "printed": None, "title_derived": False, "part": None})
    assert links.tasks_on(library, DAY) == then
    assert said(replace(plans.task(library, number), lead=())) != said(then[0])
