"""回收汇总: our own books come back and are taken over; again changes nothing; what is doubtful waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import FileReview
from gongkai_desk.domain.state import State
from gongkai_desk.services import undo
from gongkai_desk.services.collecting.reviewing import Asked, not_returned, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import Taken, take_over
from gongkai_desk.standing.rounds import Rounds
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, returns
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, work
from tests.returned_books import BY, TODAY, UNITS, a_round, book_of, save, tasks_of, usual_fill, workbook_of

NOTHING = Asked()


@pytest.fixture
def batch(library: Library) -> int:
    return a_round(library)


def looked_at(library: Library, *paths: Path, asked: Asked = NOTHING) -> list[FileReview]:
    return reviewed(Rounds(library), received(paths), asked)


def collected(library: Library, *paths: Path, asked: Asked = NOTHING) -> Taken:
    rounds = Rounds(library)
    return take_over(library, BY, rounds, reviewed(rounds, received(paths), asked))


def stored_texts(library: Library, unit: str) -> list[str]:
    number = units.find_unit(library, unit).id
    return [report.text for report in work.reports(library) if report.unit_id == number]


def test_a_book_is_taken_over_by_its_codes(library: Library, batch: int, tmp_path: Path) -> None:
    fill = usual_fill(who="教育")
    path = save(workbook_of(library, "市教育局", batch, fill), tmp_path / "03-市教育局-2026年二季度填报表.xlsx")
    (file,) = looked_at(library, path)
    assert (file.by, file.waits, file.absent) == (Known.CODE, (), ())
    assert [(row.by, row.sure, row.takes) for row in file.rows] == [(Known.CODE, True, ("progress", "state"))] * 6
    done = collected(library, path)
    assert (done.merged, done.waiting) == (6, 0)
    assert stored_texts(library, "市教育局") == [each["progress"] for each in fill.values()]
    book = book_of(library, "市教育局", batch)
    assert (book.returned, book.taken, book.zero) == (TODAY, TODAY, False)
    assert not_returned(Rounds(library), [file], Asked(batch)) == [units.find_unit(library, u).id for u in UNITS[1:]]


def test_the_same_files_again_change_nothing(library: Library, batch: int, tmp_path: Path) -> None:
    path = save(workbook_of(library, "市教育局", batch, usual_fill()), tmp_path / "表.xlsx")
    collected(library, path)
    again = collected(library, path)
    assert (again.changes, again.merged, again.waiting) == (None, 0, 0)


def test_collecting_is_one_step_that_is_undone_whole(library: Library, batch: int, tmp_path: Path) -> None:
    path = save(workbook_of(library, "市教育局", batch, usual_fill()), tmp_path / "表.xlsx")
    collected(library, path)
    undo.undo(library, BY)
    assert stored_texts(library, "市教育局") == []
    assert returns.returned_files(library) == []
    assert book_of(library, "市教育局", batch).returned is None
    assert collected(library, path).merged == 6


def test_done_is_an_application_and_never_a_closing(library: Library, batch: int, tmp_path: Path) -> None:
    fill = {0: {"progress": "已全部公开", "state": "已完成"}, 1: {"progress": "已修订初稿", "state": "基本完成"}}
    path = save(workbook_of(library, "市教育局", batch, fill), tmp_path / "表.xlsx")
    collected(library, path)
    unit = units.find_unit(library, "市教育局").id
    first, second, *_ = tasks_of(library, unit)
    rounds = Rounds(library)
    states = [share.state for task in (first, second) if (share := rounds.share(task.id, unit))]
    assert states == [State.PENDING, State.IN_PROGRESS]
    assert stored_texts(library, "市教育局")[1] == "已修订初稿（完成情况：基本完成）"


def test_evidence_is_entered_open_and_proves_nothing_by_its_name(library: Library, batch: int, tmp_path: Path) -> None:
    named = "1.工作方案\n云政办发〔2026〕8号 公开目录 https://www.yunzhou.gov.cn/a.html 2026年6月1日"
    path = save(
        workbook_of(library, "市教育局", batch, {0: {"progress": "已办", "evidence": named}}), tmp_path / "表.xlsx"
    )
    collected(library, path)
    unit = units.find_unit(library, "市教育局").id
    (task, *_) = tasks_of(library, unit)
    plain, whole = evidence.evidence(library, [task.id])[task.id]
    assert (plain.name, plain.url, plain.doc_no) == ("工作方案", "", "")
    assert (whole.url, whole.doc_no, str(whole.effective)) == (
        "https://www.yunzhou.gov.cn/a.html", "云政办发〔2026〕8号", "2026-06-01",
    )  # fmt: skip
    share = Rounds(library).share(task.id, unit)
    assert share is not None
    assert len(share.proofs) == 1


def test_what_was_changed_here_since_waits_field_by_field(library: Library, batch: int, tmp_path: Path) -> None:
    first = save(workbook_of(library, "市教育局", batch, {0: {"progress": "已发文"}}), tmp_path / "甲.xlsx")
    collected(library, first)
    later = {0: {"progress": "已发文并上网", "problems": "人手不足"}}
    second = save(workbook_of(library, "市教育局", batch, later), tmp_path / "乙.xlsx")
    done = collected(library, second)
    assert (done.merged, done.waiting) == (1, 1)
    (report,) = work.reports(library)
    assert (report.text, report.problems) == ("已发文", "人手不足")
    (waiting,) = returns.waiting_rows(library)
    assert waiting.progress == "已发文并上网"


def test_a_zero_report_of_all_tasks_marks_the_book(library: Library, batch: int, tmp_path: Path) -> None:
    path = save(
        workbook_of(library, "市司法局", batch, {n: {"state": "零报告"} for n in range(6)}), tmp_path / "零.xlsx"
    )
    collected(library, path)
    assert book_of(library, "市司法局", batch).zero
    assert all(report.zero for report in work.reports(library))


@pytest.mark.parametrize(
    ("fill", "wait"),
    [
        ({"state": "√"}, Wait.TICK),
        ({"state": "已完成"}, Wait.DONE_WITHOUT_TEXT),
        ({"state": "不涉及"}, Wait.NOT_CONCERNED),
        ({"state": "零报告", "progress": "已印发方案"}, Wait.ZERO_WITH_TEXT),
    ],
)
def test_words_of_state_that_are_asked_about(
    library: Library, batch: int, tmp_path: Path, fill: dict[str, str], wait: Wait
) -> None:
    path = save(workbook_of(library, "市教育局", batch, {0: fill}), tmp_path / "表.xlsx")
    (file,) = looked_at(library, path)
    assert file.rows[0].waits == (wait,)
    assert collected(library, path).merged == 0
    assert work.reports(library) == []
    assert dispatches.dispatch_units(library)[0].returned == TODAY
