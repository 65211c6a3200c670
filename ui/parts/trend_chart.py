"""A trend: a line for each series over the months, told apart by marker and stroke as well as by colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gongkai_desk.domain.figures import Behind
from ui import theme
from ui.parts.chart import Spot
from ui.theme import Tone

_GAP = 6.0  # pixels
_REACH = 9.0  # pixels around a point that can be clicked
_WAYS_OF_ONE = (1, 2, 2.5, 5, 10)


class Marker(StrEnum):
    """How the points of a line look."""

    SQUARE = "square"
    DOT = "dot"
    TRIANGLE = "triangle"


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, the name of its colour, its marker, its stroke, a figure for each day."""

    name: str
    colour: Tone
    marker: Marker
    stroke: Qt.PenStyle
    points: tuple[tuple[int, Behind], ...]


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Lines over some days."""

    title: str
    days: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "项"

    @property
    def description(self) -> str:
        """Return all figures, in words."""
        told = (
            f"{series.name}："
            + "，".join(f"{day}{n}{self.unit}" for day, (n, _) in zip(self.days, series.points, strict=True))
            for series in self.series
        )
        return f"{self.title}。" + "；".join(told)

    def drawing(self, font: QFont, width: float, height: float = 0.0) -> TrendDrawing:
        """Lay it out in all the room there is."""
        return TrendDrawing(self, font, QSizeF(width, height))


class TrendDrawing:
    """Lines laid out: figures at the left, days below, each line's name at its end."""

    def __init__(self, chart: TrendChart, font: QFont, size: QSizeF) -> None:
        self._chart, self._font, self.size = chart, font, size
        self._metrics = QFontMetricsF(font)
        line = self._metrics.height()
        self._step, self._top = _ticks(max((n for s in chart.series for n, _ in s.points), default=0))
        left = self._metrics.horizontalAdvance(str(self._top)) + _GAP + 4
        right = max((self._metrics.horizontalAdvance(s.name) for s in chart.series), default=0.0) + 2 * _GAP + 6
        self._area = QRectF(left, line, max(20.0, size.width() - left - right), max(20.0, size.height() - 2.6 * line))
        self.spots: tuple[Spot, ...] = tuple(self._spots())

    def _x(self, number: int) -> float:
        """Return where a day stands; a single one in the middle."""
        count, inset = len(self._chart.days), self._metrics.height()
        room = self._area.width() - inset
        return self._area.left() + inset + room * (number / (count - 1) if count > 1 else 0.5)

    def _y(self, value: float) -> float:
        return self._area.bottom() - self._area.height() * value / self._top

    def _at(self, series: Series) -> list[QPointF]:
        return [QPointF(self._x(number), self._y(n)) for number, (n, _) in enumerate(series.points)]

    def _spots(self) -> Iterator[Spot]:
        """Yield the points; those of the first line are the first row."""
        for row, series in enumerate(self._chart.series):
            for column, point in enumerate(self._at(series)):
                count, behind = series.points[column]
                box = QRectF(point.x() - _REACH, point.y() - _REACH, 2 * _REACH, 2 * _REACH)
                text = f"{self._chart.days[column]}　{series.name} {count} {self._chart.unit}"
                yield Spot(box, row, column, text, behind)

    # -- painting

    def paint(self, painter: QPainter, look: theme.Colours) -> None:
        """Paint grid, days, lines, figures and names; nothing where there is no day."""
        if not self._chart.days:
            return
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter, look)
        self._paint_days(painter, look)
        taken: list[QRectF] = []
        for series in self._chart.series:
            self._paint_line(painter, look, series)
        for series in self._chart.series:
            self._paint_figures(painter, look, series, taken)
        self._paint_names(painter, look)

    def _paint_grid(self, painter: QPainter, look: theme.Colours) -> None:
        for value in range(0, self._top + 1, self._step):
            y = round(self._y(value)) + 0.5
            painter.setPen(QPen(QColor(look.rule if value else look.dim), 1))
            painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))
            painter.setPen(QColor(look.dim))
            place = QRectF(0, y - self._metrics.height(), self._area.left() - _GAP, 2 * self._metrics.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), str(value))

    def _paint_days(self, painter: QPainter, look: theme.Colours) -> None:
        """Write the days below, the last one always, others where there is room."""
        painter.setPen(QColor(look.dim))
        before = float("inf")
        for number in reversed(range(len(self._chart.days))):
            text = self._chart.days[number]
            wide = self._metrics.horizontalAdvance(text)
            middle = self._x(number)
            if middle + wide / 2 + _GAP > before:
                continue
            before = middle - wide / 2
            place = QRectF(middle - wide, self._area.bottom() + _GAP, 2 * wide, self._metrics.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter), text)

    def _paint_line(self, painter: QPainter, look: theme.Colours, series: Series) -> None:
        colour = look.of(series.colour)
        painter.setPen(QPen(colour, 1.8, series.stroke))
        points = self._at(series)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(QColor(look.base), 1))
        painter.setBrush(colour)
        for point in points:
            _draw_marker(painter, point, series.marker)

    def _paint_figures(self, painter: QPainter, look: theme.Colours, series: Series, taken: list[QRectF]) -> None:
        """Write the figures over their points where no other stands."""
        painter.setPen(look.of(series.colour))
        points = self._at(series)
        counts = [count for count, _ in series.points]
        for number in reversed(range(len(points))):
            if 0 < number < len(points) - 1 and counts[number - 1] == counts[number] == counts[number + 1]:
                continue  # on a level stretch its ends say it
            text, point = str(counts[number]), points[number]
            wide, high = self._metrics.horizontalAdvance(text), self._metrics.height()
            for top in (point.y() - high - 4, point.y() + 5):
                place = QRectF(point.x() - wide / 2 - 1, top, wide + 2, high)
                if top + high <= self._area.bottom() + 2 and not any(place.intersects(other) for other in taken):
                    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
                    taken.append(place)
                    break

    def _paint_names(self, painter: QPainter, look: theme.Colours) -> None:
        """Write each line's name at its end, moved apart where two would meet."""
        line = self._metrics.height()
        ends = sorted((self._at(series)[-1].y(), number) for number, series in enumerate(self._chart.series))
        below = -line
        for y, number in ends:
            series = self._chart.series[number]
            middle = max(y, below + line)
            below = middle
            painter.setPen(look.of(series.colour))
            place = QRectF(self._area.right() + 2 * _GAP, middle - line, 1000, 2 * line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), series.name)


def _draw_marker(painter: QPainter, at: QPointF, marker: Marker) -> None:
    if marker is Marker.DOT:
        painter.drawEllipse(at, 4.5, 4.5)
    elif marker is Marker.SQUARE:
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
    else:
        corners = ((0, -5.5), (5.2, 4), (-5.2, 4))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))


def _ticks(largest: int) -> tuple[int, int]:
    """Return the distance of the grid's lines and the figure of its upper edge, both whole and round."""
    rough = max(largest, 1) / 4
    power = 10 ** (len(str(int(rough))) - 1)
    step = next(max(1, round(way * power)) for way in _WAYS_OF_ONE if way * power >= rough)
    return step, -(-max(largest, 1) // step) * step
