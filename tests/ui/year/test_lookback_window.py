"""督办 → 回头看与整改: begun, judged in place, tied, carried over, put right, by keys and buttons."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.lookback import RectifyState
from gongkai_desk.papers.listed import LOOKBACK
from gongkai_desk.services.year import lookback, rectification
from gongkai_desk.standing.year import rectification as standing
from gongkai_desk.standing.year.lookback_sources import own_year
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import stored_plan
from tests.ui.answers import REJECTED, answer
from ui.dialogs.base.written import Written
from ui.dialogs.year.lookback_dialog import LookbackDialog
from ui.dialogs.year.lookback_forms import BeginForm, CarryForm, DueForm, RecheckForm, RectifyForm, Where
from ui.dialogs.year.matching_dialog import MatchingDialog
from ui.dialogs.year.rectification_dialog import RectificationDialog
from ui.window.window import MainWindow

NEXT = Plan("2023年云州市政务公开工作要点", year=2023)


@pytest.fixture
def years(window: MainWindow) -> MainWindow:
    """The window on last year's plan of 40 tasks and this year's of two, the first as it read before."""
    library = window.desk.library
    first = plans.tasks(library, 1)[0]
    again = Task(content=f"{first.content}，并说明理由", seq="1")
    stored_plan(library, again, Task(content="开展满意度调查"), day=window.desk.today, plan=NEXT)
    window.desk.read_again()
    return window


@pytest.fixture
def begun(years: MainWindow) -> MainWindow:
    years.desk.do(lookback.begin, own_year(years.desk.library, years.desk.today, plan_id=1))
    return years


def select(shown: LookbackDialog | MatchingDialog | RectificationDialog, *rows: int) -> None:
    model = shown.view.selectionModel()
    model.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        model.select(shown.model.index(row, 0), flags)


def shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch, kind: type, fill: object, command: str) -> None:
    answer(monkeypatch, kind, fill, REJECTED)
    window.menus[command].trigger()


def test_a_look_back_is_begun_from_the_plan_and_shown(years, monkeypatch):
    def fill(dialog: LookbackDialog) -> None:
        assert "还没有做过回头看" in dialog.note.text()
        answer(monkeypatch, BeginForm)
        dialog.beginner.click()
        assert dialog.model.rowCount() == len(plans.tasks(years.desk.library, dialog.of.plan_id))

    shown(years, monkeypatch, LookbackDialog, fill, "lookback")
    assert years.desk.step_names()[0].startswith("开始回头看")


def test_a_file_that_is_refused_begins_nothing(years, monkeypatch, qtbot, tmp_path):
    told: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: told.append(text))
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")

    def choose(form: BeginForm) -> None:
        form.where.setCurrentIndex(form.where.findData(Where.FILE))
        assert not form.accept_button.isEnabled()
        form.file.show_path(empty)

    def fill(dialog: LookbackDialog) -> None:
        answer(monkeypatch, BeginForm, choose)
        dialog.beginner.click()
        qtbot.waitUntil(lambda: bool(told))

    shown(years, monkeypatch, LookbackDialog, fill, "lookback")
    assert "空文件" in told[0]
    assert stored.lookbacks(years.desk.library) == []


def test_another_library_is_read_by_a_job(years, monkeypatch, qtbot, tmp_path):
    folder = tmp_path / "2021.gkdesk"
    with Library.create(folder, "去年", who="李明", day=date(2021, 3, 1)) as other:
        stored_plan(other, Task(content="公开目录", seq="1"), day=date(2021, 3, 1), plan=Plan("要点", year=2021))

    def choose(form: BeginForm) -> None:
        form.where.setCurrentIndex(form.where.findData(Where.LIBRARY))
        form.folder.show_path(folder)
        form.year.setValue(2021)

    def fill(dialog: LookbackDialog) -> None:
        answer(monkeypatch, BeginForm, choose)
        dialog.beginner.click()
        qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
        assert dialog.which.currentText().startswith("2021年　台账库“2021”")

    shown(years, monkeypatch, LookbackDialog, fill, "lookback")


def test_results_and_opinions_are_typed_like_in_a_sheet(begun, monkeypatch, qtbot):
    def fill(dialog: LookbackDialog) -> None:
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.view.setFocus()
        dialog.view.setCurrentIndex(dialog.model.index(0, 5))
        qtbot.keyClick(dialog.view, Qt.Key.Key_F2)
        editor = dialog.view.findChild(QPlainTextEdit, "cell")
        editor.setPlainText("1")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert dialog.model.text(0, 5) == "已落实"
        assert dialog.view.currentIndex().row() == 1
        dialog.model.setData(dialog.model.index(0, 7), "同意核销")
        dialog.model.setData(dialog.model.index(1, 5), "差不多")
        assert "落实情况应填" in dialog.note.text()

    shown(begun, monkeypatch, LookbackDialog, fill, "lookback")
    first = stored.items(begun.desk.library, 1)[0]
    assert (first.item.result, first.item.opinion, first.confirmed) == ("done", "同意核销", True)


def test_many_are_judged_by_a_button_and_only_the_open_ones_are_listed(begun, monkeypatch):
    def fill(dialog: LookbackDialog) -> None:
        select(dialog, 0, 1, 2)
        dialog.sayers[1].click()
        assert [dialog.model.text(row, 5) for row in range(3)] == ["持续推进"] * 3
        select(dialog, 3)
        dialog.confirmer.click()
        dialog.shown.setCurrentIndex(2)
        dialog.narrow()
        assert dialog.model.rowCount() < 40

    shown(begun, monkeypatch, LookbackDialog, fill, "lookback")
    results = [each.item.result for each in stored.items(begun.desk.library, 1) if each.confirmed]
    assert results == ["going_on"] * 3 + ["not_done"]


def test_unfinished_items_go_on_this_year_and_into_the_ledger(begun, monkeypatch):
    def fill(dialog: LookbackDialog) -> None:
        select(dialog, 1, 2)
        answer(monkeypatch, CarryForm)
        dialog.carrier.click()
        answer(monkeypatch, DueForm)
        select(dialog, 1)
        dialog.rectifier.click()

    shown(begun, monkeypatch, LookbackDialog, fill, "lookback")
    library = begun.desk.library
    assert len(plans.tasks(library, 3)) == 4
    assert len(standing.kept(library, begun.desk.today)) == 1


def test_suggestions_are_confirmed_side_by_side(begun, monkeypatch):
    begun.desk.do(lookback.judge, [1], lookback.Judgement(chosen=True))

    def fill(dialog: MatchingDialog) -> None:
        assert dialog.model.text(0, 4).startswith("建议")
        select(dialog, 0)
        assert "说明理由" in dialog.now.toPlainText()
        dialog.confirmer.click()
        assert dialog.model.text(0, 4) == "已接续"
        assert "本年新增 1 项" in dialog.note.text()

    answer(monkeypatch, MatchingDialog, fill, REJECTED)
    shown(begun, monkeypatch, LookbackDialog, lambda dialog: dialog.matcher.click(), "lookback")
    assert len(stored.items(begun.desk.library, 1)[0].next_ids) == 1


def test_an_entry_is_registered_rechecked_and_closed(begun, monkeypatch):
    def told(form: RectifyForm) -> None:
        assert not form.accept_button.isEnabled()
        form.problem.setPlainText("网站目录缺项")
        form.person.setText("王芳")

    def fill(dialog: RectificationDialog) -> None:
        answer(monkeypatch, RectifyForm, told)
        dialog.adder.click()
        assert dialog.model.text(0, 0) == "整改中"
        dialog.model.setData(dialog.model.index(0, 7), "下周")
        assert "不是日期" in dialog.note.text()
        dialog.model.setData(dialog.model.index(0, 7), begun.desk.today.isoformat())
        select(dialog, 0)
        assert not dialog.closer.isEnabled()
        dialog.finisher.click()
        answer(monkeypatch, RecheckForm)
        select(dialog, 0)
        dialog.checker.click()
        assert dialog.model.text(0, 0) == "已销号"

    shown(begun, monkeypatch, RectificationDialog, fill, "rectification")
    (kept,) = standing.kept(begun.desk.library, begun.desk.today)
    assert (kept.state, kept.entry.person) == (RectifyState.CLOSED, "王芳")


def test_the_first_page_leads_to_the_entry_that_is_late(begun, monkeypatch, qtbot: QtBot):
    late = begun.desk.today - timedelta(days=3)
    begun.desk.do(rectification.enter_items, [2], late)
    seen: list[int] = []

    def fill(dialog: RectificationDialog) -> None:
        seen.append(dialog.model.entry(dialog.view.currentIndex().row()).key)

    answer(monkeypatch, RectificationDialog, fill, REJECTED)
    begun.settle()
    begun.stage.go_to_page("dashboard")
    page = begun.stage._middle.page("dashboard")
    page.register_heads["整改逾期 1 项"].click()
    assert seen == [1]


def test_the_papers_are_written_from_the_windows(begun, monkeypatch, qtbot, tmp_path: Path):
    out = tmp_path / "核查.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Mock(return_value=(str(out), "")))
    written: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: bool(written.append(path)))

    def fill(dialog: LookbackDialog) -> None:
        dialog.export_paper(LOOKBACK, PaperFormat.XLSX)
        qtbot.waitUntil(lambda: written == [out])

    shown(begun, monkeypatch, LookbackDialog, fill, "lookback")
    assert out.stat().st_size > 0
