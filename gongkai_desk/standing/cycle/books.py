"""填报表 as they would go out: books with their codes, made of what units owe, and to whom each goes; read only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.books import (
    BookNote,
    BookRow,
    BookState,
    Filled,
    Notice,
    Recipient,
    Sender,
    SendOrder,
    UnitBook,
)
from gongkai_desk.domain.cycle.rounds import DispatchUnit
from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.plan import Plan, StoredPlan, StoredTask
from gongkai_desk.domain.work import StoredReport
from gongkai_desk.errors import NotAllowed
from gongkai_desk.exchange.mail import mailboxes_of
from gongkai_desk.page.layout import plain_text
from gongkai_desk.papers.notice import TEMPLATE, message, subject
from gongkai_desk.papers.rows import sequence
from gongkai_desk.rules.light.owing import Owes
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.standing.cycle.owed import Owed, PlanOwed, UnitOwed, owed, span_of
from gongkai_desk.standing.cycle.upward import template_of
from gongkai_desk.standing.papers import breakdown_paper
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, returns
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, setting
from gongkai_desk.store.tasks import plans, work
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.states import STATES
from gongkai_desk.words.codes import SheetCode, SheetKind, book_code, read_book_code, row_code, sheet_code

MAIL = "office.mail"
"""The setting of the mailbox to which units send their papers."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]')  # what Windows allows in no file name
_LONGEST = 40  # characters of a unit's name in that of its file


@dataclass(frozen=True, slots=True)
class Parcel:
    """A book with the units that get it, several of a shared one, and the name of its file.

    ``books``: the ids that the units' entries will have, in the order of ``units``.
    """

    book: UnitBook
    units: tuple[UnitOwed, ...]
    books: tuple[int, ...]
    file_name: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A batch as it would go out."""

    order: SendOrder
    plan: StoredPlan
    batch: str
    parcels: tuple[Parcel, ...]
    notice: Notice
    breakdown: BreakdownPaper
    template: Path
    open_tasks: tuple[StoredTask, ...] = ()
    partly_open: tuple[StoredTask, ...] = ()

    @property
    def units(self) -> tuple[tuple[UnitOwed, Parcel], ...]:
        """Return each unit with its parcel."""
        return tuple((unit, parcel) for parcel in self.parcels for unit in parcel.units)

    @property
    def numbers(self) -> tuple[object, ...]:
        """Return what its papers bear: other numbers, rows or names make them other papers."""
        return self.batch, tuple((parcel.book, parcel.books, parcel.file_name) for parcel in self.parcels)

    @property
    def without_mail(self) -> tuple[str, ...]:
        """Return the units for which a draft is wanted and no mailbox is entered."""
        return tuple(of.unit.name for of, _ in self.units if self.order.mail and not mailboxes_of([of.unit]))

    @property
    def worded(self) -> bool:
        """Tell whether a mail may be drafted and words be made to copy: not of marked papers unless confirmed."""
        return self.order.confirmed or not is_marked(self.order, self.plan)

    def recipients(self) -> tuple[Recipient, ...]:
        """Return who gets what, with the words to send it by where they may be made."""
        return tuple(
            Recipient(
                of.unit.name,
                of.unit.contact,
                of.unit.phone,
                of.unit.mail,
                parcel.file_name,
                *((subject(parcel.book, of.unit.name), message(parcel.book, of.unit.name)) if self.worded else ()),
            )
            for of, parcel in self.units
        )

    @property
    def period(self) -> str:
        """Return its period in words."""
        return period_text(self.order.period)


def outgoing(library: Library, order: SendOrder, today: date) -> Outgoing:
    """Return a batch as ``services.dispatching.send`` would store it now.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: no such period, a closing day that has passed, nobody who owes anything, mail for marked papers.
    """
    span = span_of(order.period)
    if span is None:
        raise NotAllowed(library=library.name, lacks=("period",))
    if order.closing < today:
        raise NotAllowed(library=library.name, lacks=("closing",))
    found = owed(library, order.plan_id, span, today, order.unit_ids)
    if not found.asked:
        raise NotAllowed(library=library.name, lacks=("something_owed",))
    order = replace(order, period=span.name)
    batch = f"{span.name}-{dispatches.next_batch(library, span.name):02}"
    made = _Maker(library, order, found, batch)
    if order.mail and is_marked(order, made.plan) and not order.confirmed:
        raise NotAllowed(library=library.name, lacks=("channel",))
    tasks = {row.task.id for each in found.asked for row in each.rows}
    notice = Notice(
        made.plan.title,
        made.plan.doc_no,
        period_text(span.name),
        batch,
        order.closing,
        today,
        made.sender,
        len(found.asked),
        len(tasks),
        order.internal,
    )
    parcels, breakdown = tuple(made.parcels()), breakdown_paper(library, order.plan_id)
    template = template_of(library, TEMPLATE)
    return Outgoing(order, made.plan, batch, parcels, notice, breakdown, template, found.open_tasks, found.partly_open)


def is_marked(order: SendOrder, plan: Plan) -> bool:
    """Tell whether papers are 内部资料 or 征求意见稿, whose channel a person must confirm."""
    return order.internal or "征求意见" in plan.title


class _Maker:
    """Makes the books of one batch."""

    def __init__(self, library: Library, order: SendOrder, found: PlanOwed, batch: str) -> None:
        self.plan = plans.plan(library, order.plan_id)
        self.sender = sender(library, self.plan)
        self._order, self._found, self._batch = order, found, batch
        tasks = plans.tasks(library, order.plan_id)
        self._seq: Mapping[int, str] = dict(zip((task.id for task in tasks), sequence(tasks), strict=True))
        self._identity = library.origin.library
        self._first = dispatches.next_book(library)
        self._width = max(2, len(str(max((each.order for each in found.units), default=0))))

    def parcels(self) -> Iterator[Parcel]:
        """Yield the books in the directory's order, each with the ids that come next."""
        number = self._first
        for whose in self._whose():
            ids = tuple(range(number, number + len(whose)))
            yield Parcel(self._book(whose, ids[0]), whose, ids, self._file_name(whose))
            number += len(whose)

    def _whose(self) -> Iterable[tuple[UnitOwed, ...]]:
        """Return the units of each book: those with the same rows share one, if that is wanted."""
        if not self._order.shared:
            return ((each,) for each in self._found.asked)
        alike: dict[tuple[tuple[int, str], ...], list[UnitOwed]] = {}
        for each in self._found.asked:
            alike.setdefault(tuple((row.task.id, _deadline(row)) for row in each.rows), []).append(each)
        return map(tuple, alike.values())

    def _book(self, whose: Sequence[UnitOwed], book: int) -> UnitBook:
        first, shared = whose[0], len(whose) > 1
        previous, code = self._order.previous and not shared, book_code(book, self._identity)
        rows = tuple(self._row(row, book, place, previous=previous) for place, row in enumerate(first.rows))
        return UnitBook(
            self.plan.title,
            period_text(self._order.period),
            self._batch,
            "" if shared else first.unit.name,
            code,
            tuple(each.unit.name for each in whose) if shared else (),
            self._order.closing,
            rows,
            tuple(map(self._note, _common(whose))),
            self.sender,
            previous and any(row.previous for row in rows),
            self._order.internal,
            sheet_code(SheetCode(SheetKind.BOOK, self._batch, code), self._identity, first.unit.id),
        )

    def _row(self, row: Owed, book: int, place: int, *, previous: bool) -> BookRow:
        last = _last_report(row.share) if previous else None
        return BookRow(
            row.task.id,
            row_code(book, place, self._identity),
            self._seq[row.task.id],
            row.task.title or "",
            row.task.content,
            _deadline(row),
            last.text if last else "",
            last.id if last else None,
        )

    def _note(self, row: Owed) -> BookNote:
        task = row.task
        return BookNote(task.id, self._seq[task.id], task.title or "", task.content, _deadline(row), _standing(row))

    def _file_name(self, whose: Sequence[UnitOwed]) -> str:
        """Return 03-市教育局-2026年二季度填报表.xlsx; of a shared book 01-黄浦区政府等16家-…通用填报表.xlsx."""
        first, shared = whose[0], len(whose) > 1
        name = file_part(first.unit.name)[:_LONGEST] + (f"等{len(whose)}家" if shared else "")
        kind = "通用填报表" if shared else "填报表"
        return f"{first.order:0{self._width}}-{name}-{period_text(self._order.period)}{kind}.xlsx"


# ---- 退回补报


def returned_book(library: Library, book_id: int) -> UnitBook:
    """Return a unit's book with what it wrote, to be sent back: rows bear their codes again, and their reports.

    Raises:
        UnknownId: no such book, or its batch was removed.
    """
    entry = dispatches.dispatch_unit(library, book_id)
    batch = dispatches.dispatch(library, entry.dispatch_id)
    plan, tasks = plans.plan(library, batch.plan_id), plans.tasks(library, batch.plan_id)
    numbers = dict(zip((task.id for task in tasks), sequence(tasks), strict=True))
    known = {task.id: task for task in tasks}
    came, told = _last_rows(library, book_id), _reports_of(library, entry, batch.period)
    rows = []
    for sent in dispatches.sent_rows(library, book_id):
        task = known.get(TaskId(sent.task_id))
        if task is not None:
            report = told.get(sent.task_id)
            written = came.get(sent.task_id) or (_written(report) if report else Filled())
            texts = numbers[task.id], task.title or "", task.content, task.deadline.text
            rows.append(BookRow(task.id, sent.code, *texts, report_id=report.id if report else None, written=written))
    return UnitBook(
        plan.title,
        period_text(batch.period),
        batch.batch,
        units.find_unit(library, str(entry.unit_id)).name,
        entry.code,
        closing=dispatches.closing_of(batch, entry, dispatches.closing_moves(library, batch.id)),
        rows=tuple(rows),
        sender=sender(library, plan),
        previous=False,
        sheet_code=_sheet_code(library, batch.batch, entry),
    )


def _sheet_code(library: Library, batch: str, entry: DispatchUnit) -> str:
    """Return the code for machines that the book went out with; a shared book's is its first unit's."""
    first = read_book_code(entry.code, library.origin.library)
    unit = dispatches.dispatch_unit(library, first).unit_id if first is not None else entry.unit_id
    return sheet_code(SheetCode(SheetKind.BOOK, batch, entry.code), library.origin.library, unit)


def _last_rows(library: Library, book_id: int) -> dict[int, Filled]:
    """Return what was written last on each task in papers of a book that came back."""
    files = [each.id for each in returns.returned_files(library) if each.dispatch_unit_id == book_id and each.id]
    names = [each.name for each in fields(Filled)]
    return {
        row.task_id: Filled(**{name: getattr(row, name) for name in names})
        for row in returns.returned_rows(library, files)
        if row.task_id is not None
    }


def _reports_of(library: Library, entry: DispatchUnit, period: str) -> dict[int, StoredReport]:
    """Return the last report of the unit on each task for a period, or by the book itself."""
    by_book = returns.books_of_reports(library)
    return {
        each.task_id: each
        for each in work.reports(library)
        if each.unit_id == entry.unit_id
        and not each.returned
        and (each.period == period or by_book.get(each.id) == entry.id)
    }


def _written(report: StoredReport) -> Filled:
    return Filled(report.text, BookState.ZERO if report.zero else "", report.problems, report.next_steps)


def file_part(text: str) -> str:
    """Return a text as a part of a file's name: no unseen characters, nothing that Windows does not allow."""
    return _NOT_IN_NAMES.sub("_", plain_text(text)).strip(".")


def sender(library: Library, plan: StoredPlan) -> Sender:
    """Return who sends papers of a plan, as the office set it; the plan's issuer where it did not."""
    contact, phone = setting(library, "slip.contact"), setting(library, "slip.phone")
    return Sender(setting(library, OFFICE) or plan.issuer, contact, phone, setting(library, MAIL))


def _common(whose: Sequence[UnitOwed]) -> tuple[Owed, ...]:
    """Return the tasks for information: in a shared book those of which all its units are told the same."""
    known = [{(row.task.id, _standing(row), _deadline(row)) for row in each.others} for each in whose]
    shared = set.intersection(*known)
    return tuple(row for row in whose[0].others if (row.task.id, _standing(row), _deadline(row)) in shared)


def _deadline(row: Owed) -> str:
    """Return a deadline as printed, and to when it was put off for the unit."""
    extended, printed = row.share.extended, row.task.deadline.text
    return f"{printed}\n（延至{extended:%Y年}{extended.month}月{extended.day}日）" if extended else printed


_STANDINGS = {
    Owes.REPORTED: "本期进展已报",
    Owes.PENDING: "已申请销号，待核查",
    Owes.NOT_BEGUN: "尚未开始",
    Owes.NOT_ASKED: "本期不需报送",
}


def _standing(row: Owed) -> str:
    return _STANDINGS.get(row.owes) or STATES[row.share.state]


def _last_report(share: Share) -> StoredReport | None:
    """Return the last report that holds and says something."""
    told = [each for each in share.reports if each.text and not each.returned]
    return max(told, key=lambda each: (each.day, each.id), default=None)
