"""Several rows at once: previewed, one step, undone at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.store.tasks import plans
from ui import clip
from ui.dialogs.tasks.bulk_edit import BulkEdit, Preview, ReplaceDialog
from ui.models.task_table import COLUMNS
from ui.window.window import MainWindow

KEYS = [column.key for column in COLUMNS]
SEQ, TITLE, CONTENT, UNITS, DEADLINE, STATE = (
    KEYS.index(key)
    for key in (
        ColumnKey.SEQ,
        ColumnKey.TITLE,
        ColumnKey.CONTENT,
        ColumnKey.UNITS,
        ColumnKey.DEADLINE,
        ColumnKey.STATE,
    )
)
Rows = list[tuple[str, ...]]


@pytest.fixture
def previews(monkeypatch: pytest.MonkeyPatch) -> list[Rows]:
    """Say yes to every preview and keep what it showed."""
    seen: list[Rows] = []
    monkeypatch.setattr(Preview, "ask", lambda parent, title, rows, remark="": seen.append(rows) or True)
    return seen


def choose(window: MainWindow, ids: list[int], column: int) -> None:
    window.tasks.choose_tasks(ids)
    flags = window.tasks.view.selectionModel().SelectionFlag.NoUpdate
    row = window.tasks.model.row_of(ids[0])
    window.tasks.view.selectionModel().setCurrentIndex(window.tasks.model.index(row, column), flags)


def units(window: MainWindow, *ids: int) -> list[str]:
    return [plans.task(window.desk.library, each).unit_text for each in ids]


def test_fill_down_takes_the_first_rows_text_as_one_step(window: MainWindow, previews: list[Rows]) -> None:
    choose(window, [1, 2, 4], UNITS)
    window.menus["fill_down"].trigger()
    assert units(window, 1, 2, 4) == ["市交通局"] * 3
    assert plans.task(window.desk.library, 2).responsible == ("市交通局",)
    assert previews[0][0][2:] == ("市教育局、市民政局", "市交通局")
    window.menus["undo"].trigger()
    assert units(window, 2, 4) == ["市教育局、市民政局"] * 2


def test_one_row_is_filled_from_above_without_a_question(window: MainWindow, previews: list[Rows]) -> None:
    choose(window, [2], DEADLINE)
    window.menus["fill_down"].trigger()
    assert plans.task(window.desk.library, 2).deadline.text == "11月底前"
    assert not previews


def test_a_column_of_results_is_not_filled(window: MainWindow, previews: list[Rows]) -> None:
    choose(window, [1, 2], STATE)
    window.menus["fill_down"].trigger()
    assert "不能直接填写" in window.status.currentMessage()


def test_ctrl_enter_fills_the_selection(window: MainWindow, previews: list[Rows]) -> None:
    choose(window, [1, 2, 3], DEADLINE)
    window.menus["edit"].trigger()
    editor = window.tasks.view.viewport().findChild(QPlainTextEdit)
    editor.setPlainText("6月底前")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    texts = [plans.task(window.desk.library, each).deadline.text for each in (1, 2, 3)]
    assert texts == ["6月底前"] * 3
    assert len(previews[0]) == 3


def test_a_preview_that_is_refused_changes_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Preview, "ask", lambda *given: False)
    choose(window, [1, 2, 4], UNITS)
    window.menus["fill_down"].trigger()
    assert units(window, 2) == ["市教育局、市民政局"]


def test_cells_are_pasted_from_the_current_one_on(window: MainWindow, previews: list[Rows]) -> None:
    QGuiApplication.clipboard().setText("市财政局\t9月底前\r\n市司法局\t全年\r\n")
    choose(window, [5], UNITS)
    window.menus["paste"].trigger()
    assert units(window, 5, 6) == ["市财政局", "市司法局"]
    assert plans.task(window.desk.library, 5).deadline.text == "9月底前"
    assert len(previews) == 1


def test_one_cell_is_pasted_into_every_selected_row(window: MainWindow, previews: list[Rows]) -> None:
    QGuiApplication.clipboard().setText("市财政局")
    choose(window, [5, 6, 9], UNITS)
    window.menus["paste"].trigger()
    assert units(window, 5, 6, 9) == ["市财政局"] * 3


def test_a_copied_row_pastes_into_its_own_columns(window: MainWindow, previews: list[Rows]) -> None:
    choose(window, [1], CONTENT)
    window.menus["copy"].trigger()
    choose(window, [2], CONTENT)
    window.menus["paste"].trigger()
    one, two = (plans.task(window.desk.library, each) for each in (1, 2))
    assert (two.content, two.unit_text, two.seq) == (one.content, one.unit_text, "2")


@pytest.mark.parametrize("order", ["hidden", "moved", "more"])
def test_a_copied_row_pastes_into_its_own_columns_however_they_stand(window: MainWindow, order: str) -> None:
    pane = window.tasks
    usual = [(column, column in pane.columns_shown()) for column in pane.columns_in_order()]
    changed = {
        "hidden": [(column, shown and column != 2) for column, shown in usual],
        "moved": [usual[0], usual[4], *usual[1:4], *usual[5:]],
        "more": [(column, True) for column, _ in usual],
    }
    pane.set_columns(changed[order])
    test_a_copied_row_pastes_into_its_own_columns(window, [])


def test_cells_without_a_place_are_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(Preview, "ask", lambda parent, title, rows, remark="": bool(said.append(remark)))
    QGuiApplication.clipboard().setText("甲局\r\n乙局\r\n丙局\r\n")
    choose(window, [39], UNITS)
    window.menus["paste"].trigger()
    assert said == ["另有 1 格不在可填写的位置，不会粘贴。"]


def test_cells_of_one_column_are_copied(window: MainWindow) -> None:
    choose(window, [1, 2], UNITS)
    window.menus["copy_cells"].trigger()
    assert QGuiApplication.clipboard().text() == "市交通局\r\n市教育局、市民政局\r\n"


def test_bulk_edit_shows_before_and_after_and_changes_ticked_fields(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [plans.task(window.desk.library, each) for each in (1, 2)]
    dialog = BulkEdit(tasks, [], window)
    assert not dialog.accept_button.isEnabled()
    dialog.ticks["deadline"].setChecked(True)
    dialog.texts["deadline"].setText("10月底前")
    assert dialog.model.text(0, 2) == "11月底前"
    assert dialog.model.text(1, 3) == "10月底前"
    assert dialog.accept_button.text() == "修改 2 处"
    monkeypatch.setattr(BulkEdit, "ask", lambda *given: dialog.edits())
    window.menus["bulk"].trigger()
    dialog.deleteLater()
    assert f"{plans.task(window.desk.library, 2).deadline.due}" == "2022-10-31"
    assert "批量修改 2 项任务" in window.menus["undo"].text()


def test_replace_looks_only_where_it_is_told_to(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = ReplaceDialog([], window.tasks.shown(), window)
    dialog.wanted.setText("民政")
    dialog.put.setText("司法")
    assert {edit.field for edit in dialog.edits()} == {"unit_text"}
    found = dialog.edits()
    dialog.deleteLater()
    assert len(found) == 20
    monkeypatch.setattr(ReplaceDialog, "ask", lambda *given: (found, "替换“民政”为“司法”"))
    window.menus["replace"].trigger()
    assert plans.task(window.desk.library, 2).responsible == ("市教育局", "市司法局")
    assert "替换“民政”为“司法”" in window.menus["undo"].text()


CELL = st.text("甲乙 \"'\t\n,", max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=4).filter(
        lambda rows: len(set(map(len, rows))) == 1
    )
)
def test_copied_cells_read_back_as_they_were(rows: list[list[str]]) -> None:
    assert clip.read_tsv(clip.tsv(rows)) == rows


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ("甲\n乙", [["甲"], ["乙"]]),
        ('"第一行\n第二行"\t乙\r\n', [["第一行\n第二行", "乙"]]),
        ('"好"的\t乙', [['"好"的', "乙"]]),
        ("甲\t", [["甲", ""]]),
        ("", []),
    ],
    ids=["excel", "one column", "break in a cell", "a quote that is text", "empty last cell", "nothing"],
)
def test_cells_from_excel_and_wps(text: str, cells: list[list[str]]) -> None:
    assert clip.read_tsv(text) == cells
