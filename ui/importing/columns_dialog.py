"""重认各列: the columns of the file's tables with what each holds; the answer is remembered for tables alike."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.parsing.layouts import PLAIN_WORDS, Columns, Layout
from gongkai_desk.words.terms import ColumnRole
from ui.dialogs.dialog import Dialog
from ui.settings import Settings
from ui.widgets.plain import button, label

_KEY = "import-columns"
_KEPT = 50  # layouts remembered
_SAMPLE = 24  # characters of a sample
_NONE = "不用这一列"


class ColumnsDialog(Dialog):
    """Shows each column by its header and a text of its first row; returns the layouts as a person sees them."""

    def __init__(self, tables: Sequence[Columns], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("重认各列")
        self._tables = tuple(tables)
        self.choices: list[list[QComboBox]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        told = "请核对每一列装的是什么。确定后按此重新读取文件，核对中的修改会重来；以后遇到同样表头的文件也照此读取。"
        column.addWidget(label(told, wrap=True, parent=self))
        column.addWidget(self._area(), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject, parent=self))
        self.do = button("按此重新读取", self.accept, name="primary", parent=self)
        self.do.setDefault(True)
        row.addWidget(self.do)
        column.addLayout(row)
        self.resize(640, 480)

    def _area(self) -> QScrollArea:
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setColumnStretch(1, 1)
        for number, table in enumerate(self._tables, 1):
            if len(self._tables) > 1:
                grid.addWidget(label(f"第 {number} 种表", name="heading", parent=inside), grid.rowCount(), 0, 1, 3)
            self.choices.append([self._line(grid, table, at) for at in range(len(table.layout.names))])
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def _line(self, grid: QGridLayout, table: Columns, at: int) -> QComboBox:
        name, sample = table.layout.names[at] or f"第 {at + 1} 列", " ".join(table.samples[at].split())
        choice = QComboBox(self)
        choice.setAccessibleName(f"{name} 装的是")
        choice.addItem(_NONE, None)
        for role, word in PLAIN_WORDS.items():
            choice.addItem(word, role)
        choice.setCurrentIndex(max(choice.findData(table.layout.roles[at]), 0))
        shown = sample if len(sample) <= _SAMPLE else f"{sample[:_SAMPLE]}…"
        row = grid.rowCount()
        for place, part in enumerate((label(name, parent=self), label(shown, name="dim", parent=self), choice)):
            grid.addWidget(part, row, place, Qt.AlignmentFlag.AlignVCenter)
        return choice

    @classmethod
    def ask(cls, parent: QWidget, tables: Sequence[Columns]) -> tuple[Layout, ...] | None:
        """Return the layouts that were changed; ``None`` if it was cancelled or nothing was changed."""
        dialog = cls(tables, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        layouts = dialog.changed()
        dialog.deleteLater()
        return layouts if agreed and layouts else None

    def changed(self) -> tuple[Layout, ...]:
        """Return the layouts in which a column holds something else now."""
        made = []
        for table, line in zip(self._tables, self.choices, strict=True):
            roles = tuple(ColumnRole(each.currentData()) if each.currentData() else None for each in line)
            shown = tuple(role if role in PLAIN_WORDS else None for role in table.layout.roles)
            if roles != shown:
                made.append(Layout(table.layout.names, roles))
        return tuple(made)


def remembered(settings: Settings) -> tuple[Layout, ...]:
    """Return the layouts that were corrected before; what cannot be read is left out."""
    try:
        kept = json.loads(bytes(settings.layout(_KEY).data()) or b"[]")
        return tuple(_layout(names, roles) for names, roles in kept)
    except (ValueError, TypeError):
        return ()


def remember(settings: Settings, layouts: Sequence[Layout]) -> None:
    """Remember layouts, the latest first, in place of those with the same headers."""
    fresh = {layout.names for layout in layouts}
    kept = [*layouts, *(old for old in remembered(settings) if old.names not in fresh)][:_KEPT]
    plain = [[layout.names, layout.roles] for layout in kept]
    settings.keep_layout(_KEY, QByteArray(json.dumps(plain, ensure_ascii=False).encode()))


def _layout(names: Sequence[str], roles: Sequence[str | None]) -> Layout:
    return Layout(tuple(map(str, names)), tuple(ColumnRole(role) if role else None for role in roles))
