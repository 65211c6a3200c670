"""上级下发的填报表: read in a job, shown, registered with its tasks; filled back in the file that came."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from gongkai_desk.domain.cycle.handed import HandedChoice, HandedOffer
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.progress import Progress, Stage
from ui.commands.command import LIBRARY, Command, Here

with lazy_imports():
    from gongkai_desk.services.collecting import handed as among
    from gongkai_desk.services.intake import handed
    from gongkai_desk.store import library as libraries
    from gongkai_desk.store.entries import handed as entries
    from gongkai_desk.store.entries import upward
    from gongkai_desk.wording import handed as wording
    from gongkai_desk.wording import sentences
    from ui.commands.cycle import collecting, filling
    from ui.dialogs.base import ask
    from ui.dialogs.rounds import handed_dialog

_BACK = "填回上级填报表"
_LONG = 12000  # milliseconds


def register_from(here: Here, path: Path) -> None:
    """Register a superior's book, after a person has seen what becomes of its tasks."""
    if here.desk.library is not None:
        _Registering(here, path).begin()


def register_received(here: Here, book: among.HandedIn) -> None:
    """Register a superior's book that came among returned ones, out of an archive or a mail too."""
    if here.desk.library is not None:
        held = ExitStack()
        _Registering(here, held.enter_context(among.as_file(book)), held).begin()


class _Registering(QObject):
    """A book that is read in a job, offered beside what is here, and registered as one step.

    ``held``: what keeps its file there for so long.
    """

    def __init__(self, here: Here, path: Path, held: ExitStack | None = None) -> None:
        super().__init__(here.parent)
        self._here, self._path, self._library = here, path, here.desk.library
        self._held = held or ExitStack()

    def begin(self) -> None:
        """Read it in a job."""
        assert self._library is not None
        work, text = partial(_look, self._path, self._library.folder), f"正在读取《{self._path.name}》"
        job = ask.run_waiting(self._here.desk.jobs, work, text, self._here.parent, self._show, self._failed)
        job.cancelled.connect(self._end)

    @Slot(object)
    def _show(self, offer: HandedOffer) -> None:
        try:
            if self._here.desk.library is self._library:
                self._ask(offer)
        except DeskError as error:
            ask.tell(self._here.parent, wording.TITLE, sentences.error_sentence(error))
        finally:
            self._end()

    @Slot()
    def _end(self) -> None:
        self._held.close()
        self.deleteLater()

    def _ask(self, offer: HandedOffer) -> None:
        given = handed_dialog.HandedDialog.ask(self._here.parent, offer, handed.usual_choice(offer))
        if given is None:
            return
        if given.choice is None:
            collecting.collect_from(self._here, [self._path], ours=True)
            return
        desk = self._here.desk
        take = partial(_take_in, by=desk.by, path=self._path, offer=offer, choice=given.choice)
        changes = desk.write(take)
        if changes is not None and changes.made is not None:
            new, known = wording.counts(offer, given.choice)
            self._here.ways.go_to_plan(changes.made)
            self._here.say(wording.TAKEN.format(new=new, known=known), _LONG)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, wording.TITLE, sentences.error_sentence(error))


def _look(path: Path, folder: Path, progress: Progress) -> HandedOffer:
    """Read a book and lay it beside the library, on a connection of its own: a job sees no store of the window."""
    book = handed.read_book(path, progress=progress)
    progress(Stage.COMPARING, 0, 0)
    with libraries.Library.open(folder, read_only=True) as library:
        return handed.offered(library, book)


def _take_in(library: libraries.Library, by: By, path: Path, offer: HandedOffer, choice: HandedChoice) -> Changes:
    return handed.take_in(library, by, path, offer, choice)


def fill_back(here: Here) -> None:
    """Fill a book that was registered, in a copy of the file that came; the last one is offered first."""
    library = here.desk.library
    if library is None:
        return
    books = [book for book in reversed(entries.handed_books(library)) if book.filed_copy_id]
    if not books:
        ask.tell(here.parent, _BACK, wording.NONE_YET)
        return
    titles = {plan.id: plan.title for plan in here.desk.shelf.plans()}
    listed = [wording.listed(book, titles.get(book.plan_id, "")) for book in books]  # type: ignore[call-overload]
    chosen = 0 if len(books) == 1 else ask.choose_one(here.parent, _BACK, "填回哪一份：", listed)
    if chosen is not None:
        book = books[chosen]
        copies = upward.filed_copies(library)
        path, name = upward.copy_path(library, book.filed_copy_id), copies[book.filed_copy_id].name
        filling.fill_from(here, path, book.plan_id, Path(name).stem)


FILL_BACK = Command(
    "fill_back", f"{_BACK}(&K)…", tip="上级下发的填报表登记后，把进展填回原来的文件", needs=LIBRARY, run=fill_back
)
