"""恢复备份: the snapshots that the library keeps of itself, or a backup file from elsewhere."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs.dialog import Dialog
from ui.dialogs.forms import give_size
from ui.models.record_table import RecordTable
from ui.widgets.plain import button, label
from ui.widgets.record_view import record_view

REASONS = {"import": "导入之前", "migrate": "升级之前", "restore": "上次恢复之前", "daily": "每日自动备份"}
"""Why a snapshot was taken, as its file name says."""


class RestoreBackup(Dialog):
    """Asks which state the library is to have again; ``chosen`` is the file."""

    def __init__(self, snapshots: Sequence[Path], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复备份")
        self.chosen: Path | None = None
        self._snapshots = list(snapshots)
        self._folder = folder
        self.model = RecordTable(("时间", "留存原因"), self)
        self.model.show([_row(path) for path in self._snapshots])
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("自动备份")
        self.view.setColumnWidth(0, self.fontMetrics().horizontalAdvance("国") * 12)
        self.restore = button("恢复到这一份", self._take_snapshot, name="primary", parent=self)
        self._lay_out()
        self.view.selectionModel().selectionChanged.connect(self._look)
        self._look()

    def _lay_out(self) -> None:
        text = "台账库将回到所选的时候。现在的内容会先自动留一份备份，需要时可以再恢复回来；原件和佐证材料不会减少。"
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(text, wrap=True, parent=self))
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addWidget(button("选备份文件…", self._ask_file, parent=self))
        row.addStretch(1)
        row.addWidget(button("取消", self.reject, parent=self))
        row.addWidget(self.restore)
        column.addLayout(row)
        give_size(self, 45, 24)

    def _look(self) -> None:
        self.restore.setEnabled(bool(self.view.selectionModel().selectedRows()))

    def _take_snapshot(self) -> None:
        self.chosen = self._snapshots[self.view.currentIndex().row()]
        self.accept()

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选备份文件", str(self._folder), "备份 (*.zip *.db)")
        if name:
            self.chosen = Path(name)
            self.accept()

    @classmethod
    def ask(cls, parent: QWidget, snapshots: Sequence[Path], folder: Path) -> Path | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(snapshots, folder, parent)
        given = dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return given


def _row(path: Path) -> tuple[str, str]:
    """Return when and why a snapshot was taken, from its name: 000012-20261128T202325Z-import.db."""
    _, taken, reason = path.stem.split("-", 2)
    at = datetime.strptime(taken, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone()
    return f"{at:%Y-%m-%d %H:%M}", REASONS.get(reason, reason)
