"""What every dialog does: Enter, Ctrl+Enter, Tab, where the focus is at first, and that it fits the screen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.cell_edit import EditingView
from ui.widgets.focus import ENTER, let_tab_follow, press_focused, stops_in
from ui.widgets.notices import button, fit_dialog, label, room_of

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class Dialog(QDialog):
    """Enter presses the focused button, Ctrl+Enter the main one from any field; Tab goes as one reads; Esc leaves.

    Elsewhere Enter presses the default button, if there is one. The focus is at first in the field that a subclass
    gave it, otherwise in the first field, never on 取消 where there is a field. The last row of its layout holds the
    buttons: what is above scrolls on a screen too small for it.
    """

    _was_shown = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and held == Qt.KeyboardModifier.ControlModifier:
            self.send()
        elif event.key() in _TABS and held & Qt.KeyboardModifier.ControlModifier:  # out of a table, whatever Tab does
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        elif not press_focused(self, event):
            super().keyPressEvent(event)

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

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go as one reads, also through what was put in after the dialog came up: answers, chips, parts of a file."""
        self._order()
        return super().focusNextPrevChild(forward)

    def _order(self) -> list[QWidget]:
        """Let Tab go as the layout does; return its stops."""
        order = list(stops_in(self.layout()))
        let_tab_follow(order)
        return order

    def _ready_keys(self) -> None:
        _let_tab_out(self)
        order = self._order()
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


def give_size(dialog: QDialog, characters: int, lines: int) -> None:
    """Give a dialog room for so many characters and lines of its font, but no more than the screen has."""
    metrics, room = dialog.fontMetrics(), room_of(dialog)
    wide, high = metrics.horizontalAdvance("国") * characters, metrics.lineSpacing() * lines
    dialog.resize(min(wide, room.width() - 52), min(high, room.height() - 40))


class Form(Dialog):
    """A dialog of labelled fields; subclasses add fields and say when the button works."""

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.note = label(name="dim", wrap=True, parent=self)
        self.accept_button = button(verb, self.accept, name="primary", parent=self)
        self.accept_button.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        self.reject_button = button("取消", self.reject, parent=self)
        row.addWidget(self.reject_button)
        row.addWidget(self.accept_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(12)
        self.column.addLayout(self.form, 1)
        self.column.addWidget(self.note)
        self.column.addLayout(row)
        self.note.hide()

    def add_wide(self, *parts: QWidget | QLayout) -> None:
        """Put parts over the whole width under the fields; the last of them takes all room that is left."""
        self.column.setStretch(self.column.indexOf(self.form), 0)
        for place, part in enumerate(parts, self.column.indexOf(self.form) + 1):
            stretch = 1 if part is parts[-1] else 0
            if isinstance(part, QWidget):
                self.column.insertWidget(place, part, stretch)
            else:
                self.column.insertLayout(place, part, stretch)

    def add_line(self, name: str, text: str = "", hint: str = "") -> QLineEdit:
        """Add a field of one line."""
        made = QLineEdit(text, self)
        made.setPlaceholderText(hint)
        self.form.addRow(name, made)
        return made

    def add_text(self, name: str, text: str = "", lines: int = 5) -> QPlainTextEdit:
        """Add a field of several lines."""
        made = QPlainTextEdit(text, self)
        made.setObjectName("edit")
        made.setTabChangesFocus(True)
        made.setMinimumHeight(made.fontMetrics().lineSpacing() * lines + 16)
        self.form.addRow(name, made)
        return made

    def say(self, text: str) -> None:
        """Say under the fields what is still missing, nothing if all is there."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.accept_button.setEnabled(not text)

    def asked(self) -> bool:
        """Show it until it is closed; tell whether the button was pressed."""
        return self.exec() == QDialog.DialogCode.Accepted


def day_text(day: date | None) -> str:
    """Return a day as tables write it, empty for none."""
    return day.isoformat() if day else ""


def row_of_buttons(*buttons: QPushButton) -> QHBoxLayout:
    """Return buttons beside each other at the left."""
    row = QHBoxLayout()
    for each in buttons:
        row.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return row
