"""Where tasks come to stand that are moved by hand: a merged name (任务名称) stays in one run of rows."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from gongkai_desk.domain.plan import StoredTask, Task


class Landing(NamedTuple):
    """Where tasks are wanted: before a task of the plan (``None``: at its end), in a section, under a name.

    ``None`` for section or name: each keeps its own. ``toward``: on which side of other names that the place lies
    within they come to stand: -1 before, 1 behind, 0 on the nearer one.
    """

    before: int | None
    section: tuple[str, ...] | None = None
    title: str | None = None
    toward: int = 0


def changed_by(task: StoredTask, landing: Landing) -> StoredTask:
    """Return a task as it is after the move."""
    section = task.section if landing.section is None else landing.section
    return replace(task, section=section, title=landing.title or task.title)


def landed(tasks: Sequence[StoredTask], ids: Sequence[int], landing: Landing) -> list[StoredTask]:
    """Return a plan's tasks in the order after a move; those moved join their name where it stands there already."""
    by_id: dict[int, StoredTask] = {task.id: task for task in tasks}
    order = [task for task in tasks if task.id not in ids]
    moved = [changed_by(by_id[each], landing) for each in ids if each in by_id]
    for name, run in groupby(moved, _name):
        place = _place(order, landing)
        place = _at_own(order, name, place) if name else place
        place = _outside_others(order, name, place, landing.toward)
        order[place:place] = run
    return order


def _name(task: Task) -> Hashable:
    """Return what the rows of one merged name share, ``None`` for a task without a name."""
    return (task.section, task.title) if task.title else None


def _place(order: Sequence[StoredTask], landing: Landing) -> int:
    return next((place for place, task in enumerate(order) if task.id == landing.before), len(order))


def _at_own(order: Sequence[StoredTask], name: Hashable, place: int) -> int:
    """Return the place nearest to the wanted one at which the run of a name stays whole."""
    own = [each for each, task in enumerate(order) if _name(task) == name]
    return min(max(place, own[0]), own[-1] + 1) if own else place


def _outside_others(order: Sequence[StoredTask], name: Hashable, place: int, toward: int) -> int:
    """Return a place that does not lie within the run of another name."""
    if not 0 < place < len(order):
        return place
    around = _name(order[place])
    if around is None or around == name or _name(order[place - 1]) != around:
        return place
    start, end = place, place
    while start > 0 and _name(order[start - 1]) == around:
        start -= 1
    while end < len(order) and _name(order[end]) == around:
        end += 1
    nearer = start if place - start < end - place else end
    return {-1: start, 1: end}.get(toward, nearer)
