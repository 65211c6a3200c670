"""A walk without a mouse: every step is a key that the menus name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desk.store.tasks import plans
from ui.window.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_find_choose_correct_and_undo_by_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    assert focused() is window.search
    window.search.insert("市教育局")  # Chinese comes from an input method, not from keys
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    assert focused() is window.tasks.view
    assert window.tasks.model.rowCount() == 20

    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    before = window.tasks.current()
    qtbot.keyClick(focused(), Qt.Key.Key_F2)
    editor = focused()
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("键盘改写")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert plans.task(window.desk.library, before.id).content == "键盘改写"

    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert plans.task(window.desk.library, before.id).content == before.content


def test_the_three_panes_are_reached_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key, pane in ((Qt.Key.Key_1, window.tree), (Qt.Key.Key_2, window.tasks), (Qt.Key.Key_3, window.detail)):
        qtbot.keyClick(window, key, CTRL)
        assert pane.isAncestorOf(focused())


def test_a_hidden_pane_comes_back_when_it_is_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    window.menus["show_detail"].trigger()
    assert window.detail.isHidden()
    window.menus["focus_detail"].trigger()
    assert window.detail.isVisible()


def test_controls_without_words_have_a_name(window: MainWindow) -> None:
    named = (window.search, window.tasks.view, window.tree.view, window.detail.tabs)
    assert all(widget.accessibleName() for widget in named)


def test_no_command_takes_the_keys_of_the_open_cell(window: MainWindow) -> None:
    taken = {action.shortcut().toString() for action in window.menus.all()}
    assert not taken & {"Alt+Return", "Alt+Enter", "Return", "Enter", "Tab", "Esc"}
