"""Lying bars, stacked of parts: one bar a line, or two where two days are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gongkai_desk.domain.figures import Behind, FigureKind
from gongkai_desk.wording.figures import figure_text
from ui import theme
from ui.parts.chart import Spot
from ui.widgets.painting import Fill, Ink, fill_box, text_colour, tinted

_LABELS = 0.34  # of the width that labels may take
_THIN = 2.0  # pixels that the smallest part keeps
_LONGEST = 60  # characters of a label
_GAP = 8.0  # pixels between label, bar and total


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of the bars stands for."""

    name: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one bar: the index of its part, how many, what stands behind it."""

    part: int
    count: int
    behind: Behind


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``day`` is said beside it where two stand together."""

    pieces: tuple[Piece, ...]
    day: str = ""

    @property
    def total(self) -> int:
        """Return how many it stands for."""
        return sum(piece.count for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class BarGroup:
    """A label with its bar, or with those of two days."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars under a title; ``unit`` is the measure word (项)."""

    title: str
    parts: tuple[Part, ...]
    groups: tuple[BarGroup, ...]
    unit: str = "项"

    @property
    def description(self) -> str:
        """Return all that the bars show, in words."""
        told = (
            f"{group.label}{bar.day}："
            + "，".join(f"{self.parts[p.part].name}{p.count}{self.unit}" for p in bar.pieces)
            for group in self.groups
            for bar in group.bars
        )
        return f"{self.title}。" + "；".join(told)

    def drawing(self, font: QFont, width: float, height: float = 0.0) -> BarDrawing:
        """Lay it out; it is as high as it needs to be."""
        return BarDrawing(self, font, width)

    def some(self, first: int, count: int) -> BarChart:
        """Return a chart of some of its groups."""
        return BarChart(self.title, self.parts, self.groups[first : first + count], self.unit)

    @property
    def largest(self) -> int:
        """Return the total of the longest bar, at least 1."""
        return max((bar.total for group in self.groups for bar in group.bars), default=1) or 1


def _drawn(group: BarGroup) -> str:
    """Return a label as it is drawn: one as long as a page would be measured for seconds, and nobody reads it here."""
    return group.label if len(group.label) <= _LONGEST else f"{group.label[:_LONGEST]}…"


class BarDrawing:
    """Bars laid out for a width; ``scale`` is the total that fills it, by default that of the longest bar."""

    def __init__(self, chart: BarChart, font: QFont, width: float, scale: int = 0, wrapped: bool = False) -> None:
        self._chart, self._font, self._scale = chart, font, scale or chart.largest
        self._metrics = QFontMetricsF(font)
        self._wrapped = wrapped
        line = self._metrics.height()
        self._bar, self._air = round(line * 1.05), round(line * 0.5)
        self._label_width = self._widest_label(width)
        self._day_width = max((self._metrics.horizontalAdvance(bar.day) for bar in self._bars()), default=0.0)
        total = self._metrics.horizontalAdvance(str(self._scale)) + _GAP
        self._left = self._label_width + _GAP + (self._day_width + _GAP if self._day_width else 0)
        self._room = max(20.0, width - self._left - total - 2)
        self._tops = list(self._places())
        self.size = QSizeF(width, self._tops[-1] if self._tops else line)
        self.spots: tuple[Spot, ...] = tuple(self._spots())

    def _bars(self) -> Iterator[Bar]:
        return (bar for group in self._chart.groups for bar in group.bars)

    def _widest_label(self, width: float) -> float:
        widest = max((self._metrics.horizontalAdvance(_drawn(group)) for group in self._chart.groups), default=0.0)
        return min(widest + 2, width * _LABELS)

    def _places(self) -> Iterator[float]:
        """Yield the upper edge of each group and the lower edge of the last."""
        top = self._air / 2
        for group in self._chart.groups:
            yield top
            bars = len(group.bars) * self._bar + (len(group.bars) - 1) * 2
            top += max(bars, self._label_height(_drawn(group))) + self._air
        yield top

    def _label_height(self, label: str) -> float:
        if not self._wrapped:
            return self._bar
        room = QRectF(0, 0, self._label_width, 1000)
        return self._metrics.boundingRect(room, Qt.TextFlag.TextWrapAnywhere, label).height()

    def _bar_tops(self, number: int) -> Iterator[tuple[Bar, float]]:
        """Yield the bars of a group with their upper edges, in the middle of its height."""
        group, top, end = self._chart.groups[number], self._tops[number], self._tops[number + 1] - self._air
        used = len(group.bars) * self._bar + (len(group.bars) - 1) * 2
        first = top + round((end - top - used) / 2)
        for place, bar in enumerate(group.bars):
            yield bar, first + place * (self._bar + 2)

    def _boxes(self, bar: Bar, top: float) -> Iterator[tuple[Piece, QRectF]]:
        left, done = self._left, 0
        for piece in bar.pieces:
            done += piece.count
            right = self._left + round(self._room * done / self._scale)
            right = max(right, left + _THIN)
            if piece.count:
                yield piece, QRectF(left, top, right - left, self._bar)
                left = right + 1  # a hair between neighbours

    def _spots(self) -> Iterator[Spot]:
        row = 0
        for number, group in enumerate(self._chart.groups):
            for bar, top in self._bar_tops(number):
                for place, (piece, box) in enumerate(self._boxes(bar, top)):
                    yield Spot(box, row, place, self._said(group, bar, piece), piece.behind)
                row += 1

    def _said(self, group: BarGroup, bar: Bar, piece: Piece) -> str:
        name = "　".join(filter(None, (group.label, bar.day)))
        part = figure_text(FigureKind.RATE, piece.count / bar.total)
        unit = self._chart.unit
        return f"{name}　{self._chart.parts[piece.part].name} {piece.count} {unit}，占 {bar.total} {unit}的 {part}"

    # -- painting

    def paint(self, painter: QPainter, look: theme.Colours) -> None:
        """Paint labels, bars, numbers."""
        painter.setFont(self._font)
        clip = (
            painter.clipBoundingRect() if painter.hasClipping() else QRectF(0, 0, self.size.width(), self.size.height())
        )
        for number, group in enumerate(self._chart.groups):
            if self._tops[number + 1] >= clip.top() and self._tops[number] <= clip.bottom():
                self._paint_group(painter, look, number, group)

    def _paint_group(self, painter: QPainter, look: theme.Colours, number: int, group: BarGroup) -> None:
        box = QRectF(0, self._tops[number], self._label_width, self._tops[number + 1] - self._tops[number] - self._air)
        painter.setPen(QColor(look.text))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if self._wrapped:
            painter.drawText(box, int(middle) | int(Qt.TextFlag.TextWrapAnywhere), _drawn(group))
        else:
            cut = self._metrics.elidedText(_drawn(group), Qt.TextElideMode.ElideRight, self._label_width)
            painter.drawText(box, int(middle), cut)
        for bar, top in self._bar_tops(number):
            self._paint_bar(painter, look, bar, top)

    def _paint_bar(self, painter: QPainter, look: theme.Colours, bar: Bar, top: float) -> None:
        end = self._left
        if bar.day:
            painter.setPen(QColor(look.dim))
            place = QRectF(self._label_width + _GAP, top, self._day_width, self._bar)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), bar.day)
        for piece, box in self._boxes(bar, top):
            self._paint_piece(painter, look, piece, box)
            end = box.right()
        painter.setPen(QColor(look.text))
        self._number(painter, QRectF(end + _GAP, top, 1000, self._bar), str(bar.total), left=True)

    def _paint_piece(self, painter: QPainter, look: theme.Colours, piece: Piece, box: QRectF) -> None:
        ink = self._chart.parts[piece.part].ink
        fill_box(painter, box, ink, look)
        text = str(piece.count)
        wide = self._metrics.horizontalAdvance(text)
        if wide + 6 > box.width():
            return
        if ink.fill not in (Fill.SOLID, Fill.PLAIN):
            plate = QRectF(box.center().x() - wide / 2 - 2, box.top() + 2, wide + 4, box.height() - 4)
            painter.fillRect(plate, tinted(look.of(ink.colour), QColor(look.base)))
        painter.setPen(text_colour(ink, look))
        self._number(painter, box, text)

    def _number(self, painter: QPainter, box: QRectF, text: str, *, left: bool = False) -> None:
        across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | across), text)


class LegendDrawing:
    """What the fills stand for, as many beside each other as there is room for."""

    spots: tuple[Spot, ...] = ()

    def __init__(self, parts: Sequence[Part], font: QFont, width: float) -> None:
        self._parts, self._font = tuple(parts), font
        self._metrics = QFontMetricsF(font)
        self._swatch = round(self._metrics.height() * 0.75)
        self._line = round(self._metrics.height() * 1.3)
        self._places = self._set(width)
        lines = self._places[-1].y() / self._line + 1 if self._places else 0
        self.size = QSizeF(width, lines * self._line)

    def _set(self, width: float) -> list[QPointF]:
        found, left, top = [], 0.0, 0.0
        for part in self._parts:
            wide = self._swatch * 1.6 + 5 + self._metrics.horizontalAdvance(part.name)
            if left and left + wide > width:
                left, top = 0.0, top + self._line
            found.append(QPointF(left, top))
            left += wide + 16
        return found

    def paint(self, painter: QPainter, look: theme.Colours) -> None:
        """Paint swatches and names."""
        painter.setFont(self._font)
        for part, place in zip(self._parts, self._places, strict=True):
            box = QRectF(place.x(), place.y() + (self._line - self._swatch) // 2, self._swatch * 1.6, self._swatch)
            fill_box(painter, box, part.ink, look)
            painter.setPen(QColor(look.text))
            beside = QRectF(box.right() + 5, place.y(), 1000, self._line)
            painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), part.name)


@dataclass(frozen=True, slots=True)
class Legend:
    """The fills of a chart, to be shown beside it."""

    parts: tuple[Part, ...]

    @property
    def description(self) -> str:
        """Return the names."""
        return "图例：" + "、".join(part.name for part in self.parts)

    def drawing(self, font: QFont, width: float, height: float = 0.0) -> LegendDrawing:
        """Lay it out."""
        return LegendDrawing(self.parts, font, width)
