"""What leaves is looked at first: one question about the personal data in it, before it is written or sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.lazy import lazy_imports

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gongkai_desk.papers.leaving import Placed
    from ui.desk import Desk

with lazy_imports():
    from gongkai_desk.papers import leaving
    from gongkai_desk.standing.year import personal
    from ui.dialogs.year import personal_dialog


def looked_over(desk: Desk, parent: QWidget, texts: Iterable[Placed], *, uncovered: str = "") -> Mask | None:
    """Return what is to be covered in texts that leave; ``None``: a person would rather not send them.

    Nobody is asked where nothing is found. ``uncovered``: why nothing can be covered in them, where that is so.
    """
    if desk.library is None:
        return NO_MASK
    known = personal.known_people(desk.library)
    found = leaving.found_in(texts, known)
    if not found:
        return NO_MASK
    return personal_dialog.PersonalDialog.ask(parent, found, known, uncovered)
