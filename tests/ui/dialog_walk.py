"""Walks a dialog by keys alone: Tab to each of its stops, Enter on what leaves it, Esc."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)

from ui.widgets.cell_edit import EditingView

LEAVING = ("取消", "关闭", "离开", "以后再说")
_MOST = 120  # presses of Tab before a dialog counts as a trap


def leaving(dialog: QDialog) -> list[QPushButton]:
    """Return the buttons that leave a dialog without doing anything."""
    return [each for each in dialog.findChildren(QPushButton) if each.isVisible() and _words(each) in LEAVING]


def _words(button: QPushButton) -> str:
    return button.text().replace("&", "").split("(")[0]


def stops_expected(dialog: QWidget) -> set[QWidget]:
    """Return all that Tab should stop at: what can be filled in, chosen or pressed."""
    return {each for each in dialog.findChildren(QWidget) if _takes_tab(each, dialog)}


def _takes_tab(widget: QWidget, dialog: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    if not policy or not widget.isVisible() or not widget.isEnabled() or widget.window() is not dialog:
        return False
    if widget.focusProxy() is not None or (isinstance(widget, QTabBar) and not widget.count()):
        return False
    if isinstance(widget, QRadioButton) and widget.autoExclusive() and not widget.isChecked():
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and not widget.isChecked():  # type: ignore[attr-defined]
        return False  # arrows go there
    return not any(isinstance(each, QAbstractSpinBox | QComboBox | QAbstractItemView) for each in _above(widget))


def _above(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def stops_reached(dialog: QWidget) -> set[QWidget]:
    """Return all that Tab stops at; a date stops it three times, a table that is written in is left by Ctrl+Tab."""
    reached: set[QWidget] = set()
    for _ in range(_MOST):
        at = dialog.focusWidget() or dialog
        reached.add(at)
        sheet = isinstance(at, EditingView)
        held = Qt.KeyboardModifier.ControlModifier if sheet else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(at, Qt.Key.Key_Tab, held)
    return reached


def mnemonics_twice(window: QWidget) -> list[str]:
    """Return the letters that Alt leads to two places with, among what is seen."""
    shown = [each for each in window.findChildren(QWidget) if each.isVisible() and each.window() is window]
    texts = [each.text() for each in shown if isinstance(each, QAbstractButton | QLabel)]
    letters = [key for text in texts if (key := QKeySequence.mnemonic(text).toString())]
    return sorted({key for key in letters if letters.count(key) > 1})


def leave_by(dialog: QDialog, at: QWidget, key: Qt.Key) -> bool:
    """Press a key on a widget of a shown dialog; tell whether that left it without accepting it."""
    accepted: list[bool] = []
    dialog.accepted.connect(lambda: accepted.append(True))
    dialog.show()
    at.setFocus()
    QTest.keyClick(at, key)
    return not dialog.isVisible() and not accepted
