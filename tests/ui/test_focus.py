"""Keys in the window: Tab comes round to all of it, Enter presses, what has the focus is seen to have it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.dialog_walk import mnemonics_twice, stops_expected, stops_reached
from ui import theme
from ui.desk import Desk
from ui.widgets.flow import TabLine
from ui.window.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def a_page(window: MainWindow, name: str) -> None:
    window.stage.go_to_page(name)


def a_search_for_nothing(window: MainWindow) -> None:
    window.search.setText("没有这样的任务")
    window.stage.find_words("没有这样的任务")


PLACES: dict[str, Callable[[MainWindow], None]] = {
    "plan": lambda window: None,
    "none found": a_search_for_nothing,
    "dashboard": lambda window: a_page(window, "dashboard"),
    "calendar": lambda window: a_page(window, "calendar"),
    "coverage": lambda window: a_page(window, "coverage"),
    "requests": lambda window: a_page(window, "requests"),
}


def focus_in(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def _told(missed: QWidget) -> str:
    words = missed.text() if isinstance(missed, QAbstractButton) else ""
    return f"{type(missed).__name__} {missed.accessibleName() or words} in {type(missed.parentWidget()).__name__}"


@pytest.mark.parametrize("place", PLACES)
def test_tab_comes_to_everything_in_the_window(window: MainWindow, qtbot: QtBot, place: str) -> None:
    window.settle()
    focus_in(window, qtbot)
    PLACES[place](window)
    window.tree.view.setFocus()
    missed = stops_expected(window) - stops_reached(window)
    assert [_told(each) for each in missed if not isinstance(each, TabLine)] == []  # it hands on to its tabs


@pytest.mark.parametrize("tab", ["任务", "单位", "进展"])
def test_tab_goes_from_the_tabs_into_the_one_that_is_shown(window: MainWindow, qtbot: QtBot, tab: str) -> None:
    focus_in(window, qtbot)
    window.detail.turn_to(tab)
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.detail._pages.currentWidget() in (window.focusWidget(), *above(window.focusWidget()))


def above(widget: QWidget) -> list[QWidget]:
    parent = widget.parentWidget()
    return [] if parent is None else [parent, *above(parent)]


def test_tab_reads_from_the_left_pane_to_the_right_one(window: MainWindow, qtbot: QtBot) -> None:
    focus_in(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    panes = []
    for _ in range(30):
        at = window.focusWidget()
        pane = next((each for each in (window.tree, window.tasks, window.detail) if each.isAncestorOf(at)), None)
        panes += [pane] if pane not in panes[-1:] else []
        QTest.keyClick(at, Qt.Key.Key_Tab, CTRL if at is window.tasks.view else Qt.KeyboardModifier.NoModifier)
    assert panes[:4] == [window.tree, window.tasks, window.detail, None]


def test_a_page_has_the_keys_of_the_table_while_it_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    focus_in(window, qtbot)
    window.stage.go_to_page("calendar")
    window.tree.view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.middle.currentWidget().isAncestorOf(window.focusWidget())


def test_an_empty_home_begins_on_its_main_button(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    assert window.focusWidget() is window.welcome.first


def test_enter_presses_the_focused_button_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    focus_in(window, qtbot)
    a_search_for_nothing(window)
    window.tasks.empty.first.setFocus()  # type: ignore[union-attr]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.search.text() == ""


@pytest.mark.parametrize("made", [QComboBox, QRadioButton, QPushButton, QLineEdit])
@pytest.mark.parametrize("dark", [False, True])
def test_what_has_the_focus_looks_it(qtbot: QtBot, made: type[QWidget], dark: bool) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, dark=dark, points=10)
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    shown, other = made(holder), QLineEdit(holder)
    if isinstance(shown, QRadioButton):
        shown.setText("每项任务一行")
    if made is QPushButton:
        shown.setObjectName("chip")
        shown.setProperty("checkable", True)
        shown.setProperty("checked", True)
    for each in (shown, other):
        row.addWidget(each)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    other.setFocus()
    without = shown.grab().toImage()
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.grab().toImage() != without


def letters(menu: QMenu | QMenuBar) -> list[str]:
    return [key for each in menu.actions() if (key := QKeySequence.mnemonic(each.text()).toString())]


def test_no_letter_stands_twice_in_a_menu(window: MainWindow) -> None:
    menus = [window.menuBar(), *window.findChildren(QMenu)]
    twice = {key for menu in menus for key in letters(menu) if letters(menu).count(key) > 1}
    assert len(menus) > 9
    assert twice == set()


@pytest.mark.parametrize("place", ["calendar", "requests", "statistics", "coverage"])
def test_no_letter_of_a_page_is_that_of_a_menu(window: MainWindow, place: str) -> None:
    a_page(window, place)
    bar = set(letters(window.menuBar()))
    shown = [each for each in window.middle.findChildren(QAbstractButton) if each.isVisible()]
    assert {each.text() for each in shown if QKeySequence.mnemonic(each.text()).toString() in bar} == set()
    assert mnemonics_twice(window) == []
