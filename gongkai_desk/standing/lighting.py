"""The lights of all tasks on the desk's day: worked out once, after an act only where it touched something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from gongkai_desk.domain.act import Changes
from gongkai_desk.domain.calendar import Duty
from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.rules.light.agenda import Entry, entries_of, gather
from gongkai_desk.rules.light.lights import LightCache, TaskLight
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.standing.shelf import Shelf
from gongkai_desk.standing.year_duties import duties
from gongkai_desk.store.library import Library

_OF_DUTIES = frozenset({"plan", "task", "duty", "day_off", "setting"})
"""Tables that duties come from."""
_AT_ONCE = 100  # tasks lit at a time, some 20 ms where each has 60 units
_MANY = 400  # tasks touched by one act: past so many it is quicker to ask for all at once


class Lighting:
    """Lights, what waits (agenda) and duties of one day, kept until something changes.

    A year's ledger has hundreds of thousands of shares: a window lets ``work_some`` work it out between two acts; the
    command line asks for all at once.
    """

    def __init__(self, library: Library, shelf: Shelf, today: date) -> None:
        self._library = library
        self._shelf = shelf
        self._today = today
        self._duties: tuple[Duty, ...] | None = None
        self._agenda: dict[Topic, list[Entry]] | None = None
        self._begin()

    def _begin(self) -> None:
        """Begin with the first plan."""
        self.started = False
        self.workdays, self._cache = office_workdays(self._library), LightCache()
        self._lit: dict[int, LitWork] = {}
        self._lights: dict[int, TaskLight] = {}
        self._topics: dict[int, Mapping[Topic, Entry]] = {}  # of each task that was looked at since it was touched
        self._plans = [plan.id for plan in reversed(self._shelf.plans())]
        self._left: list[list[int]] = []  # tasks still to be lit, some at a time

    def start(self) -> None:
        """Work out all lights, as far as that is not done."""
        while not self.started and self.work_some():
            pass

    def work_some(self) -> bool:
        """Work out some lights more, and last the duties; tell whether any are left."""
        if self.started:
            self.duties()
            return False
        if self._left:
            self._light(self._left.pop())
        elif self._plans:
            ids: list[int] = [task.id for task in self._shelf.tasks(self._plans.pop())]
            self._left = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)][::-1]
        else:
            self.started = True
        return True

    def _light(self, ids: list[int], tasks: list[StoredTask] | None = None) -> None:
        found = self._shelf.some(ids) if tasks is None else tasks
        some = [task.id for task in found]
        new = lit_works(self._library, self._today, some, workdays=self.workdays, tasks=found, cache=self._cache)
        self._lit |= new
        self._lights |= {number: each.light for number, each in new.items()}
        for number, each in new.items():
            self._entries(number, each)

    def forget(self, changes: Changes, touched: frozenset[int] | None) -> None:
        """Work out again the tasks that an act touched; ``None``: all."""
        self._agenda = None
        if not _OF_DUTIES.isdisjoint(changes.ids):
            self._duties = None
        if touched is None or len(touched) > max(_MANY, len(self._lit) // 2):
            was_started, self._duties = self.started, None
            self._begin()
            if was_started:
                self.start()
            return
        for number in touched:
            self._topics.pop(number, None)
        if self.started:
            self._renew(touched)
        else:
            self._drop(touched)
            self._left.append(list(touched))

    def _renew(self, touched: frozenset[int]) -> None:
        tasks = self._found_again(touched, self._lit)
        self._drop(touched - {task.id for task in tasks})
        self._light([], tasks)

    def _drop(self, gone: Iterable[int | None]) -> None:
        for number in gone:
            self._lit.pop(number or 0, None)
            self._lights.pop(number or 0, None)

    def _found_again(self, touched: frozenset[int], lit: Mapping[int, LitWork]) -> list[StoredTask]:
        """Return the touched tasks as they are now, asking only for their plans; those that are gone are left out."""
        if any(number not in lit for number in touched):
            return self._shelf.some(list(touched))
        plans = {lit[number].work.task.plan_id for number in touched}
        return [task for plan in plans for task in self._shelf.tasks(plan or 0) if task.id in touched]

    def lights(self) -> Mapping[int, TaskLight]:
        """Return the light of every task."""
        return MappingProxyType(self._lights if self.started else {})

    def lit(self, task_id: int | None) -> LitWork | None:
        """Return a task's light with all that it was worked out from."""
        return self._lit.get(task_id or 0) if self.started else None

    def agenda(self) -> Mapping[Topic, list[Entry]]:
        """Return what to do first today: of this year's plans and those without a year; former years are apart."""
        if not self.started:
            return {}
        if self._agenda is None:
            of_now = self._plans_of_now()
            waiting = ((each, entries) for number, each in self._in_order() if (entries := self._entries(number, each)))
            self._agenda = gather(entries for each, entries in waiting if each.work.task.plan_id in of_now)
        return self._agenda

    def _in_order(self) -> list[tuple[int, LitWork]]:
        """Return the tasks in plan order, whenever each was lit: equal entries must not change places after an act."""
        place = {plan.id: number for number, plan in enumerate(self._shelf.plans())}
        tasks = ((each.work.task, number, each) for number, each in self._lit.items())
        found = sorted((place.get(task.plan_id, 0), task.position, number, each) for task, number, each in tasks)
        return [(number, each) for *_, number, each in found]

    def _entries(self, number: int, lit: LitWork) -> Mapping[Topic, Entry]:
        known = self._topics.get(number)
        if known is None:
            known = self._topics[number] = entries_of(lit.work.task, lit.light, lit.frame)
        return known

    def duties(self) -> tuple[Duty, ...]:
        """Return the year's duties, none until lights are worked out."""
        if self._duties is None and self.started:
            year, tasks = self._today.year, self._shelf.tasks
            self._duties = duties(self._library, year, workdays=self.workdays, tasks_of=tasks)
        return self._duties or ()

    def works(self) -> Mapping[int, LitWork]:
        """Return every task with its light and all that it was worked out from; none until lights are worked out."""
        return MappingProxyType(self._lit if self.started else {})

    def _plans_of_now(self) -> set[int | None]:
        return {plan.id for plan in self._shelf.plans() if plan.year is None or plan.year >= self._today.year}
