"""要点 → 归档与交接: the package of a year in a job, the year closed then; the list of what is handed over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import HANDOVER as HANDOVER_PAPER
from gongkai_desk.progress import Progress
from ui.commands.command import LIBRARY, PLAN, WRITING, Command, Here, Menu
from ui.commands.papers import show_preview

if TYPE_CHECKING:
    from datetime import date

    from gongkai_desk.domain.plan import StoredPlan
    from gongkai_desk.domain.year.archive import Handover
    from gongkai_desk.services.year.archiving import Packed
    from gongkai_desk.store.library import Library

with lazy_imports():
    from gongkai_desk.services.year import archiving, closing_years
    from gongkai_desk.standing.cycle import books
    from gongkai_desk.store.entries import closed_years
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording.year import archive as words
    from ui import looking, papers
    from ui.dialogs.base import ask
    from ui.dialogs.year import archive_forms

_ARCHIVE, _HANDOVER, _REOPEN = "归档移交", "工作交接", "重新打开已归档的年度"


def archive(here: Here) -> None:
    """Ask how, and write the package of the plan's year."""
    library, plan = here.desk.library, here.plan
    if library is None or plan is None:
        return
    asked = archive_forms.ArchiveForm.ask(here.parent, plan.title, plan.year, archiving.number_of(library))
    if asked is None:
        return
    out = _target(here, _ARCHIVE, f"{plan.title}归档移交包", zipped=asked.zipped)
    if out is None:
        return
    if not _looked(here, library, plan.id):
        return
    if asked.number != archiving.number_of(library) and not library.read_only:
        here.desk.do(archiving.keep_number, asked.number)
    year = plan.year if asked.close else None
    _Packing(here, library, _ARCHIVE, year).begin(out, partial(_packed, library.folder, plan.id, out, here.desk.today))


def hand_over(here: Here) -> None:
    """Ask who hands over to whom; show the list, write it, or write the whole package."""
    library, plan = here.desk.library, here.plan
    if library is None or plan is None:
        return
    asked = archive_forms.HandoverForm.ask(here.parent, plan.title, here.desk.by.who)
    if asked is None:
        return
    today = here.desk.today
    facts = archiving.handover_of(library, plan.id, today=today, giver=asked.giver, taker=asked.taker)
    if not asked.kind:
        show_preview(here, HANDOVER_PAPER, facts)
    elif asked.kind != "zip":
        here.exports.paper(HANDOVER_PAPER, facts, PaperFormat(asked.kind))
    else:
        out = _target(here, _HANDOVER, f"{plan.title}工作交接包", zipped=True)
        if out is not None and _looked(here, library, plan.id):
            work = partial(_handed, library.folder, plan.id, out, facts, today)
            _Packing(here, library, _HANDOVER, None).begin(out, work)


def _looked(here: Here, library: Library, plan_id: int) -> bool:
    """Tell whether a package may leave with the personal data that it carries, if any: a person says so."""
    texts = archiving.leaving(library, plan_id, here.desk.today)
    return looking.looked_over(here.desk, here.parent, texts, uncovered=words.UNCOVERED) is not None


def reopen(here: Here) -> None:
    """Open the plan's closed year again, with a reason."""
    library, plan = here.desk.library, here.plan
    if library is None or plan is None:
        return
    if plan.year is None or closed_years.closed_year(library, plan.year) is None:
        ask.tell(here.parent, _REOPEN, f"《{plan.title}》所在的年度没有归档，可以直接修改。")
        return
    reason = ask.ask_line(here.parent, _REOPEN, f"{plan.year} 年已经归档。更正的理由：")
    if reason:
        here.desk.do(closing_years.reopen_year, plan.year, reason)
        here.say(f"{plan.year} 年已重新打开，更正后可再归档。")


def _target(here: Here, title: str, name: str, *, zipped: bool) -> Path | None:
    """Ask where a package goes: a file, or a new folder in one that is chosen."""
    proposed = books.file_part(name)
    if zipped:
        path, _ = QFileDialog.getSaveFileName(here.parent, title, f"{proposed}.zip", "压缩包 (*.zip)")
        return Path(path).with_suffix(".zip") if path else None
    folder = QFileDialog.getExistingDirectory(here.parent, f"{title}：放到哪个文件夹")
    return Path(folder) / proposed if folder else None


def _packed(folder: Path, plan_id: int, out: Path, today: date, progress: Progress) -> Packed:
    return archiving.archive(folder, plan_id, out, today=today, progress=progress, pen=papers.pen)


def _handed(folder: Path, plan_id: int, out: Path, facts: Handover, today: date, progress: Progress) -> Packed:
    return archiving.hand_over(folder, plan_id, out, facts, today=today, progress=progress, pen=papers.pen)


class _Packing(QObject):
    """One package on its way; the year is closed once it is whole."""

    def __init__(self, here: Here, library: Library, title: str, year: int | None) -> None:
        super().__init__(here.parent)
        self._here, self._library, self._title, self._year = here, library, title, year

    def begin(self, out: Path, work: Callable[[Progress], Packed]) -> None:
        """Write it in a job."""
        told = f"正在生成《{out.name}》"
        job = ask.run_waiting(self._here.desk.jobs, work, told, self._here.parent, self._done, self._failed)
        job.cancelled.connect(self.deleteLater)

    @Slot(object)
    def _done(self, made: Packed) -> None:
        self.deleteLater()
        desk = self._here.desk
        told = [f"已生成《{made.out.name}》，共 {made.files} 个文件，逐个核对无误。", *made.notes]
        if self._year is not None and self._library is desk.library:
            try:
                desk.do(closing_years.close_year, self._year)
                told.append(f"{self._year} 年已转为只读。")
            except DeskError as error:
                told.append(sentences.error_sentence(error))
        ask.tell(self._here.parent, self._title, "\n".join(told))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, self._title, sentences.error_sentence(error))


def closed_word(library: Library | None, plan: StoredPlan | None) -> str:
    """Return what a plan of a closed year bears; empty where it may be written in."""
    if library is None or plan is None or plan.year is None:
        return ""
    known = closed_years.closed_year(library, plan.year)
    return f"{plan.year}年已归档，只能查看" if known else ""


ARCHIVE = Command(
    "archive", "归档移交(&A)…", tip="一年的材料打成包，核对后可把年度转为只读", needs=LIBRARY | PLAN, run=archive
)
HANDOVER = Command(
    "handover", "工作交接(&H)…", tip="逐项列出没有了结的事项，双方签字", needs=LIBRARY | PLAN, run=hand_over
)
REOPEN = Command("reopen_year", "重新打开已归档的年度(&R)…", tip="更正要写明理由", needs=WRITING | PLAN, run=reopen)
ARCHIVING = Menu("归档与交接(&Q)", (ARCHIVE, HANDOVER, REOPEN))
"""In 要点."""
