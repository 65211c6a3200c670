"""The papers of the list: to a file in any format, or to the preview; what each is made of comes from where one is."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.page.layout import Paper
from gongkai_desk.papers.listed import FORMAT_KEYS, FORMAT_WORDS, PAPERS, PaperKind, Place, Source
from ui.commands.command import PLAN, TASK, Command, Here, Listing, Menu, Needs

with lazy_imports():
    from gongkai_desk.export import pages, printed
    from gongkai_desk.papers import making
    from gongkai_desk.standing import papers as facts_of_papers
    from gongkai_desk.standing.year import rows_behind as behind
    from ui import papers as asking
    from ui.dialogs.year import rows_dialog as rows
    from ui.printing import pdf
    from ui.printing import preview as previews

_KEYS = {
    "breakdown_docx": "Ctrl+E",
    "breakdown_preview": "Ctrl+P",
    "ledger_docx": "Ctrl+Shift+E",
    "ledger_preview": "Ctrl+Shift+P",
}
_OF_TASKS = {PaperFormat.DOCX: "导出 Word(&O)…", PaperFormat.XLSX: "导出 Excel(&L)…", PaperFormat.PDF: "导出 PDF(&F)…"}


def export(kind: PaperKind, format: PaperFormat, here: Here) -> None:
    """Ask where to, and write a paper."""
    facts = _facts(here, kind, "导出")
    if facts is not None:
        here.exports.paper(kind, facts, format)


def preview(kind: PaperKind, here: Here) -> None:
    """Show a paper as it is printed, set up as it was the last time."""
    facts = _facts(here, kind, "预览")
    if facts is not None:
        show_preview(here, kind, facts)


def show_preview(here: Here, kind: PaperKind, facts: object) -> None:
    """Show a paper that is made of ``facts`` as it is printed, set up as it was the last time."""
    paper, setups = making.make_paper(kind, facts), here.exports.setups
    usual = pages.setup_of(paper)
    # Another size or type that was asked for is not what was set up in the preview before.
    key = kind.name, usual.paper, usual.size, *(column.name for column in previews.columns_of(paper))
    setup = setups.get(key) or usual
    setups[key] = show_pages(here, paper, setup)


def show_pages(here: Here, paper: Paper, setup: printed.PrintSetup) -> printed.PrintSetup:
    """Show a paper as it is printed, each figure with the way to its rows; return the set-up that was chosen last."""
    return previews.Preview.show_for(here.parent, paper, setup, partial(save_pages, here), partial(open_rows, here))


def open_rows(here: Here, over: QWidget, counted: Counted) -> bool:
    """Show the rows that a figure counts; tell whether their tasks are shown in the table now."""
    library = here.desk.library
    if library is None:
        return False
    found = behind.rows_behind(library, counted, here.desk.today)
    dialog = rows.RowsDialog(found, over)
    wanted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if wanted:
        here.ways.show_listing(Listing("数字的明细", found.tasks, "所点的数字数到的任务"))
    return wanted


def save_pages(here: Here, paper: printed.PrintedPaper) -> None:
    """Write pages as PDF that are already laid out."""
    again = partial(save_pages, here, paper)
    here.exports.write("导出 PDF", paper.title, "pdf", lambda path: partial(pdf.write_pdf, paper, path), again)


def _facts(here: Here, kind: PaperKind, verb: str) -> Any:  # noqa: ANN401 - each kind has its own
    """Return what a paper is made of here and now; ``None`` where there is nothing, or asking was cancelled."""
    library, plan = here.desk.library, here.plan
    if library is None:
        return None
    if kind.source is Source.TASKS:
        return _of_tasks(here, kind)
    if plan is None:
        return None
    if kind.asks:
        ask = asking.asked_ledger if kind.source is Source.LEDGER else asking.asked_breakdown
        return ask(here.desk, here.parent, plan.id, verb)
    return facts_of_papers.paper_facts(library, kind, _order(here, plan.id))


def _of_tasks(here: Here, kind: PaperKind) -> Any:  # noqa: ANN401
    """Return the facts of the selected tasks that belong to the current one's plan."""
    library, current = here.desk.library, here.task
    if library is None or current is None:
        return None
    chosen = [task for task in here.selected if task.plan_id == current.plan_id]
    ids = tuple(task.id for task in chosen or [current])
    return facts_of_papers.paper_facts(library, kind, _order(here, current.plan_id, ids))


def _order(here: Here, plan_id: int | None, task_ids: tuple[int, ...] = ()) -> facts_of_papers.PaperOrder:
    return facts_of_papers.PaperOrder(plan_id, here.desk.today, task_ids)


# -- commands, made of the list


def _written(kind: PaperKind, format: PaperFormat, text: str) -> Command:
    name = f"{kind.name}_{format.value}"
    return Command(name, text, _KEYS.get(name, ""), kind.tip, needs=_needs(kind), run=partial(export, kind, format))


def _shown(kind: PaperKind, text: str) -> Command:
    name = f"{kind.name}_preview"
    return Command(name, text, _KEYS.get(name, ""), kind.tip, needs=_needs(kind), run=partial(preview, kind))


def _needs(kind: PaperKind) -> Needs:
    return TASK if kind.place is Place.TASK else PLAN


def _report(kind: PaperKind) -> Menu:
    """Return what 报表 offers of a paper: each format, and the preview."""
    words = {each: f"{FORMAT_WORDS[each]}(&{FORMAT_KEYS[each]})…" for each in kind.formats}
    written = (_written(kind, each, text) for each, text in words.items())
    entries = (*written, None, _shown(kind, "打印预览(&P)…"))
    return Menu(f"导出{kind.title}(&{kind.letter})", entries, needs=PLAN)


def _of_selected(kind: PaperKind) -> tuple[Command, ...]:
    """Return what 任务 offers of a paper on the selected tasks."""
    written = (_written(kind, each, f"{kind.title}{_OF_TASKS[each]}") for each in kind.formats)
    return (_shown(kind, f"{kind.title}打印预览(&V)…"), *written)


REPORTS = {kind: _report(kind) for kind in PAPERS if kind.place is Place.REPORTS}
"""The menus of 报表, one for each paper."""
OF_TASKS = tuple(each for kind in PAPERS if kind.place is Place.TASK for each in _of_selected(kind))
"""Papers on the selected tasks."""
