"""导入: 选文件 → 识别 → 核对 → 单位与时限 → 存入台账, or 合并修订稿 into a stored plan.

The wizard holds the review and its former states; pages only show and ask. Nothing is stored before the last step;
a review that was begun is kept in the library's drafts as one goes, until it is stored or thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.draft import DoubtKind, PartKind
from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.plan import Plan, StoredPlan
from gongkai_desk.domain.review import Review
from gongkai_desk.errors import DeskError
from gongkai_desk.review import drafting, naming
from gongkai_desk.services.intake.reading import chosen_part
from gongkai_desk.services.intake.revising import dated, with_former
from gongkai_desk.store.tasks.drafts import KeptReview
from gongkai_desk.wording.sentences import doubt_sentence, error_sentence, issue_name
from gongkai_desk.words.unit_names import is_another, place_of
from ui.desk import Desk
from ui.importing.drafted import DraftedWizard
from ui.importing.frame import FILE, NAMED, RECOGNISED, REVIEWED, STORED
from ui.importing.review_acts import ReviewActs
from ui.importing.source_reader import Read, is_read_anyway, is_taken_from
from ui.importing.storing import Findings, merge_reviewed, similar_to, store_reviewed
from ui.parts.draft_rows import discard_draft
from ui.parts.source_pane import Original
from ui.parts.source_text import cells_of

_MUST = "还有 {count} 处时限早于{issue}，存入后第一天就会逾期。请逐处选择：已完成（补登）、属上年事项，或另定时限。"


class ImportWizard(DraftedWizard):
    """Leads files into the ledger, one after the other; ``changes`` is what the last storing changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, revises: StoredPlan | None = None) -> None:
        super().__init__(desk, parent)
        self.changes: Changes | None = None
        self.acts = ReviewActs(self.history, self._known, self)
        self._revises = revises  # what the first file was said to be a revision of, before it was read
        self._agreed_places: set[str] = set()
        self._printed: Plan | None = None  # what a revision says of itself, before the stored plan's dates came in
        self._list = Findings(desk, self.reader, self)
        self.setWindowTitle("导入要点" if revises is None else f"导入《{revises.title}》的修订稿")
        self._wire()
        self._offer_drafts()
        self._show_step(FILE)

    @classmethod
    def ask(
        cls, desk: Desk, parent: QWidget | None, *paths: Path | None, revises: StoredPlan | None = None, draft: str = ""
    ) -> Changes | None:
        """Lead a clerk through an import of these files, or on with a draft (its key); ``None``: nothing was stored."""
        wizard = cls(desk, parent, revises)
        given = [path for path in paths if path is not None]
        if given:
            wizard.read_all(given)
        elif draft:
            wizard.resume(draft)
        wizard.exec()
        changes = wizard.changes
        desk.drafts_changed.emit()
        wizard.deleteLater()
        return changes

    def _wire(self) -> None:
        acts, page, similar = self.acts, self.review_page, self.recognise_page.similar
        self.findings_wanted.connect(self.save_findings)
        self.back_wanted.connect(self.go_back)
        self.forward_wanted.connect(self.go_on)
        acts.changed.connect(self._show_now)
        acts.went_back.connect(self._show_all)
        acts.changed.connect(self._keeper.touch)
        acts.went_back.connect(self._keeper.touch)
        self.file_page.draft_chosen.connect(self.resume)
        self.file_page.draft_dropped.connect(self._drop_draft)
        self.reader.began.connect(self._began)
        self.reader.read.connect(self._take_draft)
        self.reader.refused.connect(self._refused)
        self.file_page.files_chosen.connect(self.read_all)
        self.file_page.text_given.connect(self.read_text)
        self.file_page.component_chosen.connect(self.reader.take_component)
        self.recognise_page.part_chosen.connect(self._choose_part)
        similar.merge_wanted.connect(self.merge_into)
        similar.separate_wanted.connect(self.keep_apart)
        similar.left.connect(self._leave_out)
        acts.follow_units(self.units_page)
        acts.follow_review(page)
        page.columns_wanted.connect(self._ask_columns)

    # -- reading

    @Slot(object)
    def read_all(self, paths: Sequence[Path]) -> None:
        """Read the first of these files; the others wait until it has been stored."""
        first, *self._waiting_files = paths
        self.read(first)

    @Slot(object)
    def read(self, path: Path) -> None:
        """Read a file in the background; what was read before is put away when that has worked."""
        self.reader.open(path)

    @Slot(str)
    def read_text(self, text: str) -> None:
        """Read pasted text in the background."""
        self.reader.open(text)

    @Slot()
    def _began(self) -> None:
        self.file_page.say_refused("")

    @Slot(object)
    def _take_draft(self, read: Read) -> None:
        self.take_read(self.reader.asked, read)

    def take_read(self, path: Path | None, read: Read) -> None:
        """Show what was read of ``path`` (``None``: pasted text)."""
        draft, sizes = read
        self._keeper.begin()  # before the reader stands on another file
        self.reader.hold(path, sizes)
        self._stored_plans, self._made = set(), set()
        self._begin(Review(draft, chosen_part(draft, None)))

    @Slot(str)
    def resume(self, key: str) -> None:
        """Go on with a review that was left half-way."""
        try:
            kept, path = self._keeper.load(key)
        except DeskError as error:
            self.file_page.say_refused(error_sentence(error))
            return
        self.reader.hold(path, kept.sizes if path else ())
        self._waiting_files = [Path(name) for name in kept.waiting]
        self._stored_plans, self._made = set(kept.stored), set(kept.made)
        self._begin(kept.review, kept)
        last = NAMED if naming.unsettled(kept.review) else STORED
        self._show_step(min(max(kept.step, RECOGNISED), last))
        if self._step == REVIEWED:
            self.review_page.stand_on(kept.place, kept.chip)

    @Slot(str)
    def _drop_draft(self, key: str) -> None:
        self._keeper.settle()
        if not discard_draft(self._desk, self, key):
            self._keeper.touch()
            return
        if self._keeper.forget(key):
            self.history.begin(None)
            self.merging.begin(None)
            self._show_step(FILE)
        self._offer_drafts()

    def _begin(self, review: Review, left: KeptReview | None = None) -> None:
        """Begin with a part that nobody has touched yet, or as it was ``left``."""
        self.history.begin(review, *((left.former, left.later) if left else ()))
        self.review_page.begin()
        reader, text = self.reader, review.draft.text
        original = Original(reader.path, text, reader.sizes, cells_of(review.draft), reader.password)
        for source in (*self.review_page.sources, self.revise_page.source):
            source.open(original)
        self.recognise_page.show_review(review)
        self.merging.begin(None)
        if left is None:
            self._look_for_similar(review)
        else:
            self._go_on_merging(left)
        self._show_step(RECOGNISED)

    @Slot(str)
    def _refused(self, sentence: str) -> None:
        self.file_page.say_refused(sentence, by_component=self.reader.scan_waits)
        self._show_step(FILE)

    def settle(self) -> None:
        """Do at once what is left for idle moments or done in the background, before a picture is taken."""
        self.review_page.settle()

    # -- a version of a stored plan

    def _look_for_similar(self, review: Review) -> None:
        """Ask whether the file is a version of what is in the library, unless that was said before."""
        revises, self._revises = self._revises, None
        if revises is not None:
            self.merge_into(revises)
        elif found := similar_to(self._desk, review, self._made):
            self.recognise_page.similar.ask(found)
        else:
            self.recognise_page.similar.forget()

    @Slot(object)
    def merge_into(self, plan: StoredPlan) -> None:
        """Take the file as a revision of a stored plan; what stands there need not be answered again."""
        self.merging.begin(plan)
        if self.review is not None:
            self._printed = self.recognise_page.plan()
            described = drafting.describe(self.review, dated(self._printed, plan), self._known.reader())
            self.history.become(with_former(described, self._desk.shelf.tasks(plan.id)))
            self.recognise_page.show_review(self.review)
        undated = self._printed is not None and self._printed.dates.issue is None
        self.recognise_page.similar.tell_merging(plan, self.merging.stored_count(), undated=undated)
        self._show_step(RECOGNISED)
        self._keeper.touch()

    @Slot()
    def keep_apart(self) -> None:
        """Take the file as a plan of its own."""
        self.merging.begin(None)
        self.recognise_page.similar.tell_separate()
        self._forget_dates()
        self._show_step(RECOGNISED)
        self._keeper.touch()

    def _forget_dates(self) -> None:
        """Take out again what was filled in of the stored plan's dates and year."""
        printed, self._printed = self._printed, None
        if printed is not None and self.review is not None:
            own = replace(self.recognise_page.plan(), dates=printed.dates, year=printed.year)
            self.history.become(drafting.describe(self.review, own, self._known.reader()))
            self.recognise_page.show_review(self.review)

    @Slot()
    def _leave_out(self) -> None:
        """Leave this file out: take the next one, without one leave."""
        if self._waiting_files:
            self._take_next()
        else:
            self.reject()

    def _take_next(self) -> None:
        self.history.begin(None)
        self.merging.begin(None)
        self._show_step(FILE)
        self.read_all(self._waiting_files)

    def _go_on_merging(self, kept: KeptReview) -> None:
        plan = next((plan for plan in self._desk.shelf.plans() if plan.id == kept.revises), None)
        self.recognise_page.similar.forget()
        if plan is None and not kept.apart:
            self._look_for_similar(kept.review)
        elif plan is not None:
            self.merging.begin(plan, kept.choices, kept.pairs)
            self.recognise_page.similar.tell_merging(plan, self.merging.stored_count())

    # -- steps

    @Slot()
    def go_on(self) -> None:
        """Go to the next step; at the last one store."""
        step = self._step
        if self.review is None or not self.forward.isEnabled():
            return
        if step == RECOGNISED and not (self._is_plan() and self._is_ours()):
            return
        if step == RECOGNISED:
            self.history.become(drafting.describe(self.review, self.recognise_page.plan(), self._known.reader()))
        if step == NAMED and (open_ones := naming.unsettled(self.review)):
            issue = issue_name(self.review.plan.dates)
            self.units_page.say_refused(_MUST.format(count=len(open_ones), issue=issue))
            self.units_page.show_unsettled()
            return
        if step == STORED:
            self._store()
        else:
            self._show_step(step + 1)
            self._keeper.write()

    def _is_plan(self) -> bool:
        """Ask once about a file that is not like a plan; the answer is kept with the review."""
        assert self.review is not None
        doubt = next((each for each in self.review.shown.doubts if each.kind is DoubtKind.UNLIKE_PLAN), None)
        if doubt is not None:
            if not self.reader.anyway and not is_read_anyway(self, f"{doubt_sentence(doubt)}。"):
                return False
            self.history.become(drafting.settle(self.review, doubt, "仍然核对"))
        return True

    def _is_ours(self) -> bool:
        """Ask once about a plan of another city: a library is one office's, units of two would be taken for one."""
        plan, own = self.recognise_page.plan(), self._known.own().place
        place = place_of(plan.issuer, plan.title)
        if place not in self._agreed_places and is_another(place, own):
            if not is_taken_from(self, place, own):
                return False
            self._agreed_places.add(place)
        return True

    @Slot()
    def go_back(self) -> None:
        """Go to the step before."""
        self._show_step(max(self._step - 1, FILE))
        self._keeper.write()

    def _show_step(self, step: int) -> None:
        self._step = step
        self._show_page(step)
        self.turn_to(step, begun=self.review is not None)

    def _show_page(self, step: int) -> None:
        if self.review is None:
            return
        self.tell(self.review, len(self.reader.sizes), len(self._waiting_files))
        if step == REVIEWED:
            history = self.history
            self.review_page.show_review(
                self.review, self._known.reader(), can_undo=history.can_undo, can_redo=history.can_redo
            )
        if step == NAMED:
            self.units_page.say_refused("")
            self.units_page.show_review(self.review, self._known.reader(), self._known.own())
        if step == STORED and self.merging.plan is not None:
            self.merging.look(self.review)
            self.revise_page.begin()
        elif step == STORED:
            library = self._desk.library
            entered = naming.outcome_of(self.review, self._known.own()).entered if library else ()
            self.store_page.show_review(self.review, library.name if library else "", entered)

    # -- storing

    def _store(self) -> None:
        assert self.review is not None
        page = self.store_page if self.merging.plan is None else self.revise_page
        page.say_refused("")
        try:
            if self.merging.plan is None:
                stored = store_reviewed(self._desk, self, self.review, self.reader.path)
            else:
                stored = merge_reviewed(self.merging, self.revise_page, self.review, self.reader.path)
        except DeskError as error:
            page.say_refused(error_sentence(error))
            return
        if stored is not None:
            self.changes = stored
            self._go_on_after()

    def _go_on_after(self) -> None:
        """Take the next plan of the file, or the next file; without one the import is done."""
        review = self.review
        assert review is not None
        self._stored_plans.add(review.shown.plan)
        if self.changes is not None and self.changes.made is not None:
            self._made.add(self.changes.made)
        left = [i for i in range(len(review.draft.plans)) if i not in self._stored_plans]
        parts = [i for i, part in enumerate(review.draft.parts) if part.plan in left[:1]]
        if parts:
            tables = [i for i in parts if review.draft.parts[i].kind is PartKind.TABLE]
            self._begin(Review(review.draft, (tables or parts)[0]))
            self._keep_draft()  # in place of the plan that is stored now
            return
        self._keeper.drop()
        if self._waiting_files:
            self._take_next()
        else:
            self.accept()

    @Slot()
    def save_findings(self) -> None:
        """Save what was found and decided as a list, without storing anything."""
        if self.review is not None:
            self._list.save(self.review)

    # -- the review

    @Slot()
    def _show_now(self) -> None:
        self._show_page(self._step)

    @Slot(int)
    def _choose_part(self, part: int) -> None:
        if self.review is not None:
            self.history.begin(drafting.choose(self.review, part))
            self.review_page.begin()
            self.recognise_page.show_review(self.review)
            if self.merging.plan is None:
                self._look_for_similar(self.review)
            else:
                self.merge_into(self.merging.plan)
            self._show_step(RECOGNISED)
            self._keeper.touch()

    @Slot()
    def _show_all(self) -> None:
        """Show a former review, the plan's data on the page before included."""
        if self.review is not None:
            self.recognise_page.show_review(self.review)
        self._show_page(self._step)

    @Slot()
    def _ask_columns(self) -> None:
        if self.review is not None:
            self.reader.ask_columns(self.review.draft.text)
