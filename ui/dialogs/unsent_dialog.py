"""上次没有存入的文字: what was typed when the program ended, to be copied, put back or thrown away."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desk.store.tasks.unsent import Unsent
from ui.dialogs.dialog import Dialog
from ui.dialogs.forms import give_size
from ui.unsent import UnsentTexts
from ui.widgets.plain import button, label


class UnsentDialog(Dialog):
    """Lists what waits; ``chosen`` is the text that is to go back into its field."""

    def __init__(self, texts: UnsentTexts, names: dict[int, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("上次没有存入的文字")
        self.chosen: Unsent | None = None
        self._texts, self._names = texts, names
        self.list = QListWidget(self)
        self.list.setAccessibleName("没有存入的文字")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("内容")
        column = QVBoxLayout(self)
        column.addWidget(label("下面的文字上次写了还没有存入台账库。", wrap=True, parent=self))
        column.addWidget(self.list, 1)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(button("删除", self.drop, parent=self))
        row.addStretch(1)
        row.addWidget(button("以后再说", self.reject, parent=self))
        row.addWidget(button("复制", self.copy, parent=self))
        row.addWidget(button("放回原处", self.put_back, name="primary", parent=self))
        column.addLayout(row)
        self.list.currentRowChanged.connect(self._show)
        self._fill()
        give_size(self, 34, 20)

    @classmethod
    def ask(cls, texts: UnsentTexts, names: dict[int, str], parent: QWidget) -> Unsent | None:
        """Show what waits; return what is to be put back, if anything."""
        dialog = cls(texts, names, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def _fill(self) -> None:
        self.list.clear()
        for each in self._texts.left:
            where = self._names.get(each.task or 0, "")
            when = f"{datetime.fromisoformat(each.at).astimezone():%Y-%m-%d %H:%M}" if each.at else ""
            self.list.addItem("　".join(part for part in (each.title, where, when, each.who) if part))
        self.list.setCurrentRow(0)

    def _current(self) -> Unsent | None:
        row = self.list.currentRow()
        return self._texts.left[row] if 0 <= row < len(self._texts.left) else None

    def _show(self) -> None:
        each = self._current()
        self.text.setPlainText("\n\n".join(f"{name}：\n{text}" for name, text in each.fields) if each else "")

    def copy(self) -> None:
        """Put the text on the clipboard; it goes on waiting."""
        if (each := self._current()) is not None:
            QGuiApplication.clipboard().setText("\n".join(text for _, text in each.fields))

    def drop(self) -> None:
        """Throw the text away."""
        if (each := self._current()) is not None:
            self._texts.drop(each)
            self._fill()
            if not self._texts.left:
                self.reject()

    def put_back(self) -> None:
        """Take the text back to where it was typed."""
        self.chosen = self._current()
        self.accept()
