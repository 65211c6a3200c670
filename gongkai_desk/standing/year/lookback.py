"""回头看 as it stands: items with results, what of them goes on this year, what the 年报 and the papers take of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gongkai_desk.domain.cycle.judging import Lookback
from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.domain.year.lookback import KeptItem, LookbackCounts, LookbackPaper
from gongkai_desk.errors import UnknownId
from gongkai_desk.papers.rows import task_name
from gongkai_desk.rules.year.lookback import Match, counts_of, suggestions
from gongkai_desk.standing.year import rectification
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans
from gongkai_desk.wording.year.lookback import source_text


def newest(library: Library, plan_id: int, year: int | None = None) -> Lookback:
    """Return the look-back that belongs to a plan: at the plan itself, or the one whose items it goes on with.

    ``year``: only one at that year.

    Raises:
        UnknownId: there is no such plan, or no look-back for it.
    """
    plan = plans.plan(library, plan_id)
    known = list(reversed(stored.lookbacks(library, year)))
    years = (plan.year, plan.year - 1) if plan.year else ()
    found = next((each for each in known if each.plan_id == plan_id), None)
    found = found or next((each for year in years for each in known if each.year == year), None)
    if found is None:
        raise UnknownId(library=str(library.folder), what="lookback", id=plan_id)
    return found


def name_of(library: Library, of: Lookback) -> str:
    """Return what was looked back at, in words: a plan's title, another library, an old ledger."""
    return source_text(of, _titles(library, of))


def _titles(library: Library, of: Lookback) -> str:
    known: dict[int, str] = {plan.id: plan.title for plan in plans.plans(library)}
    if of.plan_id is not None and not (of.library or of.file_name):
        return known.get(of.plan_id, "")
    return f"{of.year}年政务公开工作要点"


def plans_after(library: Library, of: Lookback) -> list[StoredPlan]:
    """Return the plans with which a look-back's items can go on: those of later years, the nearest year first."""
    later = [plan for plan in plans.plans(library) if plan.year and plan.year > of.year]
    own = [plan for plan in later if plan.id == of.plan_id]
    return own + sorted((plan for plan in later if plan not in own), key=lambda plan: plan.year or 0)


def suggested(library: Library, of: Lookback, plan_id: int) -> tuple[Match, ...]:
    """Return which tasks of a plan seem to go on with which items, links that a person made left out.

    Raises:
        UnknownId: there is no such plan.
    """
    plans.plan(library, plan_id)
    items = stored.items(library, row_id(of))
    linked = set(links.links(library, links.LAST_YEAR))
    known = {(place, number) for place, each in enumerate(items) for number in each.next_ids}
    found = suggestions(items, plans.tasks(library, plan_id))
    return tuple(
        each
        for each in found
        if (each.item, each.task_id) not in known and (each.task_id, items[each.item].item.task_id) not in linked
    )


# ---- figures


def counts(library: Library, of: Lookback, today: date, items: Sequence[KeptItem] | None = None) -> LookbackCounts:
    """Return how a look-back stands on a day."""
    found = stored.items(library, row_id(of)) if items is None else items
    return counts_of(found, rectification.kept(library, today))


def outcome(library: Library, year: int, today: date) -> LookbackCounts | None:
    """Return what came of the ledger of a year (落实情况), for the 年报; ``None`` where nobody looked back at it.

    Of several look-backs at the same plan, library or file the last one counts; those at different ones are added up.
    """
    last = {(each.plan_id, each.library, each.file_name): each for each in stored.lookbacks(library, year)}
    if not last:
        return None
    items = [item for each in last.values() for item in stored.items(library, row_id(each))]
    return counts_of(items, rectification.kept(library, today))


def left_over(items: Iterable[KeptItem]) -> Counted:
    """Return the unfinished items that no task of this year goes on with."""
    found = (each.id for each in items if each.item.chosen and not each.next_ids)
    return Counted(CountedKind.LOOKBACK, tuple(found))


# ---- to paper


def lookback_paper(library: Library, of: Lookback, today: date) -> LookbackPaper:
    """Return what the papers of a look-back are made of."""
    items = stored.items(library, row_id(of))
    kept = rectification.kept(library, today)
    own = {each.id for each in items if each.item.chosen}
    ids = {number for each in items for number in each.next_ids}
    goes_on: dict[int, str] = {task.id: task_name(task) for task in plans.tasks(library) if task.id in ids}
    return LookbackPaper(
        of,
        name_of(library, of),
        rectification.office_of(library),
        today,
        tuple(each for each in items if each.item.chosen),
        counts_of(items, kept),
        goes_on,
        tuple(each for each in kept if each.entry.lookback_item_id in own),
        _sections(library, items),
    )


def _sections(library: Library, items: Iterable[KeptItem]) -> dict[int, str]:
    """Return the outermost heading over each item that is a task of this library."""
    tasks = {each.id: number for each in items if (number := each.item.task_id) is not None}
    places = plans.places_of(library, tasks.values())
    found = ((item, places[number][1]) for item, number in tasks.items() if number in places)
    return {item: section[0] for item, section in found if section}
