"""A merged table whose first columns stay in view while the others are scrolled sideways.

There is no second view laid over the first: the frozen cells are painted once more at the left edge, and where Qt asks
what lies at a point it is told of them.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from ui import theme
from ui.widgets.merged_view import MergedView

Index = QModelIndex | QPersistentModelIndex
_MOST = 0.6  # of the width: more frozen than this would leave nothing to scroll


class FrozenView(MergedView):
    """``frozen``: how many of the columns shown, from the left, stay in view."""

    frozen = 0  # of the class, since Qt asks for cells while the view is still being made

    def frozen_columns(self) -> list[int]:
        """Return the columns that stand at the left edge now; none while nothing is scrolled sideways."""
        if not self.frozen or not self.horizontalScrollBar().value():
            return []
        header = self.horizontalHeader()
        shown = (header.logicalIndex(place) for place in range(header.count()))
        columns = [column for column in shown if not header.isSectionHidden(column)][: self.frozen]
        wide = sum(header.sectionSize(column) for column in columns)
        return columns if wide <= _MOST * self.room.width() else []

    def frozen_width(self) -> int:
        """Return how many pixels at the left edge do not scroll."""
        return sum(self.columnWidth(column) for column in self.frozen_columns())

    def column_left(self, column: int) -> int:
        """Return where a column is painted, in pixels of the viewport."""
        columns = self.frozen_columns()
        if column in columns:
            return sum(self.columnWidth(each) for each in columns[: columns.index(column)])
        return self.columnViewportPosition(column)

    # -- what Qt asks

    def visualRect(self, index: Index) -> QRect:
        box = super().visualRect(index)
        if index.isValid() and index.column() in self.frozen_columns():
            box.moveLeft(self.column_left(index.column()))
        return box

    def indexAt(self, place: QPoint) -> QModelIndex:
        for column in self.frozen_columns():
            left = self.column_left(column)
            if left <= place.x() < left + self.columnWidth(column):
                return self.model().index(self.rowAt(place.y()), column)
        return super().indexAt(place)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll so that the cell does not lie under the frozen columns."""
        super().scrollTo(index, hint)
        columns = self.frozen_columns()
        if columns and index.column() not in columns:
            hidden = self.frozen_width() - self.columnViewportPosition(index.column())
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        columns = self.frozen_columns()
        if not columns:
            return
        painter = QPainter(self.viewport())
        for row in self.seen_rows():
            for column in columns:
                self._paint_again(painter, self.model().index(row, column))
        painter.setPen(QColor(theme.colours(self.palette()).dim))
        edge = self.frozen_width() - 1
        painter.drawLine(edge, 0, edge, self.room.height())
        painter.end()

    def _paint_again(self, painter: QPainter, index: QModelIndex) -> None:
        option = QStyleOptionViewItem()
        option.rect = self.visualRect(index)  # type: ignore[attr-defined]  # the stubs leave it out
        self.itemDelegate().paint(painter, option, index)
