"""A wizard that can be left half-way: its drafts are kept as one goes, offered again and gone on with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.review import Review
from gongkai_desk.errors import DeskError
from gongkai_desk.review import drafting
from gongkai_desk.services.intake.reading import chosen_part
from gongkai_desk.store.tasks import draft_notes, drafts
from gongkai_desk.store.tasks.draft_notes import DraftNote
from gongkai_desk.store.tasks.drafts import KeptReview
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.importing.frame import FILE, RECOGNISED, REVIEWED, WizardFrame
from ui.importing.review_acts import History
from ui.importing.source_reader import Known, SourceReader
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
        return draft_notes.notes(self._desk.library.folder) if self._desk.library is not None else []

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
            draft_notes.discard(self._desk.library.folder, self._key)
        self._key = ""

    def forget(self, key: str) -> bool:
        """Keep nothing more in a draft that was thrown away; tell whether it is the one that was gone on with."""
        mine = bool(key) and key == self._key
        if mine:
            self._key = ""
        return mine


class DraftedWizard(WizardFrame):
    """Holds the review with its former states and the file that it came from, and keeps both as a draft."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.history = History()
        self._desk = desk
        self._known = Known(desk)
        self.reader = SourceReader(desk, self._known, self)
        self._keeper = DraftKeeper(desk, self._state, self)
        self._step = FILE
        self._waiting_files: list[Path] = []
        self._stored_plans: set[int] = set()
        self._made: set[int] = set()  # ids of plans that this file made: its other plans may have the same number
        for happened in (self.merging.changed, self.recognise_page.typed):
            happened.connect(self._keeper.touch)
        self._keeper.kept.connect(self.say_kept)
        self.reader.returned.connect(self._let_collect)
        self.reader.handed.connect(self._let_register)
        self.reader.ledger.connect(self._let_take_over)

    @Slot()
    def _let_collect(self) -> None:
        """Leave: what was to be imported is a 填报表 that came back."""
        path = self.reader.asked
        self.reject()
        self._desk.book_returned.emit(path)

    @Slot()
    def _let_register(self) -> None:
        """Leave: what was to be imported is a superior's 填报表."""
        path = self.reader.asked
        self.reject()
        self._desk.book_handed.emit(path)

    @Slot()
    def _let_take_over(self) -> None:
        """Leave: what was to be imported is the office's own ledger, which comes with what was done so far."""
        path = self.reader.asked
        self.reject()
        self._desk.ledger_given.emit(path)

    @property
    def review(self) -> Review | None:
        """Return the review as it stands."""
        return self.history.now

    def _offer_drafts(self) -> None:
        self.file_page.show_drafts(self._keeper.notes())

    def _state(self) -> State | None:
        """Return the review with where it stands; ``None`` while there is nothing of it that reading would not give."""
        review, merging, path = self.review, self.merging, self.reader.path
        if review is None:
            return None
        if self._step == RECOGNISED and (plan := self.recognise_page.plan()) != review.plan:
            review = drafting.describe(review, plan, self._known.reader())
        if not (self._is_begun(review) or merging.plan is not None or self._step > RECOGNISED):
            return None
        kept = KeptReview(
            review,
            self._step,
            self._desk.today,
            self._desk.who,
            original=path.name if path is not None else "",
            sizes=self.reader.sizes,
            revises=merging.plan.id if merging.plan is not None else None,
            choices=tuple(merging.choices.items()),
            pairs=merging.pairs,
            apart=merging.plan is None and not self.recognise_page.similar.is_open,
            place=self.review_page.current() if self._step >= REVIEWED else None,
            chip=self.review_page.chips.current(),
            waiting=tuple(map(str, self._waiting_files)),
            stored=tuple(sorted(self._stored_plans)),
            made=tuple(sorted(self._made)),
            former=self.history.former,
            later=self.history.later,
        )
        return kept, path

    def _is_begun(self, review: Review) -> bool:
        """Tell whether a person has done anything to what was read."""
        history = self.history
        touched = history.can_undo or history.can_redo or review != history.now
        return touched or bool(self._stored_plans) or review.part != chosen_part(review.draft, None)

    def _keep_draft(self) -> bool:
        """Keep the review in the library's drafts; ``False`` if that could not be done."""
        try:
            return self._keeper.keep()
        except DeskError as error:
            self.told.setText(error_sentence(error))
            return False

    def reject(self) -> None:
        """Leave; what a person has put in is kept as a draft, or dropped only when told so."""
        lost = not self._keep_draft() and (self.history.can_undo or self.merging.choices)
        if lost and not ask.choose(self, "离开导入", "核对中的修改没有能保存下来，离开后不会保留。", "离开"):
            return
        super().reject()
