"""征求意见 by papers: the 函, the draft, a 意见反馈表 a unit are written, and the round is registered as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.exchange.mail import Letter, mailboxes_of, write_drafts, write_words
from gongkai_desk.export import excel, word
from gongkai_desk.export.bands import title_lines
from gongkai_desk.export.cell_styles import Styles
from gongkai_desk.export.templates import Filling, write_filled
from gongkai_desk.page.measures import FIGURES, PORTRAIT, points
from gongkai_desk.papers.asking_letter import asking_values
from gongkai_desk.papers.leaving import mask_paper
from gongkai_desk.papers.ledger import breakdown
from gongkai_desk.papers.notice import recipients_list, words_to_copy
from gongkai_desk.papers.opinions import opinion_form
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.services.dispatching import Sent
from gongkai_desk.services.staging import Staged, Written, staged
from gongkai_desk.services.year.leaving import masked_filling
from gongkai_desk.standing.cycle.asking import AskingOut
from gongkai_desk.store.entries import dispatches, upward
from gongkai_desk.store.library import Library


def stage(folder: Path, of: AskingOut, progress: Progress = silent, *, mask: Mask = NO_MASK) -> Staged[AskingOut]:
    """Write the papers of a round into a folder of their own inside ``folder``; raises as ``staging.staged``.

    Of a reminder (``of.again``) the forms, list and words only: it is placed as it is, nothing is registered.
    """
    return staged(folder, "征求意见", of, partial(_write, of, progress, mask))


def _write(of: AskingOut, progress: Progress, mask: Mask, folder: Path) -> Written:
    styles = Styles()
    for place, parcel in enumerate(of.parcels):
        progress(Stage.WRITING, place, len(of.parcels))
        form = mask_paper(opinion_form(of.paper, parcel.asked), mask)
        excel.write(form, folder / parcel.file_name, styles=styles)
    unknown = () if of.again else _write_letter(of, mask, folder)
    kind = "催复" if of.again else "发送"
    listed = recipients_list(f"{of.letter.draft_name}{kind}清单", of.recipients(), "意见反馈表")
    excel.write(listed, folder / f"{kind}清单（{of.batch}）.xlsx")
    if of.asking.confirmed:
        write_words(folder / f"可复制的{kind}文字（{of.batch}）.txt", words_to_copy(of.recipients()))
    if of.asking.mail:
        write_drafts(folder / f"{kind}邮件草稿（{of.batch}）", _drafts(of, folder))
    return Written(unknown=unknown)


def _write_letter(of: AskingOut, mask: Mask, folder: Path) -> tuple[str, ...]:
    """Write 函 and draft, and return the names of the template that nothing is known for."""
    word.write(mask_paper(breakdown(replace(of.paper, annex="附件1")), mask), folder / _annex_name(of))
    lines = title_lines(of.letter.title, points(PORTRAIT.area_width) / FIGURES.title_size)
    values = asking_values(of.letter) | {"标题": "\n".join(lines)}
    return write_filled(of.template, masked_filling(Filling(values), mask), folder / letter_name(of))


def _drafts(of: AskingOut, folder: Path) -> dict[str, Letter]:
    """Return a draft for each unit whose mailbox is entered, with its form; 函 and draft go with the first."""
    common = () if of.again else (folder / letter_name(of), folder / _annex_name(of))
    drafts = {}
    for parcel, each in zip(of.parcels, of.recipients(), strict=True):
        if boxes := mailboxes_of([parcel.unit]):
            attached = folder / parcel.file_name, *common
            drafts[f"{Path(parcel.file_name).stem}.eml"] = Letter(each.subject, each.text, boxes, attachments=attached)
    return drafts


def _annex_name(of: AskingOut) -> str:
    return f"附件1 征求意见稿（{of.batch}）.docx"


def letter_name(of: AskingOut) -> str:
    """Return the name of the 函."""
    return f"征求意见函（{of.batch}）.docx"


def send(library: Library, by: By, papers: Staged[AskingOut]) -> tuple[Changes, Sent]:
    """Register a round with its units, and have its papers moved to their place, as one undoable step.

    The 函 is frozen as it goes out.

    Raises:
        ValueError: other numbers come next than those that are printed; ask ``cycle.asking.asking_out`` again first.
        NoPermission, DiskFull: the papers cannot be moved; nothing is stored then.
    """
    of = papers.of
    copy = upward.freeze(library, papers.path(letter_name(of)))
    with library.step(f"征求意见 {of.batch}（{len(of.parcels)}家）", by) as step:
        made = dispatches.insert_dispatch(
            step, replace(_batch(of, by.today), filed_copy_id=upward.insert_copy(step, copy))
        )
        assert made.id is not None
        books = []
        for each in of.parcels:
            entry = DispatchUnit(made.id, each.unit.id, each.asked.code, of.asking.means, each.unit.mail)
            stored = dispatches.insert_book(step, replace(entry, file_name=each.file_name))
            if stored.id != each.book:
                raise ValueError("the forms bear other numbers")
            books.append(stored)
        files = papers.place(of)
        for book in books:
            if (name := files[book.file_name].name) != book.file_name:
                dispatches.set_book(step, replace(book, file_name=name))
        step.made = made.id
    return step.changes, Sent(made.id, files)


def _batch(of: AskingOut, day: date) -> Dispatch:
    said = of.asking
    return Dispatch(
        of.plan_id,
        DispatchKind.OPINION,
        day,
        of.batch,
        doc_no=said.doc_no,
        means=said.means,
        silent_agrees=said.silent_agrees,
        closing=said.closing,
        remark=said.remark,
    )
