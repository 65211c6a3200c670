"""A share as it stood on a past day: facts count by their own day, not by the day on which they were entered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import Action, State, Transition
from gongkai_desk.rules.shares import Proof, Share, finishing_day

_SETS_A_DATE = (Action.EXTEND, Action.CHANGE)
_FINISHES = (Action.CLOSE, Action.CARRY_OVER, Action.VERIFY)


def share_on(task: Task, share: Share, acts: Iterable[Transition], day: date) -> Share:
    """Return a share with only what had happened by ``day``; ``acts`` are all that were done upon it, in order."""
    all_acts = tuple(acts)
    done = [act for act in all_acts if act.day <= day]
    state, since = _state(share, done, len(all_acts) > len(done), day)
    extended = [act.until for act in done if act.act in _SETS_A_DATE and act.until]
    past = replace(
        share,
        state=state,
        since=since,
        finished=None,
        extended=extended[-1] if extended else None,
        rectify_until=_until(done, Action.RETURN) if state is State.RETURNED else None,
        paused_until=_until(done, Action.DEFER) if state is State.DEFERRED else None,
        carried=_is_carried(done),
        pauses=tuple(pause for pause in share.pauses if pause.since <= day),
        reports=tuple(report for report in share.reports if report.day <= day),
        proofs=tuple(proof for proof in share.proofs if _had_come(proof, day)),
        acts=tuple(done),
    )
    return replace(past, finished=_finished(task, share, past, done, day))


def _state(share: Share, done: Sequence[Transition], more_to_come: bool, day: date) -> tuple[State, date | None]:
    """Return the state of that day and since when: as it is now where nothing came later."""
    if not more_to_come and share.since is not None and share.since <= day:
        return share.state, share.since
    changed = [act for act in done if act.became is not act.was]
    if changed and changed[-1].became is not State.NOT_STARTED:
        return changed[-1].became, changed[-1].day
    begun = [report.day for report in share.reports if report.day <= day]
    begun += [proof.received for proof in share.proofs if proof.received and proof.received <= day]
    return (State.IN_PROGRESS, min(begun)) if begun else (State.NOT_STARTED, None)


def _until(done: Iterable[Transition], action: Action) -> date | None:
    found = [act.until for act in done if act.act is action]
    return found[-1] if found else None


def _is_carried(done: Iterable[Transition]) -> bool:
    closes = [act.act for act in done if act.became is State.CLOSED]
    return bool(closes) and closes[-1] is Action.CARRY_OVER


def _had_come(proof: Proof, day: date) -> bool:
    came = proof.received or proof.effective
    return came is None or came <= day


def _finished(task: Task, share: Share, past: Share, done: Sequence[Transition], day: date) -> date | None:
    if share.finished is not None and share.finished <= day and past.state is share.state:
        return share.finished
    ends = [act for act in done if act.act in _FINISHES]
    return finishing_day(task, past, ends[-1].day) if ends and past.state is State.CLOSED else None
