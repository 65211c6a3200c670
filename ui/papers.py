"""From the library to a job: the paper is put together here and now, its writing needs no library."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.papers import BreakdownPaper, LedgerPaper, PaperFormat
from gongkai_desk.progress import Progress
from gongkai_desk.services import papers
from gongkai_desk.services.office import UNIT
from gongkai_desk.store.settings import setting

if TYPE_CHECKING:
    from datetime import date

    from gongkai_desk.store.library import Library


def breakdown_work(library: "Library", plan_id: int, path: Path, kind: str) -> Callable[..., Any]:
    """Return the job that writes the 任务分解表 of a plan."""
    return partial(_write, papers.breakdown_paper(library, plan_id), path, PaperFormat(kind))


def ledger_work(library: "Library", plan_id: int, path: Path, kind: str, as_of: "date") -> Callable[..., Any]:
    """Return the job that writes the 工作台账 of a plan as of a day."""
    return partial(_write, ledger_of(library, plan_id, as_of), path, PaperFormat(kind))


def ledger_of(library: "Library", plan_id: int, as_of: "date") -> LedgerPaper:
    """Return the 工作台账 of a plan as of a day."""
    unit = setting(library, UNIT) or None  # without one the plan's issuer fills it in
    return papers.ledger_paper(library, plan_id, as_of=as_of, unit=unit)


def _write(paper: BreakdownPaper | LedgerPaper, path: Path, kind: PaperFormat, progress: Progress) -> None:
    papers.write_paper(paper, path, kind, progress)
