"""征求意见 · 呈批印发: asking, entering, silence, answers, the table, the frozen issue and what goes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.cycle.opinions import Adopted, Answer, Asking, NoOpinion
from gongkai_desk.domain.cycle.rounds import DispatchKind, Opinion
from gongkai_desk.domain.cycle.upward import Filing, IssuedPaper
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.papers.opinions import opinion_table as paper
from gongkai_desk.rules.work.opinions import Stand
from gongkai_desk.services import opinions, undo, units, upward
from gongkai_desk.standing.cycle.opinions import issued, issued_copy, opinion_table, replies, units_of_plan
from gongkai_desk.standing.cycle.upward import enclosed
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.entries import opinions as stored
from gongkai_desk.store.entries.upward import kept
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.units import find_unit
from tests.builders import a_plan, a_task, stored_plan

DAY, CLOSING, NOW = date(2026, 3, 10), date(2026, 3, 20), date(2026, 3, 25)
BY, THEN = By("李明", NOW), By("李明", DAY)
NAMES = ("市教育局", "市民政局", "市司法局")


@pytest.fixture
def draft(library: Library) -> Library:
    """A plan of one task; three units were asked, and silence counts."""
    for name in NAMES:
        units.add_unit(library, THEN, Unit(name, "", UnitClass.DEPARTMENT))
    plan = a_plan(doc_no="")
    stored_plan(library, a_task(lead=(), responsible=NAMES, unit_text="三家"), day=DAY, plan=plan)
    ask(library)
    return library


def number(library: Library, name: str) -> int:
    return find_unit(library, name).id


def ask(library: Library, *, silent: bool = True) -> None:
    ids = tuple(number(library, name) for name in NAMES)
    opinions.ask(library, THEN, 1, Asking(ids, CLOSING, silent, "公文"))


def tell(library: Library, name: str, text: str = "建议延至10月底", **said: str) -> int:
    made = opinions.enter(library, BY, Opinion(1, 1, number(library, name), text=text, **said)).made
    assert made is not None
    return made


def stands(library: Library) -> list[Stand]:
    return [reply.stand for reply in replies(library, 1, NOW)]


def refusal(act, *given) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        act(*given)
    return refused.value.data["lacks"]


# ---- asked and said


def test_a_round_is_one_step_and_everybody_is_waited_for(draft: Library) -> None:
    assert stands(draft) == [Stand.OVERDUE] * 3
    assert [reply.stand for reply in replies(draft, 1, CLOSING)] == [Stand.WAITING] * 3
    undo.undo(draft, BY)
    assert replies(draft, 1, NOW) == []


def test_silence_needs_a_closing_day_and_a_round_units(draft: Library) -> None:
    assert refusal(opinions.ask, draft, BY, 1, Asking((), None, silent_agrees=True)) == ("units", "silence_closing")
    with pytest.raises(UnknownId):
        opinions.ask(draft, BY, 1, Asking((99,)))


def test_an_opinion_keeps_its_letter_and_the_unit_has_answered(draft: Library, tmp_path: Path) -> None:
    letter = tmp_path / "复函.pdf"
    letter.write_bytes(b"sealed")
    new = Opinion(1, None, number(draft, "市教育局"), text="建议增加一项", basis="国办发〔2022〕8号")
    made = opinions.enter(draft, BY, new, letter).made
    found = stored.opinions(draft, 1)[0]
    file = stored.letters(draft, 1)[found.returned_file_id or 0]
    assert (found.id, found.basis, file.name) == (made, "国办发〔2022〕8号", "复函.pdf")
    assert stands(draft) == [Stand.TOLD, Stand.OVERDUE, Stand.OVERDUE]
    batch = dispatches.dispatches(draft, 1, kind=DispatchKind.OPINION)[0]
    assert [book.returned for book in dispatches.dispatch_units(draft, [batch.id or 0])] == [NOW, None, None]
    undo.undo(draft, BY)
    assert stands(draft) == [Stand.OVERDUE] * 3


def test_an_opinion_says_something_on_a_task_of_its_plan(draft: Library) -> None:
    one = number(draft, "市教育局")
    assert refusal(opinions.enter, draft, BY, Opinion(1, None, one, text=" ")) == ("opinion_text",)
    stored_plan(draft, a_task(), day=DAY, plan=a_plan(title="另一份要点", doc_no=""))
    with pytest.raises(UnknownId):
        opinions.enter(draft, BY, Opinion(1, 2, one, text="建议"))


def test_no_opinion_is_entered_for_many_with_one_letter(draft: Library, tmp_path: Path) -> None:
    letter = tmp_path / "复函.pdf"
    letter.write_bytes(b"sealed")
    tell(draft, "市教育局")
    ids = tuple(number(draft, name) for name in NAMES)
    opinions.enter_none(draft, BY, 1, NoOpinion(ids, NOW, letter))
    assert stands(draft) == [Stand.TOLD, Stand.NONE, Stand.NONE]  # one that has an opinion keeps it
    assert len({each.returned_file_id for each in stored.opinions(draft, 1)[1:]}) == 2
    assert refusal(opinions.enter_none, draft, BY, 1, NoOpinion(ids, NOW)) == ("units",)


# ---- silence


def test_silence_counts_once_the_day_is_over_and_the_notice_said_so(draft: Library) -> None:
    assert refusal(opinions.take_silence, draft, By("李明", CLOSING), 1) == ("overdue_units",)
    tell(draft, "市教育局")
    opinions.take_silence(draft, BY, 1)
    assert stands(draft) == [Stand.TOLD, Stand.SILENT, Stand.SILENT]
    opinions.enter_none(draft, BY, 1, NoOpinion((number(draft, "市民政局"),), NOW))
    assert stands(draft) == [Stand.TOLD, Stand.NONE, Stand.SILENT]


def test_an_opinion_that_comes_late_takes_the_place_of_silence(draft: Library) -> None:
    opinions.take_silence(draft, BY, 1)
    tell(draft, "市教育局")
    assert stands(draft) == [Stand.TOLD, Stand.SILENT, Stand.SILENT]
    assert len(stored.opinions(draft, 1)) == 3


def test_silence_is_no_answer_where_the_notice_did_not_say_so(draft: Library) -> None:
    ask(draft, silent=False)  # a second round
    assert refusal(opinions.take_silence, draft, BY, 1) == ("silent_agrees",)
    assert stands(draft) == [Stand.OVERDUE] * 3


# ---- answered


def test_what_is_not_adopted_needs_a_reason_and_what_is_against_a_consultation(draft: Library) -> None:
    told, against = tell(draft, "市教育局"), tell(draft, "市民政局", agrees="no")
    assert refusal(opinions.answer, draft, BY, [told], Answer(Adopted.NO)) == ("reply",)
    assert refusal(opinions.answer, draft, BY, [against], Answer(Adopted.YES)) == ("consultation",)
    opinions.answer(draft, BY, [told], Answer(Adopted.PARTLY, "时限由要点定"))
    opinions.answer(draft, BY, [against], Answer(Adopted.NO, "职责法定", NOW, "当面协商一致"))
    found = [(each.adopted, each.reply, each.consultation) for each in stored.opinions(draft, 1)]
    assert found == [("partly", "时限由要点定", ""), ("no", "职责法定", "当面协商一致")]


def test_the_table_tells_all_and_its_counts_add_up(draft: Library) -> None:
    told = tell(draft, "市教育局", basis="国办发〔2022〕8号")
    opinions.answer(draft, BY, [told], Answer(Adopted.NO, "时限由要点定"))
    opinions.enter_none(draft, BY, 1, NoOpinion((number(draft, "市民政局"),), NOW))
    opinions.take_silence(draft, BY, 1)
    facts = opinion_table(draft, 1, NOW)
    assert facts.counts == "征求3家单位意见，收到意见1条（不采纳1条），无意见1家，视为无意见1家。"
    row = paper(facts).rows[0].texts
    assert row == (
        "1",
        "市教育局",
        "1　规范政策发布",
        "建议延至10月底",
        "—",
        "国办发〔2022〕8号",
        "不采纳：时限由要点定",
        "—",
    )
    assert (facts.none, facts.silent, facts.waiting) == (("市民政局",), ("市司法局",), ())
    assert facts.heading == "《云州市2026年政务公开工作要点》（征求意见稿）意见采纳情况表"


# ---- issued


PAPER = IssuedPaper(1, "张三", "云政办发〔2026〕8号", "https://www.yunzhou.example.cn/1.html", NOW, NOW)


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    file = tmp_path / "印发件.pdf"
    file.write_bytes(b"as it was issued")
    return file


def test_an_issue_is_frozen_and_the_plan_bears_its_number_and_days(draft: Library, printed: Path) -> None:
    opinions.issue(draft, BY, PAPER, printed)
    printed.write_bytes(b"changed since")
    frozen = issued_copy(draft, 1)
    assert frozen is not None
    assert frozen.read_bytes() == b"as it was issued"
    plan = plans.plan(draft, 1)
    assert (plan.doc_no, plan.dates.imprint, plan.dates.published) == (PAPER.doc_no, NOW, NOW)
    undo.undo(draft, BY)
    assert (issued(draft, 1), plans.plan(draft, 1).doc_no) == (None, "")


def test_open_opinions_hold_the_issue_up_unless_it_is_said_why(draft: Library, printed: Path) -> None:
    tell(draft, "市教育局")
    assert refusal(opinions.issue, draft, BY, PAPER, printed) == ("answer",)
    opinions.issue(draft, BY, PAPER, printed, "领导要求先印发")
    paper_now = issued(draft, 1)
    assert paper_now is not None
    assert paper_now.remark == "意见未办结仍印发：领导要求先印发"


def test_an_issue_has_signer_and_day(draft: Library, printed: Path) -> None:
    bare = IssuedPaper(1, link="file:///etc/passwd")
    assert refusal(opinions.issue, draft, BY, bare, printed) == ("issued_signer", "issued_day", "http_link")


def test_what_is_issued_is_what_goes_out_and_up(draft: Library, printed: Path, tmp_path: Path) -> None:
    to = Asking((number(draft, "市教育局"),), means="邮件")
    assert refusal(opinions.distribute, draft, BY, 1, to) == ("issued",)
    opinions.issue(draft, BY, PAPER, printed)
    opinions.distribute(draft, BY, 1, to, tmp_path / "下发.pdf")
    assert (tmp_path / "下发.pdf").read_bytes() == b"as it was issued"
    batch = dispatches.dispatches(draft, 1, kind=DispatchKind.ISSUED)[0]
    paper_now = issued(draft, 1)
    assert paper_now is not None
    assert (batch.doc_no, batch.filed_copy_id) == (PAPER.doc_no, paper_now.filed_copy_id)
    assert enclosed(draft, 1) == issued_copy(draft, 1)
    upward.file_plan(draft, BY, Filing(1, addressee="省政府办公厅"), printed)
    assert kept(draft, Filing, 1)[0].issued_paper_id == paper_now.id


def test_the_units_that_the_tasks_name_are_asked(draft: Library) -> None:
    assert units_of_plan(draft, 1) == [number(draft, name) for name in NAMES]
