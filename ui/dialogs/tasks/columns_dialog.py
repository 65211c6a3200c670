"""Which columns the task table shows, and in which order (显示的列)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.notices import button, label

Columns = list[tuple[int, bool]]
"""Columns of the model in their order, each with whether it is shown."""


class ColumnsDialog(Form):
    """A list to tick and to put in order; one column at least stays."""

    def __init__(self, columns: Sequence[tuple[int, str, bool]], parent: QWidget | None = None) -> None:
        super().__init__("显示的列", "确定", parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName("显示的列")
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        for column, title, shown in columns:
            item = QListWidgetItem(title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, column)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        side = QVBoxLayout()
        side.addWidget(button("上移(&U)", self.move_up, parent=self))
        side.addWidget(button("下移(&D)", self.move_down, parent=self))
        side.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(side)
        self.add_wide(label("勾选要显示的列；拖动或用按钮调整左右次序。", name="dim", wrap=True, parent=self), row)
        self.list.itemChanged.connect(self._look)
        give_size(self, 29, 19)
        self._look()

    def move_up(self) -> None:
        """Put the current column one place to the left."""
        self._move(-1)

    def move_down(self) -> None:
        """Put the current column one place to the right."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)

    def columns(self) -> Columns:
        """Return the columns as they are set now."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [(item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked) for item in items]

    def _look(self) -> None:
        self.say("" if any(shown for _, shown in self.columns()) else "至少显示一列。")

    @classmethod
    def ask(cls, parent: QWidget, columns: Sequence[tuple[int, str, bool]]) -> Columns | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(columns, parent)
        given = dialog.columns() if dialog.asked() else None
        dialog.deleteLater()
        return given
