"""What a delegate is told about a cell, typed: the stubs of Qt's style options leave their fields out."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class Told:
    """The fields of a style option that our delegates use."""

    rect: QRect
    font: QFont
    chosen: bool
    hovered: bool
    focused: bool


def told(option: QStyleOptionViewItem) -> Told:
    """Return the fields of a style option."""
    given: Any = option
    state = given.state
    return Told(
        QRect(given.rect),
        QFont(given.font),
        bool(state & _State.State_Selected),
        bool(state & _State.State_MouseOver),
        bool(state & _State.State_HasFocus),
    )
