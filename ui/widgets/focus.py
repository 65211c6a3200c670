"""By keys through a window: Tab goes as one reads, also to what was put in later; Enter presses the focused button."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QPushButton, QScrollArea, QSplitter, QTabWidget, QToolButton, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_focused(window: QWidget, event: QKeyEvent) -> bool:
    """Press the focused button if the key is Enter alone, as Qt does with the space bar only; tell whether it was."""
    held, focused = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, window.focusWidget()
    if event.key() not in ENTER or held or not isinstance(focused, QPushButton | QToolButton):
        return False
    focused.click()
    return True


def let_tab_follow(stops: Iterable[QWidget]) -> None:
    """Let Tab go from each of these to the next."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def step(parts: Iterable[QWidget], at: QWidget | None, *, forward: bool) -> bool:
    """Give the keys to the next stop of these parts, or the one before, round and round; tell whether there is one.

    Qt's own way is not taken: what hands its keys to a child is skipped there with all that stands before the child.
    """
    stops = [each for each in chain.from_iterable(map(stops_of, parts)) if _may_stop(each)]
    around = [n for n, each in enumerate(stops) if each is at or (at is not None and each.isAncestorOf(at))]
    if not around or len(stops) < 2:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(around[-1] + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _may_stop(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return by_tab and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def hand_keys(widget: QWidget, to: QWidget | None) -> None:
    """Let what is given to a widget go to a part of it that is seen now; one that is hidden would hold Tab back."""
    widget.setFocusProxy(to)  # type: ignore[arg-type]  # Qt takes none


def go_into(widget: QWidget) -> None:
    """Give the keys to what a widget hands them to, to its first stop where there is no such thing; else nothing."""
    proxy = widget.focusProxy()
    if proxy is None or not proxy.isVisibleTo(widget):
        stops = (each for each in stops_of(widget) if each.isEnabled() and each.isVisibleTo(widget))
        proxy = next((each for each in stops if each.focusProxy() is None), None)
    if proxy is not None:
        proxy.setFocus(Qt.FocusReason.ShortcutFocusReason)


def stops_of(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a widget, itself included, in the order of the layouts."""
    focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QTabWidget)
    proxy = widget.focusProxy()
    if focusable or (proxy is not None and widget.isAncestorOf(proxy)):
        yield widget  # one that hands the focus to a child stands before its children, else Qt goes round in circles
    if isinstance(widget, QScrollArea):
        if widget.widget() is not None:  # not before it shows something
            yield from stops_of(widget.widget())
    elif isinstance(widget, QSplitter | QTabWidget):
        if isinstance(widget, QTabWidget):
            yield widget.tabBar()
        for place in range(widget.count()):
            yield from stops_of(widget.widget(place))
    else:
        yield from stops_in(widget.layout())


def stops_in(layout: QLayout | None) -> Iterator[QWidget]:
    """Yield what Tab stops at in a layout, in its order."""
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        if item is not None and (widget := item.widget()) is not None:
            yield from stops_of(widget)
        elif item is not None:
            yield from stops_in(item.layout())
