"""What acts upon the entries of the small registers are given, and what both registers do alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.ids import Changes
from ui.commands.command import Here
from ui.deleting import is_agreed, stay_at
from ui.widgets.merged_view import MergedView

EntryT = TypeVar("EntryT")
REMOVED = "已删除"
"""The chip under which what was deleted stands."""


@dataclass(frozen=True, slots=True)
class InRegister(Generic[EntryT]):
    """Where a clerk stands in a register: the current entry, what is shown, of which year; how to go to an entry.

    ``year`` is ``None`` for all years, ``year_name`` what the page calls it, ``summary`` the sentence under the title.
    ``name``: the current entry, as the page calls it. ``do`` does an act upon the library that the page is of.
    """

    here: Here
    parent: QWidget
    current: EntryT | None
    shown: list[EntryT]
    year: int | None
    year_name: str
    summary: str
    go_to: Callable[[int], None]
    view: MergedView
    name: str
    do: Callable[..., Changes | None]

    def write(self, act: Callable[..., Changes], **given: object) -> int | None:
        """Do an act as one step; return the id of what it made."""
        changes = self.do(act, **given)
        return changes.made if changes is not None else None

    def remove(self, act: Callable[..., Changes], number: int | None) -> None:
        """Put an entry into the recycle bin, after a question; Ctrl+Z or 还原 brings it back."""
        row = self.view.currentIndex().row()
        if number is not None and is_agreed(self.parent, [self.name], "登记", f"可在“{REMOVED}”中还原。"):
            self.write(act, ids=[number])
            stay_at(self.view, row)


@dataclass(frozen=True, slots=True)
class EntryCommand(Generic[EntryT]):
    """Something that can be done in a register, as a button and in the menu of a row; ``wide``: a line of its own.

    ``keys`` work while the table has the focus.
    """

    name: str
    text: str
    run: Callable[[InRegister[EntryT]], object]
    wide: bool = False
    keys: str = ""
