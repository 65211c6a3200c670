"""The head of a table: centred bold titles, a click sorts, the third click goes back to the plan's order.

With filters on, each title has a small funnel at its right; a click there asks for the list of values.
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import theme
from ui.widgets.frozen_view import FrozenView


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
