"""Imports left half-way: kept as one goes, offered again, gone on with, removed once stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gongkai_desk.errors import DeskError
from gongkai_desk.store.tasks import drafts
from gongkai_desk.store.tasks.drafts import DraftNote, KeptReview
from gongkai_desk.wording.sentences import error_sentence

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.jobs import Job

State = tuple[KeptReview, Path | None]
"""A review as it stands, and the file that it was read from."""

_AFTER = 2000  # milliseconds from a change to its writing; what is changed meanwhile is written with it


class DraftKeeper(QObject):
    """Writes what ``state`` returns into the library's drafts, in the pool; ``None``: there is nothing to keep.

    ``kept("")`` follows each writing, ``kept(sentence)`` one that failed; it is tried again with the next change.
    """

    kept = Signal(str)

    def __init__(self, desk: Desk, state: Callable[[], State | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._state = desk, state
        self._key = ""
        self._job: Job | None = None
        self._waits = False  # changed while it was being written
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self.write)

    def notes(self) -> list[DraftNote]:
        """Return what was left half-way."""
        return drafts.notes(self._desk.library.folder) if self._desk.library is not None else []

    def begin(self) -> None:
        """Begin with what no draft knows; the one that was gone on with stays, as it stands now."""
        self._flush()
        self._key = ""

    def load(self, key: str) -> tuple[KeptReview, Path | None]:
        """Return a draft and its file, and go on with it.

        Raises:
            Damaged: it cannot be read.
        """
        assert self._desk.library is not None
        self._flush()
        found = drafts.load(self._desk.library.folder, key)
        self._key = key
        return found

    # -- as one goes

    @Slot()
    def touch(self) -> None:
        """Write soon: something was changed."""
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def write(self) -> None:
        """Write now, beside the clerk's work."""
        self._timer.stop()
        state = self._state() if self._desk.may_write else None
        if self._job is not None or state is None or self._desk.library is None:
            self._waits = self._job is not None
            return
        self._key = self._key or drafts.new_key()
        self._job = self._desk.jobs.start(partial(drafts.keep, self._desk.library.folder, *state, self._key))
        self._job.ended.connect(self._end)
        self._job.succeeded.connect(self._written)
        self._job.failed.connect(self._failed)

    @Slot()
    def _end(self) -> None:
        waits, self._job, self._waits = self._waits, None, False
        if waits:
            self.touch()

    @Slot(object)
    def _written(self, key: str) -> None:
        self.kept.emit("")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.kept.emit(error_sentence(error))

    def _flush(self) -> None:
        """Write what was changed and is not written yet; that it could not be is said."""
        if self._timer.isActive() or self._waits:
            try:
                self.keep()
            except DeskError as error:
                self._failed(error)
        self.settle()

    def settle(self) -> None:
        """Let nothing be written any more of what stands now."""
        self._timer.stop()
        self._waits = False
        if self._job is not None:
            self._job.wait()

    # -- at the end

    def keep(self) -> bool:
        """Write at once, before one leaves; tell whether there is a library that takes it.

        Raises:
            DiskFull, NoPermission: it could not be written.
        """
        self.settle()
        state = self._state()
        if state is None or self._desk.library is None or not self._desk.may_write:
            return False
        self._key = drafts.keep(self._desk.library.folder, *state, self._key)
        return True

    def drop(self) -> None:
        """Delete the draft that was gone on with: it has been stored."""
        self.settle()
        if self._desk.library is not None and self._key:
            drafts.discard(self._desk.library.folder, self._key)
        self._key = ""

    def forget(self, key: str) -> bool:
        """Keep nothing more in a draft that was thrown away; tell whether it is the one that was gone on with."""
        mine = bool(key) and key == self._key
        if mine:
            self._key = ""
        return mine
