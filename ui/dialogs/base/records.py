"""What registers in a window share: a table that is sorted, searched, narrowed to a unit, written in and exported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gongkai_desk.domain.papers import SeenTable
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.papers.listed import SEEN
from ui.desk import Desk
from ui.dialogs.base.dialog import Dialog, give_size
from ui.models.register_table import Entry, EntryColumn, EntryTable
from ui.papers import Exports
from ui.parts.row_copier import RowCopier
from ui.widgets.cell_edit import EditingView
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, label

_ALL = "全部单位"


class RecordsDialog(Dialog):
    """Subclasses say which lines there are (``entries``), whose each is, and what typing means (``take``)."""

    def __init__(
        self, title: str, columns: Sequence[EntryColumn], desk: Desk, exports: Exports, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._desk, self._exports = desk, exports
        self.model = EntryTable(columns, self)
        self.model.editable = desk.may_write
        self.view = EditingView(self)
        self.unit = QComboBox(self)
        self.search = QLineEdit(self)
        self.note, self.counted = label(name="dim", wrap=True, parent=self), label(name="dim", parent=self)
        self.head = QHBoxLayout()
        self.acts = QHBoxLayout()
        self._dress(title)
        self._lay_out()
        self._wire()

    def _dress(self, title: str) -> None:
        self.view.setHorizontalHeader(TaskHeader(self.view))
        self.view.setModel(self.model)
        self.view.frozen = 2
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.view.setAccessibleName(title)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.resized.connect(self._fill)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, each in enumerate(self.model.columns):
            self.view.setColumnWidth(column, round(wide * each.wide) + 18)
        self.unit.setAccessibleName("按单位筛选")
        self.unit.setMinimumWidth(wide * 12)
        self.search.setPlaceholderText("查找")
        self.search.setAccessibleName("查找记录")
        self.search.setClearButtonEnabled(True)

    def _fill(self) -> None:
        """Let the widest column take what the others leave; it is never narrower than at first."""
        columns = self.model.columns
        filling = max(range(len(columns)), key=lambda column: columns[column].wide)
        others = sum(self.view.columnWidth(column) for column in range(len(columns)) if column != filling)
        least = self.fontMetrics().horizontalAdvance("国") * columns[filling].wide
        self.view.setColumnWidth(filling, round(max(least, self.view.room.width() - others)))

    def _lay_out(self) -> None:
        self.head.setSpacing(8)
        self.head.addWidget(self.unit)
        self.head.addWidget(self.search, 1)
        self.acts.setSpacing(8)
        self.acts.addWidget(self.counted)
        self.acts.addStretch(1)
        self.acts.addWidget(button("导出 Excel…", self.export, parent=self))
        self.acts.addWidget(button("关闭", self.reject, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        column.addLayout(self.acts)
        give_size(self, 84, 34)

    def _wire(self) -> None:
        self.unit.currentIndexChanged.connect(self.narrow)
        self.search.textChanged.connect(self.narrow)
        self.model.edited.connect(self.take)
        self.view.clear_wanted.connect(self._clear)
        RowCopier(self.view)
        self._desk.changed.connect(self.refresh)

    # -- what a subclass says

    def entries(self) -> list[tuple[Entry, str]]:
        """Return all lines, each with the unit whose it is; none of its own."""
        return []

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store what was typed; a register that is only read has nothing to do."""

    def _clear(self, column: int) -> None:
        """Empty the current cell, if one line is selected and the cell is written in."""
        index = self.view.currentIndex()
        if len(self.selected()) == 1 and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.model.setData(index, "")

    # -- showing

    def refresh(self) -> None:
        """Ask again for the lines, keeping what they are narrowed to."""
        self._found = self.entries()
        kept = self.unit.currentText()
        names = list(dict.fromkeys(unit for _, unit in self._found if unit))
        self.unit.blockSignals(True)
        self.unit.clear()
        self.unit.addItems([_ALL, *names])
        self.unit.setCurrentIndex(max(0, self.unit.findText(kept)))
        self.unit.blockSignals(False)
        self.narrow()

    def narrow(self) -> None:
        """Show the lines of the chosen unit with the words searched for."""
        words = self.search.text().strip()
        of_unit = self.unit.currentText() if self.unit.currentIndex() > 0 else ""
        kept = [
            entry
            for entry, unit in self._found
            if of_unit in ("", unit) and (not words or any(words in text for text in entry.texts)) and self.keeps(entry)
        ]
        self.model.show(kept)
        every = f"共 {len(self._found)} 条"
        self.counted.setText(every if len(kept) == len(self._found) else f"{every}，列出 {len(kept)} 条")

    def keeps(self, entry: Entry) -> bool:
        """Tell whether a line passes what else a subclass asks."""
        return True

    def selected(self) -> list[Entry]:
        """Return the selected lines."""
        return [self.model.entry(row) for row in sorted(i.row() for i in self.view.selectionModel().selectedRows())]

    def export(self) -> None:
        """Write what is seen as a workbook."""
        self._exports.paper(SEEN, self.seen(), PaperFormat.XLSX, self.export)

    def seen(self) -> SeenTable:
        """Return the table as it stands on the screen."""
        columns = self.model.columns
        rows = range(self.model.rowCount())
        told = [self.unit.currentText()] if self.unit.currentIndex() > 0 else []
        told += [f"查找“{words}”"] if (words := self.search.text().strip()) else []
        return SeenTable(
            self.windowTitle(),
            tuple(column.title for column in columns),
            tuple(float(self.view.columnWidth(column)) for column in range(len(columns))),
            tuple(column.align for column in columns),
            tuple(tuple(self.model.text(row, column) for column in range(len(columns))) for row in rows),
            note="，".join(told),
            frozen=1,
        )
