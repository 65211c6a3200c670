"""Cells whose first line is a word with its shape, the lines under it what the word is about."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from ui import theme
from ui.widgets.merged_view import PAD_X, PAD_Y, SHAPE_ROLE, CellDelegate
from ui.widgets.shapes import draw_shape

_GAP = 6  # pixels between a shape and its word


class MatterDelegate(CellDelegate):
    """Only the word has the colour of its shape; a table of late matters stays quiet."""

    def _paint_text(
        self, painter: QPainter, cell: QRect, index: QModelIndex | QPersistentModelIndex, look: theme.Colours
    ) -> None:
        shape = index.data(SHAPE_ROLE)
        if shape is None:
            super()._paint_text(painter, cell, index, look)
            return
        wrapper = self._view.wrapper
        box = cell.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y - 1)
        text = str(index.data() or "")
        head, _, rest = text.partition("\n")
        high = wrapper.height(text, box.width())
        box = QRect(box.left(), box.top() + max(0, (box.height() - high) // 2), box.width(), high)
        line, side = round(wrapper.spacing), round(wrapper.spacing * 0.6)
        colour = QColor(getattr(look, shape.colour))
        draw_shape(painter, QRect(box.left(), box.top() + (line - side) // 2, side, side), shape.kind, colour)
        painter.setFont(self._view.font())
        painter.setPen(colour)
        left = Qt.AlignmentFlag.AlignLeft
        wrapper.draw(painter, QRect(box.left() + side + _GAP, box.top(), box.width() - side - _GAP, line), head, left)
        painter.setPen(QColor(look.text))
        wrapper.draw(painter, box.adjusted(0, line, 0, 0), rest, left)
