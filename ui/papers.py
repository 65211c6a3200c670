"""From the library to a job: what a paper is made of is read here and now, its writing needs no library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.papers import LedgerPaper
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.papers.listed import PaperKind
from gongkai_desk.progress import Progress
from gongkai_desk.standing import papers
from gongkai_desk.store.settings import UNIT, setting

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from gongkai_desk.export.printed import PrintedPaper
    from gongkai_desk.store.library import Library
    from ui.desk import Desk
    from ui.dialogs.plans.columns_dialog import LedgerAsked


def paper_work(kind: PaperKind, facts: object, format: PaperFormat, path: Path) -> Callable[..., Any]:
    """Return the job that writes a paper of what it is made of."""
    return partial(_write, kind, facts, format, path)


def _write(kind: PaperKind, facts: object, format: PaperFormat, path: Path, progress: Progress) -> None:
    papers.write_kind(kind, facts, path, format, progress, pen=pen)


def pen(pages: PrintedPaper, path: Path, progress: Progress) -> None:
    """Paint pages into a PDF file."""
    from ui.printing.pdf import write_pdf

    write_pdf(pages, path, progress)


def ledger_of(library: Library, plan_id: int, as_of: date, asked: LedgerAsked | None = None) -> LedgerPaper:
    """Return the 工作台账 of a plan as of a day, as it was asked for; one of a period is called so."""
    unit = setting(library, UNIT) or None  # without one the plan's issuer fills it in
    if asked is None:
        return papers.ledger_paper(library, plan_id, as_of=as_of, unit=unit)
    made = papers.ledger_paper(library, plan_id, as_of=as_of, unit=unit, choice=asked.choice())
    return replace(made, title=asked.called(made.heading))


def asked_ledger(desk: Desk, window: QWidget, plan_id: int, verb: str) -> LedgerPaper | None:
    """Ask what the 工作台账 of a plan is to hold, remember it, and return the paper; ``None`` if it was cancelled."""
    from gongkai_desk.rules.light.cycles import longer_periods
    from gongkai_desk.standing.report_periods import period_choices
    from gongkai_desk.wording.days import chinese_date
    from ui.dialogs.plans.columns_dialog import LedgerOptions, remembered

    library, today = desk.library, desk.today
    if library is None:
        return None
    folder = Path(library.folder)
    periods = tuple(dict.fromkeys((*period_choices(library, today)[0], *longer_periods(today))))
    last = remembered(desk.settings.choice("ledger", folder))
    asked = LedgerOptions.ask(window, verb, periods, last, chinese_date(today))
    if asked is None:
        return None
    desk.settings.keep_choice("ledger", folder, asked.to_json())
    return ledger_of(library, plan_id, today, asked)
