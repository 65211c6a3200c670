"""Windows on the screen they are on: never larger than its room, and what does not fit into a dialog is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QLayoutItem, QScrollArea, QVBoxLayout, QWidget

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
    if _needed(dialog, wanted.width()) > room.height() or dialog.minimumSizeHint().width() > room.width():
        _let_scroll(dialog, room)
        wanted = QSize(wanted.width(), room.height())
    dialog.resize(wanted)


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
