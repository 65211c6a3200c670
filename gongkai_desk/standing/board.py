"""The lights of all tasks on the desk's day: none until they are asked for; the first picture does not wait for them.

What works them out is loaded then; without a library it never is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.ids import Changes
from gongkai_desk.standing.shelf import NoLibrary, Shelf
from gongkai_desk.store.library import Library

if TYPE_CHECKING:
    from gongkai_desk.domain.calendar import Duty
    from gongkai_desk.domain.light import Topic
    from gongkai_desk.domain.state import TaskWorkDone
    from gongkai_desk.rules.light.agenda import Entry
    from gongkai_desk.rules.light.lights import TaskLight
    from gongkai_desk.standing.lights import Lighting, LitWork
    from gongkai_desk.workdays import Workdays


class LightBoard:
    """Looks up lights; everything is empty until ``started``."""

    def __init__(self, library: Library, shelf: Shelf, today: date) -> None:
        self._given = library, shelf, today
        self._begun: Lighting | None = None

    @property
    def started(self) -> bool:
        """Tell whether all lights are worked out."""
        return self._begun is not None and self._begun.started

    @property
    def _done(self) -> Lighting | None:
        return self._begun if self._begun is not None and self._begun.started else None

    def start(self) -> None:
        """Work out all lights, as far as that is not done."""
        while not self.started and self.work_some():
            pass

    def work_some(self) -> bool:
        """Work out some lights more, and last the duties; tell whether any are left."""
        if self._begun is not None:
            return self._begun.work_some()
        if isinstance(self._given[0], NoLibrary):
            return False
        from gongkai_desk.standing.lights import Lighting

        self._begun = Lighting(*self._given)
        return True

    def forget(self, changes: Changes, touched: frozenset[int] | None) -> None:
        """Work out again the tasks that an act touched; ``None``: all."""
        if self._begun is not None:
            self._begun.forget(changes, touched)

    def lights(self) -> Mapping[int, TaskLight]:
        """Return the light of every task."""
        return self._done.lights() if self._done else {}

    def lit(self, task_id: int | None) -> LitWork | None:
        """Return a task's light with all that it was worked out from."""
        return self._done.works().get(task_id or 0) if self._done else None

    def works(self) -> Mapping[int, LitWork]:
        """Return every task with its light and all that it was worked out from."""
        return self._done.works() if self._done else {}

    def works_done(self, task_ids: Sequence[int]) -> Mapping[int, TaskWorkDone]:
        """Return what units have done on these tasks, asked anew."""
        from gongkai_desk.standing.report_periods import works_done

        return works_done(self._given[0], task_ids, self.works())

    def agenda(self) -> Mapping[Topic, Sequence[Entry]]:
        """Return what to do first today: of this year's plans and those without a year; former years are apart."""
        return self._done.agenda() if self._done else {}

    def former(self) -> Mapping[int, Sequence[Entry]]:
        """Return what is still red in former years' plans, by year, the latest first."""
        return self._done.former() if self._done else {}

    def duties(self) -> tuple[Duty, ...]:
        """Return the year's duties."""
        return self._done.duties() if self._done else ()

    @property
    def workdays(self) -> Workdays | None:
        """Return the office's working days."""
        return self._done.workdays if self._done else None
