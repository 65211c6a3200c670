"""What a person does to a review (核对): each act makes a new one and keeps the former for 撤销."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.domain.review import NameDecision, Review, Rhythm
from gongkai_desk.review import answering, drafting, naming
from gongkai_desk.review.choices import Choice
from ui import edits
from ui.dialogs.base.ask import tell
from ui.dialogs.tasks.bulk_edit import Preview
from ui.edits import Edit
from ui.importing.draft_view import RestoreDialog
from ui.importing.review_page import ReviewPage
from ui.importing.source_reader import Known
from ui.importing.unit_dialog import ExistingUnitDialog, MembersDialog, NewUnitDialog, ask_for
from ui.importing.units_page import UnitsPage


class History:
    """Holds the review that is shown; a new one ends what could be redone."""

    def __init__(self) -> None:
        self.now: Review | None = None
        self._former: list[Review] = []
        self._later: list[Review] = []

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a former review."""
        return bool(self._former)

    @property
    def can_redo(self) -> bool:
        """Tell whether an undo can be taken back."""
        return bool(self._later)

    @property
    def former(self) -> tuple[Review, ...]:
        """Return what undo leads to, the oldest first."""
        return tuple(self._former)

    @property
    def later(self) -> tuple[Review, ...]:
        """Return what redo leads to, the next one last."""
        return tuple(self._later)

    def begin(self, review: Review | None, former: Iterable[Review] = (), later: Iterable[Review] = ()) -> None:
        """Begin anew with a review that was just read, or with one as it was left."""
        self.now = review
        self._former, self._later = list(former), list(later)

    def become(self, review: Review) -> None:
        """Let a new review take the place of the one shown."""
        if self.now is not None and review != self.now:
            self._former.append(self.now)
            self._later.clear()
        self.now = review

    def undo(self) -> None:
        """Show the former review again."""
        if self._former and self.now is not None:
            self._later.append(self.now)
            self.now = self._former.pop()

    def redo(self) -> None:
        """Show what was there before the undo."""
        if self._later and self.now is not None:
            self._former.append(self.now)
            self.now = self._later.pop()


class ReviewActs(QObject):
    """Acts on the review of a history; ``changed`` after each, ``went_back`` after 撤销 and 恢复."""

    changed = Signal()
    went_back = Signal()

    def __init__(self, history: History, known: Known, window: QWidget) -> None:
        super().__init__(window)
        self._history, self._known, self._window = history, known, window
        self._read_against = known.reader

    def follow_review(self, page: ReviewPage) -> None:
        """Do what is wanted on 核对."""
        page.edited.connect(self.correct)
        page.split_wanted.connect(self.split)
        page.split_text_wanted.connect(self.split_text)
        page.merge_wanted.connect(self.merge)
        page.drop_wanted.connect(self.drop)
        page.clear_wanted.connect(self.clear)
        page.restore_wanted.connect(self.restore)
        page.renumber_wanted.connect(self.renumber)
        page.undo_wanted.connect(self.undo)
        page.redo_wanted.connect(self.redo)
        page.answered.connect(self.answer)

    def follow_units(self, page: UnitsPage) -> None:
        """Do what is wanted on 单位与时限."""
        page.named.connect(self.name)
        page.existing_wanted.connect(self.name_existing)
        page.new_wanted.connect(self.name_new)
        page.members_wanted.connect(self.name_members)
        page.reporting.chosen.connect(self.choose_rhythm)
        page.answered.connect(self.answer)

    @property
    def _review(self) -> Review | None:
        return self._history.now

    def become(self, review: Review) -> None:
        """Let a new review take the place of the former."""
        self._history.become(review)
        self.changed.emit()

    @Slot(int, str, str)
    def correct(self, place: int, field: str, text: str) -> None:
        if self._review is not None:
            self.become(drafting.correct(self._review, place, {field: text}, self._read_against()))

    @Slot(list, str)
    def clear(self, places: list[int], field: str) -> None:
        """Empty a field of these tasks, as one step; of several after a preview."""
        if self._review is None:
            return
        if field == "content":
            tell(self._window, "清空单元格", "任务内容不能为空。删除整项任务请按 Ctrl+Del。")
            return
        tasks = self._review.shown.tasks
        made = edits.changing(Edit(tasks[place], field, "") for place in places)
        if not made or (len(made) > 1 and not Preview.ask(self._window, "清空", edits.rows(made))):
            return
        review, reader = self._review, self._read_against()
        for place in places:
            review = drafting.correct(review, place, {field: ""}, reader)
        self.become(review)

    @Slot(object, object, bool)
    def answer(self, doubt: Doubt, choice: Choice, every: bool) -> None:
        if self._review is None:
            return
        reader, given = self._read_against(), ""
        if choice.asks is not None:
            asked = ask_for(self._window, choice.asks, doubt, self._review.plan, reader)
            if asked is None:
                return
            given = asked
        act = answering.answer_alike if every else answering.answer
        self.become(act(self._review, doubt, choice, reader, given))

    @Slot(int, int)
    def split(self, place: int, at: int) -> None:
        if self._review is not None:
            self.become(drafting.split(self._review, place, at, self._read_against()))

    @Slot(int, str, int)
    def split_text(self, place: int, text: str, at: int) -> None:
        """Split a cell that is being written in: as it is written now."""
        if self._review is None:
            return
        review, reader = self._review, self._read_against()
        if text != review.shown.tasks[place].content:
            before, text = text[:at], text.strip()
            at = len(before.lstrip())
            review = drafting.correct(review, place, {"content": text}, reader)
        self.become(drafting.split(review, place, at, reader))

    @Slot(list)
    def merge(self, places: list[int]) -> None:
        if self._review is not None:
            self.become(drafting.merge(self._review, places, self._read_against()))

    @Slot(list)
    def drop(self, places: list[int]) -> None:
        if self._review is not None:
            self.become(drafting.drop(self._review, places))

    @Slot()
    def restore(self) -> None:
        if self._review is not None and self._review.dropped:
            chosen = RestoreDialog.ask(self._window, self._review.dropped)
            self.become(drafting.restore(self._review, chosen))

    @Slot()
    def renumber(self) -> None:
        if self._review is not None:
            self.become(drafting.renumber(self._review))

    @Slot()
    def undo(self) -> None:
        self._history.undo()
        self.went_back.emit()

    @Slot()
    def redo(self) -> None:
        self._history.redo()
        self.went_back.emit()

    @Slot(object)
    def name(self, decision: NameDecision) -> None:
        if self._review is not None:
            self.become(naming.name_it(self._review, decision))

    @Slot(str)
    def name_existing(self, printed: str) -> None:
        decision = ExistingUnitDialog.ask(self._window, printed, self._read_against().directory)
        if decision is not None:
            self.name(decision)

    @Slot(str)
    def name_new(self, printed: str) -> None:
        decision = NewUnitDialog.ask(self._window, printed)
        if decision is not None:
            self.name(decision)

    @Slot(str)
    def name_members(self, printed: str) -> None:
        """Ask which units a collective name stands for; those that it has already are ticked."""
        if self._review is None:
            return
        outcome = naming.outcome_of(self._review, self._known.own())
        names = naming.printed_names(self._review, self._known.own())
        chosen = next((name.units for name in names if name.printed == printed), ())
        units = sorted(outcome.directory.units, key=lambda unit: (unit.name not in chosen, unit.order))
        decision = MembersDialog.ask(self._window, printed, [unit.name for unit in units], chosen)
        if decision is not None:
            self.name(decision)

    @Slot(str, object)
    def choose_rhythm(self, group: str, rhythm: Rhythm) -> None:
        """Let units report that often on the tasks of a group."""
        if self._review is not None:
            self.become(naming.choose_rhythm(self._review, group, rhythm))
