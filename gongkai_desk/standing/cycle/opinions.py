"""征求意见 as it stands: who was asked and has said what, the 意见采纳情况表, the plan as it was issued."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit, Opinion
from gongkai_desk.domain.cycle.upward import IssuedPaper
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.papers import OpinionLine, OpinionTable
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.rules.work.opinions import Asked, Stand, says_something, stand_of
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, opinions, upward
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.opinions import AGREES, consulted_text, counts_text, reply_text


@dataclass(frozen=True, slots=True)
class Reply:
    """A unit that was asked: its place in the batch, until when, what it has said."""

    unit: StoredUnit
    batch: Dispatch
    place: DispatchUnit
    asked: Asked
    opinions: tuple[Opinion, ...]
    stand: Stand


def rounds(library: Library, plan_id: int) -> list[Dispatch]:
    """Return the rounds in which units were asked for their opinion on a plan, the first first."""
    return dispatches.dispatches(library, plan_id, kind=DispatchKind.OPINION)


def replies(library: Library, plan_id: int, today: date) -> list[Reply]:
    """Return every unit that was asked, in the order of the last round; of several rounds the last one counts."""
    known: dict[int, StoredUnit] = {unit.id: unit for unit in units.units(library)}
    said = _by_unit(opinions.opinions(library, plan_id))
    found: dict[int, Reply] = {}
    for batch in rounds(library, plan_id):
        moves = dispatches.closing_moves(library, batch.id)
        for place in dispatches.dispatch_units(library, (row_id(batch),)):
            unit = known.get(place.unit_id)
            if unit is not None:
                received = place.returned is not None and place.taken is None
                asked = Asked(dispatches.closing_of(batch, place, moves), batch.silent_agrees, received)
                own = tuple(said.get(unit.id, ()))
                found[unit.id] = Reply(unit, batch, place, asked, own, stand_of(own, asked, today))
    return list(found.values())


def unanswered(library: Library, plan_id: int, today: date) -> list[Reply]:
    """Return those of the units asked of whom nothing has come: whom one reminds."""
    return [each for each in replies(library, plan_id, today) if each.stand in (Stand.WAITING, Stand.OVERDUE)]


def units_of_plan(library: Library, plan_id: int) -> list[int]:
    """Return the units that the tasks of a plan name, in the directory's order: whom one asks for an opinion."""
    named = {unit_id for _, _, unit_id in units.expanded(library, plans.task_ids(library, plan_id))}
    return [unit.id for unit in units.units(library) if unit.id in named]


def _by_unit(found: Iterable[Opinion]) -> dict[int | None, list[Opinion]]:
    said: defaultdict[int | None, list[Opinion]] = defaultdict(list)
    for each in found:
        said[each.unit_id].append(each)
    return dict(said)


def opinion_table(library: Library, plan_id: int, today: date) -> OpinionTable:
    """Return what the 意见采纳情况表 of a plan is made of.

    Raises:
        UnknownId: there is no such plan.
    """
    plan = plans.plan(library, plan_id)
    names: dict[int, str] = {unit.id: unit.name for unit in units.units(library)}
    tasks: dict[int, StoredTask] = {task.id: task for task in plans.tasks(library, plan_id)}
    known = opinions.opinions(library, plan_id)
    lines = tuple(_lines([each for each in known if says_something(each)], names, tasks))
    asked = replies(library, plan_id, today)
    stands = [reply.stand for reply in asked]
    by_stand = {stand: tuple(r.unit.name for r in asked if r.stand is stand) for stand in Stand}
    adopted = Counter(each.adopted for each in known if says_something(each))
    unasked = _unasked(known, {reply.unit.id for reply in asked}, names)
    return OpinionTable(
        plan,
        lines,
        counts_text(len(asked), adopted, stands),
        none=(*by_stand[Stand.NONE], *unasked),
        silent=by_stand[Stand.SILENT],
        waiting=(*by_stand[Stand.OVERDUE], *by_stand[Stand.WAITING]),
        as_of=today,
    )


def _unasked(known: Sequence[Opinion], asked: set[int], names: Mapping[int, str]) -> Iterator[str]:
    """Yield the units that said 无意见 without having been asked in a round."""
    some = {each.unit_id for each in known if says_something(each)}
    own = dict.fromkeys(each.unit_id for each in known if each.unit_id not in some)
    yield from (names[number] for number in own if number is not None and number not in asked and number in names)


def _lines(
    found: Sequence[Opinion], names: Mapping[int, str], tasks: Mapping[int, StoredTask]
) -> Iterator[OpinionLine]:
    """Yield the opinions: on the whole first, then by task."""
    places = {number: place for place, number in enumerate(tasks, start=1)}
    for each in sorted(found, key=lambda one: (places.get(one.task_id or 0, 0), row_id(one))):
        task = tasks.get(each.task_id or 0)
        yield OpinionLine(
            names.get(each.unit_id or 0, ""),
            _name(task) if task else "总体",
            each.text or "不同意",
            AGREES[each.agrees],
            each.basis,
            reply_text(each),
            consulted_text(each),
        )


def _name(task: StoredTask) -> str:
    return "　".join(filter(None, ((task.seq or "").rpartition("/")[2], task.title or task.content[:30])))


# ---- 印发


def issued(library: Library, plan_id: int) -> IssuedPaper | None:
    """Return how a plan was issued, the last one that was entered."""
    found = upward.kept(library, IssuedPaper, plan_id)
    return found[-1] if found else None


def issued_copy(library: Library, plan_id: int) -> Path | None:
    """Return the frozen paper of a plan as it was issued: it is what is filed and sent out."""
    paper = issued(library, plan_id)
    if paper is None or paper.filed_copy_id is None:
        return None
    return upward.copy_path(library, paper.filed_copy_id)
