"""What can be had back: a library from its backups (恢复备份), deleted rows (回收站), texts that were not stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.ids import PlanId, TaskId
from gongkai_desk.store.tasks.draft_notes import Unsent
from ui.dialogs.base.dialog import Dialog, give_size
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.unsent import UnsentTexts
from ui.widgets.notices import button, label

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


PLAN, TASK = "要点", "任务"


@dataclass(frozen=True, slots=True)
class Binned:
    """One entry of the recycle bin: what it is, its number, what it says, when and by whom it was deleted."""

    kind: str  # 要点 or 任务
    id: int
    number: str
    name: str
    day: str
    who: str


class RecycleBin(Dialog):
    """Lists deleted plans and tasks; what is selected can be taken back, by Enter too."""

    def __init__(self, binned: Sequence[Binned], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("回收站")
        self._binned = list(binned)
        self.model = RecordTable(("类别", "文号或序号", "删除日期", "经办人", "内容"), self)
        self.model.show([(each.kind, each.number, each.day, each.who, each.name) for each in binned])
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("回收站")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((3, 9, 6, 5)):
            self.view.setColumnWidth(column, wide * characters + 18)
        self.restore = button("还原", self.accept, name="primary", parent=self)
        self._lay_out()
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.view.activated.connect(self.accept)
        self._look()
        if binned:
            self.view.setCurrentIndex(self.model.index(0, 0))
            self.view.setFocus()

    def _lay_out(self) -> None:
        text = "删除的要点和任务留在这里，随时可以还原。" if self._binned else "回收站是空的。"
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
        self.view.setVisible(bool(self._binned))
        give_size(self, 58, 24)

    def _look(self) -> None:
        self.restore.setEnabled(bool(self.view.selectionModel().selectedRows()))

    def chosen(self) -> tuple[list[PlanId], list[TaskId]]:
        """Return the ids of the selected plans and tasks."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        found = [self._binned[row] for row in rows]
        plans = [PlanId(each.id) for each in found if each.kind == PLAN]
        return plans, [TaskId(each.id) for each in found if each.kind == TASK]

    @classmethod
    def ask(cls, parent: QWidget, binned: Sequence[Binned]) -> tuple[list[PlanId], list[TaskId]]:
        """Show it; return the ids of plans and tasks to take back."""
        dialog = cls(binned, parent)
        given = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else ([], [])
        dialog.deleteLater()
        return given


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
