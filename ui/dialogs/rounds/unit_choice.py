"""认定单位: whose a returned paper is, those units first for which something speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.cycle.returns import Known
from gongkai_desk.wording.returns import WHOSE, units_to_choose
from ui.dialogs.base import ask


def ask_unit(parent: QWidget, units: Mapping[int, str], said: Iterable[tuple[Known, int]] = ()) -> int | None:
    """Ask for a unit; ``said``: what says which one, shown behind its name. ``None``: it was cancelled."""
    listed = units_to_choose(units, said)
    chosen = ask.choose_one(parent, "认定单位", WHOSE, [text for _, text in listed])
    return listed[chosen][0] if chosen is not None else None
