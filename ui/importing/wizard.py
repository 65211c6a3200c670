"""导入: 选文件 → 识别 → 核对 → 单位与时限 → 存入台账.

The wizard holds the review and its former states; pages only show and ask. Nothing is stored before the last step;
a review that was begun is kept in the library's drafts when the clerk leaves.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import PartKind
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.work import Changes
from gongkai_desk.errors import DeskError, Duplicate, Encrypted
from gongkai_desk.services import drafting, naming
from gongkai_desk.services.importing import add_plan
from gongkai_desk.services.reading import ReadOptions, chosen_part, table_columns
from gongkai_desk.store import drafts
from gongkai_desk.store.drafts import KeptReview
from gongkai_desk.wording import error_sentence
from ui.desk import Desk
from ui.dialogs import ask
from ui.dialogs.waiting import run_waiting
from ui.importing.columns_dialog import ColumnsDialog, remember, remembered
from ui.importing.doubt_bar import press_by
from ui.importing.file_page import FilePage
from ui.importing.findings import ask_target, writing
from ui.importing.history import History
from ui.importing.known import Known, Read, read_source
from ui.importing.recognise_page import RecognisePage
from ui.importing.review_acts import ReviewActs
from ui.importing.review_page import ReviewPage
from ui.importing.step_bar import StepBar
from ui.importing.store_page import StorePage
from ui.importing.units_page import UnitsPage
from ui.widgets.plain import button, label

if TYPE_CHECKING:
    from gongkai_desk.parsing.layouts import Columns

STEPS = ("选文件", "识别", "核对", "单位与时限", "存入台账")
FILE, RECOGNISED, REVIEWED, NAMED, STORED = range(5)
_NOT_YET = "尚未存入台账，可随时离开，改过的内容下次接着核对。"
_MUST = "还有 {count} 处时限早于印发日期，存入后第一天就会逾期。请逐处选择：已完成（补登）、属上年事项，或另定时限。"
_NEXT = {
    FILE: "下一步：识别",
    RECOGNISED: "下一步：核对",
    REVIEWED: "下一步：单位与时限",
    NAMED: "下一步：存入台账",
    STORED: "存入台账",
}


class ImportWizard(QDialog):
    """Leads files into the ledger, one after the other; ``changes`` is what the last storing changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes: Changes | None = None
        self.history = History()
        self._known = Known(desk)
        self.acts = ReviewActs(self.history, self._known.reader, self)
        self._desk = desk
        self._path: Path | None = None
        self._waiting_files: list[Path] = []
        self._stored_plans: set[int] = set()
        self._draft_key = ""
        self._target: Path | None = None  # of the list of findings
        self._password = ""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.steps = StepBar(STEPS, self)
        self.told = label(name="dim", parent=self)
        self.file_page = FilePage(desk.settings, self)
        self.recognise_page = RecognisePage(self)
        self.review_page = ReviewPage(desk, self)
        self.units_page = UnitsPage(self)
        self.store_page = StorePage(self)
        self.pages = QStackedWidget(self)
        self.findings = button("只核对不存入，保存问题清单…", self.save_findings, parent=self)
        self.back = button("上一步", self.go_back, parent=self)
        self.forward = button("", self.go_on, name="primary", parent=self)
        self._lay_out()
        self._wire()
        self._offer_drafts()
        self._show_step(FILE)

    @property
    def review(self) -> Review | None:
        """Return the review as it stands."""
        return self.history.now

    @classmethod
    def ask(cls, desk: Desk, parent: QWidget | None, *paths: Path | None) -> Changes | None:
        """Lead a clerk through an import of these files; ``None`` if nothing was stored."""
        wizard = cls(desk, parent)
        given = [path for path in paths if path is not None]
        if given:
            wizard.read_all(given)
        wizard.exec()
        changes = wizard.changes
        wizard.deleteLater()
        return changes

    # -- building

    def _lay_out(self) -> None:
        self.setWindowTitle("导入要点")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 12)
        head.addWidget(self.steps, 1)
        head.addWidget(self.told)
        for page in (self.file_page, self.recognise_page, self.review_page, self.units_page, self.store_page):
            page.setObjectName("sheet")
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.pages.addWidget(_scrolled(page) if page in (self.recognise_page, self.store_page) else page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(self._foot())
        self.resize(1320, 720)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 10, 18, 12)
        foot.setSpacing(10)
        foot.addWidget(label(_NOT_YET, name="dim", wrap=True, parent=self), 1)
        for part in (button("离开", self.reject, parent=self), self.findings, self.back, self.forward):
            foot.addWidget(part)
        for part, keys in ((self.back, "Alt+Left"), (self.forward, "Alt+Right")):
            press_by(keys, part, self)
        return foot

    def _wire(self) -> None:
        acts = self.acts
        acts.changed.connect(self._show_now)
        acts.went_back.connect(self._show_all)
        self.file_page.files_chosen.connect(self.read_all)
        self.file_page.text_given.connect(self.read_text)
        self.file_page.draft_chosen.connect(self.resume)
        self.file_page.draft_dropped.connect(self._drop_draft)
        self.recognise_page.part_chosen.connect(self._choose_part)
        self.units_page.named.connect(acts.name)
        self.units_page.existing_wanted.connect(acts.name_existing)
        self.units_page.new_wanted.connect(acts.name_new)
        page = self.review_page
        page.edited.connect(acts.correct)
        page.split_wanted.connect(acts.split)
        page.split_text_wanted.connect(acts.split_text)
        page.merge_wanted.connect(acts.merge)
        page.drop_wanted.connect(acts.drop)
        page.restore_wanted.connect(acts.restore)
        page.renumber_wanted.connect(acts.renumber)
        page.columns_wanted.connect(self._ask_columns)
        page.undo_wanted.connect(acts.undo)
        page.redo_wanted.connect(acts.redo)
        for asking in (page, self.units_page):
            asking.answered.connect(acts.answer)

    # -- reading

    @Slot(object)
    def read_all(self, paths: Sequence[Path]) -> None:
        """Read the first of these files; the others wait until it has been stored."""
        first, *self._waiting_files = paths
        self.read(first)

    @Slot(object)
    def read(self, path: Path) -> None:
        """Read a file in the background; what was read before is put away when that has worked."""
        self._path, self._password = path, ""
        self._start(path)

    @Slot(str)
    def read_text(self, text: str) -> None:
        """Read pasted text in the background."""
        self._path, self._password = None, ""
        self._start(text)

    def _start(self, source: Path | str) -> None:
        self.file_page.say_refused("")
        known = remembered(self._desk.settings)
        options = ReadOptions(password=self._password, directory=self._known.directory(), layouts=known)
        name = source.name if isinstance(source, Path) else "粘贴的文字"
        self._run(partial(read_source, source, options), f"正在读取《{name}》", self._take_draft, self._refused)

    def _run(
        self, work: Callable[..., object], text: str, done: Callable[..., None], failed: Callable[..., None]
    ) -> None:
        run_waiting(self._desk.jobs, work, text, self, done, failed)

    @Slot(object)
    def _take_draft(self, read: Read) -> None:
        self.take_read(self._path, read)

    def take_read(self, path: Path | None, read: Read) -> None:
        """Show what was read of ``path`` (``None``: pasted text)."""
        draft, self._sizes = read
        self._path, self._draft_key = path, ""
        self._stored_plans = set()
        self._begin(Review(draft, chosen_part(draft, None)))

    def _begin(self, review: Review) -> None:
        """Begin with a part that nobody has touched yet."""
        self.history.begin(review)
        self.review_page.source.open(self._path, self._password, review.draft.text, self._sizes)
        self.recognise_page.show_review(review)
        self._show_step(RECOGNISED)

    def settle(self) -> None:
        """Do at once what is left for idle moments or done in the background, before a picture is taken."""
        self.review_page.settle()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if isinstance(error, Encrypted) and self._path is not None:
            self._ask_password(self._path, error)
        else:
            self.file_page.say_refused(error_sentence(error))
            self._show_step(FILE)

    def _ask_password(self, path: Path, error: Encrypted) -> None:
        password = ask.ask_line(self, "文件已加密", error_sentence(error), hidden=QLineEdit.EchoMode.Password)
        if password:
            self._password = password
            self._start(path)

    # -- left half-way

    def _offer_drafts(self) -> None:
        if self._desk.library is not None:
            self.file_page.show_drafts(drafts.notes(self._desk.library.folder))

    @Slot(str)
    def resume(self, key: str) -> None:
        """Go on with a review that was left half-way."""
        if self._desk.library is None:
            return
        try:
            kept, path = drafts.load(self._desk.library.folder, key)
        except DeskError as error:
            self.file_page.say_refused(error_sentence(error))
            return
        self._path, self._sizes, self._draft_key = path, kept.sizes if path else (), key
        self._begin(kept.review)
        self._show_step(min(kept.step, NAMED))

    @Slot(str)
    def _drop_draft(self, key: str) -> None:
        library = self._desk.library
        if library is not None and ask.choose(self, "删除草稿", "这份核对到一半的内容会被删除，不能找回。", "删除"):
            drafts.discard(library.folder, key)
            self._offer_drafts()

    def _keep_draft(self) -> bool:
        """Keep the review in the library's drafts; ``False`` if that could not be done."""
        library = self._desk.library
        if library is None or self.review is None or library.read_only:
            return False
        name = self._path.name if self._path is not None else ""
        kept = KeptReview(self.review, self.pages.currentIndex(), self._desk.today, self._desk.who, name, self._sizes)
        try:
            self._draft_key = drafts.keep(library.folder, kept, self._path, self._draft_key)
        except DeskError as error:
            self.told.setText(error_sentence(error))
            return False
        return True

    def reject(self) -> None:
        """Leave; what a person has put in is kept as a draft, or dropped only when told so."""
        lost = self.history.can_undo and not self._keep_draft()
        if lost and not ask.choose(self, "离开导入", "核对中的修改没有能保存下来，离开后不会保留。", "离开"):
            return
        super().reject()

    # -- steps

    @Slot()
    def go_on(self) -> None:
        """Go to the next step; at the last one store."""
        step = self.pages.currentIndex()
        if self.review is None:
            return
        if step == RECOGNISED:
            self.history.become(drafting.describe(self.review, self.recognise_page.plan(), self._known.reader()))
        if step == NAMED and naming.unsettled(self.review):
            self.units_page.say_refused(_MUST.format(count=len(naming.unsettled(self.review))))
            self.units_page.show_unsettled()
            return
        if step == STORED:
            self._store()
        else:
            self._show_step(step + 1)

    @Slot()
    def go_back(self) -> None:
        """Go to the step before."""
        self._show_step(max(self.pages.currentIndex() - 1, FILE))

    def _show_step(self, step: int) -> None:
        self._show_page(step)
        self.pages.setCurrentIndex(step)
        self.steps.show_step(step)
        self.back.setVisible(step > FILE)
        self.findings.setVisible(step in (REVIEWED, NAMED, STORED))
        self.forward.setText(_NEXT[step])
        self.forward.setVisible(step > FILE or self.review is not None)
        self._focus(step)

    def _show_page(self, step: int) -> None:
        if self.review is None:
            return
        self._tell(self.review)
        if step == REVIEWED:
            self._show_review()
        if step == NAMED:
            self.units_page.say_refused("")
            self.units_page.show_review(self.review, self._known.reader())
        if step == STORED:
            library = self._desk.library
            entered = naming.units_to_enter(self.review, self._known.own()) if library else ()
            self.store_page.show_review(self.review, library.name if library else "", entered)

    def _focus(self, step: int) -> None:
        """Put the keys where the work of a step is."""
        first = {
            FILE: self.file_page.choose,
            RECOGNISED: self.recognise_page.title,
            REVIEWED: self.review_page.view,
            NAMED: self.units_page.name_view,
            STORED: self.forward,
        }
        first[step].setFocus()

    def _tell(self, review: Review) -> None:
        pages = f"　{len(self._sizes)} 页" if self._sizes else ""
        more = f"　后面还有 {len(self._waiting_files)} 份" if self._waiting_files else ""
        self.told.setText(f"{review.draft.file}{pages}　识别出 {len(review.shown.tasks)} 项任务{more}")

    def _store(self) -> None:
        stored = None
        try:
            stored = self._add(again=False)
        except Duplicate as error:
            if ask.choose(self, "已经导入过", f"《{error.data['title']}》已经在台账库中。", "再导入一次"):
                stored = self._add(again=True)
        except DeskError as error:
            self.store_page.say_refused(error_sentence(error))
        if stored is not None:
            self.changes = stored
            self._go_on_after(stored)

    def _go_on_after(self, stored: Changes) -> None:
        """Take the next plan of the file, or the next file; without one the import is done."""
        review, library = self.review, self._desk.library
        if self._draft_key and library is not None:
            drafts.discard(library.folder, self._draft_key)
        self._draft_key = ""
        assert review is not None
        self._stored_plans.add(review.shown.plan)
        left = [i for i in range(len(review.draft.plans)) if i not in self._stored_plans]
        parts = [i for i, part in enumerate(review.draft.parts) if part.plan in left[:1]]
        if parts:
            tables = [i for i in parts if review.draft.parts[i].kind is PartKind.TABLE]
            self._begin(Review(review.draft, (tables or parts)[0]))
        elif self._waiting_files:
            self.history.begin(None)
            self._show_step(FILE)
            self.read_all(self._waiting_files)
        else:
            self.accept()

    def _add(self, *, again: bool) -> Changes | None:
        assert self.review is not None
        review = naming.with_names(self.review)
        return self._desk.write(
            partial(
                add_plan,
                draft=review.draft,
                part=review.part,
                who=self._desk.who,
                day=self._desk.today,
                original=self._path,
                again=again,
                propose=False,
                units=naming.units_to_enter(self.review, self._known.own()),
            )
        )

    # -- findings

    @Slot()
    def save_findings(self) -> None:
        """Save what was found and decided as a list, without storing anything."""
        if self.review is not None and (path := ask_target(self, self._desk, self.review)) is not None:
            self._target = path
            self._run(
                writing(self.review, path), f"正在生成《{path.name}》", self._findings_saved, self._findings_failed
            )

    @Slot()
    def _findings_saved(self) -> None:
        from ui.dialogs.written import Written

        if self._target is not None:
            Written.show_for(self, self._target)

    @Slot(object)
    def _findings_failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self, "没有保存成", error_sentence(error))

    # -- the review

    def _show_review(self) -> None:
        if self.review is not None:
            history = self.history
            self.review_page.show_review(
                self.review, self._known.reader(), can_undo=history.can_undo, can_redo=history.can_redo
            )
            self._tell(self.review)

    @Slot()
    def _show_now(self) -> None:
        self._show_page(self.pages.currentIndex())

    @Slot(int)
    def _choose_part(self, part: int) -> None:
        if self.review is not None:
            self.history.begin(drafting.choose(self.review, part))
            self.recognise_page.show_review(self.review)
            self._tell(self.review)

    @Slot()
    def _show_all(self) -> None:
        """Show a former review, the plan's data on the page before included."""
        if self.review is not None:
            self.recognise_page.show_review(self.review)
        self._show_page(self.pages.currentIndex())

    @Slot()
    def _ask_columns(self) -> None:
        """Look which columns the file has, then ask what they hold."""
        source = self._source()
        if source is not None:
            options = ReadOptions(password=self._password)
            self._run(partial(table_columns, source, options), "正在看表格的各列", self._show_columns, self._refused)

    @Slot(object)
    def _show_columns(self, tables: "tuple[Columns, ...]") -> None:
        """Read the file again with other meanings of its columns."""
        source = self._source()
        known = {layout.names: layout.roles for layout in remembered(self._desk.settings)}
        shown = [replace(t, layout=replace(t.layout, roles=known.get(t.layout.names, t.layout.roles))) for t in tables]
        if not tables:
            ask.tell(self, "重认各列", "这份文件里没有表格。")
            return
        layouts = ColumnsDialog.ask(self, shown)
        if layouts is not None and source is not None:
            remember(self._desk.settings, layouts)
            self._start(source)

    def _source(self) -> Path | str | None:
        if self._path is not None:
            return self._path
        return self.review.draft.text if self.review is not None else None


def _scrolled(page: QWidget) -> QScrollArea:
    """Return a page that can be scrolled where large text leaves no room for all of it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
