"""A sample that can be drawn again and proven.

Each share gets a place in a row by SHA-256 of ``seed:task:unit``; the first so many are taken. The same number over the
same shares always draws the same sample, on any machine, whatever their order; anybody can work it out by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import ceil

from gongkai_desk.domain.spot_check import Candidate, Wanted
from gongkai_desk.domain.state import SET_ASIDE, State


def population(candidates: Iterable[Candidate], wanted: Wanted) -> tuple[Candidate, ...]:
    """Return those that may be drawn; what is set aside (不涉及, 中止 …) never is."""
    return tuple(each for each in candidates if each.state not in SET_ASIDE and _fits(each, wanted))


def _fits(each: Candidate, wanted: Wanted) -> bool:
    return (
        wanted.plan_id in (None, each.plan_id)
        and (not wanted.units or each.unit in wanted.units)
        and (not wanted.section or each.section == wanted.section or each.section.startswith(f"{wanted.section}\x1f"))
        and (not wanted.colours or each.colour in wanted.colours)
        and (not wanted.closed_only or each.state is State.CLOSED)
    )


def size(count: int, wanted: Wanted) -> int:
    """Return how many of ``count`` are drawn: parts of one are rounded up, never more than there are."""
    asked = wanted.count if wanted.count is not None else ceil(count * (wanted.percent or 0) / 100)
    return max(0, min(count, asked))


def draw(candidates: Sequence[Candidate], wanted: Wanted) -> tuple[Candidate, ...]:
    """Return the sample in the order in which it was drawn.

    With ``each_unit`` the first of every unit is in it, even if that makes more than was asked for.
    """
    row = sorted(population(candidates, wanted), key=lambda each: place(each, wanted.seed))
    number = size(len(row), wanted)
    if not wanted.each_unit or not number:
        return tuple(row[:number])
    first = {each.unit: each for each in reversed(row)}.values()
    taken = {(each.task_id, each.unit_id) for each in first}
    for each in row:
        if len(taken) >= number:
            break
        taken.add((each.task_id, each.unit_id))
    return tuple(each for each in row if (each.task_id, each.unit_id) in taken)


def place(each: Candidate, seed: int) -> str:
    """Return what a share is ordered by."""
    return sha256(f"{seed}:{each.task_id}:{each.unit_id or 0}".encode()).hexdigest()


def mark(candidates: Iterable[Candidate]) -> str:
    """Return a short fingerprint of what could be drawn, to tell later whether it is still the same."""
    keys = sorted((each.task_id, each.unit_id or 0) for each in candidates)
    return sha256(repr(keys).encode()).hexdigest()[:16]
