"""An old Excel or Word ledger as what is looked back at: read in the child process, its rows as they stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.judging import Lookback, LookbackItem
from gongkai_desk.domain.cycle.returns import Told
from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.year.lookback import Outcome
from gongkai_desk.papers.rows import task_text
from gongkai_desk.progress import Progress, silent
from gongkai_desk.rules.returns.states import told_by
from gongkai_desk.rules.year.lookback import is_preselected
from gongkai_desk.services.intake.reading import ReadOptions, chosen_part, read_plan
from gongkai_desk.standing.year.lookback_sources import ItemThen, LookedAt
from gongkai_desk.wording.year.lookback import read_result
from gongkai_desk.words.terms import ColumnRole, column_role
from gongkai_desk.words.unit_names import is_collective, open_end
from gongkai_desk.words.units import UnitDirectory


def old_ledger(
    path: Path, options: ReadOptions, today: date, year: int | None = None, progress: Progress = silent
) -> LookedAt:
    """Return the rows of an old ledger as tasks to look back at; ``year`` where it does not say its own.

    Raises:
        InputError: the file is refused.
    """
    draft = read_plan(path, replace(options, anyway=True), progress)
    part = draft.parts[chosen_part(draft, None)]
    then = year or draft.plans[part.plan].year or today.year - 1
    directory = options.directory or UnitDirectory.usual()
    return LookedAt(Lookback(then, today, file_name=path.name), tuple(_items(draft, part.tasks, directory)))


def _items(draft: Draft, tasks: Sequence[Task], directory: UnitDirectory) -> Iterator[ItemThen]:
    for number, task in enumerate(tasks, start=1):
        names = [task.units_full.get(name, name) for name in (*task.lead, *task.responsible)]
        named = [name for name in names if _is_named(name, directory)]
        columns = {role: text for header, text in task.extra.items() if (role := column_role(header)) is not None}
        item = LookbackItem(
            0,
            chosen=is_preselected(task, named=bool(named)),
            foreign_id=number,
            seq=(task.seq or "").rpartition("/")[2],
            title=task.title or "",
            content=task.content,
            unit_text=task_text(task, ColumnKey.UNITS),
            deadline_text=task.deadline.text,
            result=_result(columns.get(ColumnRole.STATE, ""), columns.get(ColumnRole.CLOSED, "")),
            evidence=columns.get(ColumnRole.EVIDENCE, ""),
            opinion=columns.get(ColumnRole.REMARK, ""),
        )
        yield ItemThen(item, next(iter(named), ""))


def _is_named(name: str, directory: UnitDirectory) -> bool:
    """Tell whether a name says who it is: a unit, or a collective name of which the members are known."""
    group = directory.group(name)
    return group.closed if group is not None else not (is_collective(name) or open_end(name))


_RESULTS = {
    Told.DONE: Outcome.DONE.value,
    Told.NOT_BEGUN: Outcome.NOT_DONE.value,
    Told.ONGOING: Outcome.GOING_ON.value,
    Told.NOT_CONCERNED: "",
}


def _result(state: str, closed: str) -> str:
    """Return what the words under 完成情况 speak for; a day under 销号 says that it was closed."""
    plain = read_result(state)
    if plain:
        return plain
    if closed.strip():
        return Outcome.DONE.value
    told = told_by(state)
    return "" if told in (Told.NOTHING, Told.TICK, Told.ZERO) else _RESULTS.get(told, "")
