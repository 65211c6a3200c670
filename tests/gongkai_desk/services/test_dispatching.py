"""Batches go out as one step: books, codes, closing days, 签收."""

import email
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from gongkai_desk.domain.calendar import ItemKind
from gongkai_desk.domain.cycle.books import Leave, SendOrder
from gongkai_desk.domain.cycle.rounds import Return
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Why
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import NewReport, Said
from gongkai_desk.errors import NoPermission, NotAllowed, UnknownId
from gongkai_desk.services import dispatching, undo
from gongkai_desk.services.dispatching import Sent
from gongkai_desk.services.progress.closing import move
from gongkai_desk.services.progress.work import report
from gongkai_desk.services.units import edit_unit
from gongkai_desk.standing.calendar import year_calendar
from gongkai_desk.standing.cycle.books import outgoing, returned_book
from gongkai_desk.standing.cycle.owed import back_closing
from gongkai_desk.standing.cycle.returns import returns
from gongkai_desk.standing.lights import lights
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, upward
from gongkai_desk.store.journal import touched_tasks
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, work
from gongkai_desk.words.codes import read_book_code, read_row_code
from tests.builders import a_task, stored_plan

ENTERED, DAY, CLOSING = date(2026, 3, 10), date(2026, 6, 15), date(2026, 6, 25)
BY = By("李明", DAY)
LONG = Deadline("长期坚持", DeadlineKind.LONG_TERM, None, ())


@pytest.fixture
def plan(library: Library) -> int:
    tasks = (
        a_task(lead=(), responsible=("市司法局", "市教育局"), deadline=LONG),
        a_task(seq="2", title="公开规划", lead=(), responsible=("市司法局",), deadline=LONG),
        a_task(seq="3", title="由谁不明", lead=(), responsible=("相关单位",), deadline=LONG),
    )
    return stored_plan(library, *tasks, day=ENTERED)


@pytest.fixture
def order(plan: int) -> SendOrder:
    return SendOrder(plan, "2026Q2", CLOSING)


def sent(library: Library, order: SendOrder, folder: Path) -> Sent:
    of = outgoing(library, order, DAY)
    staged = dispatching.stage(folder, of)
    try:
        return dispatching.send(library, BY, staged)[1]
    finally:
        staged.discard()


def states(library: Library) -> dict[str, Return]:
    return {each.unit.name: each.standing for each in returns(library)}


def test_each_unit_gets_its_tasks_and_nobody_gets_those_of_open_units(library: Library, order: SendOrder) -> None:
    of = outgoing(library, order, DAY)
    assert {p.book.unit: [row.title for row in p.book.rows] for p in of.parcels} == {
        "市司法局": ["规范政策发布", "公开规划"],
        "市教育局": ["规范政策发布"],
    }
    assert [task.title for task in of.open_tasks] == ["由谁不明"]


def test_books_lie_in_the_folder_and_are_registered(library: Library, order: SendOrder, tmp_path: Path) -> None:
    done = sent(library, order, tmp_path / "填报")
    (batch,) = dispatches.dispatches(library)
    assert (batch.batch, batch.period, batch.closing, batch.id) == ("2026Q2-01", "2026Q2", CLOSING, done.dispatch_id)
    books = dispatches.dispatch_units(library)
    there = {path.name for path in (tmp_path / "填报").iterdir()}
    assert {book.file_name for book in books} <= there
    assert any(name.endswith("-市司法局-2026年二季度填报表.xlsx") for name in there)
    assert not any(name.startswith(".") for name in there)


def test_notice_table_list_and_words_lie_beside(library: Library, order: SendOrder, tmp_path: Path) -> None:
    sent(library, replace(order, zipped=True), tmp_path)
    for name in ("报送通知", "附件1 任务分解表", "下发清单", "可复制的通知文字", "填报表"):
        assert [path for path in tmp_path.iterdir() if path.name.startswith(f"{name}（2026Q2-01）")], name
    said = "\n".join(each.text for each in docx.Document(str(tmp_path / "报送通知（2026Q2-01）.docx")).paragraphs)
    assert "请于2026年6月25日前报送" in said
    assert "共2项，涉及2家单位" in said
    assert "{{" not in said
    with ZipFile(tmp_path / "填报表（2026Q2-01）.zip") as package:
        assert len(package.namelist()) == 3


def test_the_offices_own_template_is_taken_and_an_unknown_name_is_said(
    library: Library, order: SendOrder, tmp_path: Path
) -> None:
    own = library.folder / "templates" / "dispatch-notice.docx"
    own.parent.mkdir()
    made = docx.Document()
    made.add_paragraph("{{发文单位}}：{{从未听说}}")
    made.save(str(own))
    staged = dispatching.stage(tmp_path, outgoing(library, order, DAY))
    assert staged.unknown == ("从未听说",)
    staged.discard()


def test_mail_is_drafted_for_units_with_a_mailbox(library: Library, order: SendOrder, tmp_path: Path) -> None:
    unit = units.find_unit(library, "市司法局")
    edit_unit(library, BY, unit.id, mail="sfj@example.cn")
    of = outgoing(library, replace(order, mail=True), DAY)
    assert of.without_mail == ("市教育局",)
    sent(library, replace(order, mail=True), tmp_path)
    (draft,) = (tmp_path / "邮件草稿（2026Q2-01）").iterdir()
    mail = email.message_from_bytes(draft.read_bytes())
    assert mail["To"].endswith("<sfj@example.cn>")
    assert len([part for part in mail.walk() if part.get_content_disposition() == "attachment"]) == 2


def test_marked_papers_get_no_words_unless_the_channel_is_confirmed(
    library: Library, order: SendOrder, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed) as refused:
        outgoing(library, replace(order, internal=True, mail=True), DAY)
    assert refused.value.data["lacks"] == ("channel",)
    assert not outgoing(library, replace(order, internal=True), DAY).worded
    sent(library, replace(order, internal=True), tmp_path / "一")
    assert not list((tmp_path / "一").glob("可复制*"))
    sent(library, replace(order, internal=True, confirmed=True, mail=True), tmp_path / "二")
    assert list((tmp_path / "二").glob("可复制*"))


def test_codes_of_book_and_rows_are_those_of_the_register(library: Library, order: SendOrder, tmp_path: Path) -> None:
    sent(library, order, tmp_path)
    identity = library.origin.library
    for book in dispatches.dispatch_units(library):
        assert read_book_code(book.code, identity) == book.id
        assert [read_row_code(row.code, identity) for row in dispatches.sent_rows(library, book.id or 0)] == [
            (book.id, place) for place in range(len(dispatches.sent_rows(library, book.id or 0)))
        ]


def test_the_batch_is_one_step_and_undo_takes_all_of_it(library: Library, order: SendOrder, tmp_path: Path) -> None:
    sent(library, order, tmp_path)
    undo.undo(library, BY)
    assert dispatches.dispatches(library) == []
    assert dispatches.dispatch_units(library, (1,)) == []
    assert outgoing(library, order, DAY).batch == "2026Q2-01"
    sent(library, order, tmp_path / "再")  # other ids come next, and are what the books bear
    assert states(library) == {"市司法局": Return.MISSING, "市教育局": Return.MISSING}


def test_what_cannot_be_written_is_not_registered(library: Library, order: SendOrder, tmp_path: Path) -> None:
    staged = dispatching.stage(tmp_path, outgoing(library, order, DAY))
    staged.path(staged.of.parcels[1].file_name).unlink()
    with pytest.raises(NoPermission):
        dispatching.send(library, BY, staged)
    staged.discard()
    assert (dispatches.dispatches(library), list(tmp_path.glob("*.xlsx"))) == ([], [])


def test_the_notice_is_kept_as_it_went_out(library: Library, order: SendOrder, tmp_path: Path) -> None:
    done = sent(library, order, tmp_path)
    notice = done.files["报送通知（2026Q2-01）.docx"]
    kept = upward.copy_path(library, dispatches.dispatch(library, done.dispatch_id).filed_copy_id or 0)
    assert (kept.read_bytes(), kept.stat().st_mode & 0o222) == (notice.read_bytes(), 0)
    undo.undo(library, BY)
    assert upward.filed_copies(library) == {}


def test_papers_with_other_numbers_are_refused(library: Library, order: SendOrder, tmp_path: Path) -> None:
    staged = dispatching.stage(tmp_path, outgoing(library, order, DAY))
    sent(library, order, tmp_path)
    with pytest.raises(ValueError, match="other numbers"):
        dispatching.send(library, BY, staged)
    staged.discard()
    assert len(dispatches.dispatches(library)) == 1


def test_a_name_that_is_taken_is_not_overwritten(library: Library, order: SendOrder, tmp_path: Path) -> None:
    first, second = sent(library, order, tmp_path), sent(library, order, tmp_path)
    assert not set(first.files.values()) & set(second.files.values())
    names = {book.file_name for book in dispatches.dispatch_units(library, (second.dispatch_id,))}
    assert names <= {path.name for path in second.files.values()}


def test_a_shared_book_goes_to_units_with_the_same_tasks(library: Library, tmp_path: Path) -> None:
    both = ("市司法局", "市教育局")
    plan = stored_plan(library, a_task(lead=(), responsible=both), day=ENTERED)
    done = sent(library, SendOrder(plan, "2026Q3", date(2026, 9, 25), shared=True), tmp_path)
    first, second = dispatches.dispatch_units(library, (done.dispatch_id,))
    assert first.file_name == second.file_name
    assert first.code == second.code
    assert read_book_code(first.code, library.origin.library) == first.id
    (row,) = dispatches.sent_rows(library, second.id or 0)
    assert read_row_code(row.code, library.origin.library) == (first.id, 0)
    assert dispatches.dispatch(library, done.dispatch_id).shared
    book = openpyxl.load_workbook(tmp_path / first.file_name)
    assert book.sheetnames == ["填报说明", "填报表", "适用单位"]


def test_reported_and_closed_tasks_are_told_on_the_second_sheet(library: Library, order: SendOrder) -> None:
    first, second, _ = plans.tasks(library, order.plan_id)
    report(library, BY, first.id, NewReport("市司法局", DAY, "已办。"))
    move(library, BY, second.id, "市司法局", Action.NOT_APPLICABLE, Said("无此职能"))
    of = outgoing(library, order, DAY)
    assert [parcel.book.unit for parcel in of.parcels] == ["市教育局"]


def test_the_last_report_stands_beside(library: Library, order: SendOrder) -> None:
    first = plans.tasks(library, order.plan_id)[0]
    report(library, By("李明", date(2026, 3, 20)), first.id, NewReport("市司法局", date(2026, 3, 20), "已过半。"))
    books = {parcel.book.unit: parcel.book for parcel in outgoing(library, order, DAY).parcels}
    assert books["市司法局"].rows[0].previous == "已过半。"
    assert [books[unit].previous for unit in ("市司法局", "市教育局")] == [True, False]
    assert not any(parcel.book.previous for parcel in outgoing(library, replace(order, previous=False), DAY).parcels)


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        pytest.param({"period": "二季度"}, "period", id="no period"),
        pytest.param({"closing": date(2026, 6, 1)}, "closing", id="closing day is over"),
        pytest.param({"unit_ids": frozenset({9999})}, "something_owed", id="nobody"),
    ],
)
def test_what_cannot_go_out_is_said(library: Library, order: SendOrder, change: dict, lack: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(NotAllowed) as refused:
        outgoing(library, replace(order, **change), DAY)
    assert refused.value.data["lacks"] == (lack,)


def test_receipts_are_noted_and_taken_back(library: Library, order: SendOrder, tmp_path: Path) -> None:
    sent(library, order, tmp_path)
    book = dispatches.dispatch_units(library)[0]
    assert book.id is not None
    dispatching.sign(library, BY, [book.id], DAY, "王芳")
    assert dispatches.dispatch_unit(library, book.id).receipt_by == "王芳"
    dispatching.sign(library, BY, [book.id], None)
    assert dispatches.dispatch_unit(library, book.id) == book
    with pytest.raises(UnknownId):
        dispatching.sign(library, BY, [9999], DAY)


def test_a_moved_closing_day_holds_for_its_unit_and_the_old_one_stays(
    library: Library, order: SendOrder, tmp_path: Path
) -> None:
    done = sent(library, order, tmp_path)
    book = dispatches.dispatch_units(library)[0]
    leave = Leave(date(2026, 7, 3), "李主任", "汛期")
    dispatching.move_closing(library, BY, done.dispatch_id, leave, [book.id or 0])
    closings = {each.book.id: (each.closing, [move.was for move in each.moves]) for each in returns(library)}
    assert closings.pop(book.id) == (date(2026, 7, 3), [CLOSING])
    assert list(closings.values()) == [(CLOSING, [])]
    with pytest.raises(NotAllowed):
        dispatching.move_closing(library, BY, done.dispatch_id, leave, [book.id or 0])


def test_rows_go_back_with_their_codes_and_what_was_written(library: Library, order: SendOrder, tmp_path: Path) -> None:
    sent(library, order, tmp_path)
    each = next(each for each in returns(library) if each.unit.name == "市司法局")
    number = each.book.id or 0
    first = plans.tasks(library, order.plan_id)[0].id
    report(library, BY, first, NewReport("市司法局", DAY, "已办。", "2026Q2"))
    with library.step("收到", BY) as step:
        dispatches.set_book(step, replace(each.book, returned=DAY, taken=DAY))
    book = returned_book(library, number)
    assert [row.code for row in book.rows] == [row.code for row in dispatches.sent_rows(library, number)]
    assert book.rows[0].written.progress == "已办。"
    back = replace(book, rows=(replace(book.rows[0], opinion="请补充网址。"),))
    dispatching.send_back(library, BY, number, back, tmp_path / "退回.xlsx")
    assert states(library)["市司法局"] is Return.SENT_BACK
    assert work.reports(library, [first])[0].returned == "请补充网址。"
    assert [row.progress for row in dispatches.sent_rows(library, number)] == ["已办。", ""]
    assert "请补充网址。" in {cell.value for cell in openpyxl.load_workbook(tmp_path / "退回.xlsx")["填报表"][4]}
    undo.undo(library, BY)
    assert states(library)["市司法局"] is Return.REPORTED


def test_what_goes_back_after_the_closing_day_may_come_later_and_is_not_late(
    library: Library, order: SendOrder, tmp_path: Path
) -> None:
    sent(library, order, tmp_path)
    each = next(each for each in returns(library) if each.unit.name == "市司法局")
    number, late = each.book.id or 0, By("李明", date(2026, 6, 26))
    with library.step("收到", BY) as step:
        dispatches.set_book(step, replace(each.book, returned=DAY, taken=DAY))
    book = returned_book(library, number)
    rows = (replace(book.rows[0], opinion="请补充网址。"),)
    past = replace(book, rows=rows, closing=date(2026, 6, 24))
    with pytest.raises(NotAllowed):
        dispatching.send_back(library, late, number, past, tmp_path / "早.xlsx")
    back = replace(book, rows=rows, closing=back_closing(library, book.closing, late.today))
    assert back.closing == date(2026, 7, 3)
    dispatching.send_back(library, late, number, back, tmp_path / "退回.xlsx")
    assert "报送截止：2026年7月3日" in str(
        [cell.value for cell in openpyxl.load_workbook(tmp_path / "退回.xlsx")["填报表"][2]]
    )
    with library.step("补报", late) as step:
        dispatches.set_book(
            step, replace(dispatches.dispatch_unit(library, number), returned=date(2026, 7, 2), taken=DAY)
        )
    assert states(library)["市司法局"] is Return.REPORTED


def test_rows_without_opinion_do_not_go_back(library: Library, order: SendOrder, tmp_path: Path) -> None:
    sent(library, order, tmp_path)
    number = dispatches.dispatch_units(library)[0].id or 0
    with pytest.raises(NotAllowed):
        dispatching.send_back(library, BY, number, returned_book(library, number), tmp_path / "退回.xlsx")
    assert not (tmp_path / "退回.xlsx").exists()


def test_the_light_follows_a_later_day_for_its_unit(library: Library, order: SendOrder, tmp_path: Path) -> None:
    done = sent(library, order, tmp_path)
    each = next(each for each in returns(library) if each.unit.name == "市司法局")
    first, after = plans.tasks(library, order.plan_id)[0].id, date(2026, 7, 10)
    assert missing(library, first, after) == {"市教育局": {"2026Q1", "2026Q2"}, "市司法局": {"2026Q1", "2026Q2"}}
    leave = Leave(date(2026, 7, 15), "李主任", "汛期")
    changes = dispatching.move_closing(library, BY, done.dispatch_id, leave, [each.book.id or 0])
    assert touched_tasks(library, changes) is None
    assert missing(library, first, after) == {"市教育局": {"2026Q1", "2026Q2"}, "市司法局": {"2026Q1"}}
    assert missing(library, first, date(2026, 7, 30))["市司法局"] == {"2026Q1", "2026Q2"}
    changes = dispatching.remove(library, BY, done.dispatch_id)
    assert touched_tasks(library, changes) == {row.task_id for row in dispatches.sent_rows(library, each.book.id or 0)}
    assert missing(library, first, after)["市司法局"] == {"2026Q1", "2026Q2"}


def test_the_calendar_shows_a_later_day_for_its_unit(library: Library, order: SendOrder, tmp_path: Path) -> None:
    done = sent(library, order, tmp_path)
    each = next(each for each in returns(library) if each.unit.name == "市司法局")
    usual = [day for day, units in asked_days(library) if "市司法局" in units]
    leave = Leave(date(2026, 8, 15), "李主任", "汛期")
    dispatching.move_closing(library, BY, done.dispatch_id, leave, [each.book.id or 0])
    moved = asked_days(library)
    assert (date(2026, 8, 15), ("市司法局",)) in moved
    assert len([day for day, units in moved if "市司法局" in units]) == len(usual)
    assert [day for day, units in moved if "市教育局" in units] == usual


def asked_days(library: Library) -> list[tuple[date, tuple[str, ...]]]:
    """Return the days of the year on which progress is due, each with its units."""
    items = year_calendar(library, 2026, today=DAY)
    return [(item.day, item.units) for item in items if item.kind is ItemKind.REPORT]


def missing(library: Library, task_id: int, day: date) -> dict[str, set[str]]:
    """Return the periods on which each unit's report is missing on a day."""
    shares = lights(library, day, [task_id])[task_id].by_unit
    return {share.unit: {each.period for each in light.reasons if each.why is Why.REPORT_MISSING}
            for share, light in shares}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, Return.MISSING, id="nothing came"),
        pytest.param({"returned": CLOSING}, Return.WAITING, id="came, not laid"),
        pytest.param({"returned": CLOSING, "taken": CLOSING}, Return.REPORTED, id="laid"),
        pytest.param({"returned": date(2026, 6, 26), "taken": date(2026, 6, 26)}, Return.LATE, id="came late"),
        pytest.param({"returned": CLOSING, "taken": CLOSING, "zero": True}, Return.ZERO, id="nothing new"),
        pytest.param({"returned": DAY, "taken": DAY, "sent_back": CLOSING}, Return.SENT_BACK, id="went back"),
        pytest.param({"returned": CLOSING, "taken": CLOSING, "sent_back": DAY}, Return.REPORTED, id="came again"),
        pytest.param({"returned": DAY, "sent_back": DAY}, Return.SENT_BACK, id="went back on the day it came"),
        pytest.param({"returned": DAY, "taken": DAY, "sent_back": DAY}, Return.REPORTED, id="came again that day"),
    ],
)
def test_what_became_of_a_book(
    library: Library, order: SendOrder, tmp_path: Path, facts: dict[str, object], expected: Return
) -> None:
    sent(library, order, tmp_path)
    book = dispatches.dispatch_units(library)[0]
    with library.step("收到", BY) as step:
        dispatches.set_book(step, replace(book, **facts))  # type: ignore[arg-type]
    of = {each.book.id: each.standing for each in returns(library)}
    assert of[book.id] is expected


def test_a_removed_batch_is_in_no_matrix(library: Library, order: SendOrder, tmp_path: Path) -> None:
    done = sent(library, order, tmp_path)
    dispatching.remove(library, BY, done.dispatch_id)
    assert returns(library) == []
    assert units.find_unit(library, "市司法局")
