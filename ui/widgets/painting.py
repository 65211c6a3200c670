"""Fills of bars that can be told apart in black and white: a ground in a tint of the colour, a pattern over it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Any, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui import theme
from ui.theme import Colours, Tone

_TINT = 0.16  # of the colour in the ground under a pattern
_STEP = 5.0  # pixels between the lines or dots of a pattern


class Fill(StrEnum):
    """How a bar is filled."""

    SOLID = "solid"
    RISING = "rising"  # lines that rise to the right
    CROSSED = "crossed"
    DOTS = "dots"
    LINES = "lines"  # lying lines
    PLAIN = "plain"  # the ground alone


class Ink(NamedTuple):
    """The name of a colour in ``theme.Colours`` and how it fills a bar."""

    colour: Tone
    fill: Fill


def tinted(colour: QColor, ground: QColor) -> QColor:
    """Return the ground with a little of the colour in it."""
    pairs = (
        (ground.redF(), colour.redF()),
        (ground.greenF(), colour.greenF()),
        (ground.blueF(), colour.blueF()),
    )
    return QColor.fromRgbF(*(under * (1 - _TINT) + over * _TINT for under, over in pairs))


def text_colour(ink: Ink, look: Colours) -> QColor:
    """Return the colour of text that stands on a fill."""
    return QColor(look.base if ink.fill is Fill.SOLID else look.text)


def fill_box(painter: QPainter, box: QRectF, ink: Ink, look: Colours) -> None:
    """Fill a box, with a thin line around it."""
    colour = look.of(ink.colour)
    if ink.fill is Fill.SOLID:
        painter.fillRect(box, colour)
        return
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, tinted(colour, QColor(look.base)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.0))
    _pattern(painter, box, ink.fill, colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.0))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _pattern(painter: QPainter, box: QRectF, fill: Fill, colour: QColor) -> None:
    """Draw a pattern that keeps its place over the whole picture, so that neighbours match."""
    if fill in (Fill.RISING, Fill.CROSSED):
        painter.drawLines(list(_slanted(box, rising=True)))
    if fill is Fill.CROSSED:
        painter.drawLines(list(_slanted(box, rising=False)))
    if fill is Fill.LINES:
        painter.drawLines([QLineF(box.left(), y, box.right(), y) for y in _steps(box.top(), box.bottom(), _STEP - 1)])
    if fill is Fill.DOTS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for y in _steps(box.top(), box.bottom(), _STEP):
            for x in _steps(box.left(), box.right(), _STEP):
                painter.drawEllipse(QPointF(x, y), 1.0, 1.0)


def _slanted(box: QRectF, *, rising: bool) -> list[QLineF]:
    high = box.height()
    starts = _steps(box.left() - high, box.right() + high, _STEP)
    if rising:
        return [QLineF(x, box.bottom(), x + high, box.top()) for x in starts]
    return [QLineF(x, box.top(), x + high, box.bottom()) for x in starts]


def _steps(first: float, last: float, step: float) -> list[float]:
    start = step * (first // step) + step / 2
    return [start + step * number for number in range(max(0, int((last - start) // step) + 1))]


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
    """A shape and its colour."""

    kind: ShapeKind
    colour: Tone


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
        draw_shape(painter, box, self._shape.kind, theme.colours(self.palette()).of(self._shape.colour))
        painter.end()


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Return the rectangle of the cell. Whether it is chosen is asked of the view: that loads no style enums."""
    given: Any = option
    return QRect(given.rect)


_KEEP = 40_000  # broken texts kept; some 5,000 rows of a table at a few widths


class Wrapper:
    """Breaks texts in one font; ``lines`` remembers what it has broken."""

    def __init__(self, font: QFont, most: int = 12) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.spacing = ceil(self.metrics.lineSpacing())
        self._most = most
        self._broken: dict[tuple[str, int], tuple[str, ...]] = {}
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def lines(self, text: str, width: int) -> tuple[str, ...]:
        """Return ``text`` in lines of at most ``width`` pixels; past the most lines the last ends in an ellipsis."""
        known = self._broken.get((text, width))
        if known is None:
            if len(self._broken) > _KEEP:
                self._broken.clear()
            known = self._broken[text, width] = self._break(text, width)
        return known

    def height(self, text: str, width: int) -> int:
        """Return the pixels that ``text`` needs."""
        return len(self.lines(text, width)) * self.spacing

    def draw(self, painter: QPainter, box: QRect, text: str, align: Qt.AlignmentFlag) -> None:
        """Paint ``text`` into ``box``, centred from top to bottom, lines that do not fit left out."""
        lines = self.lines(text, box.width())
        fit = max(1, box.height() // self.spacing)
        if len(lines) > fit:
            lines = (*lines[: fit - 1], self._elided(lines[fit - 1] + lines[fit], box.width()))
        top = box.top() + (box.height() - len(lines) * self.spacing) // 2
        for number, line in enumerate(lines):
            row = QRect(box.left(), top + number * self.spacing, box.width(), self.spacing)
            painter.drawText(row, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, line)

    def _break(self, text: str, width: int) -> tuple[str, ...]:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines += self._break_paragraph(paragraph, width, self._most + 1 - len(lines))
            if len(lines) > self._most:
                return (*lines[: self._most - 1], self._elided(lines[self._most - 1] + lines[self._most], width))
        return tuple(lines)

    def _break_paragraph(self, text: str, width: int, most: int) -> list[str]:
        """Break one paragraph; Qt counts UTF-16 units, hence the way over bytes."""
        if self.metrics.horizontalAdvance(text) <= width:
            return [text]
        layout = QTextLayout(text, self.font)
        layout.setTextOption(self._option)
        units = text.encode("utf-16-le")
        lines: list[str] = []
        layout.beginLayout()
        while len(lines) < most and (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            start, length = line.textStart(), line.textLength()
            lines.append(units[2 * start : 2 * (start + length)].decode("utf-16-le", "ignore").rstrip(" "))
        layout.endLayout()
        return lines

    def _elided(self, text: str, width: int) -> str:
        return self.metrics.elidedText(text + "…", Qt.TextElideMode.ElideRight, width)
