"""What a year is looked back from: this library's own tasks, or those of last year's library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from gongkai_desk.domain.cycle.judging import Lookback, LookbackItem
from gongkai_desk.domain.plan import StoredPlan, Task
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.state import CLOSING
from gongkai_desk.domain.work import Transition
from gongkai_desk.errors import OlderLedger
from gongkai_desk.papers.rows import task_text
from gongkai_desk.paths import LEDGER
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.rules.year.lookback import is_preselected, presumed
from gongkai_desk.standing.ledger_entries import evidence_text
from gongkai_desk.standing.lights import TaskWork, works
from gongkai_desk.store.care.snapshots import copy_ledger
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans, shares


@dataclass(frozen=True, slots=True)
class ItemThen:
    """A task as it read then; ``unit``: whose it was, by name, for the directory of another library to know it."""

    item: LookbackItem
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What is looked back at: the look-back as it will be begun, and all its tasks."""

    lookback: Lookback
    items: tuple[ItemThen, ...]


def own_year(library: Library, today: date, *, plan_id: int | None = None, year: int | None = None) -> LookedAt:
    """Return a plan of this library, or all plans of a year, as tasks to look back at.

    Raises:
        UnknownId: there is no such plan.
    """
    chosen = [plans.plan(library, plan_id)] if plan_id is not None else of_year(library, year)
    only = chosen[0].id if len(chosen) == 1 else None
    then = year or next((plan.year for plan in chosen if plan.year), None) or today.year
    return LookedAt(Lookback(then, today, only), tuple(_items_of(library, chosen, foreign=False)))


def of_year(library: Library, year: int | None) -> list[StoredPlan]:
    """Return the plans of a year."""
    return [plan for plan in plans.plans(library) if plan.year == year]


def years_of(library: Library) -> list[int]:
    """Return the years that a library has plans of, the latest first."""
    return sorted({plan.year for plan in plans.plans(library) if plan.year}, reverse=True)


def other_library(folder: Path, year: int | None, today: date, progress: Progress = silent) -> LookedAt:
    """Return a year of another library, by default its last one; that library is only read.

    Raises:
        LibraryError: it cannot be opened.
    """
    progress(Stage.OPENING, 0, 0)
    with _read_only(folder) as library:
        then = year or next(iter(years_of(library)), today.year - 1)
        made = Lookback(then, today, library=library.origin.library, file_name=folder.stem)
        return LookedAt(made, tuple(_items_of(library, of_year(library, then), foreign=True)))


@contextmanager
def _read_only(folder: Path) -> Iterator[Library]:
    """Yield another library; of an older format a copy is brought up to date, the library itself stays as it is."""
    try:
        library = Library.open(folder, read_only=True)
    except OlderLedger:
        with _copied(folder) as copy, Library.open(copy) as renewed:
            yield renewed
        return
    with library:
        yield library


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    copy = Path(mkdtemp(prefix="台账库-"))
    try:
        copy_ledger(folder, copy / LEDGER)
        yield copy
    finally:
        rmtree(copy, ignore_errors=True)


def _items_of(library: Library, of: Iterable[StoredPlan], *, foreign: bool) -> Iterator[ItemThen]:
    ids = [number for plan in of for number in plans.task_ids(library, plan.id)]
    known = works(library, ids)
    proofs, acts = evidence.evidence(library, ids), shares.transitions(library, ids)
    for number in ids:
        of_task = known[number]
        said = [act for share in of_task.shares for act in acts.get((number, share.unit_id), ())]
        item = replace(_texts(of_task.task), chosen=_is_chosen(of_task), result=_result(of_task))
        item = replace(item, evidence=evidence_text(proofs.get(number, ())), opinion=_opinion(said))
        first = next((share for share in of_task.shares if share.unit_id is not None), None)
        if foreign:
            item = replace(item, foreign_id=number)
        else:
            item = replace(item, task_id=number, unit_id=first.unit_id if first else None)
        yield ItemThen(item, first.unit if first else "")


def _texts(task: Task) -> LookbackItem:
    """Return what a task says, as the texts of an item."""
    return LookbackItem(
        0,
        seq=(task.seq or "").rpartition("/")[2],
        title=task.title or "",
        content=task.content,
        unit_text=task_text(task, ColumnKey.UNITS),
        deadline_text=task.deadline.text,
    )


def _is_chosen(of: TaskWork) -> bool:
    return is_preselected(of.task, named=any(share.unit_id is not None for share in of.shares))


def _result(of: TaskWork) -> str:
    found = presumed((share.state, share.carried) for share in of.shares)
    return found.value if found else ""


def _opinion(acts: Sequence[Transition]) -> str:
    """Return what was said when the units' shares were closed, each opinion once."""
    return "；".join(dict.fromkeys(act.opinion for act in acts if act.act in CLOSING and act.opinion))
