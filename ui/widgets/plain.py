"""Small building blocks: labels that take text as text, link buttons, thin lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget


def label(text: str = "", *, name: str = "", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return a label that shows any outside text as it is; ``name`` picks the style (dim, title, heading)."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if name:
        made.setObjectName(name)
    return made


def value(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a wrapping label whose text can be selected and copied."""
    made = label(text, wrap=True, parent=parent)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made


def button(text: str, pressed: Callable[[], object], *, name: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button; ``name`` is ``primary`` for the one main act of a view, ``link`` for a quiet one."""
    made = QPushButton(text, parent)
    made.setAutoDefault(False)
    made.clicked.connect(pressed)
    if name:
        made.setObjectName(name)
    if name == "link":
        _dress_link(made)
    return made


def link(text: str, parent: QWidget | None = None) -> QPushButton:
    """Return a quiet button whose act is connected by whoever holds it."""
    made = QPushButton(text, parent)
    made.setAutoDefault(False)
    made.setObjectName("link")
    _dress_link(made)
    return made


def _dress_link(made: QPushButton) -> None:
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def thin_line(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """Return a horizontal or upright rule in the colour of all rules."""
    made = QFrame(parent)
    made.setFrameShape(QFrame.Shape.VLine if upright else QFrame.Shape.HLine)
    made.setFrameShadow(QFrame.Shadow.Plain)
    made.setForegroundRole(made.palette().ColorRole.Mid)
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
