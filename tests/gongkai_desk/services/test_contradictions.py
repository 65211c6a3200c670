"""A table against its own body: what differs becomes a doubt, and either of the two can be chosen."""

from datetime import date

import pytest

from gongkai_desk.domain.plan import DoubtKind, Draft, Part, PartKind, Plan, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.services.answering import answer, choices
from gongkai_desk.services.contradictions import with_contradictions
from gongkai_desk.services.drafting import Reader
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

JUNE = Deadline("6月底", DeadlineKind.MONTH_END, date(2026, 6, 30))
MAY = Deadline("5月底", DeadlineKind.MONTH_END, date(2026, 5, 31))


def a_task(
    number, content="及时公布全市规划进展情况，每季度更新一次专栏。", lead=("市教育局", "市民政局"), deadline=JUNE
):
    return Task(content, str(number), title=f"公开第{number}类信息", lead=lead, deadline=deadline, position=number - 1)


@pytest.fixture(scope="module")
def reader():
    return Reader(UnitDirectory.usual(), Workdays.usual())


def reviewed(annex):
    body = Part(PartKind.NARRATIVE, "正文", (a_task(1), a_task(2, "公布招生考试信息和划片范围。")))
    table = Part(PartKind.TABLE, "表", (annex, a_task(2, "公布招生考试信息和划片范围。")))
    return Review(with_contradictions(Draft("要点", (Plan("要点", year=2026),), (body, table))), 1)


def doubts(review):
    return [doubt for doubt in review.doubts if doubt.kind is DoubtKind.BODY_AND_ANNEX]


def test_equal_lists_raise_no_doubt():
    assert doubts(reviewed(a_task(1))) == []


@pytest.mark.parametrize(
    ("annex", "field"),
    [
        (a_task(1, lead=("市教育局",)), "lead"),
        (a_task(1, deadline=MAY), "deadline"),
        (a_task(1, "及时公布全市规划进展情况，每半年更新一次专栏。"), "content"),
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
    review = reviewed(a_task(1, deadline=MAY))
    (doubt,) = doubts(review)
    after = answer(review, doubt, choices(review, doubt, reader)[-1], reader)
    assert after.shown.tasks[0].deadline.due == MAY.due
    assert after.decided[0].answer == "以附件为准"
