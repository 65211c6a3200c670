"""Short questions and messages; texts are shown as they are, the harmless answer is the default."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLineEdit, QMessageBox, QWidget


def _box(parent: "QWidget | None", title: str, text: str) -> "QMessageBox":
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box


def tell(parent: "QWidget | None", title: str, text: str) -> None:
    """Say one thing."""
    box = _box(parent, title, text)
    box.addButton("确定", type(box).ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


def choose(parent: "QWidget | None", title: str, text: str, verb: str) -> bool:
    """Ask whether to do what ``verb`` says; 取消 is the default."""
    box = _box(parent, title, text)
    yes = box.addButton(verb, type(box).ButtonRole.AcceptRole)
    no = box.addButton("取消", type(box).ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.exec()
    chosen = box.clickedButton() is yes
    box.deleteLater()
    return chosen


def ask_line(
    parent: "QWidget | None", title: str, text: str, proposed: str = "", hidden: "QLineEdit.EchoMode | None" = None
) -> str | None:
    """Ask for one line, as dots with ``hidden``; ``None`` if it was cancelled."""
    from PySide6.QtWidgets import QInputDialog, QLineEdit

    echo = QLineEdit.EchoMode.Normal if hidden is None else hidden
    answer, given = QInputDialog.getText(parent, title, text, echo, proposed)
    return answer.strip() if given else None


def choose_one(parent: "QWidget | None", title: str, text: str, choices: "Sequence[str]") -> int | None:
    """Ask for one of several; return its place, ``None`` if it was cancelled."""
    from PySide6.QtWidgets import QInputDialog

    answer, given = QInputDialog.getItem(parent, title, text, list(choices), 0, False)
    return list(choices).index(answer) if given else None


def choose_or_write(
    parent: "QWidget | None", title: str, text: str, choices: "Sequence[str]", proposed: str = ""
) -> str | None:
    """Ask for one of several or for words of one's own; ``None`` if it was cancelled."""
    from PySide6.QtWidgets import QInputDialog

    place = list(choices).index(proposed) if proposed in choices else 0
    answer, given = QInputDialog.getItem(parent, title, text, list(choices), place, True)
    return answer.strip() if given else None
