"""What a delegate is told about a cell, typed: the stubs of Qt's style options leave their fields out."""

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionViewItem


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Return the rectangle of the cell. Whether it is chosen is asked of the view: that loads no style enums."""
    given: Any = option
    return QRect(given.rect)
