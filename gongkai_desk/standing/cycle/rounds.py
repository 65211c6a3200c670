"""What returned books are read against: batches and their rows as sent, what each unit has stored for a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gongkai_desk.domain.cycle.books import BookState
from gongkai_desk.domain.cycle.returns import FIELDS, Candidate, Told
from gongkai_desk.domain.cycle.reviews import Answer
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit, ReturnedRow, SentRow
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.slips import SlipNumber
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import StoredReport
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.rules.returns.states import stand_of, told_by
from gongkai_desk.standing.lights import TaskWork, works
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, papers, returns
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records
from gongkai_desk.store.tasks import work
from gongkai_desk.words.units import UnitDirectory

_TAKEN = (Answer.TAKEN, Answer.JOINED)


@dataclass(frozen=True, slots=True)
class StoredValues:
    """What stands in the library for a unit's task and period: the fields as a book has them, and their report."""

    values: Mapping[str, str] = field(default_factory=dict)
    report: StoredReport | None = None


def sent_values(row: SentRow | ReturnedRow) -> dict[str, str]:
    """Return the fields of a row of the store by their names in a book."""
    return {name: getattr(row, "filled" if name == "day" else name) for name in FIELDS}


class Rounds:
    """All that collecting asks of a library, read once; ``library`` is only read."""

    def __init__(self, library: Library) -> None:
        """Read batches, books, sent rows; the rest when it is asked for."""
        self.library = library
        self.identity = library.origin.library
        self.batches = {each.id: each for each in dispatches.dispatches(library, kind=DispatchKind.WORKBOOK)}
        self.books = {each.id: each for each in dispatches.dispatch_units(library) if each.dispatch_id in self.batches}
        self.askings = {each.id: each for each in dispatches.dispatches(library, kind=DispatchKind.OPINION)}
        self._sent: dict[int, list[SentRow]] = defaultdict(list)
        for row in records(library, SentRow):
            self._sent[row.dispatch_unit_id].append(row)

    @cached_property
    def forms(self) -> dict[int | None, DispatchUnit]:
        """Return the entries of rounds of asking (征求意见), by id."""
        return {each.id: each for each in dispatches.dispatch_units(self.library) if each.dispatch_id in self.askings}

    @cached_property
    def slips(self) -> dict[tuple[str, str], SlipNumber]:
        """Return the slips by kind and number as their codes name them: RED, 2026-5."""
        return {(each.kind.name, f"{each.year}-{each.number}"): each for each in papers.slip_numbers(self.library)}

    @cached_property
    def directory(self) -> UnitDirectory:
        """Return the library's units."""
        return units.directory(self.library)

    @cached_property
    def names(self) -> dict[int, str]:
        """Return the names of units by id."""
        return {unit.id: unit.name for unit in units.units(self.library)}

    @cached_property
    def senders(self) -> Mapping[str, frozenset[int]]:
        """Return the units of each mail address; one person may report for several."""
        found: dict[str, set[int]] = defaultdict(set)
        for unit in units.units(self.library):
            if unit.mail:
                found[unit.mail.strip().lower()].add(unit.id)
        return {mail: frozenset(of) for mail, of in found.items()}

    @cached_property
    def works(self) -> dict[int, TaskWork]:
        """Return every task with its shares."""
        return works(self.library)

    @cached_property
    def _of_units(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, of in self.works.items():
            for share in of.shares.plain:
                if share.unit_id is not None:
                    found[share.unit_id].append(number)
        return found

    @cached_property
    def _reports(self) -> Mapping[tuple[int, int | None], list[StoredReport]]:
        found: dict[tuple[int, int | None], list[StoredReport]] = defaultdict(list)
        for report in work.reports(self.library):
            if not report.summary:
                found[report.task_id, report.unit_id].append(report)
        return found

    @cached_property
    def _book_of(self) -> Mapping[int, int]:
        return returns.books_of_reports(self.library)

    @cached_property
    def known(self) -> Mapping[str, int]:
        """Return the files that were collected before, by content."""
        return {file.sha256: file.id for file in returns.returned_files(self.library) if file.id is not None}

    def rows_of_file(self, file_id: int) -> list[ReturnedRow]:
        """Return what was stored of a file's rows."""
        return returns.returned_rows(self.library, [file_id])

    @cached_property
    def _taken(self) -> Mapping[tuple[int, int], list[tuple[int | None, ReturnedRow]]]:
        """Return by task and unit what was taken over from rows that came back, each with its batch."""
        files = returns.returned_files(self.library)
        batch_of = {file.id: file.dispatch_id for file in files if file.kind not in returns.APART}
        found: dict[tuple[int, int], list[tuple[int | None, ReturnedRow]]] = defaultdict(list)
        for row in returns.returned_rows(self.library):
            if (
                row.returned_file_id in batch_of
                and row.answer in _TAKEN
                and row.task_id is not None
                and row.unit_id is not None
            ):
                found[row.task_id, row.unit_id].append((batch_of.get(row.returned_file_id), row))
        return found

    def batch_of(self, book: DispatchUnit) -> Dispatch:
        """Return the batch of a book."""
        return self.batches[book.dispatch_id]

    def book_of(self, batch: int | None, unit: int) -> DispatchUnit | None:
        """Return the book that a batch has for a unit."""
        return next((each for each in self.books.values() if each.dispatch_id == batch and each.unit_id == unit), None)

    def latest_book(self, unit: int) -> DispatchUnit | None:
        """Return the last book that a unit got, of any plan."""
        return max((each for each in self.books.values() if each.unit_id == unit), key=row_id, default=None)

    def newest_of(self, book: DispatchUnit) -> DispatchUnit:
        """Return the last book that the unit of a book got for tasks of the same plan."""
        plan = self.batch_of(book).plan_id
        mine = (each for each in self.books.values() if each.unit_id == book.unit_id)
        return max((each for each in mine if self.batch_of(each).plan_id == plan), key=row_id)

    def tasks_of(self, unit: int, batch: int | None) -> list[Candidate]:
        """Return the tasks of a unit that a row may be laid on: those of its book in a batch, else all that it has."""
        book = self.book_of(batch, unit)
        return self.sent_candidates(book.id) if book else self.unit_candidates(unit)

    def shares_book(self, book: DispatchUnit) -> list[DispatchUnit]:
        """Return the books that are one shared book (通用填报表), an entry for each unit; else it alone."""
        same = (each for each in self.books.values() if each.dispatch_id == book.dispatch_id)
        return [each for each in same if each.code == book.code]

    def sent(self, book_id: int | None) -> list[SentRow]:
        """Return the rows of a book as they were sent, in their order."""
        return sorted(self._sent.get(book_id or 0, ()), key=lambda row: row.position)

    def sent_candidates(self, book_id: int | None) -> list[Candidate]:
        """Return the tasks of a book as what its rows may be of."""
        return [
            self._candidate(self.works[row.task_id].task, row.code, sent_values(row))
            for row in self.sent(book_id)
            if row.task_id in self.works
        ]

    def unit_candidates(self, unit: int) -> list[Candidate]:
        """Return the tasks of a unit to which nothing was sent."""
        return [self._candidate(self.works[number].task, "", {}) for number in self._of_units.get(unit, ())]

    @staticmethod
    def _candidate(task: StoredTask, code: str, sent: Mapping[str, str]) -> Candidate:
        seq = (task.seq or "").rpartition("/")[2]
        return Candidate(task.id, seq, task.title or "", task.content, code, sent)

    def share(self, task_id: int, unit: int) -> Share | None:
        """Return a unit's share of a task; ``None``: it has none."""
        of = self.works.get(task_id)
        return next((share for share in of.shares if share.unit_id == unit), None) if of else None

    def stored(self, task_id: int, unit: int, period: str, book_id: int | None) -> StoredValues:
        """Return what stands in the library for a unit's task in a period, or from a book."""
        mine = [each for each in self._reports.get((task_id, unit), ()) if self._is_of(each, period, book_id)]
        report = max(mine, key=lambda each: (each.day, each.id), default=None)
        row = self._last_taken(task_id, unit, period, report)
        values = sent_values(row) if row else {}
        if report:
            values |= _values_of(report, values)
        state = _state(self.share(task_id, unit), values.get("state", ""))
        return StoredValues({**values, "state": state}, report)

    def _last_taken(self, task_id: int, unit: int, period: str, report: StoredReport | None) -> ReturnedRow | None:
        """Return the last row that was taken over for the period, or of which the report was made."""
        found = [
            row
            for batch, row in self._taken.get((task_id, unit), ())
            if (report and row.report_id == report.id)
            or (batch in self.batches and self.batches[batch].period == period)
        ]
        return found[-1] if found else None

    def _is_of(self, report: StoredReport, period: str, book_id: int | None) -> bool:
        if report.period:
            return report.period == period
        if book_id is not None and self._book_of.get(report.id) == book_id:
            return True
        days = period_days(period) if period else None
        return days is not None and days[0] <= report.day <= days[1]


def _values_of(report: StoredReport, written: Mapping[str, str]) -> dict[str, str]:
    """Return what a report says, as the unit wrote it where nothing was changed here since."""
    texts = {"progress": report.text, "problems": report.problems, "next_steps": report.next_steps}
    progress, state = written.get("progress", ""), written.get("state", "")
    if stand_of(progress, state).text == report.text:
        return {**texts, "progress": progress}
    return {**texts, "state": ""}


def _state(share: Share | None, written: str) -> str:
    """Return the state as a book would have it: 已完成 holds as long as the application or the closing stands."""
    if share is not None and share.state in (State.PENDING, State.CLOSED):
        return BookState.DONE
    return "" if told_by(written) is Told.DONE else written


def newer_for(rounds: Rounds, book: DispatchUnit) -> bool:
    """Tell whether a later batch of the same plan, for another period, has gone to the book's unit."""
    own = rounds.batch_of(book)
    later: Iterable[Dispatch] = (
        rounds.batches[each.dispatch_id] for each in rounds.books.values() if each.unit_id == book.unit_id
    )
    return any(
        each.plan_id == own.plan_id and each.period != own.period and row_id(each) > row_id(own) for each in later
    )
