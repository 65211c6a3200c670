"""下发: a batch is written and registered as one step; 签收, 准予延期报送, removal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from gongkai_desk.domain.cycle.books import Leave, UnitBook
from gongkai_desk.domain.cycle.rounds import ClosingMove, Dispatch, DispatchKind, DispatchUnit, SentRow
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.exchange.mail import Letter, mailboxes_of, write_drafts, write_words
from gongkai_desk.export import excel, word
from gongkai_desk.export.bands import title_lines
from gongkai_desk.export.cell_styles import Styles
from gongkai_desk.export.templates import Filling, write_filled
from gongkai_desk.page.measures import FIGURES, PORTRAIT, points
from gongkai_desk.papers.leaving import mask_paper
from gongkai_desk.papers.ledger import breakdown
from gongkai_desk.papers.notice import message, notice_values, recipients_list, subject, words_to_copy
from gongkai_desk.papers.unit_sheet import unit_book
from gongkai_desk.paths import written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.services.staging import Staged, Written, staged
from gongkai_desk.services.year.leaving import masked_filling
from gongkai_desk.standing.cycle.books import Outgoing, Parcel, file_part
from gongkai_desk.store.entries import dispatches, upward
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work


def stage(folder: Path, of: Outgoing, progress: Progress = silent, *, mask: Mask = NO_MASK) -> Staged[Outgoing]:
    """Write the papers of a batch into a folder of their own inside ``folder``; needs no library.

    ``mask``: what is covered in them (``services.year.leaving.batch_texts`` is what to look at before).

    Raises:
        NotAllowed: ``folder`` is a part of a library.
        NoPermission, DiskFull: it cannot be written.
        Cancelled: by ``progress``; nothing is left behind.
    """
    return staged(folder, "填报表", of, partial(_write_papers, of=of, progress=progress, mask=mask))


def _write_papers(folder: Path, of: Outgoing, progress: Progress, mask: Mask) -> Written:
    styles = Styles()
    for index, parcel in enumerate(of.parcels):
        progress(Stage.WRITING, index, len(of.parcels))
        excel.write(mask_paper(unit_book(parcel.book), mask), folder / parcel.file_name, styles=styles)
    unknown = _write_notice(folder / notice_name(of), of, mask)
    table = mask_paper(breakdown(replace(of.breakdown, annex="附件1")), mask)
    word.write(table, folder / f"附件1 任务分解表（{of.batch}）.docx")
    excel.write(recipients_list(f"{of.period}填报表下发清单", of.recipients()), folder / f"下发清单（{of.batch}）.xlsx")
    if of.worded:
        write_words(folder / f"可复制的通知文字（{of.batch}）.txt", words_to_copy(of.recipients()))
    if of.order.zipped:
        _write_zip(folder, of)
    if of.order.mail:
        _write_mails(folder / f"邮件草稿（{of.batch}）", of)
    progress(Stage.WRITING, len(of.parcels), len(of.parcels))
    return Written(unknown=unknown)


def _write_notice(path: Path, of: Outgoing, mask: Mask) -> tuple[str, ...]:
    """Write the 报送通知, its title broken by sense, and return the names of its template that nothing is known for."""
    values = notice_values(of.notice)
    lines = title_lines(values["标题"], points(PORTRAIT.area_width) / FIGURES.title_size)
    return write_filled(of.template, masked_filling(Filling(values | {"标题": "\n".join(lines)}), mask), path)


def notice_name(of: Outgoing) -> str:
    """Return the name of the 报送通知."""
    return f"报送通知（{of.batch}）.docx"


def _write_zip(folder: Path, of: Outgoing) -> None:
    """Write the books with notice and table into one .zip; its names are UTF-8, as Windows and Linux both read them."""
    names = [*sorted(parcel.file_name for parcel in of.parcels), notice_name(of)]
    with written_whole(folder / f"填报表（{of.batch}）.zip") as beside, ZipFile(beside, "w", ZIP_DEFLATED) as package:
        for name in names:
            package.write(folder / name, name)


def _write_mails(folder: Path, of: Outgoing) -> None:
    """Write a draft for each unit whose mailbox is entered, with its book and the notice attached."""
    letters = {}
    for owed, parcel in of.units:
        if boxes := mailboxes_of([owed.unit]):
            book = folder.parent / parcel.file_name
            text = subject(parcel.book, owed.unit.name), message(parcel.book, owed.unit.name)
            letter = Letter(*text, to=boxes, attachments=(book, folder.parent / notice_name(of)))
            name = f"{owed.order:02}-{file_part(owed.unit.name)}.eml"
            letters[name] = letter
    write_drafts(folder, letters)


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch that went out: its id, and where its papers are by the names that they were written under."""

    dispatch_id: int
    files: dict[str, Path]


def send(library: Library, by: By, papers: Staged[Outgoing]) -> tuple[Changes, Sent]:
    """Register a batch with its books and rows, and have its papers moved to their place, as one undoable step.

    The notice is frozen as it goes out.

    Raises:
        ValueError: other numbers come next than those that are printed; ask ``cycle.books.outgoing`` again first.
        NoPermission, DiskFull: the papers cannot be moved; nothing is stored then.
    """
    of = papers.of
    copy = upward.freeze(library, papers.path(notice_name(of)))
    with library.step(f"下发填报表 {of.batch}（{_count(of)}家）", by) as step:
        batch = replace(_batch(of, by.today), filed_copy_id=upward.insert_copy(step, copy))
        stored = dispatches.insert_dispatch(step, batch)
        assert stored.id is not None
        books = [book for parcel in of.parcels for book in _insert(step, stored.id, parcel, of)]
        files = papers.place(of)
        for book in books:
            if (name := files[book.file_name].name) != book.file_name:
                dispatches.set_book(step, replace(book, file_name=name))
        step.made = stored.id
    return step.changes, Sent(stored.id, files)


def _count(of: Outgoing) -> int:
    return sum(len(parcel.units) for parcel in of.parcels)


def _batch(of: Outgoing, day: date) -> Dispatch:
    order = of.order
    return Dispatch(
        order.plan_id,
        DispatchKind.WORKBOOK,
        day,
        of.batch,
        order.period,
        means=order.means,
        shared=order.shared,
        closing=order.closing,
    )


def _insert(step: Step, dispatch_id: int, parcel: Parcel, of: Outgoing) -> Iterator[DispatchUnit]:
    """Store the units' entries of a book, each with the rows as they were sent."""
    for owed, number in zip(parcel.units, parcel.books, strict=True):
        mail = owed.unit.mail or owed.unit.contact
        entry = DispatchUnit(
            dispatch_id, owed.unit.id, parcel.book.code, of.order.means, mail, file_name=parcel.file_name
        )
        stored = dispatches.insert_book(step, entry)
        if stored.id != number:
            raise ValueError("the papers bear other numbers")
        for place, row in enumerate(parcel.book.rows):
            dispatches.insert_row(step, SentRow(number, row.task_id, place, row.code, row.report_id))
        yield stored


# ---- what becomes of it


def sign(library: Library, by: By, book_ids: Sequence[int], day: date | None, who: str = "") -> Changes:
    """Note that units signed for their books (签收) on a day; ``None``: that they did not.

    Raises:
        UnknownId: no such book.
    """
    for number in book_ids:
        dispatches.dispatch_unit(library, number)
    with library.step(f"登记签收 {len(book_ids)} 家", by) as step:
        dispatches.set_receipt(step, book_ids, day, who if day else "")
    return step.changes


def move_closing(library: Library, by: By, dispatch_id: int, leave: Leave, book_ids: Sequence[int] = ()) -> Changes:
    """Move the closing day of a batch, or of some of its units only; the day before stays in the register.

    Raises:
        UnknownId: no such batch, or a book that is not of it.
        NotAllowed: the new day is not after the one that holds.
    """
    batch = dispatches.dispatch(library, dispatch_id)
    own = {book.id: book for book in dispatches.dispatch_units(library, (dispatch_id,))}
    moves = dispatches.closing_moves(library, dispatch_id)
    made = []
    for number in book_ids or (None,):
        if number is not None and number not in own:
            raise UnknownId(library=library.name, what="dispatch_unit", id=number)
        was = dispatches.closing_of(batch, own.get(number), moves)
        if was is not None and leave.closing <= was:
            raise NotAllowed(library=library.name, lacks=("later_date",))
        said = leave.approver, leave.reason, leave.doc_no
        made.append(ClosingMove(dispatch_id, by.today, leave.closing, number, was, *said))
    whose = f"{len(book_ids)}家" if book_ids else "全部单位"
    with library.step(f"准予延期报送 {batch.batch}（{whose}）", by) as step:
        for move in made:
            dispatches.insert_move(step, move)
    return step.changes


def send_back(library: Library, by: By, book_id: int, back: UnitBook, out: Path) -> Changes:
    """Send a book back (退回补报): ``back`` holds only the rows meant, each with its opinion; it is written to ``out``.

    Their reports count as not reported, and the book waits to come again; one undoable step with the file. Where it
    may come later than before, its closing day is moved so: what comes by then is not late.

    Raises:
        UnknownId: no such book.
        NotAllowed: no row, a row without opinion, a closing day that has passed (``lacks``: ``reason``, ``closing``).
        NoPermission, DiskFull, TargetInUse: ``out`` cannot be written; nothing is stored then.
    """
    book = dispatches.dispatch_unit(library, book_id)
    if not back.rows or not all(row.opinion.strip() for row in back.rows):
        raise NotAllowed(library=library.name, lacks=("reason",))
    moved = _move_for(library, book, back, by.today)
    why = "；".join(dict.fromkeys(row.opinion.strip() for row in back.rows))
    with library.step(f"退回补报 {back.unit}（{len(back.rows)}项）", by) as step:
        dispatches.set_book(step, replace(book, taken=None, sent_back=by.today, sent_back_reason=why))
        if moved is not None:
            dispatches.insert_move(step, moved)
        _note_rows(library, step, book_id, back)
        excel.write(unit_book(back), out)
    return step.changes


def _move_for(library: Library, book: DispatchUnit, back: UnitBook, today: date) -> ClosingMove | None:
    """Return how the closing day of a book that goes back is moved; ``None`` where the one that holds stays."""
    batch = dispatches.dispatch(library, book.dispatch_id)
    was = dispatches.closing_of(batch, book, dispatches.closing_moves(library, book.dispatch_id))
    if back.closing is None or back.closing == was:
        return None
    if back.closing < today:
        raise NotAllowed(library=library.name, lacks=("closing",))
    return ClosingMove(book.dispatch_id, today, back.closing, book.id, was, reason="退回补报")


def _note_rows(library: Library, step: Step, book_id: int, back: UnitBook) -> None:
    """Keep rows as they go out again: what was written is then what the next return is compared with."""
    sent = {row.task_id: row for row in dispatches.sent_rows(library, book_id)}
    for row in back.rows:
        if row.report_id is not None:
            work.set_returned(step, row.report_id, row.opinion.strip())
        if row.task_id in sent:
            again = replace(sent[row.task_id], report_id=row.report_id, **asdict(row.written))
            dispatches.set_row(step, again)


def remove(library: Library, by: By, dispatch_id: int) -> Changes:
    """Put a batch into the recycle bin; its papers stay where they are.

    Raises:
        UnknownId: no such batch.
    """
    batch = dispatches.dispatch(library, dispatch_id)
    with library.step(f"删除下发批次 {batch.batch}", by) as step:
        dispatches.remove_dispatch(step, dispatch_id, by.today)
    return step.changes
