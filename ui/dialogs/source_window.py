"""The original in a window of its own, large enough to read, the task's place marked."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from ui.desk import Desk
from ui.dialogs.dialog import Dialog
from ui.importing.page_picture import SourcePane
from ui.widgets.plain import button


class SourceWindow(Dialog):
    """Shows one place of one original."""

    def __init__(
        self,
        desk: Desk,
        opened: tuple[Path, str, tuple[tuple[float, float], ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("原文出处")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        path, text, sizes = opened
        self.pane = SourcePane(desk, self)
        self.pane.open(path, "", text, sizes)
        column = QVBoxLayout(self)
        column.addWidget(self.pane, 1)
        column.addWidget(button("关闭", self.reject, parent=self), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(900, 700)

    @classmethod
    def show_for(
        cls, parent: QWidget, desk: Desk, opened: tuple[Path, str, tuple[tuple[float, float], ...]], task: Task
    ) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, opened, parent)
        dialog.show()
        dialog.pane.show_places(task.source)  # the page is drawn for the width that the window has now
        dialog.exec()
        dialog.deleteLater()
