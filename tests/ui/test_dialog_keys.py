"""Every dialog by keys alone: Tab reaches all of it, Enter on 取消 and Esc leave it, Ctrl+Enter sends."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ui
from gongkai_desk.domain.state import Action
from gongkai_desk.standing.lights import works
from gongkai_desk.store.care.backup import dumped
from tests.ui.dialog_walk import leave_by, leaving, mnemonics_twice, stops_expected, stops_reached
from tests.ui.sample_dialogs import BY_HAND
from tests.ui.test_every_command import ENDS, WRITES
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Dialog, Form
from ui.dialogs.base.records import RecordsDialog
from ui.dialogs.registers.draw_dialog import FollowDialog
from ui.dialogs.tasks.paper_options import BreakdownOptions, LedgerOptions
from ui.dialogs.tasks.report_dialog import ReportDialog
from ui.dialogs.tasks.transition_dialog import TransitionDialog
from ui.importing.drafted import DraftedWizard
from ui.importing.frame import WizardFrame
from ui.importing.unit_dialog import _Asking
from ui.window.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
BASES = {Dialog, Form, RecordsDialog, WizardFrame, DraftedWizard, _Asking}


def faults(dialog: QDialog) -> list[str]:
    """Walk a dialog, return what is wrong with its keys; it is closed then."""
    dialog.show()
    name = type(dialog).__name__
    found = [f"{name}: no Tab to {type(each).__name__}" for each in stops_expected(dialog) - stops_reached(dialog)]
    found += [f"{name}: {letter} twice" for letter in mnemonics_twice(dialog)]
    ways = leaving(dialog)
    found += [f"{name}: nothing to leave it by"] * (not ways)
    found += [f"{name}: Enter on {way.text()}" for way in ways if not leave_by(dialog, way, Qt.Key.Key_Return)]
    found += [f"{name}: Esc" for way in ways[:1] if not leave_by(dialog, way, Qt.Key.Key_Escape)]
    return found


def kinds(of: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in of.__subclasses__():
        yield each
        yield from kinds(each)


@pytest.fixture(scope="module", autouse=True)
def every_module() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> dict[type[QDialog], list[str]]:
    """Walk and leave every dialog that is opened; what was wrong with each kind."""
    seen: dict[type[QDialog], list[str]] = {}

    def walk(dialog: QDialog) -> int:
        found = faults(dialog) if isinstance(dialog, Dialog) else []
        seen.setdefault(type(dialog), []).extend(found)
        dialog.reject()
        return 0

    for kind in (QDialog, QMessageBox, LedgerOptions, BreakdownOptions):
        monkeypatch.setattr(kind, "exec", walk)
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, Mock(return_value=("" if name != "getOpenFileNames" else [], "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", Mock(return_value=""))
    monkeypatch.setattr(QDesktopServices, "openUrl", Mock(return_value=True))
    return seen


def open_all(window: MainWindow) -> None:
    """Press every command that asks before it acts."""
    for name in window.menus.names():
        window.tree.choose_first()
        window.tasks.view.selectRow(2)
        action = window.menus[name]
        if name not in ENDS | WRITES and action.isEnabled() and not action.isCheckable():
            action.trigger()


def test_every_dialog_is_walked_and_left_by_keys(
    qtbot: QtBot, window: MainWindow, walked: dict[type[QDialog], list[str]]
) -> None:
    window.settle()
    before = list(dumped(window.desk.library))
    open_all(window)
    for kind, make in BY_HAND.items():
        walked[kind] = faults(dialog := make(window))
        dialog.deleteLater()
    assert [each for found in walked.values() for each in found] == []
    assert list(dumped(window.desk.library)) == before
    assert {kind.__qualname__ for kind in set(kinds(Dialog)) - BASES - walked.keys()} == set()


def test_there_is_no_dialog_of_another_kind() -> None:
    own = {kind for kind in kinds(QDialog) if kind.__module__.startswith("ui.")}
    assert own == set(kinds(Dialog)) | {Dialog}


@pytest.mark.parametrize("action", [Action.EXTEND, Action.NOT_APPLICABLE, Action.CANCEL, Action.SUSPEND])
def test_an_act_that_needs_a_reason_opens_in_its_field(window: MainWindow, action: Action) -> None:
    dialog = TransitionDialog(action, list(works(window.desk.library, [2]).values()), window.desk.today, window)
    dialog.show()
    assert dialog.focusWidget() is dialog.reason


def test_what_a_check_found_is_written_first(window: MainWindow) -> None:
    dialog = FollowDialog(Action.RETURN, "第1项", "", window.desk.today, window)
    dialog.show()
    assert dialog.focusWidget() is dialog.reason


def fields(dialog: ReportDialog) -> list[QWidget]:
    return [dialog.unit, dialog.day, dialog.period, dialog.text, dialog.zero, dialog.problems, dialog.reject_button]


@pytest.mark.parametrize("place", range(7))
def test_ctrl_enter_sends_from_any_field(window: MainWindow, place: int) -> None:
    dialog = ReportDialog(window.tasks.current(), window.desk.today, window)
    dialog.show()
    dialog.text.setPlainText("已办")
    field = fields(dialog)[place]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_ctrl_enter_does_not_send_what_is_not_ready(window: MainWindow) -> None:
    dialog = ReportDialog(window.tasks.current(), window.desk.today, window)
    dialog.show()
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()


def test_enter_on_cancel_stores_no_progress(window: MainWindow) -> None:
    before = list(dumped(window.desk.library))

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReportDialog)
        dialog.text.setPlainText("已办")
        dialog.reject_button.setFocus()
        QTest.keyClick(dialog.reject_button, Qt.Key.Key_Return)

    QTimer.singleShot(0, cancel)
    window.menus["report"].trigger()
    assert list(dumped(window.desk.library)) == before


# -- questions and messages


def press(words: str, key: Qt.Key) -> Callable[[], None]:
    """Return what presses a key on the button with these words in the box that is open."""

    def act() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        at = next(each for each in box.findChildren(QPushButton) if each.text() == words)
        at.setFocus()
        QTest.keyClick(at, key)

    return act


@pytest.mark.parametrize(
    ("words", "key", "agreed"),
    [
        ("取消", Qt.Key.Key_Return, False),
        ("删除", Qt.Key.Key_Return, True),
        ("删除", Qt.Key.Key_Escape, False),
    ],
)
def test_enter_belongs_to_the_focused_button_of_a_question(
    window: MainWindow, words: str, key: Qt.Key, agreed: bool
) -> None:
    QTimer.singleShot(0, press(words, key))
    assert ask.choose(window, "删除要点", "要删除吗？", "删除") is agreed


def test_a_question_opens_on_its_harmless_button(window: MainWindow) -> None:
    at: list[QObject | None] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        at.append(box.focusWidget())
        box.reject()

    QTimer.singleShot(0, look)
    ask.choose(window, "删除要点", "要删除吗？", "删除")
    assert isinstance(at[0], QPushButton)
    assert at[0].text() == "取消"


def test_a_line_is_typed_at_once_and_sent_by_enter(window: MainWindow) -> None:
    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        field = box.focusWidget()
        QTest.keyClicks(field, "abc")
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    assert ask.ask_line(window, "退回补报", "要补充什么：", "former") == "abc"


def test_enter_on_cancel_answers_no_line(window: MainWindow) -> None:
    QTimer.singleShot(0, press("取消", Qt.Key.Key_Return))
    assert ask.ask_line(window, "退回补报", "要补充什么：", "former") is None
    QTimer.singleShot(0, press("取消", Qt.Key.Key_Return))
    assert ask.choose_one(window, "合并单位", "保留哪一个？", ["甲", "乙"]) is None


def test_text_keeps_enter_for_its_lines(window: MainWindow) -> None:
    dialog = ReportDialog(window.tasks.current(), window.desk.today, window)
    dialog.show()
    assert isinstance(dialog.text, QPlainTextEdit)
    QTest.keyClicks(dialog.text, "a")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.text.toPlainText() == "a\n"
