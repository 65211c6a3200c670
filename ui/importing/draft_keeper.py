"""Imports left half-way: offered again, gone on with, kept when the clerk leaves."""

from dataclasses import replace
from pathlib import Path

from gongkai_desk.store import drafts
from gongkai_desk.store.drafts import DraftNote, KeptReview
from ui.desk import Desk


class DraftKeeper:
    """Knows which draft of the library the import goes on with."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._key = ""

    def notes(self) -> list[DraftNote]:
        """Return what was left half-way."""
        return drafts.notes(self._desk.library.folder) if self._desk.library is not None else []

    def begin(self) -> None:
        """Begin with what no draft knows."""
        self._key = ""

    def load(self, key: str) -> tuple[KeptReview, Path | None]:
        """Return a draft and its file, and go on with it.

        Raises:
            Damaged: it cannot be read.
        """
        assert self._desk.library is not None
        found = drafts.load(self._desk.library.folder, key)
        self._key = key
        return found

    def keep(self, kept: KeptReview, path: Path | None) -> bool:
        """Keep a review with day and clerk; tell whether there is a library that takes it.

        Raises:
            DiskFull, NoPermission: it could not be written.
        """
        library = self._desk.library
        if library is None or library.read_only:
            return False
        kept = replace(kept, day=self._desk.today, who=self._desk.who)
        self._key = drafts.keep(library.folder, kept, path, self._key)
        return True

    def drop(self, key: str = "") -> None:
        """Delete a draft, by default the one that was gone on with: it has been stored."""
        library = self._desk.library
        if library is not None and (key or self._key):
            drafts.discard(library.folder, key or self._key)
        if not key:
            self._key = ""
