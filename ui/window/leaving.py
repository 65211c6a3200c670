"""When the lights are worked out: after the first picture, those of a great ledger in idle moments."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from ui.desk import Desk
from ui.unsent import UnsentTexts
from ui.widgets.cell_edit import EditableField, EditDelegate

with lazy_imports():
    from gongkai_desk.standing import days

_GREAT = 600  # tasks: their lights are worked out in a blink
_AFTER_PAINT = 80  # milliseconds: working days come with a library that the first picture need not wait for


class Lighting(QObject):
    """``workdays_known(Workdays)`` comes first, ``lit`` when there are lights to be shown."""

    workdays_known = Signal(object)
    lit = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._painted = False
        self.timer = QTimer(self)
        self.timer.setInterval(0)
        self.timer.timeout.connect(self._work_some)

    @property
    def painted(self) -> bool:
        """Tell whether the window was seen once."""
        return self._painted

    def note_painted(self) -> None:
        """Begin some moments after the first picture."""
        if not self._painted:
            self._painted = True
            QTimer.singleShot(_AFTER_PAINT, self, self.begin)

    def begin(self) -> None:
        """Ask for the working days and work out the lights: at once, or those of a great ledger in idle moments."""
        self._know_days()
        if self._is_great():
            self.timer.start()
        else:
            self.finish()

    def _know_days(self) -> None:
        """Count days as the office of the open library works."""
        self.workdays_known.emit(days.workdays_of(self._desk.library))

    def begin_library(self) -> None:
        """Begin with another library, whose views are about to ask for its lights anyway."""
        if not self._painted:
            return
        self._know_days()
        if self._is_great():
            self.timer.start()
        else:
            self._desk.board.start()

    def stop(self) -> None:
        """Leave off working out lights in idle moments."""
        self.timer.stop()

    def finish(self) -> None:
        """Work out at once what is left of the lights, and have them shown."""
        self._desk.board.start()
        self.lit.emit()

    def _is_great(self) -> bool:
        return sum(sum(groups.values()) for groups in self._desk.shelf.counts().values()) > _GREAT

    def _work_some(self) -> None:
        board, started = self._desk.board, self._desk.board.started
        if not board.work_some():
            self.timer.stop()
        if board.started and not started:
            self.lit.emit()


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
