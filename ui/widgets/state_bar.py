"""How many tasks are in each state: words with shapes, and one thin bar."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gongkai_desk.domain.work import State
from gongkai_desk.wording import STATES
from ui import theme
from ui.widgets.light import SHAPES, draw_shape

_BAR = 4  # pixels
_GAP = 16  # between two words
_ORDER = (State.CLOSED, State.PENDING, State.IN_PROGRESS, State.RETURNED, State.NOT_STARTED)


class StateBar(QWidget):
    """A line of «✓ 已销号 35 · ◐ 推进中 74 …» over a bar with one stretch for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[State, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Mapping[State, int]) -> None:
        """Show these counts; states without a task are left out."""
        order = (*_ORDER, *(state for state in counts if state not in _ORDER))
        self._counts = {state: counts[state] for state in order if counts.get(state)}
        self.setAccessibleName("，".join(f"{STATES[state]} {n} 项" for state, n in self._counts.items()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.fontMetrics().lineSpacing() + _BAR + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.colours(self.palette())
        self._paint_words(painter, look)
        self._paint_bar(painter, look)
        painter.end()

    def _paint_words(self, painter: QPainter, look: theme.Colours) -> None:
        height = self.fontMetrics().lineSpacing()
        size, x = round(height * 0.6), 0
        for state, count in self._counts.items():
            shape, word = SHAPES[state], f"{STATES[state]} {count}"
            colour = QColor(getattr(look, shape.colour))
            draw_shape(painter, QRect(x, (height - size) // 2, size, size), shape.kind, colour)
            painter.setPen(colour)
            width = self.fontMetrics().horizontalAdvance(word)
            painter.drawText(x + size + 5, self.fontMetrics().ascent() + 1, word)
            x += size + 5 + width + _GAP

    def _paint_bar(self, painter: QPainter, look: theme.Colours) -> None:
        total, left, done = sum(self._counts.values()), 0, 0
        for state, count in self._counts.items():
            done += count
            right = round(self.width() * done / total)
            colour = look.rule if state is State.NOT_STARTED else getattr(look, _BAR_COLOURS.get(state, "dim"))
            painter.fillRect(left, self.height() - _BAR, right - left, _BAR, QColor(colour))
            left = right


_BAR_COLOURS = {State.CLOSED: "green", State.PENDING: "blue", State.IN_PROGRESS: "dim", State.RETURNED: "amber"}
