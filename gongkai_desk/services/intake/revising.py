"""修订稿: a revised plan is compared with the stored one and merged choice by choice, as one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gongkai_desk.domain.draft import DoubtKind, Draft
from gongkai_desk.domain.ids import By, Changes, PlanId, TaskId
from gongkai_desk.domain.plan import Plan, StoredPlan, StoredTask, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.revision import (
    MERGING,
    ORDER,
    ORIGINAL,
    WHOLE,
    Choice,
    Choices,
    Line,
    LineKind,
    Revision,
    decided,
)
from gongkai_desk.errors import NotAllowed, ReadOnlyLedger
from gongkai_desk.review import naming
from gongkai_desk.review.entering import placed, resolve
from gongkai_desk.rules.work import revising as rules
from gongkai_desk.rules.work.revising import Pairs
from gongkai_desk.services.intake.importing import Intake, keep_original, set_cycles, settle_deadlines
from gongkai_desk.services.progress.closing import cancel_within, note_change_within
from gongkai_desk.services.progress.joining import held_back
from gongkai_desk.services.units import enter_names, match_names
from gongkai_desk.standing.lights import works
from gongkai_desk.standing.plan_pairs import compare_with_stored
from gongkai_desk.store import journal, units
from gongkai_desk.store.care.snapshots import snapshot
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans, shares
from gongkai_desk.store.tasks.evidence import insert_original
from gongkai_desk.words.normal import key

_UNITS = rules.FIELDS["units"]

_ABOUT_ISSUE = (DoubtKind.DEADLINE_BEFORE_ISSUE, DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE)

# ---- comparing


def dated(plan: Plan, former: Plan) -> Plan:
    """Return what a revision says of itself, with the stored plan's day of issue and year where it prints none.

    Its deadlines count from them: a file without its letter makes no day undefined.
    """
    dates = plan.dates
    if dates.issue is None:
        dates = replace(dates, written=former.dates.written, imprint=former.dates.imprint)
    return replace(plan, dates=dates, year=plan.year or former.year)


def with_former(review: Review, tasks: Sequence[Task]) -> Review:
    """Return the review with what stands for the stored ``tasks`` taken over, so that nobody is asked again.

    Where the print is the same, units mean what they meant, a deadline stays as it was settled and a 频次 as it was
    answered.
    """
    new = list(review.shown.tasks)
    settled: set[int] = set()
    for i, j in rules.find_pairs(tasks, new):
        old = tasks[i].as_printed
        new[j] = replace(new[j], **rules.measures(old, new[j]))
        if old.unit_text and key(old.unit_text) == key(new[j].unit_text):
            new[j] = replace(new[j], **{name: getattr(old, name) for name in _UNITS})
        if old.deadline.text == new[j].deadline.text and new[j].deadline.due in (None, old.deadline.due):
            new[j] = replace(new[j], deadline=old.deadline)
            settled.add(j)
    asked_again = {(kind, j) for j in settled for kind in _ABOUT_ISSUE}
    asked_again |= {
        (DoubtKind.NO_PERIOD, j) for j, task in enumerate(new) if any(r.text == "定期" for r in task.recurrences)
    }
    doubts = tuple(doubt for doubt in review.shown.doubts if (doubt.kind, doubt.task) not in asked_again)
    parts = list(review.draft.parts)
    parts[review.part] = replace(review.shown, tasks=tuple(new), doubts=doubts)
    return replace(review, draft=replace(review.draft, parts=tuple(parts)))


# ---- merging


@dataclass
class _Merge:
    """What a merge needs at hand while it is done."""

    library: Library
    step: Step
    plan_id: PlanId
    revision: Revision
    choices: Choices
    source_is_new: bool
    doc_no: str
    day: date


def revise(
    library: Library, by: By, plan_id: PlanId, intake: Intake, choices: Choices, *, pairs: Pairs | None = None
) -> Changes:
    """Merge a revised plan into a stored one as one step; ``made`` is the plan's id.

    What was chosen to be kept is not touched: tasks keep their ids, reports, evidence and states. What a person
    agreed about printed names enters units as far as tasks that change name them; where nobody looked, unknown
    names stay text. Added tasks get the 填报周期 that was agreed.

    Raises:
        UnknownId: no such plan.
        NotAllowed: a difference that matters has not been decided (``lacks``: ``choices``; ``count``).
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    draft, part, agreed = intake.draft, intake.part, intake.agreed
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    review = naming.with_names(Review(draft, part, names=agreed.names or ()))
    draft = review.draft
    revision = compare_with_stored(library, plan_id, draft, part, pairs)
    if undecided := revision.open(choices):
        raise NotAllowed(library=str(library.folder), lacks=("choices",), count=len(undecided))
    kept = keep_original(library, draft, intake.original)
    snapshot(library.folder, "import")
    plan = plans.plan(library, plan_id)
    new_plan = draft.plans[draft.parts[part].plan]
    with library.step(f"{MERGING}《{new_plan.title or draft.file}》", by) as step, held_back(library, step):
        _update_plan(step, plan, new_plan, revision, choices)
        source = _follow_original(step, plan_id, draft, part, revision, choices, kept)
        merge = _Merge(library, step, plan_id, revision, choices, source, new_plan.doc_no or new_plan.title, by.today)
        _write_tasks(merge, None if agreed.names is None else review, agreed.cycles)
        step.made = plan_id
    return step.changes


def _update_plan(step: Step, old: StoredPlan, new: Plan, revision: Revision, choices: Choices) -> None:
    chosen = {a.spot.aspect for a in revision.data if decided(a, choices) is Choice.NEW} - {ORIGINAL}
    dates = replace(old.dates, **{n: getattr(new.dates, n) for n in chosen if hasattr(old.dates, n)})
    own = {name: getattr(new, name) for name in chosen if not hasattr(old.dates, name)}
    plans.update_plan(step, old, replace(old, dates=dates, **own))


def _follow_original(
    step: Step,
    plan_id: PlanId,
    draft: Draft,
    part: int,
    revision: Revision,
    choices: Choices,
    kept: evidence.KeptFile,
) -> bool:
    """Keep the revision's file, and show the plan's tasks in it if that was chosen; tell whether it was."""
    chosen = draft.parts[part]
    number = insert_original(step, kept)
    follow = any(a.spot.aspect == ORIGINAL and decided(a, choices) is Choice.NEW for a in revision.data)
    if follow:
        plans.set_origin(step, plan_id, plans.Origin(number, chosen.plan, part), chosen)
    return follow


def _write_tasks(merge: _Merge, review: Review | None, cycles: Mapping[int, str]) -> None:
    """Write the lines: change, cancel, remove, add; then put all in order. ``review``: the names were looked at."""
    changed = {line.old.id: _merged(line, merge) for line in merge.revision.lines if line.old is not None}
    added = [
        line for line in merge.revision.lines if line.kind is LineKind.ADDED and _is_taken(line, merge, Choice.NEW)
    ]
    new = [replace(line.new, source=line.new.source if merge.source_is_new else ()) for line in added if line.new]
    written = [*new, *(task for line, task in _with_new_units(merge, changed))]
    names = [task.units_full.get(name, name) for task in written for name in _names(task)]
    matches = _matches(merge, names, review)
    for line in merge.revision.lines:
        if line.old is not None:
            _write_line(merge, line, line.old, changed[line.old.id], matches)
    ids = _bring_in(merge, list(zip(added, new, strict=True)), matches)
    fresh = ((line, number) for line, number in zip(added, ids, strict=True) if line.deleted is None)
    set_cycles(merge.step, {number: cycle for line, number in fresh if (cycle := cycles.get(_at(line)))})
    _settle(merge, dict(zip(ids, new, strict=True)), changed)
    _put_in_order(merge, {line.at: number for line, number in zip(added, ids, strict=True)})


def _bring_in(merge: _Merge, coming: Sequence[tuple[Line, Task]], matches: dict[str, plans.Match]) -> list[TaskId]:
    """Store added tasks and return their ids; one that had been deleted is taken back with all that was done on it."""
    fresh = [task for line, task in coming if line.deleted is None]
    made = iter(plans.insert_tasks(merge.step, merge.plan_id, fresh, matches))
    return [
        TaskId(next(made)) if line.deleted is None else _take_back(merge, line.deleted, task, matches)
        for line, task in coming
    ]


def _take_back(merge: _Merge, deleted: StoredTask, task: Task, matches: dict[str, plans.Match]) -> TaskId:
    names = [name for names in rules.FIELDS.values() for name in names]
    back = replace(deleted, source=task.source, **{name: getattr(task, name) for name in names})
    journal.set_removed(merge.step, "task", (deleted.id,), None)
    plans.update_task(merge.step, deleted, back)
    plans.replace_units(merge.step, back, matches)
    return deleted.id


def _at(line: Line) -> int:
    return -1 if line.at is None else line.at


def _with_new_units(merge: _Merge, changed: Mapping[TaskId, StoredTask]) -> Iterator[tuple[Line, Task]]:
    for line in merge.revision.lines:
        if line.old is not None and "units" in rules.taken(line, merge.choices):
            yield line, changed[line.old.id]


def _names(task: Task) -> tuple[str, ...]:
    return (*task.lead, *task.responsible, *task.support)


def _matches(merge: _Merge, names: Iterable[str], review: Review | None) -> dict[str, plans.Match]:
    """Enter those units that are needed: a name that was not adopted makes nobody known."""
    if review is None:
        return match_names(merge.library, merge.step, names, on=None, propose=False)
    own = placed(units.directory(merge.library), review.plan)
    outcome = resolve(names, own, naming.terms_of(review), naming.decisions_of(review))
    return enter_names(merge.step, outcome)


def _merged(line: Line, merge: _Merge) -> StoredTask:
    """Return a stored task as it will be."""
    assert line.old is not None
    if line.new is None:
        return replace(line.old, source=()) if merge.source_is_new else line.old
    taken = rules.taken(line, merge.choices)
    names = [name for aspect in taken - {ORDER, WHOLE} for name in rules.FIELDS[aspect]]
    fields: dict[str, Any] = {name: getattr(line.new, name) for name in names}
    if "content" in taken:
        fields |= rules.measures(line.old, line.new)
    if merge.source_is_new:
        fields["source"] = line.new.source
    return replace(line.old, **fields)


def _is_taken(line: Line, merge: _Merge, choice: Choice) -> bool:
    return decided(line.aspects[0], merge.choices) is choice


def _write_line(merge: _Merge, line: Line, old: StoredTask, new: StoredTask, matches: dict[str, plans.Match]) -> None:
    plans.update_task(merge.step, old, new)
    taken = rules.taken(line, merge.choices)
    if "units" in taken:
        plans.replace_units(merge.step, new, matches)
    if "deadline" in taken:
        _note_deadline(merge, old, new)
    if line.kind is LineKind.GONE and _is_taken(line, merge, Choice.REMOVE):
        journal.set_removed(merge.step, "task", (old.id,), merge.day)
    elif line.kind is LineKind.GONE and _is_taken(line, merge, Choice.CANCEL):
        of = works(merge.library, [old.id])[old.id]
        cancel_within(merge.step, of, f"修订稿（{merge.doc_no}）不再列入此项", merge.doc_no, merge.day)


def _note_deadline(merge: _Merge, old: StoredTask, new: StoredTask) -> None:
    """Write the change of a deadline into the acts of the task; what was settled about the former one is open again."""
    of = works(merge.library, [old.id])[old.id]
    if of.settings.settled is not None:
        shares.set_task_settings(merge.step, old.id, {"settled": ""})
    plans.drop_set_deadline(merge.step, old.id)
    was, becomes = (task.deadline.text or "未定" for task in (old, new))
    reason = f"修订稿（{merge.doc_no}）：完成时限由“{was}”改为“{becomes}”"
    note_change_within(merge.step, of, reason, merge.doc_no, merge.day)


def _settle(merge: _Merge, added: dict[int, Task], changed: Mapping[TaskId, StoredTask]) -> None:
    """Store what was said in the review about new deadlines before the issue."""
    adopted: dict[int, Task] = {
        line.old.id: changed[line.old.id]
        for line in merge.revision.lines
        if line.old is not None and "deadline" in rules.taken(line, merge.choices)
    }
    settle_deadlines(merge.library, merge.step, added | adopted, merge.day)


def _put_in_order(merge: _Merge, added: dict[int | None, int]) -> None:
    """Number the tasks anew if any came in or moved."""
    lines, choices = merge.revision.lines, merge.choices
    coming = {at for at in added if at is not None}
    former = [n for n in plans.task_ids(merge.library, merge.plan_id) if n not in added.values()]
    moved = {line.old.id for line in lines if line.old is not None and ORDER in rules.taken(line, choices)}
    if not added and not moved:
        return
    place = {number: at for at, number in enumerate(former)}
    pairs = [(place[number], at) for number, at in merge.revision.pairs if number in place]
    count = max((at for line in lines if (at := line.at) is not None), default=-1) + 1
    order = rules.in_place(len(former), count, pairs, {place[n] for n in moved if n in place}, coming)
    plans.set_order(merge.step, [former[at] if side == "old" else added[at] for side, at in order])
