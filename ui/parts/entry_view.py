"""A sheet that is filled in: Enter goes down, Tab right to the next cell that is written in, Ctrl+D fills down."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.models.report_entry import WRITTEN, ZERO, ZERO_MARK
from ui.widgets.cell_edit import EditingView

_FILLED = (*WRITTEN, ZERO)


class EntryView(EditingView):
    """Selects cells, not rows. ``pasted``: Ctrl+V was pressed; ``copied``: Ctrl+C."""

    pasted = Signal()
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(self.editTriggers() | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.fill_wanted.connect(self.fill)

    def go_beside(self, *, forward: bool) -> None:
        """Go to the next cell that is written in, or the one before."""
        self._go(1 if forward else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._own_key(event):
            super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        """Do what a key of a sheet means; tell whether it was one."""
        if self.state() == QAbstractItemView.State.EditingState:
            return False
        key, index = event.key(), self.currentIndex()
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key == Qt.Key.Key_D and held:
            self.fill_down()
        elif key == Qt.Key.Key_Delete:
            self.write(self.filled(), "")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self._down(index)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not held:
            self._go(1 if key == Qt.Key.Key_Tab else -1)
        elif key == Qt.Key.Key_Space and index.column() == ZERO:
            self.write(self.filled() or [index], "" if index.data() else ZERO_MARK)
        else:
            return False
        return True

    def _down(self, index: QModelIndex) -> None:
        if (below := index.siblingAtRow(index.row() + 1)).isValid():
            self.setCurrentIndex(below)

    def _go(self, step: int) -> None:
        """Go to the next or the last cell that is written in, from row to row."""
        index = self.currentIndex()
        order = [column for column in _FILLED if not self.isColumnHidden(column)]
        columns = [c for c in order if (c > index.column() if step > 0 else c < index.column())]
        if columns:
            self.setCurrentIndex(index.siblingAtColumn(columns[0] if step > 0 else columns[-1]))
        else:
            other = self.model().index(index.row() + step, order[0] if step > 0 else order[-1])
            if other.isValid():
                self.setCurrentIndex(other)

    # -- filling

    def filled(self) -> list[QModelIndex]:
        """Return the selected cells that can be filled, row by row."""
        chosen = [index for index in self.selectionModel().selectedIndexes() if index.column() in _FILLED]
        return sorted(chosen, key=lambda index: (index.column(), index.row()))

    def write(self, cells: list[QModelIndex], text: str) -> None:
        """Write a text into cells."""
        for index in cells:
            self.model().setData(index, text)

    def fill(self, column: int, text: str) -> None:
        """Give all selected cells of a column this text (Ctrl+Enter)."""
        self.write([index for index in self.filled() if index.column() == column] or [self.currentIndex()], text)

    def fill_down(self) -> None:
        """Give selected cells what the first of their column has; one cell takes it from above."""
        cells = self.filled()
        if len(cells) == 1:
            above = cells[0].siblingAtRow(cells[0].row() - 1)
            self.write(cells, str(above.data() or "") if above.isValid() else str(cells[0].data() or ""))
            return
        for column in {index.column() for index in cells}:
            own = [index for index in cells if index.column() == column]
            self.write(own[1:], str(own[0].data() or ""))
