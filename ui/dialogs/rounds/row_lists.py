"""Lists of lines that stand for places: filled anew without losing the place that was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

PLACE = Qt.ItemDataRole.UserRole
"""Where a line keeps its place."""


def tree(heads: Sequence[str], name: str, parent: QWidget) -> QTreeWidget:
    """Return an empty list with these heads, called ``name``."""
    made = QTreeWidget(parent)
    made.setHeaderLabels(list(heads))
    made.setAccessibleName(name)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    made.setAllColumnsShowFocus(True)
    return made


def fill(tree: QTreeWidget, lines: Sequence[tuple[Sequence[str], tuple[int, int]]], widths: Mapping[str, int]) -> None:
    """Show lines of texts, each with its place; ``widths``: characters of a column at most."""
    tree.blockSignals(True)
    tree.clear()
    for texts, place in lines:
        item = QTreeWidgetItem(tree, list(texts))
        item.setData(0, PLACE, place)
        item.setToolTip(len(texts) - 1, texts[-1])
    first = tree.topLevelItem(0)
    if first is not None:
        tree.setCurrentItem(first)
    wide = tree.fontMetrics().horizontalAdvance("国")
    for column in range(tree.columnCount() - 1):
        tree.resizeColumnToContents(column)
        most = widths.get(tree.headerItem().text(column), 5) * wide + 16
        tree.setColumnWidth(column, min(tree.columnWidth(column), most))
    tree.blockSignals(False)


def go_to(tree: QTreeWidget, place: tuple[int, int] | None) -> None:
    """Go to a row again, or to the one that took its place."""
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    found = next((item for item in items if item is not None and item.data(0, PLACE) == place), None)
    if found is not None:
        tree.blockSignals(True)
        tree.setCurrentItem(found)
        tree.blockSignals(False)


def current_place(tree: QTreeWidget) -> tuple[int, int] | None:
    """Return the place of the current line."""
    item = tree.currentItem()
    place: tuple[int, int] | None = item.data(0, PLACE) if item is not None else None
    return place
