"""What 工作交接 hands over: every open matter of a plan, item by item, and where things lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.archive import Handover, HandoverItem, HandoverPart
from gongkai_desk.domain.year.lookback import RectifyState
from gongkai_desk.papers.rows import task_name, unit_text
from gongkai_desk.rules.light.agenda import Entry, agenda
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.standing.year import rectification
from gongkai_desk.standing.year.locks import late_returns
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, papers, returns, upward
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import evidence, plans
from gongkai_desk.wording.lights import units_text
from gongkai_desk.wording.slips import SLIP_KINDS
from gongkai_desk.wording.states import STATES, TOPICS
from gongkai_desk.wording.year import archive as words
from gongkai_desk.wording.year.lookback import STATES as RECTIFY_STATES

_OPEN = (State.PENDING, State.RETURNED, State.IN_PROGRESS, State.NOT_STARTED, State.DEFERRED, State.SUSPENDED)


def handover_facts(library: Library, plan_id: int, *, today: date, giver: str = "", taker: str = "") -> Handover:
    """Return what is handed over of a plan today.

    Raises:
        UnknownId: there is no such plan.
    """
    plan, tasks = plans.plan(library, plan_id), plans.tasks(library, plan_id)
    lit = lit_works(library, today, [task.id for task in tasks], tasks=tasks)
    states = task_states(library, [task.id for task in tasks])
    closed = [task.id for task in tasks if states.get(task.id) is State.CLOSED]
    parts = (*_by_state(lit, states), *_by_topic(lit), *_others(library, plan_id, today))
    return Handover(
        plan, setting(library, UNIT) or plan.issuer, today, _tasks([task.id for task in tasks]), _tasks(closed),
        parts, tuple(_contacts(library, lit)), tuple(_places(library, plan_id)), giver, taker,
    )  # fmt: skip


def _tasks(ids: Sequence[int]) -> Counted:
    return Counted(CountedKind.SHARE, keys=tuple((number, None) for number in ids))


def _by_state(lit: dict[int, LitWork], states: dict[int, State]) -> Iterator[HandoverPart]:
    """Yield the tasks that are not closed, by how they stand."""
    for state in _OPEN:
        found = [each for number, each in lit.items() if states.get(number, State.NOT_STARTED) is state]
        items = tuple(_item(each) for each in found)
        yield HandoverPart(f"{STATES[state]}的任务", items, _tasks([each.work.task.id for each in found]))


def _item(of: LitWork) -> HandoverItem:
    names = [share.unit for share, _ in of.light.by_unit if share.state is not State.CLOSED]
    task = of.work.task
    unit = units_text([name for name in names if name], 3) or unit_text(task)
    deadline = f"完成时限{task.deadline.text}" if task.deadline.text else ""
    return HandoverItem(task_name(task), unit, deadline)


_TOPICS = tuple(topic for topic in Topic if topic not in (Topic.TO_VERIFY, Topic.RETURNED))
"""待核查 and 退回整改 stand by state already."""


def _by_topic(lit: dict[int, LitWork]) -> Iterator[HandoverPart]:
    """Yield what presses, by what it waits for."""
    found = agenda((each.work.task, each.light, each.frame) for each in lit.values())
    for topic in _TOPICS:
        entries = found.get(topic, [])
        items = tuple(_entry(lit[entry.task_id], entry) for entry in entries)
        yield HandoverPart(TOPICS[topic], items, _tasks([entry.task_id for entry in entries]))


def _entry(of: LitWork, entry: Entry) -> HandoverItem:
    unit = units_text([name for name in entry.units if name], 3) or unit_text(of.work.task)
    return HandoverItem(task_name(of.work.task), unit, entry.day.isoformat() if entry.day else "")


def _others(library: Library, plan_id: int, today: date) -> Iterator[HandoverPart]:
    names: dict[int, str] = {unit.id: unit.name for unit in units.units(library)}
    files = {each.id: each for each in returns.returned_files(library)}
    waiting = dict.fromkeys(row.returned_file_id for row in returns.waiting_rows(library))
    yield HandoverPart(
        words.HEADINGS["returned"],
        tuple(HandoverItem(files[n].name, names.get(files[n].unit_id or 0, "")) for n in waiting if n in files),
    )
    batches = {each.id: each for each in dispatches.dispatches(library, plan_id) if each.id is not None}
    books = dispatches.dispatch_units(library, batches)
    open_books = [each for each in books if each.receipt is None and each.unit_id is not None]
    yield HandoverPart(
        words.HEADINGS["receipt"],
        tuple(
            HandoverItem(f"批号{batches[each.dispatch_id].batch}", names.get(each.unit_id or 0, ""))
            for each in open_books
        ),
    )
    yield _slips(library, plan_id)
    late = [each for each in late_returns(library, plan_id) if each.waits]
    yield HandoverPart(
        words.HEADINGS["late"], tuple(HandoverItem(task_name(each.task), each.report.unit) for each in late)
    )
    known = rectification.kept(library, today, rectification.of_plan(library, plan_id))
    entries = [each for each in known if each.state is not RectifyState.CLOSED]
    yield HandoverPart(
        words.HEADINGS["rectification"],
        tuple(HandoverItem(each.entry.problem, each.unit, RECTIFY_STATES[each.state]) for each in entries),
        Counted(CountedKind.RECTIFICATION, tuple(each.id for each in entries)),
    )


def _slips(library: Library, plan_id: int) -> HandoverPart:
    """Return the slips about the plan's tasks whose 回执 has not come."""
    mine = set(plans.task_ids(library, plan_id))
    waiting = [each for each in papers.slip_numbers(library) if each.answered is None and mine & set(each.tasks)]
    items = tuple(
        HandoverItem(
            f"{SLIP_KINDS[each.kind]}{each.number_text or each.number}",
            each.unit,
            words.ANSWER_UNTIL.format(day=each.answer_until.isoformat()) if each.answer_until else "",
        )
        for each in waiting
    )
    return HandoverPart(words.HEADINGS["slips"], items)


def _contacts(library: Library, lit: dict[int, LitWork]) -> Iterator[HandoverPart]:
    """Yield whom to ask, as registered: of units that have something open, of superiors."""
    open_units = {
        share.unit_id for each in lit.values() for share, _ in each.light.by_unit if share.state is not State.CLOSED
    }
    found = [each for each in units.units(library) if each.id in open_units and (each.contact or each.phone)]
    items = tuple(HandoverItem(each.name, "", _contact(each.contact, each.phone, each.mail)) for each in found)
    counted = Counted(CountedKind.UNIT, tuple(each.id for each in found))
    yield HandoverPart(words.CONTACTS, items, counted)
    above = [each for each in upward.superiors(library) if each.contact or each.phone]
    yield HandoverPart(
        words.SUPERIORS,
        tuple(HandoverItem(each.name, "", _contact(each.contact, each.phone, each.mail)) for each in above),
    )


def _contact(*texts: str) -> str:
    return "，".join(filter(None, texts))


def _places(library: Library, plan_id: int) -> Iterator[str]:
    original = evidence.original_of(library, plan_id)
    ids = plans.task_ids(library, plan_id)
    proofs = {each.id for found in evidence.evidence(library, ids).values() for each in found}
    own = sorted(path.name for path in (library.folder / "templates").glob("*.docx"))
    slots = {
        "library": library.folder.name,
        "original": original[1] if original else "（手工建立，没有原件）",
        "proofs": len(proofs),
        "templates": "、".join(own) or "没有",
    }
    yield from (line.format(**slots) for line in words.PLACES)
