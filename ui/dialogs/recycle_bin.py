"""回收站: what was deleted, and taking it back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Plan, Task
from ui.dialogs.dialog import Dialog
from ui.dialogs.forms import give_size
from ui.models.record_table import RecordTable
from ui.widgets.plain import button, label
from ui.widgets.record_view import record_view


class RecycleBin(Dialog):
    """Lists deleted plans and tasks; what is selected can be taken back."""

    def __init__(self, plans: Sequence[Plan], tasks: Sequence[Task], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("回收站")
        self._plans, self._tasks = list(plans), list(tasks)
        self.model = RecordTable(("类别", "内容"), self)
        self.model.show(
            [*(("要点", plan.title) for plan in plans), *(("任务", task.title or task.content) for task in tasks)]
        )
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("回收站")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setColumnWidth(0, self.fontMetrics().horizontalAdvance("国") * 5)
        self.restore = button("还原", self.accept, name="primary", parent=self)
        self._lay_out()
        self.view.selectionModel().selectionChanged.connect(self._look)
        self._look()

    def _lay_out(self) -> None:
        text = "删除的要点和任务留在这里，随时可以还原。" if self._plans or self._tasks else "回收站是空的。"
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(text, name="dim", wrap=True, parent=self))
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addWidget(button("全选", self.view.selectAll, name="link", parent=self))
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, parent=self))
        row.addWidget(self.restore)
        column.addLayout(row)
        self.view.setVisible(bool(self._plans or self._tasks))
        give_size(self, 45, 22)

    def _look(self) -> None:
        self.restore.setEnabled(bool(self.view.selectionModel().selectedRows()))

    def chosen(self) -> tuple[list[int], list[int]]:
        """Return the ids of the selected plans and tasks."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        count = len(self._plans)
        plans = [self._plans[row].id or 0 for row in rows if row < count]
        return plans, [self._tasks[row - count].id or 0 for row in rows if row >= count]

    @classmethod
    def ask(cls, parent: QWidget, plans: Sequence[Plan], tasks: Sequence[Task]) -> tuple[list[int], list[int]]:
        """Show it; return the ids of plans and tasks to take back."""
        dialog = cls(plans, tasks, parent)
        given = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else ([], [])
        dialog.deleteLater()
        return given
