"""What was taken out of the review, to be brought back."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desk.domain.review import Dropped
from ui.dialogs.dialog import Dialog
from ui.models.task_table import short_seq
from ui.widgets.plain import button, label

_SHOWN = 60  # characters of a task's content


class RestoreDialog(Dialog):
    """Returns which of the dropped tasks are to come back."""

    def __init__(self, dropped: tuple[Dropped, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("找回删除的任务")
        self.list = QListWidget(self)
        self.list.setAccessibleName("删除的任务")
        self.list.setWordWrap(True)
        for each in dropped:
            item = QListWidgetItem(_told(each), self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.do = button("找回", self.accept, name="primary", parent=self)
        self.do.setDefault(True)
        self.list.itemChanged.connect(self._enable)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject, parent=self))
        buttons.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("勾选的任务会回到原来的位置。", parent=self))
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.resize(560, 380)

    @classmethod
    def ask(cls, parent: QWidget, dropped: tuple[Dropped, ...]) -> list[int]:
        """Return the numbers of those to bring back, none if it was cancelled."""
        dialog = cls(dropped, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen if agreed else []

    def chosen(self) -> list[int]:
        """Return the numbers of the ticked tasks."""
        return [row for row in range(self.list.count()) if self.list.item(row).checkState() == Qt.CheckState.Checked]

    @Slot()
    def _enable(self) -> None:
        self.do.setEnabled(bool(self.chosen()))


def _told(dropped: Dropped) -> str:
    task = dropped.task
    text = " ".join(task.content.split())
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"{short_seq(task)}　{short}" if task.seq else short
