"""One line over the window that says what holds for all of it, with what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.plain import button, label


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
