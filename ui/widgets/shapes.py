"""Shapes that tell states apart without colour, painted into a square."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme


class ShapeKind(StrEnum):
    """Shapes that can be told apart in black and white."""

    RING = "ring"  # not begun
    HALF = "half"  # under way
    DOT = "dot"  # waits for us
    TICK = "tick"  # done
    BACK = "back"  # sent back
    DASH = "dash"  # rests or does not apply
    WARN = "warn"  # somebody should look
    WARN_FULL = "warn_full"  # overdue
    DIAMOND = "diamond"  # soon due
    SQUARE = "square"  # a day of reporting
    FLAG = "flag"  # a duty of law or plan


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape and the name of its colour in ``theme.Colours``."""

    kind: ShapeKind
    colour: str


def draw_shape(painter: QPainter, box: QRect, kind: ShapeKind, colour: QColor) -> None:
    """Paint one shape into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, box.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    inner = QRectF(box).adjusted(1, 1, -1, -1)
    if kind is ShapeKind.RING:
        painter.drawEllipse(inner)
    elif kind is ShapeKind.HALF:
        painter.drawEllipse(inner)
        painter.setBrush(colour)
        painter.drawPie(inner, 90 * 16, -180 * 16)
    elif kind is ShapeKind.DOT:
        painter.setBrush(colour)
        painter.drawEllipse(inner)
    elif kind in _FILLED:
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([_at(inner, x, y) for x, y in _FILLED[kind]]))
    else:
        painter.drawPolyline(QPolygonF([_at(inner, x, y) for x, y in _LINES[kind]]))
    painter.restore()


_LINES: dict[ShapeKind, tuple[tuple[float, float], ...]] = {
    ShapeKind.TICK: ((0.0, 0.55), (0.35, 0.9), (1.0, 0.15)),
    ShapeKind.BACK: ((0.45, 0.05), (0.05, 0.4), (0.45, 0.75), (0.05, 0.4), (0.95, 0.4), (0.95, 0.95)),
    ShapeKind.DASH: ((0.05, 0.5), (0.95, 0.5)),
    ShapeKind.WARN: ((0.5, 0.05), (1.0, 0.95), (0.0, 0.95), (0.5, 0.05)),
}
_FILLED: dict[ShapeKind, tuple[tuple[float, float], ...]] = {
    ShapeKind.WARN_FULL: ((0.5, 0.08), (0.98, 0.92), (0.02, 0.92)),
    ShapeKind.DIAMOND: ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    ShapeKind.SQUARE: ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)),
    ShapeKind.FLAG: ((0.12, 0.0), (1.0, 0.3), (0.22, 0.62), (0.22, 1.0), (0.12, 1.0)),
}


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())


class ShapeIcon(QWidget):
    """One shape beside a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape: Shape | None = None

    def show_shape(self, shape: Shape) -> None:
        """Show this shape."""
        self._shape = shape
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().lineSpacing() * 0.7)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shape is None:
            return
        side = self.sizeHint().width()
        painter = QPainter(self)
        box = QRect(0, (self.height() - side) // 2, side, side)
        draw_shape(painter, box, self._shape.kind, QColor(getattr(theme.colours(self.palette()), self._shape.colour)))
        painter.end()
