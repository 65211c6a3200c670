"""谁没报 as a table: a row a unit, a column a period, in each cell what became of the unit's book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt

from gongkai_desk.domain.cycle.rounds import Return
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.standing.cycle.returns import Returned
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.rounds import RETURNS
from ui.models.item_table import Index, PlainTable
from ui.theme import Tone
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind

SHAPES = {
    Return.MISSING: Shape(ShapeKind.RING, Tone.TEXT),
    Return.WAITING: Shape(ShapeKind.DOT, Tone.BLUE),
    Return.REPORTED: Shape(ShapeKind.TICK, Tone.GREEN),
    Return.LATE: Shape(ShapeKind.TICK, Tone.AMBER),
    Return.ZERO: Shape(ShapeKind.DASH, Tone.DIM),
    Return.SENT_BACK: Shape(ShapeKind.BACK, Tone.AMBER),
}
OVERDUE = Shape(ShapeKind.WARN_FULL, Tone.RED)
"""Of a book that did not come by its closing day."""


def shape_of(of: Returned, today: date) -> Shape:
    """Return the shape of a book's state; one that is overdue warns."""
    return OVERDUE if of.overdue(today) else SHAPES[of.standing]


def in_force(books: Sequence[Returned]) -> Returned:
    """Return the book that counts where a unit got several for a period: the last that came back, else the last."""
    came = [each for each in books if each.standing is not Return.MISSING]
    return (came or list(books))[-1]


class ReturnMatrix(PlainTable):
    """Shows books; ``data()`` looks up and asks nobody."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(("单位",), parent)
        self._today = today
        self.periods: tuple[str, ...] = ()
        self._rows: list[StoredUnit] = []
        self._books: dict[tuple[int, str], list[Returned]] = {}

    def show(self, books: Sequence[Returned]) -> None:
        """Show these books: units in the directory's order, the newest period first."""
        self.beginResetModel()
        found: defaultdict[tuple[int, str], list[Returned]] = defaultdict(list)
        for each in books:
            found[each.unit.id, each.batch.period].append(each)
        self._books = dict(found)
        self.periods = tuple(sorted({each.batch.period for each in books}, reverse=True))
        self._rows = list({each.place: each.unit for each in sorted(books, key=lambda each: each.place)}.values())
        self.heads = ("单位", *map(period_text, self.periods))
        self.endResetModel()

    def unit(self, row: int) -> StoredUnit:
        """Return the unit of a row."""
        return self._rows[row]

    def period(self, column: int) -> str:
        """Return the period of a column; that of the units' names is the newest."""
        return self.periods[max(column - 1, 0)] if self.periods else ""

    def book(self, row: int, column: int) -> Returned | None:
        """Return the book that counts in a cell, ``None`` where the unit got none for the period."""
        if not 0 <= row < len(self._rows):
            return None
        books = self._books.get((self._rows[row].id, self.period(column)))
        return in_force(books) if books else None

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        if column == 0:
            return self._rows[row].name
        book = self.book(row, column)
        return RETURNS[book.standing] if book else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == SHAPE_ROLE and index.column():
            book = self.book(index.row(), index.column())
            return shape_of(book, self._today) if book else None
        return None
