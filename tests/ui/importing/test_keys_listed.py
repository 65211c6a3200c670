"""F1 in the import: its pages' keys are listed, and each of them is heard there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from ui.clip import read_tsv
from ui.dialogs.base.keys import NAMES, OTHER_KEYS, REVIEW, Keys
from ui.importing.frame import NAMED
from ui.importing.wizard import ImportWizard


def heard(page: QWidget) -> set[str]:
    return {each.key().toString() for each in page.findChildren(QShortcut)}


@pytest.mark.parametrize("where", [REVIEW, NAMES])
def test_every_key_that_is_listed_is_heard_on_its_page(reviewing: ImportWizard, where: str) -> None:
    page = reviewing.review_page if where == REVIEW else reviewing.units_page
    listed = {keys for there, keys, _ in OTHER_KEYS if there == where}
    others = {f"Alt+{n}" for n in range(2, 10)}
    assert listed == {keys.replace("PgDn", "PgDown") for keys in heard(page)} - others


def test_f1_shows_them(reviewing: ImportWizard, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr(Keys, "show_for", lambda *asked: shown.append(asked))
    QTest.keyClick(reviewing.review_page.view, Qt.Key.Key_F1)
    assert len(shown) == 1


def test_the_list_names_where_a_key_is_heard(qtbot: QtBot) -> None:
    dialog = Keys(())
    qtbot.addWidget(dialog)
    model = dialog.findChild(QAbstractItemView).model()
    rows = [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]
    assert (NAMES, "Ctrl+2", "转到时限") in rows
    assert (REVIEW, "F3", "下一处待确认") in rows


def test_ctrl_c_copies_rows_of_the_import(reviewing: ImportWizard) -> None:
    page, names = reviewing.review_page, reviewing.units_page
    page.view.setFocus()
    page.view.selectRow(2)
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = read_tsv(QGuiApplication.clipboard().text())
    assert copied == [[page.model.text(2, column) for column in range(page.model.columnCount())]]
    while reviewing.pages.currentIndex() < NAMED:
        reviewing.go_on()
    names.name_view.setFocus()
    QTest.keyClick(names.name_view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert read_tsv(QGuiApplication.clipboard().text())[0][0] == names.name_model.index(0, 0).data()
