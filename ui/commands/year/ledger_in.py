"""年中接手: an office's own ledger is read in a job, shown as it is understood, stored as one step."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.year.ledger_in import Ledger, LedgerAnswers, LedgerRead
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import WRITING, Command, Here

with lazy_imports():
    from gongkai_desk.services.year import ledger_in
    from gongkai_desk.store import library as libraries
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording.year import ledger_in as wording
    from ui.dialogs.base import ask
    from ui.dialogs.year import ledger_dialog

_LEDGERS = "台账 (*.xlsx *.xls *.et *.xlsm *.ods *.docx *.doc *.wps)"
_LONG = 12000  # milliseconds


def take_over(here: Here) -> None:
    """Ask for the office's own ledger and take it over."""
    if here.desk.library is None:
        return
    chosen, _ = QFileDialog.getOpenFileName(here.parent, "选择本单位的台账", "", _LEDGERS)
    if chosen:
        take_over_from(here, Path(chosen))


def take_over_from(here: Here, path: Path) -> None:
    """Take a ledger over, after a person has seen what is understood of it."""
    if here.desk.library is not None:
        _TakingOver(here, path).begin()


class _TakingOver(QObject):
    """A ledger that is read in a job, shown, and stored as one step."""

    def __init__(self, here: Here, path: Path) -> None:
        super().__init__(here.parent)
        self._here, self._path, self._library = here, path, here.desk.library

    def begin(self) -> None:
        """Read it in a job."""
        assert self._library is not None
        work = partial(ledger_in.read_ledger, self._path, ledger_in.read_options(self._library))
        text = f"正在读取《{self._path.name}》"
        job = ask.run_waiting(self._here.desk.jobs, work, text, self._here.parent, self._show, self._failed)
        job.cancelled.connect(self.deleteLater)

    @Slot(object)
    def _show(self, read: LedgerRead) -> None:
        try:
            if self._library is not None and self._here.desk.library is self._library:
                self._ask(self._library, read)
        except DeskError as error:
            ask.tell(self._here.parent, wording.TITLE, sentences.error_sentence(error))
        finally:
            self.deleteLater()

    def _ask(self, library: libraries.Library, read: LedgerRead) -> None:
        desk = self._here.desk

        def understand(answers: LedgerAnswers, year: int) -> Ledger:
            return ledger_in.understand(library, read, desk.today, answers, year=year)

        printed = ledger_in.year_of(read, desk.today)
        offer = ledger_dialog.LedgerOffer(self._path.name, desk.today.year, printed, understand)
        given = ledger_dialog.LedgerDialog.ask(self._here.parent, offer)
        if given is None:
            return
        changes = desk.write(partial(_store, by=desk.by, given=given))
        if changes is not None and changes.made is not None:
            self._here.ways.go_to_plan(changes.made)
            self._here.say(wording.TAKEN.format(counts=wording.counts(given.ledger)), _LONG)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, wording.TITLE, sentences.error_sentence(error))


def _store(library: libraries.Library, by: By, given: ledger_dialog.LedgerChoice) -> Changes:
    return ledger_in.take_over(library, by, given.ledger, year=given.year, last_year=given.last_year)


TAKE_OVER = Command(
    "take_over",
    "年中接手(&J)…",
    tip="把本单位原来用 Excel 记的台账接过来，状态、进展、佐证一并带入",
    needs=WRITING,
    run=take_over,
)
