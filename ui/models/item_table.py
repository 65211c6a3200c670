"""Plain tables of texts under fixed heads; what every table of rows answers Qt alike."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gongkai_desk.domain.calendar import Duty, DutyState, Item, ItemKind, Mark
from gongkai_desk.rules.duties import duty_state
from gongkai_desk.wording.calendar import DUTY_KINDS, KINDS, MARKS, item_text, reminder_of, state_text, units_line
from gongkai_desk.wording.days import month_day, short_date, weekday
from ui.theme import Tone
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind

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


_COLOURS = {Mark.LATE: Tone.RED, Mark.SOON: Tone.AMBER, Mark.UNSURE: Tone.AMBER, Mark.DONE: Tone.GREEN}
_SHAPES = {
    ItemKind.DEADLINE: Shape(ShapeKind.DIAMOND, Tone.TEXT),
    ItemKind.REPORT: Shape(ShapeKind.SQUARE, Tone.BLUE),
    ItemKind.DUTY: Shape(ShapeKind.FLAG, Tone.TEXT),
    ItemKind.CLOCK: Shape(ShapeKind.HALF, Tone.TEXT),
    ItemKind.RECTIFY: Shape(ShapeKind.BACK, Tone.AMBER),
    ItemKind.NODE: Shape(ShapeKind.RING, Tone.DIM),
    ItemKind.PERIODIC: Shape(ShapeKind.RING, Tone.DIM),
    ItemKind.REVIEW: Shape(ShapeKind.RING, Tone.DIM),
}
_OF_TASKS = frozenset({ItemKind.DEADLINE, ItemKind.RECTIFY, ItemKind.CLOCK})


def shape_of(item: Item) -> Shape:
    """Return the shape of an item: what is late warns, what is done has a tick, else its kind tells."""
    kind = _SHAPES[item.kind]
    if item.mark is Mark.DONE:
        return Shape(ShapeKind.TICK, Tone.GREEN)
    if item.mark is Mark.LATE and item.kind in _OF_TASKS:
        return Shape(ShapeKind.WARN_FULL, Tone.RED)
    if item.kind in (ItemKind.NODE, ItemKind.PERIODIC, ItemKind.REVIEW, ItemKind.REPORT):
        return kind
    return Shape(kind.kind, _COLOURS.get(item.mark, kind.colour))


class ItemTable(RecordTable):
    """Items under fixed headings; with ``dated`` the days stand in a column of their own, merged."""

    def __init__(self, parent: QObject | None = None, *, dated: bool = False) -> None:
        super().__init__(("日期", "事项", "单位", "依据") if dated else ("事项",), parent)
        self._dated = dated
        self.items: list[Item] = []

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these items in their order."""
        self.items = list(items)
        self.show([self._texts(item) for item in items])

    def _texts(self, item: Item) -> tuple[str, ...]:
        head, remind = f"{KINDS[item.kind]}　{MARKS[item.mark]}".rstrip("　"), reminder_of(item)
        if self._dated:
            day = f"{month_day(item.day)}\n{weekday(item.day)}"
            matter = "\n".join(filter(None, (head, item_text(item, 160), remind)))
            return day, matter, units_line(item.units), item.basis
        return ("\n".join(filter(None, (head, item_text(item, 120), units_line(item.units), remind))),)

    def group(self, row: int, column: int) -> Hashable | None:
        """Return the day in the column of days; all else is never merged."""
        return self.items[row].day if self._dated and column == 0 else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == SHAPE_ROLE and index.isValid() and index.column() == int(self._dated):
            return shape_of(self.items[index.row()])
        return super().data(index, role)


DUTY_SHAPES = {
    DutyState.PAST: Shape(ShapeKind.WARN_FULL, Tone.RED),
    DutyState.BEFORE: Shape(ShapeKind.WARN, Tone.AMBER),
    DutyState.SOON: Shape(ShapeKind.DIAMOND, Tone.AMBER),
    DutyState.AHEAD: Shape(ShapeKind.RING, Tone.DIM),
    DutyState.UNDATED: Shape(ShapeKind.DASH, Tone.DIM),
    DutyState.DONE: Shape(ShapeKind.TICK, Tone.GREEN),
    DutyState.DONE_LATE: Shape(ShapeKind.TICK, Tone.GREEN),
}


class DutyTable(RecordTable):
    """日期, 事项, 办理情况, 依据."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("期限", "事项", "办理情况", "依据"), parent)
        self._states: list[DutyState] = []

    def show_duties(self, duties: Sequence[Duty], today: date) -> None:
        """Show these duties in their order."""
        self._states = [duty_state(duty, today) for duty in duties]
        self.show([_texts(duty, today) for duty in duties])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == SHAPE_ROLE and index.isValid() and index.column() == 2:
            return DUTY_SHAPES[self._states[index.row()]]
        return super().data(index, role)


def _texts(duty: Duty, today: date) -> tuple[str, ...]:
    day = short_date(duty.due, today.year) if duty.due else "全年"
    stands = "\n".join(filter(None, (state_text(duty, today), duty.doc_no, duty.remark)))
    return day, f"{duty.name}\n{DUTY_KINDS[duty.kind]}", stands, duty.basis
