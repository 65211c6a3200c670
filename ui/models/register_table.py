"""The rows of a register: texts under heads, one column with a shape before its word, sorted by a click on a head."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.shapes import Shape

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, its width in characters (0: takes what is left), whether its texts are centred.

    ``spare``: where there is no room it is hidden, the highest first; 0 for never.
    """

    title: str
    wide: float = 0.0
    centred: bool = False
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the entry's id, its texts, the shape of its state; rows with one ``group`` share their merged cells."""

    id: int
    texts: tuple[str, ...]
    shape: Shape
    group: Hashable | None = None


class RegisterTable(QAbstractTableModel):
    """Shows lines; ``data()`` looks up and asks nobody."""

    def __init__(self, heads: Sequence[Head], shaped: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self._shaped = shaped
        self._given: list[Line] = []
        self._lines: list[Line] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines, in this order unless a column is sorted by."""
        self.beginResetModel()
        self._given = list(lines)
        self._lines = self._in_order()
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the line of a row, ``None`` outside the table."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, number: int) -> int:
        """Return the row in which an entry stands, -1 if it is not shown."""
        return next((row for row, line in enumerate(self._lines) if line.id == number), -1)

    def group(self, row: int, column: int) -> Hashable | None:
        """Return what rows of one merged cell share; ``None`` while another column than the first is sorted by."""
        return self._lines[row].group if self._sorted is None else None

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return self._lines[row].texts[column]

    # -- what Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._lines[index.row()].texts[index.column()]
        if role == SHAPE_ROLE and index.column() == self._shaped:
            return self._lines[index.row()].shape
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignHCenter if self.heads[index.column()].centred else Qt.AlignmentFlag.AlignLeft
            return int(across | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.heads[section].title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the register's order."""
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        kept = [(old, self._lines[old.row()].id) for old in self.persistentIndexList()]
        self._lines = self._in_order()
        for old, number in kept:
            self.changePersistentIndex(old, self.index(self.row_of(number), old.column()))
        self.layoutChanged.emit()

    def _in_order(self) -> list[Line]:
        if self._sorted is None:
            return list(self._given)
        column, order = self._sorted
        descending = order == Qt.SortOrder.DescendingOrder
        return sorted(self._given, key=lambda line: line.texts[column], reverse=descending)
