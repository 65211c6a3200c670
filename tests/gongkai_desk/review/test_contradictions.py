"""A table against its own body: what differs becomes a doubt, and either of the two can be chosen."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.draft import DoubtKind, Draft, Part, PartKind, Readings
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind
from gongkai_desk.review.answering import answer
from gongkai_desk.review.choices import choices
from gongkai_desk.review.drafting import Reader
from gongkai_desk.review.findings import with_contradictions
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import draft as parsed
from tests.builders import grid

JUNE = Deadline("6月底", DeadlineKind.MONTH_END, date(2026, 6, 30))
MAY = Deadline("5月底", DeadlineKind.MONTH_END, date(2026, 5, 31))


def item(
    number, content="及时公布全市规划进展情况，每季度更新一次专栏。", lead=("市教育局", "市民政局"), deadline=JUNE
):
    return Task(content, str(number), title=f"公开第{number}类信息", lead=lead, deadline=deadline, position=number - 1)


@pytest.fixture(scope="module")
def reader():
    return Reader(UnitDirectory.usual(), Workdays.usual())


def reviewed(annex):
    body = Part(PartKind.NARRATIVE, "正文", (item(1), item(2, "公布招生考试信息和划片范围。")))
    table = Part(PartKind.TABLE, "表", (annex, item(2, "公布招生考试信息和划片范围。")))
    return Review(
        with_contradictions(Draft("要点", (Plan("要点", year=2026),), (body, table)), UnitDirectory.usual()), 1
    )


def doubts(review):
    return [doubt for doubt in review.doubts if doubt.kind is DoubtKind.BODY_AND_ANNEX]


def test_equal_lists_raise_no_doubt():
    assert doubts(reviewed(item(1))) == []


@pytest.mark.parametrize(
    ("annex", "field"),
    [
        (item(1, lead=("市教育局",)), "lead"),
        (item(1, deadline=MAY), "deadline"),
        (item(1, "及时公布全市规划进展情况，每半年更新一次专栏。"), "content"),
    ],
    ids=["lead", "deadline", "content"],
)
def test_what_differs_is_doubted_and_the_body_can_hold(annex, field, reader):
    review = reviewed(annex)
    (doubt,) = doubts(review)
    assert (doubt.task, doubt.field) == (0, field)
    body = next(each for each in choices(review, doubt, reader) if each.label == "以正文为准")
    after = answer(review, doubt, body, reader)
    assert doubts(after) == []
    told, held = after.shown.tasks[0], review.draft.parts[0].tasks[0]
    assert (told.lead, told.deadline.due, told.content) == (held.lead, held.deadline.due, held.content)


def test_the_annex_can_hold(reader):
    review = reviewed(item(1, deadline=MAY))
    (doubt,) = doubts(review)
    after = answer(review, doubt, choices(review, doubt, reader)[-1], reader)
    assert after.shown.tasks[0].deadline.due == MAY.due
    assert after.decided[0].answer == "以附件为准"


def test_what_body_and_annex_say_travels_as_values():
    (doubt,) = doubts(reviewed(item(1, lead=("市教育局",))))
    assert doubt.readings == Readings(("市教育局", "市民政局"), ("市教育局",))
    assert doubt.text == "正文：市教育局、市民政局；附件：市教育局"


def test_the_words_of_a_doubt_may_change(reader):
    review = reviewed(item(1, deadline=MAY))
    (doubt,) = doubts(review)
    reworded = replace(doubt, text="两处时限不一样")
    asked = replace_doubt(review, doubt, reworded)
    (body,) = (each for each in choices(asked, reworded, reader) if each.label == "以正文为准")
    assert answer(asked, reworded, body, reader).shown.tasks[0].deadline.due == JUNE.due


def replace_doubt(review, old, new):
    parts = tuple(
        replace(part, doubts=tuple(new if doubt == old else doubt for doubt in part.doubts))
        for part in review.draft.parts
    )
    return replace(review, draft=replace(review.draft, parts=parts))


def test_a_body_that_says_nothing_is_not_offered(reader):
    timeless = item(1, deadline=NO_DEADLINE)
    body = Part(PartKind.NARRATIVE, "正文", (timeless, item(2, "公布招生考试信息和划片范围。")))
    table = Part(PartKind.TABLE, "表", (item(1), item(2, "公布招生考试信息和划片范围。")))
    draft = with_contradictions(Draft("要点", (Plan("要点", year=2026),), (body, table)), UnitDirectory.usual())
    (doubt,) = doubts(Review(draft, 1))
    assert doubt.readings == Readings((), ("6月底",))
    assert [each.label for each in choices(Review(draft, 1), doubt, reader)] == ["以附件为准"]


def test_an_annex_in_two_tables_is_one_annex():
    tasks = item(1), item(2, "公布招生考试信息和划片范围。", deadline=MAY)
    body = Part(PartKind.NARRATIVE, "正文", (item(1), item(2, "公布招生考试信息和划片范围。")))
    tables = tuple(Part(PartKind.TABLE, "表", (task,)) for task in tasks)
    draft = with_contradictions(Draft("要点", (Plan("要点", year=2026),), (body, *tables)), UnitDirectory.usual())
    assert draft.parts[1].doubts == ()
    assert [(doubt.task, doubt.field) for doubt in draft.parts[2].doubts] == [(0, "deadline")]


def test_an_annex_that_names_another_lead_or_deadline_is_doubted() -> None:
    body = "云州市2026年政务公开工作要点\n一、推进\n1.规范发布。公开文件。（牵头单位：市司法局；完成时限：6月底前）"
    rows = "序号|任务名称|任务内容|牵头单位|完成时限\n1|规范发布|公开文件|"
    title = "云州市2026年政务公开工作要点任务分解表"
    same, other = (
        with_contradictions(parsed(body, title, grid(rows + end)), UnitDirectory.usual()).parts[1].doubts
        for end in ("市司法局|6月底前", "市档案局|9月底前")
    )
    assert same == ()
    assert [(doubt.kind, doubt.field) for doubt in other] == [
        (DoubtKind.BODY_AND_ANNEX, "lead"),
        (DoubtKind.BODY_AND_ANNEX, "deadline"),
    ]
