"""Whom to call, from where a clerk stands: selected tasks, a unit of the tree, a topic of the reminders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gongkai_desk.domain.light import SEVERITY, Colour, Topic
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import RUNNING
from gongkai_desk.wording.states import TOPICS, WORDS
from ui.models.plan_tree import NodeKind
from ui.models.task_table import short_seq

if TYPE_CHECKING:
    from gongkai_desk.domain.unit import StoredUnit
    from gongkai_desk.rules.light.lights import Light
    from gongkai_desk.rules.light.shares import Share
    from gongkai_desk.standing.lights import LitWork
    from ui.commands.command import Here
    from ui.desk import Desk

    Asked = tuple[LitWork, Share, Light]


_BAD = (Colour.RED, Colour.YELLOW)


@dataclass(frozen=True, slots=True)
class Callee:
    """A unit to call: whom there, what about in short, and the tasks; without tasks it is about all that it has."""

    unit_id: int
    name: str
    contact: str = ""
    phone: str = ""
    matter: str = ""
    tasks: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallList:
    """A list of units to call: its name, and how it is had."""

    name: str
    units: Callable[[], list[Callee]]


def callees(here: Here) -> list[CallList]:
    """Return the lists to choose from, that of the place where the clerk stands first."""
    desk, place = here.desk, here.place
    first: list[CallList] = []
    if place is not None and place.kind is NodeKind.UNIT:
        first.append(CallList(place.name, partial(_unit, desk, int(place.key))))
    elif place is not None and place.kind is NodeKind.TOPIC and len(here.selected) <= 1:
        first.append(CallList(f"提醒：{TOPICS[Topic(place.key)]}", partial(_topic, desk, Topic(place.key))))
    elif ids := here.selected_ids:
        name = "当前任务的责任单位" if len(ids) == 1 else f"选中的 {len(ids)} 项任务的责任单位"
        first.append(CallList(name, partial(_of_tasks, desk, ids)))
    every = (CallList("该催办的单位", partial(_late, desk)), CallList("单位名录中的全部单位", partial(_all, desk)))
    return [*first, *every]


def _of_tasks(desk: Desk, ids: Sequence[int]) -> list[Callee]:
    """Return the units for which these tasks are open, those in trouble first."""
    return _gathered(desk, (each for each in _asked(desk, ids) if each[1].state in RUNNING))


def _late(desk: Desk) -> list[Callee]:
    """Return the units with anything red or yellow in this year's plans."""
    known = desk.shelf.plans()
    of_now = {plan.id for plan in known if plan.year is None or plan.year >= desk.today.year}
    desk.board.start()
    asked = _asked(desk, list(desk.board.lights()))
    return _gathered(desk, (each for each in asked if _is_bad(each) and each[0].work.task.plan_id in of_now))


def _unit(desk: Desk, unit_id: int) -> list[Callee]:
    """Return one unit, with what is red or yellow of its tasks."""
    ids = [task.id for task in desk.shelf.tasks_of_unit(unit_id)]
    mine = (each for each in _asked(desk, ids) if each[1].unit_id == unit_id and _is_bad(each))
    return _gathered(desk, mine) or [each for each in _all(desk) if each.unit_id == unit_id]


def _topic(desk: Desk, topic: Topic) -> list[Callee]:
    """Return the units that stand under a topic, with the tasks for which they do."""
    entries = {entry.task_id: frozenset(entry.units) for entry in desk.board.agenda().get(topic, ())}
    asked = _asked(desk, list(entries))
    return _gathered(desk, (each for each in asked if each[1].unit in entries[each[0].work.task.id]))


def _all(desk: Desk) -> list[Callee]:
    """Return all units of the directory."""
    return [Callee(unit.id, unit.name, unit.contact, unit.phone) for unit in _units(desk)]


def _units(desk: Desk) -> Iterable[StoredUnit]:
    return desk.shelf.directory().stored_units if desk.library is not None else ()


def _asked(desk: Desk, ids: Iterable[int]) -> Iterator[Asked]:
    desk.board.start()
    for number in ids:
        if (lit := desk.board.lit(number)) is not None:
            for share, light in lit.light.by_unit:
                if share.unit_id is not None:
                    yield lit, share, light


def _is_bad(asked: Asked) -> bool:
    return asked[2].colour in _BAD and asked[1].state in RUNNING


def _gathered(desk: Desk, asked: Iterable[Asked]) -> list[Callee]:
    found: dict[int, list[tuple[StoredTask, Light]]] = {}
    for lit, share, light in asked:
        found.setdefault(share.unit_id or 0, []).append((lit.work.task, light))
    made = [(_worst(found[unit.id]), _callee(unit, found[unit.id])) for unit in _units(desk) if unit.id in found]
    return [callee for _, callee in sorted(made, key=lambda pair: pair[0])]


def _worst(tasks: Sequence[tuple[StoredTask, Light]]) -> int:
    """Return a rank, the same for all that are in no trouble: they stay in the directory's order."""
    return min(min(SEVERITY[light.colour], len(_BAD)) for _, light in tasks)


def _callee(unit: StoredUnit, tasks: Sequence[tuple[StoredTask, Light]]) -> Callee:
    words = Counter(WORDS[light.word] for _, light in tasks)
    matter = "，".join(f"{word}{count}项" for word, count in words.items())
    ids = tuple(task.id for task, _ in tasks)
    names = tuple(" ".join(filter(None, (short_seq(task), task.title or task.content[:24]))) for task, _ in tasks)
    return Callee(unit.id, unit.name, unit.contact, unit.phone, matter, ids, names)
