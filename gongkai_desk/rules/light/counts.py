"""Numbers to be reached (数量指标): what was done so far, per unit or together, and which of them gate a close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Every, Recurrence
from gongkai_desk.domain.work import QuotaScope, StoredAmount
from gongkai_desk.rules.light.shares import Share

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
