"""上级下发的填报表: a superior's book is read, offered beside what is here, registered with its tasks as one step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.calendar import DutyKind
from gongkai_desk.domain.cycle.handed import HandedBook, HandedChoice, HandedEntry, HandedOffer, HandedPlan
from gongkai_desk.domain.cycle.rounds import Packet
from gongkai_desk.domain.ids import By, Changes, PlanId
from gongkai_desk.domain.plan import Plan, StoredTask, Task, TaskEdit
from gongkai_desk.errors import Duplicate, NotAllowed, ReadOnlyLedger, ReturnedBook
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.outside import without_unseen
from gongkai_desk.parsing.typed import edited
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.rules.compare.matching import fold
from gongkai_desk.rules.forms.rows import same_tasks
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.services.progress.work import sense_of
from gongkai_desk.standing.plan_pairs import is_named_alike
from gongkai_desk.store import units
from gongkai_desk.store.care.snapshots import snapshot
from gongkai_desk.store.entries import upward
from gongkai_desk.store.entries.dispatches import next_book
from gongkai_desk.store.entries.duties import StoredDuty, put_duty
from gongkai_desk.store.entries.handed import HANDED, book_coded, handed_books, insert_handed
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.evidence import hash_file
from gongkai_desk.words.codes import read_book_code, read_row_code
from gongkai_desk.words.papers import level_of
from gongkai_desk.words.unit_names import place_of

with lazy_imports():  # the child alone loads it
    from gongkai_desk.services.intake import in_child

_READERS = ("gongkai_desk.services.intake.in_child",)
_MANY = 0.5  # share of a book's rows from which a plan is taken for the superior's without asking
_YEAR = re.compile(r"20\d\d")
_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公室|办公厅)?$")


def is_handed(library: Library, error: ReturnedBook) -> bool:
    """Tell whether a 填报表 that was given as a plan is one that a superior's library made; else say why not.

    A book without any code is taken for one of this library's that came back.
    """
    code = error.data.get("code", "")
    own = not code or is_sent_from(library, code)
    if own or error.data.get("opinions"):
        error.data["reason"] = "own" if own else "above"
        return False
    return True


def is_sent_from(library: Library, code: str) -> bool:
    """Tell whether a 单位码 or 任务码 is one that this library gave: others' are at times right for it by chance."""
    home = library.origin.library
    row = read_row_code(code, home)
    book = row.book if row is not None else read_book_code(code, home)
    return book is not None and book < next_book(library)


def read_book(path: Path, password: str = "", progress: Progress = silent) -> HandedBook:
    """Read a superior's book in the child process.

    Raises:
        InputError: the file is refused; ``ReturnedBook``: it is no book that can be registered.
        Cancelled: ``progress`` asked to stop.
    """
    child.prepare(*_READERS)
    return child.run(_read, path, password, progress=progress)


def _read(path: Path, password: str, progress: Progress = silent) -> HandedBook:
    return in_child.handed_in(path, password, progress)


# ---- beside what is here


def offered(library: Library, book: HandedBook) -> HandedOffer:
    """Return what registering a book would do."""
    registered = book_coded(library, book.code)
    plan = _plan(book)
    tasks = tuple(_understood(library, book, plan))
    found = sorted(_plans(library, book, tasks, registered), key=lambda each: -len(each.known))
    earlier = handed_books(library)
    return HandedOffer(
        book,
        tasks,
        tuple(found),
        registered,
        _later(book, earlier, {each.plan.id for each in found}),
        _our_unit(library, book, earlier),
        plan.level,
    )


def _plan(book: HandedBook) -> Plan:
    year = _YEAR.search(book.plan) or _YEAR.match(book.batch)
    return Plan(
        without_unseen(book.plan) or Path(book.file).stem,
        issuer=without_unseen(book.office),
        year=int(year[0]) if year else None,
        level=level_of(book.office, book.plan),
    )


def _understood(library: Library, book: HandedBook, plan: Plan) -> Iterator[Task]:
    """Yield the book's tasks with deadline and measures as the texts say."""
    sense = sense_of(library, plan)
    for place, row in enumerate(book.rows):
        texts = [without_unseen(text) for text in (row.seq, row.title, row.content, row.deadline)]
        seq, title, content, deadline = texts
        edit = TaskEdit(seq=seq, title=title if content else "", content=content or title, deadline=deadline)
        yield replace(edited(Task(), edit, sense), position=place)


def _plans(
    library: Library, book: HandedBook, tasks: Sequence[Task], registered: HandedEntry | None
) -> Iterator[HandedPlan]:
    """Yield the plans that a book may go on with: those of its former books, and those of its name and place."""
    new, place = _plan(book), place_of(book.office, book.plan)
    mine = {each.plan_id for each in handed_books(library) if fold(each.office) == fold(book.office)}
    same = registered.plan_id if registered is not None else None
    for plan in plans.plans(library):
        near = plan.id in mine or place_of(plan.issuer, plan.title) == place
        if plan.id == same or (near and is_named_alike(plan, new)):
            known = same_tasks(tasks, plans.tasks(library, plan.id))
            if known or plan.id in (*mine, same):
                moved = (at for at, task in known.items() if _moved(tasks[at], task))
                yield HandedPlan(plan, known, tuple(sorted(moved)))


def _moved(printed: Task, stored: StoredTask) -> bool:
    now = stored.printed or stored.deadline
    return bool(printed.deadline.text) and fold(printed.deadline.text) != fold(now.text)


def _later(book: HandedBook, earlier: Sequence[HandedEntry], plan_ids: set[PlanId]) -> str:
    """Return the batch that came after a book's, of the same superior's plan."""
    batches = [
        each.batch for each in earlier if each.plan_id in plan_ids and order_of(each.batch) > order_of(book.batch)
    ]
    return max(batches, key=order_of, default="")


def order_of(batch: str) -> tuple[date, str]:
    """Return by what batches follow one another: the end of their period, then their number."""
    days = period_days(batch.rpartition("-")[0])
    return (days[1] if days is not None else date.min), batch


def _our_unit(library: Library, book: HandedBook, earlier: Sequence[HandedEntry]) -> str:
    """Return which unit of a book we are: its only one, the one we were before, the one our own name says."""
    if not book.units:
        return book.unit
    said = "".join((setting(library, OFFICE), units.place(library), library.name))
    before = [each.unit for each in reversed(earlier) if each.unit in book.units]
    named = [unit for unit in book.units if _GOVERNMENT.sub("", unit) in said]
    return before[0] if before else named[0] if len(named) == 1 else ""


def usual_choice(offer: HandedOffer) -> HandedChoice:
    """Return what is registered where nobody chooses: with the plan that most rows are of, else as a new one."""
    first = next(iter(offer.plans), None)
    before = offer.registered.plan_id if offer.registered is not None else None
    if first is not None and len(first.known) >= _MANY * len(offer.tasks):
        before = first.plan.id
    return HandedChoice(before, offer.unit, offer.level)


# ---- taken in


def take_in(library: Library, by: By, path: Path, offer: HandedOffer, choice: HandedChoice) -> Changes:
    """Register a book as one undoable step: its file, tasks that are new, its codes; ``made`` is the plan's id.

    Raises:
        Duplicate: this very file is registered.
        NotAllowed: it is not said which unit of a shared book we are (``lacks``: ``handed_unit``).
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    book = offer.book
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    if book.units and choice.unit not in book.units:
        raise NotAllowed(library=library.name, lacks=("handed_unit",))
    _refuse_twice(library, book, hash_file(path))
    copy = upward.freeze(library, path)
    snapshot(library.folder, "import")
    title = _plan(book).title
    with library.step(f"登记上级任务《{title}》（批号 {book.batch or '未写明'}）", by) as step:
        step.made, tasks = _store_tasks(library, step, offer, choice)
        coded = {row.place: tasks[at] for at, row in enumerate(book.rows) if row.place is not None}
        line, office = without_unseen(book.line(choice.unit)), without_unseen(book.office)
        entry = Packet(without_unseen(book.code), HANDED, "", by.today, office, step.made, remark=line)
        insert_handed(step, entry, coded, copy)
        if book.closing and offer.registered is None:
            put_duty(step, _duty(book, step.made))
    return step.changes


def _store_tasks(library: Library, step: Step, offer: HandedOffer, choice: HandedChoice) -> tuple[int, dict[int, int]]:
    """Add the tasks that are new behind those of the plan; return its id, and the task of each row by its order."""
    into = offer.of(choice.plan_id)
    if into is not None:
        number, known = int(into.plan.id), {at: int(task.id) for at, task in into.known.items()}
    else:
        number, known = plans.insert_plan(step, replace(_plan(offer.book), level=choice.level)), {}
    new = [at for at in range(len(offer.tasks)) if at not in known]
    behind = len(plans.task_ids(library, number))
    made = plans.insert_tasks(step, number, [offer.tasks[at] for at in new], {}, position=behind)
    return number, known | dict(zip(new, made, strict=True))


def _refuse_twice(library: Library, book: HandedBook, sha256: str) -> None:
    copies = upward.filed_copies(library)
    for each in handed_books(library):
        if (copy := copies.get(each.filed_copy_id)) is not None and copy.sha256 == sha256:
            title = plans.plan(library, each.plan_id).title
            raise Duplicate(file=book.file, plan=each.plan_id, title=title, reason="handed")


def _duty(book: HandedBook, plan_id: int) -> StoredDuty:
    """Return the office's own reminder of the day until which the book is to be returned."""
    name = f"报送上级填报表 {book.batch}".strip()
    basis = f"{book.office}《{book.plan}》填报表"
    return StoredDuty("", DutyKind.OWN, name, basis, plan_id, None, book.closing)
