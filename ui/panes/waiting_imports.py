"""Imports that were left half-way, where the window says so: gone on with, or thrown away when asked."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from gongkai_desk.store.tasks import draft_notes
from ui.desk import Desk
from ui.lazy import lazy_imports
from ui.parts.draft_rows import DraftRows, discard_draft

with lazy_imports():
    from ui import joined
    from ui.importing import wizard

_MARGIN = 24  # pixels, as what stands on 工作台 has
_MOST = 3  # lines on a page that has other things to say


class WaitingImports(DraftRows):
    """The imports that wait in the open library; ``plan_made(id)`` follows one that was stored.

    ``empty_only``: said only while the library has no plan.
    """

    plan_made = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, empty_only: bool = False) -> None:
        super().__init__(parent, most=_MOST, margin=0 if empty_only else _MARGIN)
        self._desk, self._empty_only = desk, empty_only
        desk.library_changed.connect(self.refresh)
        desk.drafts_changed.connect(self.refresh)
        desk.changed.connect(self.refresh)
        self.chosen.connect(self._go_on)
        self.dropped.connect(self._throw_away)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask again what waits; who may only read is not asked to go on."""
        library = self._desk.library if self._desk.may_write else None
        left_out = library is None or (self._empty_only and bool(self._desk.shelf.plans()))
        self.show_notes([] if left_out or library is None else draft_notes.notes(library.folder))

    @Slot(str)
    def _go_on(self, key: str) -> None:
        changes = wizard.ImportWizard.ask(self._desk, self.window(), draft=key)  # has told the desk itself
        if changes is not None and changes.made is not None:
            joined.ask_about_joined(self.window(), self._desk)
            self.plan_made.emit(changes.made)

    @Slot(str)
    def _throw_away(self, key: str) -> None:
        if discard_draft(self._desk, self, key):
            self._desk.drafts_changed.emit()
