"""A field that is read as text and written in where it stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cached_property, partial

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
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.focus import ENTER
from ui.widgets.frozen_view import FrozenView
from ui.widgets.merged_view import PAD_X, CellDelegate
from ui.widgets.notices import button, value
from ui.widgets.painting import rect_of

_LEAST, _MOST = 3, 12  # lines of the open editor


class EditableField(QWidget):
    """Shows a text; 修改 (or a double click) opens it, 确定 or Ctrl+Enter emits ``saved(text)``, Esc leaves."""

    saved = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._is_open = False
        self._name = name
        self.shown = value(parent=self)
        self.change = button("修改", self.open, name="link", parent=self)
        self.change.setAccessibleName(f"修改{name}")
        self.shown.installEventFilter(self)
        reading = QHBoxLayout()
        reading.addWidget(self.shown, 1)
        reading.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(reading)

    @cached_property
    def editor(self) -> QPlainTextEdit:
        """The editor, made when it is first opened: a start of the window need not wait for it."""
        made = QPlainTextEdit(self)
        made.setObjectName("edit")
        made.setAccessibleName(self._name)
        made.setTabChangesFocus(True)
        made.installEventFilter(self)
        self._column.addWidget(made)
        return made

    @cached_property
    def _buttons(self) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(button("取消", self.leave, parent=made))
        row.addWidget(button("确定", self.save, name="primary", parent=made))
        self._column.addWidget(made)
        return made

    def show_text(self, text: str, *, may_write: bool) -> None:
        """Show another text; an open editor stays open over it, unless it may no longer be written."""
        self._text = text
        self.shown.setText(text or "—")
        self.change.setEnabled(may_write)
        self._set_open(self._is_open and may_write)

    @property
    def is_open(self) -> bool:
        """Tell whether the editor is open."""
        return self._is_open

    def open(self) -> None:
        """Open the editor on the whole text."""
        if not self.change.isEnabled():
            return
        self.editor.setPlainText(self._text)
        lines = min(max(len(self._text) // 16 + 2, _LEAST), _MOST)
        self.editor.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)
        self._set_open(True)
        self.editor.setFocus()
        self.editor.selectAll()

    def save(self) -> None:
        """Close the editor and tell the new text, if it is new."""
        text = self.editor.toPlainText().strip()
        self._set_open(False)
        if text != self._text:
            self.saved.emit(text)

    def store_open(self, is_stored: Callable[[], bool]) -> None:
        """Store what is being typed, if the editor is open; it stays so if that was refused."""
        if not self._is_open:
            return
        text = self.editor.toPlainText()
        self.save()
        if not is_stored():
            self.open()
            self.editor.setPlainText(text)
            self.editor.document().setModified(True)

    def leave(self) -> None:
        """Close the editor and keep the text as it was."""
        self._set_open(False)

    def _set_open(self, is_open: bool) -> None:
        was_open, self._is_open = self._is_open, is_open
        self.shown.setVisible(not is_open)
        self.change.setVisible(not is_open and self.change.isEnabled())
        if is_open or was_open:
            self.editor.setVisible(is_open)
            self._buttons.setVisible(is_open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.shown and event.type() == QEvent.Type.MouseButtonDblClick:
            self.open()
            return True
        if (
            self._is_open
            and watched is self.editor
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self.save()
                return True
        return super().eventFilter(watched, event)


Index = QModelIndex | QPersistentModelIndex
_LOWEST = 84  # pixels: room for three lines even in a low row


TASKS_DRAGGED = f"application/x-gongkai-tasks-{os.urandom(16).hex()}"
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
        """Close; where to go from there says the key that closed it, not the hint.

        Qt hints at the same when another row became the current one: that would then be left again.
        """
        had_keys = editor.hasFocus()
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if had_keys:
            self.setFocus()

    def store_open(self) -> None:
        """Give the text of an open cell to the model, before something else is done to its row."""
        delegate = self.itemDelegate()
        if isinstance(delegate, EditDelegate):
            delegate.store_open(lambda: True)

    def go_down(self) -> None:
        """Go to the cell below, as Excel does after Enter; what cannot be chosen is gone over."""
        index = self.currentIndex()
        self._go_first(index.siblingAtRow(row) for row in range(index.row() + 1, self.model().rowCount()))

    def go_beside(self, *, forward: bool) -> None:
        """Go to the next cell, or the one before, from row to row."""
        index, header, step = self.currentIndex(), self.horizontalHeader(), 1 if forward else -1
        shown = [c for c in map(header.logicalIndex, range(header.count())) if not header.isSectionHidden(c)]
        place = index.row() * len(shown) + shown.index(index.column()) + step
        places = range(place, self.model().rowCount() * len(shown) if forward else -1, step)
        self._go_first(self.model().index(each // len(shown), shown[each % len(shown)]) for each in places)

    def _go_first(self, cells: Iterable[QModelIndex]) -> None:
        found = next((cell for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsEnabled), None)
        if found is not None:
            self.setCurrentIndex(found)


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
        if self._open is None or watched is not self._open[0]:
            return False  # its row was taken away when it gave its text: it has nothing more to give
        editor = self._open[0]
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(editor, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Do what a key means in an open cell; tell whether it was one of ours."""
        key, held, view = event.key(), event.modifiers(), self._view
        if not isinstance(view, EditingView):
            return False
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not held & Qt.KeyboardModifier.ControlModifier:
            self._finish(editor, partial(view.go_beside, forward=key == Qt.Key.Key_Tab))
            return True
        return key in ENTER and self._enter(editor, held, view)

    def _enter(self, editor: QWidget, held: Qt.KeyboardModifier, view: EditingView) -> bool:
        if not isinstance(editor, QPlainTextEdit):
            self._finish(editor, view.go_down)
        elif held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
            editor.insertPlainText("\n")
        elif held & Qt.KeyboardModifier.ControlModifier:
            text = editor.toPlainText().strip()
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            view.fill_wanted.emit(view.currentIndex().column(), text)
        else:
            self._finish(editor, view.go_down)
        return True

    def _finish(self, editor: QWidget, go: Callable[[], None]) -> None:
        """Give the text to the model, close the editor and go on; where the row is gone, another is current already."""
        assert self._open is not None
        index = self._open[1]
        self.commitData.emit(editor)
        if self._open is not None and self._open[0] is editor:
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if index.isValid():
            go()
        else:
            self._view.setFocus()  # the editor went with its row and would keep the keys until it is freed
