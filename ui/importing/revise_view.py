"""The table of a revision: what went is struck through, what came is underlined on a coloured ground."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.models.revision_table import NEW, RUNS_ROLE
from ui.widgets.merged_view import PAD_X, PAD_Y, CellDelegate, MergedView
from ui.widgets.wrapped import Wrapper

_MOST = 60  # lines of a cell: a whole text can be asked for
Runs = Sequence[tuple[int, int]]


class ReviseView(MergedView):
    """A merged table whose cells may be long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrapper = Wrapper(self.font(), _MOST)
        self.setItemDelegate(MarkedDelegate(self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.wrapper = Wrapper(self.font(), _MOST)
            self.measure_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave typing to the keys of the choices; Qt would search the first column."""
        if event.text() and not event.modifiers() and event.key() not in (Qt.Key.Key_Space, Qt.Key.Key_Tab):
            event.ignore()
        else:
            super().keyPressEvent(event)


class MarkedDelegate(CellDelegate):
    """Paints the runs in which the two readings differ."""

    def _paint_text(
        self, painter: QPainter, cell: QRect, index: QModelIndex | QPersistentModelIndex, look: theme.Colours
    ) -> None:
        runs = index.data(RUNS_ROLE)
        if not runs:
            super()._paint_text(painter, cell, index, look)
            return
        text, box, wrapper = str(index.data()), cell.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y - 1), self._view.wrapper
        lines = wrapper.lines(text, box.width())
        top = box.top() + (box.height() - len(lines) * wrapper.spacing) // 2
        for number, (start, line) in enumerate(placed(text, lines)):
            where = QRectF(box.left(), top + number * wrapper.spacing, box.width(), wrapper.spacing)
            self._paint_line(painter, where, line, pieces(start, line, runs), index.column() == NEW, look)

    def _paint_line(
        self,
        painter: QPainter,
        where: QRectF,
        line: str,
        parts: Sequence[tuple[str, bool]],
        came: bool,
        look: theme.Colours,
    ) -> None:
        plain, told = self._view.font(), QFont(self._view.font())
        told.setUnderline(came)
        told.setStrikeOut(not came)
        left, flags = where.left(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        for text, changed in parts:
            wide = self._view.wrapper.metrics.horizontalAdvance(text)
            place = QRectF(left, where.top(), wide, where.height())
            if changed and came:
                painter.fillRect(place, QColor(look.mark))
            painter.setFont(told if changed else plain)
            painter.setPen(QColor(look.dim if changed and not came else look.text))
            painter.drawText(place, int(flags), text)
            left += wide


def placed(text: str, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line of a broken text with where it begins; blanks and line feeds at a break belong to no line."""
    at = 0
    for line in lines:
        while at < len(text) and text[at] in " \n" and not line.startswith(text[at]):
            at += 1
        yield at, line
        at += len(line)


def pieces(start: int, line: str, runs: Runs) -> list[tuple[str, bool]]:
    """Return a line cut where it begins or ceases to differ; ``start`` is its place in the text."""
    cuts = sorted({0, len(line), *(min(max(at - start, 0), len(line)) for run in runs for at in run)})
    return [(line[a:b], any(first <= start + a < last for first, last in runs)) for a, b in pairwise(cuts)]
