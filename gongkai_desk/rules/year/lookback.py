"""回头看: what a task's state says of its result, what is preselected, which tasks belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.state import PAUSED, State
from gongkai_desk.domain.year.lookback import (
    KeptItem,
    KeptRectification,
    LookbackCounts,
    Outcome,
    RectifyState,
)
from gongkai_desk.rules.compare.matching import Item, MatchSettings, paired, rows
from gongkai_desk.rules.year.rectification import rectified
from gongkai_desk.words.normal import shortened

_ASIDE = PAUSED | {State.NOT_APPLICABLE, State.CANCELLED}
"""Shares of which nothing is asked (不涉及、中止、暂缓、取消): they say nothing of a result."""
_NOT_BEGUN = frozenset({State.NOT_STARTED})


def presumed(shares: Iterable[tuple[State, bool]]) -> Outcome | None:
    """Return the result that the states of a task's units speak for, each with whether it was 年度办结.

    ``None``: nothing was asked of anybody. A person confirms it or says otherwise.
    """
    counting = [(state, carried) for state, carried in shares if state not in _ASIDE]
    if not counting:
        return None
    states = {state for state, _ in counting}
    if states == {State.CLOSED}:
        return Outcome.GOING_ON if any(carried for _, carried in counting) else Outcome.DONE
    return Outcome.NOT_DONE if states <= _NOT_BEGUN else Outcome.GOING_ON


def is_preselected(task: Task, *, named: bool) -> bool:
    """Tell whether a task is looked back at unless a person says otherwise: a unit is named, and a day."""
    return named and task.deadline.due is not None


_NAMED = 48  # characters by which an item is told from others of its name


def names_of(items: Sequence[KeptItem]) -> dict[int, str]:
    """Return by what each item is told from the others: its name, or where several share it with how it goes on."""
    shared = Counter(each.name for each in items)
    return {each.id: each.name if shared[each.name] == 1 else on_a_line(each.text) for each in items}


def on_a_line(text: str) -> str:
    """Return a text cut to what a line of a list has room for."""
    return shortened(text.rstrip("。；，"), _NAMED)


def counts_of(items: Sequence[KeptItem], rectifications: Sequence[KeptRectification]) -> LookbackCounts:
    """Return how the ticked items stand, and the 整改 that came of them."""
    chosen = [each for each in items if each.item.chosen]
    ids = frozenset(each.id for each in chosen)
    own = [each for each in rectifications if each.entry.lookback_item_id in ids]

    def of(result: str) -> Counted:
        return _items(each for each in chosen if each.confirmed and each.item.result == result)

    return LookbackCounts(
        _items(chosen),
        of(Outcome.DONE),
        of(Outcome.GOING_ON),
        of(Outcome.NOT_DONE),
        _items(each for each in chosen if not (each.confirmed and each.item.result)),
        rectified(own),
        rectified(each for each in own if each.state is RectifyState.CLOSED),
    )


def _items(found: Iterable[KeptItem]) -> Counted:
    return Counted(CountedKind.LOOKBACK, tuple(each.id for each in found))


# ---- this year beside last year

_YEARS = MatchSettings(order_share=0.01)
"""Plans of two years come in another order: it says less than between two prints of one plan."""
_PART = 75  # percent from which a text is a part of the other's: what one task was, two may be
_PART_AGAIN = 60  # percent that whole texts of such a pair have in common at least, cut to the shorter one
_LEAST_PART = 10  # characters


@dataclass(frozen=True, slots=True)
class Match:
    """An item (its place in the list) and a task of this year that seem to be one; ``score`` 0 to 1.

    ``part``: the one is a part of the other (拆分、合并).
    """

    item: int
    task_id: int
    score: float
    part: bool = False


def suggestions(then: Sequence[KeptItem], now: Sequence[StoredTask]) -> tuple[Match, ...]:
    """Return which tasks of this year seem to go on with which items, in the items' order; a person decides.

    Each item and each task has one partner at most, and beside it those that were split off or joined.
    """
    left = rows([task_of(each) for each in then])
    right = rows(now)
    pairs = [pair for pair in paired(left, right, _YEARS).pairs if pair.score >= _YEARS.least]
    found = [Match(pair.a.position, now[pair.b.position].id, round(pair.score, 3)) for pair in pairs]
    taken_a = {pair.a.position for pair in pairs}
    taken_b = {pair.b.position for pair in pairs}
    split = [y for y in right if y.position not in taken_b]
    joined = [x for x in left if x.position not in taken_a]
    found += [_part(x, y, now) for y in split if (x := _whole_of(y, left)) is not None]
    found += [_part(x, y, now) for x in joined if (y := _whole_of(x, right)) is not None]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.item, each.part, -each.score)))


def task_of(kept: KeptItem) -> Task:
    """Return an item as a task that lists can be matched by."""
    item = kept.item
    return Task(content=item.content, seq=item.seq or None, title=item.title or None)


def _part(x: Item, y: Item, now: Sequence[StoredTask]) -> Match:
    score = fuzz.partial_ratio(x.content_key, y.content_key) / 100
    return Match(x.position, now[y.position].id, round(score, 3), part=True)


def _whole_of(part: Item, wholes: Sequence[Item]) -> Item | None:
    """Return the item of which another seems to be a part, the likest one."""
    scored = [(_partly(part, whole), -whole.position, whole) for whole in wholes]
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] >= _PART else None


def _partly(part: Item, whole: Item) -> float:
    """Return how much of a text is in a longer one, in percent; 0 where it says too little to be known by."""
    short, long = part.content_key, whole.content_key
    if not _LEAST_PART <= len(short) < len(long):
        return 0.0
    same_name = bool(part.title_key) and part.title_key == whole.title_key
    found = fuzz.partial_ratio(short, long)
    return found if found >= _PART or not same_name else max(found, _PART if found >= _PART_AGAIN else 0.0)
