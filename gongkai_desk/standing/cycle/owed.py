"""Which units owe what for a period: asked once for all units of a plan; what a 填报表 is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.rules.light.cycles import current_period, period_days, period_name, periods, read_cycle
from gongkai_desk.rules.light.owing import ASKED, Owes, Span, owes
from gongkai_desk.rules.light.shares import Share, Shares
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import CYCLE, lit_works
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.store.tasks import plans

_DAYS = 5  # working days until a closing day where the period's own has passed


@dataclass(frozen=True, slots=True)
class Owed:
    """One task of one unit, and how it stands to the period."""

    task: StoredTask
    owes: Owes
    shares: Shares
    place: int

    @property
    def share(self) -> Share:
        """Return the unit's share."""
        return self.shares.one(self.place)


@dataclass(frozen=True, slots=True)
class UnitOwed:
    """A unit with what it is asked (``rows``) and what it is only told of (``others``), in the plan's order.

    ``order`` is its place in the directory, from 1.
    """

    unit: StoredUnit
    order: int
    rows: tuple[Owed, ...] = ()
    others: tuple[Owed, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanOwed:
    """What all units of a plan owe for a period.

    Nobody said which units ``open_tasks`` mean (未明确单位): they go to none; ``partly_open`` only to those
    that are named.
    """

    span: Span
    units: tuple[UnitOwed, ...]
    open_tasks: tuple[StoredTask, ...] = ()
    partly_open: tuple[StoredTask, ...] = ()

    @property
    def asked(self) -> tuple[UnitOwed, ...]:
        """Return the units that owe something."""
        return tuple(each for each in self.units if each.rows)


def span_of(period: str) -> Span | None:
    """Return a period with its days and its one name (２０２６q02: 2026Q2); ``None``: it is no such name."""
    days = period_days(normalize("NFKC", period))
    return Span(period_name(days), *days) if days else None


def usual_period(library: Library, today: date) -> str:
    """Return the period that is reported on now by the office's own cycle; empty where it asks for no reports."""
    return current_period(read_cycle(setting(library, CYCLE)), today, office_workdays(library))


def usual_closing(library: Library, span: Span, today: date) -> date:
    """Return when a period's reports are due by the office's cycle; some working days on where that has passed."""
    workdays = office_workdays(library)
    asked = periods(read_cycle(setting(library, CYCLE)), span.first, span.last, workdays)
    due = next((each.due for each in reversed(asked) if each.last <= span.last), span.last)
    return due if due >= today else workdays.add(today, _DAYS)


def back_closing(library: Library, closing: date | None, today: date) -> date:
    """Return until when a book that goes back (退回补报) is proposed to come again."""
    return closing if closing and closing > today else office_workdays(library).add(today, _DAYS)


def owed(library: Library, plan_id: int, span: Span, today: date, unit_ids: Collection[int] | None = None) -> PlanOwed:
    """Return what the units of a plan owe for a period, in the directory's order; ``unit_ids``: only these.

    Raises:
        UnknownId: there is no such plan.
    """
    plans.plan(library, plan_id)
    lit = lit_works(library, today, tasks=plans.tasks(library, plan_id))
    found: defaultdict[int, list[Owed]] = defaultdict(list)
    for each in lit.values():
        plain = each.work.shares.plain
        for stand, places in each.light.by_unit.stands:
            standing = owes(each.work.task.deadline, stand.facts, each.frame, span)
            for place in places if standing else ():
                unit = plain[place].unit_id
                if unit is not None and standing and (unit_ids is None or unit in unit_ids):
                    found[unit].append(Owed(each.work.task, standing, each.work.shares, place))
    works = [each.work for each in lit.values()]
    nobody = tuple(each.task for each in works if all(share.unit_id is None for share in each.shares.plain))
    partly = tuple(each.task for each in works if each.settings.units_open and each.task not in nobody)
    return PlanOwed(span, _by_unit(library, found), nobody, partly)


def _by_unit(library: Library, found: Mapping[int, list[Owed]]) -> tuple[UnitOwed, ...]:
    known = enumerate(units.units(library), start=1)
    return tuple(_of_unit(unit, order, found[unit.id]) for order, unit in known if unit.id in found)


def _of_unit(unit: StoredUnit, order: int, tasks: list[Owed]) -> UnitOwed:
    rows = tuple(each for each in tasks if each.owes in ASKED)
    return UnitOwed(unit, order, rows, tuple(each for each in tasks if each.owes not in ASKED))
