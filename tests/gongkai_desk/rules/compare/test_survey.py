"""What two lists have at all, and what differs in their print alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.revision import THROUGHOUT, Difference, DifferenceKind
from gongkai_desk.domain.time import NO_DEADLINE
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.rules.compare.matching import match
from gongkai_desk.rules.compare.printed import compare_print
from gongkai_desk.rules.compare.survey import Survey, heading_key, headings_of, labels_of, survey
from gongkai_desk.words.terms import ColumnRole
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import a_task

WORK = ("公布招生考试信息", "更新重大项目清单", "公开规划进展专栏", "发布就业政策解读")
TASKS = tuple(a_task(seq=str(n), title=f"第{n}类公开", content=text) for n, text in enumerate(WORK, 1))


def found(a: tuple[Task, ...], b: tuple[Task, ...]) -> Survey:
    return survey(a, b, match(a, b))


def without(**fields: object) -> tuple[Task, ...]:
    return tuple(replace(task, **fields) for task in TASKS)  # type: ignore[arg-type]


def test_equal_lists_lack_nothing() -> None:
    of = found(TASKS, TASKS)
    assert (of.lacking, of.levels, of.told, of.merged) == (frozenset(), frozenset(), (), False)


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"deadline": NO_DEADLINE}, "deadline"),
        ({"section": ()}, "section"),
        ({"title": None}, "title"),
        ({"lead": ()}, "lead"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("swapped", [False, True], ids=["the second", "the first"])
def test_a_column_that_one_list_lacks_is_told_once(fields: dict[str, object], column: str, swapped: bool) -> None:
    sides = (without(**fields), TASKS) if swapped else (TASKS, without(**fields))
    of = found(*sides)
    assert of.lacking == {column}
    assert [each.kind for each in of.told] == [DifferenceKind.COLUMN_MISSING]
    assert (of.told[0].item, of.told[0].a, of.told[0].b) == (
        (THROUGHOUT, THROUGHOUT),
        *((None, "4项") if swapped else ("4项", None)),
    )


def test_what_two_tasks_lack_is_no_column() -> None:
    assert found(TASKS[:2], without(deadline=NO_DEADLINE)[:2]).lacking == frozenset()


def test_a_list_without_roles_is_compared_regardless_of_them() -> None:
    assert found(TASKS, without(lead=())).merged
    of = found(TASKS, without(lead=(), responsible=()))
    assert (of.merged, of.roles) == (False, ())
    assert [each.field for each in of.told] == ["units"]


def test_a_level_of_headings_that_one_leaves_out_is_told_once() -> None:
    deep = tuple(replace(task, section=("一、公开", f"（一）第{n}组")) for n, task in enumerate(TASKS))
    flat = without(section=("一、公开",))
    of = found(deep, flat)
    assert [each.kind for each in of.told] == [DifferenceKind.LEVEL_MISSING]
    assert of.told[0].b == ()
    assert headings_of(match(deep, flat).pairs[0].a, of) == ("一、公开",)


def test_headings_are_known_whatever_their_number() -> None:
    assert heading_key("一、深化公开") == heading_key("（二）深化公开")
    assert heading_key("深化公开") == heading_key("一、深化公开")


def test_labels_before_the_units_are_those_used_most() -> None:
    tasks = [Task(unit_text="牵头部门：市教育局；责任单位：市民政局")] * 2 + [Task(unit_text="牵头单位：市教育局")]
    assert labels_of(tasks) == {ColumnRole.LEAD: "牵头部门", ColumnRole.RESPONSIBLE: "责任单位"}


def test_other_labels_are_told_once() -> None:
    a = without(unit_text="牵头部门：市政府办公室；责任单位：市司法局")
    b = without(unit_text="牵头单位：市政府办公室；责任单位：市司法局")
    (told,) = found(a, b).told
    assert (told.kind, told.a, told.b) == (DifferenceKind.HEADER_WORDING, "牵头部门", "牵头单位")


# ---- print alone

PLAIN = """云州市2026年政务公开工作要点任务分解表

序号\t任务名称\t任务内容\t责任单位\t时间节点
1\t公开规划\t更新规划专栏，每年不少于30条。\t市教育局\t9月底前
2\t公开教育\t公布招生信息，公布招生办法。\t市教育局\t9月底前
3\t公开医疗\t公布收费标准，更新门诊安排。\t市卫生健康委\t9月底前
"""


def draft(text: str) -> Draft:
    return parse(read_text(text), UnitDirectory.usual(), Workdays.usual())


def printed(text: str) -> list[Difference]:
    a, b = draft(PLAIN), draft(text)
    return compare_print(a, a.parts[0], b, b.parts[0])


def test_the_same_print_differs_in_nothing() -> None:
    assert printed(PLAIN) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("30条", "３０条", DifferenceKind.PRINT_WIDTH),
        ("9月底前", "9 月底前", DifferenceKind.PRINT_BLANKS),
    ],
    ids=["full width", "blanks"],
)
def test_habits_of_a_print_are_told_once(old: str, new: str, kind: DifferenceKind) -> None:
    told = [each for each in printed(PLAIN.replace(old, new)) if each.kind is kind]
    assert len(told) == 1
    assert told[0].item == (THROUGHOUT, THROUGHOUT)
    assert not told[0].material


def test_a_mark_in_one_item_is_told_of_it_and_one_in_most_of_the_print() -> None:
    one = printed(PLAIN.replace("更新规划专栏，", "更新规划专栏,"))
    assert [(each.kind, each.item) for each in one] == [(DifferenceKind.PRINT_MARKS, ("1", "1"))]
    every = printed(PLAIN.replace("，", ","))
    assert [(each.kind, each.item) for each in every] == [(DifferenceKind.PRINT_MARKS, (THROUGHOUT, THROUGHOUT))]


def test_a_head_that_is_repeated_is_no_task() -> None:
    head = "序号\t任务名称\t任务内容\t责任单位\t时间节点\n"
    again = PLAIN.replace("3\t公开医疗", f"{head}3\t公开医疗")
    told = [each for each in printed(again) if each.kind is DifferenceKind.PRINT_OUTSIDE]
    assert [(each.field, each.a, each.b) for each in told] == [("header row", "1次", "2次")]


def test_no_difference_of_print_is_material() -> None:
    odd = PLAIN.replace("，", ",").replace("30条", "３０条").replace("9月底前", "9 月底前")
    assert not any(each.material for each in printed(odd))


def test_a_draft_without_text_has_no_print() -> None:
    a = draft(PLAIN)
    bare = replace(a, text="", plans=(Plan("要点"),))
    assert compare_print(bare, a.parts[0], bare, a.parts[0]) == []
