"""A merged table whose first columns stay in view while the others are scrolled sideways.

There is no second view laid over the first: the frozen cells are painted once more at the left edge, and where Qt asks
what lies at a point it is told of them.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QWidget

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


class TaskHeader(QHeaderView):
    """Paints itself like the head of a paper table; ``filter_asked(column)`` when a funnel is clicked."""

    filter_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setMinimumSectionSize(40)
        self.setSectionsMovable(False)
        self.with_filters = False
        self.filtered: frozenset[int] = frozenset()
        self.plain: frozenset[int] = frozenset()  # columns without a funnel
        self._pressed = -1

    def show_filters(self, shown: bool) -> None:
        """Show or hide the funnels; a column that is filtered keeps its own."""
        self.with_filters = shown
        self.viewport().update()

    def mark_filtered(self, columns: frozenset[int]) -> None:
        """Mark the columns that something is asked of."""
        self.filtered = columns
        self.viewport().update()

    def corner(self, column: int) -> QPoint:
        """Return the point of the screen under a column's head."""
        return self.viewport().mapToGlobal(QPoint(self.sectionViewportPosition(column), self.height()))

    def _has_funnel(self, column: int) -> bool:
        return column in self.filtered or (self.with_filters and column not in self.plain)

    def _funnel(self, rect: QRect) -> QRect:
        """Return where the funnel of a title that fills ``rect`` can be clicked."""
        side = min(18, rect.width() // 2)
        return QRect(rect.right() - side, rect.top(), side, rect.height())

    def _funnel_at(self, place: QPoint) -> int:
        """Return the column whose funnel is there, -1 for none."""
        column = self.logicalIndexAt(place)
        if column < 0 or not self._has_funnel(column):
            return -1
        left, width = self.sectionViewportPosition(column), self.sectionSize(column)
        zone = self._funnel(QRect(left, 0, width, self.height())).adjusted(0, 0, -4, 0)  # the edge resizes
        return column if zone.contains(place) else -1

    # -- frozen columns

    def _frozen(self) -> list[int]:
        view = self.parent()
        return view.frozen_columns() if isinstance(view, FrozenView) else []

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        columns = self._frozen()
        if columns:
            painter, left = QPainter(self.viewport()), 0
            for column in columns:
                self.paintSection(painter, QRect(left, 0, self.sectionSize(column), self.height()), column)
                left += self.sectionSize(column)
            painter.end()

    def _unfrozen(self, event: QMouseEvent) -> QMouseEvent:
        """Return the event as it would be if the frozen heads were scrolled along: Qt looks for them there."""
        wide = sum(self.sectionSize(column) for column in self._frozen())
        if event.position().x() >= wide:
            return event
        place = event.position() - QPointF(self.offset(), 0)
        return QMouseEvent(
            event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event = self._unfrozen(event)
        self._pressed = self._funnel_at(event.position().toPoint())
        if self._pressed < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event = self._unfrozen(event)
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif self._funnel_at(event.position().toPoint()) == pressed:
            self.filter_asked.emit(pressed)

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().lineSpacing() + 14)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = theme.colours(self.palette())
        painter.save()
        painter.fillRect(rect, QColor(look.side))
        painter.setPen(QColor(look.rule))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.dim))
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        funnel = self._has_funnel(logicalIndex)
        room = rect.adjusted(3, 0, -self._funnel(rect).width() + 3, 0) if funnel else rect
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, title)
        if funnel:
            self._draw_funnel(painter, self._funnel(rect), look, on=logicalIndex in self.filtered)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            width = max(map(painter.fontMetrics().horizontalAdvance, title.split("\n")))
            self._draw_arrow(painter, QPointF(room.center().x() + width / 2 + 8, rect.center().y()), look)
        painter.restore()

    def _draw_funnel(self, painter: QPainter, zone: QRect, look: theme.Colours, *, on: bool) -> None:
        """Draw it filled and blue where something is asked, else as a thin line."""
        middle = QPointF(zone.center()) + QPointF(-1, 0)
        points = [QPointF(*p) for p in ((-4.5, -4), (4.5, -4), (1, 0.5), (1, 4.5), (-1, 3), (-1, 0.5))]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.blue if on else look.dim), 1.1))
        painter.setBrush(QColor(look.blue) if on else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([middle + point for point in points]))
        painter.restore()

    def _draw_arrow(self, painter: QPainter, centre: QPointF, look: theme.Colours) -> None:
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        tip, foot = (-2.5, 2.5) if up else (2.5, -2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.blue), 1.6))
        points = [QPointF(-4, foot), QPointF(0, tip), QPointF(4, foot)]
        painter.drawPolyline(QPolygonF([centre + point for point in points]))
