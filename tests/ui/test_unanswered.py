"""A dialog that a test forgot to answer fails that test, with the dialog's words, and does not hang the run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.answers import leave_no_dialog_open
from ui.dialogs.base import ask

SOON = 50  # milliseconds


@pytest.fixture(autouse=True)
def short_patience(no_dialog_waits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_no_dialog_open(monkeypatch, SOON)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    qtbot.addWidget(made := QWidget())
    return made


def test_a_question_nobody_answers_fails_with_its_words(parent: QWidget) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"删除要点.*要删除吗？"):
        ask.choose(parent, "删除要点", "要删除吗？", "删除")


def test_so_does_one_that_comes_up_while_a_test_waits(qtbot: QtBot, parent: QWidget) -> None:
    QTimer.singleShot(0, parent, lambda: ask.tell(parent, "导出", "磁盘已满。"))
    with pytest.raises(pytest.fail.Exception, match="导出: 磁盘已满。"):
        qtbot.waitUntil(lambda: False)


def test_so_does_one_that_does_not_let_itself_be_left(parent: QWidget) -> None:
    class Stubborn(QDialog):
        def done(self, code: int) -> None:
            """Stay."""

    stubborn = Stubborn(parent)
    stubborn.setWindowTitle("离开核对")
    with pytest.raises(pytest.fail.Exception, match="离开核对"):
        stubborn.exec()


def test_so_does_the_choice_of_a_printer(parent: QWidget) -> None:
    printer = QPrinter()
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    with pytest.raises(pytest.fail.Exception, match="打印"):
        dialog.exec()


def test_so_does_a_question_for_a_file(parent: QWidget) -> None:
    with pytest.raises(pytest.fail.Exception, match="打开台账库"):
        QFileDialog.getExistingDirectory(parent, "打开台账库", "")


def test_an_answer_of_the_test_is_taken(parent: QWidget) -> None:
    dialog = QDialog(parent)
    QTimer.singleShot(0, dialog, dialog.accept)
    assert dialog.exec() == QDialog.DialogCode.Accepted
