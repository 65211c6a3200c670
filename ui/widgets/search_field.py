"""The quick search: a field that tells what was typed once typing rests."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_REST = 120  # milliseconds without a key before we look


class SearchField(QLineEdit):
    """Emits ``asked(words)``; Enter asks at once, Esc empties, the arrow down goes to what was found (``left``)."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.ask)
        self.setPlaceholderText("查找任务、单位或拼音首字母　Ctrl+F")
        self.setAccessibleName("查找")
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._rest_again)
        self.returnPressed.connect(self.ask)
        self.installEventFilter(self)

    def ask(self) -> None:
        """Tell what is searched for now, if that is new."""
        self._rest.stop()
        words = self.text().strip()
        if words != self._asked:
            self._asked = words
            self.asked.emit(words)

    def empty(self) -> None:
        """Empty the field and tell so at once."""
        self.clear()
        self.ask()

    def forget(self) -> None:
        """Empty the field without telling: something else is shown already. Its cross goes too."""
        self._asked = ""
        self.clear()
        self._rest.stop()

    def _rest_again(self) -> None:
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.empty()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.ask()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
