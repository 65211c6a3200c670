"""The papers of the list: to a file in any format, or to the preview; what each is made of comes from where one is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.papers.listed import PaperKind, Source

if TYPE_CHECKING:
    from gongkai_desk.export.printed import PrintedPaper, PrintSetup
    from gongkai_desk.standing.papers import PaperOrder
    from ui.commands import Commands


class PaperActs(QObject):
    """Writes and previews papers; remembers how each was set up for print."""

    def __init__(self, window: Commands) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._setups: dict[tuple[str, ...], PrintSetup] = {}

    def export(self, kind: PaperKind, format: PaperFormat) -> None:
        """Ask where to, and write a paper."""
        facts = self._facts(kind, "导出")
        if facts is not None:
            self._window.exports.paper(kind, facts, format)

    def preview(self, kind: PaperKind) -> None:
        """Show a paper as it is printed, set up as it was the last time."""
        from gongkai_desk.export.pages import setup_of
        from gongkai_desk.papers.making import make_paper
        from ui.printing.preview import Preview, columns_of

        facts = self._facts(kind, "预览")
        if facts is None:
            return
        paper = make_paper(kind, facts)
        key = kind.name, *(column.name for column in columns_of(paper))
        setup = self._setups.get(key) or setup_of(paper)
        self._setups[key] = Preview.show_for(self._window, paper, setup, self.save_pages)

    def save_pages(self, paper: PrintedPaper) -> None:
        """Write pages as PDF that are already laid out."""
        from ui.printing.pdf import write_pdf

        again = partial(self.save_pages, paper)
        self._window.exports.write("导出 PDF", paper.title, "pdf", lambda path: partial(write_pdf, paper, path), again)

    def _facts(self, kind: PaperKind, verb: str) -> Any:  # noqa: ANN401 - each kind has its own
        """Return what a paper is made of here and now; ``None`` where there is nothing, or asking was cancelled."""
        from gongkai_desk.standing.papers import paper_facts
        from ui.papers import asked_ledger

        library, plan = self._desk.library, self._window.plan
        if library is None:
            return None
        if kind.source is Source.TASKS:
            return self._of_tasks(kind)
        if plan is None or plan.id is None:
            return None
        if kind.asks:
            return asked_ledger(self._desk, self._window, plan.id, verb)
        return paper_facts(library, kind, self._order(plan.id))

    def _of_tasks(self, kind: PaperKind) -> Any:  # noqa: ANN401
        """Return the facts of the selected tasks that belong to the current one's plan."""
        from gongkai_desk.standing.papers import paper_facts

        library, current = self._desk.library, self._window.tasks.current()
        if library is None or current is None:
            return None
        chosen = [task for task in self._window.tasks.selected() if task.plan_id == current.plan_id]
        ids = tuple(task.id for task in chosen or [current] if task.id is not None)
        return paper_facts(library, kind, self._order(current.plan_id, ids))

    def _order(self, plan_id: int | None, task_ids: tuple[int, ...] = ()) -> PaperOrder:
        from gongkai_desk.standing.papers import PaperOrder
        from gongkai_desk.store.settings import UNIT, setting

        filled_by = setting(self._desk.library, UNIT) if self._desk.library is not None else ""
        return PaperOrder(plan_id, self._desk.today, task_ids, filled_by=filled_by or None)
