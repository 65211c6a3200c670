"""What a window says of itself: what to do where nothing is yet, and one line above all that holds for all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.plain import button, label


class EmptyState(QWidget):
    """A quiet page in the middle of a pane; the first of its actions is the primary one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = label(name="title", parent=self)
        self.text = label(name="dim", wrap=True, parent=self)
        for part in (self.heading, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._below, self._further = QHBoxLayout(), QVBoxLayout()
        self._further.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addSpacing(6)
        column.addLayout(self._buttons)
        column.addSpacing(10)
        column.addLayout(self._below)
        column.addLayout(self._further)
        column.addStretch(3)

    def say(self, heading: str, text: str, actions: tuple[QAction, ...] = ()) -> None:
        """Show another sentence with the buttons of these actions."""
        self.heading.setText(heading)
        self.text.setText(text)
        _empty(self._buttons)
        self.offer("", [])
        self._buttons.addStretch(1)
        for number, action in enumerate(actions):
            name = "" if number else "primary"
            self._buttons.addWidget(button(action.iconText(), action.trigger, name=name, parent=self))
        self._buttons.addStretch(1)

    def put_below(self, widget: QWidget) -> None:
        """Let a widget stand under the buttons, whenever it has something to say."""
        self._below.addStretch(1)
        self._below.addWidget(widget, 4)
        self._below.addStretch(1)

    def offer(self, heading: str, actions: Sequence[QAction]) -> None:
        """Show quiet links under the buttons, e.g. what was opened lately."""
        _empty(self._further)
        if actions:
            head = label(heading, name="dim", parent=self)
            self._further.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        for action in actions:
            link = button(action.text(), action.trigger, name="link", parent=self)
            self._further.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)


def _empty(layout: QBoxLayout) -> None:
    while item := layout.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


class Banner(QFrame):
    """Hidden until it has something to say; its button emits ``pressed``."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = label(wrap=True, parent=self)
        self._button = button("", self.pressed.emit, name="link", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 12, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self.hide()

    def say(self, text: str, button_text: str) -> None:
        """Show a line and what its button says."""
        self._text.setText(text)
        self._button.setText(button_text)
        self.show()
