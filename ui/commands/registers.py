"""What acts upon the entries of the small registers are given, and what both registers do alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.work import Changes
from ui.commands.command import Here

EntryT = TypeVar("EntryT")


@dataclass(frozen=True, slots=True)
class InRegister(Generic[EntryT]):
    """Where a clerk stands in a register: the current entry, what is shown, of which year; how to go to an entry.

    ``year`` is ``None`` for all years, ``year_name`` what the page calls it, ``summary`` the sentence under the title.
    ``store`` runs an act upon the library that the page was made for.
    """

    here: Here
    parent: QWidget
    current: EntryT | None
    shown: list[EntryT]
    year: int | None
    year_name: str
    summary: str
    go_to: Callable[[int], None]
    store: Callable[[partial[Changes]], Changes | None]

    def write(self, act: Callable[..., Changes], **given: object) -> int | None:
        """Do an act as one step; return the id of what it made."""
        desk = self.here.desk
        changes = self.store(partial(act, who=desk.who, today=desk.today, **given))
        return changes.made if changes is not None else None


@dataclass(frozen=True, slots=True)
class EntryCommand(Generic[EntryT]):
    """Something that can be done in a register, as a button and in the menu of a row; ``wide``: a line of its own."""

    name: str
    text: str
    run: Callable[[InRegister[EntryT]], object]
    wide: bool = False
