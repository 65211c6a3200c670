"""Icons drawn by us: thin lines in the colour of the text, sharp at any scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

_SIDE = 20  # the grid on which the icons are drawn


def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Return the icon ``name`` in ``colour``; ``disabled`` is its colour where it cannot be pressed."""
    return QIcon(_Engine(_PATHS[name](), QColor(colour), QColor(disabled or colour)))


class _Engine(QIconEngine):
    """Paints a path at whatever size and scale it is asked for."""

    def __init__(self, path: QPainterPath, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._path, self._colour, self._disabled = path, colour, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(rect.width() / _SIDE, rect.height() / _SIDE)
        pen = QPen(self._disabled if mode == QIcon.Mode.Disabled else self._colour, 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(self._path)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return pixmap


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *others in strokes:
        path.moveTo(QPointF(*first))
        for point in others:
            path.lineTo(QPointF(*point))
    return path


def _import() -> QPainterPath:
    return _lines(
        ((10, 3), (10, 12)), ((6, 8.5), (10, 12.5), (14, 8.5)), ((3.5, 13), (3.5, 17), (16.5, 17), (16.5, 13))
    )


def _sheet() -> QPainterPath:
    outline = ((5, 2.5), (12, 2.5), (16, 6.5), (16, 17.5), (5, 17.5), (5, 2.5))
    return _lines(outline, ((12, 2.5), (12, 6.5), (16, 6.5)), ((8, 10), (13, 10)), ((8, 13.5), (13, 13.5)))


def _grid() -> QPainterPath:
    path = _lines(((3, 8), (17, 8)), ((3, 12.5), (17, 12.5)), ((8, 3.5), (8, 16.5)))
    path.addRoundedRect(QRectF(3, 3.5, 14, 13), 1.5, 1.5)
    return path


def _undo() -> QPainterPath:
    path = _lines(((7.5, 4), (3.5, 7.5), (7.5, 11)), ((3.5, 7.5), (12, 7.5)))
    path.arcTo(QRectF(8, 7.5, 8.5, 8.5), 90, -180)
    path.lineTo(8, 16)
    return path


def _redo() -> QPainterPath:
    path = _lines(((12.5, 4), (16.5, 7.5), (12.5, 11)), ((16.5, 7.5), (8, 7.5)))
    path.arcTo(QRectF(3.5, 7.5, 8.5, 8.5), 90, 180)
    path.lineTo(12, 16)
    return path


def _search() -> QPainterPath:
    path = _lines(((12.5, 12.5), (17, 17)))
    path.addEllipse(QPointF(8.5, 8.5), 5.2, 5.2)
    return path


def _report() -> QPainterPath:
    pencil = ((4, 16), (4.8, 12.4), (13.4, 3.8), (16.2, 6.6), (7.6, 15.2), (4, 16))
    return _lines(pencil, ((11.5, 5.7), (14.3, 8.5)))


def _check_off() -> QPainterPath:
    path = _lines(((6.5, 10.2), (9.2, 13), (13.8, 7.4)))
    path.addRoundedRect(QRectF(3, 3, 14, 14), 2.5, 2.5)
    return path


def _remind() -> QPainterPath:
    left, right = ((4, 14.5), (5.5, 12), (5.5, 8.5), (7.4, 5.6), (10, 4.6)), ((12.6, 5.6), (14.5, 8.5), (14.5, 12))
    bell = (*left, *right, (16, 14.5), (4, 14.5))
    return _lines(bell, ((10, 4.6), (10, 3)), ((8.3, 16.8), (11.7, 16.8)))


def _more() -> QPainterPath:
    return _lines(((5, 5), (10, 10), (5, 15)), ((11, 5), (16, 10), (11, 15)))


_PATHS: dict[str, Callable[[], QPainterPath]] = {
    "import": _import,
    "sheet": _sheet,
    "grid": _grid,
    "undo": _undo,
    "redo": _redo,
    "search": _search,
    "report": _report,
    "check_off": _check_off,
    "remind": _remind,
    "more": _more,
}
