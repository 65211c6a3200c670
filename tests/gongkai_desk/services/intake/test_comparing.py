"""Comparing drafts, plans and a body with its annex; and what a reading says in the flat shape of ``parse --json``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Loss, Part, PartKind
from gongkai_desk.domain.plan import Box, CellPlace, PagePlace, Place, PlanDates, Quota, Task, TextPlace
from gongkai_desk.domain.revision import DifferenceKind
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeLimit
from gongkai_desk.errors import NoPart, UnknownId
from gongkai_desk.progress import silent
from gongkai_desk.services.intake import comparing, in_child
from gongkai_desk.services.intake.reading import ReadOptions, chosen_part, draft_json, place_json, task_json
from gongkai_desk.store.library import Library
from gongkai_desk.workdays import Workdays
from tests.builders import a_plan, a_task, stored_plan

DAY = date(2026, 3, 9)
TASKS = (a_task(), a_task(seq="2", title="公开教育", content="公布全市招生考试信息和划片范围", position=1))
BODY, TABLE = Part(PartKind.NARRATIVE, "正文", TASKS), Part(PartKind.TABLE, "任务分解表", TASKS)


def a_draft(*parts: Part, **plan: object) -> Draft:
    return Draft("要点.docx", (a_plan(**plan),), parts)


def kinds(found: tuple[comparing.Difference, ...]) -> list[tuple[DifferenceKind, str]]:
    return [(each.kind, each.field) for each in found]


# ---- two files


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ({}, []),
        ({"title": "云州市2026年政务公开工作要点任务分解表"}, []),
        ({"title": "云州市2026年政务公开任务"}, [("title", "data_changed")]),
        ({"doc_no": ""}, [("doc_no", "data_missing")]),
        ({"issuer": "云州市人民政府"}, [("issuer", "data_changed")]),
        ({"dates": PlanDates(imprint=date(2026, 3, 16))}, [("issue_date", "data_changed")]),
        ({"year": 2027, "title": "云州市2027年政务公开工作要点", "doc_no": "另", "dates": PlanDates()}, []),
    ],
    ids=["same", "of_the_table", "title", "no_number", "issuer", "date", "next_year"],
)
def test_what_plans_say_of_themselves_is_compared(plan: dict[str, object], expected: list[tuple[str, str]]) -> None:
    found = comparing.compare_drafts(a_draft(TABLE), a_draft(TABLE, **plan))
    assert [(each.field, each.kind.value) for each in found if each.item == ("*", "*")] == expected


def test_the_table_cut_in_two_is_the_same_table() -> None:
    halves = (replace(TABLE, tasks=TASKS[:1]), replace(TABLE, tasks=TASKS[1:]))
    assert comparing.compare_drafts(a_draft(TABLE), a_draft(*halves)) == ()


def test_a_task_that_is_dropped_or_added_is_told_by_the_side_it_lacks_on() -> None:
    less = a_draft(replace(TABLE, tasks=TASKS[:1]))
    (dropped,) = comparing.compare_drafts(a_draft(TABLE), less)
    (added,) = comparing.compare_drafts(less, a_draft(TABLE))
    assert (dropped.kind, dropped.item) == (DifferenceKind.TASK_DROPPED, ("2", None))
    assert (added.kind, added.item) == (DifferenceKind.TASK_ADDED, (None, "2"))


def test_a_changed_unit_and_deadline_are_told_with_both_readings() -> None:
    later = Deadline("10月底前", DeadlineKind.MONTH_END, date(2026, 10, 31))
    changed = replace(TASKS[0], responsible=("市财政局",), deadline=later)
    found = comparing.compare_drafts(a_draft(TABLE), a_draft(replace(TABLE, tasks=(changed, TASKS[1]))))
    (deadline,) = (each for each in found if each.kind is DifferenceKind.DEADLINE_CHANGED)
    told = comparing.difference_json(deadline)
    assert (told["item"], told["a"], told["b"]) == ({"a": "1", "b": "1"}, "9月底前", "10月底前")
    assert {"市司法局", "市财政局"} <= {name for each in found for side in (each.a, each.b) for name in side or ()}
    assert {each.item[0] for each in found} == {"1"}


def test_the_chosen_part_alone_is_compared_and_a_missing_one_refused() -> None:
    other = a_draft(BODY, replace(TABLE, tasks=TASKS[:1]))
    assert comparing.compare_drafts(a_draft(BODY, TABLE), other, part="narrative") == ()
    assert kinds(comparing.compare_drafts(a_draft(BODY, TABLE), other)) == [(DifferenceKind.TASK_DROPPED, "task")]
    with pytest.raises(NoPart):
        comparing.compare_drafts(a_draft(BODY), other, part="table")


@pytest.mark.parametrize("parts", [(BODY,), (TABLE,)], ids=["no_table", "no_body"])
def test_a_body_without_an_annex_has_nothing_to_differ_from(parts: tuple[Part, ...]) -> None:
    with pytest.raises(NoPart):
        comparing.compare_body_with_annex(a_draft(*parts))


# ---- two plans of a library


def test_plans_of_a_library_are_compared_in_the_order_asked(library: Library) -> None:
    whole = stored_plan(library, *TASKS, day=DAY)
    less = stored_plan(library, TASKS[0], day=DAY, plan=a_plan(doc_no="云政办发〔2026〕9号"))
    expected = [(DifferenceKind.DATA_CHANGED, "doc_no")]
    assert kinds(comparing.compare_plans(library, whole, less)) == [*expected, (DifferenceKind.TASK_DROPPED, "task")]
    assert kinds(comparing.compare_plans(library, less, whole)) == [*expected, (DifferenceKind.TASK_ADDED, "task")]
    assert comparing.compare_plans(library, whole, whole) == ()
    with pytest.raises(UnknownId):
        comparing.compare_plans(library, whole, 99)
    with pytest.raises(UnknownId):
        comparing.compare_original(library, 99)


# ---- the flat shape


@pytest.mark.parametrize(
    ("parts", "wanted", "index"),
    [
        ((BODY, TABLE), None, 1),
        ((BODY,), None, 0),
        ((BODY, TABLE), "narrative", 0),
        ((BODY, TABLE, TABLE), "3", 2),
        ((BODY, TABLE), "3", None),
        ((BODY, TABLE), "0", None),
        ((BODY,), "table", None),
        ((BODY,), "附件", None),
    ],
    ids=["table_first", "body_alone", "by_kind", "by_number", "too_far", "nought", "no_table", "a_word"],
)
def test_a_part_is_chosen_or_refused(parts: tuple[Part, ...], wanted: str | None, index: int | None) -> None:
    if index is not None:
        assert chosen_part(a_draft(*parts), wanted) == index
        return
    with pytest.raises(NoPart):
        chosen_part(a_draft(*parts), wanted)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (PagePlace(2, Box(1.04, 2.06, 3, 4)), {"page": 2, "box": [1.0, 2.1, 3, 4]}),
        (CellPlace("表", "B2"), {"sheet": "表", "cell": "B2"}),
        (TextPlace(3, 9), {"start": 3, "end": 9}),
    ],
    ids=["page", "cell", "text"],
)
def test_a_place_says_where_it_is(place: Place, expected: dict[str, object]) -> None:
    assert place_json(place) == expected


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        (
            Quota("不少于12次", ">=", Decimal("12.0"), "次", "培训"),
            {"op": ">=", "value": 12, "unit": "次", "what": "培训"},
        ),
        (Quota("超过90.5%", ">=", Decimal("90.5"), "%", strict=True), {"value": 90.5, "strict": True}),
    ],
    ids=["whole", "more_than"],
)
def test_a_number_is_told_as_it_is(quota: Quota, expected: dict[str, object]) -> None:
    (told,) = task_json(Task(quotas=(quota,)))["quotas"]
    assert told.items() >= {"text": quota.text, **expected}.items()
    assert isinstance(told["value"], type(expected["value"]))
    assert ("strict" in told) is quota.strict


def test_a_task_is_told_with_every_text_unit_and_day() -> None:
    often, limit = Recurrence(Every.QUARTER, 2, "每季度两次"), TimeLimit("24小时内", 1, False, "受理", hours=24)
    task = a_task(support=("市教育局",), inner_deadlines=(DAY,), recurrences=(often,), time_limits=(limit,))
    told = task_json(task)
    assert (told["lead"], told["responsible"], told["support"]) == (["市政府办公室"], ["市司法局"], ["市教育局"])
    assert (told["deadline"], told["deadline_date"], told["inner_deadlines"]) == (
        "9月底前",
        "2026-09-30",
        ["2026-03-09"],
    )
    assert told["recurrence"] == told["recurrences"][0] == {"every": "quarter", "times": 2, "text": "每季度两次"}
    assert told["time_limits"] == [{"text": "24小时内", "days": 1, "working": False, "after": "受理", "hours": 24}]
    assert task_json(Task())["deadline"] is task_json(Task())["recurrence"] is None


def test_a_draft_is_told_with_the_doubts_of_the_part_and_of_the_file() -> None:
    gap, renamed = Doubt(DoubtKind.NUMBER_GAP, 1, "seq", "3"), Doubt(DoubtKind.NAMED_OTHERWISE, text="docx")
    draft = replace(a_draft(BODY, replace(TABLE, doubts=(gap,))), doubts=(renamed,), losses=(Loss("第2页", "picture"),))
    body, table = (draft_json(draft, i, with_text=bool(i)) for i in (0, 1))
    assert [each["kind"] for each in body["warnings"]] == ["named_otherwise"]
    assert [(each["kind"], each["task"]) for each in table["warnings"]] == [
        ("number_gap", 1),
        ("named_otherwise", None),
    ]
    assert (body["title"], table["title"]) == ("云州市2026年政务公开工作要点", "任务分解表")
    assert (table["outcome"], table["losses"], table["part"]) == ("ok_warn", [{"where": "第2页", "what": "picture"}], 2)
    assert ("text" in body, table["text"]) == (False, draft.text)
    assert draft_json(a_draft(BODY), 0)["outcome"] == "ok"


# ---- what the child does

PASTED = """云州市2026年政务公开工作要点任务分解表

序号\t任务名称\t任务内容\t责任单位\t时间节点
1\t公开教育\t公布招生信息\t市教育局\t印发后20日内
"""


@pytest.mark.parametrize("encoding", [None, "utf-8", "gb18030", "utf-16"])
def test_a_paste_reads_alike_in_any_encoding(encoding: str | None) -> None:
    document = in_child.document_of(PASTED.encode(encoding) if encoding else PASTED, "", silent)
    draft = in_child.draft_of(document, ReadOptions(Workdays.usual(), issue_date=date(2026, 4, 1)))
    (task,) = draft.parts[0].tasks
    assert (task.seq, task.title, task.content, task.responsible) == ("1", "公开教育", "公布招生信息", ("市教育局",))
    assert task.deadline.due == date(2026, 4, 21)


def test_an_issue_date_is_not_made_up() -> None:
    draft = in_child.draft_of(in_child.document_of(PASTED, "", silent), ReadOptions(Workdays.usual()))
    assert draft.parts[0].tasks[0].deadline.due is None
    assert DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE in {doubt.kind for doubt in draft.parts[0].doubts}


def test_the_columns_of_a_table_are_told() -> None:
    (columns,) = in_child.columns_in(PASTED, "", silent)
    assert columns.layout.names == ("序号", "任务名称", "任务内容", "责任单位", "时间节点")
    assert columns.samples == ("1", "公开教育", "公布招生信息", "市教育局", "印发后20日内")
