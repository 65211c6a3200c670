"""From the library to papers: what is stored becomes a plain paper, and the paper a file.

What a paper is made of needs the library (``paper_facts``), its writing does not (``write_kind``): a window reads at
once and has the paper written by a job.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.domain.papers import (
    USUAL_LEDGER,
    BreakdownPaper,
    BreakdownStyle,
    CardPaper,
    LedgerChoice,
    LedgerPaper,
)
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import Orientation, PaperFormat, PaperSize
from gongkai_desk.domain.slips import ChaseList
from gongkai_desk.errors import UnsupportedType
from gongkai_desk.export.write import Pen, write_paper
from gongkai_desk.papers.listed import PaperKind, Source
from gongkai_desk.papers.making import make_paper
from gongkai_desk.progress import Progress, silent
from gongkai_desk.standing.due_slips import chase_list, register
from gongkai_desk.standing.ledger_entries import LedgerEntries
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans


def breakdown_paper(library: Library, plan_id: int, *, style: BreakdownStyle | None = None) -> BreakdownPaper:
    """Return the 任务分解表 of a plan; without ``style`` the one that fits its tasks.

    Raises:
        UnknownId: there is no such plan.
    """
    plan, tasks = plans.plan(library, plan_id), tuple(plans.tasks(library, plan_id))
    chosen = style or fitting_style(tasks)
    # 事项式 has two columns of units and is printed lying, 五列序号式 standing.
    lying = chosen is BreakdownStyle.ITEM
    return BreakdownPaper(plan, tasks, chosen, orientation=Orientation.LANDSCAPE if lying else Orientation.PORTRAIT)


def fitting_style(tasks: Sequence[Task]) -> BreakdownStyle:
    """Return 事项式 where tasks stand in sections and have lead units, else 五列序号式."""
    itemized = any(task.section and task.lead for task in tasks)
    return BreakdownStyle.ITEM if itemized else BreakdownStyle.FIVE


def ledger_paper(
    library: Library,
    plan_id: int,
    *,
    as_of: date,
    unit: str | None = None,
    paper: PaperSize = PaperSize.A4,
    choice: LedgerChoice = USUAL_LEDGER,
) -> LedgerPaper:
    """Return the 工作台账 of a plan up to ``as_of``; ``unit`` fills it in, the plan's issuer by default.

    Raises:
        UnknownId: there is no such plan.
    """
    plan, tasks = plans.plan(library, plan_id), plans.tasks(library, plan_id)
    known = LedgerEntries(library, [task.id for task in tasks], as_of, choice)
    made = known.unit_entries if choice.per_unit else known.task_entries
    entries = tuple(entry for task in tasks for entry in made(task))
    filled_by = plan.issuer if unit is None else unit
    return LedgerPaper(plan, entries, as_of, unit=filled_by, paper=paper, options=choice.options)


def card_paper(library: Library, task_ids: Sequence[int], *, as_of: date, unit: str = "") -> CardPaper:
    """Return the 任务卡 of some tasks of one plan up to ``as_of``.

    Raises:
        UnknownId: there is no such task.
    """
    chosen = [plans.task(library, task_id) for task_id in task_ids]
    known = LedgerEntries(library, task_ids, as_of)
    plan = plans.plan(library, chosen[0].plan_id)
    return CardPaper(plan, tuple(known.entry(task) for task in chosen), as_of, unit=unit or plan.issuer)


# ---- any paper of the list


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Of what a paper is wanted: a plan, or some of its tasks, as of a day.

    ``filled_by`` is who fills a ledger in, ``choice`` what it is to hold; ``unit`` the only one on 催办名单.
    """

    plan_id: int | None
    today: date
    task_ids: tuple[int, ...] = ()
    filled_by: str | None = None
    unit: str | None = None
    choice: LedgerChoice = USUAL_LEDGER
    paper: PaperSize = PaperSize.A4


def paper_facts(library: Library, kind: PaperKind, order: PaperOrder) -> Any:  # noqa: ANN401 - each kind has its own
    """Return what a paper is made of; its kind turns that into the paper, without the library.

    Raises:
        UnknownId: there is no such plan, task or unit.
        ValueError: the paper has a page or a dialog of its own that makes it.
    """
    if kind.source not in _READERS:
        raise ValueError(kind.name)
    return _READERS[kind.source](library, order)


def _plan(order: PaperOrder) -> int:
    return order.plan_id or 0


def _ledger(library: Library, order: PaperOrder) -> LedgerPaper:
    return ledger_paper(
        library, _plan(order), as_of=order.today, unit=order.filled_by, paper=order.paper, choice=order.choice
    )


def _cards(library: Library, order: PaperOrder) -> CardPaper:
    ids = order.task_ids or [task.id for task in plans.tasks(library, _plan(order))]
    return card_paper(library, ids, as_of=order.today, unit=order.filled_by or "")


def _chase_list(library: Library, order: PaperOrder) -> ChaseList:
    return chase_list(library, today=order.today, plan_id=order.plan_id, unit=order.unit)


_READERS: dict[Source, Callable[[Library, PaperOrder], Any]] = {
    Source.PLAN: lambda library, order: breakdown_paper(library, _plan(order)),
    Source.LEDGER: _ledger,
    Source.TASKS: _cards,
    Source.CHASE_LIST: _chase_list,
    Source.REGISTER: lambda library, order: register(library, order.today.year),
}


def write_kind(
    kind: PaperKind, facts: object, path: Path, format: str, progress: Progress = silent, *, pen: Pen | None = None
) -> None:
    """Write a paper of what it is made of; needs no library, so a job may do it.

    Raises:
        UnsupportedType: it does not come in this format, or as PDF without a pen.
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
    """
    if format not in kind.formats:
        raise UnsupportedType(file=str(path), type=format)
    write_paper(make_paper(kind, facts), path, PaperFormat(format), progress, pen=pen)
