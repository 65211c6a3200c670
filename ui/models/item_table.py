"""Items of the calendar as rows: those of one day in one column, those of a year or a month with all they tell."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from gongkai_desk.domain.calendar import Item, ItemKind, Mark
from gongkai_desk.wording.calendar import KINDS, MARKS, item_text, reminder_of, units_line
from gongkai_desk.wording.days import month_day, weekday
from ui.models.record_table import RecordTable
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.shapes import Shape, ShapeKind

Index = QModelIndex | QPersistentModelIndex
_COLOURS = {Mark.LATE: "red", Mark.SOON: "amber", Mark.UNSURE: "amber", Mark.DONE: "green"}
_SHAPES = {
    ItemKind.DEADLINE: Shape(ShapeKind.DIAMOND, "text"),
    ItemKind.REPORT: Shape(ShapeKind.SQUARE, "blue"),
    ItemKind.DUTY: Shape(ShapeKind.FLAG, "text"),
    ItemKind.CLOCK: Shape(ShapeKind.HALF, "text"),
    ItemKind.RECTIFY: Shape(ShapeKind.BACK, "amber"),
    ItemKind.NODE: Shape(ShapeKind.RING, "dim"),
    ItemKind.PERIODIC: Shape(ShapeKind.RING, "dim"),
    ItemKind.REVIEW: Shape(ShapeKind.RING, "dim"),
}
_OF_TASKS = frozenset({ItemKind.DEADLINE, ItemKind.RECTIFY, ItemKind.CLOCK})


def shape_of(item: Item) -> Shape:
    """Return the shape of an item: what is late warns, what is done has a tick, else its kind tells."""
    kind = _SHAPES[item.kind]
    if item.mark is Mark.DONE:
        return Shape(ShapeKind.TICK, "green")
    if item.mark is Mark.LATE and item.kind in _OF_TASKS:
        return Shape(ShapeKind.WARN_FULL, "red")
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
