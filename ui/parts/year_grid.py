"""Twelve months on one screen: working days, days off and make-up days, and on each day what falls due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from gongkai_desk.domain.calendar import Item
from gongkai_desk.wording.calendar import OFF, counts_text, day_kind, day_letter, item_text
from gongkai_desk.wording.days import long_day
from gongkai_desk.workdays import Workdays
from ui import theme
from ui.models.item_table import shape_of
from ui.widgets.painting import Shape, ShapeKind, draw_shape

WEEK = "一二三四五六日"
_ACROSS = (4, 3, 2, 1)  # months beside each other, as many as there is room for
_GAP = 12  # pixels between months
_NUMBER, _LETTER, _COUNT = 0.95, 0.75, 0.75  # of the window's font: the day, 休 and 班, how many matters
_HINTED = 6  # items named in a hint
_FIRST = (  # which shapes go before others where there is no room for all
    ShapeKind.WARN_FULL, ShapeKind.FLAG, ShapeKind.DIAMOND, ShapeKind.BACK, ShapeKind.HALF, ShapeKind.SQUARE,
    ShapeKind.TICK, ShapeKind.RING,
)  # fmt: skip
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Sizes in pixels, worked out from the room and the font."""

    across: int
    cell: QSize
    head: int  # the month's name
    week: int  # the letters of the days of the week

    @property
    def month(self) -> QSize:
        return QSize(self.cell.width() * 7, self.head + self.week + self.cell.height() * 6)


class YearGrid(QWidget):
    """``chosen(day)``: it is current; ``opened(day)``: Enter or a double click; ``left(day)``: of another year."""

    chosen = Signal(object)
    opened = Signal(object)
    left = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("全年日历")
        self.today = today
        self.current = today
        self._items: Mapping[date, Sequence[Item]] = {}
        self._workdays: Workdays | None = None
        self._marks: dict[date, list[tuple[Shape, int]]] = {}
        self._sizes = self._fit()

    def show_year(self, current: date, items: Mapping[date, Sequence[Item]], workdays: Workdays) -> None:
        """Show the year of a day, that day being current."""
        self.current, self._items, self._workdays = current, items, workdays
        self._marks = {day: _marks(of) for day, of in items.items() if day.year == current.year}
        self._tell()
        self.update()

    def items(self, day: date) -> Sequence[Item]:
        """Return what falls on a day."""
        return self._items.get(day, ())

    def choose(self, day: date) -> None:
        """Make a day current; one of another year is asked for."""
        if day.year != self.current.year:
            self.left.emit(day)
            return
        self.current = day
        self._tell()
        self.update()
        self.chosen.emit(day)

    def told(self, day: date) -> str:
        """Return in words what a day is and what falls on it."""
        assert self._workdays is not None
        found = self.items(day)
        kind = day_kind(day, self._workdays)
        return f"{long_day(day)}　{kind}　{counts_text(found) or '没有事项'}"

    def _tell(self) -> None:
        if self._workdays is not None:
            self.setAccessibleDescription(self.told(self.current))

    # -- where things are

    def _least(self) -> QSize:
        """Return the smallest cell: a number with a letter beside it, under them a row of shapes."""
        number, letter = self._metrics(_NUMBER), self._metrics(_LETTER)
        wide = number.horizontalAdvance("28") + letter.horizontalAdvance(OFF) + 2
        return QSize(wide, number.capHeight() + self._side() + 5)

    def _metrics(self, factor: float) -> QFontMetrics:
        return QFontMetrics(_font(self.font(), factor))

    def _side(self) -> int:
        """Return the side of a shape."""
        return max(7, self._metrics(_COUNT).capHeight())

    def _heads(self) -> tuple[int, int]:
        """Return the heights of a month's name and of the letters of the week."""
        return self.fontMetrics().ascent() + 3, self._metrics(_NUMBER).capHeight() + 6

    def _fit(self) -> _Sizes:
        least, (head, week) = self._least(), self._heads()
        room = [n for n in _ACROSS if n * least.width() * 7 + (n - 1) * _GAP <= max(self.width(), 1)]
        across = room[0] if room else 1
        down = 12 // across
        wide = max(least.width(), (self.width() - (across - 1) * _GAP) // across // 7)
        high = max(least.height(), ((self.height() - (down - 1) * _GAP // 2) // down - head - week) // 6)
        return _Sizes(across, QSize(min(wide, 2 * least.width()), min(high, 2 * least.height())), head, week)

    def minimumSizeHint(self) -> QSize:
        least, heads, down = self._least(), sum(self._heads()), 12 // self._sizes.across
        return QSize(7 * least.width(), down * (heads + 6 * least.height()) + (down - 1) * _GAP // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._refit()

    def _refit(self) -> None:
        before, self._sizes = self._sizes, self._fit()
        if before.across != self._sizes.across:
            self.updateGeometry()
        self.update()

    def month_rect(self, month: int) -> QRect:
        """Return the rectangle of a month."""
        sizes = self._sizes
        row, column = divmod(month - 1, sizes.across)
        step = sizes.month
        return QRect(QPoint(column * (step.width() + _GAP), row * (step.height() + _GAP // 2)), step)

    def day_rect(self, day: date) -> QRect:
        """Return the rectangle of a day of the year that is shown."""
        sizes, box = self._sizes, self.month_rect(day.month)
        place = day.replace(day=1).weekday() + day.day - 1
        row, column = divmod(place, 7)
        top = box.top() + sizes.head + sizes.week
        where = QPoint(box.left() + column * sizes.cell.width(), top + row * sizes.cell.height())
        return QRect(where, sizes.cell)

    def day_at(self, place: QPoint) -> date | None:
        """Return the day at a point, ``None`` between days."""
        for month in range(1, 13):
            if self.month_rect(month).contains(place):
                days = (date(self.current.year, month, d + 1) for d in range(monthrange(self.current.year, month)[1]))
                return next((day for day in days if self.day_rect(day).contains(place)), None)
        return None

    # -- keys, mouse, hints

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(self.current + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(_month_on(self.current, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            self.choose(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (day := self.day_at(event.position().toPoint())) is not None:
            self.choose(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (day := self.day_at(event.position().toPoint())) is not None:
            self.opened.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            if day is None or self._workdays is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.hint(day), self, self.day_rect(day))
            return True
        return super().event(event)

    def hint(self, day: date) -> str:
        """Return the hint of a day; words of plans are shown as they are."""
        found = self.items(day)
        lines = [self.told(day), *(f"· {item_text(item, 34)}" for item in found[:_HINTED])]
        if len(found) > _HINTED:
            lines.append(f"还有 {len(found) - _HINTED} 项")
        return "<br>".join(escape(line) for line in lines)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._workdays is None:
            return
        painter, look = QPainter(self), theme.colours(self.palette())
        painter.fillRect(event.rect(), QColor(look.base))
        for month in range(1, 13):
            if self.month_rect(month).intersects(event.rect()):
                self._paint_month(painter, look, month)
        painter.end()

    def _paint_month(self, painter: QPainter, look: theme.Colours, month: int) -> None:
        year, sizes, box = self.current.year, self._sizes, self.month_rect(month)
        days = [date(year, month, d + 1) for d in range(monthrange(year, month)[1])]
        head = QRect(box.left(), box.top(), box.width(), sizes.head)
        painter.setFont(_font(self.font(), 1.05, bold=True))
        painter.setPen(QColor(look.blue if (year, month) == (self.today.year, self.today.month) else look.text))
        painter.drawText(head.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{month}月")
        count = sum(len(self.items(day)) for day in days)
        painter.setFont(_font(self.font(), _NUMBER))
        painter.setPen(QColor(look.dim))
        if count:
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(head.adjusted(0, 0, -4, 0), right, f"{count} 项")
        for column, letter in enumerate(WEEK):
            cell = QRect(box.left() + column * sizes.cell.width(), head.bottom() + 1, sizes.cell.width(), sizes.week)
            painter.drawText(cell, _MIDDLE | Qt.AlignmentFlag.AlignHCenter, letter)
        for day in days:
            self._paint_day(painter, look, day)

    def _paint_day(self, painter: QPainter, look: theme.Colours, day: date) -> None:
        assert self._workdays is not None
        cell = self.day_rect(day)
        works, letter = self._workdays.is_workday(day), day_letter(day, self._workdays)
        inner = cell.adjusted(0, 0, -1, -1)
        if day == self.current:
            painter.fillRect(inner, QColor(look.selected))
        elif not works:
            painter.fillRect(inner, QColor(look.side))
        if day == self.today or (day == self.current and self.hasFocus()):
            painter.setPen(QPen(QColor(look.blue), 2 if day == self.current and self.hasFocus() else 1))
            painter.drawRect(inner)
        number = _font(self.font(), _NUMBER, bold=day == self.today)
        marks = self._side() + 2
        top = QRect(cell.left() + 2, cell.top() + 1, cell.width() - 4, cell.height() - marks - 2)
        painter.setFont(number)
        painter.setPen(QColor(look.text if works else look.dim))
        foot = top.top() + 1 + QFontMetrics(number).capHeight()  # its line box reaches lower, into the shapes
        painter.drawText(top.left(), foot, str(day.day))
        if letter:
            painter.setFont(_font(self.font(), _LETTER, bold=True))
            painter.setPen(QColor(look.red if letter == OFF else look.green))
            wide = painter.fontMetrics().horizontalAdvance(letter)
            painter.drawText(top.right() + 1 - wide, foot, letter)
        self._paint_marks(painter, look, day, QRect(cell.left() + 3, foot + 2, cell.width() - 4, marks))

    def _paint_marks(self, painter: QPainter, look: theme.Colours, day: date, room: QRect) -> None:
        """Paint the shapes of a day; each with its count where there is room, else with the count of all at the end."""
        marks = self._marks.get(day)
        if not marks:
            return
        small = _font(self.font(), _COUNT)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        side = self._side()
        for shape, text in _laid(marks, room.width(), side, metrics):
            top = room.top() + (room.height() - side) // 2
            if shape is not None:
                draw_shape(painter, QRect(room.left(), top, side, side), shape.kind, look.of(shape.colour))
                room.setLeft(room.left() + side + 1)
            if text:
                painter.setPen(QColor(look.text))
                painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignLeft, text)
                room.setLeft(room.left() + metrics.horizontalAdvance(text) + 2)


def _laid(
    marks: list[tuple[Shape, int]], room: int, side: int, metrics: QFontMetrics
) -> list[tuple[Shape | None, str]]:
    """Return shapes with their counts; where there is no room the counts go together behind the first shapes."""
    each: list[tuple[Shape | None, str]] = [(shape, str(count) if count > 1 else "") for shape, count in marks]
    if sum(side + 1 + (metrics.horizontalAdvance(text) + 2 if text else 0) for _, text in each) <= room:
        return each
    total = str(sum(count for _, count in marks))
    most = max(1, (room - metrics.horizontalAdvance(total)) // (side + 1))
    return [*((shape, "") for shape, _ in marks[:most]), (None, total)]


def _marks(items: Sequence[Item]) -> list[tuple[Shape, int]]:
    """Return the shapes of a day with how many items have each, the most pressing first."""
    found: dict[Shape, int] = {}
    for item in items:
        shape = shape_of(item)
        found[shape] = found.get(shape, 0) + 1
    return sorted(found.items(), key=lambda each: _FIRST.index(each[0].kind))


def _month_on(day: date, by: int) -> date:
    """Return the same day of the month after or before, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _font(usual: QFont, factor: float, *, bold: bool = False) -> QFont:
    made = QFont(usual)
    made.setPointSizeF(usual.pointSizeF() * factor)
    made.setBold(bold)
    return made
