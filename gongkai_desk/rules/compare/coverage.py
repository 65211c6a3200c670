"""承接: which of the superior's tasks our own take up, which none does (漏项), and which of ours have no basis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.rules.compare.matching import Item, match

_LEAST = 0.5  # below it two tasks share no more than an office's usual phrases


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a superior's plan is taken up; all are task ids in the plans' order.

    ``taken``: the superior's task → our own; ``gaps`` 未承接（漏项）; ``set_aside``: not ours to take up (不涉及);
    ``without_basis``: our own tasks that no superior's task stands behind.
    """

    taken: Mapping[int, tuple[int, ...]]
    gaps: tuple[int, ...]
    set_aside: tuple[int, ...]
    without_basis: tuple[int, ...]


def coverage(
    superior: Sequence[int], own: Sequence[int], links: Iterable[tuple[int, int]], set_aside: Iterable[int] = ()
) -> Coverage:
    """Return the coverage; ``links`` are pairs of our own task and the superior's that it takes up.

    A task that is taken up although it was set aside counts as taken up.
    """
    above, ours, aside = set(superior), set(own), set(set_aside)
    found: defaultdict[int, list[int]] = defaultdict(list)
    based: set[int] = set()
    for own_id, superior_id in dict.fromkeys(links):
        if own_id in ours:
            based.add(own_id)  # also where the basis stands in another plan
            if superior_id in above:
                found[superior_id].append(own_id)
    order = {number: place for place, number in enumerate(own)}
    taken = {number: tuple(sorted(found[number], key=order.__getitem__)) for number in superior if number in found}
    return Coverage(
        taken,
        tuple(number for number in superior if number not in taken and number not in aside),
        tuple(number for number in superior if number not in taken and number in aside),
        tuple(number for number in own if number not in based),
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that the texts suggest (``score`` 0 to 1); a person decides."""

    own: int
    superior: int
    score: float


def suggestions(
    superior: Sequence[StoredTask], own: Sequence[StoredTask], least: float = _LEAST
) -> tuple[Suggestion, ...]:
    """Return which of the superior's tasks our own seem to take up, the likest first."""
    found = [
        Suggestion(mine.id, theirs.id, pair.score)
        for pair in match(superior, own).pairs
        if pair.score >= least
        for theirs in _stored(pair.a)
        for mine in _stored(pair.b)
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.superior, each.own)))


def _stored(item: Item) -> list[StoredTask]:
    return [task for task in item.tasks if isinstance(task, StoredTask)]
