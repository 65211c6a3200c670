"""快捷键一览: made of the commands themselves, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.commands.command import Entry
from ui.dialogs.base.dialog import Dialog
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button

CELL_KEYS = (  # keys of the open cell, which are no commands
    ("Enter", "写完本格，转到下一行"),
    ("Alt+Enter", "在格内换行"),
    ("Esc", "放弃本格的改动"),
    ("Tab", "转到右边一格"),
    ("Ctrl+Tab", "离开表格，到下一处"),
    ("Ctrl+Enter", "在对话框里等于按主按钮"),
)


class Keys(Dialog):
    """A table of keys and what they do."""

    def __init__(self, commands: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键一览")
        model = RecordTable(("快捷键", "作用"), self)
        model.show([*_rows(commands), *CELL_KEYS])
        view = record_view(model, self)
        view.setColumnWidth(0, 150)
        column = QVBoxLayout(self)
        column.addWidget(view)
        column.addWidget(button("关闭", self.reject, parent=self), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(460, 560)

    @classmethod
    def show_for(cls, parent: QWidget, commands: Sequence[Entry]) -> None:
        """Show it until it is closed."""
        dialog = cls(commands, parent)
        dialog.exec()
        dialog.deleteLater()


def _rows(commands: Sequence[Entry]) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    return [(QKeySequence(each.keys).toString(native), each.title) for each in commands if each.keys]
