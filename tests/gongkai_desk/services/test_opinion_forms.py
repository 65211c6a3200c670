"""意见反馈表 out and back: a round with codes; what is sure is entered once, the rest waits; never a plan or a book."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import load_workbook

from gongkai_desk.domain.cycle.opinions import Asking
from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import Answer, OpinionDecision
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.errors import NotAllowed
from gongkai_desk.export.templates import printed_text
from gongkai_desk.papers.asking_letter import SILENCE
from gongkai_desk.reading.read import read_document
from gongkai_desk.rules.work.opinions import Stand
from gongkai_desk.services import asking, opinions, undo, units
from gongkai_desk.services.collecting import opinions as collecting
from gongkai_desk.services.collecting.opinions import OpinionReview
from gongkai_desk.services.collecting.reviewing import Asked
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.tables import is_returned
from gongkai_desk.services.collecting.waiting_opinions import settle, waiting_opinions
from gongkai_desk.services.dispatching import Sent
from gongkai_desk.services.intake.plans import relink
from gongkai_desk.standing.cycle.asking import asking_out, reminding_out
from gongkai_desk.standing.cycle.opinions import replies, rounds
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches, upward
from gongkai_desk.store.entries import opinions as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import task_ids
from tests.builders import a_task, stored_plan

NOW = date(2026, 3, 25)
BY = By("李明", NOW)
NAMES = ("市教育局", "市民政局", "市司法局")


@pytest.fixture
def forms(library: Library, tmp_path: Path) -> list[Path]:
    for name in NAMES:
        units.add_unit(library, BY, Unit(name, "", UnitClass.DEPARTMENT))
    stored_plan(library, a_task(lead=(), responsible=NAMES, unit_text="三家"), day=NOW)
    sent = send(library, tmp_path / "征求", Asking((), date(2026, 4, 10)))
    return [path for name, path in sent.files.items() if name.endswith("反馈表.xlsx")]


def send(library: Library, folder: Path, order: Asking) -> Sent:
    staged = asking.stage(folder, asking_out(library, 1, order, NOW))
    try:
        return asking.send(library, BY, staged)[1]
    finally:
        staged.discard()


def test_a_draft_for_each_mailbox_with_form_letter_and_draft_plan(library: Library, tmp_path: Path) -> None:
    units.add_unit(library, BY, Unit(NAMES[0], "", UnitClass.DEPARTMENT, mail="jyj@yunzhou.example.cn"))
    units.add_unit(library, BY, Unit(NAMES[1], "", UnitClass.DEPARTMENT))
    stored_plan(library, a_task(lead=(), responsible=NAMES[:2], unit_text="两家"), day=NOW)
    with pytest.raises(NotAllowed):
        asking_out(library, 1, Asking((), mail=True), NOW)
    order = Asking((), date(2026, 4, 10), silent_agrees=True, mail=True, confirmed=True)
    assert asking_out(library, 1, order, NOW).without_mail == (NAMES[1],)
    folder = tmp_path / "征求"
    send(library, folder, order)
    (draft,) = folder.glob("发送邮件草稿*/*.eml")
    mail = message_from_bytes(draft.read_bytes(), policy=default)
    assert (mail["X-Unsent"], "jyj@yunzhou.example.cn" in mail["To"], NAMES[0] in mail["Subject"]) == ("1", True, True)
    assert SILENCE in mail.get_body().get_content()
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert [name.split("（")[0] for name in names] == ["01-市教育局-意见反馈表.xlsx", "征求意见函", "附件1 征求意见稿"]


def test_without_a_confirmed_channel_the_list_bears_no_words(library: Library, forms: list[Path]) -> None:
    folder = forms[0].parent
    assert not [*folder.glob("可复制的*"), *folder.glob("*邮件草稿*")]
    texts = [cell.value for row in load_workbook(next(folder.glob("发送清单*"))).active.iter_rows() for cell in row]
    assert {*NAMES, *(path.name for path in forms)} <= set(texts)


def test_only_who_has_not_answered_is_reminded(library: Library, forms: list[Path]) -> None:
    collect(library, write(forms[0], "建议延至10月底"))
    late = reminding_out(library, 1, Asking(()), date(2026, 4, 20))
    assert [each.unit.name for each in late.parcels] == list(NAMES[1:])
    with pytest.raises(NotAllowed):
        reminding_out(library, 1, Asking((late.parcels[0].unit.id + 90,)), NOW)


def write(path: Path, opinion: str, agrees: str = "", basis: str = "") -> Path:
    """Fill the first row in, as a unit does."""
    book = load_workbook(path)
    sheet = book.active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]  # type: ignore[union-attr]
    heads = {"".join(str(cell.value).split()): cell for cell in cells}
    for head, text in (("修改意见", opinion), ("是否同意", agrees), ("依据", basis)):
        sheet.cell(heads[head].row + 1, heads[head].column, text or None)  # type: ignore[union-attr]
    book.save(path)
    return path


def collect(library: Library, *paths: Path) -> list[OpinionReview]:
    rounds = Rounds(library)
    mine, others = collecting.apart(received(paths))
    assert others == []
    files = collecting.reviewed(rounds, mine, Asked())
    collecting.take_over(library, BY, rounds, files)
    return files


def said(library: Library) -> list[tuple[int | None, str, str, str]]:
    return [(each.task_id, each.text, each.agrees, each.basis) for each in stored.opinions(library, 1)]


def test_what_is_sure_is_entered_once_and_undone_as_one_step(library: Library, forms: list[Path]) -> None:
    write(forms[0], "建议延至10月底", "同意", "国办发〔2022〕8号")
    write(forms[1], "无意见")
    files = collect(library, *forms[:2])
    assert [(file.by, file.waits) for file in files] == [(Known.CODE, ())] * 2
    assert said(library) == [(1, "建议延至10月底", "yes", "国办发〔2022〕8号"), (None, "", "yes", "")]
    assert [each.stand for each in replies(library, 1, NOW)] == [Stand.TOLD, Stand.NONE, Stand.WAITING]
    (first, *_) = dispatches.dispatch_units(library)
    assert (first.returned, first.taken) == (NOW, NOW)
    assert next(iter(stored.letters(library, 1).values())).name == forms[0].name
    before = said(library)
    again = collect(library, *forms[:2])
    assert (said(library), sum(row.open for file in again for row in file.rows)) == (before, 0)
    undo.undo(library, BY)
    assert (said(library), dispatches.dispatch_units(library)[0].returned) == ([], None)


def test_a_form_of_one_unit_under_anothers_name_waits(library: Library, forms: list[Path], tmp_path: Path) -> None:
    renamed = tmp_path / f"{NAMES[2]}反馈.xlsx"
    copyfile(write(forms[0], "建议删去"), renamed)
    (file,) = collect(library, renamed)
    assert (file.waits, file.waiting, said(library)) == ((Wait.UNIT_DIFFERS,), 1, [])
    assert [each.stand for each in replies(library, 1, NOW)] == [Stand.RECEIVED, Stand.WAITING, Stand.WAITING]
    (waiting,) = waiting_opinions(library, 1)
    assert (waiting.opinion.text, waiting.waits, waiting.matter != "") == ("建议删去", (Wait.UNIT_DIFFERS,), True)


def test_what_contradicts_what_is_stored_or_another_form_waits(
    library: Library, forms: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / forms[0].name
    copyfile(forms[0], other)
    write(forms[0], "建议延至10月底")
    write(other, "建议删去")
    files = collect(library, forms[0], other)
    assert ([file.rows[0].waits for file in files], said(library)) == ([(Wait.TWICE,)] * 2, [])
    collect(library, forms[0])
    (again,) = collect(library, other)
    assert (again.rows[0].waits, said(library), len(waiting_opinions(library, 1))) == ((Wait.TWICE,), [], 2)


def test_an_opinion_against_a_stored_one_waits_and_is_decided_in_one_step(
    library: Library, forms: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / forms[0].name
    copyfile(forms[0], other)
    collect(library, write(forms[0], "建议延至10月底"))
    collect(library, write(other, "建议删去", "不同意", "无此职能"))
    (waiting,) = waiting_opinions(library, 1)
    assert (waiting.waits, [each.text for each in waiting.stored]) == ((Wait.CONFLICT,), ["建议延至10月底"])
    own = waiting.opinion
    settle(library, BY, 1, [OpinionDecision(waiting.row_id, Answer.APART, own.unit_id, own.task_id)])
    both = [(1, "建议延至10月底", "", ""), (1, "建议删去", "no", "无此职能")]
    assert (said(library), waiting_opinions(library, 1)) == (both, [])
    undo.undo(library, BY)
    settle(library, BY, 1, [OpinionDecision(waiting.row_id, Answer.TAKEN, own.unit_id, own.task_id)])
    assert said(library) == both[1:]
    undo.undo(library, BY)
    settle(library, BY, 1, [OpinionDecision(waiting.row_id, Answer.KEPT)])
    assert (said(library), waiting_opinions(library, 1)) == (both[:1], [])
    assert collect(library, other)[0].waiting == 0
    assert said(library) == both[:1]


def test_a_form_is_given_to_the_unit_a_person_names(library: Library, forms: list[Path], tmp_path: Path) -> None:
    renamed = tmp_path / f"{NAMES[2]}反馈.xlsx"
    copyfile(write(forms[0], "建议删去"), renamed)
    collect(library, renamed)
    (waiting,) = waiting_opinions(library, 1)
    third = dispatches.dispatch_units(library)[2]
    with pytest.raises(NotAllowed):
        settle(library, BY, 1, [OpinionDecision(waiting.row_id, Answer.TAKEN)])
    settle(library, BY, 1, [OpinionDecision(waiting.row_id, Answer.TAKEN, third.unit_id, 1)])
    assert {each.unit.id: each.stand for each in replies(library, 1, NOW)}[third.unit_id] is Stand.TOLD  # type: ignore[index]
    stands = [each.stand for each in replies(library, 1, NOW)]
    assert sorted(stands) == [Stand.TOLD, Stand.WAITING, Stand.WAITING]


def test_who_sent_a_form_that_waits_has_not_been_silent(library: Library, forms: list[Path], tmp_path: Path) -> None:
    of = send(library, tmp_path, Asking((), NOW, silent_agrees=True))
    form = next(path for name, path in of.files.items() if name.startswith("01"))
    collect(library, form)
    opinions.take_silence(library, By("李明", date(2026, 3, 26)), 1)
    assert len([each for each in stored.opinions(library, 1) if each.silent]) == 2


def test_what_a_person_took_away_is_not_entered_again(library: Library, forms: list[Path]) -> None:
    collect(library, write(forms[0], "建议延至10月底"))
    opinions.remove(library, BY, [stored.opinions(library, 1)[0].id or 0])
    collect(library, forms[0])
    assert said(library) == []


def test_neither_yes_nor_no_keeps_its_words(library: Library, forms: list[Path]) -> None:
    collect(library, write(forms[0], "", "部分同意"))
    assert said(library) == [(1, "是否同意：部分同意", "", "")]


def test_the_letter_says_that_silence_counts_only_where_it_was_chosen(
    library: Library, forms: list[Path], tmp_path: Path
) -> None:
    one = (dispatches.dispatch_units(library)[0].unit_id,)
    send(library, tmp_path, Asking(one, date(2026, 4, 12), silent_agrees=True, doc_no="云政办函〔2026〕3号"))
    letters = (tmp_path / "征求" / "征求意见函（征求2026-01）.docx", tmp_path / "征求意见函（征求2026-02）.docx")
    told = [printed_text(each) for each in letters]
    assert [SILENCE in text for text in told] == [False, True]
    assert "于2026年4月10日前反馈" in told[0]
    assert "（征求意见稿）》意见的函" in told[0]
    assert "云政办函〔2026〕3号" in told[1]
    assert not any("{{" in text for text in told)
    assert [each.silent_agrees for each in rounds(library, 1)] == [False, True]


def test_the_letter_is_kept_as_it_went_out(library: Library, forms: list[Path]) -> None:
    (batch,) = rounds(library, 1)
    kept = upward.copy_path(library, batch.filed_copy_id or 0)
    assert kept.read_bytes() == (forms[0].parent / "征求意见函（征求2026-01）.docx").read_bytes()


def test_silence_cannot_count_without_a_day(library: Library, forms: list[Path]) -> None:
    with pytest.raises(NotAllowed) as refused:
        asking_out(library, 1, Asking((), silent_agrees=True), NOW)
    assert refused.value.data["lacks"] == ("silence_closing",)


def test_the_letter_answers_the_plans_that_the_draft_takes_up(library: Library, forms: list[Path]) -> None:
    above = stored_plan(library, a_task(), day=NOW, plan=Plan("2026年省政务公开工作要点", "省政办发〔2026〕1号"))
    (task,) = task_ids(library, above)
    relink(library, BY, [(1, task)], [])
    assert (
        asking_out(library, 1, Asking(()), NOW).letter.basis
        == "《2026年省政务公开工作要点》（省政办发〔2026〕1号）要求"
    )


def test_a_form_without_words_waits_and_is_never_offered_as_a_plan(library: Library, forms: list[Path]) -> None:
    assert is_returned(read_document(forms[0]))
    (file,) = collect(library, forms[0])
    assert (file.waiting, said(library)) == (1, [])
    assert waiting_opinions(library, 1)[0].waits == (Wait.NOT_FILLED,)
    (first, *_) = dispatches.dispatch_units(library)
    assert (first.returned, first.taken) == (NOW, None)
