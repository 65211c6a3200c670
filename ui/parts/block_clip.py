"""A table of figures as a spreadsheet has it: blocks by Ctrl+C and Ctrl+V, a figure typed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from ui import clip
from ui.widgets.cell_edit import EditDelegate, EditingView, Index
from ui.widgets.painting import rect_of

_COPY, _PASTE = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste


class BlockClip(QObject):
    """``pasted(rows)``: a block of texts is to be written from the current cell on. An open cell has its own keys."""

    pasted = Signal(object)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not (event.matches(_COPY) or event.matches(_PASTE)):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.copy() if event.matches(_COPY) else self.paste()
        return event.type() != QEvent.Type.KeyRelease

    def copy(self) -> None:
        """Copy the block that the selected cells span; cells in it that are not selected stay empty."""
        chosen = {(index.row(), index.column()): str(index.data() or "") for index in self._view.selectedIndexes()}
        if chosen:
            rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
            cells = [[chosen.get((row, column), "") for column in columns] for row in rows]
            data = QMimeData()
            data.setText(clip.tsv(cells))
            data.setHtml(clip.html(cells))
            QGuiApplication.clipboard().setMimeData(data)

    def paste(self) -> None:
        """Tell the block that is on the clipboard."""
        self.pasted.emit(clip.read_tsv(QGuiApplication.clipboard().text()))


class FigureDelegate(EditDelegate):
    """Opens a cell as one line in its own place, by the first key that is typed; Enter goes down, Tab to the right."""

    def __init__(self, view: EditingView) -> None:
        super().__init__(view)
        view.setEditTriggers(view.editTriggers() | QAbstractItemView.EditTrigger.AnyKeyPressed)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("cell")
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return self.opened(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        self._is_given = True
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(rect_of(option))
