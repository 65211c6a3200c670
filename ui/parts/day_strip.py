"""A small calendar of the weeks of a count: each day that counts bears its number, the others why they do not."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gongkai_desk.rules.days.day_count import CountedDay, DayCount, DayKind
from gongkai_desk.wording.day_counts import count_lines, result_sentence
from gongkai_desk.wording.days import month_day
from ui import theme
from ui.theme import Tone

_WEEK = "一二三四五六日"
_LETTERS = {DayKind.OFF: ("休", Tone.RED), DayKind.LOCAL_OFF: ("地方休", Tone.RED), DayKind.MAKE_UP: ("班", Tone.GREEN)}
_MOST = 60  # weeks shown at most: more than a year is told in words


class DayStrip(QWidget):
    """Weeks under each other, Monday first; the start has a ring, the end a ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: DayCount | None = None
        self._days: dict[date, CountedDay] = {}
        self.setAccessibleName("逐日清单")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: DayCount) -> None:
        """Show the days of a count."""
        self._count, self._days = count, {each.day: each for each in count.days}
        self.setAccessibleDescription("".join((result_sentence(count), *count_lines(count))))
        self.updateGeometry()
        self.update()

    def weeks(self) -> list[date]:
        """Return the Mondays that are shown."""
        if self._count is None:
            return []
        first = self._count.start - timedelta(days=self._count.start.weekday())
        last = max(self._count.end, self._count.start)
        return [first + timedelta(weeks=n) for n in range(min((last - first).days // 7 + 1, _MOST))]

    def _cell(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("12月31日") + 16, metrics.height() * 2 + 2)

    def sizeHint(self) -> QSize:
        cell, head = self._cell(), self.fontMetrics().height() + 4
        return QSize(cell.width() * 7, head + cell.height() * len(self.weeks()) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, cell = QPainter(self), theme.colours(self.palette()), self._cell()
        wide = self.width() // 7
        head = self.fontMetrics().height() + 4
        painter.fillRect(event.rect(), QColor(look.base))
        painter.setPen(QColor(look.dim))
        for column, letter in enumerate(_WEEK):
            painter.drawText(QRect(column * wide, 0, wide, head), Qt.AlignmentFlag.AlignCenter, letter)
        for row, monday in enumerate(self.weeks()):
            for column in range(7):
                box = QRect(column * wide, head + row * cell.height(), wide - 1, cell.height() - 1)
                self._paint_day(painter, look, box, monday + timedelta(days=column))
        painter.end()

    def _paint_day(self, painter: QPainter, look: theme.Colours, box: QRect, day: date) -> None:
        assert self._count is not None
        each, start = self._days.get(day), day == self._count.start
        if day == self._count.end and each is not None:
            painter.fillRect(box, QColor(look.selected))
        elif each is not None and each.number is None:
            painter.fillRect(box, QColor(look.side))
        if start or (day == self._count.end and each is not None):
            painter.setPen(QPen(QColor(look.blue), 1))
            painter.drawRect(box)
        counts = each is not None and each.number is not None
        painter.setPen(QColor(look.text if counts or start else look.dim))
        text = month_day(day) if day.day == 1 or start or day.weekday() == 0 else str(day.day)
        line = box.height() // 2
        painter.drawText(QRect(box.left(), box.top() + 1, box.width(), line), Qt.AlignmentFlag.AlignCenter, text)
        self._paint_word(painter, look, QRect(box.left(), box.top() + line, box.width(), line), each, start=start)

    def _paint_word(
        self, painter: QPainter, look: theme.Colours, box: QRect, each: CountedDay | None, *, start: bool
    ) -> None:
        """Paint under a day its number, or why it has none."""
        letter, colour = _LETTERS.get(each.kind, ("", Tone.DIM)) if each else ("", Tone.DIM)
        number = f"第{each.number}" if each and each.number else ""
        text = "起算" if start else f"{number} {letter}".strip()
        usual = painter.font()
        bold = QFont(usual)
        bold.setBold(bool(number) or bool(letter))
        painter.setFont(bold)
        painter.setPen(look.of(Tone.BLUE if number and not letter else colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setFont(usual)
