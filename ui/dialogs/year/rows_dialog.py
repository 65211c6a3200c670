"""What a figure of a paper counts: its rows as a list, from which one goes to the tasks."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.standing.year.rows_behind import RowsBehind
from ui.dialogs.base.dialog import Dialog, give_size
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button, label

_LEAST, _MOST = 3, 20  # characters of a column; the last one takes what is left


class RowsDialog(Dialog):
    """Lists the rows behind a figure; accepted, the tasks that they are about are wanted in the window."""

    def __init__(self, found: RowsBehind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("数字的明细")
        self.model = RecordTable(found.heads, self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("数字的明细")
        self.model.show([row.texts for row in found.rows])
        self._fit(found)
        self.count = label(f"共 {len(found.rows)} 条", name="dim", parent=self)
        self.go = button("在任务表中显示(&G)", self.accept, name="primary", parent=self)
        self.go.setEnabled(bool(found.tasks))
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(button("关闭", self.reject, parent=self))
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        give_size(self, 78, 30)
        self.view.setFocus()
        self.view.selectRow(0)

    def _fit(self, found: RowsBehind) -> None:
        wide = self.fontMetrics().horizontalAdvance("国")
        for place, head in enumerate(found.heads[:-1]):
            longest = max((len(row.texts[place]) for row in found.rows), default=0)
            self.view.setColumnWidth(place, wide * min(max(longest, len(head), _LEAST), _MOST) + 18)
