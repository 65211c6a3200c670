"""Charts as pictures for Word and WPS: on white, in the colours of paper whatever the window's look, sharp in print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter

from gongkai_desk.domain.figures import FigurePicture
from gongkai_desk.domain.sheet import FontScheme
from gongkai_desk.page.measures import FONTS, MM_PER_INCH
from ui.parts.bar_chart import BarChart, BarDrawing, LegendDrawing
from ui.parts.chart import Drawing
from ui.parts.trend_chart import TrendChart
from ui.printing.painter import family
from ui.theme import LIGHT

_DOTS = 96  # per inch, of the drawing
_SCALE = 3  # device pixels to a dot: 288 per inch, what a printer shows sharp
_SIZES = (10.5, 9.0, 7.5)  # points: 五号, 小五, 六号; the largest with which all bars stand on a page
_WIDTH = 150.0  # mm; the type area has 156
_PAGE = 205.0  # mm that a picture may be high; the type area has 225
_TREND_HEIGHT = 70.0
_MARGIN = 6.0  # dots around


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A picture before it is painted: drawings under each other, below a title."""

    title: str
    font: QFont
    drawings: tuple[Drawing, ...]


def dots(mm: float) -> float:
    """Return millimetres as dots of the drawing."""
    return mm / MM_PER_INCH * _DOTS


def _millimetres(length: float) -> float:
    return length / _DOTS * MM_PER_INCH


def paper_font(points: float, *, bold: bool = False) -> QFont:
    """Return the font of official papers, or what stands in for it, in dots of the drawing."""
    fonts = FONTS[FontScheme.OFFICIAL]
    made = QFont()
    made.setFamilies([family(fonts.head if bold else fonts.text), family(fonts.number)])
    made.setPixelSize(round(points / 72 * _DOTS))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def bar_pictures(
    chart: BarChart, *, titled: bool = False, split: bool = True, room: tuple[float, float] = (_WIDTH, _PAGE)
) -> list[QImage]:
    """Return the chart as pictures that fit ``room`` (mm) each, or without ``split`` as one however long it is."""
    return [_painted(sheet, room[0]) for sheet in _bar_sheets(chart, titled, split, room)]


def trend_picture(chart: TrendChart, *, titled: bool = False, width: float = _WIDTH) -> QImage:
    """Return a trend as a picture ``width`` mm wide."""
    font = paper_font(_SIZES[1])
    drawing = chart.drawing(font, dots(width) - 2 * _MARGIN, dots(_TREND_HEIGHT))
    return _painted(_Sheet(chart.title if titled else "", font, (drawing,)), width)


def _bar_sheets(chart: BarChart, titled: bool, split: bool, room: tuple[float, float]) -> Iterator[_Sheet]:
    width, high = dots(room[0]) - 2 * _MARGIN, dots(room[1])
    for size in _SIZES:
        sheet = _bar_sheet(chart, paper_font(size), width, chart.largest, titled)
        if _height(sheet) <= high:
            yield sheet
            return
    if not split:
        yield sheet
        return
    font = paper_font(_SIZES[1])
    count = _fitting(chart, font, width, high)
    for first in range(0, len(chart.groups), count):
        yield _bar_sheet(chart.some(first, count), font, width, chart.largest, titled)


def _fitting(chart: BarChart, font: QFont, width: float, high: float) -> int:
    """Return how many groups stand on each of as few pictures as can be, shared out evenly."""
    groups = len(chart.groups)
    for pictures in range(2, groups + 1):
        count = -(-groups // pictures)
        parts = (chart.some(first, count) for first in range(0, groups, count))
        if all(_height(_bar_sheet(part, font, width, chart.largest, titled=True)) <= high for part in parts):
            return count
    return 1


def _bar_sheet(chart: BarChart, font: QFont, width: float, scale: int, titled: bool) -> _Sheet:
    drawing = BarDrawing(chart, font, width, scale, wrapped=True)
    return _Sheet(chart.title if titled else "", font, (LegendDrawing(chart.parts, font, width), drawing))


def _title_height(sheet: _Sheet) -> float:
    return QFontMetricsF(_title_font(sheet)).height() * 1.5 if sheet.title else 0.0


def _title_font(sheet: _Sheet) -> QFont:
    made = paper_font(12, bold=True)
    made.setPixelSize(round(sheet.font.pixelSize() * 1.15))
    return made


def _height(sheet: _Sheet) -> float:
    return sum(each.size.height() for each in sheet.drawings) + _title_height(sheet) + 2 * _MARGIN


def _painted(sheet: _Sheet, width: float) -> QImage:
    size = QSizeF(dots(width), _height(sheet))
    image = QImage((size * _SCALE).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(QColor("white"))
    painter = QPainter(image)
    if sheet.title:
        painter.setFont(_title_font(sheet))
        painter.setPen(QColor(LIGHT.text))
        painter.drawText(
            QRectF(0, _MARGIN, size.width(), _title_height(sheet)), int(Qt.AlignmentFlag.AlignHCenter), sheet.title
        )
    painter.translate(_MARGIN, _MARGIN + _title_height(sheet))
    for drawing in sheet.drawings:
        painter.save()
        drawing.paint(painter, LIGHT)
        painter.restore()
        painter.translate(0, drawing.size.height())
    painter.end()
    per_metre = round(_DOTS * _SCALE / MM_PER_INCH * 1000)
    image.setDevicePixelRatio(1)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image


def png(image: QImage) -> bytes:
    """Return the picture as a PNG that knows its size on paper."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def for_paper(image: QImage, caption: str) -> FigurePicture:
    """Return the picture with its size in millimetres."""
    wide, high = (_millimetres(length / _SCALE) for length in (image.width(), image.height()))
    return FigurePicture(png(image), wide, high, caption)
