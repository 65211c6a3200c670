"""A plain read-only table of texts: change history, progress reports."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from ui.models.plain_table import Index, PlainTable


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
