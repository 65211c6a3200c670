"""What came back, reviewed: whose each sheet is, which task each row is of, what of it is new, what waits and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.cycle.returns import (
    Candidate,
    FieldChange,
    ReturnedSheet,
    SheetRow,
    Wait,
)
from gongkai_desk.domain.cycle.reviews import DOUBTED_WHOLE, FileReview, Received, RowReview
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchUnit
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.state import RUNNING
from gongkai_desk.rules.returns.identity import (
    Batch,
    Signs,
    batch_waits,
    likeliest,
    told_by,
    unit_above,
    unit_named,
    units_in_name,
    whose,
)
from gongkai_desk.rules.returns.merging import changes_of
from gongkai_desk.rules.returns.placing import Book, Placed, codes_in_order, place
from gongkai_desk.rules.returns.sealed import bears_codes
from gongkai_desk.rules.returns.sheets import returned_sheets
from gongkai_desk.rules.returns.states import stand_of
from gongkai_desk.services.collecting import sealed
from gongkai_desk.standing.cycle.rounds import Rounds, newer_for
from gongkai_desk.wording.returns import pages_text, sealed_text
from gongkai_desk.words.codes import looks_like_code, read_book_code, read_row_code


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which batch or period the returns are, if that was said."""

    dispatch: int | None = None
    period: str = ""

    @property
    def given(self) -> bool:
        """Tell whether anything was said."""
        return self.dispatch is not None or bool(self.period)

    def wants(self, batch: Dispatch) -> bool:
        """Tell whether a batch is what was asked for."""
        return batch.id == self.dispatch if self.dispatch is not None else batch.period == self.period


def reviewed(rounds: Rounds, sources: Sequence[Received], asked: Asked) -> list[FileReview]:
    """Review all files together: two rows of one unit on one task wait for each other."""
    return _without_twice([_as_known(rounds, _reviewed(rounds, source, asked)) for source in sources])


def _as_known(rounds: Rounds, file: FileReview) -> FileReview:
    """Return a file that was collected before with its rows as they stand since: nothing of it is taken again."""
    known = rounds.known.get(file.source.sha256)
    if known is None:
        return file
    stored = {(row.sheet, row.line): bool(row.settled) for row in rounds.rows_of_file(known)}
    rows = tuple(_once(row, stored.get((row.sheet, row.row.line))) for row in file.rows)
    return replace(file, known=known, rows=rows)


def _once(row: RowReview, settled: bool | None) -> RowReview:
    """Return a row that is stored: settled, or waiting still, be it only because another file said something else."""
    fields = _untaken(row.fields)
    if row.pages:
        return replace(row, settled=bool(settled), waits=row.waits or (() if settled else (Wait.NO_CODE,)))
    if settled:
        fields = {name: replace(each, conflict=False) for name, each in fields.items()}
        return replace(row, fields=fields, waits=() if row.candidate else row.waits, settled=True)
    found = replace(row, fields=fields)
    return replace(found, waits=(Wait.TWICE,)) if settled is False and not found.open else found


def _reviewed(rounds: Rounds, source: Received, asked: Asked) -> FileReview:
    if bears_codes(source.content.pages):
        return sealed.review(rounds, source, _signs(rounds, source, ""), asked)
    sheets = returned_sheets(source.content.tables)
    if source.error is not None or not sheets:
        return _unfilled(rounds, source, asked)
    parts = [part for sheet in sheets for part in _by_unit(sheet)]
    read = [_Sheet(rounds, source, part, asked) for part in parts]
    rows = tuple(row for each in read for row in each.rows())
    units, books = {each.whose.unit for each in read}, {each.book_id for each in read}
    first = read[0]
    waits = tuple(dict.fromkeys(wait for each in read for wait in each.waits))
    book = first.book_id if len(books) == 1 else None
    return FileReview(
        source,
        "mail" if source.short.startswith("邮件正文") else "workbook",
        first.whose.unit if len(units) == 1 else None,
        first.whose.by if len(units) == 1 else None,
        first.batch.id if first.batch and len(books) == 1 else None,
        book,
        waits,
        rows,
        tuple(_absent(read)),
        likely=frozenset(book for each in read for book in each.likely()),
        said=tuple(dict.fromkeys(said for each in read for said in told_by(each.signs))),
    )


def _absent(sheets: Sequence[_Sheet]) -> Iterator[int]:
    """Yield the tasks of each book that no table of the file has: a printed book is parted over many."""
    here: dict[int | None, set[int]] = defaultdict(set)
    missing: dict[int | None, dict[int, None]] = defaultdict(dict)
    for each in sheets:
        here[each.book_id] |= each.placed
        missing[each.book_id] |= dict.fromkeys(each.absent)
    yield from (task for book, tasks in missing.items() for task in tasks if task not in here[book])


def _unfilled(rounds: Rounds, source: Received, asked: Asked) -> FileReview:
    """Review a file that is no book: what was written freely, or a scan; the unit is known by names alone."""
    signs = _signs(rounds, source, "")
    found = whose(signs)
    books = _books_of(rounds, found.unit, asked, "") if found.unit is not None else []
    book = books[0] if len(books) == 1 else None
    batch = rounds.batch_of(book) if book else None
    text, pages = source.content.text.strip(), tuple(source.content.printed)
    kind, why = ("text", Wait.NOT_FILLED) if text or not (pages or source.error) else ("sealed", _unread(source))
    period = batch.period if batch else asked.period
    whole = RowReview("", SheetRow(0, values={"progress": text}), found.unit, None, period, waits=(why,))
    if pages and not text:
        paper = SheetRow(1, title=sealed_text(len(pages)))
        whole = replace(whole, sheet=pages_text(pages), row=paper, pages=pages, book=book.id if book else None)
    return FileReview(
        source, kind, found.unit, found.by, batch.id if batch else None, book.id if book else None,
        (*found.waits, why), (whole,) if text or pages else (), likely=likely_books(rounds, signs, asked),
        said=told_by(signs),
    )  # fmt: skip


def _unread(source: Received) -> Wait:
    """Return why a paper without text waits: no code is on its pages, or it does not open."""
    opens = source.error is None or source.error.kind == "no_text"
    return Wait.NO_CODE if opens else Wait.UNOPENED


def likely_books(rounds: Rounds, signs: Signs, asked: Asked, printed: str = "") -> frozenset[int]:
    """Return the book of the unit for which most signs speak; none where that cannot be told."""
    unit = likeliest(signs)
    books = _books_of(rounds, unit, asked, printed) if unit is not None else []
    return frozenset(row_id(each) for each in books) if len(books) == 1 else frozenset()


def _by_unit(sheet: ReturnedSheet) -> Iterator[ReturnedSheet]:
    """Part a sheet in which each row names its unit."""
    groups: dict[str, list[SheetRow]] = defaultdict(list)
    for row in sheet.rows:
        groups[row.unit].append(row)
    if len(groups) < 2 and "" in groups:
        yield sheet
        return
    for unit, rows in groups.items():
        marks = replace(sheet.marks, unit=unit or sheet.marks.unit)
        yield replace(sheet, rows=tuple(rows), marks=marks)


def _signs(rounds: Rounds, source: Received, cell: str, code: int | None = None) -> Signs:
    directory = rounds.directory
    named = unit_named(cell, directory) if cell else None
    above = unit_above(cell, directory) if cell and named is None else None
    senders = rounds.senders.get(source.sender, frozenset())
    return Signs(code, cell, named, units_in_name(source.name, directory), senders, above)


def _books_of(rounds: Rounds, unit: int | None, asked: Asked, printed: str) -> list[DispatchUnit]:
    """Return the unit's books that a sheet without codes may be: of the printed or the asked batch, else its last."""
    mine = [book for book in rounds.books.values() if book.unit_id == unit]
    numbered = [book for book in mine if printed and rounds.batch_of(book).batch == printed.strip()]
    if numbered:
        return numbered
    if asked.given:
        return [book for book in mine if asked.wants(rounds.batch_of(book))]
    latest = {rounds.batch_of(book).plan_id: book for book in mine}  # by id: the last one stays
    return list(latest.values())


class _Sheet:
    """One sheet of one unit under review."""

    def __init__(self, rounds: Rounds, source: Received, sheet: ReturnedSheet, asked: Asked) -> None:
        self.rounds, self.source, self.sheet, self.asked = rounds, source, sheet, asked
        self.code_book = self._code_book()
        book = rounds.books.get(self.code_book)
        self.batch = rounds.batch_of(book) if book else None
        self.together = rounds.shares_book(book) if book else []
        own = book.unit_id if book and len(self.together) == 1 else None
        self.signs = _signs(rounds, source, sheet.marks.unit, own)
        self.whose = whose(self.signs)
        self.books = self._books()
        self.book_id = self.books[0].id if len(self.books) == 1 else None
        if self.batch is None and len({each.dispatch_id for each in self.books}) == 1:
            self.batch = rounds.batch_of(self.books[0])
        self.waits = (*self.whose.waits, *self._own_waits())
        self.absent: tuple[int, ...] = ()
        self.placed: frozenset[int] = frozenset()

    def _code_book(self) -> int | None:
        """Return the book that the sheet's codes are of: that of its line, else that of most rows."""
        library = self.rounds.identity
        page = read_book_code(self.sheet.marks.code, library) if self.sheet.marks.code else None
        if page is not None and page in self.rounds.books:
            return page
        codes = (read_row_code(row.code, library) for row in self.sheet.rows if row.code)
        counted = Counter(code.book for code in codes if code and code.book in self.rounds.books)
        return counted.most_common(1)[0][0] if counted else None

    def _books(self) -> list[DispatchUnit]:
        rounds, unit = self.rounds, self.whose.unit
        if self.batch is not None and unit is not None:
            own = rounds.book_of(self.batch.id, unit)
            return [own] if own else []
        return _books_of(rounds, unit, self.asked, self.sheet.marks.batch) if unit is not None else []

    def likely(self) -> frozenset[int]:
        """Return the book of which this sheet is as far as can be told.

        One of a batch that is over, and came back in its time, is the newest one: the unit wrote in its old book.
        """
        unit = likeliest(self.signs)
        own = self.rounds.book_of(self.batch.id, unit) if self.batch and unit is not None else None
        if own is None:
            return likely_books(self.rounds, self.signs, self.asked, self.sheet.marks.batch)
        newest = own if own.returned is None else self.rounds.newest_of(own)
        return frozenset({row_id(newest)})

    def _own_waits(self) -> Iterator[Wait]:
        """Yield why the whole sheet waits, its unit apart."""
        marks, rounds = self.sheet.marks, self.rounds
        if marks.code and looks_like_code(marks.code) and read_book_code(marks.code, rounds.identity) is None:
            yield Wait.BAD_CODE
        if not marks.code and not marks.unit and len(self._books_of_rows()) > 1:
            yield Wait.UNIT_DIFFERS
        if len(self.together) > 1 and self.whose.unit not in {None, *(each.unit_id for each in self.together)}:
            yield Wait.UNIT_DIFFERS
        if self.whose.unit is not None and not self.books and rounds.books:
            yield Wait.NOT_ADDRESSED
        if "progress" not in self.sheet.filled:
            yield Wait.NO_COLUMN
        if self.batch is not None:
            number, period = self.batch.batch, self.batch.period
            batch = Batch(number, period, bool(self.books) and newer_for(rounds, self.books[0]))
            texts = (*marks.lines, self.source.short)
            asked, wanted = self.asked.given, self.asked.wants(self.batch)
            yield from batch_waits(batch, marks.batch, texts, asked=asked, wanted=wanted)

    def _books_of_rows(self) -> set[int]:
        codes = (read_row_code(row.code, self.rounds.identity) for row in self.sheet.rows if row.code)
        return {code.book for code in codes if code}

    def rows(self) -> list[RowReview]:
        """Return the rows that were filled in, or bear a code; a list for information is none."""
        candidates = self._candidates()
        sent = [candidate for each in candidates.values() for candidate in each]
        book = Book(sent, self.code_book, self.rounds.identity)
        in_order = codes_in_order(self.sheet.rows, self.rounds.identity)
        rows = [row for row in self.sheet.rows if row.code or row.said or any(row.values.values())]
        placed = [(row, place(row, book, in_order=in_order)) for row in rows]
        self.placed = frozenset(each.candidate.task_id for _, each in placed if each.candidate)
        self.absent = tuple(
            each.task_id
            for each in sent
            if each.code and each.task_id not in self.placed and not self._stands(each.task_id)
        )
        of = {each.task_id: number for number, several in candidates.items() for each in several}
        return [self._row(row, each, of) for row, each in placed]

    def _stands(self, task: int) -> bool:
        """Tell whether a task of a book that went back (退回补报) was none of the rows that did: its report stands."""
        books = [each for each in self.books if each.sent_back]
        found = (self.rounds.stored(task, each.unit_id, self._period(each.id), each.id).report for each in books)
        return any(report is not None and not report.returned for report in found)

    def _candidates(self) -> Mapping[int | None, list[Candidate]]:
        if self.books:
            return {book.id: self.rounds.sent_candidates(book.id) for book in self.books}
        if self.whose.unit is None or (self.rounds.books and self.asked.dispatch is not None):
            return {}
        return {None: self.rounds.unit_candidates(self.whose.unit)}

    def _row(self, row: SheetRow, placed: Placed, of: Mapping[int, int | None]) -> RowReview:
        waits = [*self.waits, *placed.waits]
        if row.merged:
            waits.append(Wait.MERGED)
        if row.continued and self.absent:
            waits.append(Wait.CONTINUED)
        candidate = placed.candidate
        found = RowReview(self.sheet.name, row, self.whose.unit, None, self._period(None), candidate, placed.by)
        if candidate is None or self.whose.unit is None:
            return replace(found, waits=tuple(dict.fromkeys(waits or [Wait.NO_TASK])))
        book = of.get(candidate.task_id)
        return with_fields(self.rounds, replace(found, book=book, period=self._period(book), waits=tuple(waits)))

    def _period(self, book: int | None) -> str:
        if book is not None:
            return self.rounds.batch_of(self.rounds.books[book]).period
        return self.batch.period if self.batch else self.asked.period


def with_fields(rounds: Rounds, row: RowReview) -> RowReview:
    """Return a row that has its unit and task with its fields three ways, and what else it waits for."""
    assert row.candidate is not None
    assert row.unit is not None
    stored = rounds.stored(row.candidate.task_id, row.unit, row.period, row.book)
    fields = changes_of(row.candidate.sent, stored.values, row.row.values)
    share = rounds.share(row.candidate.task_id, row.unit)
    waits = list(row.waits)
    if share is None:
        waits.append(Wait.NOT_OF_UNIT)
    stand = None
    if row.row.values.get("progress") or row.row.values.get("state"):
        stand = stand_of(row.row.values.get("progress") or "", row.row.values.get("state") or "")
        changed = fields["progress"].take or fields["state"].take
        waits += stand.waits if changed else ()
        if stand.apply and fields["state"].take and share is not None and share.state not in RUNNING:
            waits.append(Wait.AT_REST)
    if any(each.conflict for each in fields.values()) and waits:
        waits.append(Wait.CONFLICT)
    if waits:
        fields = {name: replace(each, take=False) for name, each in fields.items()}
    replaces = stored.report.id if stored.report else None
    return replace(row, fields=fields, waits=tuple(dict.fromkeys(waits)), stand=stand, replaces=replaces)


def _without_twice(files: Sequence[FileReview]) -> list[FileReview]:
    """Let rows of one unit on one task wait where they do not say the same; the same said twice is taken once."""
    groups: dict[tuple[int, int, str], list[tuple[int, int]]] = defaultdict(list)
    for at, file in enumerate(files):
        for place_of, row in enumerate(file.rows):
            if file.known is None and row.task is not None and row.unit is not None and _counts(row):
                groups[row.task, row.unit, row.period].append((at, place_of))
    rows = [list(file.rows) for file in files]
    for places in groups.values():
        if len(places) > 1:
            _settle_twice(rows, places)
    return [replace(file, rows=tuple(of)) for file, of in zip(files, rows, strict=True)]


def _counts(row: RowReview) -> bool:
    """Tell whether a row speaks for its unit: one of a file that is doubted whole makes no other wait."""
    return not row.blank and not DOUBTED_WHOLE & {*row.waits}


def _settle_twice(rows: Sequence[list[RowReview]], places: Sequence[tuple[int, int]]) -> None:
    said = {tuple(sorted(_filled(rows[at][n]).items())) for at, n in places}
    for number, (at, n) in enumerate(places):
        row = rows[at][n]
        if len(said) > 1:
            rows[at][n] = replace(row, waits=(*row.waits, Wait.TWICE), fields=_untaken(row.fields))
        elif number:
            rows[at][n] = replace(row, fields=_untaken(row.fields))


def _filled(row: RowReview) -> Mapping[str, str]:
    return {name: text for name, text in row.row.values.items() if text}


def _untaken(fields: Mapping[str, FieldChange]) -> dict[str, FieldChange]:
    return {name: replace(each, take=False) for name, each in fields.items()}


def not_returned(rounds: Rounds, files: Iterable[FileReview], asked: Asked) -> list[int]:
    """Return the units from which nothing has come of the batches that are collected, now or before."""
    files = list(files)
    batches = {number for number, batch in rounds.batches.items() if asked.given and asked.wants(batch)}
    batches = batches or {file.batch for file in files if file.batch is not None}
    came = {book for file in files for book in file.came}
    return [
        book.unit_id
        for book in rounds.books.values()
        if book.dispatch_id in batches and book.returned is None and book.id not in came
    ]
