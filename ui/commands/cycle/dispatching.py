"""下发填报表: asked for, written in a job, then registered and put in place as one step; what becomes of a batch."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.year.personal import Mask
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import WRITING, Command, Here

with lazy_imports():
    from gongkai_desk import paths
    from gongkai_desk.domain.cycle import books as values
    from gongkai_desk.services import dispatching, staging
    from gongkai_desk.services.year import leaving
    from gongkai_desk.standing.cycle import books, owed
    from gongkai_desk.store import library as libraries
    from gongkai_desk.store.entries import dispatches as entries
    from gongkai_desk.wording import rounds, sentences
    from ui import looking
    from ui.dialogs.base import ask
    from ui.dialogs.rounds import back_dialog, send_dialog

_LONG = 12000  # milliseconds: what is said of a batch that went out


def send_books(here: Here) -> None:
    """Ask what goes out of the plan that is shown, of the newest one where none is."""
    plan = here.plan or next(iter(here.desk.shelf.plans()), None)
    if plan is not None:
        send_wanted(here, send_dialog.Wanted(plan))


def send_wanted(here: Here, wanted: send_dialog.Wanted) -> None:
    """Ask what goes out, beginning with what is wanted, and send it."""
    library = here.desk.library
    under_way = any(not each.ended for each in here.parent.findChildren(Sending))
    if library is None or under_way:
        return
    answer = send_dialog.SendDialog.ask(here.parent, here.desk, library, wanted)
    if answer is not None:
        Sending(here, answer).begin()


SEND = Command("send_books", "下发填报表(&M)…", tip="每个单位一份，连同报送通知", needs=WRITING, run=send_books)


def send_back(here: Here, book_id: int, reason: str = "") -> bool:
    """Ask which rows of a unit's book go back, each with its 退回意见, and write the book; tell whether that was done.

    ``reason``: what is proposed for each row that was filled in, for all where none was.
    """
    library, settings = here.desk.library, here.desk.settings
    if library is None:
        return False
    book = books.returned_book(library, book_id)
    blank = all(row.written == values.Filled() for row in book.rows)
    rows = (replace(row, opinion=reason if blank or row.written != values.Filled() else "") for row in book.rows)
    closing = owed.back_closing(library, book.closing, here.desk.today)
    back = replace(book, rows=tuple(rows), closing=closing)
    answer = back_dialog.BackDialog.ask(here.parent, back, settings.export_folder)
    if answer is None:
        return False
    settings.export_folder = answer.folder
    name = Path(entries.dispatch_unit(library, book_id).file_name).stem or f"{book.unit}填报表"
    out = paths.free_name(answer.folder / f"{name}（退回补报）.xlsx")
    try:
        here.desk.do(dispatching.send_back, book_id, answer.back, out)
    except DeskError as error:
        ask.tell(here.parent, "退回补报", f"{sentences.error_sentence(error)}\n没有退回。")
        return False
    here.say(f"已退回 {len(answer.back.rows)} 项，补报表存为“{out.name}”，按 Ctrl+Z 可撤销登记。", _LONG)
    return True


class Sending(QObject):
    """One batch on its way: written as files, then registered and put in its place, or nothing at all."""

    def __init__(self, here: Here, answer: send_dialog.SendAnswer) -> None:
        super().__init__(here.parent)
        assert here.desk.library is not None
        self._here, self._answer, self._library = here, answer, here.desk.library
        self._mask: Mask | None = None  # once a person has decided it holds, however often the papers are written
        self.ended = False  # freed a moment later than that: the next batch need not wait

    def _end(self) -> None:
        self.ended = True
        self.deleteLater()

    def begin(self) -> None:
        """Write the papers beside where they are to be; nothing is registered before they are whole."""
        here, folder = self._here, self._answer.folder
        here.desk.settings.export_folder = folder
        try:
            of = books.outgoing(self._library, self._answer.order, here.desk.today)
        except DeskError as error:
            self._failed(error)
            return
        if self._mask is None:
            self._mask = looking.looked_over(here.desk, here.parent, leaving.batch_texts(of))
        if self._mask is None:
            self._cancelled()
            return
        work = partial(dispatching.stage, folder, of, mask=self._mask)
        text = f"正在生成 {len(of.parcels)} 份填报表"
        job = ask.run_waiting(here.desk.jobs, work, text, here.parent, self.take, self._failed)
        job.cancelled.connect(self._cancelled)

    @Slot(object)
    def take(self, staged: staging.Staged[books.Outgoing]) -> None:
        """Register the batch and place its papers, if their numbers are still the next ones."""
        desk = self._here.desk
        if self._library is not desk.library:
            staged.discard()
            self._end()
        elif not self._is_next(staged):
            staged.discard()
            self.begin()
        else:
            self._end()
            self._send(staged)

    def _is_next(self, staged: staging.Staged[books.Outgoing]) -> bool:
        try:
            now = books.outgoing(self._library, self._answer.order, self._here.desk.today)
        except DeskError:
            return False  # to begin again tells why
        return now.numbers == staged.of.numbers

    def _send(self, staged: staging.Staged[books.Outgoing]) -> None:
        try:
            self._here.desk.do(partial(_send, staged=staged))  # as it was printed: what the desk is given is copied
        except DeskError as error:
            self._failed(error)
        else:
            self._say_sent(staged)
        finally:
            staged.discard()

    def _say_sent(self, staged: staging.Staged[books.Outgoing]) -> None:
        of = staged.of
        notes = rounds.sent_notes(of.without_mail, len(of.open_tasks), len(of.partly_open), staged.unknown)
        if notes:
            ask.tell(self._here.parent, "下发填报表", "\n".join([f"已下发 {len(of.units)} 家。", *notes]))
        self._here.say(f"已下发 {len(of.units)} 家，批号 {of.batch}，按 Ctrl+Z 可撤销登记。", _LONG)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, "下发填报表", f"{sentences.error_sentence(error)}\n没有下发，没有编号。")

    @Slot()
    def _cancelled(self) -> None:
        self._end()
        self._here.say("已取消，没有下发，没有编号。")


def _send(library: libraries.Library, by: By, staged: staging.Staged[books.Outgoing]) -> Changes:
    return dispatching.send(library, by, staged)[0]
