"""How many tasks are in each state: words with shapes."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gongkai_desk.domain.state import State
from gongkai_desk.wording.state_words import STATES
from ui import theme
from ui.models.state_shapes import SHAPES
from ui.widgets.shapes import draw_shape

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
            colour = QColor(getattr(look, SHAPES[state].colour))
            draw_shape(painter, QRect(x, (self.height() - size) // 2, size, size), SHAPES[state].kind, colour)
            painter.setPen(colour)
            painter.drawText(x + size + 5, base, self._word(state))
            x += self._width(state)
        painter.end()
