"""The desk: the one open library, the day, the clerk, the jobs; every write of the window goes through it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gongkai_desk.errors import ReadOnlyLedger
from gongkai_desk.standing.board import LightBoard
from gongkai_desk.standing.shelf import NoLibrary, Shelf
from ui.jobs import Jobs
from ui.settings import Settings

if TYPE_CHECKING:
    from gongkai_desk.domain.work import Changes
    from gongkai_desk.store.library import Library


class Desk(QObject):
    """Holds what all panes share. ``changed`` follows every act, ``library_changed`` an opening or closing.

    ``drafts_changed``: an import was left half-way, or one that was is done with.
    """

    changed = Signal(object)
    library_changed = Signal()
    drafts_changed = Signal()

    def __init__(self, today: date, who: str, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.who = who
        self.settings = settings
        self.acts = 0  # grows with every act and every other library: what was worked out before holds no more
        self.jobs = Jobs(self)
        self.library: Library | None = None
        nothing = NoLibrary()
        self.shelf = Shelf(nothing)
        self.board = LightBoard(nothing, self.shelf, today)

    @property
    def may_write(self) -> bool:
        """Tell whether there is a library that takes changes."""
        return self.library is not None and not self.library.read_only

    def open(self, folder: Path, *, read_only: bool = False) -> None:
        """Open a library in place of the one now open; that one stays if the new one cannot be used."""
        from gongkai_desk.store.library import Library

        self._take(Library.open(folder, read_only=read_only, who=self.who))

    def create(self, folder: Path, name: str) -> None:
        """Make a new library and open it."""
        from gongkai_desk.store.library import Library

        self._take(Library.create(folder, name, who=self.who, day=self.today))

    def close(self) -> None:
        """Close the open library, if any."""
        if self.library is not None:
            self.library.close()
            self._hold(None)

    def write(self, change: "Callable[[Library], Changes | None]") -> "Changes | None":
        """Run one act of a service and tell every view what it changed; errors go up to the caller.

        Raises:
            ReadOnlyLedger: there is no library that takes changes.
        """
        if self.library is None or not self.may_write:
            raise ReadOnlyLedger(library=self.library.name if self.library else "")
        changes = change(self.library)
        if changes is not None:
            self.tell(changes)
        return changes

    def tell(self, changes: "Changes") -> None:
        """Let every view ask again for what ``changes`` names."""
        self.acts += 1
        touched = self._touched(changes)
        self.shelf.forget(changes, touched)
        self.board.forget(changes, touched)
        self.changed.emit(changes)

    def _touched(self, changes: "Changes") -> frozenset[int] | None:
        """Return the tasks that an act touched; ``None``: it may have touched any."""
        if self.library is None:
            return None
        from gongkai_desk.store.touched import touched_tasks

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
        from gongkai_desk.services.upkeep import undo

        return undo.undo_name(self.library), undo.redo_name(self.library)

    def _take(self, library: "Library") -> None:
        if self.library is not None:
            self.library.close()
        self.settings.remember(Path(library.folder))
        self._hold(library)

    def _hold(self, library: "Library | None") -> None:
        self.acts += 1
        self.library = library
        held = library or NoLibrary()
        self.shelf = Shelf(held)
        self.board = LightBoard(held, self.shelf, self.today)
        self.library_changed.emit()
