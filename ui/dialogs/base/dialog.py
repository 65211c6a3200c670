"""What every dialog does: Enter, Ctrl+Enter, Tab, where the focus is at first, and that it fits the screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QToolButton,
    QWidget,
)

from ui.widgets.cell_edit import EditingView
from ui.widgets.room import fit_dialog

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Dialog(QDialog):
    """Enter presses the focused button, Ctrl+Enter the main one from any field; Tab goes as one reads; Esc leaves.

    Elsewhere Enter presses the default button, if there is one. The focus is at first in the field that a subclass
    gave it, otherwise in the first field, never on 取消 where there is a field. The last row of its layout holds the
    buttons: what is above scrolls on a screen too small for it.
    """

    _was_shown = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.key() in ENTER and self._take_enter(event.modifiers())):
            super().keyPressEvent(event)

    def _take_enter(self, modifiers: Qt.KeyboardModifier) -> bool:
        held, focused = modifiers & ~Qt.KeyboardModifier.KeypadModifier, self.focusWidget()
        if held == Qt.KeyboardModifier.ControlModifier:
            self.send()
            return True
        if held or not isinstance(focused, QPushButton | QToolButton):
            return False
        focused.click()
        return True

    def send(self) -> None:
        """Press the main button, if it can be pressed."""
        for each in self.findChildren(QPushButton, "primary"):
            if each.isVisible():
                each.click()
                return

    def showEvent(self, event: QShowEvent) -> None:
        if not self._was_shown:
            self._was_shown = True
            fit_dialog(self)
            self._ready_keys()
        super().showEvent(event)

    def _ready_keys(self) -> None:
        _let_tab_out(self)
        order = list(_stops(self.layout()))
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        fields = (each for each in order if _is_field(each) and each.isEnabledTo(self) and each.isVisibleTo(self))
        if self.focusWidget() is None and (first := next(fields, None)) is not None:
            first.setFocus()


def _is_field(stop: QWidget) -> bool:
    return not isinstance(stop, QPushButton | QToolButton | QRadioButton) or (
        isinstance(stop, QRadioButton) and stop.isChecked()
    )


def _let_tab_out(dialog: QWidget) -> None:
    """Keep Tab inside no text and no list; only in a table that is written in does it go from cell to cell."""
    for text in dialog.findChildren(QPlainTextEdit):
        text.setTabChangesFocus(True)
    for view in dialog.findChildren(QAbstractItemView):
        if not isinstance(view, EditingView):
            view.setTabKeyNavigation(False)


def _stops(layout: QLayout | None) -> Iterator[QWidget]:
    """Yield what Tab stops at, in the order of the layout."""
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        if item is not None and (widget := item.widget()) is not None:
            yield from _stops_of(widget)
        elif item is not None:
            yield from _stops(item.layout())


def _stops_of(widget: QWidget) -> Iterator[QWidget]:
    focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QTabWidget)
    proxy = widget.focusProxy()
    if focusable or (proxy is not None and widget.isAncestorOf(proxy)):
        yield widget  # one that hands the focus to a child stands before its children, else Qt goes round in circles
    if isinstance(widget, QScrollArea):
        yield from _stops_of(widget.widget())
    elif isinstance(widget, QSplitter | QTabWidget):
        if isinstance(widget, QTabWidget):
            yield widget.tabBar()
        for place in range(widget.count()):
            yield from _stops_of(widget.widget(place))
    else:
        yield from _stops(widget.layout())
