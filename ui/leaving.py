"""Letting a library go: what is being typed is stored, then all that belongs to the library ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from ui.task_filter import TaskFilter
from ui.widgets.cell_edit import EditDelegate
from ui.widgets.editable import EditableField

if TYPE_CHECKING:
    from gongkai_desk.errors import DeskError
    from ui.main_window import MainWindow

_STAY = "{reason}\n\n正在填写的内容没有存入，下次打开这个台账库时会再提供。仍要离开吗？"


class Leaving(QObject):
    """Stores open editors of the window, and clears the window before its library closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._storing = False
        self._refused: DeskError | None = None
        window.desk.refused.connect(self._note)
        window.desk.leaving.connect(self.end)
        window.desk.may_leave = self.may_leave

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
        self._window.unsent.texts.keep()
        return stored or self._asked()

    def _asked(self) -> bool:
        from gongkai_desk.wording.sentences import error_sentence
        from ui.dialogs.ask import choose

        assert self._refused is not None
        return choose(self._window, "没有存入", _STAY.format(reason=error_sentence(self._refused)), "仍要离开")

    def end(self) -> None:
        """End all that shows the library, while it is still open."""
        window = self._window
        _close_popups(window)
        window.stop_lighting()
        window.search.forget()
        window.status.clearMessage()  # may name an act that undo of another library would not take back
        window.tree.forget()
        window.tasks.bind(None)
        window.tasks.set_filter(TaskFilter())
        window.tasks.show_empty("", "")
        window.detail.forget()
        window.middle.forget()


def open_dialog(window: QWidget) -> QDialog | None:
    """Return the dialog of a window that waits for an answer, ``None`` if none does."""
    active = QApplication.activeModalWidget()
    return active if isinstance(active, QDialog) and _stands_over(active, window) else None


def _stands_over(dialog: QDialog, window: QWidget) -> bool:
    over: QWidget | None = dialog
    while over is not None and over is not window:
        over = over.parentWidget()
    return over is window


def _close_popups(window: QWidget) -> None:
    """Close lists and sheets that were opened over the window; menus close by themselves."""
    for each in window.findChildren(QWidget):
        if each.windowType() == Qt.WindowType.Popup and not isinstance(each, QMenu):
            each.close()
