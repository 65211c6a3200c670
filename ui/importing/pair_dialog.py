"""指定对应的任务: which task of the other paper a new or missing one is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.rules.work.revising import told_whole
from ui.dialogs.forms import Form, give_size
from ui.models.revision_table import name_of
from ui.widgets.plain import label


class PairDialog(Form):
    """Lists the tasks without a counterpart; the text of the chosen one stands beside that of the task asked about."""

    def __init__(self, task: Task, others: Sequence[Task], where: str, parent: QWidget | None = None) -> None:
        super().__init__("指定对应的任务", "就是这一项", parent)
        self._others = tuple(others)
        self.list = QListWidget(self)
        self.list.setAccessibleName(f"{where}中没有对应的任务")
        for other in others:
            self.list.addItem(QListWidgetItem(name_of(other)))
        self.own, self.other = self._text(), self._text()
        self.own.setText(told_whole(task))
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (
            label(name_of(task), name="heading", parent=inside),
            self.own,
            label(f"对应{where}中的哪一项？", name="heading", parent=inside),
            self.list,
            self.other,
        ):
            column.addWidget(part, 1 if part is self.list else 0)
        self.add_wide(inside)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        give_size(self, 46, 26)

    def _text(self) -> QLabel:
        made = label(name="dim", wrap=True, parent=self)
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        made.setMinimumHeight(made.fontMetrics().lineSpacing() * 3)
        return made

    def _show(self, row: int) -> None:
        self.other.setText(told_whole(self._others[row]) if 0 <= row < len(self._others) else "")
        self.accept_button.setEnabled(row >= 0)

    @classmethod
    def ask(cls, parent: QWidget, task: Task, others: Sequence[Task], where: str) -> int | None:
        """Return which of the others it is, ``None`` if it was cancelled; ``where`` names their paper."""
        dialog = cls(task, others, where, parent)
        chosen = dialog.list.currentRow() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen
