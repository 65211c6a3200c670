"""意见反馈表 as they would go out: one a unit, with its code: the whole draft, its own tasks marked; read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.cycle.opinions import AskedUnit
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.errors import NotAllowed
from gongkai_desk.standing.cycle.books import file_part
from gongkai_desk.standing.cycle.opinions import units_of_plan
from gongkai_desk.standing.papers import breakdown_paper
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.words.codes import SheetCode, SheetKind, book_code, sheet_code


@dataclass(frozen=True, slots=True)
class OpinionParcel:
    """A unit with its form, the name of the file, and the id that its entry will have (``book``)."""

    unit: StoredUnit
    asked: AskedUnit
    book: int
    file_name: str


@dataclass(frozen=True, slots=True)
class AskingOut:
    """A round as it would go out."""

    paper: BreakdownPaper
    plan_id: int
    batch: str
    closing: date | None
    parcels: tuple[OpinionParcel, ...]


def asking_out(
    library: Library, plan_id: int, closing: date | None, today: date, unit_ids: Collection[int] = ()
) -> AskingOut:
    """Return a round as ``services.asking.send`` would store it now; without ``unit_ids`` all that its tasks name.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: the closing day has passed, or nobody is asked.
    """
    paper, own = breakdown_paper(library, plan_id), _tasks_of_units(library, plan_id)
    if closing is not None and closing < today:
        raise NotAllowed(library=library.name, lacks=("closing",))
    wanted = set(unit_ids or units_of_plan(library, plan_id))
    chosen = [unit for unit in units.units(library) if unit.id in wanted]
    if not chosen:
        raise NotAllowed(library=library.name, lacks=("units",))
    batch, first, identity = (
        dispatches.next_asking(library, today.year),
        dispatches.next_book(library),
        library.origin.library,
    )
    width = max(2, len(str(len(chosen))))
    parcels = []
    for place, unit in enumerate(chosen):
        code = book_code(first + place, identity)
        sheet = sheet_code(SheetCode(SheetKind.OPINION, batch, code), identity, unit.id)
        asked = AskedUnit(unit.name, batch, code, frozenset(own.get(unit.id, ())), closing, sheet)
        name = f"{place + 1:0{width}}-{file_part(unit.name)[:40]}-意见反馈表.xlsx"
        parcels.append(OpinionParcel(unit, asked, first + place, name))
    return AskingOut(paper, plan_id, batch, closing, tuple(parcels))


def _tasks_of_units(library: Library, plan_id: int) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for task_id, _, unit_id in units.expanded(library, plans.task_ids(library, plan_id)):
        found[unit_id].add(task_id)
    return dict(found)
