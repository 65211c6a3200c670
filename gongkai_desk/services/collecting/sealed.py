"""Sealed papers as scans: each page filed with the unit whose code it bears; without one a person says whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.returns import Known, SheetRow, Wait
from gongkai_desk.domain.cycle.reviews import FileReview, Received, RowReview
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchUnit
from gongkai_desk.domain.slips import SlipNumber
from gongkai_desk.rules.returns.identity import Batch, Signs, Whose, batch_waits, told_by, whose
from gongkai_desk.rules.returns.sealed import SealedPaper, sealed_papers
from gongkai_desk.standing.cycle.rounds import Rounds, newer_for
from gongkai_desk.wording.returns import pages_text, sealed_text
from gongkai_desk.words.codes import SheetCode, SheetKind, read_book_code, read_sheet_code

if TYPE_CHECKING:
    from gongkai_desk.services.collecting.reviewing import Asked


@dataclass(frozen=True, slots=True)
class _Paper:
    """What went out and came back: an entry of a batch, or a slip; ``unit`` is ``None`` where several share it."""

    unit: int | None
    place: DispatchUnit | None = None
    batch: Dispatch | None = None
    slip: SlipNumber | None = None


def review(rounds: Rounds, source: Received, signs: Signs, asked: Asked) -> FileReview:
    """Return a scan with a row for each paper in it; ``signs`` are those of the file's name and its mail."""
    desk = _Desk(rounds, source, signs, asked)
    rows = desk.rows()
    units, places = {row.unit for row in rows}, {row.book for row in rows}
    single = rows[0] if len(units) == 1 and len(places) == 1 else None
    batches = {batch.id for row in rows if (batch := desk.batch_of(row.book)) is not None}
    waits = tuple(dict.fromkeys(wait for row in rows for wait in row.waits))
    return FileReview(
        source, "sealed", single.unit if single else None, single.by if single else None,
        batches.pop() if len(batches) == 1 else None,
        single.book if single and single.book in rounds.books else None, waits, tuple(rows),
        said=tuple(dict.fromkeys((*_coded(rows), *told_by(signs)))),
    )  # fmt: skip


def _coded(rows: Iterable[RowReview]) -> Iterator[tuple[Known, int]]:
    """Yield the units whose codes are on pages."""
    yield from ((row.by, row.unit) for row in rows if row.by is Known.CODE and row.unit is not None)


class _Desk:
    """One scan under review."""

    def __init__(self, rounds: Rounds, source: Received, signs: Signs, asked: Asked) -> None:
        self.rounds, self.source, self.signs, self.asked = rounds, source, signs, asked

    def rows(self) -> list[RowReview]:
        """Return a row for each paper; pages without a code are of the only one where the file's name says so too."""
        papers = sealed_papers(self.source.content.pages, self._read)
        coded = [paper for paper in papers if paper.code is not None]
        bare = [paper for paper in papers if paper.waits == (Wait.NO_CODE,)]
        only = self._row(0, coded[0]) if len(coded) == 1 and len(coded) + len(bare) == len(papers) else None
        if only is not None and bare and not only.waits and self._is_named(only.unit):
            pages = tuple(sorted(page for paper in papers for page in paper.pages))
            return [self._row(1, replace(coded[0], pages=pages))]
        return [self._row(line, paper, only) for line, paper in enumerate(papers, 1)]

    def _is_named(self, unit: int | None) -> bool:
        named = self.signs.file | self.signs.sender
        return unit is not None and named == {unit}

    def _read(self, text: str) -> SheetCode | None:
        return read_sheet_code(text, self.rounds.identity, self._first_unit)

    def _first_unit(self, code: SheetCode) -> int | None:
        """Return the unit that a paper bears in its check: of a shared book the first one."""
        paper = self._paper(code)
        if paper is None:
            return None
        if paper.slip is not None:
            return paper.slip.unit_id
        return paper.place.unit_id if paper.place else None

    def _paper(self, code: SheetCode) -> _Paper | None:
        rounds = self.rounds
        if code.kind in (SheetKind.SLIP, SheetKind.ANSWER):
            slip = rounds.slips.get((code.book, code.batch))
            return _Paper(slip.unit_id, slip=slip) if slip else None
        number = read_book_code(code.book, rounds.identity) or 0
        place = (rounds.books if code.kind is SheetKind.BOOK else rounds.forms).get(number)
        if place is None:
            return None
        together = rounds.shares_book(place) if code.kind is SheetKind.BOOK else [place]
        return _Paper(place.unit_id if len(together) == 1 else None, place, self.batch_of(number))

    def batch_of(self, number: int | None) -> Dispatch | None:
        """Return the batch of an entry."""
        rounds = self.rounds
        place = rounds.books.get(number) or rounds.forms.get(number)
        return (rounds.batches.get(place.dispatch_id) or rounds.askings.get(place.dispatch_id)) if place else None

    def _row(self, line: int, sealed: SealedPaper, only: RowReview | None = None) -> RowReview:
        """Return a paper as a row; one without a code is proposed to be of the ``only`` unit of the file."""
        told = sealed_text(len(sealed.pages), sealed.expected, sealed.missing)
        row = RowReview(pages_text(sealed.pages), SheetRow(line, title=told), waits=sealed.waits, pages=sealed.pages)
        if sealed.code is None:
            return self._without_code(row, only)
        paper = self._paper(sealed.code)
        assert paper is not None
        found = self._whose(paper)
        place = self._place(paper, found.unit)
        waits = (*found.waits, *self._batch_waits(paper, place, sealed.code), *sealed.waits)
        return replace(
            row, unit=found.unit, by=found.by, book=place.id if place else None, waits=tuple(dict.fromkeys(waits)),
            period=paper.batch.period if paper.batch else "", slip=paper.slip.id if paper.slip else None,
        )  # fmt: skip

    def _without_code(self, row: RowReview, only: RowReview | None) -> RowReview:
        if only is not None:
            return replace(row, unit=only.unit, book=only.book, period=only.period, slip=only.slip, by=only.by)
        found = whose(self.signs) if row.waits == (Wait.NO_CODE,) else Whose(None, None)
        return replace(row, unit=found.unit, by=found.by, waits=(*row.waits, *found.waits))

    def _whose(self, paper: _Paper) -> Whose:
        """Return whose a paper with a code is: a shared book is never sure, for its code is of several units."""
        found = whose(replace(self.signs, code=paper.unit))
        if paper.unit is None and paper.place is not None:
            owners = {each.unit_id for each in self.rounds.shares_book(paper.place)}
            return found if found.unit in owners else Whose(None, None, (Wait.UNIT_UNKNOWN,))
        return found

    def _place(self, paper: _Paper, unit: int | None) -> DispatchUnit | None:
        """Return the unit's entry in the batch of a shared book, else the paper's own."""
        if paper.place is None or paper.unit is not None or unit is None:
            return paper.place if paper.unit is not None else None
        return self.rounds.book_of(paper.place.dispatch_id, unit)

    def _batch_waits(self, paper: _Paper, place: DispatchUnit | None, code: SheetCode) -> Iterator[Wait]:
        if paper.batch is None:
            return
        newer = place is not None and code.kind is SheetKind.BOOK and newer_for(self.rounds, place)
        batch = Batch(paper.batch.batch, paper.batch.period, newer)
        asked, wanted = self.asked.given, self.asked.wants(paper.batch)
        yield from batch_waits(batch, code.batch, (self.source.short,), asked=asked, wanted=wanted)


def assigned(rounds: Rounds, row: RowReview, unit: int, batch: int | None) -> RowReview:
    """Return a paper whose unit a person said; it is filed with the unit's book of the batch, where there is one."""
    book = rounds.book_of(batch, unit)
    same = row.unit == unit
    return replace(
        row, unit=unit, by=Known.HAND, book=row.book if same else book.id if book else None,
        slip=row.slip if same else None, waits=(),
    )  # fmt: skip
