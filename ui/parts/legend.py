"""What the calendar's shapes and letters mean, with counts; and cells that begin with a word and its shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.calendar import Item
from gongkai_desk.wording.calendar import OFF, WORKED
from ui import theme
from ui.models.item_table import shape_of
from ui.theme import Tone
from ui.widgets.merged_view import PAD_X, PAD_Y, SHAPE_ROLE, CellDelegate
from ui.widgets.painting import ShapeKind, draw_shape

_LEGEND = (
    (ShapeKind.WARN_FULL, Tone.RED, "任务逾期"),
    (ShapeKind.DIAMOND, Tone.TEXT, "任务到期"),
    (ShapeKind.SQUARE, Tone.BLUE, "进展报送"),
    (ShapeKind.FLAG, Tone.TEXT, "法定、要点事项"),
    (ShapeKind.RING, Tone.DIM, "节点、定期"),
    (ShapeKind.TICK, Tone.GREEN, "已办结"),
)


class Legend(QWidget):
    """What the shapes and letters mean, with how many matters of the year have each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[ShapeKind] = Counter()
        self._fix()
        self.show_items(())

    def show_items(self, items: Sequence[Item]) -> None:
        """Count these items."""
        self._counts = Counter(shape_of(item).kind for item in items)
        self.setAccessibleName(f"图例：{'，'.join(self.words())}，{OFF}放假，{WORKED}调休上班")
        self.update()

    def words(self) -> list[str]:
        """Return each word with its count."""
        return [f"{word}{self._counts[kind] or ''}" for kind, _, word in _LEGEND]

    def _fix(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() + 4)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fix()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.colours(self.palette())
        left, side = 2, round(self.fontMetrics().ascent() * 0.75)
        for (kind, colour, _), word in zip(_LEGEND, self.words(), strict=True):
            box = QRect(left, (self.height() - side) // 2, side, side)
            draw_shape(painter, box, kind, look.of(colour))
            left = self._word(painter, look.of(Tone.DIM), left + side + 4, word)
        for letter, colour, word in ((OFF, Tone.RED, "放假"), (WORKED, Tone.GREEN, "调休上班")):
            left = self._word(painter, look.of(colour), left, letter, gap=4)
            left = self._word(painter, look.of(Tone.DIM), left, word)
        painter.end()

    def _word(self, painter: QPainter, colour: QColor, left: int, word: str, gap: int = 14) -> int:
        """Paint a word and return where the next thing begins."""
        painter.setPen(colour)
        wide = self.fontMetrics().horizontalAdvance(word)
        painter.drawText(left, 0, wide + 2, self.height(), Qt.AlignmentFlag.AlignVCenter, word)
        return left + wide + gap


_LEGEND_GAP = 6  # pixels between a shape and its word


class MatterDelegate(CellDelegate):
    """Only the word has the colour of its shape; a table of late matters stays quiet."""

    def _paint_text(
        self, painter: QPainter, cell: QRect, index: QModelIndex | QPersistentModelIndex, look: theme.Colours
    ) -> None:
        shape = index.data(SHAPE_ROLE)
        if shape is None:
            super()._paint_text(painter, cell, index, look)
            return
        wrapper = self._view.wrapper
        box = cell.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y - 1)
        text = str(index.data() or "")
        head, _, rest = text.partition("\n")
        high = wrapper.height(text, box.width())
        box = QRect(box.left(), box.top() + max(0, (box.height() - high) // 2), box.width(), high)
        line, side = round(wrapper.spacing), round(wrapper.spacing * 0.6)
        colour = look.of(shape.colour)
        draw_shape(painter, QRect(box.left(), box.top() + (line - side) // 2, side, side), shape.kind, colour)
        painter.setFont(self._view.font())
        painter.setPen(colour)
        left = Qt.AlignmentFlag.AlignLeft
        wrapper.draw(
            painter,
            QRect(box.left() + side + _LEGEND_GAP, box.top(), box.width() - side - _LEGEND_GAP, line),
            head,
            left,
        )
        painter.setPen(QColor(look.text))
        wrapper.draw(painter, box.adjusted(0, line, 0, 0), rest, left)
