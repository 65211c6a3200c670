"""年报数据表: goes out to every unit and comes back by ``collect``: what is sure is entered, the rest waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai_desk.domain.cycle.reviews import Answer, Received
from gongkai_desk.domain.cycle.rounds import ReturnedFile, ReturnedRow
from gongkai_desk.domain.cycle.upward import AnnualReport
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.domain.year.annual import Figures
from gongkai_desk.domain.year.annual_sheets import (
    LINES,
    AnnualBook,
    AnnualWait,
    Extra,
    LaidBook,
    LaidLine,
    ToldAnnual,
    ToldLine,
)
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.export import excel
from gongkai_desk.papers.year.annual_book import annual_book, book_title
from gongkai_desk.paths import free_name, refuse_inside_library, told_kindly
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.rules.year.annual import checks, failing, read_count
from gongkai_desk.rules.year.annual_sheets import (
    by_words,
    extra_of,
    figures_of,
    is_annual_book,
    told_annual,
    value_waits,
)
from gongkai_desk.services.collecting.sources import keep_contents
from gongkai_desk.standing.cycle.books import file_part
from gongkai_desk.standing.year.annual import asked_units, last_figures, name_of
from gongkai_desk.store import units
from gongkai_desk.store.entries import annual as stored
from gongkai_desk.store.entries import returns
from gongkai_desk.store.header import identity_of
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.wording.year.annual import check_sentence, extra_words
from gongkai_desk.words.codes import book_code, read_book_code, read_row_code, row_code
from gongkai_desk.words.whole_dates import read_date

# ---- out

_NAMES = tuple(extra_words(line) for line in LINES)


def books(
    library: Library, year: int, *, unit_ids: Sequence[int] = (), closing: date | None = None
) -> list[tuple[int, AnnualBook]]:
    """Return the workbooks of a year by unit: of all that answer for tasks, or of these.

    Raises:
        UnknownId: no such unit.
        NotAllowed: there is no unit to ask (``annual_units``).
    """
    names = {number: name_of(library, number) for number in unit_ids} or asked_units(library)
    if not names:
        raise NotAllowed(library=str(library.folder), lacks=("annual_units",))
    seed, office = _seed(library, year), name_of(library, None)
    return [
        (
            number,
            AnnualBook(
                year, name, book_code(number, seed),
                tuple(row_code(number, place, seed) for place in range(len(LINES))), office, closing,
                last_figures(library, year, number),
            ),
        )
        for number, name in names.items()
    ]  # fmt: skip


def _seed(library: Library, year: int) -> str:
    """Return what the codes of a year are made with: no other year's, and no 单位码 of a batch, is taken for one."""
    return f"{identity_of(library.connection)}/annual/{year}"


def write_books(
    folder: Path, every: Sequence[tuple[int, AnnualBook]], progress: Progress = silent
) -> list[tuple[int, Path]]:
    """Write workbooks into a folder, the units' order first in each name; needs no library.

    Raises:
        NotAllowed: the folder is a part of a library.
        NoPermission, DiskFull: it cannot be written.
    """
    refuse_inside_library(folder / "年报数据表")
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for place, (number, book) in enumerate(every):
        progress(Stage.WRITING, place, len(every))
        path = free_name(folder / f"{place + 1:02}-{file_part(book.unit)}-{file_part(book_title(book))}.xlsx")
        excel.write(annual_book(book), path)
        written.append((number, path))
    return written


# ---- back


@dataclass(frozen=True, slots=True)
class AnnualReview:
    """A 年报数据表 that came: what it says, its unit's name, whether this very file came before."""

    source: Received
    laid: LaidBook
    unit: str
    known: bool = False

    @property
    def takes(self) -> bool:
        """Tell whether it is entered."""
        return not self.laid.waits and not self.known


def apart(sources: Iterable[Received]) -> tuple[list[Received], list[Received]]:
    """Part what came into 年报数据表 and the rest."""
    found: list[Received] = []
    others: list[Received] = []
    for each in sources:
        (found if is_annual_book(each.content.tables) else others).append(each)
    return found, others


def reviewed(library: Library, sources: Sequence[Received], today: date) -> list[AnnualReview]:
    """Return what each file says, laid on unit, year and rows; nothing is guessed."""
    desk = _Desk(library, today)
    return [desk.review(source) for source in sources]


class _Desk:
    """What 年报数据表 are read against."""

    def __init__(self, library: Library, today: date) -> None:
        self.library, self.today = library, today
        self.directory = units.directory(library)
        self.names: dict[int, str] = {each.id: each.name for each in units.units(library)}
        self.kept = {each.sha256 for each in returns.returned_files(library) if each.kind == returns.ANNUAL_FILE}

    def review(self, source: Received) -> AnnualReview:
        told = told_annual(source.content.tables)
        laid = self.laid(told)
        unit = self.names.get(laid.unit_id, "") if laid.unit_id is not None else told.unit
        return AnnualReview(source, laid, unit, source.sha256 in self.kept)

    def laid(self, told: ToldAnnual) -> LaidBook:
        """Return what a book says, and all that is doubtful of it."""
        year, unit, waits = self._whose(told)
        return self.judged(told.rows, year, unit, waits)

    def judged(
        self, told: Iterable[ToldLine], year: int | None, unit: int | None, doubts: Sequence[AnnualWait] = ()
    ) -> LaidBook:
        """Return rows laid for a unit's year, with what is doubtful of them."""
        rows = self._rows(told, year, unit)
        waits, figures = [*doubts, *(wait for row in rows for wait in row.waits)], figures_of(rows)
        last: Figures = {}
        if year is not None and unit is not None:
            last = last_figures(self.library, year, unit)
            waits += [AnnualWait.CONFLICT] * self._differs(year, unit, figures)
        failed = failing(checks(figures, last))
        waits += [AnnualWait.CHECKS] * bool(failed)
        days = read_date(extra_of(rows, Extra.SUBMITTED)), read_date(extra_of(rows, Extra.PUBLISHED))
        return LaidBook(
            year, unit, rows, figures, read_count(extra_of(rows, Extra.FEE)), days, tuple(dict.fromkeys(waits)),
            tuple(map(check_sentence, failed)), sum(AnnualWait.OPEN in row.waits for row in rows),
        )  # fmt: skip

    def _whose(self, told: ToldAnnual) -> tuple[int | None, int | None, list[AnnualWait]]:
        """Return year and unit of a book, and the doubts about that."""
        named = self.directory.stored(told.unit) if told.unit else None
        years = [told.year] if told.year else [self.today.year, self.today.year - 1]
        for year in years:
            number = read_book_code(told.code, _seed(self.library, year))
            if number is not None and number in self.names:
                differs = named is not None and named.id != number
                return year, number, [AnnualWait.UNIT_DIFFERS] if differs else []
        if named is None:
            return told.year, None, [AnnualWait.BAD_CODE]
        return told.year, named.id, [AnnualWait.BAD_CODE if told.code else AnnualWait.UNIT_BY_NAME]

    def _rows(self, told: Iterable[ToldLine], year: int | None, unit: int | None) -> tuple[LaidLine, ...]:
        seen: dict[int, tuple[str, ...]] = {}
        rows = []
        for each in told:
            row = self._row(each, year, unit)
            if row.place is None and all(read_count(text) is None for text in each.values):
                continue  # the line of signatures, what is said under the table
            if row.place is not None:
                before = seen.setdefault(row.place, each.values)
                if before != each.values:
                    row = replace(row, waits=(*row.waits, AnnualWait.TWICE))
            rows.append(row)
        return tuple(rows)

    def _row(self, told: ToldLine, year: int | None, unit: int | None) -> LaidLine:
        code = read_row_code(told.code, _seed(self.library, year)) if year is not None else None
        named = by_words(told.words, _NAMES)
        waits: list[AnnualWait] = []
        if code is None or code.position >= len(LINES):
            place = named
            waits.append(AnnualWait.BAD_CODE)
        else:
            place = code.position
            waits += [AnnualWait.OTHER_BOOK] * (code.book != unit)
            waits += [AnnualWait.WORDS_DIFFER] * (named != place)
        if place is not None:
            waits += value_waits(place, told)
        return LaidLine(told, place, tuple(dict.fromkeys(waits)))

    def _differs(self, year: int, unit: int, figures: Figures) -> bool:
        """Tell whether other figures stand already."""
        known = stored.annual_report(self.library, year, unit)
        entered = stored.figures(self.library, row_id(known)) if known else {}
        return any(cell in figures and figures[cell] != value for cell, value in entered.items())


def take_over(library: Library, by: By, files: Sequence[AnnualReview]) -> Changes | None:
    """Keep what came and enter what is sure of it as one step; ``None`` where every file was kept before.

    Raises:
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    fresh = {file.source.sha256: file for file in files if not file.known}
    if not fresh:
        return None
    kept = keep_contents(library, (file.source for file in fresh.values()))
    with library.step(f"回收年报数据表（{len(fresh)}份）", by) as step:
        for file, content in zip(fresh.values(), kept, strict=True):
            own = ReturnedFile(
                returns.ANNUAL_FILE, by.today, unit_id=file.laid.unit_id, name=file.source.name, sha256=content.sha256,
                suffix=content.suffix, size=content.size, sender=file.source.sender,
            )  # fmt: skip
            number = row_id(returns.insert_file(step, own))
            _keep(step, by, file, number)
            if file.takes:
                _enter(library, step, by, file.laid, number)
    return step.changes


def _keep(step: Step, by: By, file: AnnualReview, number: int) -> None:
    """Keep each row as it came back; the book's doubts stand with its first row."""
    for row in file.laid.rows:
        kept = ReturnedRow(
            number, row.told.code, row.told.line, None, file.laid.unit_id, sure=not file.laid.waits,
            progress="\t".join(row.told.values), words=row.told.words, other=f"{file.laid.year or 0}",
        )  # fmt: skip
        settled = replace(kept, settled=by.today, settled_by=by.who, answer=Answer.TAKEN.value)
        returns.insert_row(step, kept if file.laid.waits else settled)


def _enter(library: Library, step: Step, by: By, laid: LaidBook, file: int, *, open_is_nothing: bool = False) -> None:
    """Store what a book says of its unit's year; ``open_is_nothing``: cells that were left open are 0."""
    assert laid.year is not None
    assert laid.unit_id is not None
    known = stored.annual_report(library, laid.year, laid.unit_id) or AnnualReport(laid.year, laid.unit_id)
    submitted, published = laid.days
    fee = laid.fee if laid.fee is not None or not open_is_nothing else Decimal(0)
    number = stored.put_report(
        library,
        step,
        replace(
            known,
            submitted=submitted or known.submitted or by.today,
            published=published or known.published,
            fee=fee if fee is not None else known.fee,
            returned_file_id=file,
        ),
    )
    stored.put_figures(library, step, number, {**figures_of(laid.rows, nothing_is_none=not open_is_nothing)})


# ---- what waits


@dataclass(frozen=True, slots=True)
class WaitingBook:
    """A workbook that waits: its file, what it says as things stand now, the unit's name as far as it is known."""

    file: ReturnedFile
    laid: LaidBook
    unit: str


def waiting(library: Library, today: date) -> list[WaitingBook]:
    """Return the workbooks that wait, in the order in which they came."""
    files = {each.id: each for each in returns.returned_files(library) if each.kind == returns.ANNUAL_FILE}
    rows: dict[int, list[ReturnedRow]] = {}
    for row in returns.waiting_rows(library):
        if row.returned_file_id in files:
            rows.setdefault(row.returned_file_id, []).append(row)
    desk = _Desk(library, today)
    return [_waiting(desk, files[number], found) for number, found in rows.items()]


def _waiting(desk: _Desk, file: ReturnedFile, rows: Sequence[ReturnedRow]) -> WaitingBook:
    told = (ToldLine(row.line, row.sheet, row.words, tuple(row.progress.split("\t"))) for row in rows)
    laid = desk.judged(told, int(rows[0].other) or None, file.unit_id)
    unit = desk.names.get(file.unit_id, "") if file.unit_id is not None else ""
    return WaitingBook(file, laid, unit)


def settle(
    library: Library,
    by: By,
    file_id: int,
    *,
    take: bool,
    unit_id: int | None = None,
    year: int | None = None,
    open_is_nothing: bool = False,
) -> Changes:
    """Take a workbook that waited, as it stands, or leave it aside; ``unit_id``, ``year``: a person says whose it is.

    Raises:
        UnknownId: no such workbook waits.
        NotAllowed: it is to be taken, and nobody knows whose it is, of which year, or a cell is no number
            (``annual_book``).
    """
    found = next((each for each in waiting(library, by.today) if each.file.id == file_id), None)
    if found is None:
        raise UnknownId(library=str(library.folder), what="returned_file", id=file_id)
    laid = replace(found.laid, unit_id=unit_id or found.laid.unit_id, year=year or found.laid.year)
    if take and not laid.may_take:
        raise NotAllowed(library=str(library.folder), lacks=("annual_book",))
    with library.step(f"{'采用' if take else '不采用'}待定的年报数据表（{found.file.name}）", by) as step:
        if take:
            _enter(library, step, by, laid, file_id, open_is_nothing=open_is_nothing)
        answer = Answer.TAKEN if take else Answer.KEPT
        for row in returns.returned_rows(library, [file_id]):
            if row.settled is None:
                returns.set_row(step, replace(row, settled=by.today, settled_by=by.who, answer=answer.value))
    return step.changes
