"""Plain tables of texts under fixed heads; what every table of rows answers Qt alike."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class PlainTable(QAbstractTableModel):
    """Rows that a subclass keeps in ``_rows``, under ``heads``; nothing is merged unless it says so."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self._rows: Sequence[Any] = ()

    def group(self, row: int, column: int) -> Hashable | None:
        """Return what the rows of one merged cell share, ``None`` where nothing is merged."""
        return None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.heads[section]
        return None


class RecordTable(PlainTable):
    """Rows of texts under fixed headings; nothing is merged and nothing is written in."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(titles, parent)
        self._rows: list[tuple[str, ...]] = []

    def show(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows, each as long as there are headings."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return self._rows[row][column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None
