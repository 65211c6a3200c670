"""Lines of 工作台 that can be pressed: a task with its day and units, a duty with how it stands."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gongkai_desk.domain.calendar import Duty, DutyState
from gongkai_desk.rules.duties import duty_state
from gongkai_desk.wording.calendar import state_text
from gongkai_desk.wording.days import short_date
from ui import theme
from ui.models.item_table import DUTY_SHAPES
from ui.widgets.painting import draw_shape

_SIDE = 8  # pixels at both ends
_GAP = 10
_DAY = 6  # characters of a day
_UNITS = 0.36  # of the width, at most, for the units
_DONE = frozenset({DutyState.DONE, DutyState.DONE_LATE})


class _Line(QPushButton):
    """A quiet button over a whole line that paints its own words; ``text`` says all of them."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setObjectName("line")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def lines(self) -> int:
        """Return how many lines of text it is high."""
        return 1

    def sizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().lineSpacing() * self.lines() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # the stubs leave the fields out
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self.paint_words(painter, theme.colours(self.window().palette()))  # its own is that of its style: no ground
        painter.end()

    def paint_words(self, painter: QStylePainter, look: theme.Colours) -> None:
        """Paint what the line says; a line without words is a bare button."""


class TaskLine(_Line):
    """«10月31日　组织培训不少于2场　　市政府办公室»: the day in front, the units at the end."""

    def __init__(self, day: str, words: str, units: str, parent: QWidget | None = None) -> None:
        super().__init__("　".join(part for part in (day, words, units) if part), parent)
        self._day, self._words, self._units = day, words, units

    def paint_words(self, painter: QStylePainter, look: theme.Colours) -> None:
        metrics, box = self.fontMetrics(), self.rect().adjusted(_SIDE + 22, 0, -_SIDE, 0)
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        wide = metrics.horizontalAdvance("国") * _DAY
        painter.setPen(QColor(look.dim))
        painter.drawText(QRect(box.left(), box.top(), wide, box.height()), middle | left, self._day)
        units = metrics.elidedText(self._units, Qt.TextElideMode.ElideRight, round(box.width() * _UNITS))
        right = metrics.horizontalAdvance(units)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, units)
        room = box.width() - wide - right - _GAP
        painter.setPen(QColor(look.text))
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(box.left() + wide, box.top(), room, box.height()), middle | left, words)


class DutyLine(_Line):
    """Two lines: what, and under it the day with how it stands; a shape in front, what is done is grey."""

    def __init__(self, duty: Duty, today: date, parent: QWidget | None = None) -> None:
        day = short_date(duty.due, today.year) if duty.due else "全年"
        self._day, self._stands, self._name = day, state_text(duty, today), duty.name
        self._state = duty_state(duty, today)
        super().__init__(f"{day} {self._stands} {duty.name}", parent)
        self.duty = duty

    def lines(self) -> int:
        return 2

    def paint_words(self, painter: QStylePainter, look: theme.Colours) -> None:
        metrics, shape = self.fontMetrics(), DUTY_SHAPES[self._state]
        line = metrics.lineSpacing()
        side = round(line * 0.6)
        done = self._state in _DONE
        colour = look.of(theme.Tone.DIM if done else shape.colour)
        box = QRect(_SIDE + side + 8, 4, self.width() - 2 * _SIDE - side - 8, line)
        draw_shape(painter, QRect(_SIDE, 4 + (line - side) // 2, side, side), shape.kind, colour)
        painter.setPen(QColor(look.dim if done else look.text))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, name)
        below = box.translated(0, line)
        painter.setPen(QColor(look.dim))
        painter.drawText(below, middle, self._day)
        painter.setPen(colour)
        below.setLeft(below.left() + metrics.horizontalAdvance(self._day) + _GAP)
        painter.drawText(below, middle, metrics.elidedText(self._stands, Qt.TextElideMode.ElideRight, below.width()))
