"""The table of a revision, old struck through and new underlined; 指定对应的任务 pairs what was taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.rules.work.revising import told_whole
from ui import theme
from ui.dialogs.base.forms import Form, give_size
from ui.models.revision_table import NEW, RUNS_ROLE, name_of
from ui.widgets.merged_view import PAD_X, PAD_Y, CellDelegate, MergedView
from ui.widgets.painting import Wrapper
from ui.widgets.plain import label

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


class PairDialog(Form):
    """Lists the tasks without a counterpart; the text of the chosen one stands beside that of the task asked about."""

    def __init__(self, task: Task, others: Sequence[Task], where: str, parent: QWidget | None = None) -> None:
        super().__init__("指定对应的任务", "就是这一项", parent)
        self._others = tuple(others)
        self.list = QListWidget(self)
        self.list.setAccessibleName(f"{where}中没有对应的任务")
        for other in others:
            self.list.addItem(QListWidgetItem(name_of(other)))
        self.own, self.other = self._text(), self._text()
        self.own.setText(told_whole(task))
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (
            label(name_of(task), name="heading", parent=inside),
            self.own,
            label(f"对应{where}中的哪一项？", name="heading", parent=inside),
            self.list,
            self.other,
        ):
            column.addWidget(part, 1 if part is self.list else 0)
        self.add_wide(inside)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        give_size(self, 46, 26)

    def _text(self) -> QLabel:
        made = label(name="dim", wrap=True, parent=self)
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        made.setMinimumHeight(made.fontMetrics().lineSpacing() * 3)
        return made

    def _show(self, row: int) -> None:
        self.other.setText(told_whole(self._others[row]) if 0 <= row < len(self._others) else "")
        self.accept_button.setEnabled(row >= 0)

    @classmethod
    def ask(cls, parent: QWidget, task: Task, others: Sequence[Task], where: str) -> int | None:
        """Return which of the others it is, ``None`` if it was cancelled; ``where`` names their paper."""
        dialog = cls(task, others, where, parent)
        chosen = dialog.list.currentRow() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen
