"""How many tasks have each light and each state: words with shapes, the lights over one thin bar and to be clicked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.state import State
from gongkai_desk.wording.states import COLOURS, STATES
from ui import theme
from ui.models.task_table import LIGHT_SHAPES, SHAPES
from ui.widgets.notices import button
from ui.widgets.painting import Shape, draw_shape

_BAR = 4  # pixels
_MEANS = {
    Colour.RED: "逾期、逾期未报或整改逾期",
    Colour.YELLOW: "临近时限、该报进展、退回整改或时限待确认",
    Colour.BLUE: "已申请销号，待核查",
    Colour.GREEN: "正常推进或已销号",
    Colour.OFF: "不涉及、已中止、暂缓、取消或尚未开始",
}


class LightBar(QWidget):
    """«▲ 红 3 ◆ 黄 5 …» over a bar; ``picked(colour word)`` when one is clicked."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Colour, int] = {}
        self.chips: dict[Colour, QPushButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.row = QHBoxLayout()
        self.row.setSpacing(4)
        for colour in Colour:
            self.chips[colour] = self._chip(colour)
            self.row.addWidget(self.chips[colour])
        self.row.addStretch(1)
        self._strip = Strip(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.row)
        column.addWidget(self._strip)
        self.show_counts({})

    def _chip(self, colour: Colour) -> QPushButton:
        made = button("", partial(self.picked.emit, COLOURS[colour]), name="light", parent=self)
        made.setProperty("colour", LIGHT_SHAPES[colour].colour.value)
        made.setToolTip(f"{_MEANS[colour]}。点一下只看这些任务")
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            for colour in self._counts:
                put_shape(self.chips[colour], LIGHT_SHAPES[colour], theme.colours(self.palette()))

    def show_counts(self, counts: Mapping[Colour, int]) -> None:
        """Show these counts; lights that no task has are left out, nothing at all before lights are worked out."""
        self._counts = {colour: counts[colour] for colour in Colour if counts.get(colour)}
        look = theme.colours(self.palette())
        for colour, chip in self.chips.items():
            chip.setVisible(colour in self._counts)
            if colour in self._counts:
                chip.setText(f"{COLOURS[colour]} {self._counts[colour]}")
                chip.setAccessibleName(f"{COLOURS[colour]}灯 {self._counts[colour]} 项：{_MEANS[colour]}")
                put_shape(chip, LIGHT_SHAPES[colour], look)
        self._strip.show_parts(tuple((LIGHT_SHAPES[colour].colour, count) for colour, count in self._counts.items()))


def put_shape(on: QPushButton, shape: Shape, look: theme.Colours) -> None:
    """Put a shape before a button's word, as high as in the table."""
    height = on.fontMetrics().lineSpacing()
    on.setIcon(shape_icon(shape, height, look))
    on.setIconSize(QSize(round(height * 0.6), round(height * 0.6)))


def shape_icon(shape: Shape, height: int, look: theme.Colours) -> QIcon:
    """Return a shape as an icon beside text of that line height, drawn sharp on any screen."""
    side = round(height * 0.6)
    picture = QPixmap(side * 3, side * 3)
    picture.setDevicePixelRatio(3)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_shape(painter, QRect(0, 0, side, side), shape.kind, look.of(shape.colour))
    painter.end()
    return QIcon(picture)


class Strip(QWidget):
    """A thin bar of stretches, each as long as its count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[theme.Tone, int], ...] = ()
        self.setFixedHeight(_BAR)

    def show_parts(self, parts: tuple[tuple[theme.Tone, int], ...]) -> None:
        """Show stretches, each of a colour and so long."""
        self._parts = parts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.colours(self.palette())
        total, left, done = sum(count for _, count in self._parts), 0, 0
        for colour, count in self._parts:
            done += count
            right = round(self.width() * done / total)
            painter.fillRect(left, 0, right - left, _BAR, look.of(colour))
            left = right + 1  # a thin gap, so that neighbours are told apart without colour
        painter.end()


_GAP = 14  # pixels between two words
_ORDER = (State.CLOSED, State.PENDING, State.IN_PROGRESS, State.RETURNED, State.NOT_STARTED)


class StateBar(QWidget):
    """A line of «✓ 已销号 35  ◐ 推进中 74 …»; what has no room is left out, from the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[State, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_counts(self, counts: Mapping[State, int]) -> None:
        """Show these counts; states without a task are left out."""
        order = (*_ORDER, *(state for state in counts if state not in _ORDER))
        self._counts = {state: counts[state] for state in order if counts.get(state)}
        told = "，".join(f"{STATES[state]} {n} 项" for state, n in self._counts.items())
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(map(self._width, self._counts)), self.fontMetrics().lineSpacing() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _word(self, state: State) -> str:
        return f"{STATES[state]} {self._counts[state]}"

    def _shape_side(self) -> int:
        return round(self.fontMetrics().lineSpacing() * 0.6)

    def _width(self, state: State) -> int:
        return self._shape_side() + 5 + self.fontMetrics().horizontalAdvance(self._word(state)) + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.colours(self.palette())
        metrics, size, x = self.fontMetrics(), self._shape_side(), 0
        base = (self.height() - metrics.height()) // 2 + metrics.ascent()
        for state in self._counts:
            if x + self._width(state) - _GAP > self.width():
                break
            colour = look.of(SHAPES[state].colour)
            draw_shape(painter, QRect(x, (self.height() - size) // 2, size, size), SHAPES[state].kind, colour)
            painter.setPen(colour)
            painter.drawText(x + size + 5, base, self._word(state))
            x += self._width(state)
        painter.end()
