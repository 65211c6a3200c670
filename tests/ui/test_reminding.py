"""催办 in the window: slips, the list, calls, the log, the register, the toolbar."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.slips import Call, Means, Slip, SlipKind, SlipTask
from gongkai_desk.domain.state import Action
from gongkai_desk.services import office, slips, undo, units
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.progress import closing
from gongkai_desk.services.slips import stage
from gongkai_desk.standing import due_slips
from gongkai_desk.store import units as stored
from gongkai_desk.store.entries import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, setting
from gongkai_desk.words.whole_dates import read_day
from tests.builders import a_plan, a_task
from ui.callees import callees
from ui.commands import chasing
from ui.commands.chasing import call_acts
from ui.desk import Desk
from ui.dialogs.base.written import SlipsWritten, Written, draft_mails
from ui.dialogs.chasing.calls import CallDialog, CallLog
from ui.dialogs.chasing.slip_dialog import ChaseDialog, SlipDialog, SlipOrder
from ui.dialogs.chasing.slip_register import SlipRegister
from ui.dialogs.office.settings_dialog import NAMES, SlipSettings
from ui.dialogs.tasks.transition_dialog import TransitionDialog
from ui.models.plan_tree import NodeKind
from ui.models.register_table import Entry, EntryColumn, EntryTable
from ui.models.slip_tree import SlipTree
from ui.settings import Settings
from ui.window.window import MainWindow

LATE = date(2026, 10, 9)
TASKS = (
    a_task(lead=(), responsible=("市司法局",)),
    a_task(seq="2", title="公开规划", lead=(), responsible=("市司法局", "市教育局")),
    a_task(seq="3", title="更新目录", lead=(), responsible=("市民政局",), deadline=a_task(seq="3").deadline),
)


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    made = Desk(LATE, "李明", settings)
    yield made
    made.jobs.shut_down()
    made.close()


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "云州市.gkdesk"
    with Library.create(folder, "云州市台账", day=date(2026, 3, 9)) as library:
        draft = Draft("要点.docx", (a_plan(),), (Part(PartKind.TABLE, "任务分解表", TASKS),))
        add_plan(library, By("李明", date(2026, 3, 10)), Intake(draft, 0))
        number = stored.find_unit(library, "市教育局").id
        facts = {"contact": "张华", "phone": "8800", "mail": "jy@yunzhou.example.cn"}
        units.edit_unit(library, By("李明", date(2026, 3, 10)), number, **facts)
    return folder


@pytest.fixture
def lit(window: MainWindow, tmp_path: Path) -> MainWindow:
    window.settle()
    (tmp_path / "发文").mkdir()
    window.desk.settings.export_folder = tmp_path / "发文"
    return window


def number_of(window: MainWindow, name: str) -> int:
    assert window.desk.library is not None
    return stored.find_unit(window.desk.library, name).id


def dialog(qtbot: QtBot, window: MainWindow) -> SlipDialog:
    made = SlipDialog(window.desk, chasing.scopes(window.here()), window)
    made.office.setText("市政府办公室")
    qtbot.addWidget(made)
    return made


def issue(window: MainWindow, **among: object) -> tuple[Slip, ...]:
    of = due_slips.Among(**among)  # type: ignore[arg-type]
    drafts = due_slips.slips(window.desk.library, [SlipKind.CHASE], today=LATE, among=of)
    window.desk.write(lambda library: slips.issue(library, By("李明", LATE), drafts)[0])
    return drafts


# -- 出催办单


def test_the_office_is_asked_for_with_the_first_slip(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    shown.office.clear()
    assert not shown.accept_button.isEnabled()
    assert "发单单位" in shown.note.text()
    shown.office.setText("市政务公开办")
    assert shown.accept_button.isEnabled()
    assert {slip.office for slip in shown.order().drafts} == {"市政务公开办"}
    assert shown.order().remember[OFFICE] == "市政务公开办"


def test_units_in_arrears_are_ticked_with_reasons_in_words(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    model = shown.picker.model
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    assert [row.data() for row in rows] == ["市教育局", "市民政局", "市司法局"]
    assert rows[2].siblingAtColumn(1).data() == "逾期2项，未报2项"
    assert "2026年9月30日到期，已过9天" in model.index(0, 1, rows[0]).data()
    assert {row.data(Qt.ItemDataRole.CheckStateRole) for row in rows} == {Qt.CheckState.Checked}
    assert shown.accept_button.text() == "生成 3 份(&G)"


def test_ticks_of_items_and_units_say_who_gets_what(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    model, ticks = shown.picker.model, Qt.ItemDataRole.CheckStateRole
    unit = model.index(2, 0)
    model.setData(model.index(0, 0, unit), Qt.CheckState.Unchecked.value, ticks)
    assert unit.data(ticks) == Qt.CheckState.PartiallyChecked
    assert [len(slip.tasks) for slip in shown.order().drafts] == [1, 1, 1]
    model.setData(unit, Qt.CheckState.Unchecked.value, ticks)
    assert [slip.unit for slip in shown.order().drafts] == ["市教育局", "市民政局"]
    shown.picker.tick_none()
    assert not shown.accept_button.isEnabled()
    assert "请勾选" in shown.note.text()


def test_a_search_changes_no_tick(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    shown.picker.search.setText("教育")
    assert shown.picker.model.rowCount() == 1
    assert len(shown.order().drafts) == 3
    shown.picker.tick_none()
    assert [slip.unit for slip in shown.order().drafts] == ["市民政局", "市司法局"]


def test_the_answer_day_is_a_working_day(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    assert shown.until.day() == date(2026, 10, 13)  # three working days on; 10 October is a make-up day
    shown.until.show_day(date(2026, 10, 11))
    assert "不是工作日" in shown.note.text()
    shown.until.show_day(date(2026, 10, 10))
    assert shown.accept_button.isEnabled()
    assert {slip.answer_until for slip in shown.order().drafts} == {date(2026, 10, 10)}


def test_what_is_entered_stands_in_the_preview(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    shown.signer.setText("王强")
    assert "签发人：王强" in shown.text.toPlainText()
    assert "承办单位：市教育局" in shown.text.toPlainText()
    shown.picker.view.setCurrentIndex(shown.picker.model.index(1, 0))
    assert "承办单位：市民政局" in shown.text.toPlainText()


def test_each_colour_keeps_its_own_days_until_a_day_is_chosen(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    shown.picker.kind.setCurrentText("三色督办单（按情形定颜色）")
    assert {slip.kind for slip in shown.order().drafts} == {SlipKind.RED}
    assert shown.until.day() == date(2026, 10, 12)
    assert shown.picker.model.index(0, 1).data().startswith("督办单（红）")


def test_units_without_arrears_can_be_listed_and_ticked(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    shown.picker.kind.setCurrentText("提示单")
    assert shown.picker.model.rowCount() == 0
    assert not shown.picker.none.isHidden()
    shown.picker.others.setChecked(True)
    assert shown.picker.model.rowCount() == 3
    assert shown.order().drafts == ()
    shown.picker.tick_all()
    assert len(shown.order().drafts) == 3


def test_selected_tasks_and_a_unit_of_the_tree_come_first(lit: MainWindow) -> None:
    lit.tasks.view.selectAll()
    assert chasing.scopes(lit.here())[0].name == "选中的 3 项任务"
    lit.tree.choose_special(NodeKind.UNIT, str(number_of(lit, "市教育局")))
    first = chasing.scopes(lit.here())[0]
    assert (first.name, first.unit) == ("市教育局的任务", str(number_of(lit, "市教育局")))


def written(qtbot: QtBot, window: MainWindow, order: SlipOrder, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Issue an order through the job; return the files that the clerk is shown."""
    shown: list[list[Path]] = []
    monkeypatch.setattr(SlipsWritten, "show_for", lambda parent, desk, paths, done: shown.append(list(paths)))
    monkeypatch.setattr(SlipDialog, "ask", lambda *given: order)
    window.menus["slips"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    return shown[0]


def test_slips_are_written_numbered_and_one_step(
    qtbot: QtBot, lit: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = dialog(qtbot, lit)
    shown.signer.setText("王强")
    shown.apart.setChecked(True)
    files = written(qtbot, lit, shown.order(), monkeypatch)
    assert files[0].name == "催办〔2026〕1号市教育局.docx"
    assert "市民政局" in files[1].name
    assert Document(str(files[1])).tables[0].rows[0].cells[-1].text == "1项"
    assert [each.number for each in papers.slip_numbers(lit.desk.library)] == [1, 2, 3]
    assert setting(lit.desk.library, "slip.signer") == "王强"
    assert dialog(qtbot, lit).apart.isChecked()
    lit.menus["undo"].trigger()
    assert papers.slip_numbers(lit.desk.library) == []
    assert written(qtbot, lit, shown.order(), monkeypatch)[0].name == "催办〔2026〕1号市教育局（2）.docx"


def test_cancelling_uses_no_number(qtbot: QtBot, lit: MainWindow) -> None:
    order = dialog(qtbot, lit).order()
    chasing.SlipWriting(lit.here(), order).begin()
    for job in lit.desk.jobs._running.values():
        job.cancel()
    qtbot.waitUntil(lambda: not lit.desk.jobs.busy, timeout=20_000)
    assert papers.slip_numbers(lit.desk.library) == []
    assert list(order.folder.iterdir()) == []


def test_papers_are_written_again_where_numbers_moved_on(
    qtbot: QtBot, lit: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[list[Slip]] = []
    monkeypatch.setattr(SlipsWritten, "show_for", lambda parent, desk, paths, done: shown.append(list(done)))
    order = dialog(qtbot, lit).order()
    writing = chasing.SlipWriting(lit.here(), order)
    staged = stage(order.folder, slips.numbered(lit.desk.library, order.drafts), apart=True)
    issue(lit, unit="市民政局")
    writing.take(staged)
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert [slip.number for slip in shown[0]] == [2, 3, 4]
    assert len(list(order.folder.iterdir())) == 1


def test_a_refusal_says_that_no_number_was_used(qtbot: QtBot, lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    order = dialog(qtbot, lit).order()
    order.folder.rmdir()
    chasing.SlipWriting(lit.here(), order).begin()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "没有占用编号" in said[0]


def test_each_unit_gets_a_draft_with_its_own_slip(
    lit: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    drafts = slips.numbered(lit.desk.library, due_slips.slips(lit.desk.library, [SlipKind.CHASE], today=LATE))
    staged = stage(tmp_path / "发文", drafts, apart=True)
    draft_mails(lit.desk, lit, list(staged.place(tuple(drafts)).values()), drafts)
    assert len(list((tmp_path / "发文").glob("*.eml"))) == 3
    assert "没有登记邮箱、收件人要自己填的：市民政局、市司法局" in said[0]
    letter = next(path for path in (tmp_path / "发文").glob("*.eml") if "市教育局" in path.name)
    assert b"jy@yunzhou.example.cn" in letter.read_bytes()


def test_a_single_slip_is_opened_and_several_by_their_folder(qtbot: QtBot, lit: MainWindow, tmp_path: Path) -> None:
    drafts = slips.numbered(lit.desk.library, due_slips.slips(lit.desk.library, [SlipKind.CHASE], today=LATE))
    one = SlipsWritten([tmp_path / "甲.docx"], drafts[:1])
    many = SlipsWritten([tmp_path / "甲.docx", tmp_path / "乙.docx"], drafts[:2])
    for each in (one, many):
        qtbot.addWidget(each)
    assert (one.opener.isHidden(), many.opener.isHidden()) == (False, True)
    assert (one.opener.isDefault(), many.folder.isDefault()) == (True, True)


# -- 催办名单


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_the_list_is_written_in_three_kinds(
    qtbot: QtBot, lit: MainWindow, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda parent, title, name, kinds: (name, kinds))
    asked = ChaseDialog(lit.desk, chasing.scopes(lit.here()), lit)
    qtbot.addWidget(asked)
    monkeypatch.setattr(ChaseDialog, "ask", lambda *given: (asked.paper(), kind))
    lit.menus["chase_list"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown[0].name == f"政务公开工作催办名单（20261009）.{kind}"
    if kind == "xlsx":
        cells = [cell for row in load_workbook(shown[0]).active.iter_rows(values_only=True) for cell in row]
        assert {"市教育局", "张华", "8800", "逾期1项，未报1项"} <= set(cells)
    elif kind == "docx":
        assert [row.cells[1].text for row in Document(str(shown[0])).tables[0].rows][1:] == [
            "市教育局", "市民政局", "市司法局"
        ]  # fmt: skip
    else:
        assert shown[0].read_bytes()[:5] == b"%PDF-"


def test_the_list_follows_the_ticks(qtbot: QtBot, lit: MainWindow) -> None:
    asked = ChaseDialog(lit.desk, chasing.scopes(lit.here()), lit)
    qtbot.addWidget(asked)
    asked.picker.search.setText("教育")
    asked.picker.tick_none()
    assert [line.unit for line in asked.paper().lines] == ["市民政局", "市司法局"]
    assert asked.model.rowCount() == 2


# -- 登记催办


@pytest.fixture
def calling(qtbot: QtBot, lit: MainWindow) -> CallDialog:
    lit.tasks.choose_task(2)
    made = CallDialog(lit.desk, callees(lit.here()), call_acts(lit.desk), lit)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_one_key_and_enter_store_a_call_and_ready_the_next(qtbot: QtBot, lit: MainWindow, calling: CallDialog) -> None:
    assert [calling.model.text(row, 0) for row in range(calling.model.rowCount())] == ["市教育局", "市司法局"]
    assert "张华　8800" in calling.contact.text()
    qtbot.keyClick(calling.view, Qt.Key.Key_2)
    qtbot.keyClick(calling.view, Qt.Key.Key_Return)
    (entry,) = papers.reminders(lit.desk.library)
    assert (entry.means, entry.task_id, entry.day, entry.unit_id) == (Means.CHAT, 2, LATE, number_of(lit, "市教育局"))
    assert [each.name for each in calling.chosen()] == ["市司法局"]
    assert calling.model.text(0, 2) == "政务微信"


def test_calls_move_on_where_letters_went_out_today_and_stop_at_the_end(qtbot: QtBot, lit: MainWindow) -> None:
    issue(lit)
    lit.tasks.choose_task(2)
    shown = CallDialog(lit.desk, callees(lit.here()), call_acts(lit.desk), lit)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    for _ in range(3):  # two units, and one Enter too many
        qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    calls = [each.unit_id for each in papers.reminders(lit.desk.library) if each.means is Means.PHONE]
    assert sorted(calls) == sorted([number_of(lit, "市教育局"), number_of(lit, "市司法局")])
    assert shown.note.text() == "已登记 2 家。这个名单里的单位都已登记，要再记一笔请先选中单位。"
    shown.view.selectRow(0)
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    assert "已登记 2 家" in shown.note.text()  # two calls to one unit are one unit


def test_digits_typed_into_an_answer_are_no_means(qtbot: QtBot, calling: CallDialog) -> None:
    calling.answer.setFocus()
    qtbot.keyClicks(calling.answer, "10.6")
    assert calling.answer.text() == "10.6"
    assert calling.call().means is Means.PHONE


def test_enter_in_the_search_stores_nothing(qtbot: QtBot, lit: MainWindow, calling: CallDialog) -> None:
    calling.search.setFocus()
    qtbot.keyClicks(calling.search, "88")
    qtbot.keyClick(calling.search, Qt.Key.Key_Return)
    assert papers.reminders(lit.desk.library) == []
    assert (calling.view.hasFocus(), [each.name for each in calling.chosen()]) == (True, ["市教育局"])


def test_enter_in_a_field_issues_nothing(qtbot: QtBot, lit: MainWindow) -> None:
    shown = dialog(qtbot, lit)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.keyClick(shown.picker.search, Qt.Key.Key_Return)
    assert shown.result() == QDialog.DialogCode.Rejected
    assert shown.isVisible()


def test_answer_and_promise_are_stored_and_cleared(qtbot: QtBot, lit: MainWindow, calling: CallDialog) -> None:
    calling.answered_by.setText("赵敏")
    calling.answer.setText("周三报")
    calling.promised.tick.setChecked(True)
    qtbot.keyClick(calling.answer, Qt.Key.Key_Return)
    (entry,) = papers.reminders(lit.desk.library)
    assert (entry.answered_by, entry.answer, entry.promised) == ("赵敏", "周三报", date(2026, 10, 13))
    assert (calling.answer.text(), calling.call().promised) == ("", None)


def test_a_meeting_with_several_units_is_one_step(lit: MainWindow, calling: CallDialog) -> None:
    calling.view.selectAll()
    calling.means.button(6).click()
    calling.accept()
    assert {entry.means for entry in papers.reminders(lit.desk.library)} == {Means.MEETING}
    lit.menus["undo"].trigger()
    assert papers.reminders(lit.desk.library) == []


def test_lists_follow_where_the_clerk_stands(lit: MainWindow) -> None:
    lit.tree.choose_special(NodeKind.UNIT, str(number_of(lit, "市教育局")))
    (only,) = callees(lit.here())[0].units()
    assert (only.name, only.tasks) == ("市教育局", (2,))
    lit.tree.choose_special(NodeKind.TOPIC, "overdue")
    assert [each.name for each in callees(lit.here())[0].units()] == ["市教育局", "市民政局", "市司法局"]
    lit.menus["dashboard"].trigger()
    assert [each.name for each in callees(lit.here())] == ["该催办的单位", "单位名录中的全部单位"]
    assert len(callees(lit.here())[1].units()) == 3


# -- 催办记录, 编号登记簿


def test_answers_are_written_in_place(qtbot: QtBot, lit: MainWindow) -> None:
    issue(lit)
    log = CallLog(lit.desk, lit.exports, call_acts(lit.desk), lit)
    qtbot.addWidget(log)
    row = next(row for row in range(log.model.rowCount()) if log.model.text(row, 1) == "市司法局")
    assert log.model.text(row, 3) == "1 规范政策发布；2 公开规划"
    for column, text in ((4, "王芳"), (5, "本周报"), (6, "10月16日")):
        log.model.setData(log.model.index(row, column), text)
    said = {(each.answered_by, each.answer, each.promised) for each in papers.reminders(lit.desk.library)}
    assert said == {("", "", None), ("王芳", "本周报", date(2026, 10, 16))}
    log.model.setData(log.model.index(row, 6), "下周吧")
    assert "不是日期" in log.note.text()
    assert log.model.text(row, 6) == "2026-10-16"


def test_a_call_is_removed_but_not_that_of_a_slip(
    qtbot: QtBot, lit: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.dialogs.base.ask.choose", lambda *asked: True)
    issue(lit, unit="市民政局")
    lit.desk.write(partial(slips.remind, unit="市教育局", call=Call(), by=By("李明", LATE)))
    log = CallLog(lit.desk, lit.exports, call_acts(lit.desk), lit)
    qtbot.addWidget(log)
    log.view.selectAll()
    log.remove()
    assert [log.model.text(row, 1) for row in range(log.model.rowCount())] == ["市民政局"]


def test_the_register_shows_answers_and_narrows(qtbot: QtBot, lit: MainWindow) -> None:
    issue(lit)
    lit.desk.today = date(2026, 10, 20)
    book = SlipRegister(lit.desk, lit.exports, lit.desk.doing(slips.enter_answers), lit)
    qtbot.addWidget(book)
    assert book.model.text(0, 6) == "逾期未回，已过7天"
    row = next(row for row in range(3) if book.model.text(row, 1) == "市教育局")
    book.model.setData(book.model.index(row, 5), "10-12")
    assert (book.model.text(row, 5), book.model.text(row, 6)) == ("2026-10-12", "已回执")
    book.model.setData(book.model.index(row, 5), "2026-11-01")
    assert "还没到" in book.note.text()
    book.which.setCurrentText("未回执")
    assert {book.model.text(row, 1) for row in range(book.model.rowCount())} == {"市司法局", "市民政局"}
    book.unit.setCurrentText("市民政局")
    book.view.selectAll()
    book.enter_today()
    assert book.model.rowCount() == 0
    book.which.setCurrentText("全部")
    assert book.model.text(0, 6) == "已回执"


def test_a_register_is_exported_as_it_is_seen(qtbot: QtBot, lit: MainWindow) -> None:
    issue(lit)
    book = SlipRegister(lit.desk, lit.exports, lit.desk.doing(slips.enter_answers), lit)
    qtbot.addWidget(book)
    book.model.sort(0, Qt.SortOrder.DescendingOrder)
    book.search.setText("市")
    seen = book.seen()
    assert [row[0] for row in seen.rows] == [f"催办〔2026〕{number}号" for number in (3, 2, 1)]
    assert seen.note == "查找“市”"


def test_reminders_stand_beside_the_progress(lit: MainWindow) -> None:
    lit.tasks.choose_task(2)
    lit.detail.turn_to("进展")
    tab = lit.detail.progress_tab
    assert tab.log.isHidden()
    call = Call(Means.PHONE, "张华", "月底前报", date(2026, 10, 30))
    asked = {number_of(lit, "市教育局"): [2]}
    lit.desk.write(partial(slips.remind_many, asked=asked, call=call, day=LATE, by=By("李明", LATE)))
    assert tab.reminded.text() == "催办 1 次"
    assert tab.reminders.text(0, 1) == "市教育局"
    assert tab.reminders.text(0, 2) == "电话；张华：月底前报；承诺2026年10月30日"


# -- the toolbar


@pytest.mark.parametrize("points", [10, 14, 16])
def test_buttons_without_room_leave_the_search_field_its_own(qtbot: QtBot, lit: MainWindow, points: int) -> None:
    lit.desk.settings.points = points
    lit.frame.dress()
    wanted = lit.search.fontMetrics().horizontalAdvance("国") * 23

    def hidden() -> list[str]:
        return [each.text() for each in lit.bar.actions() if not lit.bar.widgetForAction(each).isVisible()]

    qtbot.waitUntil(lambda: lit.search.width() == wanted and bool(hidden()) == (points > 10))
    more = lit.bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert more.isVisible() == (points > 10)
    assert (more.accessibleName(), lit.width()) == ("更多按钮", 1366)
    lit.menus["usual_size"].trigger()


def test_check_off_verifies_first_and_closes_then(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Action] = []
    monkeypatch.setattr(TransitionDialog, "ask", lambda parent, action, *rest: asked.append(action))
    lit.tasks.choose_task(3)
    lit.menus["check_off"].trigger()
    for action in (Action.APPLY, Action.VERIFY):
        act = partial(closing.move, task_id=3, unit=None, action=action, by=By("李明", LATE))
        lit.desk.write(act)
        lit.menus["check_off"].trigger()
    assert asked == [Action.CLOSE, Action.VERIFY, Action.CLOSE]


# -- settings


def test_settings_of_slips_are_kept_kind_by_kind(qtbot: QtBot, lit: MainWindow) -> None:
    own = office.settings(lit.desk.library, NAMES)
    form = SlipSettings(own)
    qtbot.addWidget(form)
    assert form.values() == {name: own[name] for name in form.values()}
    form.title.setText("督促函")
    form.number.setText("督〔××××〕第×号")
    form.days.setValue(7)
    form.kind.setCurrentText("督办单（红）")
    assert form.title.text() == "政务公开工作督办单（红色）"
    values = form.values()
    lit.desk.write(partial(office.save_settings, values=values, by=By("李明", LATE)))
    rule = due_slips.slip_rules(lit.desk.library)[SlipKind.CHASE]
    assert (rule.title, rule.number, rule.answer_days) == ("督促函", "督〔{year}〕第{number}号", 7)


def test_a_form_of_numbers_without_a_number_is_not_taken(qtbot: QtBot, lit: MainWindow) -> None:
    form = SlipSettings(office.settings(lit.desk.library, NAMES))
    qtbot.addWidget(form)
    form.number.setText("催办")
    assert "要有×" in form.example.text()
    assert form.values()["slip.chase.number"] == "催办〔{year}〕{number}号"


# -- models, days


def a_slip_tree() -> SlipTree:
    tree = SlipTree()
    tasks = [SlipTask(number, 1, f"第{number}项", "依据", "9月底前", "未报", "逾期") for number in (1, 2)]
    days = (LATE, LATE)
    tree.show([Slip(SlipKind.CHASE, "催办单", n, f"单位{n}", tuple(tasks), *days, "请办理") for n in (1, 2)])
    return tree


def an_entry_table() -> EntryTable:
    table = EntryTable((EntryColumn("甲", 5), EntryColumn("乙", 5, Align.CENTRE, editable=True)))
    table.editable = True
    table.show([Entry(1, ("丙", "1"), (2, 1)), Entry(2, ("丁", "2"), (1, 2))])
    return table


@pytest.mark.parametrize("make", [a_slip_tree, an_entry_table])
def test_models_are_sound(qtbot: QtBot, make: object) -> None:
    model = make()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    if isinstance(model, SlipTree):
        model.find("第2项")
        model.tick_all(True)
        assert model.rowCount(model.index(0, 0)) == 1
        assert [len(slip.tasks) for slip in model.chosen()] == [1, 1]
    else:
        model.sort(0)
        assert [model.text(row, 0) for row in range(2)] == ["丁", "丙"]
        model.sort(-1)
        assert model.rowCount(QModelIndex()) == 2
    assert tester.model() is model


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("10月12日", date(2026, 10, 12), id="no year"),
        pytest.param("10-12", date(2026, 10, 12), id="dash"),
        pytest.param("2026-10-12", date(2026, 10, 12), id="whole"),
        pytest.param("2026年10月12日", date(2026, 10, 12), id="in words"),
        pytest.param("今天", LATE, id="today"),
        pytest.param("13月1日", None, id="no such month"),
        pytest.param("尽快", None, id="no day"),
    ],
)
def test_days_are_read_as_they_are_typed(text: str, day: date | None) -> None:
    assert read_day(text, LATE) == day


def test_nothing_is_taken_back_by_closing_the_dialogs(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    for kind in (SlipDialog, ChaseDialog, CallDialog, CallLog, SlipRegister):
        monkeypatch.setattr(kind, "exec", lambda shown: seen.append(shown.windowTitle()) or QDialog.DialogCode.Rejected)
    for name in ("slips", "chase_list", "log_call", "calls", "slip_register"):
        lit.menus[name].trigger()
    assert seen == ["出催办单", "催办名单", "登记催办", "催办记录", "催办文书编号登记簿"]
    assert undo.undo_name(lit.desk.library) != "登记催办"
