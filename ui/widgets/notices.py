"""Small building blocks: labels that take text as text, link buttons, thin lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


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


class EmptyState(QWidget):
    """A quiet page in the middle of a pane; the first of its actions is the primary one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = label(name="title", parent=self)
        self.text = label(name="dim", wrap=True, parent=self)
        for part in (self.heading, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._below, self._further = QHBoxLayout(), QVBoxLayout()
        self._further.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addSpacing(6)
        column.addLayout(self._buttons)
        column.addSpacing(10)
        column.addLayout(self._below)
        column.addLayout(self._further)
        column.addStretch(3)

    def say(self, heading: str, text: str, actions: tuple[QAction, ...] = ()) -> None:
        """Show another sentence with the buttons of these actions."""
        self.heading.setText(heading)
        self.text.setText(text)
        _empty(self._buttons)
        self.offer("", [])
        self._buttons.addStretch(1)
        for number, action in enumerate(actions):
            name = "" if number else "primary"
            self._buttons.addWidget(button(action.iconText(), action.trigger, name=name, parent=self))
        self._buttons.addStretch(1)

    @property
    def first(self) -> QPushButton | None:
        """The primary button, if there is one."""
        return next((each for each in self.findChildren(QPushButton, "primary") if not each.isHidden()), None)

    def put_below(self, widget: QWidget) -> None:
        """Let a widget stand under the buttons, whenever it has something to say."""
        self._below.addStretch(1)
        self._below.addWidget(widget, 4)
        self._below.addStretch(1)

    def offer(self, heading: str, actions: Sequence[QAction]) -> None:
        """Show quiet links under the buttons, e.g. what was opened lately."""
        _empty(self._further)
        if actions:
            head = label(heading, name="dim", parent=self)
            self._further.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        for action in actions:
            link = button(action.text(), action.trigger, name="link", parent=self)
            self._further.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)


def _empty(layout: QBoxLayout) -> None:
    while item := layout.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


class Banner(QFrame):
    """Hidden until it has something to say; its button emits ``pressed``."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = label(wrap=True, parent=self)
        self._button = button("", self.pressed.emit, name="link", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 12, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self.hide()

    def say(self, text: str, button_text: str) -> None:
        """Show a line and what its button says."""
        self._text.setText(text)
        self._button.setText(button_text)
        self.show()


_FRAME = QSize(8, 40)
"""Pixels that title bar and borders take; the system tells its own only once a window is shown."""


def room_of(window: QWidget) -> QSize:
    """Return the largest size that a window can have on its screen with its frame, beside the bars of the desktop."""
    return window.screen().availableSize() - _FRAME


def keep_on_screen(window: QWidget) -> None:
    """Make a window no larger than its screen has room for, and move back what hangs over the edge."""
    if window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen):
        return  # it is drawn, not shown
    window.resize(window.size().boundedTo(room_of(window)))
    room = window.screen().availableGeometry()
    if not room.contains(window.geometry()):
        right, bottom = room.right() - window.width(), room.bottom() - window.height()
        window.move(max(room.left(), min(window.x(), right)), max(room.top(), min(window.y(), bottom)))


def fit_dialog(dialog: QDialog) -> None:
    """Give a dialog a size that its screen has room for; where its content needs more, all but its last row scrolls.

    The last row of the layout holds the buttons: they are always in sight.
    """
    if dialog.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen):
        return
    room = room_of(dialog)
    wanted = dialog.size().boundedTo(room)
    needed = _needed(dialog, wanted.width())
    if needed > room.height() or dialog.minimumSizeHint().width() > room.width():
        _let_scroll(dialog, room)
        needed = room.height()
    dialog.resize(wanted.expandedTo(QSize(0, needed)))


def _needed(dialog: QDialog, width: int) -> int:
    """Return the height without which something would be cut at this width, with a line to spare for a later note."""
    layout = dialog.layout()
    least = dialog.minimumSizeHint().height()
    if layout is not None and layout.hasHeightForWidth():
        least = max(least, layout.totalMinimumHeightForWidth(width))
    return least + dialog.fontMetrics().lineSpacing()


def _let_scroll(dialog: QDialog, room: QSize) -> None:
    column = dialog.layout()
    if not isinstance(column, QVBoxLayout) or column.count() < 2:
        return
    focused = dialog.focusWidget()
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(column.spacing())
    while column.count() > 1:
        stretch = column.stretch(0)
        _put(inner, column.takeAt(0), stretch)
    area = _area(holder, dialog)
    edges = column.contentsMargins()
    bar = area.verticalScrollBar().sizeHint().width()
    most = room.width() - edges.left() - edges.right()
    area.setMinimumWidth(min(holder.minimumSizeHint().width() + bar, most))
    column.insertWidget(0, area, 1)
    column.activate()  # else the dialog keeps its former minimum
    if focused is not None:
        focused.setFocus()  # what goes into another window gives it up


def _put(column: QVBoxLayout, item: QLayoutItem, stretch: int) -> None:
    """Add what another layout held."""
    if (widget := item.widget()) is not None:
        column.addWidget(widget, stretch, item.alignment())
    elif (layout := item.layout()) is not None:
        column.addLayout(layout, stretch)
    else:
        column.addItem(item)
        column.setStretch(column.count() - 1, stretch)


def _area(holder: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area
