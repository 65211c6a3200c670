"""What a superior's form may be told of our tasks on a day: the ledger's row of each, by the fields of forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from gongkai_desk.domain.forms import FormField, FormState, TaskFacts
from gongkai_desk.domain.light import Why
from gongkai_desk.domain.papers import USUAL_LEDGER, LedgerChoice, LedgerEntry
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import Role, State
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.domain.work import Report
from gongkai_desk.page.layout import plain_text
from gongkai_desk.papers.rows import lead_text, responsible_text, unit_text
from gongkai_desk.rules.forms.handed import BookOn
from gongkai_desk.rules.forms.rows import Coded, Known
from gongkai_desk.rules.light.lights import TaskLight
from gongkai_desk.standing.ledger_entries import LedgerEntries, reports_told
from gongkai_desk.standing.lights import lights
from gongkai_desk.store import units
from gongkai_desk.store.entries.handed import book_coded
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans, work
from gongkai_desk.wording.states import extension_text

F = FormField
_STATES = {
    State.CLOSED: FormState.DONE,
    State.NOT_STARTED: FormState.NOT_STARTED,
    State.NOT_APPLICABLE: FormState.NOT_APPLICABLE,
    State.CANCELLED: FormState.NOT_APPLICABLE,
}
_LATE = frozenset({Why.OVERDUE, Why.RECTIFY_OVERDUE})


def form_facts(
    library: Library, plan_id: int, as_of: date, choice: LedgerChoice = USUAL_LEDGER, *, fed: bool = True
) -> dict[int, TaskFacts]:
    """Return what is to be told of each task of a plan, in its order; ``choice``: reports of which days.

    ``fed``: of a superior's task that our own tasks take up (承接) these tell, unless something was reported on it
    itself. Else the plan's own tasks alone.

    Raises:
        UnknownId: there is no such plan.
    """
    plans.plan(library, plan_id)
    tasks = feeding_tasks(library, plan_id) if fed else plans.tasks(library, plan_id)
    ids = [task.id for task in tasks]
    entries = LedgerEntries(library, ids, as_of, choice)
    lit, people = lights(library, as_of, ids), _contacts(library, ids)
    reports = reports_told(library, ids, as_of, choice)
    last = {number: each[-1] for number, each in reports.items() if each}
    told = {task.id: entries.entry(task, addresses=True, counted=False) for task in tasks}
    return {task.id: _facts(told[task.id], task, lit[task.id], people.get(task.id), last.get(task.id))
            for task in tasks}  # fmt: skip


def feeding_tasks(library: Library, plan_id: int) -> list[StoredTask]:
    """Return the tasks that tell of a plan's: itself, or the tasks of other plans that take it up, each once."""
    own = plans.tasks(library, plan_id)
    ids = {task.id for task in own}
    pairs = [(taker, above) for taker, above in links.links(library) if above in ids and taker not in ids]
    if not pairs:
        return own
    told = {report.task_id for report in work.reports(library, ids) if report.text}
    known = {int(task.id): task for task in plans.tasks(library, None)}
    takers: defaultdict[int, list[StoredTask]] = defaultdict(list)
    for taker, above in pairs:
        if above not in told and taker in known:
            takers[above].append(known[taker])
    found = (each for task in own for each in takers.get(task.id, [task]))
    return list({task.id: task for task in found}.values())


def _facts(
    entry: LedgerEntry, task: StoredTask, light: TaskLight, person: StoredUnit | None, last: Report | None
) -> TaskFacts:
    texts = {
        F.SEQ: (task.seq or "").rpartition("/")[2],
        F.SECTION: "\n".join(task.section),
        F.TITLE: task.title or "",
        F.CONTENT: task.content,
        F.UNITS: unit_text(task),
        F.LEAD: lead_text(task),
        F.RESPONSIBLE: responsible_text(task),
        F.SUPPORT: "、".join(task.support),
        F.DEADLINE: task.deadline.text,
        F.PROGRESS: entry.progress,
        F.PROBLEMS: entry.problems,
        F.NEXT_STEPS: entry.next_steps,
        F.EVIDENCE: entry.evidence,
        F.CONTACT: person.contact if person else "",
        F.PHONE: person.phone if person else "",
        F.DAY: last.day.isoformat() if last else "",
        F.REMARK: extension_text(light),
    }
    shown = {field: plain_text(text) for field, text in texts.items()}
    return TaskFacts(task, shown, _state(light), zero=last is not None and last.zero)


def _state(light: TaskLight) -> FormState:
    """Return how a task stands as superiors ask for it: late is what has passed its day, not what is red otherwise."""
    states = {share.state for share, _ in light.by_unit} or {State.NOT_STARTED}
    known = {_STATES.get(state, FormState.RUNNING) for state in states}
    if len(known) > 1:
        known -= {FormState.NOT_APPLICABLE}
    state = known.pop() if len(known) == 1 else FormState.RUNNING
    return FormState.LATE if any(each.word in _LATE for _, each in light.by_unit) else state


def _contacts(library: Library, task_ids: Iterable[int]) -> dict[int, StoredUnit]:
    """Return for each task the first unit in charge that has a contact or a number."""
    known = {unit.id: unit for unit in units.units(library) if unit.contact or unit.phone}
    found: dict[int, StoredUnit] = {}
    for each in units.assignments(library, task_ids):
        unit = known.get(each.unit_id) if each.unit_id is not None else None  # type: ignore[call-overload]
        if unit is not None and each.role is not Role.SUPPORT:
            found.setdefault(each.task_id, unit)
    return found


def known_tasks(
    library: Library, plan_id: int, remembered: Mapping[str, tuple[int, ...]], book: BookOn | None = None
) -> Known:
    """Return what printed rows are compared with: what tells of the plan's tasks, and those above that it takes up.

    ``book``: the form is this 填报表 of a superior; once it was registered its codes say which task a row is of.
    """
    own = feeding_tasks(library, plan_id)
    ids = {task.id for task in own}
    pairs = [pair for pair in links.links(library) if pair[0] in ids]
    every, above = plans.tasks(library, None), {other for _, other in pairs}
    entry = book_coded(library, book.code) if book is not None else None
    coded = None
    if entry is not None and book is not None and book.shape is not None:
        known = {int(task.id): task for task in every}
        coded = Coded(book.shape, {place: known[task] for place, task in entry.tasks.items() if task in known})
    return Known(own, [task for task in every if task.id in above], pairs, remembered, coded)
