"""What waits from earlier: read again from the kept files, said whose it is; books that go back for more (退回补报)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from gongkai_desk.domain.cycle.returns import Known
from gongkai_desk.domain.cycle.reviews import DOUBTED_WHOLE, Answer, FileReview, Received, Unplaced
from gongkai_desk.domain.cycle.rounds import ReturnedFile
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.progress import Progress, silent
from gongkai_desk.rules.returns.identity import units_in_name
from gongkai_desk.services.collecting.by_hand import confirmed
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches, returns
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.evidence import KeptFile

_BOOKS: Final = frozenset({"workbook", "mail"})
_SEALED: Final = "sealed"  # of such a paper no rows are laid


def waiting_files(library: Library) -> list[ReturnedFile]:
    """Return the books that were collected and of which rows wait; 意见反馈表 and 自评表 wait elsewhere."""
    waiting = {row.returned_file_id for row in returns.waiting_rows(library)}
    files = returns.returned_files(library)
    return [file for file in files if file.id in waiting and file.kind not in returns.APART]


def read_kept(folder: Path, files: Sequence[ReturnedFile], progress: Progress = silent) -> list[Received]:
    """Read files again that were kept in the library ``folder``; no library is asked.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    kept = (KeptFile(file.sha256, file.name, file.suffix, file.size) for file in files)
    sources = received([folder / "evidence" / each.path for each in kept], progress)
    return [_as_it_came(source, file) for source, file in zip(sources, files, strict=True)]


def _as_it_came(source: Received, file: ReturnedFile) -> Received:
    """Return what was read of a kept file under the name by which it came, in what is told of it too."""
    if source.error is not None:
        source.error.data["file"] = file.name
    return replace(source, name=file.name, sender=file.sender, sha256=file.sha256)


def kept_reviews(rounds: Rounds, files: Sequence[ReturnedFile], sources: Sequence[Received]) -> list[FileReview]:
    """Return the reviews of files that were kept, for what a person said of their units; settled rows stay settled."""
    found = reviewed(rounds, sources, Asked())
    return [
        confirmed(rounds, each, file.unit_id, file.dispatch_id)
        if file.unit_by == Known.HAND and file.unit_id is not None
        else each
        for each, file in zip(found, files, strict=True)
    ]


def unplaced_files(library: Library) -> list[Unplaced]:
    """Return the papers that wait and are of no unit that was asked (未能判定单位), by day."""
    found = [each for each in waiting_files(library) if _is_unplaced(each)]
    if not found:
        return []
    rounds = Rounds(library)
    rows: defaultdict[int, set[int]] = defaultdict(set)
    for row in returns.waiting_rows(library):
        rows[row.returned_file_id] |= {row.unit_id} if row.unit_id is not None else set()
    return [_unplaced(rounds, each, rows[row_id(each)]) for each in sorted(found, key=_day)]


def _unplaced(rounds: Rounds, file: ReturnedFile, of_rows: Collection[int]) -> Unplaced:
    """Return a paper with the units that it, its name or its mail speak of, in the directory's order."""
    said = tuple((by, unit) for by, unit in _said(rounds, file) if unit in rounds.names)
    told = {*of_rows, *(unit for _, unit in said), *((file.unit_id,) if file.unit_id is not None else ())}
    return Unplaced(file, tuple(number for number in rounds.names if number in told), said)


def _said(rounds: Rounds, file: ReturnedFile) -> Iterator[tuple[Known, int]]:
    """Yield what says which unit: what stood in the file when it came, its name, its sender."""
    signs = (word.partition("=") for word in file.remark.split("、"))
    yield from ((Known(by), int(unit)) for by, _, unit in signs if unit)
    yield from ((Known.FILE, unit) for unit in sorted(units_in_name(file.name, rounds.directory)))
    yield from ((Known.SENDER, unit) for unit in sorted(rounds.senders.get(file.sender, ())))


def _is_unplaced(file: ReturnedFile) -> bool:
    doubts = {*file.remark.split("、")} & {*DOUBTED_WHOLE}
    return file.dispatch_unit_id is None and file.unit_by != Known.HAND and bool(doubts)


def _day(file: ReturnedFile) -> tuple[date, int]:
    return file.day, row_id(file)


def assign(library: Library, by: By, file_id: int, unit_id: int) -> Changes:
    """Say whose a paper is, as one step: its unit's book has come; its rows wait to be laid.

    Raises:
        UnknownId: no such file or unit.
    """
    rounds = Rounds(library)
    file = next((each for each in returns.returned_files(library) if each.id == file_id), None)
    if file is None or unit_id not in rounds.names:
        what, number = ("unit", unit_id) if file is not None else ("returned_file", file_id)
        raise UnknownId(library=str(library.folder), what=what, id=number)
    book = rounds.book_of(file.dispatch_id, unit_id) or rounds.latest_book(unit_id)
    batch_id, book_id = (book.dispatch_id, book.id) if book else (file.dispatch_id, None)
    with library.step(f"认定单位 {rounds.names[unit_id]}（{file.name}）", by) as step:
        own = replace(file, unit_id=unit_id, unit_by=Known.HAND.value, dispatch_id=batch_id, dispatch_unit_id=book_id)
        returns.set_file(step, own)
        for row in returns.returned_rows(library, [file_id]):
            bare = file.kind in _BOOKS and not row.line  # nothing was filled in
            if row.settled is None and (bare or file.kind == _SEALED):
                done = replace(row, unit_id=unit_id, settled=by.today, settled_by=by.who, answer=Answer.KEPT.value)
                returns.set_row(step, done)
        if book is not None and (book.returned is None or (book.sent_back and book.sent_back >= book.returned)):
            dispatches.set_book(step, replace(book, returned=by.today))
    return step.changes


def send_back(library: Library, by: By, book_ids: Sequence[int], reason: str) -> Changes:
    """Send books back for more: they count as 退回 until a paper comes on a later day.

    Raises:
        UnknownId: no such book.
        NotAllowed: no reason is given (``lacks``: ``reason``).
    """
    if not reason.strip():
        raise NotAllowed(library=str(library.folder), lacks=("reason",))
    books = [dispatches.dispatch_unit(library, number) for number in book_ids]
    with library.step(f"退回补报（{len(books)}家）", by) as step:
        for book in books:
            dispatches.set_book(step, replace(book, sent_back=by.today, sent_back_reason=reason.strip()))
    return step.changes
