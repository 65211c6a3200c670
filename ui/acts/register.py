"""What the pages of both small registers do alike: writing, removing and taking back an entry."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.deleting import is_agreed, stay_at
from ui.pages.register_page import REMOVED

if TYPE_CHECKING:
    from gongkai_desk.domain.work import Changes
    from ui.exports import Exports
    from ui.pages.register_page import RegisterPage


class RegisterActs(QObject):
    """Asks, and has the service do it; a subclass says which service removes and restores."""

    def __init__(
        self, page: "RegisterPage", removes: Callable[..., "Changes"], restores: Callable[..., "Changes"]
    ) -> None:
        super().__init__(page)
        self._register = page
        self._desk = page.desk
        self._removes, self._restores = removes, restores

    @cached_property
    def _exports(self) -> "Exports":
        from ui.exports import Exports

        return Exports(self._desk, self._register.window())

    def _write(self, act: Callable[..., "Changes"], **given: object) -> int | None:
        changes = self._register.store(partial(act, who=self._desk.who, today=self._desk.today, **given))
        return changes.made if changes is not None else None

    def remove(self) -> None:
        """Put the current entry into the recycle bin, after a question; Ctrl+Z or 还原 brings it back."""
        page = self._register
        number, row = page.current(), page.view.currentIndex().row()
        facts = page.facts(number) if number is not None else None
        if facts is not None and is_agreed(page, [facts.name], "登记", f"可在“{REMOVED}”中还原。"):
            self._with_current(self._removes)
            stay_at(page.view, row)

    def restore(self) -> None:
        """Take the current entry out of the recycle bin."""
        self._with_current(self._restores)

    def _with_current(self, act: Callable[..., "Changes"]) -> None:
        number = self._register.current()
        if number is not None:
            self._write(act, ids=[number])
