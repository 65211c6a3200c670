"""The head of a table: centred bold titles, a click sorts, the third click goes back to the plan's order."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import theme


class TaskHeader(QHeaderView):
    """Paints itself like the head of a paper table; the sorted column bears a small arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setMinimumSectionSize(40)
        self.setSectionsMovable(False)

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
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, title)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            width = painter.fontMetrics().horizontalAdvance(title)
            self._draw_arrow(painter, QPointF(rect.center().x() + width / 2 + 9, rect.center().y()), look)
        painter.restore()

    def _draw_arrow(self, painter: QPainter, centre: QPointF, look: theme.Colours) -> None:
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        tip, foot = (-2.5, 2.5) if up else (2.5, -2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.blue), 1.6))
        points = [QPointF(-4, foot), QPointF(0, tip), QPointF(4, foot)]
        painter.drawPolyline(QPolygonF([centre + point for point in points]))
