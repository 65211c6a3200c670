"""报表: the papers of a plan and of selected tasks, as files and on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.commands.command import PLAN, TASK, Command, Here, Menu
from ui.lazy import lazy_imports

with lazy_imports():
    from ui.acts import papers


def _acts(here: Here) -> papers.PaperActs:
    """Return what makes papers and remembers how each was set up; one for the window."""
    acts = here.parent.findChild(papers.PaperActs) or papers.PaperActs(here)
    acts.here = here
    return acts


def _with_acts(run: Callable[[papers.PaperActs], object]) -> Callable[[Here], object]:
    def ran(here: Here) -> object:
        return run(_acts(here))

    return ran


def _breakdown(kind: str, here: Here) -> None:
    here.exports.breakdown(here.plan, kind)


def _ledger(kind: str, here: Here) -> None:
    here.exports.ledger(here.plan, kind)


BREAKDOWN = Menu(
    "导出任务分解表(&B)",
    (
        Command("breakdown_docx", "Word 文档(&W)…", "Ctrl+E", needs=PLAN, run=partial(_breakdown, "docx")),
        Command("breakdown_xlsx", "Excel 表格(&E)…", needs=PLAN, run=partial(_breakdown, "xlsx")),
        Command("breakdown_pdf", "PDF 文档(&D)…", needs=PLAN, run=_with_acts(lambda acts: acts.breakdown_pdf())),
        None,
        Command(
            "breakdown_preview",
            "打印预览(&P)…",
            "Ctrl+P",
            needs=PLAN,
            run=_with_acts(lambda acts: acts.preview_breakdown()),
        ),
    ),
    needs=PLAN,
)
LEDGER = Menu(
    "导出台账(&L)",
    (
        Command("ledger_docx", "Word 文档(&W)…", "Ctrl+Shift+E", needs=PLAN, run=partial(_ledger, "docx")),
        Command("ledger_xlsx", "Excel 表格(&E)…", needs=PLAN, run=partial(_ledger, "xlsx")),
        Command("ledger_pdf", "PDF 文档(&D)…", needs=PLAN, run=_with_acts(lambda acts: acts.ledger_pdf())),
        None,
        Command(
            "ledger_preview",
            "打印预览(&P)…",
            "Ctrl+Shift+P",
            needs=PLAN,
            run=_with_acts(lambda acts: acts.preview_ledger()),
        ),
    ),
    needs=PLAN,
)
CARD_PREVIEW = Command(
    "card_preview",
    "任务卡打印预览(&V)…",
    tip="选中的任务，一事一卡",
    needs=TASK,
    run=_with_acts(lambda acts: acts.preview_cards()),
)
CARD_DOCX = Command(
    "card_docx",
    "任务卡导出 Word(&O)…",
    tip="选中的任务，一事一卡",
    needs=TASK,
    run=_with_acts(lambda acts: acts.cards_docx()),
)
