"""When the lights are worked out: after the first picture, those of a great ledger in idle moments."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk import Desk
from ui.lazy import lazy_imports

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
