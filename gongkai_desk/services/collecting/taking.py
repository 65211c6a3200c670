"""归入: what is sure of reviewed returns becomes reports, applications and evidence, as one step; the rest waits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from gongkai_desk.domain.cycle.returns import FIELDS, Known
from gongkai_desk.domain.cycle.reviews import Answer, FileReview, RowReview
from gongkai_desk.domain.cycle.rounds import DispatchUnit, ReturnedFile, ReturnedRow
from gongkai_desk.domain.ids import By, Changes, TaskId, UnitId, row_id
from gongkai_desk.domain.state import RUNNING
from gongkai_desk.domain.work import Report
from gongkai_desk.errors import ReadOnlyLedger
from gongkai_desk.rules.returns.proofs import proofs_in, same_name
from gongkai_desk.rules.returns.sealed import is_received, waiting_in
from gongkai_desk.rules.returns.states import stand_of
from gongkai_desk.services.progress.closing import apply_within
from gongkai_desk.services.year.late import mark_late
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches, papers, returns
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, work
from gongkai_desk.store.tasks.evidence import KeptFile

_SEALED: Final = "sealed"  # a paper of which no rows are laid


class Taken(NamedTuple):
    """What one run did: ``changes`` ``None`` where nothing was new; rows taken over, rows and files that wait."""

    changes: Changes | None
    merged: int
    waiting: int


def is_kept(file: FileReview) -> bool:
    """Tell whether a file is kept: every paper that came, also one that a person has to open."""
    return is_received(file.source.error)


def counted(files: Iterable[FileReview]) -> tuple[int, int]:
    """Return how many rows are taken over, and how many rows or whole files wait for a person."""
    several = list(files)
    rows = [row for file in several for row in file.rows]
    return sum(bool(row.takes) for row in rows), sum(map(waiting_in, several))


def sealed_count(files: Iterable[FileReview]) -> int:
    """Return how many sealed papers are filed, by their codes or as a person said."""
    return sum(bool(row.pages) and not row.open for file in files for row in file.rows)


def take_over(library: Library, by: By, rounds: Rounds, files: Sequence[FileReview]) -> Taken:
    """Keep what came and take over what is sure or decided of it, as one step; files kept before change nothing.

    Raises:
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    merged, waiting = counted(files)
    fresh = {file.source.sha256: file for file in files if file.known is None and is_kept(file)}
    placed = {each.id: each for each in returns.returned_files(library)}
    again = [file for file in files if file.known is not None and (file.decided or _is_moved(file, placed[file.known]))]
    if not fresh and not again:
        return Taken(None, merged, waiting)
    kept = [(file, _kept(library, file)) for file in fresh.values()]
    with library.step(f"回收汇总（{len(kept) + len(again)}个文件）", by) as step:
        run = _Run(library, step, by, rounds)
        for file, content in kept:
            run.take_new(file, content)
        for file in again:
            run.take_known(file)
        mark_late(library, step, by, run.reports)
    return Taken(step.changes, merged, waiting)


def _kept(library: Library, file: FileReview) -> KeptFile:
    folder, source = library.folder / "evidence", file.source
    if source.data is not None:
        return evidence.keep_bytes(folder, source.data, source.name)
    assert source.path is not None
    return replace(evidence.keep_file(folder, source.path), name=source.name)


@dataclass(frozen=True, slots=True)
class _Laid:
    """What stands for a unit's task after rows that were taken before in this run."""

    values: Mapping[str, str]
    report: int | None


@dataclass(slots=True)
class _Run:
    """Takes files over within one step; rows of one task follow on one another."""

    library: Library
    step: Step
    by: By
    rounds: Rounds
    laid: dict[tuple[int, int, str], _Laid] = field(default_factory=dict)
    reports: list[int] = field(default_factory=list)  # that were made

    def take_new(self, file: FileReview, kept: KeptFile) -> None:
        """Store a file, its rows, and what is made of them."""
        file_id = returns.insert_file(self.step, _file_of(file, kept, self.by.today)).id
        assert file_id is not None
        filled = [row for row in file.rows if row.pages or not row.blank or row.open or row.answer]
        for row in filled:
            returns.insert_row(self.step, self._row(file_id, row))
        if not file.rows or not (filled or file.came):  # the paper as a whole waits
            returns.insert_row(self.step, self._whole(file, ReturnedRow(file_id, words=kept.name)))
        self._note_returns(file)
        self._note_papers(file)

    def take_known(self, file: FileReview) -> None:
        """Store what a person decided of rows that waited."""
        assert file.known is not None
        stored = {(row.sheet, row.line): row for row in self.rounds.rows_of_file(file.known) if not row.settled}
        (of,) = [each for each in returns.returned_files(self.library) if each.id == file.known]
        moved = _is_moved(file, of)
        for row in file.rows:
            former = stored.get((row.sheet, row.row.line))
            if former is not None and (row.answer is not None or moved):
                returns.set_row(self.step, replace(self._row(file.known, row), id=former.id))
        for bare in (row for row in stored.values() if file.kind == _SEALED and not row.line):
            returns.set_row(self.step, self._whole(file, bare))
        placed = replace(of, unit_id=file.unit, dispatch_id=file.batch, dispatch_unit_id=_book_of(file))
        returns.set_file(self.step, replace(placed, unit_by=file.by or ""))
        gone = of.dispatch_unit_id
        if gone is not None and gone in self.rounds.books and gone not in file.came:
            self._release(gone)
        self._note_returns(file)
        self._note_papers(file)

    def _whole(self, file: FileReview, row: ReturnedRow) -> ReturnedRow:
        """Return the row of a file as a whole: settled once a person has said whose a paper without rows is."""
        own = replace(row, unit_id=file.unit)
        if file.kind != _SEALED or file.rows or file.by is not Known.HAND:
            return own
        return replace(own, settled=self.by.today, settled_by=self.by.who, answer=Answer.KEPT.value)

    def _release(self, book_id: int) -> None:
        """Let a book be as if nothing had come where the one paper that seemed to be its own is another's."""
        book = self.rounds.books[book_id]
        if book.taken is None and not came_for(self.library, book):
            self.rounds.books[book_id] = noted = replace(book, returned=None)
            dispatches.set_book(self.step, noted)

    def _row(self, file_id: int, row: RowReview) -> ReturnedRow:
        """Take a row over as far as that may be, and return how it is stored."""
        settled = row.answer is not None or ((row.sure or bool(row.pages)) and not row.open)
        report = self.take(row) if row.takes else row.replaces
        answer = row.answer or (Answer.TAKEN if row.takes or row.pages else Answer.KEPT)
        return replace(
            stored_row(file_id, row),
            settled=self.by.today if settled else None,
            settled_by=self.by.who if settled else "",
            answer=answer.value if settled else "",
            report_id=report if row.sure or row.answer else None,
        )

    def _note_returns(self, file: FileReview) -> None:
        for book_id in file.came & self.rounds.books.keys():
            book, today = self.rounds.books[book_id], self.by.today
            rows = [row for row in file.rows if row.book == book_id and not row.blank]
            whole = book_id in file.returned_books and bool(rows) and not any(row.open for row in file.rows)
            returned = book.returned or today
            if book.sent_back and book.sent_back >= returned:
                returned = today
            taken = today if whole else book.taken
            noted = replace(book, returned=returned, taken=taken, zero=file.zero or (book.zero and not rows))
            self.rounds.books[book_id] = noted
            if noted != book:
                dispatches.set_book(self.step, noted)

    def _note_papers(self, file: FileReview) -> None:
        """Note which 意见反馈表 and 回执 came back sealed; the day that stands stays."""
        today, rounds = self.by.today, self.rounds
        for number in file.returned_books & rounds.forms.keys():
            form = rounds.forms[number]
            if form.returned is None:
                rounds.forms[number] = replace(form, returned=today)
                dispatches.set_book(self.step, rounds.forms[number])
        came = {row.slip for row in file.rows if row.slip is not None and not row.open}
        fresh = [each.id for each in rounds.slips.values() if each.id in came and each.answered is None]
        papers.set_answered(self.step, fresh, today)

    def take(self, row: RowReview) -> int | None:
        """Take a row over: its report, an application, its evidence; return the report that holds now."""
        assert row.task is not None
        assert row.unit is not None
        key = row.task, row.unit, row.period
        stored = {name: each.stored for name, each in row.fields.items()}
        former = self.laid.get(key) or _Laid(stored, row.replaces)
        values = _values(row, {} if row.answer is Answer.APART else former.values)
        report = former.report
        if _REPORTED & {*row.takes}:
            report = self._report(row, values, None if row.answer is Answer.APART else former.report)
        if "evidence" in row.takes:
            self._keep_proofs(row, report)
        self.laid[key] = _Laid(values, report)
        return report

    def _report(self, row: RowReview, values: Mapping[str, str], replaces: int | None) -> int:
        assert row.task is not None
        assert row.unit is not None
        stand = stand_of(values["progress"], values["state"])
        new = Report(
            row.task, self.rounds.names[row.unit], self.by.today, stand.text, UnitId(row.unit), replaces, row.period,
            values["problems"], values["next_steps"], zero=stand.zero,
        )  # fmt: skip
        report = work.insert_report(self.step, new, book=row.book)
        self.reports.append(report)
        share = self.rounds.share(row.task, row.unit)
        if stand.apply and "state" in row.takes and share is not None and share.state in RUNNING:
            apply_within(self.step, self.rounds.works[row.task], share, values["progress"], self.by.today)
        elif stand.begun:
            work.begin_work(self.step, TaskId(row.task), UnitId(row.unit), self.by.today)
        return report

    def _keep_proofs(self, row: RowReview, report: int | None) -> None:
        """Enter what the unit names as evidence, each once; an entry without link or number is open."""
        assert row.task is not None
        stored = evidence.evidence(self.library, [row.task]).get(row.task, ())
        known = {(same_name(each.name), each.url) for each in stored if each.unit_id == row.unit}
        for proof in proofs_in(row.row.values.get("evidence") or ""):
            piece = same_name(proof.name), proof.url
            if piece not in known:
                known.add(piece)
                came = self.by.today if proof.url or proof.doc_no else None  # of a name alone nothing has come yet
                number = evidence.insert_evidence(self.step, replace(proof, received=came), None, row.unit)
                evidence.link_evidence(self.step, number, row.task, row.unit, report)


_REPORTED: Final = frozenset({"progress", "state", "problems", "next_steps"})
_HEADED: Final = re.compile(r"[^：，。；\s]{1,20}：")  # 办公室：已发文
_PROSE: Final = frozenset({"progress", "problems", "next_steps", "evidence"})


def _values(row: RowReview, former: Mapping[str, str]) -> dict[str, str]:
    """Return the fields as they stand once a row is taken over what stands; joined texts have a name before them."""
    values = {name: former.get(name, "") for name in FIELDS}
    for name in row.takes:
        text = row.row.values.get(name) or ""
        if row.answer is Answer.JOINED and name in _PROSE:
            before = _named(former.get("contact", ""), values[name])
            values[name] = "\n".join(filter(None, (before, _named(row.row.values.get("contact") or "", text))))
        else:
            values[name] = text
    return values


def _named(contact: str, text: str) -> str:
    """Return a text with whose it is before it (一科：…), unless a name stands there already."""
    who = contact.split()
    return f"{who[0]}：{text}" if who and text and not _HEADED.match(text) else text


def _file_of(file: FileReview, kept: KeptFile, today: date) -> ReturnedFile:
    return ReturnedFile(
        file.kind, today, file.batch, _book_of(file), file.unit, kept.name, kept.sha256, kept.suffix, kept.size,
        file.by or "", file.source.sender, len(file.source.content.pages), remark=_remark(file),
    )  # fmt: skip


def _remark(file: FileReview) -> str:
    """Return why a file waits as a whole, and which units its codes and 填报单位 say: a person is offered those.

    What its name and its sender say can be asked again.
    """
    inside = (f"{by}={unit}" for by, unit in file.said if by in (Known.CODE, Known.NAME))
    return "、".join((*file.waits, *inside))


def _is_moved(file: FileReview, stored: ReturnedFile) -> bool:
    """Tell whether a person said of a file that was collected before whose it is."""
    return file.by is Known.HAND and (stored.unit_id, stored.unit_by) != (file.unit, file.by)


def _book_of(file: FileReview) -> int | None:
    """Return the book that a file is stored with: its own, or the one that it is likely of; of several none."""
    return next(iter(file.came)) if len(file.came) == 1 else None


def came_for(library: Library, book: DispatchUnit) -> bool:
    """Tell whether a paper is stored as that of a book, or a row of one as its unit's."""
    files = returns.returned_files(library)
    if any(each.dispatch_unit_id == book.id for each in files):
        return True
    mine = [row_id(each) for each in files if each.dispatch_id == book.dispatch_id and each.unit_id is None]
    return any(row.unit_id == book.unit_id for row in returns.returned_rows(library, mine))


def stored_row(file_id: int, row: RowReview) -> ReturnedRow:
    """Return a row as it is stored while it waits: what came, and what it was taken for."""
    cells = {("filled" if name == "day" else name): row.row.values.get(name) or "" for name in FIELDS}
    waiting = ReturnedRow(
        file_id, row.sheet, row.row.line, row.task, row.unit, row.by or "", row.sure, words=row.row.words,
        other=row.row.other,
    )  # fmt: skip
    return replace(waiting, **cells)  # type: ignore[arg-type]
