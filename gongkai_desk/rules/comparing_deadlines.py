"""Differences between two deadlines: another day, 长期坚持 dropped, or only other words for the same day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from gongkai_desk.domain.difference import DifferenceKind
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.rules.matching import Item, fold


def compare_deadlines(a: Item, b: Item, years: int = 0) -> Iterator[tuple[DifferenceKind, str, str]]:
    """Yield at most one (kind, deadline in a, deadline in b); ``years``: the plan moved on by so many."""
    left, right = [d for d in a.deadlines if d.text], [d for d in b.deadlines if d.text]
    texts = "；".join(d.text for d in left), "；".join(d.text for d in right)
    if fold(texts[0]) == fold(texts[1]):
        return
    if not left or not right:
        yield DifferenceKind.DEADLINE_MISSING if left else DifferenceKind.DEADLINE_EXTRA, *texts
    elif len(left) == len(right) == 1:
        yield kind_of(left[0], right[0], years), *texts
    else:
        meant = [{_meaning(d, shift) for d in side} for side, shift in ((left, years), (right, 0))]
        same = meant[0] == meant[1] and None not in meant[0]
        yield DifferenceKind.DEADLINE_WORDING if same else DifferenceKind.DEADLINE_CHANGED, *texts


def kind_of(a: Deadline, b: Deadline, years: int = 0) -> DifferenceKind:
    """Return what differs between two deadlines that are printed differently."""
    kinds = DifferenceKind
    if a.kind is None or b.kind is None:
        return kinds.DEADLINE_CHANGED
    if _meaning(a) == _meaning(b):
        return kinds.DEADLINE_WORDING
    if years and _meaning(a, years) == _meaning(b):
        return kinds.YEAR_SHIFTED
    if _dates(a, years) == _dates(b):
        if a.kind is DeadlineKind.DATE_THEN_LONG_TERM:
            return kinds.LONG_TERM_DROPPED
        if b.kind is DeadlineKind.DATE_THEN_LONG_TERM:
            return kinds.LONG_TERM_ADDED
    return kinds.DEADLINE_CHANGED


_UNDATED = (DeadlineKind.YEAR_ROUND, DeadlineKind.LONG_TERM)
_LASTING = (*_UNDATED, DeadlineKind.DATE_THEN_LONG_TERM)


def _meaning(deadline: Deadline, years: int = 0) -> tuple[object, ...] | None:
    """Return what counts: the days, and whether and how it lasts; a date that could not be told has no meaning."""
    if deadline.kind is None or (deadline.due is None and deadline.kind not in _UNDATED):
        return None if deadline.kind is None else (fold(deadline.text),)
    return (*_dates(deadline, years), deadline.kind if deadline.kind in _LASTING else None)


def _dates(deadline: Deadline, years: int = 0) -> tuple[object, ...]:
    nodes = tuple(dict.fromkeys(_moved(day, years) for day in deadline.nodes))
    return (_moved(deadline.due, years) if deadline.due else None, nodes, deadline.start)


def _moved(day: date, years: int) -> date:
    """Return the day so many years on; the end of February stays its end."""
    year = day.year + years
    last, new_last = monthrange(day.year, day.month)[1], monthrange(year, day.month)[1]
    return date(year, day.month, new_last if day.day == last else min(day.day, new_last))
