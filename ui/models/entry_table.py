"""Records of a register: sorted by any column, some cells written in; what is typed is announced, not kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from gongkai_desk.domain.columns import Align
from ui.models.plain_table import Index, PlainTable
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.shapes import Shape

_ALIGN = {Align.LEFT: Qt.AlignmentFlag.AlignLeft, Align.CENTRE: Qt.AlignmentFlag.AlignHCenter}


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
