"""按上级表样填报 in the window: the form is shown as understood, corrected, filled and remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.forms import FormField, Lack
from gongkai_desk.domain.work import NewReport
from gongkai_desk.papers.rows import unit_text
from gongkai_desk.services.progress import work
from tests import superior_forms as forms
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.dialogs.base.written import Written
from ui.dialogs.rounds.fill_dialog import FillDialog, RowDialog, TextDialog
from ui.window.window import MainWindow

TOLD = "已公布清单。"
Press = Callable[[], Path]


@pytest.fixture
def press(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Return what fills a form with the first three tasks of the window's plan, and one that is none of ours."""
    tasks = window.desk.shelf.tasks(1)
    rows = [forms.Printed("", t.seq or "", t.title or "", t.content, unit_text(t), t.deadline.text) for t in tasks[:3]]
    strange = forms.Printed("", "99", "林长制", "设立林长公示牌，写明职责和电话", "市林业局", "全年")
    path = forms.printed_protected_sheet(tmp_path / "表样.xlsx", [*rows, strange])
    target = tmp_path / "填好.xlsx"
    window.desk.do(work.report, task_id=tasks[0].id, new=NewReport(None, window.desk.today, TOLD))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))

    def pressed() -> Path:
        shown: list[str] = []
        answer(monkeypatch, Written, lambda dialog: shown.append("written"), REJECTED)
        window.tree.choose_first()
        window.menus["fill_form"].trigger()
        qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
        return target

    return pressed


def column(path: Path, letter: str) -> list[object]:
    return [cell.value for cell in load_workbook(path).worksheets[0][letter]][3:7]


def test_a_form_is_filled_as_it_was_understood(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, FillDialog, code=ACCEPTED)
    assert column(press(), "D") == [TOLD, "已按要求办结，见附件。", None, None]


def test_a_column_is_given_another_field_and_keeps_it(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def correct(dialog: FillDialog) -> None:
        choice = dialog.columns.choices[0, 4]
        choice.setCurrentIndex(choice.findData(FormField.PROGRESS.value))

    answer(monkeypatch, FillDialog, correct, ACCEPTED)
    assert column(press(), "E") == [TOLD, None, None, None]
    kept: list[object] = []
    answer(monkeypatch, FillDialog, lambda dialog: kept.append(dialog.columns.choices[0, 4].currentData()), ACCEPTED)
    press()
    assert kept == [FormField.PROGRESS.value]


def test_a_row_is_given_a_task_by_choice(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def choose(dialog: FillDialog) -> None:
        assert dialog.rows.model.text(3, 2) == "没有找到"
        dialog.rows.view.setCurrentIndex(dialog.rows.model.index(3, 0))
        dialog.change_row()
        assert dialog.rows.model.text(3, 2) == "人工指定"

    answer(monkeypatch, RowDialog, lambda dialog: dialog.ticks.show_ticked([1]), ACCEPTED)
    answer(monkeypatch, FillDialog, choose, ACCEPTED)
    assert column(press(), "D")[3] == TOLD


def test_what_waits_is_counted_and_listed(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, list[Lack]]] = []

    def look(dialog: FillDialog) -> None:
        seen.append((dialog.counted.text(), [note.lack for note in dialog.filled.notes]))

    answer(monkeypatch, FillDialog, look, ACCEPTED)
    press()
    ((counted, lacks),) = seen
    assert counted == "对上 3 行，将写入 1 格；1行没有对应的任务；37项任务没有填进表。"
    assert lacks.count(Lack.TASK_LEFT) == 37


def test_a_limit_is_counted_as_it_is_set(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def limit(dialog: FillDialog) -> None:
        dialog.words.limit.setValue(3)
        assert "1处超过字数" in dialog.counted.text()

    answer(monkeypatch, FillDialog, limit, ACCEPTED)
    assert column(press(), "D")[0] == TOLD


def test_a_text_is_written_by_hand_and_counted(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(dialog: TextDialog) -> None:
        assert dialog.text.toPlainText() == TOLD
        dialog.text.setPlainText("已办。")
        assert dialog.counted.text() == "3 字（表样限 2 字，超出 1 字）"

    def change(dialog: FillDialog) -> None:
        dialog.words.limit.setValue(2)
        dialog.rows.view.setCurrentIndex(dialog.rows.model.index(0, 0))
        dialog.change_text()

    answer(monkeypatch, TextDialog, write, ACCEPTED)
    answer(monkeypatch, FillDialog, change, ACCEPTED)
    assert column(press(), "D")[0] == "已办。"


def test_the_original_stays_as_it_was(press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (tmp_path / "表样.xlsx").read_bytes()
    answer(monkeypatch, FillDialog, code=ACCEPTED)
    press()
    assert (tmp_path / "表样.xlsx").read_bytes() == before
