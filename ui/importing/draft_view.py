"""The table of recognised tasks: besides writing in cells, Ctrl+Enter splits at the cursor, Ctrl+Del drops."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QPlainTextEdit, QWidget

from ui.models.draft_table import CONTENT
from ui.widgets.cell_edit import EditDelegate, EditingView


class DraftView(EditingView):
    """Emits ``split_wanted(row, text, at)``: the cell as it is written now, and the character to cut before."""

    split_wanted = Signal(int, str, int)
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(DraftDelegate(self))
        self.setDragEnabled(False)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete and control:
            self.drop_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class DraftDelegate(EditDelegate):
    """Knows one more key in the open cell."""

    def _key(self, editor: QPlainTextEdit, event: QKeyEvent) -> bool:
        view = self._view
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not isinstance(view, DraftView) or not enter or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return super()._key(editor, event)
        index = view.currentIndex()
        if index.column() == CONTENT:
            text, at = editor.toPlainText(), characters_before(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            view.split_wanted.emit(index.row(), text, at)
        return True


def characters_before(editor: QPlainTextEdit) -> int:
    """Return the cursor's place in characters; Qt counts UTF-16 units."""
    before = editor.toPlainText().encode("utf-16-le")[: 2 * editor.textCursor().position()]
    return len(before.decode("utf-16-le", errors="ignore"))
