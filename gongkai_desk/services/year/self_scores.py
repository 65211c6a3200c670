"""自评: a workbook goes out to every unit and comes back by ``collect``: the sure is entered, the rest waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai_desk.domain.cycle.judging import AssessmentScore, AssessmentUnit
from gongkai_desk.domain.cycle.reviews import Answer, Received
from gongkai_desk.domain.cycle.rounds import ReturnedFile, ReturnedRow
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.domain.year.assessment import Scheme, SchemeItem
from gongkai_desk.domain.year.self_scores import SelfBook, SelfRow, SelfWait, ToldBook, ToldScore
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.export import excel
from gongkai_desk.papers.year.self_assessment import book_title, self_book
from gongkai_desk.paths import free_name, refuse_inside_library, told_kindly
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.rules.year.assessment import read_points, within
from gongkai_desk.rules.year.self_scores import is_self_book, told_book
from gongkai_desk.services.collecting.sources import keep_contents
from gongkai_desk.standing.cycle.books import file_part
from gongkai_desk.standing.year.assessment import assessment_paper, ranking_approval
from gongkai_desk.store import units
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.store.entries import returns
from gongkai_desk.store.header import identity_of
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.words.codes import book_code, read_book_code, read_row_code, row_code
from gongkai_desk.words.normal import squash

# ---- out


def books(library: Library, number: int, today: date, closing: date | None = None) -> list[SelfBook]:
    """Return the workbooks of a scheme, one for each unit.

    Raises:
        UnknownId: there is no such scheme.
    """
    paper, seed = assessment_paper(library, number, today), _seed(library)
    leaves = [row_id(leaf) for leaf in paper.scores.scheme.leaves]
    return [
        SelfBook(
            paper.title, unit.unit, book_code(unit.assessment_unit_id, seed),
            tuple((leaf, row_code(unit.assessment_unit_id, leaf, seed)) for leaf in leaves), paper.scores.scheme,
            paper.office, closing,
        )
        for unit in paper.scores.units
    ]  # fmt: skip


def _seed(library: Library) -> str:
    """Return what the codes are made with: no 单位码 of a batch is taken for one of these."""
    return f"{identity_of(library.connection)}/assessment"


def write_books(folder: Path, every: Sequence[SelfBook], progress: Progress = silent) -> list[Path]:
    """Write workbooks into a folder, under free names; needs no library.

    Raises:
        NotAllowed: the folder is a part of a library.
        NoPermission, DiskFull: it cannot be written.
    """
    refuse_inside_library(folder / "自评表")
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for place, book in enumerate(every):
        progress(Stage.WRITING, place, len(every))
        path = free_name(folder / f"{file_part(book_title(book))}（{file_part(book.unit)}）.xlsx")
        excel.write(self_book(book), path)
        written.append(path)
    return written


# ---- back


@dataclass(frozen=True, slots=True)
class SelfReview:
    """A 自评表 that came: whose it is (``assessment_unit``), its rows, whether this very file came before."""

    source: Received
    place: AssessmentUnit | None
    unit: str
    rows: tuple[SelfRow, ...] = ()
    known: bool = False

    @property
    def waiting(self) -> int:
        """Return how many rows wait."""
        return 0 if self.known else sum(bool(row.waits) for row in self.rows)


def apart(sources: Iterable[Received]) -> tuple[list[Received], list[Received]]:
    """Part what came into 自评表 and the rest."""
    found: list[Received] = []
    others: list[Received] = []
    for each in sources:
        (found if is_self_book(each.content.tables) else others).append(each)
    return found, others


def reviewed(library: Library, sources: Sequence[Received]) -> list[SelfReview]:
    """Return what each file says, laid on units and items; nothing is guessed."""
    desk = _Desk(library)
    return [desk.review(source) for source in sources]


class _Desk:
    """What 自评表 are read against."""

    def __init__(self, library: Library) -> None:
        self.library, self.seed = library, _seed(library)
        self.directory = units.directory(library)
        self.names: dict[int, str] = {each.id: each.name for each in units.units(library)}
        self.kept = {each.sha256 for each in returns.returned_files(library) if each.kind == returns.SELF_FILE}
        self._schemes: dict[int, Scheme] = {}

    def review(self, source: Received) -> SelfReview:
        told = told_book(source.content.tables)
        place, waits = self._whose(told)
        rows = tuple(self._row(row, place, waits) for row in told.rows)
        unit = self.names.get(place.unit_id, "") if place else told.unit
        return SelfReview(source, place, unit, rows, source.sha256 in self.kept)

    def _whose(self, told: ToldBook) -> tuple[AssessmentUnit | None, tuple[SelfWait, ...]]:
        """Return the unit of a book and the doubts about that."""
        number = read_book_code(told.code, self.seed)
        named = self.directory.stored(told.unit) if told.unit else None
        place = self._place(number) if number is not None else None
        if place is None:
            found = self._by_name(named.id) if named else None
            return found, (SelfWait.UNIT_BY_NAME if found else SelfWait.BAD_CODE,)
        return place, (SelfWait.UNIT_DIFFERS,) if named and named.id != place.unit_id else ()

    def _place(self, number: int) -> AssessmentUnit | None:
        try:
            place = stored.assessed_unit(self.library, number)
            stored.assessment(self.library, place.assessment_id)
        except UnknownId:
            return None
        return place

    def _by_name(self, unit_id: int) -> AssessmentUnit | None:
        """Return the unit's place in the newest scheme that assesses it."""
        for each in stored.assessments(self.library):
            found = stored.assessed_units(self.library, row_id(each))
            if place := next((row for row in found if row.unit_id == unit_id), None):
                return place
        return None

    def _row(self, told: ToldScore, place: AssessmentUnit | None, doubts: tuple[SelfWait, ...]) -> SelfRow:
        code = read_row_code(told.code, self.seed)
        waits = list(doubts)
        if place is None:
            return SelfRow(told, waits=tuple(waits))
        scheme = self._scheme(place.assessment_id)
        leaf = scheme.leaf(code.position) if code else None
        if code is None or leaf is None:
            leaf = _by_words(scheme, told.words)
            waits.append(SelfWait.BAD_CODE)
        elif code.book != place.id:
            waits.append(SelfWait.OTHER_BOOK)
        return self._scored(SelfRow(told, place.id, leaf.id if leaf else None), leaf, place, waits)

    def _scored(
        self, row: SelfRow, leaf: SchemeItem | None, place: AssessmentUnit, waits: Sequence[SelfWait]
    ) -> SelfRow:
        points = read_points(squash(row.told.points))
        old = self._score(place, row.item)
        found = list(waits)
        if row.told.points and points is None:
            found.append(SelfWait.UNREAD)
        elif points is not None and leaf and within(points, leaf.points) != points:
            found.append(SelfWait.BEYOND)
        elif points is not None and old and old.self_points not in (None, points):
            found.append(SelfWait.CONFLICT)
        if ranking_approval(self.library, place.assessment_id):
            found.append(SelfWait.APPROVED)
        same = points is not None and old is not None and old.self_points == points and not found
        return replace(
            row, points=points, waits=tuple(dict.fromkeys(found)), known=same or (points is None and not found)
        )

    def _scheme(self, number: int) -> Scheme:
        if number not in self._schemes:
            self._schemes[number] = stored.scheme(self.library, number)
        return self._schemes[number]

    def _score(self, place: AssessmentUnit, item: int | None) -> AssessmentScore | None:
        return stored.score_of(self.library, row_id(place), item) if item is not None else None


def _by_words(scheme: Scheme, words: str) -> SchemeItem | None:
    fits = [leaf for leaf in scheme.leaves if squash(leaf.name) == squash(words)]
    return fits[0] if len(fits) == 1 else None


def take_over(library: Library, by: By, files: Sequence[SelfReview]) -> Changes | None:
    """Keep what came and enter what is sure of it as one step; ``None`` where every file was kept before.

    Raises:
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    fresh = {file.source.sha256: file for file in files if not file.known}
    if not fresh:
        return None
    kept = keep_contents(library, (file.source for file in fresh.values()))
    with library.step(f"回收自评表（{len(fresh)}份）", by) as step:
        for file, content in zip(fresh.values(), kept, strict=True):
            unit = file.place.unit_id if file.place else None
            own = ReturnedFile(
                returns.SELF_FILE, by.today, unit_id=unit, name=file.source.name, sha256=content.sha256,
                suffix=content.suffix, size=content.size, sender=file.source.sender,
            )  # fmt: skip
            letter = row_id(returns.insert_file(step, own))
            for row in file.rows:
                _enter(library, step, by, row, letter, unit)
    return step.changes


def _enter(library: Library, step: Step, by: By, row: SelfRow, letter: int, unit: int | None) -> None:
    if row.takes and row.unit and row.item:
        _put(library, step, row.unit, row.item, row.points, row.told.remark)
    waiting = ReturnedRow(
        letter, "", row.told.line, None, unit, sure=not row.waits, progress=row.told.points,
        evidence=row.told.remark, words=row.told.words, other=f"{row.unit or 0}/{row.item or 0}/{'、'.join(row.waits)}",
    )  # fmt: skip
    settled = replace(waiting, settled=by.today, settled_by=by.who, answer=Answer.TAKEN.value)
    returns.insert_row(step, waiting if row.waits else settled)


def _put(library: Library, step: Step, unit: int, item: int, points: Decimal | None, remark: str) -> None:
    old = stored.score_of(library, unit, item) or AssessmentScore(unit, item)
    given = points if points is not None else old.self_points
    stored.put_score(step, replace(old, self_points=given, remark=remark or old.remark))


# ---- what waits


@dataclass(frozen=True, slots=True)
class WaitingScore:
    """A row that waits: of which file, for whom and at which item as far as that is known, and why."""

    row: ReturnedRow
    file: str
    unit: int | None
    item: int | None
    points: Decimal | None
    waits: tuple[SelfWait, ...]

    @property
    def may_take(self) -> bool:
        """Tell whether a person can take it as it is."""
        return None not in (self.unit, self.item, self.points) and not {SelfWait.BEYOND, SelfWait.APPROVED} & {
            *self.waits
        }


def waiting(library: Library, number: int) -> list[WaitingScore]:
    """Return what waits of a scheme, and what nothing tells of whose it is."""
    files = {each.id: each for each in returns.returned_files(library) if each.kind == returns.SELF_FILE}
    mine = {each.id for each in stored.assessed_units(library, number)}
    found = (_waiting(row, files[row.returned_file_id].name) for row in returns.waiting_rows(library)
             if row.returned_file_id in files)  # fmt: skip
    return [each for each in found if each.unit is None or each.unit in mine]


def _waiting(row: ReturnedRow, file: str) -> WaitingScore:
    unit, item, why = row.other.split("/", 2)
    waits = tuple(SelfWait(each) for each in why.split("、") if each)
    return WaitingScore(row, file, int(unit) or None, int(item) or None, read_points(squash(row.progress)), waits)


def settle(library: Library, by: By, taken: Sequence[WaitingScore], left: Sequence[WaitingScore]) -> Changes:
    """Take rows that waited, and leave the others as they are, as one step.

    Raises:
        NotAllowed: the ranking was approved since they came in, and some are to be taken.
    """
    rows = {each.unit for each in taken if each.unit}
    schemes = {stored.assessed_unit(library, row).assessment_id for row in rows}
    if any(ranking_approval(library, number) for number in schemes):
        raise NotAllowed(library=str(library.folder), lacks=("approved_already",))
    with library.step(f"处理待定的自评（{len(taken) + len(left)}条）", by) as step:
        for each in _decided(taken, left):
            if each in taken and each.unit and each.item:
                _put(library, step, each.unit, each.item, each.points, each.row.evidence)
            answer = Answer.TAKEN if each in taken else Answer.KEPT
            returns.set_row(step, replace(each.row, settled=by.today, settled_by=by.who, answer=answer.value))
    return step.changes


def _decided(*lists: Sequence[WaitingScore]) -> Iterator[WaitingScore]:
    return (each for several in lists for each in several)
