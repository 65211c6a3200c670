"""Fills of bars that can be told apart in black and white: a ground in a tint of the colour, a pattern over it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

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


@dataclass(frozen=True, slots=True)
class Ink:
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
