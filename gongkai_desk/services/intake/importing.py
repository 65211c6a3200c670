"""导入: a reviewed draft becomes a plan of the library, in one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.draft import Draft, Part
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import Level, Plan, Task
from gongkai_desk.domain.review import NOTHING_AGREED, Agreed, Review
from gongkai_desk.domain.time import TimeRemark
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import Settled
from gongkai_desk.errors import Duplicate, NoPart, ReadOnlyLedger
from gongkai_desk.review import naming
from gongkai_desk.services.progress.closing import settle_within
from gongkai_desk.services.progress.joining import held_back
from gongkai_desk.services.units import enter_names, match_names
from gongkai_desk.standing.lights import works
from gongkai_desk.store.care.snapshots import snapshot
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans
from gongkai_desk.store.tasks.evidence import insert_original
from gongkai_desk.store.tasks.shares import set_task_settings
from gongkai_desk.store.units import directory, insert_unit

_TEXT_SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class Intake:
    """What is to be stored of a reading: the part ``part`` (from 0) of a draft, and its original.

    The original is kept by its content; pasted text is kept as a text file. Units that the directory does not know are
    added as proposed (``Changes.proposed`` names them), unless ``propose`` is off: then they stay text. ``units`` are
    entered into the directory before names are looked up. ``again``: though this very file is here already.
    ``agreed`` is what a person decided beside the text.
    """

    draft: Draft
    part: int
    level: Level | None = None
    original: Path | None = None
    again: bool = False
    propose: bool = True
    units: Sequence[Unit] = ()
    agreed: Agreed = NOTHING_AGREED


def add_plan(library: Library, by: By, intake: Intake) -> Changes:
    """Store a part of a draft as a plan with its tasks, as one step; ``made`` is the plan's id.

    Raises:
        NoPart: the draft has no such part.
        Duplicate: this very file is here already, and ``again`` is not set.
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    ready = made_ready(library, intake)
    snapshot(library.folder, "import")
    with library.step(f"导入《{ready.plan.title or intake.draft.file}》", by) as step, held_back(library, step):
        stored = put_part(library, step, intake, ready)
        tasks = ready.review.shown.tasks
        settle_deadlines(library, step, dict(zip(stored, tasks, strict=True)), by.today)
    return step.changes


@dataclass(frozen=True, slots=True)
class Ready:
    """A part that may be stored: as reviewed, the plan that it makes, its original as it was kept."""

    review: Review
    plan: Plan
    kept: evidence.KeptFile


def made_ready(library: Library, intake: Intake) -> Ready:
    """Keep the original and return what is to be stored; nothing is in the ledger yet. Raises as ``add_plan``."""
    draft, part = intake.draft, intake.part
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    if not 0 <= part < len(draft.parts):
        raise NoPart(file=draft.file, part=part + 1, parts=[each.title for each in draft.parts])
    review = naming.with_names(Review(draft, part, names=intake.agreed.names or ()))
    kept = keep_original(library, draft, intake.original)
    if not intake.again:
        _refuse_twice(library, draft, kept.sha256, review.shown.plan)
    return Ready(review, _plan(draft, review.shown, intake.level), kept)


def put_part(library: Library, step: Step, intake: Intake, ready: Ready) -> range:
    """Store the plan with its units and tasks as a part of a step, whose ``made`` it is; return the tasks' ids."""
    chosen, agreed = ready.review.shown, intake.agreed
    origin = plans.Origin(insert_original(step, ready.kept), chosen.plan, intake.part)
    for unit in intake.units:
        insert_unit(step, unit)
    if agreed.names is None:
        on = ready.plan.dates.issue
        matches = match_names(library, step, _names(chosen), on=on, propose=intake.propose)
    else:
        matches = enter_names(step, naming.outcome_of(ready.review, directory(library)))
    step.made = plans.insert_plan(step, ready.plan, origin=origin, part=chosen)
    stored = plans.insert_tasks(step, step.made, chosen.tasks, matches)
    set_cycles(step, {stored[place]: cycle for place, cycle in agreed.cycles.items()})
    return stored


def set_cycles(step: Step, cycles: Mapping[int, str]) -> None:
    """Store the 填报周期 of tasks by id."""
    for task_id, cycle in cycles.items():
        set_task_settings(step, task_id, {"report_cycle": cycle})


_SETTLED = {TimeRemark.DONE_BEFORE: Settled.DONE, TimeRemark.LAST_YEAR: Settled.LAST_YEAR}


def settle_deadlines(library: Library, step: Step, tasks: Mapping[int, Task], day: date) -> None:
    """Store, for tasks by id, what was said in the review about deadlines before the issue: no red on the first day."""
    said = {
        task_id: _SETTLED[remark]
        for task_id, task in tasks.items()
        for remark in task.deadline.remarks
        if remark in _SETTLED
    }
    if said:
        for task_id, of in works(library, list(said)).items():
            settle_within(step, of, said[task_id], day)


def keep_original(library: Library, draft: Draft, original: Path | None) -> evidence.KeptFile:
    """Keep the file, or what was read of a paste, before anything is stored: a row never names a missing file."""
    folder = library.folder / "originals"
    if original is not None:
        return evidence.keep_file(folder, original)
    return evidence.keep_bytes(folder, draft.text.encode(), f"{draft.file}{_TEXT_SUFFIX}")


def _refuse_twice(library: Library, draft: Draft, sha256: str, plan_index: int) -> None:
    found = plans.plan_of_file(library, sha256, plan_index)
    if found:
        raise Duplicate(file=draft.file, plan=found[0], title=found[1])


def _plan(draft: Draft, part: Part, level: Level | None) -> Plan:
    plan = draft.plans[part.plan] if part.plan < len(draft.plans) else Plan()
    return replace(plan, level=level or plan.level)


def _names(part: Part) -> Iterable[str]:
    """Yield the name by which each printed unit is looked up, its full form where it is elliptical."""
    for task in part.tasks:
        for name in (*task.lead, *task.responsible, *task.support):
            yield task.units_full.get(name, name)
