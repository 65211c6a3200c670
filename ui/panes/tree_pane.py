"""Imports that were left half-way, where the window says so: gone on with, or thrown away when asked."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.light import Colour
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.standing.board import LightBoard
from gongkai_desk.standing.shelf import GroupKey, Shelf
from gongkai_desk.store.tasks import draft_notes
from ui import theme
from ui.deleting import delete_by_keys
from ui.desk import Desk
from ui.models.plan_tree import COLOUR_ROLE, COUNT_ROLE, RED_ROLE, Counts, Node, NodeKind, PlanTree
from ui.pages.page import BOOK
from ui.parts.draft_rows import DraftRows, discard_draft
from ui.widgets.cell_edit import TASKS_DRAGGED, dragged
from ui.widgets.painting import rect_of

with lazy_imports():
    from ui import edits
    from ui.importing import wizard

_MARGIN = 24  # pixels, as what stands on 工作台 has
_MOST = 3  # lines on a page that has other things to say


class WaitingImports(DraftRows):
    """The imports that wait in the open library; ``plan_made(id)`` follows one that was stored.

    ``empty_only``: said only while the library has no plan.
    """

    plan_made = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, empty_only: bool = False) -> None:
        super().__init__(parent, most=_MOST, margin=0 if empty_only else _MARGIN)
        self._desk, self._empty_only = desk, empty_only
        desk.library_changed.connect(self.refresh)
        desk.drafts_changed.connect(self.refresh)
        desk.changed.connect(self.refresh)
        self.chosen.connect(self._go_on)
        self.dropped.connect(self._throw_away)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask again what waits; who may only read is not asked to go on."""
        library = self._desk.library if self._desk.may_write else None
        left_out = library is None or (self._empty_only and bool(self._desk.shelf.plans()))
        self.show_notes([] if left_out or library is None else draft_notes.notes(library.folder))

    @Slot(str)
    def _go_on(self, key: str) -> None:
        changes = wizard.ImportWizard.ask(self._desk, self.window(), draft=key)  # has told the desk itself
        if changes is not None and changes.made is not None:
            edits.ask_about_joined(self.window(), self._desk)
            self.plan_made.emit(changes.made)

    @Slot(str)
    def _throw_away(self, key: str) -> None:
        if discard_draft(self._desk, self, key):
            self._desk.drafts_changed.emit()


_OF_PLANS = (NodeKind.YEAR, NodeKind.PLAN, NodeKind.GROUP)
_SPECIALS = (NodeKind.REMINDERS, NodeKind.UNITS)
_ABOVE = {NodeKind.TOPIC: NodeKind.REMINDERS, NodeKind.UNIT: NodeKind.UNITS}


class PlanView(QTreeView):
    """The tree; ``tasks_dropped(ids, index)`` when rows of the table are let go over a line."""

    tasks_dropped = Signal(list, QModelIndex)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take(event)

    def _take(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(TASKS_DRAGGED):
            event.acceptProposedAction()
        else:
            event.ignore()  # files go to the window

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and (ids := dragged(event.mimeData())):
            self.tasks_dropped.emit(ids, index)


class TreePane(QWidget):
    """Emits ``chosen(plan id, group)`` when a clerk picks a line; a year picks its first plan.

    ``special_chosen(kind, key)``: a page, 提醒, one of its topics, 责任单位, a unit.
    ``tasks_dropped(ids, plan id, group)``: rows of the table were let go over a section.
    """

    chosen = Signal(int, tuple)
    special_chosen = Signal(str, str)
    tasks_dropped = Signal(list, int, tuple)
    deletion_wanted = Signal()  # Ctrl+Del on a plan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silent = False
        self.model = PlanTree([(page.name, page.title) for page in BOOK], self)
        self.view = PlanView(self)
        self.view.setAcceptDrops(True)
        self.view.tasks_dropped.connect(self._drop)
        delete_by_keys(self.view, self._delete)
        self.view.setModel(self.model)
        self.view.setAccessibleName("要点目录")
        self.view.setHeaderHidden(True)
        self.view.setFrameShape(QTreeView.Shape.NoFrame)
        self.view.setUniformRowHeights(True)
        self.view.setIndentation(14)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setItemDelegate(TreeDelegate(self.view))
        self.view.selectionModel().currentChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)

    def _delete(self) -> None:
        """Tell that the plan of the current line is to go; sections of a plan are not deleted here."""
        node = self.model.node(self.view.currentIndex())
        if node is not None and node.kind is NodeKind.PLAN:
            self.deletion_wanted.emit()

    def _drop(self, ids: list[int], index: QModelIndex) -> None:
        node = self.model.node(index)
        if node is not None and node.kind is NodeKind.GROUP and node.plan is not None:
            self.tasks_dropped.emit(ids, node.plan.id, node.group)

    def refresh(self, shelf: Shelf, board: LightBoard | None = None) -> None:
        """Ask again for plans and counts, keeping the line that was chosen; nothing is told of it."""
        plan_id, group = self.place()
        special = self.special()
        shut = {kind for kind in _SPECIALS if self._is_shut(kind)}
        opened = [node.plan.id for node in self._opened_plans() if node.plan is not None]
        self._silent = True
        agenda = board.agenda() if board is not None and board.started else None
        counts, units = shelf.counts(), shelf.unit_counts() if agenda is not None else ()
        red = _red(shelf, board, counts) if board is not None and board.started else {}
        self.model.show(shelf.plans(), counts, agenda, units, red, shelf.closed())
        for kind in _SPECIALS:
            if kind not in shut and (index := self.model.find_special(kind)).isValid():
                self.view.expand(index)
        for year in self.model.years():
            self.view.expand(year)
        for each in opened:
            self.view.expand(self.model.find(each))
        if plan_id is not None:
            self.choose(plan_id, group)
        if special is not None:
            self.choose_special(*special)
        self._silent = False

    def forget(self) -> None:
        """Show nothing, and forget which line was chosen and which were open: another library's ids are its own."""
        self._silent = True
        self.model.show([], {})
        self.view.setCurrentIndex(QModelIndex())
        self._silent = False

    def _is_shut(self, kind: NodeKind) -> bool:
        """Tell whether a clerk has shut a branch; units are shut at first."""
        index = self.model.find_special(kind)
        return not self.view.isExpanded(index) if index.isValid() else kind is NodeKind.UNITS

    def special(self) -> tuple[NodeKind, str] | None:
        """Return the chosen line if it is no plan."""
        node = self.model.node(self.view.currentIndex())
        return (node.kind, node.key) if node is not None and node.kind not in _OF_PLANS else None

    def choose_special(self, kind: NodeKind, key: str = "") -> bool:
        """Choose a page, 提醒, a topic, 责任单位 or a unit; the one above if it is gone. Tell whether it is there."""
        index = self.model.find_special(kind, key)
        if not index.isValid() and kind in _ABOVE:
            index = self.model.find_special(_ABOVE[kind])
        if index.isValid():
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return index.isValid()

    def place(self) -> tuple[int | None, GroupKey]:
        """Return the chosen plan and group, ``None`` if none is."""
        node = self.model.node(self.view.currentIndex())
        return (node.plan.id, node.group) if node is not None and node.plan is not None else (None, ())

    def choose(self, plan_id: int, group: GroupKey = ()) -> bool:
        """Choose a plan or group; the plan itself if the group is gone. Tell whether it is there."""
        index = self.model.find(plan_id, group)
        if not index.isValid():
            index = self.model.find(plan_id)
        if not index.isValid():
            return False
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)
        return True

    def go_to_page(self, name: str) -> None:
        """Choose a page."""
        self.choose_special(NodeKind.PAGE, name)

    def choose_first(self) -> bool:
        """Choose the newest plan; tell whether there is one."""
        for year in self.model.years():
            node = self.model.node(self.model.index(0, 0, year))
            if node is not None and node.plan is not None:
                return self.choose(node.plan.id)
        return False

    def _opened_plans(self) -> list[Node]:
        found = []
        for year in self.model.years():
            for row in range(self.model.rowCount(year)):
                index = self.model.index(row, 0, year)
                if self.view.isExpanded(index) and (node := self.model.node(index)) is not None:
                    found.append(node)
        return found

    def _tell(self, current: QModelIndex, previous: QModelIndex) -> None:
        node = self.model.node(current) if not self._silent else None
        if node is not None and node.kind is NodeKind.YEAR and node.children:
            node = node.children[0]
        if node is not None and node.plan is not None:
            self.chosen.emit(node.plan.id, node.group)
        elif node is not None and node.kind not in _OF_PLANS:
            self.special_chosen.emit(node.kind.value, node.key)


class TreeDelegate(QStyledItemDelegate):
    """Paints one line: the name, cut with … where it must, and its count at the right."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self._view.fontMetrics().lineSpacing() + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.colours(self._view.palette())
        cell, chosen = rect_of(option), index == self._view.currentIndex()
        if chosen:
            painter.fillRect(cell, QColor(look.selected))
        told = index.data(COUNT_ROLE)
        count = "" if told is None else str(told)
        late = f"▲{red}" if (red := index.data(RED_ROLE)) else ""
        metrics = self._view.fontMetrics()
        right = metrics.horizontalAdvance(count) + (metrics.horizontalAdvance(late) + 8 if late else 0)
        box = cell.adjusted(4, 0, -12, 0)
        font = self._view.font()
        font.setBold(not index.parent().isValid())
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        width = box.width() - right - 10
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(box.left(), box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, name)
        font.setBold(False)
        painter.setFont(font)
        colour = theme.Tone(index.data(COLOUR_ROLE) or theme.Tone.DIM)
        painter.setPen(look.of(theme.Tone.TEXT if chosen and colour is theme.Tone.DIM else colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        if late:
            painter.setPen(QColor(look.red))
            before = box.adjusted(0, 0, -metrics.horizontalAdvance(count) - 8, 0)
            painter.drawText(before, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, late)


def _red(shelf: Shelf, board: LightBoard, counts: Counts) -> dict[int, dict[GroupKey, int]]:
    """Return how many red lights there are by plan and path, as ``counts`` has the paths."""
    late = [number for number, light in board.lights().items() if light.colour is Colour.RED]
    found: dict[int, dict[GroupKey, int]] = {}
    for task in shelf.some(late):
        of_plan = found.setdefault(task.plan_id or 0, {})
        path = task.section or ((task.title,) if task.title else ())
        path = path if path in counts.get(task.plan_id or 0, {}) else ()
        of_plan[path] = of_plan.get(path, 0) + 1
    return found
