"""上报、报备: the letter with which a plan is filed, the 报送登记, the list of superiors."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import LIBRARY, PLAN, WRITING, Command, Here
from ui.desk import Desk

if TYPE_CHECKING:
    from gongkai_desk.domain.cycle.sent import SentUp
    from gongkai_desk.domain.plan import StoredPlan
    from gongkai_desk.domain.revision import Difference
    from gongkai_desk.store.library import Library
    from ui.dialogs.upward.filing_dialog import FilingAsked
    from ui.papers import Exports

with lazy_imports():
    from gongkai_desk.domain.cycle import upward as values
    from gongkai_desk.papers import letters
    from gongkai_desk.services import upward
    from gongkai_desk.services.intake import reading
    from gongkai_desk.services.year import leaving
    from gongkai_desk.standing import days, papers
    from gongkai_desk.standing.cycle import upward as standing
    from gongkai_desk.store import units
    from gongkai_desk.store.entries import upward as stored
    from gongkai_desk.wording import days as day_words
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording import upward as wording
    from ui import looking
    from ui.dialogs.base import ask, written
    from ui.dialogs.upward import differences_dialog, filing_dialog, sent_register, superiors_dialog

# -- 上级单位


def show_superiors(here: Here) -> None:
    """Show to whom things go up."""
    desk = here.desk
    if desk.library is not None:
        does = superiors_dialog.SuperiorActs(desk.doing(upward.put_superior), desk.doing(upward.remove_superior))
        superiors_dialog.SuperiorsDialog.show_for(here.parent, desk, here.exports, does)


SUPERIORS = Command(
    "superiors", "上级单位(&E)…", tip="上报、报备的收件单位、称呼、邮箱", needs=LIBRARY, run=show_superiors
)

# -- 报送登记


def show_sent(here: Here) -> None:
    """Show what went up."""
    desk = here.desk
    if desk.library is not None:
        does = sent_register.SentActs(
            submit=desk.doing(upward.submit),
            enter=desk.doing(upward.enter_sent),
            remove=desk.doing(upward.remove_sent),
            compare=lambda parent, line: Comparing(desk, here.exports, line, parent).begin(),
        )
        sent_register.SentRegister.show_for(here.parent, desk, here.exports, does)


SENT = Command("sent", "报送登记(&U)…", tip="报了什么、报给谁、哪一稿、回执", needs=LIBRARY, run=show_sent)


class Comparing(QObject):
    """Reads a filed table again in a job and shows where its plan differs from it now."""

    def __init__(self, desk: Desk, exports: Exports, line: SentUp, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._exports, self._line, self._over = desk, exports, line, parent

    def begin(self) -> None:
        """Take what the comparison needs, and start."""
        library, line = self._desk.library, self._line
        if library is None or line.copy_id is None or line.plan_id is None:
            return
        of = upward.Filed(
            stored.copy_path(library, line.copy_id),
            papers.breakdown_paper(library, line.plan_id),
            units.directory(library),
            reading.ReadOptions(days.office_workdays(library)),
        )
        work = partial(upward.differences, of)
        ask.run_waiting(self._desk.jobs, work, "正在读取报备稿", self._over, self._show, self._failed)

    @Slot(object)
    def _show(self, found: tuple[Difference, ...]) -> None:
        filed = f"{day_words.chinese_date(self._line.day)}{self._line.title}，报{self._line.addressee}"
        differences_dialog.DifferencesDialog.show_for(self._over, found, filed, self._desk, self._exports)
        self.deleteLater()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._over, "与报备稿的差异", sentences.error_sentence(error))


# -- 报备


def file_plan(here: Here) -> None:
    """Ask for the letter with which the plan shown is filed, write it with its table, enter the filing."""
    library, plan = here.desk.library, here.plan
    if library is None or plan is None:
        return
    asked = filing_dialog.FilingDialog.ask(here.parent, _offer(here.desk, library, plan))
    if asked is not None and asked.edit:
        template = upward.edit_template(library, letters.TEMPLATES[asked.order.form])
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(template)))
    elif asked is not None:
        Filing(here, library, plan, asked).begin()


FILE = Command("file", "报备(&K)…", tip="出报告或函，任务分解表留存一份", needs=WRITING | PLAN, run=file_plan)


def _offer(desk: Desk, library: Library, plan: StoredPlan) -> filing_dialog.FilingOffer:
    letter = standing.filing_letter(library, plan.id, standing.FilingOrder(), desk.today)
    frozen = isinstance(standing.enclosed(library, plan.id), Path)
    return filing_dialog.FilingOffer(
        letter,
        tuple(stored.superiors(library)),
        standing.filing_duties(library, plan.id, plan.year or desk.today.year),
        desk.today,
        desk.board.workdays or days.office_workdays(library),
        f"{letter.annexes[0]}（{'印发时留存的一份' if frozen else '按现在的任务生成'}）",
    )


class Filing(QObject):
    """One filing on its way: written as files in a job, then entered as one step."""

    def __init__(self, here: Here, library: Library, plan: StoredPlan, asked: FilingAsked) -> None:
        super().__init__(here.parent)
        self._here, self._library, self._plan, self._asked = here, library, plan, asked

    def begin(self) -> None:
        """Ask where the letter goes and have it written."""
        here, plan_id, order = self._here, self._plan.id, self._asked.order
        letter = standing.filing_letter(self._library, plan_id, order, self._asked.day)
        template, table = standing.letter_template(self._library, order.form), standing.enclosed(self._library, plan_id)
        mask = looking.looked_over(here.desk, here.parent, leaving.filing_texts(letter, table))
        path = here.exports.target("报备", letter.title, "docx") if mask is not None else None
        if mask is None or path is None:
            self.deleteLater()
            return
        work = partial(upward.write_filing, letter, template, path, table, mask=mask)
        ask.run_waiting(here.desk.jobs, work, f"正在生成《{path.name}》", here.parent, self._written, self._failed)

    @Slot(object)
    def _written(self, done: upward.WrittenFiling) -> None:
        """Enter the filing, say what to see to, offer what comes next."""
        self.deleteLater()
        here = self._here
        if self._asked.register and self._library is here.desk.library:
            self._enter(done)
        if notes := list(wording.filing_notes((), done.unknown, done.requests)):
            ask.tell(here.parent, "报备", "\n".join(notes))
        if written.Written.show_for(here.parent, done.letter):
            here.exports.mail(done.letter, done.table, known=self._asked.register, looked=True)

    def _enter(self, done: upward.WrittenFiling) -> None:
        order, asked = self._asked.order, self._asked
        new = values.Filing(
            self._plan.id,
            superior_id=asked.superior_id,
            addressee=order.addressee,
            copy_to=order.copy_to,
            form=order.form.value,
            doc_no=order.doc_no,
            signer=order.signer,
            day=asked.day,
        )
        self._here.desk.do(upward.file_plan, new, done.table, order.duty)
        self._here.say("已登记报备，附件留存一份，可在“要点 → 报送登记”中查看，按 Ctrl+Z 可撤销。")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, "报备", f"{sentences.error_sentence(error)}\n没有登记。")
