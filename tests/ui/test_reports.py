"""进展 in the window: one report with all its fields, many at once, corrected, sent back, summed up."""

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.work import Entry, NewReport
from gongkai_desk.services import undo
from gongkai_desk.services.progress import reporting, work
from gongkai_desk.store.tasks import work as stored
from tests.ui.answers import REJECTED, answer
from ui.dialogs.tasks.batch_reports import BatchReports
from ui.dialogs.tasks.report_dialog import ReportDialog
from ui.dialogs.tasks.summary_dialog import SummaryDialog
from ui.models.plan_tree import NodeKind
from ui.models.report_entry import LAST, NEXT, PROBLEMS, TASK, TEXT, UNIT, ZERO
from ui.window.window import MainWindow

BOTH = ("市教育局", "市民政局")


@pytest.fixture
def told(window: MainWindow) -> MainWindow:
    """The window on task 2; both of its units have reported on the second quarter."""
    for unit in BOTH:
        window.desk.do(work.report, task_id=2, new=NewReport(unit, date(2022, 6, 20), f"{unit}上半年已办"))
    window.settle()
    window.tasks.choose_task(2)
    return window


def shown_batch(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> BatchReports:
    """Return the sheet for the selected tasks, still open."""
    made: list[BatchReports] = []

    def exec_(shown: BatchReports) -> QDialog.DialogCode:
        made.append(shown)
        return REJECTED

    monkeypatch.setattr(BatchReports, "exec", exec_)
    monkeypatch.setattr(BatchReports, "deleteLater", lambda shown: None)
    window.menus["report_many"].trigger()
    monkeypatch.setattr("ui.dialogs.tasks.batch_reports.choose", lambda *asked: True)
    made[0].show()
    return made[0]


@pytest.fixture
def batch(qtbot: QtBot, told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> BatchReports:
    return shown_batch(qtbot, told, monkeypatch)


def cell(batch: BatchReports, row: int, column: int) -> QModelIndex:
    return batch.model.index(row, column)


def texts(batch: BatchReports, column: int) -> list[str]:
    return [batch.model.text(row, column) for row in range(batch.model.rowCount())]


def paste(batch: BatchReports, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    batch.view.setFocus()
    batch.paste()


# ---- one report


def test_a_report_takes_problems_plans_period_and_expected_day(
    told: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(shown: ReportDialog) -> None:
        shown.unit.setCurrentText("市民政局")
        shown.text.setPlainText("已建专栏")
        shown.problems.setPlainText("缺人")
        shown.next_steps.setPlainText("招人")
        shown.expected.tick.setChecked(True)

    answer(monkeypatch, ReportDialog, fill)
    told.menus["report"].trigger()
    last = stored.reports(told.desk.library, [2])[-1]
    assert (last.unit, last.text, last.problems, last.next_steps) == ("市民政局", "已建专栏", "缺人", "招人")
    assert (last.period, last.expected, last.zero) == ("2022Q3", told.desk.today, False)


def test_a_zero_report_needs_no_text(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, ReportDialog, lambda shown: shown.zero.setChecked(True))
    told.menus["report"].trigger()
    last = stored.reports(told.desk.library, [2])[-1]
    assert (last.text, last.zero) == ("零报告", True)


def test_the_next_unit_that_owes_is_proposed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unit after unit, by Ctrl+R alone; when all have reported none is proposed, and nothing is stored of itself."""
    window.tasks.choose_task(2)
    proposed: list[tuple[str, bool]] = []

    def fill(shown: ReportDialog) -> None:
        shown.text.setPlainText("已更新专栏")
        proposed.append((shown.unit.currentText(), shown.accept_button.isEnabled()))

    answer(monkeypatch, ReportDialog, fill)
    for _ in range(3):
        window.menus["report"].trigger()
    assert proposed == [("市教育局", True), ("市民政局", True), ("", False)]


def test_a_correction_keeps_what_was_said(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: ReportDialog) -> None:
        assert shown.text.toPlainText() == "市民政局上半年已办"
        assert not shown.unit.isEnabled()
        shown.text.setPlainText("更正后的进展")

    answer(monkeypatch, ReportDialog, fill)
    told.detail.turn_to("进展")
    tab = told.detail.progress_tab
    tab.view.selectRow(0)
    assert tab.menu.actions()
    tab.correct.trigger()
    assert tab.model.text(0, 1) == "更正后的进展\n〔更正前 2022-06-20〕市民政局上半年已办"
    told.desk.do(undo.undo)
    assert tab.model.text(0, 1) == "市民政局上半年已办"


# ---- the tab


def test_a_report_stands_under_its_unit_and_period(told: MainWindow) -> None:
    told.detail.turn_to("进展")
    tab = told.detail.progress_tab
    assert tab.model.text(0, 0) == "市民政局\n二季度 06-20"
    tab.unit.setCurrentText("市教育局")
    assert [tab.model.text(row, 0) for row in range(tab.model.rowCount())] == ["市教育局\n二季度 06-20"]


def test_a_thin_report_is_sent_back_with_its_reason(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.dialogs.base.ask.ask_line", lambda *asked: "请补充数据")
    told.detail.turn_to("进展")
    tab = told.detail.progress_tab
    tab.view.selectRow(0)
    assert tab.menu.actions()
    tab.send_back.trigger()
    assert tab.model.text(0, 1) == "〔退回补报〕请补充数据\n市民政局上半年已办"
    assert told.menus["undo"].text().startswith("撤销“退回补报”")
    told.detail.turn_to("变更记录")
    assert told.detail.history_tab.model.text(0, 1) == "退回补报：— → 请补充数据"
    assert "新增进展：市民政局：市民政局上半年已办" in told.detail.history_tab.model.text(1, 1)


def test_the_offices_summary_begins_with_the_units_reports(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: SummaryDialog) -> None:
        shown.period.setCurrentIndex(shown.period.findData("2022Q2"))
        assert shown.counted.text().startswith("2家已报2家，共 2 条，已采用 0 条")
        shown.take_over()
        assert "市教育局：市教育局上半年已办" in shown.text.toPlainText()
        shown.text.setPlainText("两家都已办理")

    answer(monkeypatch, SummaryDialog, fill)
    told.menus["summarise"].trigger()
    told.detail.turn_to("进展")
    rows = [told.detail.progress_tab.model.text(row, 0) for row in range(3)]
    assert any(row.startswith("汇总稿\n二季度") for row in rows)


def test_texts_are_taken_one_by_one_with_the_keyboard_and_ticked(
    told: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fill(shown: SummaryDialog) -> None:
        shown.period.setCurrentIndex(shown.period.findData("2022Q2"))
        assert "〔过于简略〕" in shown.sources.item(1).text()
        shown.sources.setCurrentRow(1)
        shown.accepted.connect(lambda: pytest.fail("Enter in the list stored the summary"))
        qtbot.keyClick(shown.sources, Qt.Key.Key_Return)
        shown.accepted.disconnect()
        assert shown.text.toPlainText() == "市民政局：市民政局上半年已办"
        assert "已采用 1 条" in shown.counted.text()

    answer(monkeypatch, SummaryDialog, fill)
    told.menus["summarise"].trigger()
    written = next(report for report in stored.reports(told.desk.library, [2]) if report.summary)
    source = next(report for report in stored.reports(told.desk.library, [2]) if report.unit == "市民政局")
    assert stored.summary_sources(told.desk.library, written.id) == (source.id,)
    told.detail.turn_to("进展")
    heads = [told.detail.progress_tab.model.text(row, 0) for row in range(3)]
    assert [head.split("\n")[0] for head in heads if head.endswith("已采用")] == ["市民政局"]


def test_another_period_replaces_nothing_that_was_typed(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: SummaryDialog) -> None:
        shown.text.setPlainText("正在写的")
        shown.period.setCurrentIndex(shown.period.findData("2022Q2"))
        assert shown.text.toPlainText() == "正在写的"
        assert not shown.used()

    answer(monkeypatch, SummaryDialog, fill)
    told.menus["summarise"].trigger()


# ---- many


def test_what_was_filled_is_one_step(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: BatchReports) -> None:
        shown.model.setData(cell(shown, 0, TEXT), "甲")
        shown.model.setData(cell(shown, 0, PROBLEMS), "难")
        shown.model.setData(cell(shown, 1, ZERO), "✓")
        assert shown.accept_button.text() == "登记 2 条"

    answer(monkeypatch, BatchReports, fill)
    told.menus["report_many"].trigger()
    new = stored.reports(told.desk.library, [2])[2:]
    assert [(r.unit, r.text, r.problems, r.period) for r in new] == [
        ("市教育局", "甲", "难", "2022Q3"),
        ("市民政局", "零报告", "", "2022Q3"),
    ]
    assert told.menus["undo"].text().startswith("撤销“批量登记进展（2家次）”")


def test_the_sheet_offers_what_was_said_before_and_what_is_missing(batch: BatchReports) -> None:
    assert texts(batch, UNIT) == list(BOTH)
    assert texts(batch, LAST)[0] == "06-20 市教育局上半年已办"
    assert batch.view.isColumnHidden(TASK)
    batch.period.setCurrentIndex(batch.period.findData("2022Q2"))
    assert texts(batch, LAST)[0].startswith("本期已报")
    batch.only_missing.setChecked(True)
    assert texts(batch, UNIT) == []


def test_keys_are_those_of_a_sheet(qtbot: QtBot, batch: BatchReports) -> None:
    batch.model.setData(cell(batch, 0, TEXT), "甲")
    batch.view.setCurrentIndex(cell(batch, 0, TEXT))
    qtbot.keyClick(batch.view, Qt.Key.Key_Return)
    assert batch.view.currentIndex() == cell(batch, 1, TEXT)
    qtbot.keyClick(batch.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert texts(batch, TEXT) == ["甲", "甲"]
    qtbot.keyClick(batch.view, Qt.Key.Key_Tab)
    assert batch.view.currentIndex().column() == PROBLEMS
    batch.view.setCurrentIndex(cell(batch, 0, ZERO))
    qtbot.keyClick(batch.view, Qt.Key.Key_Tab)
    assert batch.view.currentIndex() == cell(batch, 1, TEXT)
    batch.view.setCurrentIndex(cell(batch, 1, ZERO))
    qtbot.keyClick(batch.view, Qt.Key.Key_Space)
    assert texts(batch, ZERO) == ["", "✓ 零报告"]
    batch.view.setCurrentIndex(cell(batch, 0, TEXT))
    qtbot.keyClick(batch.view, Qt.Key.Key_Delete)
    assert texts(batch, TEXT) == ["", "甲"]


def test_a_cell_is_written_in_by_typing(qtbot: QtBot, batch: BatchReports) -> None:
    batch.view.setCurrentIndex(cell(batch, 0, TEXT))
    qtbot.keyClick(batch.view, Qt.Key.Key_A)
    editor = batch.view.viewport().focusWidget()
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert texts(batch, TEXT)[0] == "a"
    assert batch.view.currentIndex() == cell(batch, 0, PROBLEMS)


def test_a_pasted_column_finds_its_units_and_says_what_it_did_not(batch: BatchReports) -> None:
    paste(batch, "单位\t进展\t问题\t打算\r\n市民政局\t乙\t难\t续\r\n某某局\t丙\r\n")
    assert (texts(batch, TEXT), texts(batch, PROBLEMS), texts(batch, NEXT)) == (["", "乙"], ["", "难"], ["", "续"])
    assert batch.missed.isVisible()
    assert "某某局" in batch.missed.text()


def test_texts_alone_are_pasted_downwards(batch: BatchReports) -> None:
    batch.view.setCurrentIndex(cell(batch, 0, TEXT))
    paste(batch, "甲\t难\r\n乙\r\n多出\r\n")
    assert (texts(batch, TEXT), texts(batch, PROBLEMS)) == (["甲", "乙"], ["难", ""])


def test_all_say_the_same_where_nothing_is_written(batch: BatchReports, monkeypatch: pytest.MonkeyPatch) -> None:
    batch.model.setData(cell(batch, 0, TEXT), "甲")
    monkeypatch.setattr("ui.dialogs.tasks.batch_reports.ask_line", lambda *asked: "已按要求办理")
    batch.same.click()
    assert texts(batch, TEXT) == ["甲", "已按要求办理"]


def test_a_problem_without_progress_keeps_the_button_shut(batch: BatchReports) -> None:
    batch.model.setData(cell(batch, 0, PROBLEMS), "难")
    assert not batch.accept_button.isEnabled()
    assert "市教育局" in batch.note.text()


def test_leaving_asks_before_anything_is_lost(batch: BatchReports, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.dialogs.tasks.batch_reports.choose", lambda *given: asked.append(given[2]) or False)
    batch.model.setData(cell(batch, 0, TEXT), "甲")
    batch.reject()
    assert batch.isVisible()
    assert "已填的 1 行" in asked[0]


def test_a_units_tasks_are_one_sheet(qtbot: QtBot, told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    library = told.desk.library
    told.desk.do(reporting.report_many, entries=[Entry(4, "市教育局", "甲")], day=told.desk.today)
    unit = next(number for number, name in told.desk.shelf.unit_names() if name == "市教育局")
    assert library is not None
    told.tree.choose_special(NodeKind.UNIT, str(unit))
    batch = shown_batch(qtbot, told, monkeypatch)
    assert {row.unit for row in batch.model.all} == {"市教育局"}
    assert [row.task_id for row in batch.model.all] == [2, 4]


def test_selected_units_of_a_task_are_reported_together(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[list[str]] = []
    answer(monkeypatch, BatchReports, lambda shown: opened.append(texts(shown, UNIT)))
    told.detail.turn_to("单位")
    told.detail.units_tab.view.selectAll()
    told.detail.units_tab.menu.actions()[0].trigger()
    assert opened == [list(BOTH)]


def test_one_selected_unit_stands_in_the_form(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    answer(monkeypatch, ReportDialog, lambda shown: opened.append(shown.unit.currentText()))
    told.detail.turn_to("单位")
    told.detail.units_tab.view.selectRow(1)
    told.detail.units_tab.menu.actions()[0].trigger()
    assert opened == ["市民政局"]
