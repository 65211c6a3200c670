"""The tree of a 考核方案: items, their parts and rules as rows that are written in, and back to values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from gongkai_desk.domain.year.assessment import SchemeItem, SchemeRule
from gongkai_desk.rules.year.assessment import points_text, read_points
from gongkai_desk.wording.year.assessment import FACTS

NAME, POINTS, CAP, OUTSIDE, STANDARD = range(5)
_HEADS = ("指标、规则", "分值", "封顶", "得分来源", "评分标准、规则说明")
_WIDTHS = (21, 5, 5, 9, 18)  # characters
_KEPT: Final = Qt.ItemDataRole.UserRole
_FROM_TABLE = "由表格导入"


def scheme_tree(parent: QWidget) -> QTreeWidget:
    """Return an empty tree."""
    made = QTreeWidget(parent)
    made.setHeaderLabels(list(_HEADS))
    made.setAccessibleName("考核指标和规则")
    made.setAllColumnsShowFocus(True)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setMinimumHeight(9 * made.fontMetrics().lineSpacing())
    wide = made.fontMetrics().horizontalAdvance("国")
    for column, characters in enumerate(_WIDTHS):
        made.setColumnWidth(column, wide * characters + 12)
    return made


def add_item(under: QTreeWidgetItem, item: SchemeItem) -> QTreeWidgetItem:
    """Add an item with its parts or rules, whole: who looks when rows change finds no half one."""
    made = QTreeWidgetItem()
    made.setData(NAME, _KEPT, replace(item, rules=(), children=()))
    made.setText(NAME, item.name)
    made.setText(POINTS, points_text(item.points))
    made.setText(OUTSIDE, _FROM_TABLE)
    made.setText(STANDARD, item.standard)
    made.setToolTip(STANDARD, item.standard)
    made.setFlags(made.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
    made.setCheckState(OUTSIDE, Qt.CheckState.Checked if item.outside else Qt.CheckState.Unchecked)
    made.setTextAlignment(POINTS, Qt.AlignmentFlag.AlignRight)
    for child in item.children:
        add_item(made, child)
    for rule in item.rules:
        add_rule(made, rule)
    under.addChild(made)
    return made


def add_rule(under: QTreeWidgetItem, rule: SchemeRule) -> QTreeWidgetItem:
    """Add a rule to an item."""
    made = QTreeWidgetItem()
    made.setFlags(made.flags() | Qt.ItemFlag.ItemIsEditable)
    made.setTextAlignment(POINTS, Qt.AlignmentFlag.AlignRight)
    made.setTextAlignment(CAP, Qt.AlignmentFlag.AlignRight)
    fill_rule(made, rule)
    under.addChild(made)
    return made


def fill_rule(row: QTreeWidgetItem, rule: SchemeRule) -> None:
    """Let a row be as a rule says."""
    row.setData(NAME, _KEPT, rule)
    row.setText(NAME, FACTS[rule.fact])
    row.setText(POINTS, points_text(rule.points))
    row.setText(CAP, points_text(rule.cap, ""))
    row.setText(STANDARD, rule.text)
    row.setToolTip(STANDARD, rule.text)


def is_rule(row: QTreeWidgetItem) -> bool:
    """Tell whether a row is a rule."""
    return isinstance(row.data(NAME, _KEPT), SchemeRule)


def rule_of(row: QTreeWidgetItem) -> SchemeRule:
    """Return what a row says of a rule."""
    kept: SchemeRule = row.data(NAME, _KEPT)
    points = read_points(row.text(POINTS)) or Decimal(0)
    return replace(kept, points=points, cap=read_points(row.text(CAP)), text=row.text(STANDARD).strip())


def item_of(row: QTreeWidgetItem) -> SchemeItem:
    """Return what a row says of an item, with its parts and rules."""
    kept: SchemeItem = row.data(NAME, _KEPT)
    below = children(row)
    return replace(
        kept,
        name=row.text(NAME).strip(),
        points=read_points(row.text(POINTS)) or Decimal(0),
        standard=row.text(STANDARD).strip(),
        outside=row.checkState(OUTSIDE) is Qt.CheckState.Checked,
        rules=tuple(rule_of(each) for each in below if is_rule(each)),
        children=tuple(item_of(each) for each in below if not is_rule(each)),
    )


def children(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the rows under a row."""
    found = (row.child(place) for place in range(row.childCount()))
    return [each for each in found if each is not None]


def tops(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """Return the rows of the first level."""
    return children(tree.invisibleRootItem())


def every_row(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    """Yield all rows, each before those under it."""
    waiting = tops(tree)
    while waiting:
        row = waiting.pop(0)
        yield row
        waiting = children(row) + waiting


def top_of(row: QTreeWidgetItem | None) -> QTreeWidgetItem | None:
    """Return the row of the first level that a row stands under."""
    while row is not None and row.parent() is not None:
        row = row.parent()
    return row


def leaf_of(row: QTreeWidgetItem | None) -> QTreeWidgetItem | None:
    """Return the item that a rule at this row belongs to; ``None`` where the item has parts."""
    item = row.parent() if row is not None and is_rule(row) else row
    has_parts = item is not None and any(not is_rule(each) for each in children(item))
    return None if has_parts else item
