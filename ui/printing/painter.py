"""Paints printed pages: the same for the screen, the printer and a PDF file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gongkai_desk.domain.columns import Align
from gongkai_desk.export.printed import Box, Ink, PrintedPage, PrintedPaper
from gongkai_desk.page.em_grid import broken_lines
from ui.printing.faces import UNIT, advance, face

_LATIN = re.compile(r"[\x20-\x7e]+")  # 2026, www.example.cn
_RUNS = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
_MIDDLE = 0.38
"""Ems from the baseline up to the middle of a Chinese character, which fills −0.12 to 0.88 in every font."""


def paint_page(painter: QPainter, paper: PrintedPaper, page: PrintedPage, scale: float) -> None:
    """Paint one page, its top left at the painter's origin, ``scale`` device units to a point."""
    painter.save()
    painter.scale(scale / UNIT, scale / UNIT)
    painter.setPen(QPen(QColor("black"), paper.rule * UNIT))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects([_rect(frame) for frame in page.frames])
    for picture in page.pictures:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_rect(picture.box), QImage.fromData(picture.png))
    for ink in page.inks:
        _Text(painter, ink, paper.fonts.latin).paint()
    painter.restore()


def _rect(box: Box) -> QRectF:
    return QRectF(box.left * UNIT, box.top * UNIT, box.width * UNIT, box.height * UNIT)


class _Text:
    """One text in its box; all lengths in units of 1/20 point."""

    def __init__(self, painter: QPainter, ink: Ink, latin: str) -> None:
        self._painter = painter
        self._ink = ink
        self._latin = latin

    def paint(self) -> None:
        box = _rect(self._ink.box)
        if not self._ink.turned:
            self._lines(box)
            return
        self._painter.save()
        self._painter.translate(box.right(), box.top())
        self._painter.rotate(90)  # to the right is now down the page
        self._lines(QRectF(0, 0, box.height(), box.width()))
        self._painter.restore()

    def _lines(self, box: QRectF) -> None:
        ink = self._ink
        lines = broken_lines(ink.text, box.width(), self._widths)
        pitch = ink.pitch * UNIT
        middle = box.center().y() - pitch * (len(lines) - 1) / 2
        for line in lines:
            self._line(line.rstrip(" "), box, middle + _MIDDLE * ink.size * UNIT)
            middle += pitch

    def _line(self, line: str, box: QRectF, base: float) -> None:
        left = box.left()
        if self._ink.align is not Align.LEFT:
            free = box.width() - sum(self._widths(line))
            left += free / 2 if self._ink.align is Align.CENTRE else free
        for run in _RUNS.findall(line):
            self._painter.setFont(face(self._font(run), self._ink.size))
            self._painter.drawText(QPointF(left, base), run)
            left += sum(self._widths(run))

    def _font(self, text: str) -> str:
        return self._latin if self._ink.latin and _LATIN.match(text) else self._ink.font

    def _widths(self, text: str) -> Sequence[float]:
        return [advance(self._font(char), self._ink.size, char) for char in text]
