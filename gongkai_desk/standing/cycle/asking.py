"""意见反馈表 as they would go out: one a unit, with its code: the whole draft, its own tasks marked; read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.opinions import AskedUnit, Asking
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.errors import NotAllowed
from gongkai_desk.papers.asking_letter import TEMPLATE, AskingLetter
from gongkai_desk.standing.cycle.books import file_part, sender
from gongkai_desk.standing.cycle.opinions import units_of_plan
from gongkai_desk.standing.cycle.upward import template_of
from gongkai_desk.standing.papers import breakdown_paper
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import links, plans
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
    """A round as it would go out: the draft's table, a form for each unit, the 函 with its template."""

    asking: Asking
    paper: BreakdownPaper
    plan_id: int
    batch: str
    parcels: tuple[OpinionParcel, ...]
    letter: AskingLetter
    template: Path


def asking_out(library: Library, plan_id: int, asking: Asking, today: date) -> AskingOut:
    """Return a round as ``services.asking.send`` would store it now; without units all that its tasks name.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: the closing day has passed, silence is to count without one, or nobody is asked.
    """
    paper = replace(breakdown_paper(library, plan_id), draft=True)
    if asking.closing is not None and asking.closing < today:
        raise NotAllowed(library=library.name, lacks=("closing",))
    wanted = set(asking.unit_ids or units_of_plan(library, plan_id))
    chosen = [unit for unit in units.units(library) if unit.id in wanted]
    silent = asking.silent_agrees and asking.closing is None
    if missing := tuple(name for name, is_so in (("units", not chosen), ("silence_closing", silent)) if is_so):
        raise NotAllowed(library=library.name, lacks=missing)
    batch = dispatches.next_asking(library, today.year)
    parcels = tuple(_parcels(library, plan_id, chosen, batch, asking.closing))
    letter = _letter(library, plan_id, asking, batch, len(chosen), today)
    return AskingOut(asking, paper, plan_id, batch, parcels, letter, template_of(library, TEMPLATE))


def _parcels(
    library: Library, plan_id: int, chosen: Sequence[StoredUnit], batch: str, closing: date | None
) -> Iterator[OpinionParcel]:
    """Yield the units' forms, each with the id that comes next."""
    own, first = _tasks_of_units(library, plan_id), dispatches.next_book(library)
    width = max(2, len(str(len(chosen))))
    for place, unit in enumerate(chosen):
        code = book_code(first + place, library.origin.library)
        sheet = sheet_code(SheetCode(SheetKind.OPINION, batch, code), library.origin.library, unit.id)
        asked = AskedUnit(unit.name, batch, code, frozenset(own.get(unit.id, ())), closing, sheet)
        name = f"{place + 1:0{width}}-{file_part(unit.name)[:40]}-意见反馈表.xlsx"
        yield OpinionParcel(unit, asked, first + place, name)


def _letter(library: Library, plan_id: int, asking: Asking, batch: str, count: int, today: date) -> AskingLetter:
    plan, tasks = plans.plan(library, plan_id), len(plans.task_ids(library, plan_id))
    return AskingLetter(
        plan.title,
        batch,
        count,
        tasks,
        today,
        sender(library, plan),
        setting(library, UNIT) or plan.issuer,
        _basis(library, plan_id),
        asking.doc_no,
        asking.closing,
        asking.silent_agrees,
    )


def _basis(library: Library, plan_id: int) -> str:
    """Return the superiors' plans that the draft takes up (承接): 《…》（文号）、《…》要求."""
    own = set(plans.task_ids(library, plan_id))
    above = {other for task, other in links.links(library) if task in own}
    taken = [plan for plan in plans.plans(library) if above & {*plans.task_ids(library, plan.id)}]
    named = "、".join(f"《{plan.title}》" + (f"（{plan.doc_no}）" if plan.doc_no else "") for plan in taken)
    return f"{named}要求" if named else ""


def _tasks_of_units(library: Library, plan_id: int) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for task_id, _, unit_id in units.expanded(library, plans.task_ids(library, plan_id)):
        found[unit_id].add(task_id)
    return dict(found)
