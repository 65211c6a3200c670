"""The tables of the 年报 as grids: what is known of each cell, typed as in a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from gongkai_desk.domain.registers import CLASSES, Outcome
from gongkai_desk.domain.year.annual import LINES_3, MADE_PLACES, AnnualCell, Dispute, Figures, made_cell
from gongkai_desk.papers.year.annual_report import number_text
from gongkai_desk.rules.year.annual import is_open, line_sum, read_count
from gongkai_desk.wording.registers import APPLICANTS
from gongkai_desk.wording.year.annual import cell_words, line_words
from ui.models.item_table import ROOT, Index

_TOTAL = "总计"
_CENTRE = Qt.AlignmentFlag.AlignCenter


class AnnualLine(NamedTuple):
    """A row: what it is called, its cells from the left."""

    words: str
    cells: tuple[AnnualCell, ...]


def lines_of(part: int) -> tuple[AnnualLine, ...]:
    """Return the rows of 表二, 表三 or 表四."""
    if part == 3:
        return tuple(
            AnnualLine(line_words(line.value), tuple(AnnualCell(3, line.value, each.value) for each in CLASSES))
            for line in LINES_3
        )
    cells = [made_cell(line, place) for line, places in MADE_PLACES.items() for place in places]
    if part == 4:
        cells = [AnnualCell(4, of.value, outcome.value) for of in Dispute for outcome in Outcome]
    return tuple(AnnualLine(cell_words(cell), (cell,)) for cell in cells)


class AnnualTable(QAbstractTableModel):
    """One of the tables; ``typed(cell, number or None)`` tells whether what was typed was taken."""

    def __init__(
        self, part: int, typed: Callable[[AnnualCell, Decimal | None], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.part, self._typed = part, typed
        self.lines: Sequence[AnnualLine] = lines_of(part)
        heads = (*(APPLICANTS[each] for each in CLASSES), _TOTAL) if part == 3 else ("数量",)
        self.heads = ("项目", *heads)
        self._figures: Figures = {}
        self._fixed: frozenset[AnnualCell] = frozenset()
        self._may_write = False

    def show(self, figures: Figures, fixed: frozenset[AnnualCell], *, may_write: bool) -> None:
        """Show what is known; ``fixed`` cells were counted and cannot be typed."""
        self.beginResetModel()
        self._figures, self._fixed, self._may_write = figures, fixed, may_write
        self.endResetModel()

    def renew(self, figures: Figures) -> None:
        """Show other numbers without leaving the cell that is current."""
        self._figures = figures
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self.heads[section] if shown else None

    def cell(self, index: Index) -> AnnualCell | None:
        """Return the cell at a place; ``None`` for words and sums."""
        cells = self.lines[index.row()].cells
        place = index.column() - 1
        return cells[place] if 0 <= place < len(cells) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return _CENTRE
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        line, cell = self.lines[index.row()], self.cell(index)
        if cell is not None:
            return number_text(self._figures.get(cell))
        return number_text(line_sum(self._figures, self.part, line.cells[0].line)) if index.column() else line.words

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell = self.cell(index)
        may = self._may_write and cell is not None and cell not in self._fixed
        return usual | Qt.ItemFlag.ItemIsEditable if may else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell, text = self.cell(index), str(value)
        number = read_count(text)
        if cell is None or (number is None and not is_open(text)) or number == self._figures.get(cell):
            return False
        return self._typed(cell, number)
