"""督办 → 回头看与整改: a look-back from its begin to what goes on this year; the 整改台账."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import LOOKBACK_REPORT
from gongkai_desk.progress import Progress
from ui.commands.command import LIBRARY, Command, Here, Menu
from ui.commands.papers import show_preview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai_desk.domain.cycle.judging import Lookback
    from gongkai_desk.domain.year.lookback import LookbackPaper
    from gongkai_desk.domain.year.personal import Mask
    from gongkai_desk.standing.year.lookback_sources import LookedAt
    from gongkai_desk.store.library import Library
    from ui.dialogs.year.lookback_forms import BeginAsked

with lazy_imports():
    from gongkai_desk.papers import leaving as texts
    from gongkai_desk.papers import making
    from gongkai_desk.papers.year import lookback_report
    from gongkai_desk.services.year import lookback, lookback_file, rectification
    from gongkai_desk.standing.cycle import upward
    from gongkai_desk.standing.year import lookback_sources
    from gongkai_desk.wording import sentences
    from ui import looking
    from ui.dialogs.base import ask
    from ui.dialogs.year import lookback_dialog, lookback_forms, matching_dialog, rectification_dialog

_TITLE = "开始回头看"


def show_lookback(here: Here) -> None:
    """Show the look-back that was begun last."""
    desk = here.desk
    if desk.library is None:
        return
    does = lookback_dialog.LookbackActs(
        begin=lambda parent: Beginning(here, parent).begin(),
        judge=desk.doing(lookback.judge),
        carry_over=desk.doing(lookback.carry_over),
        rectify=desk.doing(rectification.enter_items),
        remove=desk.doing(lookback.remove),
        match=lambda parent, of: show_matching(here, of, parent),
        entries=lambda parent: show_rectification(here, parent),
        preview=lambda kind, facts: show_preview(here, kind, facts),
        report=lambda facts, format: write_report(here, facts, format),
    )
    lookback_dialog.LookbackDialog.show_for(here.parent, desk, here.exports, does)


def write_report(here: Here, facts: LookbackPaper, format: PaperFormat) -> None:
    """Ask where to, and write the 回头看报告; as Word by the office's own template, if there is one."""
    library = here.desk.library
    if library is None:
        return
    own = upward.own_template(library, lookback_report.TEMPLATE)
    if format is not PaperFormat.DOCX or not own.is_file():
        here.exports.paper(LOOKBACK_REPORT, facts, format)
        return
    mask = looking.looked_over(here.desk, here.parent, texts.texts_of(making.make_paper(LOOKBACK_REPORT, facts)))
    if mask is not None:
        _write_by_template(here, facts, own, mask)


def _write_by_template(here: Here, facts: LookbackPaper, own: Path, mask: Mask) -> None:
    """Ask where to, and write the report by the office's own template, covered as a person wanted it."""

    def work(path: Path) -> Callable[..., object]:
        return partial(lookback.write_report, facts, own, path, mask=mask)

    title, again = lookback_report.report_title(facts), partial(_write_by_template, here, facts, own, mask)
    here.exports.write("导出回头看报告", title, "docx", work, again, looked=True)


def show_matching(here: Here, of: Lookback, parent: QWidget) -> None:
    """Show the items of a look-back beside this year's tasks."""
    does = matching_dialog.MatchingActs(here.desk.doing(lookback.tie))
    matching_dialog.MatchingDialog.show_for(parent, of, here.desk, here.exports, does)


def show_rectification(here: Here, parent: QWidget | None = None, number: int | None = None) -> None:
    """Show the 整改台账, at first with an entry."""
    desk = here.desk
    if desk.library is None:
        return
    does = rectification_dialog.RectificationActs(
        enter=desk.doing(rectification.enter),
        change=desk.doing(rectification.change),
        enter_checks=desk.doing(rectification.enter_checks),
        finish=desk.doing(rectification.finish),
        recheck=desk.doing(rectification.recheck),
        close=desk.doing(rectification.close),
        reopen=desk.doing(rectification.reopen),
        remove=desk.doing(rectification.remove),
        preview=lambda kind, facts: show_preview(here, kind, facts),
    )
    over = here.parent if parent is None else parent
    rectification_dialog.RectificationDialog.show_for(over, desk, here.exports, does, number)


class Beginning(QObject):
    """A look-back on its way: from where is asked, another library or a file is read by a job, then it is stored."""

    def __init__(self, here: Here, over: QWidget) -> None:
        super().__init__(over)
        self._here, self._over, self._library = here, over, here.desk.library
        self._goes_on: int | None = None

    def begin(self) -> None:
        """Ask from where, and read it."""
        desk, library = self._here.desk, self._library
        asked = lookback_forms.BeginForm.ask(self._over, desk.shelf.plans(), desk.today)
        if asked is None or library is None:
            self.deleteLater()
            return
        self._goes_on = asked.goes_on
        if asked.where is lookback_forms.Where.OWN:
            self._take(lookback_sources.own_year(library, desk.today, plan_id=asked.plan_id))
            return
        job = ask.run_waiting(
            desk.jobs, self._work(library, asked), f"正在读取《{asked.path}》", self._over, self._take, self._failed
        )
        job.cancelled.connect(self.deleteLater)

    def _work(self, library: Library, asked: BeginAsked) -> Callable[[Progress], LookedAt]:
        today, path = self._here.desk.today, asked.path
        assert path is not None
        if asked.where is lookback_forms.Where.LIBRARY:
            return partial(lookback_sources.other_library, path, asked.year, today)
        return partial(lookback_file.old_ledger, lookback_file.of_library(library, path, today, asked.year))

    @Slot(object)
    def _take(self, found: LookedAt) -> None:
        """Store it, unless another library was opened meanwhile."""
        self.deleteLater()
        desk = self._here.desk
        if self._library is not desk.library:
            return
        try:
            desk.do(lookback.begin, found, self._goes_on)
        except DeskError as error:
            ask.tell(self._over, _TITLE, sentences.error_sentence(error))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, _TITLE, f"{sentences.error_sentence(error)}\n没有开始。")


LOOKBACK = Command(
    "lookback", "回头看(&L)…", tip="上年任务逐项核查，接续、转入今年、列入整改", needs=LIBRARY, run=show_lookback
)
RECTIFICATION = Command(
    "rectification", "整改台账(&Z)…", tip="整改措施、责任人、时限、复查、销号", needs=LIBRARY, run=show_rectification
)
LOOKING_BACK = Menu("回头看与整改(&I)", (LOOKBACK, RECTIFICATION))
"""In 督办."""
