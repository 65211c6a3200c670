"""期次锁定: the dialog with its acts; 补报更正: the letter asked for, written in a job, entered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import LIBRARY, Command, Here, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai_desk.domain.year.period import LockOrder, PeriodFigures
    from gongkai_desk.papers.year.correction import CorrectionLetter
    from gongkai_desk.services.year.correcting import WrittenCorrection
    from gongkai_desk.store.library import Library
    from ui.dialogs.year.locks_dialog import LocksDialog

with lazy_imports():
    from gongkai_desk.papers.year import correction as letters
    from gongkai_desk.services import upward
    from gongkai_desk.services.year import correcting, late, leaving, locking
    from gongkai_desk.standing.cycle import upward as templates
    from gongkai_desk.standing.year import corrections
    from gongkai_desk.store.entries import upward as stored
    from gongkai_desk.wording import lights, sentences
    from gongkai_desk.wording import upward as wording
    from ui import looking
    from ui.dialogs.base import ask, written
    from ui.dialogs.year import locks_dialog, locks_forms


def show_locks(here: Here) -> None:
    """Show what is locked and what came late."""
    desk = here.desk
    if desk.library is not None:
        does = locks_dialog.LockActs(
            count=lambda dialog, order: Counting(here, dialog, order).begin(),
            lock=desk.doing(locking.lock_as),
            unlock=desk.doing(locking.unlock),
            count_in_next=desk.doing(late.count_in_next),
            correct=partial(_correct, here),
            show=lambda said, tasks: here.ways.show_listing(Listing("期次锁定", tasks, said)),
            go_to=here.ways.go_to_task,
        )
        locks_dialog.LocksDialog.show_for(here.parent, desk, does)


LOCKS = Command("locks", "期次锁定(&T)…", tip="报出的数据锁定、解锁，迟报的进展怎么计", needs=LIBRARY, run=show_locks)


class Counting(QObject):
    """A period counted in a job, beside the library: of 300,000 shares it takes its time, and can be stopped."""

    def __init__(self, here: Here, over: LocksDialog, order: LockOrder) -> None:
        super().__init__(over)
        self._here, self._desk, self._over, self._order = here, here.desk, over, order
        self._library, self._stamp = here.desk.library, here.desk.acts

    def begin(self) -> None:
        """Count, and give the dialog what was found."""
        library = self._library
        if library is None:
            self.deleteLater()
            return
        work = partial(locking.count_apart, library.folder, self._order, self._desk.today)
        told = f"正在统计{lights.period_text(self._order.period)}的数据"
        job = ask.run_waiting(self._desk.jobs, work, told, self._over, self._take, self._failed)
        job.cancelled.connect(self.deleteLater)

    @Slot(object)
    def _take(self, found: Sequence[PeriodFigures]) -> None:
        """Give it to the dialog; what was written meanwhile is not in it, so then it is counted again."""
        self.deleteLater()
        if self._library is not self._desk.library:
            return
        if self._stamp == self._desk.acts:
            self._over.counted(self._order, found)
        else:
            Counting(self._here, self._over, self._order).begin()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        self._over.refuse(error)


def _correct(here: Here, parent: QWidget, lock_id: int, report_ids: Sequence[int]) -> None:
    """Ask for the letter of a correction and have it written; raises as ``corrections.correction``."""
    library = here.desk.library
    if library is None:
        return
    find = partial(corrections.correction, library, lock_id, report_ids, today=here.desk.today)
    offered = find(letters.CorrectionOrder())
    asked = locks_forms.CorrectionForm.ask(parent, offered, stored.superiors(library))
    if asked is not None and asked.edit:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(upward.edit_template(library, letters.TEMPLATE))))
    elif asked is not None:
        Correcting(here, library, find(asked.order), report_ids if asked.register else (), parent).begin()


class Correcting(QObject):
    """One letter on its way: written as a file in a job, then entered as one step where reports are given."""

    def __init__(
        self, here: Here, library: Library, letter: CorrectionLetter, report_ids: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._here, self._library, self._letter = here, library, letter
        self._ids, self._over = tuple(report_ids), parent

    def begin(self) -> None:
        """Ask where the letter goes and have it written."""
        mask = looking.looked_over(self._here.desk, self._over, leaving.correction_texts(self._letter))
        path = self._here.exports.target("补报更正", self._letter.title, "docx") if mask is not None else None
        if mask is None or path is None:
            self.deleteLater()
            return
        template = templates.template_of(self._library, letters.TEMPLATE)
        work = partial(correcting.write_correction, self._letter, template, path, mask=mask)
        told = f"正在生成《{path.name}》"
        ask.run_waiting(self._here.desk.jobs, work, told, self._over, self._written, self._failed)

    @Slot(object)
    def _written(self, done: WrittenCorrection) -> None:
        """Enter the correction, say what to see to."""
        self.deleteLater()
        desk = self._here.desk
        if self._ids and self._library is desk.library and self._enter(done.letter):
            self._here.say("已登记补报更正，报告留存一份，可在“要点 → 报送登记”中查看，按 Ctrl+Z 可撤销。")
        if notes := list(wording.filing_notes(done.lacks, done.unknown, ())):
            ask.tell(self._over, "补报更正", "\n".join(notes))
        written.Written.show_for(self._over, done.letter)

    def _enter(self, letter: Path) -> bool:
        """Enter the correction; tell whether it was stored: what it tells may have been settled meanwhile."""
        try:
            self._here.desk.do(correcting.enter_correction, self._letter, self._ids, letter)
        except DeskError as error:
            ask.tell(self._over, "补报更正", f"{sentences.error_sentence(error)}\n文稿已生成，没有登记。")
            return False
        return True

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, "补报更正", f"{sentences.error_sentence(error)}\n没有登记。")
