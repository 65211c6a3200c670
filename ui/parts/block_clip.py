"""Ctrl+C and Ctrl+V in a table of figures: the selected block of cells, as a spreadsheet has it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from ui import clip

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
