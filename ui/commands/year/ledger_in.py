"""年中接手: an office's own ledger is read in a job, shown as it is understood, stored as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import WRITING, Command, Here

if TYPE_CHECKING:
    from gongkai_desk.domain.year.ledger_in import Ledger, LedgerAnswers, LedgerRead
    from gongkai_desk.parsing.typed import Columns, Layout

with lazy_imports():
    from gongkai_desk.services.intake import reading
    from gongkai_desk.services.year import ledger_in
    from gongkai_desk.store import library as libraries
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording.year import ledger_in as wording
    from ui import edits
    from ui.dialogs.base import ask
    from ui.dialogs.year import ledger_dialog
    from ui.importing import source_reader

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
    """A ledger that is read in a job, shown, perhaps read again with other columns, and stored as one step."""

    def __init__(self, here: Here, path: Path) -> None:
        super().__init__(here.parent)
        self._here, self._path, self._library = here, path, here.desk.library

    def begin(self, layouts: Sequence[Layout] = ()) -> None:
        """Read it in a job; ``layouts``: what a person said that the columns of its tables hold."""
        assert self._library is not None
        options = replace(ledger_in.read_options(self._library), layouts=tuple(layouts))
        self._run(partial(ledger_in.read_ledger, self._path, options), self._show)

    def _run(self, work: Callable[..., object], done: Callable[..., None]) -> None:
        text, parent = f"正在读取《{self._path.name}》", self._here.parent
        job = ask.run_waiting(self._here.desk.jobs, work, text, parent, done, self._failed)
        job.cancelled.connect(self.deleteLater)

    @Slot(object)
    def _show(self, read: LedgerRead) -> None:
        library = self._library
        if library is None or self._here.desk.library is not library:
            self.deleteLater()
            return
        given = ledger_dialog.LedgerDialog.ask(self._here.parent, self._offer(library, read))
        if given is ledger_dialog.WRONG_COLUMNS:
            self._run(partial(reading.table_columns, self._path), self._ask_columns)
            return
        if isinstance(given, ledger_dialog.LedgerChoice):
            self._store(given)
        self.deleteLater()

    def _offer(self, library: libraries.Library, read: LedgerRead) -> ledger_dialog.LedgerOffer:
        today = self._here.desk.today

        def understand(answers: LedgerAnswers, year: int) -> Ledger:
            return ledger_in.understand(library, read, today, answers, year=year)

        return ledger_dialog.LedgerOffer(self._path.name, today.year, ledger_in.year_of(read, today), understand)

    @Slot(object)
    def _ask_columns(self, tables: Sequence[Columns]) -> None:
        """Ask which columns hold the tasks; those of the work keep their headers, by which they are known."""
        layouts = source_reader.ColumnsDialog.ask(self._here.parent, tables) or ()
        shown = {table.layout.names: table.layout.roles for table in tables}
        self.begin([ledger_in.with_work_columns(layout, shown[layout.names]) for layout in layouts])

    def _store(self, given: ledger_dialog.LedgerChoice) -> None:
        desk = self._here.desk
        changes = desk.write(partial(_take_over, by=desk.by, given=given))
        if changes is not None and changes.made is not None:
            edits.ask_about_joined(self._here.parent, desk)
            self._here.ways.go_to_plan(changes.made)
            self._here.say(wording.TAKEN.format(counts=wording.counts(given.ledger)), _LONG)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, wording.TITLE, sentences.error_sentence(error))


def _take_over(library: libraries.Library, by: By, given: ledger_dialog.LedgerChoice) -> Changes:
    return ledger_in.take_over(library, by, given.ledger, year=given.year, last_year=given.last_year)


TAKE_OVER = Command(
    "take_over",
    "年中接手(&L)…",
    tip="把本单位原来用 Excel 记的台账接过来，状态、进展、佐证一并带入",
    needs=WRITING,
    run=take_over,
)
