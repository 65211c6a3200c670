"""归入: what is sure of reviewed returns becomes reports, applications and evidence, as one step; the rest waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from gongkai_desk.domain.cycle.returns import FIELDS, Known, Wait
from gongkai_desk.domain.cycle.reviews import FileReview, RowReview
from gongkai_desk.domain.cycle.rounds import ReturnedFile, ReturnedRow
from gongkai_desk.domain.ids import By, Changes, TaskId, UnitId
from gongkai_desk.domain.work import Report
from gongkai_desk.errors import DeskError, ReadOnlyLedger
from gongkai_desk.rules.returns.merging import merged_values
from gongkai_desk.rules.returns.proofs import proofs_in
from gongkai_desk.rules.returns.states import stand_of
from gongkai_desk.services.progress.closing import apply_within
from gongkai_desk.standing.rounds import TAKEN, Rounds
from gongkai_desk.store.entries import dispatches, returns
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, work
from gongkai_desk.store.tasks.evidence import KeptFile

KEPT: Final = "kept"
"""Answer of a returned row of which nothing was taken."""
_SCANS: Final = frozenset({"no_text", "unsupported_type", "type_mismatch"})
_PICTURES: Final = frozenset({"png", "jpeg", "tiff", "bmp", "heic", "webp"})


class Taken(NamedTuple):
    """What one run did: ``changes`` ``None`` where nothing was new; rows taken over, rows and files that wait."""

    changes: Changes | None
    merged: int
    waiting: int


def is_kept(file: FileReview) -> bool:
    """Tell whether a file is kept: what could be read, and scans, which a person reads."""
    return file.source.error is None or is_scan(file.source.error)


def is_scan(error: DeskError) -> bool:
    """Tell whether a file could not be read because it is a picture."""
    found = error.data.get("type") or error.data.get("found")
    return error.kind == "no_text" or (error.kind in _SCANS and found in _PICTURES)


def counted(files: Iterable[FileReview]) -> tuple[int, int]:
    """Return how many rows are taken over, and how many rows or whole files wait for a person."""
    several = list(files)
    rows = [row for file in several for row in file.rows]
    whole = sum(Wait.NOT_FILLED in file.waits and is_kept(file) for file in several)
    return sum(bool(row.takes) for row in rows), sum(row.open for row in rows) + whole


def take_over(library: Library, by: By, rounds: Rounds, files: Sequence[FileReview]) -> Taken:
    """Keep what came and take over what is sure of it, as one step; files that are here already change nothing.

    Raises:
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    merged, waiting = counted(files)
    fresh = {file.source.sha256: file for file in files if file.known is None and is_kept(file)}
    if not fresh:
        return Taken(None, merged, waiting)
    kept = [(file, _kept(library, file)) for file in fresh.values()]
    with library.step(f"回收汇总（{len(kept)}个文件）", by) as step:
        for file, content in kept:
            _Taking(library, step, by, rounds, file, content).take()
    return Taken(step.changes, merged, waiting)


def _kept(library: Library, file: FileReview) -> KeptFile:
    folder, source = library.folder / "evidence", file.source
    if source.data is not None:
        return evidence.keep_bytes(folder, source.data, source.name)
    assert source.path is not None
    return replace(evidence.keep_file(folder, source.path), name=source.name)


@dataclass(slots=True)
class _Taking:
    """Takes one file over."""

    library: Library
    step: Step
    by: By
    rounds: Rounds
    file: FileReview
    kept: KeptFile

    def take(self) -> None:
        """Store the file, its rows, and what is made of them."""
        file_id = returns.insert_file(self.step, self._file()).id
        assert file_id is not None
        for row in self.file.rows:
            if not row.blank or row.open:
                returns.insert_row(self.step, self._row(file_id, row))
        if not self.file.rows:
            text = "" if self.file.kind == "sealed" else self.file.source.content.text
            whole = ReturnedRow(file_id, unit_id=self.file.unit, progress=text, words=self.kept.name)
            returns.insert_row(self.step, whole)
        for book_id in self.file.returned_books:
            self._note_return(book_id)

    def _file(self) -> ReturnedFile:
        file, kept = self.file, self.kept
        remark = "、".join(file.waits)
        return ReturnedFile(
            file.kind, self.by.today, file.batch, file.book, file.unit, kept.name, kept.sha256, kept.suffix, kept.size,
            file.by or "", file.source.sender, remark=remark,
        )  # fmt: skip

    def _row(self, file_id: int, row: RowReview) -> ReturnedRow:
        report = take_row(self.library, self.step, self.by, self.rounds, row) if row.takes else row.replaces
        settled = row.sure and not row.open
        return replace(
            stored_row(file_id, row),
            settled=self.by.today if settled else None,
            settled_by=self.by.who if settled else "",
            answer=(TAKEN if row.takes else KEPT) if settled else "",
            report_id=report if row.sure else None,
        )

    def _note_return(self, book_id: int) -> None:
        book, today = self.rounds.books[book_id], self.by.today
        rows = [row for row in self.file.rows if row.book == book_id and not row.blank]
        whole = bool(rows) and not any(row.open for row in self.file.rows)
        returned = book.returned or today
        if book.sent_back and book.sent_back >= returned:
            returned = today
        book = replace(book, returned=returned, taken=today if whole else book.taken, zero=self.file.zero)
        self.rounds.books[book_id] = book
        dispatches.set_book(self.step, book)


def stored_row(file_id: int, row: RowReview) -> ReturnedRow:
    """Return a row as it is stored while it waits: what came, and what it was taken for."""
    values = {("filled" if name == "day" else name): row.row.values.get(name) or "" for name in FIELDS}
    by = row.by.value if row.by else ""
    placed = {"task_id": row.task, "unit_id": row.unit, "task_by": by, "sure": row.sure}
    return ReturnedRow(file_id, row.sheet, row.row.line, **placed, **values, words=row.row.words, other=_other(row))  # type: ignore[arg-type]


def _other(row: RowReview) -> str:
    return row.row.other


def take_row(
    library: Library, step: Step, by: By, rounds: Rounds, row: RowReview, chosen: Iterable[str] = ()
) -> int | None:
    """Take a row over as part of a step: its report, an application, its evidence; return the report that holds now.

    ``chosen``: fields that a person took although something else is stored.
    """
    assert row.task is not None
    assert row.unit is not None
    taken = {*row.takes, *chosen}
    values = merged_values(row.fields, taken)
    report = _report(step, by, rounds, row, values, taken)
    if "evidence" in taken:
        _keep_proofs(library, step, by.today, row, values["evidence"], report)
    return report


_REPORTED: Final = frozenset({"progress", "state", "problems", "next_steps"})


def _report(
    step: Step, by: By, rounds: Rounds, row: RowReview, values: Mapping[str, str], taken: set[str]
) -> int | None:
    if not taken & _REPORTED or row.task is None or row.unit is None:
        return row.replaces
    stand = stand_of(values["progress"], values["state"])
    new = Report(
        row.task, rounds.names[row.unit], by.today, stand.text, UnitId(row.unit), row.replaces, row.period,
        values["problems"], values["next_steps"], zero=stand.zero,
    )  # fmt: skip
    report = work.insert_report(step, new, book=row.book)
    share = rounds.share(row.task, row.unit)
    if stand.apply and "state" in taken and share is not None:
        apply_within(step, rounds.works[row.task], share, values["progress"], by.today)
    elif stand.begun:
        work.begin_work(step, TaskId(row.task), UnitId(row.unit), by.today)
    return report


def _keep_proofs(library: Library, step: Step, today: date, row: RowReview, text: str, report: int | None) -> None:
    """Enter what the unit names as evidence, each once; an entry without link or number is open."""
    assert row.task is not None
    known = {(each.name, each.url) for each in evidence.evidence(library, [row.task]).get(row.task, ())}
    for proof in proofs_in(text):
        if (proof.name, proof.url) not in known:
            number = evidence.insert_evidence(step, replace(proof, received=today), None, row.unit)
            evidence.link_evidence(step, number, row.task, row.unit, report)


def taken_by_hand(row: RowReview) -> RowReview:
    """Return a row that a person has laid on its task."""
    return replace(row, by=Known.HAND, waits=())
