"""Two lists compared: copies with one change give exactly that change, equal ones give nothing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.parsing.plan import parse
from gongkai_desk.paths import resource
from gongkai_desk.reading.read import read_document
from gongkai_desk.rules.compare.lists import compare_lists
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import a_task

USUAL = UnitDirectory.usual()
OTHER_DAY = Deadline("10月17日前", DeadlineKind.DATE, date(2026, 10, 17), (date(2026, 10, 17),))


def told(a, b, **options):
    return [(found.field, found.kind.value) for found in compare_lists(a, b, USUAL, **options)]


# ------------------------------------------------------------------ one change in a copy


def without_a_unit(tasks, at):
    task = tasks[at]
    role = next(role for role in ("lead", "responsible", "support") if getattr(task, role))
    changed = replace(task, **{role: getattr(task, role)[1:]})
    return _with(tasks, at, changed), [(role, "unit_missing")]


def with_another_day(tasks, at):
    return _with(tasks, at, replace(tasks[at], deadline=OTHER_DAY)), [("deadline", "deadline_changed")]


def without_a_sentence(tasks, at):
    _, rest = tasks[at].content.split("。", 1)
    return _with(tasks, at, replace(tasks[at], content=rest)), [("content", "sentence_or_clause_missing")]


def with_two_rows_swapped(tasks, at):
    other = (at + 1) % len(tasks)
    first, second = sorted((at, other))
    swapped = list(tasks)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    return swapped, [("order", "order_changed")] * (1 if second - first == 1 else 2)


def with_a_new_task(tasks, at):
    new = a_task(seq="99", title="移交数字档案", content="会同档案馆分批办理数字档案移交交接手续。")
    return [*tasks[:at], new, *tasks[at:]], [("task", "task_added")]


def without_a_task(tasks, at):
    return [*tasks[:at], *tasks[at + 1 :]], [("task", "task_dropped")]


def with_another_name(tasks, at):
    return _with(tasks, at, replace(tasks[at], title="移交数字档案")), [("title", "name_changed")]


def _with(tasks, at, task):
    return [*tasks[:at], task, *tasks[at + 1 :]]


MUTATIONS = (
    without_a_unit,
    with_another_day,
    without_a_sentence,
    with_two_rows_swapped,
    with_a_new_task,
    without_a_task,
    with_another_name,
)

VERBS = ("公开", "规范", "编制", "发布", "清理", "完善", "开展", "梳理", "汇总", "核对")
OBJECTS = (
    "行政规范性文件目录",
    "重大项目审批结果",
    "义务教育招生范围",
    "就业补贴发放情况",
    "医疗收费标准",
    "政府采购意向",
)
MEANS = ("通过门户网站", "在政务服务大厅", "依托政务新媒体", "会同街道社区", "借助热线平台")
UNITS = ("市财政局", "市教育局", "市民政局", "市司法局", "市水务局", "市统计局", "各区县（市）政府", "市卫生健康委")
DAYS = (
    Deadline("6月底前", DeadlineKind.MONTH_END, date(2026, 6, 30), (date(2026, 6, 30),)),
    Deadline("全年", DeadlineKind.YEAR_ROUND),
    Deadline("长期坚持", DeadlineKind.LONG_TERM),
)
sentences = st.builds("{}{}{}".format, st.sampled_from(MEANS), st.sampled_from(VERBS), st.sampled_from(OBJECTS))


@st.composite
def task_lists(draw):
    texts = draw(
        st.lists(st.lists(sentences, min_size=2, max_size=4, unique=True), min_size=4, max_size=12, unique_by=str)
    )
    shared = draw(st.booleans())  # one name over several rows, as tables merge them
    return [
        a_task(
            seq=str(n + 1),
            title=OBJECTS[n // 3 % len(OBJECTS)] + "工作" if shared else f"{VERBS[n % 10]}{texts[n][0][-5:]}",
            content="。".join(texts[n]) + "。",
            lead=tuple(draw(st.lists(st.sampled_from(UNITS[:4]), min_size=2, max_size=3, unique=True))),
            responsible=tuple(draw(st.lists(st.sampled_from(UNITS[4:]), max_size=2, unique=True))),
            deadline=draw(st.sampled_from(DAYS)),
        )
        for n in range(len(texts))
    ]


@settings(deadline=None)
@given(tasks=task_lists())
def test_a_copy_differs_in_nothing(tasks):
    assert told(tasks, list(tasks)) == []


@pytest.mark.parametrize("mutate", MUTATIONS)
@settings(max_examples=25, deadline=None)
@given(tasks=task_lists(), data=st.data())
def test_one_change_is_found_and_nothing_else(mutate, tasks, data):
    at = data.draw(st.integers(0, len(tasks) - 1))
    changed, expected = mutate(tasks, at)
    assert told(tasks, changed) == expected


@pytest.fixture(scope="module")
def sample_parts():
    return parse(read_document(resource("samples", "yunzhou-2026.txt")), USUAL, Workdays.usual()).parts


@pytest.mark.parametrize("mutate", MUTATIONS)
@pytest.mark.parametrize("part", [0, 1], ids=["narrative", "table"])
def test_one_change_in_the_sample_plan_is_found(mutate, part, sample_parts):
    tasks = list(sample_parts[part].tasks)
    for at in range(0, len(tasks) - 1, 2):
        if mutate is without_a_sentence and "。" not in tasks[at].content.rstrip("。"):
            continue
        changed, expected = mutate(tasks, at)
        assert told(tasks, changed) == expected, tasks[at].seq


# ------------------------------------------------------------------ over the whole list


A = a_task(seq="1", title="公开规划信息", content="开设规划专栏。行政机关公布排名的，要按程序报批。")
B = a_task(seq="2", title="公开就业信息", content="发布就业见习岗位，编印政策服务手册。")
C = a_task(seq="3", title="公开医疗信息", content="公布医院门诊安排和收费项目。")


def test_a_sentence_under_another_item_is_one_difference():
    a = replace(A, content="开设规划专栏。")
    b = replace(B, content="行政机关公布排名的，要按程序报批。" + B.content)
    (found,) = compare_lists([A, B, C], [a, b, C], USUAL)
    assert (found.kind.value, found.material, found.item) == ("row_under_other_item", True, ("1", "2"))
    assert found.text == "行政机关公布排名的，要按程序报批"


def test_a_row_under_another_name_of_the_plan_stands_in_the_wrong_place():
    other = replace(A, seq="4", content="公布重大项目审批结果和竣工验收情况。")
    (found,) = compare_lists([A, other, B, C], [A, replace(other, title=B.title), B, C], USUAL)
    assert (found.kind.value, found.field) == ("row_under_other_item", "placement")


def test_a_sentence_that_moved_within_its_item_is_wording():
    moved = replace(A, content="行政机关公布排名的，要按程序报批。开设规划专栏。")
    assert told([A, B], [moved, B]) == [("content", "sentence_moved")]


def test_the_same_other_spelling_is_told_once():
    a = [replace(task, responsible=("各区县（市）政府",)) for task in (A, B, C)]
    b = [replace(task, responsible=("区县（市）政府",)) for task in (A, B, C)]
    (found,) = compare_lists(a, b, USUAL)
    assert (found.kind.value, found.item, found.material) == ("unit_wording", ("*", "*"), False)


def test_a_column_that_one_list_has_not_at_all_is_told_once():
    bare = [replace(task, deadline=Deadline()) for task in (A, B, C)]
    assert told([A, B, C], bare) == [("deadline", "column_missing")]


def test_a_list_that_parts_no_roles_is_compared_by_units():
    flat = [replace(task, lead=(), responsible=(*task.lead, *task.responsible)) for task in (A, B, C)]
    assert told([A, B, C], flat) == [("lead", "column_missing")]
    flat[1] = replace(flat[1], responsible=flat[1].responsible[1:])
    assert told([A, B, C], flat) == [("units", "unit_missing"), ("lead", "column_missing")]


def test_a_level_of_headings_that_one_list_leaves_out_is_told_once():
    a = [replace(task, section=("一、公开", "（一）经济")) for task in (A, B)] + [
        replace(C, section=("一、公开", "（二）民生"))
    ]
    b = [replace(task, section=("一、公开",)) for task in (A, B, C)]
    assert told(a, b) == [("section", "level_missing")]


def test_another_section_is_told_for_the_task():
    other = replace(B, section=("二、加强保障",))
    assert told([A, B, C], [A, other, C]) == [("section", "section_changed")]


def test_last_year_against_this_year_only_dates_that_did_not_move_along_matter():
    a = [replace(A, content="公布2025年规划清单。"), B]
    b = [replace(A, content="公布2026年规划清单。"), B]
    (found,) = compare_lists(a, b, USUAL, years=1)
    assert (found.kind.value, found.material) == ("year_shifted", False)


def test_differences_come_in_the_order_of_the_first_list():
    b = [replace(A, deadline=OTHER_DAY), replace(C, deadline=OTHER_DAY)]
    assert [found.item[0] for found in compare_lists([A, B, C], b, USUAL)] == ["1", "2", "3"]


def test_a_renamed_section_is_told_once():
    a = [replace(task, section=("一、深化公开",)) for task in (A, B, C)]
    b = [replace(task, section=("二、做好公开",)) for task in (A, B, C)]
    (found,) = compare_lists(a, b, USUAL)
    assert (found.kind.value, found.item) == ("section_changed", ("*", "*"))


def test_a_section_that_is_only_numbered_otherwise_is_the_same():
    a = [replace(task, section=("一、深化公开",)) for task in (A, B, C)]
    assert told(a, [replace(task, section=("二、深化公开",)) for task in (A, B, C)]) == []


def test_a_deadline_that_the_text_itself_sets_is_told_once():
    def dated(month):
        day = date(2026, month, 30)
        text = f"2026年{month}月底前"
        deadline = Deadline(text, DeadlineKind.MONTH_END, day, (day,))
        return replace(A, content=f"汇总目录，于{text}向社会公布。", deadline=deadline)

    assert told([dated(6), B], [dated(9), B]) == [("deadline", "deadline_changed")]


def test_a_revised_plan_shows_what_came_what_went_and_what_changed():
    revised = [
        replace(A, seq="2", content="开设规划专栏，按季度更新。行政机关公布排名的，要按程序报批。"),
        replace(C, seq="1", responsible=("市医保局",)),
        a_task(seq="3", title="移交数字档案", content="会同档案馆分批办理数字档案移交交接手续。"),
    ]
    assert set(told([A, B, C], revised)) == {
        ("content", "sentence_or_clause_added"),
        ("responsible", "unit_differs"),
        ("task", "task_dropped"),
        ("task", "task_added"),
    }


def test_six_hundred_changed_tasks_are_compared():
    text = "通过全市政务公开平台开展主动公开公文的备案工作。{}鼓励以数据对接的方式开展备案，频次不低于每月一次。"
    a = [
        a_task(seq=str(n), title=f"第{n * 7919}类公文", content=text.format(f"第{n * 7919}类。") * 2)
        for n in range(600)
    ]
    b = [replace(task, content=task.content.replace("鼓励", "要求"), lead=()) for task in a]
    assert len(compare_lists(a, b, USUAL)) >= 600


# ------------------------------------------------------------------ a body against its annex


def as_rows(tasks):
    """Return the annex of a body: a row for each sentence, name and units merged over the rows of an item."""
    return [
        replace(task, section=(), content=sentence + "。")
        for task in tasks
        for sentence in task.content.rstrip("。").split("。")
    ]


def with_own_names(tasks):
    return [replace(task, title=f"{task.title}第{task.seq}类") for task in tasks]


@settings(deadline=None)
@given(tasks=task_lists())
def test_an_annex_that_states_each_sentence_in_a_row_contradicts_nothing(tasks):
    body = with_own_names(tasks)
    assert {kind for _, kind in told(body, as_rows(body))} <= {"column_missing"}


@settings(max_examples=25, deadline=None)
@given(tasks=task_lists(), data=st.data())
def test_a_row_missing_from_the_annex_is_found(tasks, data):
    body = with_own_names(tasks)
    rows = as_rows(body)
    del rows[data.draw(st.integers(0, len(rows) - 1))]
    found = [each for each in told(body, rows) if each[1] != "column_missing"]
    assert found == [("content", "sentence_or_clause_missing")]


@settings(max_examples=25, deadline=None)
@given(tasks=task_lists(), data=st.data())
def test_a_row_of_the_annex_under_the_wrong_item_is_found(tasks, data):
    body = with_own_names(tasks)
    at = data.draw(st.integers(0, len(body) - 2))
    moved = "对未按时限办结的事项逐件说明理由"
    body[at] = replace(body[at], content=body[at].content + moved + "。")
    rows = as_rows(body)
    place = next(n for n, row in enumerate(rows) if row.content.startswith(moved))
    rows[place] = replace(rows[place + 1], content=rows[place].content)
    found = [each for each in told(body, rows) if each[1] != "column_missing"]
    assert found == [("placement", "row_under_other_item")]
