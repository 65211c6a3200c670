"""Numbers to be reached (数量指标): what was done so far, per unit or together, and which of them gate a close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gongkai_desk.domain.light import ActFact, Facts, Proof, StateFact
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, Every, Recurrence
from gongkai_desk.domain.work import QuotaScope, StoredAmount
from gongkai_desk.rules.light.shares import Share, Shares, finishing_day

_AT_LEAST = re.compile(r"至少|不少于")  # 不少于2次, 至少1次
_GATING = frozenset("次个名")  # what is done; publishing 200公里绿道 is matter, it never gates
_TIMES = re.compile(r"(?:至少|不少于)[0-9一二两三四五六七八九十]+(?P<unit>[次个名场件篇条期])")  # 每年不少于1次
_RATES = frozenset("%％‰")


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a task asks for; ``index`` numbers its quotas, then its yearly counts.

    ``strict``: more than ``value`` (超过90%: 90 is not enough). ``gates``: no close before it is reached.
    """

    index: int
    text: str
    op: str
    value: Decimal
    unit: str
    strict: bool
    scope: QuotaScope
    gates: bool


def targets(task: Task, scope: QuotaScope | None = None) -> tuple[Target, ...]:
    """Return the numbers of a task; ``scope`` is the office's setting, by default per unit, rates apart."""
    quotas = [(q.text, q.op, q.value, q.unit, q.strict) for q in task.quotas]
    yearly = [(r.text, ">=", Decimal(r.times), _times_unit(r.text), False) for r in task.recurrences if _yearly(r)]
    return tuple(_target(index, *each, scope) for index, each in enumerate((*quotas, *yearly)))


def _yearly(recurrence: Recurrence) -> bool:
    return recurrence.every is Every.YEAR and _AT_LEAST.search(recurrence.text) is not None


def _times_unit(text: str) -> str:
    found = _TIMES.search(text)
    return found["unit"] if found else "次"


def _target(
    index: int, text: str, op: str, value: Decimal, unit: str, strict: bool, scope: QuotaScope | None
) -> Target:
    rate = bool(_RATES & set(unit))
    of = QuotaScope.RATE if rate else scope or QuotaScope.UNIT
    gates = not rate and op == ">=" and unit in _GATING and _AT_LEAST.search(text) is not None
    return Target(index, text, op, value, unit, strict, of, gates)


def amounts(asked: Sequence[Target], events: Iterable[StoredAmount]) -> dict[int, Decimal]:
    """Return what the events of one unit come to for each target: a sum, for a rate the last one entered."""
    found: dict[int, Decimal] = {}
    rates = {target.index for target in asked if target.scope is QuotaScope.RATE}
    for event in sorted(events, key=lambda event: (event.day, event.id)):
        before = Decimal(0) if event.quota in rates else found.get(event.quota, Decimal(0))
        found[event.quota] = before + event.amount
    return found


def is_reached(target: Target, amount: Decimal) -> bool:
    """Tell whether an amount is enough."""
    if target.op == "<=":
        return amount < target.value if target.strict else amount <= target.value
    if target.op == "=":
        return amount == target.value
    return amount > target.value if target.strict else amount >= target.value


def reached(target: Target, done: Mapping[int, Decimal], together: Mapping[int, Decimal]) -> bool:
    """Tell whether a unit's share of a target is reached; ``together`` are the amounts of all units."""
    own = together if target.scope is QuotaScope.TOTAL else done
    return is_reached(target, own.get(target.index, Decimal(0)))


def in_sum(shares: Iterable[Share]) -> dict[int, Decimal]:
    """Return the amounts of all units together."""
    found: dict[int, Decimal] = {}
    for share in shares:
        for index, amount in share.amounts.items():
            found[index] = found.get(index, Decimal(0)) + amount
    return found


def missing(
    asked: Sequence[Target], done: Mapping[int, Decimal], together: Mapping[int, Decimal]
) -> tuple[Target, ...]:
    """Return the targets that gate a close and are not reached."""
    return tuple(target for target in asked if target.gates and not reached(target, done, together))


@dataclass(frozen=True, slots=True)
class Tally:
    """How a target stands: per unit ``units_met`` of ``units`` (达标12/46家), and the sum of all."""

    target: Target
    units_met: int
    units: int
    total: Decimal


def tally(target: Target, shares: Sequence[Share]) -> Tally:
    """Return how a target stands over the units that it is asked of (不涉及 left out by the caller)."""
    together = in_sum(shares)
    met = sum(reached(target, share.amounts, together) for share in shares)
    return Tally(target, met, len(shares), together.get(target.index, Decimal(0)))


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
        later=tuple(each for each in facts.later if each.day <= day),
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
