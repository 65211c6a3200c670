"""考核得分: units × items; points that a person or a table gives are written in, that is announced, not kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QObject, Qt, Signal

from gongkai_desk.domain.year.assessment import Scheme, SchemeItem, Scores, UnitScore
from gongkai_desk.rules.year.assessment import own_total, points_text, read_points
from ui.models.item_table import Index, PlainTable

Cell = tuple[int, SchemeItem, Decimal | None]
"""A cell that is written in: the unit (``assessment_unit``), the item, its points or none."""
_FIRST = 2  # column of items
_ENDS = ("总分", "等次", "申诉")
_RULED = "由规则计分，选中后下方列出每一条扣分和加分"
_OUTSIDE = "由第三方、综合评分导入，也可在此直接填写"
_SELF = "单位自评分，随自评表收回，也可在此填写"
_BY_HAND = "由人评分，在此直接填写"


class ScoreTable(PlainTable):
    """``edited(unit, item, text)``: somebody typed points; the lines change when the library has changed."""

    edited = Signal(object, object, str)

    def __init__(self, scheme: Scheme, parent: QObject | None = None) -> None:
        self.leaves: tuple[SchemeItem, ...] = scheme.leaves
        heads = (f"{leaf.name}\n{points_text(leaf.points)}分" for leaf in self.leaves)
        super().__init__(("单位", "类别", *heads, *_ENDS), parent)
        self.editable = False
        self.own = False
        self._rows: tuple[UnitScore, ...] = ()

    def show(self, scores: Scores, *, own: bool = False) -> None:
        """Show what units got, or what they gave themselves (``own``), in the order given; what is current stays."""
        self.own = own
        same = [each.unit_id for each in self._rows] == [each.unit_id for each in scores.units]
        if same and self._rows:
            self._rows = scores.units
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.heads) - 1))
            return
        self.beginResetModel()
        self._rows = scores.units
        self.endResetModel()

    def unit(self, row: int) -> UnitScore:
        """Return the unit of a row."""
        return self._rows[row]

    def item(self, column: int) -> SchemeItem | None:
        """Return the item of a column; ``None`` for the others."""
        place = column - _FIRST
        return self.leaves[place] if 0 <= place < len(self.leaves) else None

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        unit, place = self._rows[row], column - _FIRST
        if 0 <= place < len(self.leaves):
            score = unit.items[place]
            return points_text(score.self_points if self.own else score.points, "")
        total, band = (own_total(unit), None) if self.own else (unit.total, unit.band)
        ends = points_text(total, ""), band or "", _objection(unit)
        return (unit.unit, unit.list)[column] if column < _FIRST else ends[place - len(self.leaves)]

    def may_type(self, column: int) -> bool:
        """Tell whether points of a column are typed, not worked out."""
        item = self.item(column)
        if self.own:
            return item is not None and not item.outside
        return item is not None and (item.outside or item.by_hand)

    def block(self, start: Index, rows: Sequence[Sequence[str]]) -> tuple[list[Cell], int]:
        """Return the cells that a block from the clipboard fills from ``start`` on, and how many it cannot fill."""
        given: list[Cell] = []
        refused = 0
        for down, row in enumerate(rows):
            for right, text in enumerate(row):
                cell, points = self.index(start.row() + down, start.column() + right), read_points(text)
                item = self.item(cell.column()) if cell.isValid() and self.may_type(cell.column()) else None
                if item is None or (points is None and text.strip()):
                    refused += 1
                else:
                    given.append((self.unit(cell.row()).assessment_unit_id, item, points))
        return given, refused

    # -- what Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = _FIRST <= index.column() <= _FIRST + len(self.leaves)
            across = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return int(across | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and (item := self.item(index.column())) is not None:
            return _SELF if self.own else _OUTSIDE if item.outside else _BY_HAND if item.by_hand else _RULED
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.editable and self.may_type(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Announce the new text."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = str(value).strip()
        if text == self.text(index.row(), index.column()):
            return False
        self.edited.emit(self._rows[index.row()], self.item(index.column()), text)
        return True


def _objection(unit: UnitScore) -> str:
    if not unit.objection.text:
        return ""
    return "已答复" if unit.objection.reply else "待答复"
