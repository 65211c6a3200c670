"""Shares as they stood on a past day: facts count by their own day, not by the day on which they were entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.facts import ActFact, Facts, Proof, StateFact
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline
from gongkai_desk.rules.light.shares import Share, Shares, finishing_day

_FINISHES = (Action.CLOSE, Action.CARRY_OVER, Action.VERIFY)


def shares_on(deadline: Deadline, shares: Shares, day: date) -> Shares:
    """Return the shares of a task as they stood on a day; those that stand alike now stood alike then."""
    known = {facts: facts_on(deadline, facts, day) for facts in set(shares.facts.values())}
    then = {place: known[facts] for place, facts in shares.facts.items()}

    def share_then(place: int, _plain: Share) -> Share:
        share = shares.one(place)
        reports = tuple(report for report in share.reports if report.day <= day)
        return replace(share, facts=then[place], reports=reports, acts=tuple(a for a in share.acts if a.day <= day))

    return Shares(shares.plain, then, share_then)


def facts_on(deadline: Deadline, facts: Facts, day: date) -> Facts:
    """Return only what had happened by ``day``."""
    done = tuple(act for act in facts.acts if act.day <= day)
    state, since = _state(facts, done, day)
    past = facts._replace(
        stored=StateFact(
            state,
            since,
            None,
            _until(done, Action.DEFER) if state is State.DEFERRED else None,
            _until(done, Action.RETURN) if state is State.RETURNED else None,
        ),
        acts=done,
        reports=tuple(report for report in facts.reports if report.day <= day),
        proofs=tuple(proof for proof in facts.proofs if _had_come(proof, day)),
    )
    return past._replace(stored=past.stored._replace(finished=_finished(deadline, facts, past, day)))


def _state(facts: Facts, done: Sequence[ActFact], day: date) -> tuple[State, date | None]:
    """Return the state of that day and since when: as it is now where nothing came later."""
    if len(facts.acts) == len(done) and facts.since is not None and facts.since <= day:
        return facts.state, facts.since
    changed = [act for act in done if act.became is not act.was]
    if changed and changed[-1].became is not State.NOT_STARTED:
        return changed[-1].became, changed[-1].day
    begun = [report.day for report in facts.reports if report.day <= day]
    begun += [proof.received for proof in facts.proofs if proof.received and proof.received <= day]
    return (State.IN_PROGRESS, min(begun)) if begun else (State.NOT_STARTED, None)


def _until(done: Iterable[ActFact], action: Action) -> date | None:
    found = [act.until for act in done if act.act is action]
    return found[-1] if found else None


def _had_come(proof: Proof, day: date) -> bool:
    came = proof.received or proof.effective
    return came is None or came <= day


def _finished(deadline: Deadline, facts: Facts, past: Facts, day: date) -> date | None:
    if facts.finished is not None and facts.finished <= day and past.state is facts.state:
        return facts.finished
    ends = [act for act in past.acts if act.act in _FINISHES]
    return finishing_day(deadline, past, ends[-1].day) if ends and past.state is State.CLOSED else None
