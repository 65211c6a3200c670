"""导入: 选文件 → 识别 → 核对 → 存入台账. The wizard holds the review and its former states; pages only show and ask."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.place import PagePlace
from gongkai_desk.domain.plan import Doubt, Draft
from gongkai_desk.domain.work import Changes
from gongkai_desk.errors import DeskError, Duplicate, Encrypted
from gongkai_desk.progress import Progress, silent
from gongkai_desk.services import drafting
from gongkai_desk.services.drafting import Reader, Review
from gongkai_desk.services.importing import add_plan
from gongkai_desk.services.reading import ReadOptions, chosen_part, page_sizes, read_plan
from gongkai_desk.wording import error_sentence
from ui.desk import Desk
from ui.dialogs import ask
from ui.dialogs.waiting import Waiting
from ui.importing.file_page import FilePage
from ui.importing.recognise_page import RecognisePage
from ui.importing.review_page import ReviewPage
from ui.importing.step_bar import StepBar
from ui.importing.store_page import StorePage
from ui.widgets.plain import button, label

if TYPE_CHECKING:
    from gongkai_desk.words.units import UnitDirectory

STEPS = ("选文件", "识别", "核对", "存入台账")
FILE, RECOGNISED, REVIEWED, STORED = range(4)
_NOT_YET = "尚未存入台账，现在离开不会改动台账。"
Read = tuple[Draft, tuple[tuple[float, float], ...]]
"""A draft and the sizes (points) of the pages that can be drawn, none if the source has no pages."""

_NEXT = {FILE: "下一步：识别", RECOGNISED: "下一步：核对", REVIEWED: "下一步：存入台账", STORED: "存入台账"}


class ImportWizard(QDialog):
    """Leads one file into the ledger; ``changes`` is what storing it changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes: Changes | None = None
        self.review: Review | None = None
        self._desk = desk
        self._former: list[Review] = []
        self._path: Path | None = None
        self._password = ""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._reader: Reader | None = None
        self._waiting: Waiting | None = None
        self.steps = StepBar(STEPS, self)
        self.told = label(name="dim", parent=self)
        self.file_page = FilePage(desk.settings, self)
        self.recognise_page = RecognisePage(self)
        self.review_page = ReviewPage(desk, self)
        self.store_page = StorePage(self)
        self.pages = QStackedWidget(self)
        self.back = button("上一步", self.go_back, parent=self)
        self.forward = button("", self.go_on, name="primary", parent=self)
        self._lay_out()
        self._wire()
        self._show_step(FILE)

    @classmethod
    def ask(cls, desk: Desk, parent: QWidget | None, path: Path | None = None) -> Changes | None:
        """Lead a clerk through an import; ``None`` if nothing was stored."""
        wizard = cls(desk, parent)
        if path is not None:
            wizard.read(path)
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
        for page in (self.file_page, self.recognise_page, self.review_page, self.store_page):
            page.setObjectName("sheet")
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.pages.addWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 10, 18, 12)
        foot.setSpacing(10)
        foot.addWidget(label(_NOT_YET, name="dim", parent=self), 1)
        foot.addWidget(button("离开", self.reject, parent=self))
        foot.addWidget(self.back)
        foot.addWidget(self.forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)
        self.resize(1320, 720)

    def _wire(self) -> None:
        self.file_page.file_chosen.connect(self.read)
        self.file_page.text_given.connect(self.read_text)
        self.recognise_page.part_chosen.connect(self._choose_part)
        page = self.review_page
        page.edited.connect(self._correct)
        page.split_wanted.connect(self._split)
        page.merge_wanted.connect(self._merge)
        page.drop_wanted.connect(self._drop)
        page.settle_wanted.connect(self._settle)
        page.restore_wanted.connect(self._restore)
        page.renumber_wanted.connect(self._renumber)
        page.undo_wanted.connect(self._undo)

    # -- reading

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
        options = ReadOptions(password=self._password, directory=self._directory())
        job = self._desk.jobs.start(partial(read_source, source, options))
        job.succeeded.connect(self._take_draft)
        job.failed.connect(self._refused)
        name = source.name if isinstance(source, Path) else "粘贴的文字"
        self._waiting = Waiting(f"正在读取《{name}》", job, self)
        job.ended.connect(self._waited)

    @Slot()
    def _waited(self) -> None:
        if self._waiting is not None:
            self._waiting.deleteLater()
            self._waiting = None

    @Slot(object)
    def _take_draft(self, read: Read) -> None:
        self.take_read(self._path, read)

    def take_read(self, path: Path | None, read: Read) -> None:
        """Show what was read of ``path`` (``None``: pasted text)."""
        draft, self._sizes = read
        self._path = path
        self._former.clear()
        self.review = Review(draft, chosen_part(draft, None))
        self.review_page.source.open(path, self._password, draft.text, self._sizes)
        self.recognise_page.show_review(self.review)
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

    # -- steps

    @Slot()
    def go_on(self) -> None:
        """Go to the next step; at the last one store."""
        step = self.pages.currentIndex()
        if self.review is None:
            return
        if step == RECOGNISED:
            self.review = drafting.describe(self.review, self.recognise_page.plan())
        if step == STORED:
            self._store()
        else:
            self._show_step(step + 1)

    @Slot()
    def go_back(self) -> None:
        """Go to the step before."""
        self._show_step(max(self.pages.currentIndex() - 1, FILE))

    def _show_step(self, step: int) -> None:
        if self.review is not None:
            self._tell(self.review)
        if step == REVIEWED:
            self._show_review()
        if step == STORED and self.review is not None:
            self.store_page.show_review(self.review, self._desk.library.name if self._desk.library else "")
        self.pages.setCurrentIndex(step)
        self.steps.show_step(step)
        self.back.setVisible(step > FILE)
        self.forward.setText(_NEXT[step])
        self.forward.setVisible(step > FILE or self.review is not None)

    def _tell(self, review: Review) -> None:
        pages = f"　{len(self._sizes)} 页" if self._sizes else ""
        self.told.setText(f"{review.draft.file}{pages}　识别出 {len(review.shown.tasks)} 项任务")

    def _store(self) -> None:
        try:
            self.changes = self._add(again=False)
        except Duplicate as error:
            if ask.choose(self, "已经导入过", f"《{error.data['title']}》已经在台账库中。", "再导入一次"):
                self.changes = self._add(again=True)
        except DeskError as error:
            self.store_page.say_refused(error_sentence(error))
        if self.changes is not None:
            self.accept()

    def _add(self, *, again: bool) -> Changes | None:
        assert self.review is not None
        return self._desk.write(
            partial(
                add_plan,
                draft=self.review.draft,
                part=self.review.part,
                who=self._desk.who,
                day=self._desk.today,
                original=self._path,
                again=again,
            )
        )

    # -- the review

    def _show_review(self) -> None:
        if self.review is not None:
            self.review_page.show_review(self.review, can_undo=bool(self._former))
            self._tell(self.review)

    def _become(self, review: Review) -> None:
        """Let a new review take the place of the former, which is kept for 撤销."""
        if self.review is not None and review != self.review:
            self._former.append(self.review)
            self.review = review
        self._show_review()

    @Slot(int)
    def _choose_part(self, part: int) -> None:
        if self.review is not None:
            self.review = drafting.choose(self.review, part)
            self._former.clear()
            self.recognise_page.show_review(self.review)
            self._tell(self.review)

    @Slot(int, str, str)
    def _correct(self, place: int, field: str, text: str) -> None:
        if self.review is not None:
            self._become(drafting.correct(self.review, place, {field: text}, self._read_against()))

    @Slot(int, int)
    def _split(self, place: int, at: int) -> None:
        if self.review is not None:
            self._become(drafting.split(self.review, place, at, self._read_against()))

    @Slot(list)
    def _merge(self, places: list[int]) -> None:
        if self.review is not None:
            self._become(drafting.merge(self.review, places, self._read_against()))

    @Slot(list)
    def _drop(self, places: list[int]) -> None:
        if self.review is not None:
            self._become(drafting.drop(self.review, places))

    @Slot(object)
    def _settle(self, doubts: list[Doubt]) -> None:
        review = self.review
        for doubt in doubts:
            review = drafting.settle(review, doubt) if review is not None else None
        if review is not None:
            self._become(review)

    @Slot()
    def _restore(self) -> None:
        if self.review is not None and self.review.dropped:
            last = len(self.review.dropped) - 1
            self._become(drafting.restore(self.review, [last]))

    @Slot()
    def _renumber(self) -> None:
        if self.review is not None:
            self._become(drafting.renumber(self.review))

    @Slot()
    def _undo(self) -> None:
        if self._former:
            self.review = self._former.pop()
            self._show_review()

    def _read_against(self) -> Reader:
        """Return the office's units and working days, loaded at the first correction."""
        if self._reader is None:
            from gongkai_desk.workdays import Workdays

            self._reader = Reader(self._directory(), Workdays.usual())
        return self._reader

    def _directory(self) -> "UnitDirectory":
        from gongkai_desk.store.units import reading_directory
        from gongkai_desk.words.units import UnitDirectory

        return reading_directory(self._desk.library) if self._desk.library else UnitDirectory.usual()

    def reject(self) -> None:
        """Leave; work that a person has put in is only dropped when told so."""
        if self._former and not ask.choose(self, "离开导入", "核对中的修改还没有存入台账，离开后不会保留。", "离开"):
            return
        super().reject()


def read_source(source: Path | str, options: ReadOptions | None = None, progress: Progress = silent) -> Read:
    """Read a source and measure the pages that can be drawn; a job."""
    options = options or ReadOptions()
    draft = read_plan(source, options, progress)
    places = (place for part in draft.parts for task in part.tasks for place in task.source)
    if isinstance(source, Path) and any(isinstance(place, PagePlace) for place in places):
        return draft, page_sizes(source, options.password, progress)
    return draft, ()
