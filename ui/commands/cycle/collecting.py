"""回收汇总: what units sent back is read, looked over and taken over as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from gongkai_desk.domain.cycle.reviews import FileReview, Received, RowReview
from gongkai_desk.domain.cycle.rounds import ReturnedFile
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.progress import Progress
from ui.commands.command import WRITING, Command, Here
from ui.jobs import Job

if TYPE_CHECKING:
    from gongkai_desk.services.collecting.handed import HandedIn

with lazy_imports():
    from gongkai_desk.services.collecting import by_hand, handed, opinions, reviewing, sealed, settling, sources, taking
    from gongkai_desk.services.year import annual_sheets, self_scores
    from gongkai_desk.standing.cycle import rounds as standing
    from gongkai_desk.standing.year import locks
    from gongkai_desk.store import library as libraries
    from gongkai_desk.wording import handed as handed_wording
    from gongkai_desk.wording import lights as wording
    from gongkai_desk.wording import returns as returns_wording
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording.year import locking
    from ui.commands.cycle import dispatching
    from ui.commands.cycle import handed as registering
    from ui.dialogs.base import ask
    from ui.dialogs.rounds import returns_dialog


def collect(here: Here) -> None:
    """Open the list of what came back."""
    collect_from(here, ())


def collect_from(here: Here, paths: Sequence[Path], *, ours: bool = False) -> None:
    """Review files, let a person decide, and take over what is sure and decided as one step.

    ``ours``: a person said that they are returned to us, whatever library their codes are of.
    """
    library = here.desk.library
    if library is None:
        return
    rounds = standing.Rounds(library)
    collecting = _Collecting(here, rounds, ours=ours)
    given = returns_dialog.ReturnsDialog.ask(here.parent, collecting.acts(), paths)
    if given is not None:
        _take_all(here, rounds, collecting, given)
    for each in collecting.above:
        registering.register_received(here, each)


def _take_all(here: Here, rounds: standing.Rounds, collecting: _Collecting, given: returns_dialog.Decided) -> None:
    """Take over what is sure and decided, forms and scores with it, and say what came of it."""
    library = rounds.library
    before = len(locks.late_returns(library))
    here.desk.do(_take, rounds, given.files)
    late = len(locks.late_returns(library)) - before
    forms = opinions.reviewed(rounds, collecting.forms, reviewing.Asked())
    if forms:
        here.desk.do(_take_forms, rounds, forms)
    if collecting.scores:
        here.desk.do(_take_scores, collecting.scores)
    if collecting.annual:
        here.desk.do(_take_annual, collecting.annual)
    for book, reason in given.back.items():
        if not dispatching.send_back(here, book, reason):  # without a paper it is noted all the same
            here.desk.do(settling.send_back, book_ids=(book,), reason=reason)
    merged, waiting = taking.counted(given.files)
    told = f"意见反馈表 {len(forms)} 份，待定 {sum(file.waiting for file in forms)} 条；" if forms else ""
    counts = returns_wording.counted_text(merged, taking.sealed_count(given.files), waiting)
    here.say(f"{told}已归入 {counts}，按 Ctrl+Z 可撤销。")
    if late > 0:
        ask.tell(here.parent, "回收汇总", f"{locking.late_count(late)}。")


COLLECT = Command("collect", "回收汇总(&J)…", "Ctrl+U", "核对并归入单位交回的填报表", needs=WRITING, run=collect)


def _take(library: libraries.Library, by: By, rounds: standing.Rounds, files: Sequence[FileReview]) -> Changes | None:
    return taking.take_over(library, by, rounds, files).changes


def _take_forms(
    library: libraries.Library, by: By, rounds: standing.Rounds, files: Sequence[opinions.OpinionReview]
) -> Changes | None:
    return opinions.take_over(library, by, rounds, files)


def _take_scores(library: libraries.Library, by: By, found: Sequence[Received]) -> Changes | None:
    return self_scores.take_over(library, by, self_scores.reviewed(library, found))


def _take_annual(library: libraries.Library, by: By, found: Sequence[Received]) -> Changes | None:
    return annual_sheets.take_over(library, by, annual_sheets.reviewed(library, found, by.today))


class _Collecting(QObject):
    """What the dialog asks of the library; files are read in jobs, which know none."""

    def __init__(self, here: Here, rounds: standing.Rounds, *, ours: bool = False) -> None:
        super().__init__(here.parent)
        self._here, self._rounds, self._ours = here, rounds, ours
        self._drawing: Job | None = None
        self.forms: list[Received] = []
        self.scores: list[Received] = []
        self.annual: list[Received] = []
        self.above: list[HandedIn] = []

    def acts(self) -> returns_dialog.ReturnActs:
        """Return what the dialog is given."""
        rounds = self._rounds
        self._waiting = settling.waiting_files(rounds.library)
        batches = sorted(rounds.batches.values(), key=lambda each: -row_id(each))
        return returns_dialog.ReturnActs(
            receive=self.receive,
            review=self.review,
            lay=partial(by_hand.laid_by_hand, rounds),
            confirm=self.confirm,
            assign=self.assign,
            picture=self.picture,
            tasks=rounds.tasks_of,
            waiting=self.read_waiting,
            waits=len(self._waiting),
            batches={each.id: f"{each.batch}　{wording.period_text(each.period)}" for each in batches if each.id},
            units=rounds.names,
            forms=lambda: len(self.forms) + len(self.scores) + len(self.annual),
        )

    def receive(self, paths: Sequence[Path], done: Callable[[list[Received]], None]) -> None:
        """Read files as a job."""
        self._run(partial(_receive, paths), partial(self._without_forms, done))

    def _without_forms(self, done: Callable[[list[Received]], None], found: list[Received]) -> None:
        """Keep 意见反馈表 and 自评表 apart, and say so: they are no progress."""
        forms, rest = opinions.apart(found)
        scores, rest = self_scores.apart(rest)
        annual, rest = annual_sheets.apart(rest)
        self.scores += scores
        self.annual += annual
        if annual:
            told = "归入时一并登记，拿不准的在“报表 → 政府信息公开年报”的“待定的数据表…”里定。"
            ask.tell(self._over(), "回收汇总", f"{len(annual)} 份是年报数据表（{_names(annual)}），{told}")
        if scores:
            told = "归入时一并登记，拿不准的在“报表 → 考核”的“待定的自评…”里定。"
            ask.tell(self._over(), "回收汇总", f"{len(scores)} 份是自评表（{_names(scores)}），{told}")
        if forms:
            self.forms += forms
            told = "归入时一并登记，拿不准的在“征求意见”的“待定的…”里定。"
            ask.tell(self._over(), "回收汇总", f"{len(forms)} 份是意见反馈表（{_names(forms)}），{told}")
        done(rest if self._ours else self._without_above(rest))

    def _without_above(self, found: list[Received]) -> list[Received]:
        """Leave superiors' books out; where a person wants them registered, that is begun when the list is closed."""
        above, rest = handed.apart(self._rounds.library, found)
        if above:
            told = handed_wording.ASK_TO_REGISTER.format(files=_names([each.source for each in above]))
            if ask.choose(self._over(), handed_wording.TITLE, told, handed_wording.TAKE):
                self.above += above
        return rest

    def _over(self) -> QWidget:
        return QApplication.activeModalWidget() or self._here.parent

    def review(self, received: Sequence[Received], batch: int | None) -> list[FileReview]:
        """Review files as returns of a batch, or by what they say."""
        return reviewing.reviewed(self._rounds, received, reviewing.Asked(batch))

    def confirm(self, file: FileReview, unit: int, batch: int | None) -> FileReview:
        """Place a file's rows among a unit's tasks: those of the batch, else of the last that it got."""
        return by_hand.confirmed(self._rounds, file, unit, batch or self._last_batch(unit))

    def assign(self, row: RowReview, unit: int, batch: int | None) -> RowReview:
        """File a sealed paper with a unit's book: of the batch, else the last that it got."""
        return sealed.assigned(self._rounds, row, unit, batch or self._last_batch(unit))

    def _last_batch(self, unit: int) -> int | None:
        return max((each.dispatch_id for each in self._rounds.books.values() if each.unit_id == unit), default=None)

    def picture(self, source: Received, page: int, done: Callable[[bytes], None]) -> None:
        """Draw a page of a scan as a job; who looks on to another page wants this one no more."""
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self._here.desk.jobs.start(partial(_page, source, page))
        self._drawing.succeeded.connect(done)
        self._drawing.failed.connect(self._not_drawn)

    @Slot(object)
    def _not_drawn(self, error: Exception) -> None:
        """A page that cannot be drawn is not shown; bugs go to the error hook."""
        if not isinstance(error, DeskError):
            raise error

    def read_waiting(self, done: Callable[[list[FileReview]], None]) -> None:
        """Read the files again that wait from before."""
        files, rounds = self._waiting, self._rounds

        def reviewed(found: list[Received]) -> None:
            done(settling.kept_reviews(rounds, files, found))

        self._run(partial(_read_kept, rounds.library.folder, files), reviewed)

    def _run(self, work: Callable[..., object], done: Callable[..., None]) -> None:
        ask.run_waiting(self._here.desk.jobs, work, "正在读取交回的文件", self._over(), done, self._failed)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """Say what the world refused; bugs go to the error hook."""
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, "回收汇总", sentences.error_sentence(error))


def _names(files: Sequence[Received]) -> str:
    return "、".join(each.short for each in files[:5]) + ("等" if len(files) > 5 else "")


def _receive(paths: Sequence[Path], progress: Progress) -> list[Received]:
    return sources.received(paths, progress)


def _page(source: Received, page: int, progress: Progress) -> bytes:
    return sources.page_picture(source, page, progress)


def _read_kept(folder: Path, files: Sequence[ReturnedFile], progress: Progress) -> list[Received]:
    return settling.read_kept(folder, files, progress)
