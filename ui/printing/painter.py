"""The fonts of official papers as they are found on this machine, and which of them are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from threading import get_ident

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QPen

from gongkai_desk.domain.sheet import Align, FontScheme
from gongkai_desk.export.printed import Box, Ink, PrintedPage, PrintedPaper
from gongkai_desk.page.layout import Link
from gongkai_desk.page.measures import FIGURES, FONTS, broken_lines, line_starts

UNIT = 20
"""Painter units in a point: sizes such as 10.5 points are whole numbers of them."""

_SONG = ("SimSun", "NSimSun", "STSong", "CESI宋体-GB2312", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")
# The font's other names, which are the font itself; then what may stand in for it, best first.
_SAME: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "黑体": ("SimHei",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "宋体": ("SimSun",),
    "楷体": ("KaiTi",),
    "仿宋": ("FangSong",),
    "Times New Roman": (),
}
_STAND_INS: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("方正小标宋_GBK", "CESI小标宋-GB2312", "华文中宋", "STZhongsong", "宋体", *_SONG),
    "黑体": ("CESI黑体-GB2312", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    "楷体_GB2312": ("楷体", "KaiTi", "CESI楷体-GB2312", "STKaiti", "AR PL UKai CN", *_SONG),
    "仿宋_GB2312": ("仿宋", "FangSong", "CESI仿宋-GB2312", "STFangsong", *_SONG),
    "宋体": _SONG,
    "楷体": ("KaiTi_GB2312", "CESI楷体-GB2312", "STKaiti", "AR PL UKai CN", *_SONG),
    "仿宋": ("FangSong_GB2312", "CESI仿宋-GB2312", "STFangsong", *_SONG),
    "Times New Roman": ("Liberation Serif", "Tinos", "Nimbus Roman", "FreeSerif", "Noto Serif", "DejaVu Serif"),
}


@cache
def family(name: str) -> str:
    """Return the family that stands for an official font here; its own name if there is none at all."""
    wanted = (name, *_SAME.get(name, ()), *_STAND_INS.get(name, ()))
    return next((each for each in wanted if QFontDatabase.hasFamily(each)), name)


def missing(names: Iterable[str]) -> tuple[str, ...]:
    """Return the official fonts that are not on this machine, each once."""
    return tuple(dict.fromkeys(name for name in names if family(name) not in (name, *_SAME.get(name, ()))))


def face(name: str, size: float) -> QFont:
    """Return the font for an official name, ``size`` in points, to be drawn in units of 1/20 point."""
    return _face(name, size, get_ident())


@cache
def _face(name: str, size: float, thread: int) -> QFont:
    """Make the font, one for every thread: two that draw with the same ``QFont`` at once would break its inner data."""
    made = QFont()
    made.setFamilies([family(name), *_STAND_INS.get(name, ())])
    made.setPixelSize(round(size * UNIT))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setKerning(False)  # characters are measured one by one
    return made


@cache
def advance(name: str, size: float, char: str) -> float:
    """Return how wide a character is, in units of 1/20 point."""
    return QFontMetricsF(face(name, size)).horizontalAdvance(char)


def missing_official() -> tuple[str, ...]:
    """Return which fonts of official papers are not on this machine."""
    fonts = FONTS[FontScheme.OFFICIAL]
    return missing((fonts.title, fonts.head, fonts.sub, fonts.text, fonts.number))


_LATIN = re.compile(r"[\x20-\x7e]+")  # 2026, www.example.cn
_RUNS = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
_LINK_HEIGHT = 1.2  # ems
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
        _Text(ink, paper.fonts.latin).paint(painter)
    painter.restore()


def link_boxes(paper: PrintedPaper, page: PrintedPage) -> list[tuple[QRectF, Link]]:
    """Return where on a page the figures stand that can be clicked, in points, in the order in which they are read."""
    inks = (ink for ink in page.inks if ink.links)
    found = [each for ink in inks for each in _Text(ink, paper.fonts.latin).link_boxes()]
    boxes = [(_in_points(box), link) for box, link in found]
    return sorted(boxes, key=lambda each: (round(each[0].top()), each[0].left()))


def _in_points(box: QRectF) -> QRectF:
    return QRectF(box.left() / UNIT, box.top() / UNIT, box.width() / UNIT, box.height() / UNIT)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left * UNIT, box.top * UNIT, box.width * UNIT, box.height * UNIT)


class _Text:
    """One text in its box; all lengths in units of 1/20 point."""

    def __init__(self, ink: Ink, latin: str) -> None:
        self._ink = ink
        self._latin = latin

    def paint(self, painter: QPainter) -> None:
        box = _rect(self._ink.box)
        if not self._ink.turned:
            self._lines(painter, box)
            return
        painter.save()
        painter.translate(box.right(), box.top())
        painter.rotate(90)  # to the right is now down the page
        self._lines(painter, QRectF(0, 0, box.height(), box.width()))
        painter.restore()

    def link_boxes(self) -> Iterator[tuple[QRectF, Link]]:
        """Yield where the figures stand; one that is broken has a place on each of its lines."""
        ink, box = self._ink, _rect(self._ink.box)
        lines = self._broken(box)
        middles = self._middles(box, len(lines))
        for line, start, middle in zip(lines, line_starts(ink.text, lines), middles, strict=True):
            edges = list(accumulate(self._widths(line.rstrip(" ")), initial=0.0))
            left, scale = self._placed(edges[-1], box)
            for link in ink.links:
                first, last = (min(max(at - start, 0), len(edges) - 1) for at in (link.start, link.end))
                if first < last:
                    wide, high = edges[last] - edges[first], ink.size * _LINK_HEIGHT * UNIT
                    yield QRectF(left + edges[first] * scale, middle - high / 2, wide * scale, high), link

    def _lines(self, painter: QPainter, box: QRectF) -> None:
        lines = self._broken(box)
        for line, middle in zip(lines, self._middles(box, len(lines)), strict=True):
            self._line(painter, line.rstrip(" "), box, middle + _MIDDLE * self._ink.size * UNIT)

    def _broken(self, box: QRectF) -> list[str]:
        ink = self._ink
        lines = broken_lines(ink.text, box.width(), self._widths)
        if len(lines) * ink.pitch * UNIT > box.height() + UNIT:
            # A wider font stands in for Times: the lines are those that were counted, set closer to find room.
            lines = broken_lines(ink.text, box.width() / (ink.size * UNIT) - FIGURES.slack)
        return lines

    def _middles(self, box: QRectF, count: int) -> list[float]:
        """Return how far down the middle of each of so many lines is."""
        pitch = self._ink.pitch * UNIT
        return [box.center().y() + pitch * (number - (count - 1) / 2) for number in range(count)]

    def _placed(self, wide: float, box: QRectF) -> tuple[float, float]:
        """Return where a line begins, and by how much it is squeezed to be no wider than its box."""
        free = box.width() - wide
        if free < -UNIT:
            return box.left(), box.width() / wide
        part = {Align.LEFT: 0.0, Align.CENTRE: 0.5}.get(self._ink.align, 1.0)
        return box.left() + free * part, 1.0

    def _line(self, painter: QPainter, line: str, box: QRectF, base: float) -> None:
        left, scale = self._placed(sum(self._widths(line)), box)
        if scale == 1.0:
            self._runs(painter, line, left, base)
            return
        painter.save()
        painter.translate(left, 0)
        painter.scale(scale, 1)
        self._runs(painter, line, 0.0, base)
        painter.restore()

    def _runs(self, painter: QPainter, line: str, left: float, base: float) -> None:
        for run in _RUNS.findall(line):
            painter.setFont(face(self._font(run), self._ink.size))
            painter.drawText(QPointF(left, base), run)
            left += sum(self._widths(run))

    def _font(self, text: str) -> str:
        return self._latin if self._ink.latin and _LATIN.match(text) else self._ink.font

    def _widths(self, text: str) -> Sequence[float]:
        return [advance(self._font(char), self._ink.size, char) for char in text]
