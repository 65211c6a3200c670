"""Whom a slip is for: kind and scope, then units and items with ticks, those that are due ticked already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.slips import Slip
from gongkai_desk.standing import due_slips
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.wording.slips import CHOICES
from ui.desk import Desk
from ui.models.slip_tree import NAME, SlipTree
from ui.parts.row_copier import RowCopier
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, label

_OPENED = 6  # units whose items are shown at once
_NONE_DUE = "这个范围里现在没有需要出这种单子的单位。需要提前催的，勾选“列出全部在办事项”后选择。"


@dataclass(frozen=True, slots=True)
class Scope:
    """A range of tasks to choose from: what it is called, how its works are had.

    ``unit``: of one unit only, its id; ``unit_ids``: of some only.
    """

    name: str
    works: Callable[[], Sequence[LitWork]]
    unit: str | None = None
    unit_ids: frozenset[int] | None = None


class _Airy(QStyledItemDelegate):
    """Gives lines the height of those in tables."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(0, 8)


class SlipPicker(QWidget):
    """Emits ``changed`` when the ticks or the kind are others, ``looked_at`` when another line is current."""

    changed = Signal()
    looked_at = Signal()

    def __init__(self, desk: Desk, scopes: Sequence[Scope], kind_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._scopes = desk, list(scopes)
        self.kind, self.scope = QComboBox(self), QComboBox(self)
        self.kind.addItems(list(CHOICES))
        self.scope.addItems([scope.name for scope in scopes])
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(10)
        self.others = QCheckBox("列出全部在办事项(&A)", self)
        self.others.setToolTip("也列出没有逾期、未报的单位和事项，可提前催办")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找单位或事项")
        self.search.setAccessibleName("查找单位或事项")
        self.search.setClearButtonEnabled(True)
        self.model = SlipTree(self)
        self.view = QTreeView(self)
        self.none = label(_NONE_DUE, name="dim", wrap=True, parent=self)
        self.counted = label(name="dim", parent=self)
        self._dress_view()
        self._lay_out(kind_name)
        self._wire()
        self.ask_again()

    def _dress_view(self) -> None:
        self.view.setModel(self.model)
        self.view.setAccessibleName("单位和事项")
        RowCopier(self.view)
        self.view.setUniformRowHeights(True)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFrameShape(QTreeView.Shape.NoFrame)
        self.view.setItemDelegate(_Airy(self.view))
        head = TaskHeader(self.view)
        head.setSectionsClickable(False)
        self.view.setHeader(head)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        head.resizeSection(NAME, self.fontMetrics().horizontalAdvance("国") * 19)

    def _lay_out(self, kind_name: str) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(kind_name, self.kind)
        form.addRow("范围(&R)", self.scope)
        ticks = QHBoxLayout()
        ticks.addWidget(button("全选", self.tick_all, name="link", parent=self))
        ticks.addWidget(button("全不选", self.tick_none, name="link", parent=self))
        ticks.addWidget(button("只选该催的", self.model.tick_due, name="link", parent=self))
        ticks.addStretch(1)
        ticks.addWidget(self.counted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(form)
        search = QHBoxLayout()
        search.setSpacing(12)
        search.addWidget(self.search, 1)
        search.addWidget(self.others)
        column.addLayout(search)
        column.addWidget(self.view, 1)
        column.addWidget(self.none)
        column.addLayout(ticks)

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(self.ask_again)
        self.scope.currentIndexChanged.connect(self.ask_again)
        self.others.toggled.connect(self.ask_again)
        self.search.textChanged.connect(self._find)
        self.model.ticks_changed.connect(self._tell)
        self.view.selectionModel().currentChanged.connect(self._look_at)

    def ask_again(self) -> None:
        """Ask which slips are due."""
        library = self._desk.library
        if library is None:
            return
        scope = self._scopes[self.scope.currentIndex()]
        kinds = CHOICES[self.kind.currentText()]
        among = due_slips.Among(scope.unit, lit=scope.works())
        others = self.others.isChecked()
        found = due_slips.slips(library, kinds, today=self._desk.today, among=among, others=others)
        wanted = scope.unit_ids
        self.model.show([each for each in found if wanted is None or each.unit_id in wanted])
        self._open_few()

    def _find(self, words: str) -> None:
        self.model.find(words)
        self._open_few()

    def _open_few(self) -> None:
        """Open the units where there are few of them, and look at the first."""
        if 0 < self.model.rowCount() <= _OPENED:
            self.view.expandAll()
        self.view.setCurrentIndex(self.model.index(0, NAME))
        self.none.setVisible(not self.model.rowCount())
        self.looked_at.emit()

    def tick_all(self) -> None:
        """Tick all that is shown."""
        self.model.tick_all(True)

    def tick_none(self) -> None:
        """Tick nothing of what is shown."""
        self.model.tick_all(False)

    def chosen(self) -> tuple[Slip, ...]:
        """Return the slips with what is ticked on them."""
        return self.model.chosen()

    def current(self) -> Slip | None:
        """Return the slip of the current line."""
        return self.model.slip(self.view.currentIndex())

    def _tell(self) -> None:
        chosen = self.chosen()
        units = len({slip.unit_id for slip in chosen})
        self.counted.setText(f"已选 {units} 家 {sum(len(slip.tasks) for slip in chosen)} 项")
        self.changed.emit()

    def _look_at(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.looked_at.emit()
