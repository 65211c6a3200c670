"""Papers in print: preview, PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gongkai_desk.domain.columns import LEDGER_COLUMNS, Column
from gongkai_desk.domain.papers import BreakdownPaper, LedgerPaper
from gongkai_desk.progress import Progress

if TYPE_CHECKING:
    from gongkai_desk.export.printed import PrintedPaper, PrintSetup
    from ui.commands import Commands


class PaperActs(QObject):
    """What the menu 报表 does beside Word and Excel; remembers how each kind of paper was set up."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
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

        paper = self._ledger()
        if paper is not None:
            self._preview(partial(printed_ledger, paper), ledger_setup(paper), LEDGER_COLUMNS)

    def breakdown_pdf(self) -> None:
        """Write the 任务分解表 as PDF."""
        paper = self._breakdown()
        if paper is not None:
            self._save(paper.heading, partial(_lay_and_write, paper), self.breakdown_pdf)

    def ledger_pdf(self) -> None:
        """Write the 台账 as PDF."""
        paper = self._ledger()
        if paper is not None:
            self._save(paper.heading, partial(_lay_and_write, paper), self.ledger_pdf)

    def _breakdown(self) -> BreakdownPaper | None:
        from gongkai_desk.services import papers

        library, plan = self._desk.library, self._window.plan
        return papers.breakdown_paper(library, plan.id) if library and plan and plan.id else None

    def _ledger(self) -> LedgerPaper | None:
        from ui.papers import ledger_of

        library, plan = self._desk.library, self._window.plan
        return ledger_of(library, plan.id, self._desk.today) if library and plan and plan.id else None

    def _preview(
        self,
        lay: "Callable[[PrintSetup], PrintedPaper]",
        setup: "PrintSetup",
        columns: tuple[Column, ...],
    ) -> None:
        from ui.printing.preview import Preview

        setup = self._setups.get(columns, setup)
        self._setups[columns] = Preview.show_for(self._window, lay, setup, columns, self.save_pages)

    def save_pages(self, paper: "PrintedPaper") -> None:
        """Write pages as PDF that are already laid out."""
        self._save(paper.title, partial(_write, paper), partial(self.save_pages, paper))

    def _save(self, name: str, write: Callable[..., None], again: Callable[[], None]) -> None:
        def work(path: Path) -> Callable[..., Any]:
            return partial(write, path)

        self._window.exports.write("导出 PDF", name, "pdf", work, again)


def _lay_and_write(paper: BreakdownPaper | LedgerPaper, path: Path, progress: Progress) -> None:
    from ui.printing.office import printed

    _write(printed(paper), path, progress)


def _write(paper: "PrintedPaper", path: Path, progress: Progress) -> None:
    from ui.printing.pdf import write_pdf

    write_pdf(paper, path, progress)
