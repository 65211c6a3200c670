"""A field that is read as text and written in where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.plain import button, value

_LEAST, _MOST = 3, 12  # lines of the open editor


class EditableField(QWidget):
    """Shows a text; 修改 (or a double click) opens it, 确定 or Ctrl+Enter emits ``saved(text)``, Esc leaves."""

    saved = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._is_open = False
        self._name = name
        self.shown = value(parent=self)
        self.change = button("修改", self.open, name="link", parent=self)
        self.change.setAccessibleName(f"修改{name}")
        self.shown.installEventFilter(self)
        reading = QHBoxLayout()
        reading.addWidget(self.shown, 1)
        reading.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(reading)

    @cached_property
    def editor(self) -> QPlainTextEdit:
        """The editor, made when it is first opened: a start of the window need not wait for it."""
        made = QPlainTextEdit(self)
        made.setObjectName("edit")
        made.setAccessibleName(self._name)
        made.setTabChangesFocus(True)
        made.installEventFilter(self)
        self._column.addWidget(made)
        return made

    @cached_property
    def _buttons(self) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(button("取消", self.leave, parent=made))
        row.addWidget(button("确定", self.save, name="primary", parent=made))
        self._column.addWidget(made)
        return made

    def show_text(self, text: str, *, may_write: bool) -> None:
        """Show another text; an open editor stays open over it, unless it may no longer be written."""
        self._text = text
        self.shown.setText(text or "—")
        self.change.setEnabled(may_write)
        self._set_open(self._is_open and may_write)

    @property
    def is_open(self) -> bool:
        """Tell whether the editor is open."""
        return self._is_open

    def open(self) -> None:
        """Open the editor on the whole text."""
        if not self.change.isEnabled():
            return
        self.editor.setPlainText(self._text)
        lines = min(max(len(self._text) // 16 + 2, _LEAST), _MOST)
        self.editor.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)
        self._set_open(True)
        self.editor.setFocus()
        self.editor.selectAll()

    def save(self) -> None:
        """Close the editor and tell the new text, if it is new."""
        text = self.editor.toPlainText().strip()
        self._set_open(False)
        if text != self._text:
            self.saved.emit(text)

    def store_open(self, is_stored: Callable[[], bool]) -> None:
        """Store what is being typed, if the editor is open; it stays so if that was refused."""
        if not self._is_open:
            return
        text = self.editor.toPlainText()
        self.save()
        if not is_stored():
            self.open()
            self.editor.setPlainText(text)
            self.editor.document().setModified(True)

    def leave(self) -> None:
        """Close the editor and keep the text as it was."""
        self._set_open(False)

    def _set_open(self, is_open: bool) -> None:
        was_open, self._is_open = self._is_open, is_open
        self.shown.setVisible(not is_open)
        self.change.setVisible(not is_open and self.change.isEnabled())
        if is_open or was_open:
            self.editor.setVisible(is_open)
            self._buttons.setVisible(is_open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.shown and event.type() == QEvent.Type.MouseButtonDblClick:
            self.open()
            return True
        if (
            self._is_open
            and watched is self.editor
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self.save()
                return True
        return super().eventFilter(watched, event)
