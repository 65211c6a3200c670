"""Imports left half-way: kept whole, offered again, thrown away; a foreign file in the folder is left alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Part, PartKind, Readings
from gongkai_desk.domain.plan import Box, CellPlace, Level, PagePlace, Plan, PlanDates, Quota, Task, TextPlace
from gongkai_desk.domain.review import Decision, Dropped, NameAnswer, NameDecision, Review
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeLimit, TimeRemark
from gongkai_desk.domain.unit import UnitClass
from gongkai_desk.errors import Damaged
from gongkai_desk.store.tasks import draft_notes, drafts
from gongkai_desk.store.tasks.drafts import KeptReview

TASK = Task(
    content="公布“信息”\n第二段",
    seq="1",
    section=("一、推进公开",),
    responsible=("商务局",),
    units_full={"商务局": "市商务局"},
    deadline=Deadline(
        "6月底", DeadlineKind.MONTH_END, date(2026, 6, 30), (date(2026, 6, 30),), remarks=(TimeRemark.SEVERAL,)
    ),
    recurrences=(Recurrence(Every.MONTH, 1, "每月"),),
    quotas=(Quota("不少于2.5次", ">=", Decimal("2.5"), "次"),),
    time_limits=(TimeLimit("3日内", 3, working=False),),
    source=(PagePlace(2, Box(1, 2.5, 3, 4)), TextPlace(3, 9), CellPlace("表", "B2")),
)
DOUBT = Doubt(DoubtKind.NO_PERIOD, 0, "recurrence", "定期", TASK.source)
SET_APART = Doubt(DoubtKind.BODY_AND_ANNEX, 0, "lead", "不一致", readings=Readings(("市教育局",), ()))


@pytest.fixture
def kept():
    plan = Plan("云州市要点", dates=PlanDates(imprint=date(2026, 3, 5)), year=2026, level=Level.CITY)
    draft = Draft("要点.pdf", (plan,), (Part(PartKind.TABLE, "表", (TASK,), (DOUBT, SET_APART)),), text="全文")
    name = NameDecision("市政务局", NameAnswer.NEW, "市政务服务局", UnitClass.DEPARTMENT)
    review = Review(draft, 0, (Dropped(1, TASK, (DOUBT,)),), (Decision(DOUBT, "每月"),), (name,))
    return KeptReview(review, 2, date(2026, 11, 22), "经办人", "要点.pdf", ((595.0, 842.0),))


def test_a_review_comes_back_as_it_was_with_its_file(tmp_path, kept):
    original = tmp_path / "要点.pdf"
    original.write_bytes(b"%PDF")
    key = drafts.keep(tmp_path, kept, original)
    original.unlink()
    back, copy = drafts.load(tmp_path, key)
    assert back == kept
    assert copy.name == "要点.pdf"
    assert copy.read_bytes() == b"%PDF"


def test_keeping_again_takes_the_old_ones_place(tmp_path, kept):
    key = drafts.keep(tmp_path, kept, None)
    drafts.keep(tmp_path, replace(kept, step=3), None, key)
    assert len(draft_notes.notes(tmp_path)) == 1
    assert drafts.load(tmp_path, key)[0].step == 3


def test_the_list_says_what_is_kept(tmp_path, kept):
    drafts.keep(tmp_path, kept, None)
    note = draft_notes.notes(tmp_path)[0]
    assert (note.title, note.tasks, note.decided, note.who) == ("云州市要点", 1, 1, "经办人")


def test_what_is_discarded_is_gone_with_its_file(tmp_path, kept):
    original = tmp_path / "要点.pdf"
    original.write_bytes(b"%PDF")
    key = drafts.keep(tmp_path, kept, original)
    draft_notes.discard(tmp_path, key)
    assert list((tmp_path / "drafts").iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"format": 2}', '{"format": 1, "note": {}, "kept": {"step": "x"}}', '{"format": 1, "kept": 3}'],
    ids=["empty", "list", "newer", "wrong types", "no note"],
)
def test_a_foreign_file_is_no_draft(tmp_path, text):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "x.json").write_text(text, encoding="utf-8")
    assert draft_notes.notes(tmp_path) == []
    with pytest.raises(Damaged):
        drafts.load(tmp_path, "x")
