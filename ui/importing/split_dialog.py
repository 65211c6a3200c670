"""Where to cut a task in two: the text with a cursor in it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.dialogs.dialog import Dialog
from ui.widgets.plain import button, label


class SplitDialog(Dialog):
    """Returns the character before which the second task begins."""

    def __init__(self, content: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("拆分任务")
        self.text = QPlainTextEdit(content, self)
        self.text.setReadOnly(True)
        self.text.setObjectName("edit")
        self.text.setAccessibleName("任务内容")
        flags = self.text.textInteractionFlags()
        self.text.setTextInteractionFlags(flags | flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.text.setCursorWidth(2)
        cursor = self.text.textCursor()
        cursor.setPosition(len(content[: content.find("。") + 1].encode("utf-16-le")) // 2)
        self.text.setTextCursor(cursor)
        self.first, self.second = label(wrap=True, parent=self), label(wrap=True, parent=self)
        self.do = button("拆分", self.accept, name="primary", parent=self)
        self.text.cursorPositionChanged.connect(self._show_halves)
        self._lay_out()
        self._show_halves()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject, parent=self))
        buttons.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("把光标放在第二项开始的地方。", parent=self))
        column.addWidget(self.text, 1)
        column.addWidget(self.first)
        column.addWidget(self.second)
        column.addLayout(buttons)
        self.resize(560, 420)

    @classmethod
    def ask(cls, parent: QWidget, content: str) -> int | None:
        """Return where to cut, in characters; ``None`` if it was cancelled."""
        dialog = cls(content, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        at = dialog.at()
        dialog.deleteLater()
        return at if agreed else None

    def at(self) -> int:
        """Return the cursor's place in characters; Qt counts UTF-16 units."""
        before = self.text.toPlainText().encode("utf-16-le")[: 2 * self.text.textCursor().position()]
        return len(before.decode("utf-16-le", errors="ignore"))

    @Slot()
    def _show_halves(self) -> None:
        text, at = self.text.toPlainText(), self.at()
        self.first.setText(f"第一项：{_short(text[:at])}")
        self.second.setText(f"第二项：{_short(text[at:])}")
        self.do.setEnabled(bool(text[:at].strip() and text[at:].strip()))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:18]}……{text[-18:]}"
