"""下发填报表 and the page 下发与回收, with the real widgets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.books import Leave, SendOrder, UnitBook
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.services import dispatching
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import take_over
from gongkai_desk.standing.cycle.books import outgoing
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches
from tests.builders import a_plan, a_task, stored_plan
from tests.ui import answers
from ui.commands.cycle.dispatching import SEND, Sending
from ui.dialogs.base import ask
from ui.dialogs.rounds.back_dialog import BackAnswer, BackDialog
from ui.dialogs.rounds.book_dialogs import LeaveDialog, Receipt, ReceiptDialog
from ui.dialogs.rounds.send_dialog import SendAnswer, SendDialog, Wanted
from ui.dialogs.rounds.unplaced_dialog import UnplacedDialog
from ui.pages.dispatches import Dispatches
from ui.window.window import MainWindow

CLOSING = date(2022, 12, 10)


LONG = Deadline("长期坚持", DeadlineKind.LONG_TERM, None, ())


@pytest.fixture
def plan_id(window: MainWindow) -> int:
    """A plan whose tasks have units of the directory."""
    library = window.desk.library
    assert library is not None
    units = (("市交通局",), ("市教育局", "市民政局"))
    tasks = [a_task(seq=str(n + 1), lead=(), responsible=units[n % 2], deadline=LONG) for n in range(4)]
    plan = a_plan(title="云州市2022年政务公开工作要点", year=2022)
    made = stored_plan(library, *tasks, day=date(2022, 3, 2), plan=plan)
    window.desk.read_again()
    return made


@pytest.fixture
def page(window: MainWindow, plan_id: int, tmp_path: Path) -> Dispatches:
    """The page, after a batch went out to three units."""
    library = window.desk.library
    assert library is not None
    of = outgoing(library, SendOrder(plan_id, "2022Q4", CLOSING), window.desk.today)
    staged = dispatching.stage(tmp_path, of)
    window.desk.do(lambda library, by: dispatching.send(library, by, staged)[0])
    staged.discard()
    window.here().ways.go_to_page("dispatches")
    shown = window.stage._middle.currentWidget()
    assert isinstance(shown, Dispatches)
    return shown


def choose(page: Dispatches, row: int) -> None:
    page.view.setCurrentIndex(page.model.index(row, 1))
    page.view.selectRow(row)


def texts(page: Dispatches, column: int) -> list[str]:
    return [page.model.text(row, column) for row in range(page.model.rowCount())]


def test_what_was_chosen_goes_out_and_can_be_taken_back(
    window: MainWindow, plan_id: int, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = SendAnswer(SendOrder(plan_id, "2022Q4", CLOSING), tmp_path)
    monkeypatch.setattr(SendDialog, "ask", lambda *given: answer)
    library = window.desk.library
    assert library is not None
    with qtbot.waitSignal(window.desk.changed):
        window.menus.action(SEND).trigger()
    (batch,) = dispatches.dispatches(library)
    assert batch.batch == "2022Q4-01"
    assert len(list(tmp_path.glob("*填报表.xlsx"))) == len(dispatches.dispatch_units(library))
    window.menus["undo"].trigger()
    assert dispatches.dispatches(library) == []
    assert all(each.ended for each in window.findChildren(Sending))


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_registered(
    window: MainWindow, plan_id: int, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = SendAnswer(SendOrder(plan_id, "2022Q4", CLOSING), window.desk.library.folder)  # type: ignore[union-attr]
    told: list[str] = []
    monkeypatch.setattr(SendDialog, "ask", lambda *given: answer)
    monkeypatch.setattr(ask, "tell", lambda parent, title, text: told.append(text))
    window.menus.action(SEND).trigger()
    qtbot.waitUntil(lambda: bool(told))
    assert "没有下发" in told[0]
    assert dispatches.dispatches(window.desk.library) == []  # type: ignore[arg-type]


@pytest.fixture
def dialog(window: MainWindow, plan_id: int, qtbot: QtBot, tmp_path: Path) -> SendDialog:
    plan = next(each for each in window.desk.shelf.plans() if each.id == plan_id)
    window.desk.settings.export_folder = tmp_path
    library = window.desk.library
    assert library is not None
    made = SendDialog(window.desk, library, Wanted(plan, "2022Q4"), window)
    qtbot.addWidget(made)
    return made


def test_the_dialog_says_what_will_happen(dialog: SendDialog) -> None:
    assert dialog.closing.day() == CLOSING
    assert dialog.what.text().startswith("给 3 家单位出填报表，共 4 项任务")
    assert dialog.accept_button.text() == "下发 3 家(&G)"
    assert dialog.accept_button.isEnabled()


def test_the_dialog_says_what_is_missing(dialog: SendDialog, tmp_path: Path) -> None:
    dialog.units.clear_shown()
    assert dialog.note.text() == "请勾选要下发的单位。"
    dialog.units.tick_shown()
    dialog.closing.show_day(date(2022, 1, 1))
    assert "早于今天" in dialog.note.text()
    dialog.closing.show_day(CLOSING)
    dialog.folder.setText(str(tmp_path / "没有"))
    assert "不存在" in dialog.note.text()
    assert not dialog.accept_button.isEnabled()


def test_marked_papers_ask_for_the_channel_before_mail_is_drafted(dialog: SendDialog) -> None:
    assert not dialog.confirmed.isEnabled()
    dialog.internal.setChecked(True)
    assert "可复制的通知文字" not in dialog.what.text()
    dialog.mail.setChecked(True)
    assert "渠道" in dialog.note.text()
    dialog.confirmed.setChecked(True)
    assert dialog.note.text() == ""
    assert dialog.answer().order.confirmed


def test_another_period_asks_again(dialog: SendDialog) -> None:
    dialog.period.setCurrentIndex(dialog.period.findData("2022Q3"))
    assert dialog.answer().order.period == "2022Q3"
    assert dialog.closing.day() >= date(2022, 11, 22)


def test_the_matrix_tells_units_and_periods(page: Dispatches) -> None:
    assert sorted(texts(page, 0)) == ["市交通局", "市教育局", "市民政局"]
    assert texts(page, 1) == ["未报"] * 3
    assert page.sum.text() == "2022年四季度下发 3 家：未报 3"
    assert page.batch_model.text(0, 5) == "0／3"


def test_a_book_that_came_changes_its_cell(page: Dispatches) -> None:
    day = page.desk.today
    book = page.model.book(0, 1)
    assert book is not None
    page.desk.write(lambda library: _set(library, page, replace(book.book, returned=day)))
    page.refresh()
    assert texts(page, 1)[0] == "已收待归"
    page.select_missing()
    assert [each.unit.name for each in page.chosen()] == texts(page, 0)[1:]


def _set(library, page: Dispatches, book):  # type: ignore[no-untyped-def]
    with library.step("收到", page.desk.by) as step:
        dispatches.set_book(step, book)
    return step.changes


def test_a_receipt_is_noted_for_the_selected_units(page: Dispatches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReceiptDialog, "ask", lambda *given: Receipt(date(2022, 11, 23), "王芳"))
    choose(page, 1)
    page.acts["sign"].click()
    assert "签收：2022年11月23日，王芳" in page.facts.text()
    assert page.batch_model.text(0, 6) == "1 家"


def test_a_later_day_is_granted_to_one_and_to_all(page: Dispatches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LeaveDialog, "ask", lambda *given: Leave(date(2022, 12, 20), "李主任", "汛期"))
    choose(page, 0)
    page.acts["leave"].click()
    assert "报送截止：2022年12月20日（原2022年12月10日）" in page.facts.text()
    choose(page, 1)
    assert "报送截止：2022年12月10日" in page.facts.text()
    monkeypatch.setattr(LeaveDialog, "ask", lambda *given: Leave(date(2022, 12, 25), "李主任", "汛期"))
    page.acts["leave_all"].click()
    assert "2022年12月25日" in page.batch_model.text(0, 3)


def test_only_the_selected_units_get_the_next_batch(page: Dispatches, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Wanted] = []
    monkeypatch.setattr(SendDialog, "ask", lambda parent, desk, library, wanted: asked.append(wanted))
    choose(page, 0)
    page.acts["again"].click()
    (wanted,) = asked
    assert (wanted.period, len(wanted.unit_ids or ())) == ("2022Q4", 1)


def test_slips_are_offered_for_the_selected_units_only(page: Dispatches, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.dialogs.chasing.slip_dialog import SlipDialog

    asked: list[object] = []
    monkeypatch.setattr(SlipDialog, "ask", lambda parent, desk, scopes: asked.append(scopes[0]))
    choose(page, 0)
    page.acts["chase"].click()
    assert asked[0].unit_ids == {page.model.unit(0).id}  # type: ignore[attr-defined]


def test_rows_go_back_with_an_opinion_each(page: Dispatches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = page.model.book(0, 1)
    assert book is not None
    choose(page, 0)
    assert not page.acts["back"].isEnabled()  # nothing came yet
    page.desk.write(lambda library: _set(library, page, replace(book.book, returned=date(2022, 11, 21))))
    page.refresh()
    choose(page, 0)

    def answered(parent: object, of: UnitBook, folder: Path) -> BackAnswer:
        dialog = BackDialog(of, tmp_path, page)
        assert not dialog.accept_button.isEnabled()
        dialog.model.setData(dialog.model.index(0, 3), "请补充网址。")
        assert dialog.accept_button.isEnabled()
        return dialog.answer()

    monkeypatch.setattr(BackDialog, "ask", answered)
    page.acts["back"].click()
    assert texts(page, 1)[0] == "退回"
    assert "退回：2022年11月22日：请补充网址。" in page.facts.text()
    assert len(list(tmp_path.glob("*（退回补报）.xlsx"))) == 1


def test_a_batch_is_removed_after_a_question(page: Dispatches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "choose", lambda *given: True)
    page.acts["remove"].click()
    assert not page.empty.isHidden()
    page.where().frame.action(SEND)
    assert page.empty.heading.text() == "还没有下发过填报表"


@pytest.mark.parametrize("press", [lambda page, bot: bot.keyClick(page.view, Qt.Key.Key_Down)])
def test_the_keys_go_from_unit_to_unit(
    page: Dispatches, qtbot: QtBot, press: Callable[[Dispatches, QtBot], None]
) -> None:
    choose(page, 0)
    page.view.setFocus()
    press(page, qtbot)
    assert page.name.text() == page.model.unit(1).name


def test_a_paper_whose_unit_is_unknown_is_counted_and_assigned_by_a_click(
    window: MainWindow, page: Dispatches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = window.desk.library
    assert library is not None
    assert not page.unplaced.isVisibleTo(page)
    first, second, *_ = texts(page, 0)
    (path,) = tmp_path.glob(f"*{first}*填报表.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    sheet["A2"] = str(sheet["A2"].value).replace(first, second)
    for row in sheet.iter_rows(min_row=4):  # a text in the column of progress of each row
        if row[0].value and "-" in str(row[0].value):
            row[5].value = row[6].value = "已办两次。"
    book.save(tmp_path / "填报表.xlsx")
    rounds = Rounds(library)
    files = reviewed(rounds, received([tmp_path / "填报表.xlsx"]), Asked())
    window.desk.do(lambda at, by: take_over(at, by, rounds, files).changes)
    assert (page.unplaced.isVisibleTo(page), page.unplaced.text()) == (True, "未能判定单位 1 份…")

    def choose_first(dialog: UnplacedDialog) -> None:
        offered = [each.text() for each in dialog.guesses if each.isVisibleTo(dialog)]
        assert sorted(offered) == sorted([f"{first}（任务码）", f"{second}（填报单位）"])
        dialog.guesses[0].click()

    answers.answer(monkeypatch, UnplacedDialog, choose_first, answers.REJECTED)
    page.unplaced.click()
    assert texts(page, 1)[:2] == ["已收待归", "未报"]
    assert not page.unplaced.isVisibleTo(page)
