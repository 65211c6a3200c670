"""Slips to choose from: one line per unit, its items below; each item has a tick of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gongkai_desk.domain.slips import COLOURED, Slip, SlipTask
from gongkai_desk.standing.due_slips import matter_text
from gongkai_desk.wording.slips import SLIP_KINDS, causes_text

Index = QModelIndex | QPersistentModelIndex
NAME, MATTER = range(2)
_TITLES = ("单位 / 事项", "情形")
_ROOT = QModelIndex()
_TICK = Qt.ItemDataRole.CheckStateRole
_OF_UNIT = 0  # internal id of a unit's line; that of an item is its unit's row + 1


class SlipTree(QAbstractItemModel):
    """Items with a cause are ticked at first. ``ticks_changed``: another choice; a search changes none."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slips: list[Slip] = []
        self._ticked: list[set[int]] = []
        self._rows: list[tuple[int, tuple[SlipTask, ...]]] = []  # of the slips that a search leaves: place and items
        self._words = ""

    def show(self, slips: Sequence[Slip]) -> None:
        """Show these slips, ticked where they are due."""
        self.beginResetModel()
        self._slips = list(slips)
        self._ticked = [{task.task_id for task in slip.tasks if task.causes} for slip in slips]
        self._narrow()
        self.endResetModel()
        self.ticks_changed.emit()

    def find(self, words: str) -> None:
        """Show only units and items with these words."""
        self.beginResetModel()
        self._words = words.strip()
        self._narrow()
        self.endResetModel()

    def _narrow(self) -> None:
        found = ((place, _items(slip, self._words)) for place, slip in enumerate(self._slips))
        self._rows = [(place, items) for place, items in found if items]

    def slip(self, index: Index) -> Slip | None:
        """Return the slip of a line with what is ticked of it."""
        if not index.isValid():
            return None
        row = index.row() if index.internalId() == _OF_UNIT else index.internalId() - 1
        return self._with_ticked(self._rows[row][0])

    def chosen(self) -> tuple[Slip, ...]:
        """Return what is ticked, whether a search shows it or not."""
        return tuple(self._with_ticked(place) for place, ticked in enumerate(self._ticked) if ticked)

    def tick_all(self, ticked: bool) -> None:
        """Tick all that is shown, or nothing of it."""
        for place, items in self._rows:
            ids = {task.task_id for task in items}
            self._ticked[place] = self._ticked[place] | ids if ticked else self._ticked[place] - ids
        self._tell_all()

    def tick_due(self) -> None:
        """Tick again what is due, and that only."""
        self._ticked = [{task.task_id for task in slip.tasks if task.causes} for slip in self._slips]
        self._tell_all()

    def _with_ticked(self, place: int) -> Slip:
        slip, ticked = self._slips[place], self._ticked[place]
        return replace(slip, tasks=tuple(task for task in slip.tasks if task.task_id in ticked))

    def _tell_all(self) -> None:
        for row in range(len(self._rows)):
            self._tell(row)
        self.ticks_changed.emit()

    def _tell(self, row: int) -> None:
        unit = self.index(row, NAME)
        self.dataChanged.emit(unit, unit, [_TICK])
        last = self.rowCount(unit) - 1
        self.dataChanged.emit(self.index(0, NAME, unit), self.index(last, NAME, unit), [_TICK])

    # -- what Qt asks

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _OF_UNIT)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # QObject has one as well
        if not index.isValid() or index.internalId() == _OF_UNIT:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, NAME, _OF_UNIT)

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._rows)
        top = parent.internalId() == _OF_UNIT and parent.column() == NAME
        return len(self._rows[parent.row()][1]) if top else 0

    def columnCount(self, parent: Index = _ROOT) -> int:
        return len(_TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == _TICK and index.column() == NAME:
            return self._state(index)
        if index.internalId() == _OF_UNIT:
            place, items = self._rows[index.row()]
            return self._of_unit(self._slips[place], items, index.column(), role)
        return self._of_item(self._rows[index.internalId() - 1][1][index.row()], index.column(), role)

    def _of_unit(self, slip: Slip, items: tuple[SlipTask, ...], column: int, role: int) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == NAME:
            return slip.unit
        kind = f"{SLIP_KINDS[slip.kind]}　" if slip.kind in COLOURED else ""
        return kind + matter_text(items)

    def _of_item(self, task: SlipTask, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{task.basis}\n{task.late}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return task.name if column == NAME else f"{causes_text(task.causes)}：{task.late}"

    def _state(self, index: Index) -> Qt.CheckState:
        if index.internalId() != _OF_UNIT:
            place, items = self._rows[index.internalId() - 1]
            ticked = items[index.row()].task_id in self._ticked[place]
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        place, _ = self._rows[index.row()]
        if not self._ticked[place]:
            return Qt.CheckState.Unchecked
        whole = len(self._ticked[place]) == len(self._slips[place].tasks)
        return Qt.CheckState.Checked if whole else Qt.CheckState.PartiallyChecked

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _TICK or not index.isValid() or index.column() != NAME:
            return False
        of_unit = index.internalId() == _OF_UNIT
        row = index.row() if of_unit else index.internalId() - 1
        place, items = self._rows[row]
        ids = {task.task_id for task in (items if of_unit else items[index.row() : index.row() + 1])}
        ticked = Qt.CheckState(value) != Qt.CheckState.Unchecked
        self._ticked[place] = self._ticked[place] | ids if ticked else self._ticked[place] - ids
        self._tell(row)
        self.ticks_changed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _TITLES[section]
        return None


def _items(slip: Slip, words: str) -> tuple[SlipTask, ...]:
    """Return the items that a search leaves: all where the unit's name has the words."""
    if not words or words in slip.unit:
        return slip.tasks
    return tuple(task for task in slip.tasks if words in task.name or words in task.basis or words in task.late)
