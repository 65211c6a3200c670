"""A table of figures; the total stays first, where it is seen, however the lines are sorted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gongkai_desk.domain.figures import Figure, FigureRow, FigureTable
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class FigureModel(QAbstractTableModel):
    """Labels in the first column, figures in the others. ``ordered()``: the lines stand in another order."""

    ordered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = FigureTable("", (), ())
        self.order: list[int] = []
        self._shapes: dict[str, Shape] = {}
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, table: FigureTable, shapes: dict[str, Shape]) -> None:
        """Show a table; ``shapes`` stand before labels. It stays sorted as it was where it has the same heads."""
        self.beginResetModel()
        if [head.whole for head in table.heads] != [head.whole for head in self.table.heads]:
            self._sorted = None
        self.table, self._shapes = table, shapes
        self.order = self._in_order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the order of the directory."""
        self.layoutAboutToBeChanged.emit()
        before = self.order
        self._sorted = (column, order) if 0 <= column < self.columnCount() else None
        self.order = self._in_order()
        first = self._first
        moved = {original: row + first for row, original in enumerate(self.order)}
        stood = self.persistentIndexList()
        now = [
            self.index(moved[before[each.row() - first]], each.column()) if each.row() >= first else each
            for each in stood
        ]
        self.changePersistentIndexList(stood, now)
        self.layoutChanged.emit()
        self.ordered.emit()

    def _in_order(self) -> list[int]:
        rows = list(range(len(self.table.rows)))
        if self._sorted is None:
            return rows
        column, order = self._sorted
        back = order == Qt.SortOrder.DescendingOrder
        if not column:
            return rows[::-1] if back else rows
        there = [row for row in rows if self._value(row, column) is not None]
        there.sort(key=lambda row: self._value(row, column) or 0.0, reverse=back)
        return there + [row for row in rows if self._value(row, column) is None]

    def _value(self, row: int, column: int) -> float | None:
        return self.table.rows[row].figures[column - 1].value

    # -- look-ups

    @property
    def _first(self) -> int:
        """Return the row of the first line: the total stands over the others."""
        return 1 if self.table.total else 0

    def row(self, row: int) -> FigureRow:
        """Return a line as it is shown."""
        if self.is_total(row):
            assert self.table.total is not None
            return self.table.total
        return self.table.rows[self.order[row - self._first]]

    def is_total(self, row: int) -> bool:
        """Tell whether a row is the total."""
        return row < self._first

    def figure(self, row: int, column: int) -> Figure | None:
        """Return the figure of a cell; ``None`` for a label."""
        return self.row(row).figures[column - 1] if column else None

    def shown(self) -> FigureTable:
        """Return the table in the order in which it is shown."""
        table = self.table
        return FigureTable(table.name, table.heads, tuple(table.rows[row] for row in self.order), table.total)

    def group(self, row: int, column: int) -> None:
        """Return ``None``: figures are never merged."""

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        figure = self.figure(row, column)
        return figure.text if figure else self.row(row).label

    # -- what Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.every_row)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.heads) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if column else _LEFT)
        if role == SHAPE_ROLE:
            return None if column else self._shapes.get(self.row(row).label)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(row, column)
        return None

    def _said(self, row: int, column: int) -> str:
        """Return a cell in words: 市教育局　已销号 12，点一下列出这些任务."""
        line = self.row(row)
        if not column:
            return line.label
        figure = line.figures[column - 1]
        told = f"{line.label}　{self.table.heads[column - 1].whole} {figure.text}"
        return f"{told}，点一下或按回车键列出这些任务" if figure.behind else told

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if not section:
            return self.table.name if role == Qt.ItemDataRole.DisplayRole else None
        if section > len(self.table.heads):
            return None
        head = self.table.heads[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{head.group}\n{head.text}" if head.group else head.text
        return (head.tip or None) if role == Qt.ItemDataRole.ToolTipRole else None
