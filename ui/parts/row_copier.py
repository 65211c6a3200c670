"""Ctrl+C in a list: the selected rows, for Excel and Word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from ui import clip


class RowCopier(QObject):
    """Lets Ctrl+C put the selected rows of a view on the clipboard, whatever the window's menu says of the key.

    All columns are copied, as TSV and as a table; a tree's rows as they are seen. An open cell has its keys to itself.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not event.matches(QKeySequence.StandardKey.Copy):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._copy()
        return event.type() != QEvent.Type.KeyRelease

    def _copy(self) -> None:
        """Copy the rows as they stand, from top to bottom; nothing selected leaves the clipboard alone."""
        model, chosen = self._view.model(), self._view.selectionModel().selectedRows()
        rows = sorted(chosen, key=lambda index: self._view.visualRect(index).top())
        cells = [[str(row.siblingAtColumn(n).data() or "") for n in range(model.columnCount())] for row in rows]
        if cells:
            data = QMimeData()
            data.setText(clip.tsv(cells))
            data.setHtml(clip.html(cells))
            QGuiApplication.clipboard().setMimeData(data)
