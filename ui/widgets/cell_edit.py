"""Writing in a cell as in Excel: F2 or a double click opens, Enter keeps and goes down, Alt+Enter breaks the line."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QPlainTextEdit, QStyleOptionViewItem, QWidget

from ui import theme
from ui.widgets.frozen_view import FrozenView
from ui.widgets.merged_view import PAD_X, CellDelegate
from ui.widgets.painting import rect_of

Index = QModelIndex | QPersistentModelIndex
_LOWEST = 84  # pixels: room for three lines even in a low row


TASKS_DRAGGED = f"application/x-gongkai-tasks-{uuid4().hex}"
"""What a drag of rows carries: ids, parted by commas; of this window only, another's ids mean other tasks."""


def dragged(data: QMimeData) -> list[int]:
    """Return the ids that a drag carries, none for any other drag."""
    return [int(each) for each in bytes(data.data(TASKS_DRAGGED).data()).decode().split(",") if each.isdecimal()]


class EditingView(FrozenView):
    """A merged table whose cells can be written in where the model allows it.

    ``rows_dropped(ids, row)``: rows were dragged before a row. ``fill_wanted(column, text)``: Ctrl+Enter in a cell.
    ``clear_wanted(column)``: Del where no cell is open.
    """

    rows_dropped = Signal(list, int)
    fill_wanted = Signal(int, str)
    clear_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(EditDelegate(self))
        self.setTabKeyNavigation(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)

        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self._drop_row = -1

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(TASKS_DRAGGED):
            event.acceptProposedAction()
        else:
            event.ignore()  # files go to the window

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(TASKS_DRAGGED):
            self._drop_row = self.row_between(event.position().toPoint())
            self.viewport().update()
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_row = -1
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_row = -1
        self.viewport().update()
        if event.mimeData().hasFormat(TASKS_DRAGGED):
            event.acceptProposedAction()
            self.rows_dropped.emit(dragged(event.mimeData()), self.row_between(event.position().toPoint()))
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if event.key() == Qt.Key.Key_Delete and not event.modifiers() and self.state() != self.State.EditingState:
            self.clear_wanted.emit(self.currentIndex().column())
        elif tab and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._leave(forward=event.key() == Qt.Key.Key_Tab)
        else:
            super().keyPressEvent(event)

    def _leave(self, *, forward: bool) -> None:
        """Give the focus on, as Tab does not here: it goes from cell to cell."""
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forward)
        self.setTabKeyNavigation(True)

    def row_between(self, place: QPoint) -> int:
        """Return the row before which something let go at ``place`` belongs."""
        row = self.rowAt(place.y())
        if row < 0:
            return self.model().rowCount()
        return row + (place.y() > self.rowViewportPosition(row) + self.rowHeight(row) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row >= 0:
            rows = self.model().rowCount()
            last = self._drop_row >= rows
            row = rows - 1 if last else self._drop_row
            y = self.rowViewportPosition(row) + (self.rowHeight(row) if last else 0)
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(theme.colours(self.palette()).blue), 2))
            painter.drawLine(0, y, self.room.width(), y)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close and, after Enter, go one row down as Excel does."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)
        self.setFocus()


class EditDelegate(CellDelegate):
    """Gives each cell a plain text editor laid over it; knows which one is open."""

    _open: tuple[QWidget, QPersistentModelIndex] | None = None
    _is_given = False  # what the act shows anew must not give the model the same text once more

    def opened(self, editor: QWidget, index: Index) -> QWidget:
        """Remember an editor, whatever its kind, and the cell that it lies over."""
        self._open, self._is_given = (editor, QPersistentModelIndex(index)), False
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if self._open is not None and self._open[0] is editor:
            self._open = None
        super().destroyEditor(editor, index)

    def store_open(self, is_stored: Callable[[], bool]) -> None:
        """Give the text of the open editor, if any, to the model; close it, or leave it open if that was refused."""
        if self._open is None or self._is_given:
            return
        editor, index = self._open
        if index.isValid():
            self.setModelData(editor, self._view.model(), index)
        self._is_given = is_stored()
        if self._is_given and self._open is not None:  # a model that was reset has closed it by itself
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QPlainTextEdit(parent)
        editor.setObjectName("cell")
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.document().setDocumentMargin(PAD_X - 1)
        editor.setTabChangesFocus(True)
        editor.setFont(self._view.font())
        editor.document().setModified(False)  # the margin counts as a change
        return self.opened(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        self._is_given = True
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box = rect_of(option)
        box.setHeight(max(box.height(), _LOWEST))
        editor.setGeometry(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QPlainTextEdit)
        ):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, editor: QPlainTextEdit, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(editor, event)
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
            editor.insertPlainText("\n")
            return True
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            text, view = editor.toPlainText().strip(), self._view
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            if isinstance(view, EditingView):
                view.fill_wanted.emit(view.currentIndex().column(), text)
            return True
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
        return True
