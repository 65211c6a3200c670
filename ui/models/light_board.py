"""The lights of all tasks on the desk's day: worked out once, after an act only where it touched something."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Task
from ui.shelf import Shelf

if TYPE_CHECKING:
    from gongkai_desk.domain.work import Changes
    from gongkai_desk.rules.agenda import Entry, Topic
    from gongkai_desk.rules.lights import TaskLight
    from gongkai_desk.services.basis import Duties
    from gongkai_desk.services.lights import LitWork
    from gongkai_desk.store.library import Library
    from gongkai_desk.workdays import Workdays

_OF_DUTIES = frozenset({"plan", "task", "duty", "day_off", "setting"})
"""Tables that duties come from."""
_MANY = 400  # tasks touched by one act: past so many it is quicker to ask for all at once


class LightBoard:
    """Looks up lights; empty without a library and until ``start``: the first picture does not wait for it."""

    def __init__(self, library: "Library | None", shelf: Shelf, today: date) -> None:
        self._library = library
        self._shelf = shelf
        self._today = today
        self._workdays: Workdays | None = None
        self._lit: dict[int, LitWork] | None = None
        self._lights: dict[int, TaskLight] = {}
        self._agenda: dict[Topic, list[Entry]] | None = None
        self._topics: dict[int, Mapping[Topic, Entry]] = {}  # of each task that was looked at since it was touched
        self._duties: Duties | None = None

    @property
    def started(self) -> bool:
        """Tell whether lights are worked out."""
        return self._workdays is not None and self._library is not None

    def start(self) -> None:
        """Work out lights from now on."""
        if self._library is not None and self._workdays is None:
            from gongkai_desk.services.days import office_workdays

            self._workdays = office_workdays(self._library)

    def forget(self, changes: "Changes", touched: frozenset[int] | None) -> None:
        """Work out again the tasks that an act touched; ``None``: all."""
        self._agenda = None
        if not _OF_DUTIES.isdisjoint(changes.ids):
            self._duties = None
        if self._library is None or self._workdays is None or self._lit is None:
            return
        if touched is None or len(touched) > max(_MANY, len(self._lit) // 2):
            self._workdays, self._lit, self._duties = None, None, None
            self._topics.clear()
            self.start()
        else:
            self._renew(touched)

    def _renew(self, touched: frozenset[int]) -> None:
        from gongkai_desk.services.lights import lit_works

        assert self._library is not None
        assert self._lit is not None
        tasks = self._found_again(touched, self._lit)
        ids = [task.id for task in tasks if task.id is not None]
        new = lit_works(self._library, self._today, ids, workdays=self._workdays, tasks=tasks)
        for number in touched:
            self._lit.pop(number, None)
            self._lights.pop(number, None)
            self._topics.pop(number, None)
        self._lit |= new
        self._lights |= {number: each.light for number, each in new.items()}

    def _found_again(self, touched: frozenset[int], lit: "Mapping[int, LitWork]") -> list[Task]:
        """Return the touched tasks as they are now, asking only for their plans; those that are gone are left out."""
        if any(number not in lit for number in touched):
            return self._shelf.some(list(touched))
        plans = {lit[number].work.task.plan_id for number in touched}
        return [task for plan in plans for task in self._shelf.tasks(plan or 0) if task.id in touched]

    def lights(self) -> "Mapping[int, TaskLight]":
        """Return the light of every task."""
        self._all()
        return MappingProxyType(self._lights)

    def lit(self, task_id: int | None) -> "LitWork | None":
        """Return a task's light with all that it was worked out from."""
        return self._all().get(task_id or 0)

    def agenda(self) -> "Mapping[Topic, list[Entry]]":
        """Return what to do first today: of this year's plans and those without a year; former years are apart."""
        if self._agenda is None:
            from gongkai_desk.rules.agenda import gather

            of_now = self._plans_of_now()
            lit = self._all().items()
            self._agenda = gather(self._entries(*pair) for pair in lit if pair[1].work.task.plan_id in of_now)
        return self._agenda

    def _entries(self, number: int, lit: "LitWork") -> "Mapping[Topic, Entry]":
        known = self._topics.get(number)
        if known is None:
            from gongkai_desk.rules.agenda import entries_of

            known = self._topics[number] = entries_of(lit.work.task, lit.light, lit.frame)
        return known

    def duties(self) -> "Duties | None":
        """Return the year's duties, ``None`` until lights are worked out."""
        if self._duties is None and self._library is not None and self.started:
            from gongkai_desk.services.basis import duties

            self._duties = duties(self._library, self._today.year)
        return self._duties

    def _plans_of_now(self) -> set[int | None]:
        return {plan.id for plan in self._shelf.plans() if plan.year is None or plan.year >= self._today.year}

    def _all(self) -> "dict[int, LitWork]":
        if self._library is None or self._workdays is None:
            return {}
        if self._lit is None:
            from gongkai_desk.services.lights import lit_works

            tasks = [task for plan in self._shelf.plans() for task in self._shelf.tasks(plan.id or 0)]
            self._lit = lit_works(self._library, self._today, None, workdays=self._workdays, tasks=tasks)
            self._lights = {number: each.light for number, each in self._lit.items()}
        return self._lit
