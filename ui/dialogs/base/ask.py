"""Short questions and messages; texts are shown as they are, the harmless answer is the default."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QWidget

from ui.dialogs.base.forms import Form
from ui.widgets.plain import label

_LEAST = 22  # characters that a field has room for


def _box(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say one thing."""
    box = _box(parent, title, text)
    box.addButton("确定", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


def choose(parent: QWidget | None, title: str, text: str, verb: str) -> bool:
    """Ask whether to do what ``verb`` says; 取消 is the default."""
    box = _box(parent, title, text)
    yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.exec()
    chosen = box.clickedButton() is yes
    box.deleteLater()
    return chosen


class Question(Form):
    """A sentence with one field under it, in which the focus is."""

    def __init__(self, title: str, text: str, field: QLineEdit | QComboBox, parent: QWidget | None = None) -> None:
        super().__init__(title, "确定", parent)
        self.field = field
        asked = label(text, wrap=True, parent=self)
        asked.setBuddy(field)
        field.setAccessibleName(text)
        field.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * _LEAST)
        self.form.addRow(asked)
        self.form.addRow(field)
        field.setFocus()


def ask_line(
    parent: QWidget | None, title: str, text: str, proposed: str = "", hidden: QLineEdit.EchoMode | None = None
) -> str | None:
    """Ask for one line, as dots with ``hidden``; ``None`` if it was cancelled."""
    field = QLineEdit(proposed)
    field.setEchoMode(QLineEdit.EchoMode.Normal if hidden is None else hidden)
    field.selectAll()
    return field.text().strip() if _is_answered(Question(title, text, field, parent)) else None


def choose_one(parent: QWidget | None, title: str, text: str, choices: Sequence[str]) -> int | None:
    """Ask for one of several; return its place, ``None`` if it was cancelled."""
    field = QComboBox()
    field.addItems(list(choices))
    return field.currentIndex() if _is_answered(Question(title, text, field, parent)) else None


def choose_or_write(
    parent: QWidget | None, title: str, text: str, choices: Sequence[str], proposed: str = ""
) -> str | None:
    """Ask for one of several or for words of one's own; ``None`` if it was cancelled."""
    field = QComboBox()
    field.setEditable(True)
    field.addItems(list(choices))
    field.setCurrentIndex(max(0, field.findText(proposed)))
    return field.currentText().strip() if _is_answered(Question(title, text, field, parent)) else None


def _is_answered(question: Question) -> bool:
    """Show a question until it is closed; its field can still be read afterwards."""
    answered = question.asked()
    question.deleteLater()
    return answered
