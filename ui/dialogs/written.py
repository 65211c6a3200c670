"""After an export: where the file is, and opening it or its folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.plain import button, label


class Written(QDialog):
    """Says that a paper is written; 打开, 打开所在文件夹, 关闭."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.setWindowTitle("导出完成")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(f"已生成《{path.name}》", name="heading", wrap=True, parent=self))
        column.addWidget(label(str(path.parent), name="dim", wrap=True, parent=self))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("打开所在文件夹", self._open_folder, parent=self))
        row.addWidget(button("关闭", self.reject, parent=self))
        self.opener = button("打开", self._open, name="primary", parent=self)
        row.addWidget(self.opener)
        column.addLayout(row)
        self.opener.setDefault(True)
        self.setMinimumWidth(420)

    @classmethod
    def show_for(cls, parent: QWidget, path: Path) -> None:
        """Show it until it is closed."""
        dialog = cls(path, parent)
        dialog.exec()
        dialog.deleteLater()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
        self.accept()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
        self.accept()
