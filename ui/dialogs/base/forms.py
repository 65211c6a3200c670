"""What the small forms share: fields under each other, 取消 and one primary button, a day that may be missing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.base.dialog import Dialog
from ui.widgets.plain import button, label
from ui.widgets.room import room_of


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
