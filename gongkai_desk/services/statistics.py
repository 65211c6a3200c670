"""统计: where tasks and units stand on any day, and compared with a day before."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import State, TaskSettings, Transition
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.lights import Colour, Frame, Stand, TaskLight, task_light
from gongkai_desk.rules.past import share_on
from gongkai_desk.rules.shares import Share, Shares
from gongkai_desk.rules.statistics import By, Compared, Fact, Line, compare, fact_of_task, facts_of_shares, tabulate
from gongkai_desk.services.lights import frame, lit_works, works
from gongkai_desk.store import past, plans
from gongkai_desk.store import shares as stored
from gongkai_desk.wording import STATES
from gongkai_desk.wording_lights import COLOURS, period_text

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class Standings:
    """Where everything stood on a day: one fact per task, and one per unit's share of a task."""

    day: date
    tasks: tuple[Fact, ...]
    shares: tuple[Fact, ...]

    def table(self, by: By) -> tuple[Line, ...]:
        """Return the lines of a table: shares are counted by unit, tasks otherwise."""
        return tabulate(self.shares if by is By.UNIT else self.tasks, by)


def standings(
    library: "Library", day: date, *, today: date, plan_id: int | None = None, unit_id: int | None = None
) -> Standings:
    """Return where tasks stood at the end of a day: their texts by the journal, facts by their own days.

    With ``unit_id`` only that unit's shares, and the tasks that it has. Who is assigned is taken as it is now.

    Raises:
        UnknownId: no such plan. NotAllowed: ``day`` is after ``today`` (``lacks``: ``future_day``).
    """
    if day > today:
        raise NotAllowed(library=str(library.folder), lacks=("future_day",))
    if plan_id is not None:
        plans.plan(library, plan_id)
    lit = _lit_now(library, today, plan_id) if day == today else _lit_then(library, day, plan_id)
    shares = tuple(fact for task, light in lit for fact in facts_of_shares(task, light, unit_id))
    kept = {fact.key[0] for fact in shares}
    return Standings(day, tuple(fact_of_task(task, light) for task, light in lit if task.id in kept), shares)


def _lit_now(library: "Library", today: date, plan_id: int | None) -> list[tuple[Task, TaskLight]]:
    tasks = plans.tasks(library, plan_id)
    ids = None if plan_id is None else [task.id for task in tasks if task.id is not None]
    return [(each.work.task, each.light) for each in lit_works(library, today, ids, tasks=tasks).values()]


def _lit_then(library: "Library", day: date, plan_id: int | None) -> list[tuple[Task, TaskLight]]:
    tasks = [task for task in past.tasks_on(library, day) if plan_id in (None, task.plan_id)]
    ids = [task.id for task in tasks if task.id is not None]
    acts = stored.transitions(library, ids)
    frames: dict[TaskSettings, Frame] = {}
    stands: defaultdict[Hashable, dict[Hashable, Stand]] = defaultdict(dict)
    found = []
    for each in works(library, ids, tasks=tasks).values():
        if each.settings not in frames:
            frames[each.settings] = frame(library, each.settings, day)
        shares = _then(each.task, each.shares, acts, day)
        known = stands[each.task.deadline, each.settings]
        found.append((each.task, task_light(each.task, shares, frames[each.settings], known)))
    return found


def _then(task: Task, shares: Shares, acts: Mapping[stored.Key, Sequence[Transition]], day: date) -> Shares:
    """Return the shares of a task as they stood on a day; those that stand alike now stood alike then."""

    def share_then(place: int, plain: Share) -> Share:
        return share_on(task, shares.one(place), acts.get((task.id or 0, plain.unit_id), ()), day)

    return Shares(shares.plain, shares.marks, share_then)


def compared(before: Standings, now: Standings, by: By) -> tuple[Compared, ...]:
    """Return the lines of a table on two days side by side."""
    return compare(before.table(by), now.table(by))


def trend(
    library: "Library", days: Sequence[date], *, today: date, plan_id: int | None = None
) -> tuple[tuple[date, Line], ...]:
    """Return how all tasks together stood on each of some days; days on which none was there are left out."""
    every = ((day, standings(library, day, today=today, plan_id=plan_id).table(By.ALL)) for day in days)
    return tuple((day, lines[0]) for day, lines in every if lines)


def label_text(by: By, label: str) -> str:
    """Return a line's label as a clerk reads it."""
    match by:
        case By.STATE:
            return STATES[State(label)]
        case By.LIGHT:
            return COLOURS[Colour(label)]
        case By.MONTH:
            return period_text(label.replace("-", "M")) if label else "无固定时限"
        case By.ALL:
            return "合计"
        case _:
            return label or "（未列）"
