"""核查销号: acts upon units' shares of tasks, each asked of the rules first; one undoable step each, also in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.ids import By, Changes, TaskId
from gongkai_desk.domain.light import StateFact
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import OUT, Action, State
from gongkai_desk.domain.work import ALL, Said, Settled, Settlement, Transition
from gongkai_desk.errors import NotAllowed
from gongkai_desk.parsing.typed import understood
from gongkai_desk.rules.light.shares import Share, state_resumed
from gongkai_desk.rules.work.transitions import Lack, Request, became, can_start, fact_after
from gongkai_desk.services.progress.work import senses_of
from gongkai_desk.standing.lights import TaskWork, lacking, works
from gongkai_desk.store import units
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks import shares as stored
from gongkai_desk.store.tasks.shares import ShareRows
from gongkai_desk.wording.states import ACTIONS

_CHECKING = (Action.APPLY, Action.VERIFY)


NOTHING_SAID = Said()


def next_of(library: Library, task_ids: Sequence[TaskId]) -> Action:
    """Return what 核查销号 is next for tasks: 核查 while a share waits for it, else 销号."""
    acts = stored.transitions(library, task_ids)
    last = [
        next((act.act for act in reversed(acts.get((number, share.unit_id), ())) if act.act in _CHECKING), None)
        for number, each in works(library, task_ids).items()
        for share in each.shares
        if share.state is State.PENDING
    ]
    return Action.VERIFY if Action.APPLY in last else Action.CLOSE


def move(
    library: Library, by: By, task_id: TaskId, unit: str | None, action: Action, said: Said = NOTHING_SAID
) -> Changes:
    """Do an act upon one unit's share (by id or any name); without ``unit`` its first one; see ``move_many``."""
    return move_many(library, by, [(task_id, unit)], action, said)


def move_many(
    library: Library, by: By, wanted: Sequence[tuple[int, str | None]], action: Action, said: Said = NOTHING_SAID
) -> Changes:
    """Do an act upon many shares as one step, all or none; ``made`` is the last act's id.

    Raises:
        UnknownId: no such task or unit.
        NotAllowed: a rule forbids it (``lacks``: ``rules.work.transitions.Lack`` values; ``units``: whose).
    """
    known = works(library, dict.fromkeys(task_id for task_id, _ in wanted))
    request = Request(action, said.day or by.today, by.today, said.reason, said.until, said.override)
    chosen = [
        (known[task_id], share, unit == ALL)
        for task_id, unit in wanted
        for share in _chosen(library, known[task_id], unit, action)
    ]
    _ask(library, chosen, request)
    with library.step(_name(action, len(chosen)), by) as step:
        for each, share, _ in chosen:
            step.made = _do(library, step, each.task, share, request, said)
    return step.changes


def _name(action: Action, count: int) -> str:
    return ACTIONS[action] if count == 1 else f"批量{ACTIONS[action]}（{count}家次）"


def _chosen(library: Library, of: TaskWork, unit: str | None, action: Action) -> list[Share]:
    """Return the shares that a unit's name means."""
    if unit is None:
        return [of.shares[0]]
    if unit == ALL:
        left = [share for share in of.shares if action is Action.REOPEN or share.state not in OUT]
        return left or [of.shares[0]]
    unit_id = units.find_unit(library, unit).id
    found = [share for share in of.shares if share.unit_id == unit_id]
    if not found:
        raise NotAllowed(library=str(library.folder), lacks=("unit_of_task",), units=(unit,))
    return found


def _ask(library: Library, chosen: Sequence[tuple[TaskWork, Share, bool]], request: Request) -> None:
    """Ask the rules of every share; refuse them all if one lacks something."""
    found = lacking(chosen, request)
    if found or not chosen:
        names = dict.fromkeys(share.unit for shares in found.values() for _, share in shares)
        lacks = tuple(lack.value for lack in found) or (Lack.STATE.value,)
        raise NotAllowed(library=str(library.folder), lacks=lacks, units=tuple(names))


def _do(library: Library, step: Step, task: StoredTask, share: Share, request: Request, said: Said) -> int:
    key = task.id, share.unit_id
    resumed = _resumed(library, key, share) if request.action is Action.RESUME else share.state
    state = became(request, task, share, resumed=resumed)
    done = Transition(
        *key, request.action, request.day, share.state, state, said.reason, said.until, said.doc_no, said.approver
    )
    number = stored.insert_transition(step, _with_words(done, said))
    _put(step, key, task, share, request, state)
    return number


def _resumed(library: Library, key: stored.Key, share: Share) -> State:
    begun = share.reports or share.amounts or ShareRows(library, [key[0]]).has_proof(key)
    return state_resumed(share.facts.acts, begun=bool(begun))


def _with_words(done: Transition, said: Said) -> Transition:
    return replace(done, opinion=said.opinion, override=said.override)


def _put(step: Step, key: stored.Key, task: StoredTask, share: Share, request: Request, state: State) -> None:
    """Store the state after an act with its reason, which for a 退回 is what is demanded."""
    returned, changed = request.action is Action.RETURN, state is not share.state
    stored.put_state(
        step,
        key,
        fact_after(request, task, share, state),
        demand=request.reason if returned else "",
        reason=request.reason if changed and not returned else "",
    )


def cancel_within(step: Step, of: TaskWork, reason: str, doc_no: str, today: date) -> None:
    """Cancel what is still open of a task as a part of another act (合并修订稿); what is closed stays closed."""
    request = Request(Action.CANCEL, today, today, reason)
    for share in of.shares:
        if can_start(Action.CANCEL, share.state):
            key = of.task.id, share.unit_id
            state = became(request, of.task, share)
            done = Transition(*key, Action.CANCEL, today, share.state, state, reason, doc_no=doc_no)
            stored.insert_transition(step, done)
            _put(step, key, of.task, share, request, state)


def apply_within(step: Step, of: TaskWork, share: Share, reason: str, today: date) -> None:
    """Apply for 销号 for a unit as a part of another act (回收汇总); whether it may be closed is verified later."""
    request = Request(Action.APPLY, today, today, reason)
    key = of.task.id, share.unit_id
    state = became(request, of.task, share)
    stored.insert_transition(step, Transition(*key, Action.APPLY, today, share.state, state, reason))
    _put(step, key, of.task, share, request, state)


def note_change_within(step: Step, of: TaskWork, reason: str, doc_no: str, today: date) -> None:
    """Note a change of the task itself among its acts, once whatever units it has; no state changes by it."""
    state = of.shares[0].state
    done = Transition(of.task.id, None, Action.CHANGE, today, state, state, reason, doc_no=doc_no)
    stored.insert_transition(step, done)


# ---- 时限待确认


def settle(library: Library, by: By, task_id: TaskId, settlement: Settlement) -> Changes:
    """Settle a doubtful deadline: keep it, set another, leave it to last year, or enter the task as done.

    Raises:
        UnknownId: no such task.
        NotAllowed: another deadline is to be set, but none is given (``lacks``: ``until``).
    """
    return settle_many(library, by, [task_id], settlement)


def settle_many(library: Library, by: By, task_ids: Sequence[TaskId], settlement: Settlement) -> Changes:
    """Settle doubtful deadlines alike as one step, see ``settle``; another deadline is read for each task's plan."""
    how, deadline = settlement.how, settlement.deadline
    known = works(library, task_ids)
    if how is Settled.OTHER and not deadline:
        raise NotAllowed(library=str(library.folder), lacks=(Lack.UNTIL.value,))
    timed = _timed_anew(library, known, deadline) if deadline else {}
    name = "确认时限" if len(task_ids) == 1 else f"批量确认时限（{len(task_ids)}项）"
    with library.step(name, by) as step:
        for number in task_ids:
            of = known[number]
            if deadline:
                plans.update_task(step, of.task, timed[number])
            settle_within(step, of, how, by.today, settlement.finished, settlement.reason)
    return step.changes


def _timed_anew(library: Library, known: Mapping[int, TaskWork], text: str) -> dict[int, StoredTask]:
    """Return each task with the deadline that was typed, which counts from its own plan, beside the printed one."""
    senses = senses_of(library, (of.task for of in known.values()))
    typed = {n: understood(of.task, {"deadline": text}, senses[of.task.plan_id]) for n, of in known.items()}
    return {n: replace(task, printed=known[n].task.as_printed.deadline) for n, task in typed.items()}


def settle_within(
    step: Step, of: TaskWork, how: Settled, today: date, finished: date | None = None, reason: str = ""
) -> None:
    """Settle a deadline as a part of another act (导入)."""
    stored.set_task_settings(step, of.task.id, {"settled": how.value})
    if how is Settled.DONE:
        _enter_done(step, of, today, finished or of.task.deadline.due or today, reason)


def _enter_done(step: Step, of: TaskWork, today: date, finished: date, reason: str) -> None:
    """Close every unit's share as done before the ledger began (补登)."""
    for share in of.shares:
        if share.state not in OUT:
            key = of.task.id, share.unit_id
            words = reason or ACTIONS[Action.CLOSE]
            done = Transition(*key, Action.CLOSE, today, share.state, State.CLOSED, words, override=words)
            stored.insert_transition(step, done)
            stored.put_state(step, key, StateFact(State.CLOSED, today, finished), reason=words)
