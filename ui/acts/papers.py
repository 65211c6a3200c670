"""Papers in print: preview, PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gongkai_desk.domain.columns import Column
from gongkai_desk.domain.papers import BreakdownPaper, CardPaper, LedgerPaper, PaperFormat
from gongkai_desk.progress import Progress

if TYPE_CHECKING:
    from gongkai_desk.export.printed import PrintedPaper, PrintSetup
    from ui.commands.command import Here


class PaperActs(QObject):
    """What the menu 报表 does beside Word and Excel; remembers how each kind of paper was set up."""

    def __init__(self, here: "Here") -> None:
        super().__init__(here.parent)
        self.here = here
        self._desk = here.desk
        self._setups: dict[tuple[Column, ...], PrintSetup] = {}

    def preview_breakdown(self) -> None:
        """Show the 任务分解表 as it is printed."""
        from gongkai_desk.export.breakdown import columns_of
        from gongkai_desk.export.printed_table import breakdown_setup, printed_breakdown

        paper = self._breakdown()
        if paper is not None:
            self._preview(partial(printed_breakdown, paper), breakdown_setup(paper), columns_of(paper.style))

    def preview_ledger(self) -> None:
        """Show the 台账 as it is printed."""
        from gongkai_desk.export.printed_table import ledger_setup, printed_ledger

        paper = self._ledger("预览")
        if paper is not None:
            self._preview(partial(printed_ledger, paper), ledger_setup(paper), paper.columns)

    def breakdown_pdf(self) -> None:
        """Write the 任务分解表 as PDF."""
        paper = self._breakdown()
        if paper is not None:
            self._save(paper.heading, partial(_lay_and_write, paper), self.breakdown_pdf)

    def ledger_pdf(self) -> None:
        """Write the 台账 as PDF."""
        paper = self._ledger("导出")
        if paper is not None:
            self._save_ledger(paper)

    def _save_ledger(self, paper: LedgerPaper) -> None:
        self._save(paper.heading, partial(_lay_and_write, paper), partial(self._save_ledger, paper))

    def preview_cards(self) -> None:
        """Show the 任务卡 of the selected tasks as they are printed."""
        from gongkai_desk.export.printed_card import card_setup, printed_cards

        paper = self._cards()
        if paper is not None:
            pages = printed_cards(paper)  # a form has one set-up only
            self._preview(lambda setup: pages, card_setup(paper), ())

    def cards_docx(self) -> None:
        """Write the 任务卡 of the selected tasks as Word."""
        paper = self._cards()
        if paper is not None:
            self._save(self._card_name(paper), partial(_write_word, paper), self.cards_docx, "docx")

    def _cards(self) -> CardPaper | None:
        from gongkai_desk.services import papers
        from gongkai_desk.services.office import UNIT
        from gongkai_desk.store.settings import setting

        library, current = self._desk.library, self.here.table.current()
        if library is None or current is None:
            return None
        chosen = [task for task in self.here.table.selected() if task.plan_id == current.plan_id]
        ids = [task.id for task in chosen or [current] if task.id is not None]
        return papers.card_paper(library, ids, as_of=self._desk.today, unit=setting(library, UNIT))

    @staticmethod
    def _card_name(paper: CardPaper) -> str:
        """Return the proposed file name: with the number of the one task that it is about."""
        first = paper.entries[0].task.seq or ""
        return f"{paper.heading}（{first}）" if first and len(paper.entries) == 1 else paper.heading

    def _breakdown(self) -> BreakdownPaper | None:
        from gongkai_desk.services import papers

        library, plan = self._desk.library, self.here.plan
        return papers.breakdown_paper(library, plan.id) if library and plan and plan.id else None

    def _ledger(self, verb: str) -> LedgerPaper | None:
        """Ask what the ledger is to hold; return it, ``None`` if it was cancelled."""
        from ui.papers import asked_ledger

        plan = self.here.plan
        return asked_ledger(self._desk, self.here.parent, plan.id, verb) if plan and plan.id else None

    def _preview(
        self,
        lay: "Callable[[PrintSetup], PrintedPaper]",
        setup: "PrintSetup",
        columns: tuple[Column, ...],
    ) -> None:
        from ui.printing.preview import Preview

        setup = self._setups.get(columns, setup)
        self._setups[columns] = Preview.show_for(self.here.parent, lay, setup, columns, self.save_pages)

    def save_pages(self, paper: "PrintedPaper") -> None:
        """Write pages as PDF that are already laid out."""
        self._save(paper.title, partial(_write, paper), partial(self.save_pages, paper))

    def _save(self, name: str, write: Callable[..., None], again: Callable[[], None], kind: str = "pdf") -> None:
        def work(path: Path) -> Callable[..., Any]:
            return partial(write, path)

        title = "导出 PDF" if kind == "pdf" else "导出任务卡"
        self.here.exports.write(title, name, kind, work, again)


def _lay_and_write(paper: BreakdownPaper | LedgerPaper, path: Path, progress: Progress) -> None:
    from ui.printing.office import printed

    _write(printed(paper), path, progress)


def _write(paper: "PrintedPaper", path: Path, progress: Progress) -> None:
    from ui.printing.pdf import write_pdf

    write_pdf(paper, path, progress)


def _write_word(paper: CardPaper, path: Path, progress: Progress) -> None:
    from gongkai_desk.services.papers import write_paper

    write_paper(paper, path, PaperFormat.DOCX, progress)
