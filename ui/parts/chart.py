"""A chart that can be pointed at, clicked and walked through by keys; what is drawn is a ``Drawing``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gongkai_desk.domain.figures import Behind
from ui import theme


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a drawing that stands for tasks: where, its row and its place in the row, in words what it is."""

    box: QRectF
    row: int
    column: int
    text: str
    behind: Behind


class Drawing(Protocol):
    """A chart laid out for a width: how high it is, its spots, and painting it."""

    size: QSizeF
    spots: tuple[Spot, ...]

    def paint(self, painter: QPainter, look: theme.Colours) -> None:
        """Paint it with the painter's origin at its top left."""


class Chart(Protocol):
    """What can be drawn."""

    @property
    def description(self) -> str:
        """What it shows, in words."""

    def drawing(self, font: QFont, width: float, height: float = 0.0) -> Drawing:
        """Lay it out; ``height`` is what there is, for charts that take all of it."""


_KEYS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ChartView(QWidget):
    """Shows a chart. ``chosen(spot)`` by click or Enter; ``pointed(text)`` tells what mouse or keys are on."""

    chosen = Signal(object)
    pointed = Signal(str)
    moved = Signal(QRectF)

    def __init__(self, name: str, parent: QWidget | None = None, *, least: int = 0) -> None:
        """Make an empty one; ``least`` lines high where it takes the height that it gets, else as high as it needs."""
        super().__init__(parent)
        self._chart: Chart | None = None
        self._drawing: Drawing | None = None
        self._least = least
        self._current = 0
        self._hovered: Spot | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding if least else QSizePolicy.Policy.Fixed
        )

    def show_chart(self, chart: Chart) -> None:
        """Show this chart."""
        self._chart, self._current, self._hovered = chart, 0, None
        self.setAccessibleDescription(chart.description)
        self._lay_out()

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown."""
        return self._chart

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The places that stand for tasks."""
        return self._drawing.spots if self._drawing else ()

    def current(self) -> Spot | None:
        """Return the spot that the keys are on."""
        return self.spots[self._current] if self._current < len(self.spots) else None

    def _lay_out(self) -> None:
        if self._chart is not None and self.width() > 0:
            self._drawing = self._chart.drawing(self.font(), float(self.width()), float(self.height()))
            if not self._least and self.height() != self.sizeHint().height():
                self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    # -- what Qt asks

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        if self._least:
            return QSize(line * 20, line * self._least)
        return QSize(line * 20, round(self._drawing.size.height()) if self._drawing else line)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height() * 2 // (3 if self._least else 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._least or event.oldSize().width() != event.size().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawing is None:
            return
        painter, look = QPainter(self), theme.colours(self.palette())
        painter.setClipRect(event.rect())
        painter.setFont(self.font())
        self._drawing.paint(painter, look)
        shown = self.current() if self.hasFocus() else self._hovered
        if shown is not None:
            painter.setPen(QPen(QColor(look.blue if self.hasFocus() else look.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shown.box.adjusted(-2, -2, 2, 2), 3, 3)
        painter.end()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and self.spots:
            self._go(*_KEYS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.spots:
            self._set_current(0 if key == Qt.Key.Key_Home else len(self.spots) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and (spot := self.current()):
            self.chosen.emit(spot)
        else:
            super().keyPressEvent(event)

    def _go(self, rows: int, columns: int) -> None:
        """Go to the next spot of the row, or to the one of a neighbouring row that is nearest."""
        here = self.spots[self._current]
        if columns:
            wanted = [n for n, spot in enumerate(self.spots) if spot.row == here.row]
            place = wanted.index(self._current) + columns
            self._set_current(wanted[min(max(place, 0), len(wanted) - 1)])
            return
        others = sorted({spot.row for spot in self.spots if (spot.row - here.row) * rows > 0}, reverse=rows < 0)
        if others:
            near = [n for n, spot in enumerate(self.spots) if spot.row == others[0]]
            self._set_current(min(near, key=lambda n: abs(self.spots[n].column - here.column)))

    def _set_current(self, number: int) -> None:
        self._current = number
        self._tell()
        self.update()

    def _tell(self) -> None:
        if (spot := self.current()) is not None:
            self.setAccessibleDescription(spot.text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.pointed.emit(spot.text)
            self.moved.emit(spot.box)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._chart is not None:
            self.setAccessibleDescription(self._chart.description)
        self.pointed.emit("")

    # -- mouse

    def spot_at(self, place: QPointF) -> Spot | None:
        """Return the spot under a place."""
        return next((spot for spot in self.spots if spot.box.contains(place)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not self._hovered:
            self._hovered = spot
            self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
            self.pointed.emit(spot.text if spot else "")
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.pointed.emit("")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None:
            self._current = self.spots.index(spot)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton and spot is self.current():
            self.chosen.emit(spot)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(QPointF(event.pos()))
            self._show_tip(event.globalPos(), spot)
            return True
        return super().event(event)

    def _show_tip(self, place: QPoint, spot: Spot | None) -> None:
        if spot is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, spot.text, self, spot.box.toRect())
