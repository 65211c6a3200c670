"""回收汇总: our own books come back and are taken over; again changes nothing; what is doubtful waits."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import Answer, FileReview
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import Evidence
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services import dispatching, undo
from gongkai_desk.services.collecting.by_hand import confirmed, laid_by_hand
from gongkai_desk.services.collecting.reviewing import Asked, not_returned, reviewed
from gongkai_desk.services.collecting.settling import kept_reviews, read_kept, send_back, waiting_files
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import Taken, take_over
from gongkai_desk.standing.cycle.books import returned_book
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, returns
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, work
from gongkai_desk.wording.returns import told_of_file
from tests.builders import stored_plan
from tests.returned_books import (
    BY,
    DAY,
    FIRST,
    TODAY,
    UNITS,
    a_round,
    book_of,
    save,
    send,
    tasks,
    tasks_of,
    usual_fill,
    workbook_of,
)

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


def test_evidence_that_is_known_by_either_spelling_is_not_entered_again(
    library: Library, batch: int, tmp_path: Path
) -> None:
    unit = units.find_unit(library, "市教育局").id
    (task, *_) = tasks_of(library, unit)
    with library.step("早先登记", BY) as step:  # as it was kept before brackets at the end stayed
        number = evidence.insert_evidence(step, Evidence("清理通知（云司发〔2026〕5号"), None, unit)
        evidence.link_evidence(step, number, task.id, unit, None)
    named = "清理通知（云司发〔2026〕5号）\n（修订）办法（试行）\n（修订）办法（试行）"
    path = save(
        workbook_of(library, "市教育局", batch, {0: {"progress": "已办", "evidence": named}}), tmp_path / "表.xlsx"
    )
    collected(library, path)
    names = [each.name for each in evidence.evidence(library, [task.id])[task.id]]
    assert names == ["清理通知（云司发〔2026〕5号", "（修订）办法（试行）"]


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


def twice(library: Library, batch: int, tmp_path: Path) -> list[FileReview]:
    """Return the reviews of two books of one unit that say different things of its first task."""
    one = {0: {"progress": "一科已发文", "contact": "一科 王芳"}}
    two = {0: {"progress": "二科已上网", "contact": "二科 李强"}}
    first = save(workbook_of(library, "市教育局", batch, one), tmp_path / "一科.xlsx")
    second = save(workbook_of(library, "市教育局", batch, two), tmp_path / "二科.xlsx")
    return looked_at(library, first, second)


def answered(files: list[FileReview], *answers: Answer) -> list[FileReview]:
    """Let each file's open rows be answered."""
    return [
        replace(file, rows=tuple(row.answered(answer) if row.open else row for row in file.rows))
        for file, answer in zip(files, answers, strict=True)
    ]


def test_two_books_of_one_unit_wait_for_each_other(library: Library, batch: int, tmp_path: Path) -> None:
    files = twice(library, batch, tmp_path)
    assert [row.waits for file in files for row in file.rows if not row.blank] == [(Wait.TWICE,)] * 2
    done = take_over(library, BY, Rounds(library), files)
    assert (done.merged, done.waiting) == (0, 2)


@pytest.mark.parametrize(
    ("answers", "texts"),
    [
        ((Answer.TAKEN, Answer.KEPT), ["一科已发文"]),
        ((Answer.TAKEN, Answer.TAKEN), ["二科已上网"]),
        ((Answer.JOINED, Answer.JOINED), ["一科：一科已发文\n二科：二科已上网"]),
        ((Answer.TAKEN, Answer.APART), ["一科已发文", "二科已上网"]),
        ((Answer.KEPT, Answer.KEPT), []),
    ],
)
def test_rows_said_twice_are_replaced_joined_or_apart(
    library: Library, batch: int, tmp_path: Path, answers: tuple[Answer, Answer], texts: list[str]
) -> None:
    take_over(library, BY, Rounds(library), answered(twice(library, batch, tmp_path), *answers))
    assert stored_texts(library, "市教育局") == texts
    assert returns.waiting_rows(library) == []
    undo.undo(library, BY)
    assert stored_texts(library, "市教育局") == []


def test_what_was_stored_before_gets_its_name_when_another_section_writes_on(
    library: Library, batch: int, tmp_path: Path
) -> None:
    for who, text in (("一科", "已发文"), ("二科", "已上网"), ("三科", "已培训")):
        made = workbook_of(library, "市教育局", batch, {0: {"progress": text, "contact": f"{who} 王芳"}})
        rounds = Rounds(library)
        (file,) = looked_at(library, save(made, tmp_path / f"{who}.xlsx"))
        take_over(library, BY, rounds, answered([file], Answer.JOINED))
    assert stored_texts(library, "市教育局")[-1] == "一科：已发文\n二科：已上网\n三科：已培训"


def waiting_reviews(library: Library, rounds: Rounds) -> list[FileReview]:
    """Return the files that wait, read again."""
    files = waiting_files(library)
    return kept_reviews(rounds, files, read_kept(library.folder, files))


def test_rows_that_waited_are_decided_later_from_the_kept_file(library: Library, batch: int, tmp_path: Path) -> None:
    take_over(library, BY, Rounds(library), twice(library, batch, tmp_path))
    waiting = waiting_reviews(library, Rounds(library))
    assert [file.source.name for file in waiting] == ["一科.xlsx", "二科.xlsx"]
    take_over(library, BY, Rounds(library), answered(waiting, Answer.JOINED, Answer.JOINED))
    assert stored_texts(library, "市教育局") == ["一科：一科已发文\n二科：二科已上网"]
    assert waiting_reviews(library, Rounds(library)) == []


def test_a_file_whose_unit_a_person_says_is_placed_anew(library: Library, batch: int, tmp_path: Path) -> None:
    made = workbook_of(library, "市教育局", batch, {0: {"progress": "已发文"}})
    sheet = made["填报表"]
    sheet.delete_cols(1)
    sheet["A2"] = "填报单位：教育口"
    (file,) = looked_at(library, save(made, tmp_path / "表.xlsx"))
    assert (file.unit, file.waits) == (None, (Wait.UNIT_UNKNOWN,))
    rounds = Rounds(library)
    sure = confirmed(rounds, file, units.find_unit(library, "市教育局").id, batch)
    assert (sure.by, sure.waits, sure.rows[0].by, sure.rows[0].sure) == (Known.HAND, (), Known.NUMBER, True)
    take_over(library, BY, rounds, [sure])
    assert stored_texts(library, "市教育局") == ["已发文"]
    assert book_of(library, "市教育局", batch).returned == TODAY


def test_free_text_is_laid_on_a_task_by_hand(library: Library, batch: int, tmp_path: Path) -> None:
    path = tmp_path / "市教育局.txt"
    path.write_text("今年以来，我局修订了公开指南，建成了公开专区，群众反映良好。", encoding="utf-8")
    (file,) = looked_at(library, path)
    assert (file.kind, file.by, file.rows[0].unplaced) == ("text", Known.FILE, True)
    rounds, unit = Rounds(library), units.find_unit(library, "市教育局").id
    task = tasks_of(library, unit)[1].id
    row = laid_by_hand(rounds, file.rows[0], unit, task, batch).answered(Answer.TAKEN)
    take_over(library, BY, rounds, [replace(file, rows=(row,))])
    (report,) = work.reports(library)
    assert (report.task_id, report.unit_id, report.text) == (task, unit, file.source.content.text.strip())


def test_a_book_sent_back_is_known_by_its_reason(library: Library, batch: int, tmp_path: Path) -> None:
    collected(library, save(workbook_of(library, "市教育局", batch, usual_fill()), tmp_path / "表.xlsx"))
    book = book_of(library, "市教育局", batch)
    send_back(library, BY, [book.id or 0], "进展写得太简单")
    assert book_of(library, "市教育局", batch).sent_back_reason == "进展写得太简单"
    with pytest.raises(NotAllowed):
        send_back(library, BY, [book.id or 0], " ")


def a_mail(tmp_path: Path, sender: str, *books: Path, page: str = "") -> Path:
    """Return a mail with attachments, or a page as its body."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "office@yunzhou.example", "填报表"
    letter["Message-ID"] = "<1@yunzhou.example>"
    letter.set_content("请查收")
    if page:
        letter.add_alternative(page, subtype="html")
    for book in books:
        letter.add_attachment(book.read_bytes(), maintype="application", subtype="vnd.ms-excel", filename=book.name)
    path = tmp_path / "交回.eml"
    path.write_bytes(letter.as_bytes())
    return path


def with_mail(library: Library, **mails: str) -> None:
    """Give units of the library their mail addresses."""
    with library.step("单位邮箱", BY) as step:
        for name, mail in mails.items():
            old = units.find_unit(library, name)
            units.update_unit(step, old, replace(old, mail=mail))


def test_one_person_who_reports_for_two_units_is_never_sure_by_the_mail(
    library: Library, batch: int, tmp_path: Path
) -> None:
    with_mail(library, 市教育局="wang@yunzhou.example")
    books = [
        save(workbook_of(library, name, batch, {0: {"progress": f"{name}已发文"}}), tmp_path / f"{name}.xlsx")
        for name in UNITS[:2]
    ]
    own, other = looked_at(library, a_mail(tmp_path, "王芳 <Wang@yunzhou.example>", *books))
    assert (own.waits, own.rows[0].sure) == ((), True)
    assert (other.waits, other.rows[0].sure) == ((Wait.UNIT_DIFFERS,), False)
    with_mail(library, 市司法局="wang@yunzhou.example")
    both = looked_at(library, a_mail(tmp_path, "wang@yunzhou.example", *books))
    assert [file.waits for file in both] == [(), ()]


def test_a_table_in_the_body_of_a_mail_is_read(library: Library, batch: int, tmp_path: Path) -> None:
    book = book_of(library, "市教育局", batch)
    (row, *_) = dispatches.sent_rows(library, book.id or 0)
    content = tasks_of(library, book.unit_id)[0].content
    cells = (("任务码", "任务内容", "本期进展情况", "完成情况"), (row.code, content, "已发文", "推进中"))
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in cells)
    mail = a_mail(
        tmp_path, "x@y.example", page=f"<html><body><p>填报单位：市教育局</p><table>{page}</table></body></html>"
    )
    (file,) = looked_at(library, mail)
    assert (file.kind, file.by, [row.sure for row in file.rows]) == ("mail", Known.CODE, [True])
    collected(library, mail)
    assert stored_texts(library, "市教育局") == ["已发文"]


def test_a_shared_book_is_the_units_that_its_cell_names(library: Library, tmp_path: Path) -> None:
    batch = send(library, stored_plan(library, *tasks(), day=DAY), shared=True)
    paths = []
    for name in UNITS[:2]:
        made = workbook_of(library, name, batch, {0: {"progress": f"{name}已发文"}})
        paths.append(save(made, tmp_path / f"{name[1:3]}.xlsx"))
    files = looked_at(library, *paths)
    assert [(file.by, file.waits, file.rows[0].sure) for file in files] == [(Known.NAME, (), True)] * 2
    collected(library, *paths)
    assert [stored_texts(library, name) for name in UNITS] == [["市教育局已发文"], ["市司法局已发文"], []]


def test_two_units_sheets_in_one_workbook_are_each_its_own(library: Library, batch: int, tmp_path: Path) -> None:
    made = workbook_of(library, "市教育局", batch, {0: {"progress": "教育已发文"}})
    other = workbook_of(library, "市司法局", batch, {0: {"progress": "司法已发文"}})["填报表"]
    copy = made.create_sheet("另一家")
    for row in other.iter_rows():
        for cell in row:
            copy.cell(cell.row, cell.column, cell.value)
    path = save(made, tmp_path / "汇总.xlsx")
    (file,) = looked_at(library, path)
    assert (file.unit, file.waits) == (None, ())
    collected(library, path)
    assert [stored_texts(library, name) for name in UNITS] == [["教育已发文"], ["司法已发文"], []]
    assert book_of(library, "市司法局", batch).returned == TODAY


def test_rows_that_were_hidden_by_hand_are_told(library: Library, batch: int, tmp_path: Path) -> None:
    made = workbook_of(library, "市教育局", batch, usual_fill())
    made["填报表"].row_dimensions[FIRST + 1].hidden = True
    (file,) = looked_at(library, save(made, tmp_path / "表.xlsx"))
    assert len(file.absent) == 1
    assert "隐藏" in told_of_file(file)


def test_a_doubtful_file_makes_no_sure_one_wait(library: Library, batch: int, tmp_path: Path) -> None:
    sure = save(workbook_of(library, "市教育局", batch, {0: {"progress": "已发文"}}), tmp_path / "表.xlsx")
    renamed = save(workbook_of(library, "市教育局", batch, {0: {"progress": "改名的"}}), tmp_path / "市司法局.xlsx")
    done = collected(library, sure, renamed)
    assert (done.merged, done.waiting) == (1, 1)
    assert stored_texts(library, "市教育局") == ["已发文"]


def test_a_book_parted_over_tables_lacks_only_what_none_of_them_has(
    library: Library, batch: int, tmp_path: Path
) -> None:
    """As printed to PDF, page by page."""
    made = workbook_of(library, "市教育局", batch, usual_fill())
    first = made.worksheets[1]
    second = made.copy_worksheet(first)
    first.delete_rows(FIRST + 3, 3)
    second.delete_rows(FIRST, 4)
    (file,) = looked_at(library, save(made, tmp_path / "表.xlsx"))
    unit = units.find_unit(library, "市教育局").id
    assert file.absent == (tasks_of(library, unit)[3].id,)


def test_a_book_that_went_back_lacks_nothing_but_its_own_rows(library: Library, batch: int, tmp_path: Path) -> None:
    collected(library, save(workbook_of(library, "市教育局", batch, usual_fill()), tmp_path / "表.xlsx"))
    number = book_of(library, "市教育局", batch).id or 0
    whole = returned_book(library, number)
    back = replace(whole, rows=tuple(replace(row, opinion="请补网址。") for row in whole.rows[:2]))
    dispatching.send_back(library, BY, number, back, tmp_path / "退回.xlsx")
    made = load_workbook(tmp_path / "退回.xlsx")
    made["填报表"].delete_rows(4)
    (file,) = looked_at(library, save(made, tmp_path / "补报.xlsx"))
    assert file.absent == (whole.rows[0].task_id,)
