"""Rows of registers, sorted by any head, one column with a shape; some written in: that is announced, not kept."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from gongkai_desk.domain.sheet import Align
from ui.models.item_table import Index, PlainTable
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape

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


_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """A column: its head, its width in characters, whether it is written in."""

    title: str
    wide: float
    align: Align = Align.LEFT
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: what it is known by, its texts, what it is sorted by where that is not the text; a shape per column."""

    key: Any
    texts: tuple[str, ...]
    sorts: tuple[Any, ...] = ()
    shapes: tuple[Shape | None, ...] = ()


class EntryTable(PlainTable):
    """``edited(row's entry, column, text)``: somebody typed; the lines change when the library has changed."""

    edited = Signal(object, int, str)

    def __init__(self, columns: Sequence[EntryColumn], parent: QObject | None = None) -> None:
        super().__init__([column.title for column in columns], parent)
        self.columns = tuple(columns)
        self.editable = False
        self._given: list[Entry] = []
        self._rows: list[Entry] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these lines, in this order unless a column is sorted by; what is current stays where lines do."""
        before = [each.key for each in self._rows]
        self._given = list(entries)
        rows = self._in_order()
        if before and before == [each.key for each in rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """Return the line of a row."""
        return self._rows[row]

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return self._rows[row].texts[column]

    def _in_order(self) -> list[Entry]:
        if self._sorted is None:
            return list(self._given)
        column, order = self._sorted
        by = [(each.sorts or each.texts)[column] for each in self._given]
        places = sorted(range(len(by)), key=by.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
        return [self._given[place] for place in places]

    # -- what Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[self.columns[index.column()].align] | Qt.AlignmentFlag.AlignVCenter)
        if role == SHAPE_ROLE and entry.shapes:
            return entry.shapes[index.column()]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.editable and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Announce the new text."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = str(value).strip()
        if text == self._rows[index.row()].texts[index.column()]:
            return False
        self.edited.emit(self._rows[index.row()], index.column(), text)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the order given."""
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        kept = [(old, self._rows[old.row()].key) for old in self.persistentIndexList()]
        self._rows = self._in_order()
        places = {entry.key: row for row, entry in enumerate(self._rows)} if kept else {}
        for old, key in kept:
            self.changePersistentIndex(old, self.index(places[key], old.column()))
        self.layoutChanged.emit()
