"""The desk: the one open library, the day, the clerk, the jobs; every write of the window goes through it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import DeskError, ReadOnlyLedger
from gongkai_desk.outside import seen_only
from gongkai_desk.standing.board import LightBoard
from gongkai_desk.standing.shelf import NoLibrary, Shelf
from ui.jobs import Jobs
from ui.settings import Settings

if TYPE_CHECKING:
    from gongkai_desk.store.header import Origin
    from gongkai_desk.store.library import Library


P = ParamSpec("P")


class Desk(QObject):
    """Holds what all panes share. ``changed`` follows every act, ``library_changed`` an opening or closing.

    ``drafts_changed``: an import was left half-way, or one that was is done with. ``refused(error)``: an act was not
    stored. ``leaving``: the library goes now, and all that shows it. ``book_returned(path)``: a file that was given as
    a plan is a 填报表 that came back, and is wanted to be collected; ``book_handed(path)``: one that a superior sent;
    ``ledger_given(path)``: it is the office's own ledger, to be taken over.
    """

    changed = Signal(object)
    refused = Signal(object)
    leaving = Signal()
    library_changed = Signal()
    drafts_changed = Signal()
    book_returned = Signal(object)
    book_handed = Signal(object)
    ledger_given = Signal(object)

    def __init__(self, today: date, who: str, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.who = who
        self.settings = settings
        self.acts = 0  # grows with every act and every other library: what was worked out before holds no more
        self.jobs = Jobs(self)
        self.may_leave: Callable[[], bool] = _freely  # asked before the library goes: what is typed is stored first
        self.library: Library | None = None
        nothing = NoLibrary()
        self.shelf = Shelf(nothing)
        self.board = LightBoard(nothing, self.shelf, today)
        self.shown: Origin | None = None  # where that comes from what the window shows; ``None`` without a window

    @property
    def may_write(self) -> bool:
        """Tell whether there is a library that takes changes."""
        return self.library is not None and not self.library.read_only

    @property
    def origin(self) -> Origin | None:
        """Where ids come from that are read now: views keep it beside them and give it back with each act."""
        return self.library.origin if self.library is not None else None

    def open(self, folder: Path, *, read_only: bool = False) -> None:
        """Open a library in place of the one now open; that one stays if the new one cannot be used."""
        from gongkai_desk.store.library import Library

        self._take(Library.open(folder, read_only=read_only, who=self.who))

    def create(self, folder: Path, name: str) -> None:
        """Make a new library and open it."""
        from gongkai_desk.store.library import Library

        self._take(Library.create(folder, name, who=self.who, day=self.today))

    def close(self) -> bool:
        """Close the open library, if any; tell whether none is open now: the clerk may want to stay."""
        if self.library is not None and self.may_leave():
            self._let_go()
            self._hold(None)
        return self.library is None

    @property
    def by(self) -> By:
        """Who acts, and on which day."""
        return By(self.who, self.today)

    def do(
        self, act: Callable[Concatenate[Library, By, P], Changes | None], *args: P.args, **given: P.kwargs
    ) -> Changes | None:
        """Do one act of a service as this clerk, today; see ``write``."""
        return self.write(lambda library: act(library, self.by, *seen_only(args), **seen_only(given)))

    def doing(self, act: Callable[Concatenate[Library, By, P], Changes | None]) -> Callable[P, Changes | None]:
        """Return an act of a service as a function that does it as this clerk, today; for dialogs, which know none."""

        def done(*args: P.args, **given: P.kwargs) -> Changes | None:
            return self.do(act, *args, **given)

        return done

    def do_there(
        self,
        of: Origin | None,
        act: Callable[Concatenate[Library, By, P], Changes | None],
        *args: P.args,
        **given: P.kwargs,
    ) -> Changes | None:
        """Do one act whose ids were read in the opening ``of``; see ``write``."""
        return self.write(lambda library: act(library, self.by, *seen_only(args), **seen_only(given)), of)

    def write(self, change: Callable[[Library], Changes | None], of: Origin | None = None) -> Changes | None:
        """Run one act of a service and tell every view what it changed; errors go up to the caller.

        ``of``: where the ids of the act were read, by default where the window says that its rows come from.

        Raises:
            ReadOnlyLedger: there is no library that takes changes.
            Foreign: the ids were read from a library that is no longer open.
        """
        try:
            changes = self._done(change, of)
        except DeskError as error:
            self.refused.emit(error)
            raise
        if changes is not None:
            self.tell(changes)
        return changes

    def _done(self, change: Callable[[Library], Changes | None], of: Origin | None) -> Changes | None:
        if self.library is None or not self.may_write:
            raise ReadOnlyLedger(library=self.library.name if self.library else "")
        return self.library.act(change, of or self.shown or self.library.origin)

    def tell(self, changes: Changes) -> None:
        """Let every view ask again for what ``changes`` names."""
        self.acts += 1
        touched = self._touched(changes)
        self.shelf.forget(changes, touched)
        self.board.forget(changes, touched)
        self.changed.emit(changes)

    def _touched(self, changes: Changes) -> frozenset[int] | None:
        """Return the tasks that an act touched; ``None``: it may have touched any."""
        if self.library is None:
            return None
        from gongkai_desk.store.journal import touched_tasks

        return touched_tasks(self.library, changes)

    def read_again(self) -> None:
        """Forget what was looked up and let every view ask again, e.g. after another program wrote the library."""
        if self.library is not None:
            self.acts += 1
            self.shelf = Shelf(self.library)
            self.board = LightBoard(self.library, self.shelf, self.today)
            self.board.start()
            self.changed.emit(None)

    def step_names(self) -> tuple[str | None, str | None]:
        """Return the names of the acts that undo and redo would take."""
        if self.library is None:
            return None, None
        from gongkai_desk.services import undo

        return undo.undo_name(self.library), undo.redo_name(self.library)

    def _take(self, library: Library) -> None:
        if self.library is not None:
            if not self.may_leave():
                library.close()
                return
            self._let_go()
        self.settings.remember(Path(library.folder))
        self._hold(library)

    def _let_go(self) -> None:
        """End all that belongs to the library while it can still be asked, then close it."""
        assert self.library is not None
        self.leaving.emit()
        self.jobs.cancel_all()
        self.library.close()

    def _hold(self, library: Library | None) -> None:
        self.acts += 1
        self.library = library
        held = library or NoLibrary()
        self.shelf = Shelf(held)
        self.board = LightBoard(held, self.shelf, self.today)
        self.library_changed.emit()


def _freely() -> bool:
    return True
