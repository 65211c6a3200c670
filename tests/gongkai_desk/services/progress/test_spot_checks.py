"""抽查 in a library: draws, results, what a bad one leads to, the sheet."""

from datetime import date
from pathlib import Path

import docx
import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.spot_check import Draw, Finding, Verdict, Wanted
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.papers.listed import CHECK_SHEET
from gongkai_desk.services import undo
from gongkai_desk.services.progress import closing, spot_checks
from gongkai_desk.services.progress.work import attach, report
from gongkai_desk.standing import samples
from gongkai_desk.standing.lights import works
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.store import journal
from gongkai_desk.store.library import Library
from tests.builders import a_task, stored_plan

TODAY = date(2026, 9, 20)
BY = By("李明", TODAY)


@pytest.fixture
def filled(library: Library) -> Library:
    tasks = [a_task(seq=str(n), lead=(), responsible=("市司法局", "市教育局")) for n in range(1, 11)]
    stored_plan(library, *tasks, day=date(2026, 3, 10))
    return library


def drawn(library: Library, **wanted: object) -> Draw:
    spot_checks.draw(library, BY, Wanted(20260920, **wanted), checker="王芳")  # type: ignore[arg-type]
    return samples.draws(library)[0]


def close(library: Library, task: int) -> None:
    proof = Evidence("公报", doc_no="第5期", effective=date(2026, 9, 1))
    attach(library, By("李明", TODAY), task, proof, unit="市司法局")
    closing.move(library, BY, task, "市司法局", Action.APPLY)
    closing.move(library, BY, task, "市司法局", Action.CLOSE)


def state(library: Library, task: int) -> State:
    return next(share.state for share in works(library, [task])[task].shares if share.unit == "市司法局")


def test_a_draw_is_one_step_with_a_number(filled: Library) -> None:
    first, second = drawn(filled, percent=20), drawn(filled, percent=None, count=3)
    assert [(each.number, len(each.checks), each.population) for each in (first, second)] == [(1, 4, 20), (2, 3, 20)]
    undo.undo(filled, By("李明", TODAY))
    assert [each.number for each in samples.draws(filled)] == [1]
    assert drawn(filled, percent=20).number == 2


def test_a_draw_can_be_proven(filled: Library) -> None:
    of = drawn(filled, percent=20)
    assert samples.draw_again(filled, of, today=TODAY) == samples.Proof(True, True, 20)
    closing.move(filled, BY, 1, "市司法局", Action.NOT_APPLICABLE, said=Said("无此职能"))
    assert not samples.draw_again(filled, of, today=TODAY).same_population


def test_nothing_to_draw_is_refused(filled: Library) -> None:
    with pytest.raises(NotAllowed):
        drawn(filled, closed_only=True)
    with pytest.raises(UnknownId):
        drawn(filled, plan_id=99)


def test_a_result_is_entered_and_stands_in_the_tasks_history(filled: Library) -> None:
    check = samples.checks_of(filled, drawn(filled, percent=20))[0]
    spot_checks.enter(filled, BY, check.id, Finding(verdict=Verdict.MOSTLY, opinion=" 链接可打开 "))
    found = samples.checks_of(filled, samples.draws(filled)[0])[0]
    assert (found.verdict, found.opinion, found.checker) == (Verdict.MOSTLY, "链接可打开", "王芳")
    assert journal.history(filled, "task", check.task_id)[0].step.name == "登记抽查结果：基本属实"
    with pytest.raises(NotAllowed):
        spot_checks.enter(filled, BY, check.id, Finding(verdict=Verdict.TRUE, day=date(2026, 9, 21)))
    with pytest.raises(UnknownId):
        spot_checks.enter(filled, BY, 999, Finding())


def test_a_bad_result_opens_a_closed_share_again(filled: Library) -> None:
    close(filled, 3)
    (check,) = samples.checks_of(filled, drawn(filled, percent=100, closed_only=True))
    assert samples.next_action(filled, check.id) is None
    spot_checks.enter(filled, BY, check.id, Finding(verdict=Verdict.FALSE, opinion="网页打不开"))
    assert samples.next_action(filled, check.id) is Action.REOPEN
    (check,) = samples.checks_of(filled, samples.draws(filled)[0])
    spot_checks.follow_up(filled, BY, check.id, reason=spot_checks.proposed_reason(check))
    assert state(filled, 3) is State.IN_PROGRESS
    assert spot_checks.proposed_reason(check) == "2026年9月20日抽查不属实：网页打不开"
    with pytest.raises(NotAllowed):
        spot_checks.follow_up(filled, BY, check.id, reason="再来一次")


def test_a_bad_result_sends_back_what_waits_for_verification(filled: Library) -> None:
    closing.move(filled, BY, 1, "市司法局", Action.APPLY)
    checks = samples.checks_of(filled, drawn(filled, percent=100))
    number = next(check.id for check in checks if check.task_id == 1 and check.unit_id == checks[0].unit_id)
    spot_checks.enter(filled, BY, number, Finding(verdict=Verdict.NOT_DONE))
    assert samples.next_action(filled, number) is Action.RETURN
    spot_checks.follow_up(filled, BY, number, reason="未落实", until=date(2026, 9, 30))
    share = next(share for share in works(filled, [1])[1].shares if share.state is State.RETURNED)
    assert share.rectify_until == date(2026, 9, 30)


def test_the_sheet_says_how_it_was_drawn_and_what_was_reported(filled: Library, tmp_path: Path) -> None:
    report(filled, By("李明", TODAY), 1, NewReport("市司法局", date(2026, 6, 24), "目录已公布。"))
    close(filled, 2)
    of = drawn(filled, percent=100, units=("市司法局",), plan_id=1)
    spot_checks.enter(filled, BY, of.checks[0], Finding(verdict=Verdict.TRUE, opinion="已核"))
    sheet = samples.check_sheet(filled, of)
    assert sheet.number == "抽查〔2026〕1号"
    assert "《云州市2026年政务公开工作要点》，市司法局，共10项次；抽取100%，实抽10项次；抽样号20260920" in sheet.drawn
    write_kind(CHECK_SHEET, sheet, tmp_path / "表.docx", PaperFormat.DOCX)
    paper = docx.Document(str(tmp_path / "表.docx"))
    head, *rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert head == ["编号", "任务", "单位", "报送情况", "佐证", "核查方式", "核查情况", "结论", "检查人\n签字"]
    assert rows[0][2:5] == ["市司法局", "推进中\n6月24日报：目录已公布。", "无"]
    assert rows[1][3:5] == ["已销号\n未报进展", "1份"]
    assert sum(row[7] == "属实" for row in rows) == 1


def test_checks_go_to_the_recycle_bin(filled: Library) -> None:
    of = drawn(filled, percent=20)
    spot_checks.remove(filled, By("李明", TODAY), of.checks[:1])
    assert len(samples.checks_of(filled, of)) == 3
    undo.undo(filled, By("李明", TODAY))
    assert len(samples.checks_of(filled, of)) == 4
