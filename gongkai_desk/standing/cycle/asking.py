"""意见反馈表 as they would go out: one a unit, with its code: the whole draft, its own tasks marked; read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.books import Recipient
from gongkai_desk.domain.cycle.opinions import AskedUnit, Asking
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.errors import NotAllowed
from gongkai_desk.exchange.mail import mailboxes_of
from gongkai_desk.papers.asking_letter import TEMPLATE, AskingLetter, asking_message, asking_subject
from gongkai_desk.standing.cycle.books import file_part, sender
from gongkai_desk.standing.cycle.opinions import unanswered, units_of_plan
from gongkai_desk.standing.cycle.upward import template_of
from gongkai_desk.standing.papers import breakdown_paper
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import links, plans
from gongkai_desk.words.codes import SheetCode, SheetKind, book_code, sheet_code

_LONGEST = 40  # characters of a unit's name in that of its file


@dataclass(frozen=True, slots=True)
class OpinionParcel:
    """A unit with its form, the name of the file, and the id that its entry will have (``book``)."""

    unit: StoredUnit
    asked: AskedUnit
    book: int
    file_name: str


@dataclass(frozen=True, slots=True)
class AskingOut:
    """A round as it would go out: the draft's table, a form for each unit, the 函 with its template.

    ``again``: nothing new goes out; who has not answered is reminded (催复), each with its form of before.
    """

    asking: Asking
    paper: BreakdownPaper
    plan_id: int
    batch: str
    parcels: tuple[OpinionParcel, ...]
    letter: AskingLetter
    template: Path
    again: bool = False

    @property
    def without_mail(self) -> tuple[str, ...]:
        """Return the units for which a draft is wanted and no mailbox is entered."""
        return tuple(each.unit.name for each in self.parcels if self.asking.mail and not mailboxes_of([each.unit]))

    def recipients(self) -> tuple[Recipient, ...]:
        """Return who gets what; with the words to send it by only where the channel of the draft was confirmed."""
        return tuple(
            Recipient(unit.name, unit.contact, unit.phone, unit.mail, each.file_name, *self._words(each.asked))
            for each in self.parcels
            for unit in (each.unit,)
        )

    def _words(self, asked: AskedUnit) -> tuple[str, ...]:
        if not self.asking.confirmed:
            return ()
        said = self.letter, asked
        return asking_subject(*said, again=self.again), asking_message(*said, again=self.again)


def asking_out(library: Library, plan_id: int, asking: Asking, today: date) -> AskingOut:
    """Return a round as ``services.asking.send`` would store it now; without units all that its tasks name.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: the closing day has passed, silence is to count without one, or nobody is asked.
    """
    paper = replace(breakdown_paper(library, plan_id), draft=True)
    _refuse_unconfirmed(library, asking)
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


def reminding_out(library: Library, plan_id: int, asking: Asking, today: date) -> AskingOut:
    """Return those of a plan's rounds who have not answered, of ``asking.unit_ids`` if any, with their forms again.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: all have answered, or drafts are wanted through a channel that nobody confirmed.
    """
    paper = replace(breakdown_paper(library, plan_id), draft=True)
    _refuse_unconfirmed(library, asking)
    late = [each for each in unanswered(library, plan_id, today) if each.unit.id in (asking.unit_ids or {each.unit.id})]
    if not late:
        raise NotAllowed(library=library.name, lacks=("unanswered",))
    batch, own = late[-1].batch, _tasks_of_units(library, plan_id)
    parcels = []
    for each in late:
        codes = each.batch.batch, each.place.code
        sheet = sheet_code(SheetCode(SheetKind.OPINION, *codes), library.origin.library, each.unit.id)
        asked = AskedUnit(each.unit.name, *codes, frozenset(own.get(each.unit.id, ())), each.asked.closing, sheet)
        name = each.place.file_name or f"{file_part(each.unit.name)[:_LONGEST]}-意见反馈表.xlsx"
        parcels.append(OpinionParcel(each.unit, asked, row_id(each.place), name))
    letter = _letter(library, plan_id, asking, batch.batch, len(late), today)
    template = template_of(library, TEMPLATE)
    return AskingOut(asking, paper, plan_id, batch.batch, tuple(parcels), letter, template, again=True)


def _refuse_unconfirmed(library: Library, asking: Asking) -> None:
    if asking.mail and not asking.confirmed:
        raise NotAllowed(library=library.name, lacks=("channel",))


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
        name = f"{place + 1:0{width}}-{file_part(unit.name)[:_LONGEST]}-意见反馈表.xlsx"
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
