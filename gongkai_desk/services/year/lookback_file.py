"""An old Excel or Word ledger as what is looked back at: read in the child process, its rows as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.judging import Lookback, LookbackItem
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.ledger_in import LedgerTask
from gongkai_desk.domain.year.lookback import Outcome
from gongkai_desk.papers.rows import task_text
from gongkai_desk.progress import Progress, silent
from gongkai_desk.rules.year.ledger_rows import Then, understood
from gongkai_desk.rules.year.lookback import is_preselected, presumed
from gongkai_desk.services.intake.reading import ReadOptions
from gongkai_desk.services.year.ledger_in import known_words, read_ledger, read_options, year_of
from gongkai_desk.standing.ledger_entries import evidence_text
from gongkai_desk.standing.year.lookback_sources import ItemThen, LookedAt
from gongkai_desk.store.library import Library
from gongkai_desk.wording.year.lookback import read_result
from gongkai_desk.words.unit_names import is_collective, open_end
from gongkai_desk.words.units import UnitDirectory

_OPINION = re.compile(r"(?:核销|核查|审核|销号|验收)意见")


@dataclass(frozen=True, slots=True)
class OldLedger:
    """Which file is read, and by what: the office's days and units, what words meant in ledgers before; of which year.

    Without ``year`` the one of its title counts, else the year before.
    """

    path: Path
    options: ReadOptions
    today: date
    year: int | None = None
    known: Mapping[str, State] = field(default_factory=dict)


def of_library(library: Library, path: Path, today: date, year: int | None = None) -> OldLedger:
    """Return how a library reads an old ledger; the reading itself needs no library."""
    return OldLedger(path, read_options(library), today, year, known_words(library))


def old_ledger(of: OldLedger, progress: Progress = silent) -> LookedAt:
    """Return the rows of an old ledger as tasks to look back at.

    Raises:
        InputError: the file is refused; ``NoPart``: there is no table of tasks in it.
    """
    read = read_ledger(of.path, of.options, progress)
    year = year_of(read, of.today, year=of.year, last_year=True)
    ledger = understood(read, Then(year, of.today, read.as_of), known=of.known)
    tasks = read.draft.parts[read.part].tasks
    directory = of.options.directory or UnitDirectory.usual()
    items = tuple(_item(tasks[each.place], each, directory) for each in ledger.tasks)
    return LookedAt(Lookback(year, of.today, file_name=of.path.name), items)


def _item(task: Task, then: LedgerTask, directory: UnitDirectory) -> ItemThen:
    named = list(_named(task, directory))
    item = LookbackItem(
        0,
        chosen=is_preselected(task, named=bool(named)),
        foreign_id=then.place + 1,
        seq=(task.seq or "").rpartition("/")[2],
        title=task.title or "",
        content=task.content,
        unit_text=task_text(task, ColumnKey.UNITS),
        deadline_text=task.deadline.text,
        result=_result(then),
        evidence=evidence_text(then.evidence, addresses=True),
        opinion=next((text for header, text in then.extra.items() if _OPINION.search(header)), ""),
    )
    return ItemThen(item, next(iter(named), ""))


def _named(task: Task, directory: UnitDirectory) -> Iterator[str]:
    """Yield the names that say who it is: units, and collective names of which the members are known."""
    for printed in (*task.lead, *task.responsible):
        name = task.units_full.get(printed, printed)
        group = directory.group(name)
        if group.closed if group is not None else not (is_collective(name) or open_end(name)):
            yield name


def _result(then: LedgerTask) -> str:
    """Return what the row's state speaks for; words of which nobody knows what they mean are left to a person."""
    if plain := read_result(then.word):
        return plain
    if then.state is not None:
        found = presumed([(then.state, False)])
        return found.value if found else ""
    return Outcome.DONE.value if then.finished else ""
