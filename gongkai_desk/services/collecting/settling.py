"""What waits from earlier: read again from the kept files; books that go back for more (退回补报)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gongkai_desk.domain.cycle.returns import Known
from gongkai_desk.domain.cycle.reviews import FileReview, Received
from gongkai_desk.domain.cycle.rounds import ReturnedFile
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NotAllowed
from gongkai_desk.progress import Progress, silent
from gongkai_desk.services.collecting.reviewing import Asked, confirmed, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches, returns
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.evidence import KeptFile


def waiting_files(library: Library) -> list[ReturnedFile]:
    """Return the files that were collected and of which rows wait for a person."""
    waiting = {row.returned_file_id for row in returns.waiting_rows(library)}
    return [file for file in returns.returned_files(library) if file.id in waiting]


def read_kept(folder: Path, files: Sequence[ReturnedFile], progress: Progress = silent) -> list[Received]:
    """Read files again that were kept in the library ``folder``; no library is asked.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    kept = (KeptFile(file.sha256, file.name, file.suffix, file.size) for file in files)
    sources = received([folder / "evidence" / each.path for each in kept], progress)
    return [
        replace(source, name=file.name, sender=file.sender, sha256=file.sha256)
        for source, file in zip(sources, files, strict=True)
    ]


def kept_reviews(rounds: Rounds, files: Sequence[ReturnedFile], sources: Sequence[Received]) -> list[FileReview]:
    """Return the reviews of files that were kept, for what a person said of their units; settled rows stay settled."""
    found = reviewed(rounds, sources, Asked())
    return [
        confirmed(rounds, each, file.unit_id, file.dispatch_id)
        if file.unit_by == Known.HAND and file.unit_id is not None
        else each
        for each, file in zip(found, files, strict=True)
    ]


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
