"""Letting a library go: what is being typed is stored, then all that belongs to the library ends with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from gongkai_desk.errors import DeskError
from ui.desk import Desk
from ui.lazy import lazy_imports
from ui.unsent import UnsentTexts
from ui.widgets.cell_edit import EditDelegate
from ui.widgets.editable import EditableField

with lazy_imports():
    from gongkai_desk.wording import sentences
    from ui.dialogs.base import ask

_STAY = "{reason}\n\n正在填写的内容没有存入，下次打开这个台账库时会再提供。仍要离开吗？"


class Leaving(QObject):
    """Stores open editors of a window; ``texts`` keeps what could not be stored."""

    def __init__(self, window: QWidget, desk: Desk, texts: UnsentTexts) -> None:
        super().__init__(window)
        self._window, self.desk, self._texts = window, desk, texts
        self._storing = False
        self._refused: DeskError | None = None
        desk.refused.connect(self._note)
        desk.leaving.connect(self._close_popups)
        desk.may_leave = self.may_leave

    def _note(self, error: DeskError) -> None:
        self._refused = error

    def store_open(self) -> bool:
        """Store what stands in open editors, in cells and in the details; tell whether none was refused."""
        if self._storing:  # what is stored shows the window anew, which asks for this again
            return True
        self._storing, self._refused = True, None
        try:
            for delegate in self._window.findChildren(EditDelegate):
                delegate.store_open(self._is_stored)
            for field in self._window.findChildren(EditableField):
                field.store_open(self._is_stored)
        finally:
            self._storing = False
        return self._is_stored()

    def _is_stored(self) -> bool:
        return self._refused is None

    def may_leave(self) -> bool:
        """Store what is being typed; ask where that was refused. Nobody leaves while a dialog waits for an answer."""
        if open_dialog(self._window) is not None:
            return False
        stored = self.store_open()
        self._texts.keep()
        return stored or self._asked()

    def _asked(self) -> bool:
        assert self._refused is not None
        return ask.choose(
            self._window, "没有存入", _STAY.format(reason=sentences.error_sentence(self._refused)), "仍要离开"
        )

    def _close_popups(self) -> None:
        """Close lists and sheets that were opened over the window; menus close by themselves."""
        for each in self._window.findChildren(QWidget):
            if each.windowType() == Qt.WindowType.Popup and not isinstance(each, QMenu):
                each.close()


def open_dialog(window: QWidget) -> QDialog | None:
    """Return the dialog of a window that waits for an answer, ``None`` if none does."""
    active = QApplication.activeModalWidget()
    return active if isinstance(active, QDialog) and _stands_over(active, window) else None


def _stands_over(dialog: QDialog, window: QWidget) -> bool:
    over: QWidget | None = dialog
    while over is not None and over is not window:
        over = over.parentWidget()
    return over is window
