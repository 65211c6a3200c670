"""Rows made one in a review: units of all are kept, what differs is a doubt."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.domain.draft import DoubtKind, Draft, Part, PartKind
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.review import answering, choices, drafting
from gongkai_desk.review.drafting import Reader
from gongkai_desk.review.findings import with_all_units
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

READER = Reader(UnitDirectory(()), Workdays.usual())


def a_review(*tasks: Task) -> Review:
    return Review(Draft("分解表.docx", (Plan(year=2026),), (Part(PartKind.TABLE, "分解表", tasks),)), 0)


FIRST = Task("甲", lead=("市民政局",), support=("市财政局",), unit_text="市民政局牵头，市财政局配合")
SECOND = Task("乙", responsible=("市教育局",), lead=("市财政局",), unit_text="市财政局牵头，市教育局")


def test_the_units_of_both_are_kept_in_their_weightiest_role() -> None:
    whole = with_all_units([FIRST, SECOND])
    assert (whole.lead, whole.responsible, whole.support) == (("市民政局", "市财政局"), ("市教育局",), ())
    assert whole.unit_text == "市民政局牵头，市财政局配合；市财政局牵头，市教育局"


def test_units_that_differ_are_a_doubt_with_answers() -> None:
    merged = drafting.merge(a_review(FIRST, SECOND), [0, 1], READER)
    doubt = next(each for each in merged.doubts if each.kind is DoubtKind.ROWS_DIFFER)
    assert (doubt.task, doubt.field) == (0, "units")
    assert [each.label for each in choices.choices(merged, doubt, READER)] == ["各家都承担", "指定单位…"]
    settled = answering.answer(merged, doubt, choices.choices(merged, doubt, READER)[0], READER)
    assert doubt not in settled.doubts
    assert settled.shown.tasks[0].lead == ("市民政局", "市财政局")


def test_units_that_are_the_same_are_no_doubt() -> None:
    merged = drafting.merge(a_review(FIRST, replace(FIRST, content="乙")), [0, 1], READER)
    assert merged.shown.tasks[0].unit_text == FIRST.unit_text
    assert DoubtKind.ROWS_DIFFER not in {each.kind for each in merged.doubts}
