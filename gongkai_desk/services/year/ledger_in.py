"""年中接手: the office's own ledger, as people keep it, comes in as a plan with what was done so far."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.light import StateFact
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.review import Agreed, Review, Rhythm
from gongkai_desk.domain.state import ACTS, OUT, Action, State
from gongkai_desk.domain.work import Report, Settled, Transition
from gongkai_desk.domain.year.ledger_in import NO_ANSWERS, Ledger, LedgerAnswers, LedgerRead, LedgerTask
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.parsing.typed import Sense, understood
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.review.naming import cycles_of
from gongkai_desk.rules.year.ledger_rows import Then
from gongkai_desk.rules.year.ledger_rows import understood as ledger_understood
from gongkai_desk.services.intake.importing import Intake, made_ready, put_part
from gongkai_desk.services.intake.reading import ReadOptions
from gongkai_desk.services.progress.closing import settle_within
from gongkai_desk.services.progress.joining import held_back
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import TaskWork, works
from gongkai_desk.store import units
from gongkai_desk.store.care.snapshots import snapshot
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import set_setting, setting
from gongkai_desk.store.tasks import evidence, shares, work

with lazy_imports():  # the child alone loads it
    from gongkai_desk.services.year import ledger_in_child

_READERS: Final = ("gongkai_desk.services.year.ledger_in_child",)
_KNOWN_WORDS: Final = "ledger.states"
_ACTS: Final[Mapping[State, tuple[Action, ...]]] = {
    State.PENDING: (Action.APPLY,),
    State.RETURNED: (Action.APPLY, Action.RETURN),
    State.NOT_APPLICABLE: (Action.NOT_APPLICABLE,),
    State.SUSPENDED: (Action.SUSPEND,),
    State.DEFERRED: (Action.DEFER,),
    State.CANCELLED: (Action.CANCEL,),
}
"""What must have been done for a share to stand so."""


# ---- reading


def read_options(library: Library, password: str = "") -> ReadOptions:
    """Return what a ledger is read with: the office's working days and units."""
    return ReadOptions(office_workdays(library), password, directory=units.reading_directory(library))


def read_ledger(path: Path, options: ReadOptions, progress: Progress = silent) -> LedgerRead:
    """Read a ledger in the child process; no library is asked.

    Raises:
        InputError: the file is refused; ``NoPart``: there is no table of tasks in it.
        Cancelled: ``progress`` asked to stop.
    """
    child.prepare(*_READERS)
    return child.run(_read, path, options, progress=progress)


def _read(path: Path, options: ReadOptions, progress: Progress = silent) -> LedgerRead:
    return ledger_in_child.read(path, options, progress)


def year_of(read: LedgerRead, today: date, *, year: int | None = None, last_year: bool = False) -> int:
    """Return the year that a ledger is of: the one that was said, the one of its title, else this year or the last."""
    printed = _plan(read).year
    if year is not None:
        return year
    if last_year:
        return printed if printed is not None and printed < today.year else today.year - 1
    return printed or today.year


def _plan(read: LedgerRead) -> Plan:
    plans, at = read.draft.plans, read.draft.parts[read.part].plan
    return plans[at] if at < len(plans) else Plan()


def understand(
    library: Library, read: LedgerRead, today: date, answers: LedgerAnswers = NO_ANSWERS, *, year: int
) -> Ledger:
    """Return a ledger as it would be stored as one of ``year``; words mean what they meant here before."""
    then = Then(year, today, read.as_of)
    return ledger_understood(_of_year(library, read, year), then, answers, known_words(library))


def _of_year(library: Library, read: LedgerRead, year: int) -> LedgerRead:
    """Return the ledger with the deadlines of its tasks in a year, where its title says another or none."""
    plan, part = _plan(read), read.draft.parts[read.part]
    if plan.year == year:
        return read
    of_year = replace(plan, year=year)
    sense = Sense(of_year, units.reading_directory(library), office_workdays(library))
    tasks = tuple(_timed(task, sense) for task in part.tasks)
    plans = (*read.draft.plans[: part.plan], of_year, *read.draft.plans[part.plan + 1 :])
    parts = (*read.draft.parts[: read.part], replace(part, tasks=tasks), *read.draft.parts[read.part + 1 :])
    return replace(read, draft=replace(read.draft, plans=plans, parts=parts))


def _timed(task: Task, sense: Sense) -> Task:
    return understood(task, {"deadline": task.deadline.text}, sense) if task.deadline.text else task


def known_words(library: Library) -> dict[str, State]:
    """Return what a person said before that words of ledgers mean."""
    stored = json.loads(setting(library, _KNOWN_WORDS) or "{}")
    return {word: State(state) for word, state in stored.items() if state in list(State)}


# ---- taken over


def take_over(library: Library, by: By, ledger: Ledger, *, year: int | None = None, last_year: bool = False) -> Changes:
    """Store a ledger as this year's plan (of ``year``) with its progress, states and evidence, as one undoable step.

    ``made`` is the plan's id. No report on a period before today is owed, and nothing is red on the first day: a
    deadline that is past and not done waits as 时限待确认. With ``last_year`` it is last year's, for the look-back
    (回头看): what is open in it belongs to last year (属上年事项) and is in nobody's way.

    Raises:
        Duplicate: this very file is here already.
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    read = _of_year(library, ledger.read, year_of(ledger.read, by.today, year=year, last_year=last_year))
    draft, rhythm = _as_kept(read, ledger.tasks), Rhythm.DEADLINE if last_year else ledger.rhythm
    agreed = Agreed(cycles=cycles_of(Review(draft, read.part), rhythm))
    intake = Intake(draft, read.part, original=read.file, agreed=agreed)
    ready = made_ready(library, intake)
    snapshot(library.folder, "import")
    with library.step(f"年中接手《{ready.plan.title or read.draft.file}》", by) as step, held_back(library, step):
        stored = put_part(library, step, intake, ready)
        told = {stored[each.place]: each for each in ledger.tasks}
        for task_id, of in works(library, list(told)).items():
            _put_work(step, of, told[task_id], by.today)
        _settle(library, step, told, by.today, last_year=last_year)
        _remember(library, step, ledger.learnt)
    return step.changes


def _as_kept(read: LedgerRead, tasks: Sequence[LedgerTask]) -> Draft:
    """Return the draft whose tasks keep, of their further columns, only what was not understood."""
    part = read.draft.parts[read.part]
    kept = tuple(replace(task, extra=dict(each.extra)) for task, each in zip(part.tasks, tasks, strict=True))
    parts = (*read.draft.parts[: read.part], replace(part, tasks=kept), *read.draft.parts[read.part + 1 :])
    return replace(read.draft, parts=parts)


def _put_work(step: Step, of: TaskWork, told: LedgerTask, today: date) -> None:
    """Store what was told of a task, under its first unit: a ledger has one text for a task, whoever does it."""
    first = of.shares[0]
    for each in told.told:
        report = Report(of.task.id, first.unit, each.day, each.text, first.unit_id, period=each.period)
        report = replace(report, problems=each.problems, next_steps=each.next_steps)
        work.insert_report(step, report)
        if told.state is not State.NOT_STARTED:
            work.begin_work(step, of.task.id, first.unit_id, each.day)
    for proof in told.evidence:
        number = evidence.insert_evidence(step, replace(proof, received=proof.effective or today), None, None)
        evidence.link_evidence(step, number, of.task.id, None, None)


def _settle(library: Library, step: Step, told: Mapping[int, LedgerTask], today: date, *, last_year: bool) -> None:
    """Let shares stand as the ledger says."""
    for task_id, of in works(library, list(told)).items():
        each = told[task_id]
        if each.state is State.CLOSED:
            settle_within(step, of, Settled.DONE, today, _finished(of.task, each, today), _reason(each))
            continue
        if each.state is not None:
            _stand(step, of, each, today)
        if last_year and each.state not in OUT:
            settle_within(step, of, Settled.LAST_YEAR, today)


def _finished(task: Task, told: LedgerTask, today: date) -> date:
    """Return the day on which a task was done: the ledger's, else its deadline: nobody says that it was late."""
    return told.finished or min(task.deadline.due or today, today)


def _reason(told: LedgerTask) -> str:
    return f"年中接手：原台账记为“{told.word}”" if told.word else "年中接手：原台账有销号日期"


def _stand(step: Step, of: TaskWork, told: LedgerTask, today: date) -> None:
    assert told.state is not None
    for share in of.shares:
        key, was = (of.task.id, share.unit_id), share.state
        if told.state is State.IN_PROGRESS:
            work.begin_work(step, *key, today)
        for action in _ACTS.get(told.state, ()):
            becomes = ACTS[action].becomes or was
            shares.insert_transition(step, Transition(*key, action, today, was, becomes, _reason(told)))
            was = becomes
        if told.state in _ACTS:
            demand = _reason(told) if told.state is State.RETURNED else ""
            reason = "" if demand else _reason(told)
            shares.put_state(step, key, StateFact(told.state, today), demand=demand, reason=reason)


def _remember(library: Library, step: Step, learnt: Mapping[str, State]) -> None:
    """Keep what a person said that words mean, so that the next ledger's are not asked again."""
    if learnt:
        text = {word: state.value for word, state in sorted({**known_words(library), **learnt}.items())}
        set_setting(step, _KNOWN_WORDS, json.dumps(text, ensure_ascii=False))
