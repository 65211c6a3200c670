"""工作台 · 提醒 → topics; years → 要点 → sections (or 任务名称 where a plan has none); 责任单位; other pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.plan import Plan, StoredPlan
from gongkai_desk.standing.shelf import GroupKey
from gongkai_desk.wording.states import TOPICS
from ui.theme import Tone

if TYPE_CHECKING:
    from gongkai_desk.rules.light.agenda import Entry

Index = QModelIndex | QPersistentModelIndex
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 2
RED_ROLE = Qt.ItemDataRole.UserRole + 3
Counts = Mapping[int, Mapping[GroupKey, int]]
"""Numbers of tasks by plan and path."""
TOPIC_COLOURS = {  # of the count beside the word
    Topic.OVERDUE: Tone.RED,
    Topic.RECTIFY_OVERDUE: Tone.RED,
    Topic.DUE_7: Tone.AMBER,
    Topic.DUE_15: Tone.AMBER,
    Topic.DUE_30: Tone.DIM,
    Topic.REPORT_MISSING: Tone.RED,
    Topic.REPORT_DUE: Tone.AMBER,
    Topic.TO_VERIFY: Tone.BLUE,
    Topic.NO_PROOF: Tone.BLUE,
    Topic.RETURNED: Tone.AMBER,
    Topic.TO_CONFIRM: Tone.AMBER,
    Topic.UNITS_OPEN: Tone.AMBER,
}
_ROOT = QModelIndex()


class NodeKind(StrEnum):
    """What a line of the tree is."""

    PAGE = "page"  # 工作台 and the other pages
    REMINDERS = "reminders"  # 提醒
    TOPIC = "topic"
    YEAR = "year"
    PLAN = "plan"
    GROUP = "group"
    UNITS = "units"  # 责任单位
    UNIT = "unit"


@dataclass(slots=True)
class Node:
    """A line of the tree; ``number`` is its place in the flat list that Qt's ids point into."""

    kind: NodeKind
    text: str
    count: int | None  # None: none is told
    number: int = 0
    parent: Node | None = None
    row: int = 0
    plan: StoredPlan | None = None
    group: GroupKey = ()
    key: str = ""  # of a topic or a page, or the id of a unit
    colour: Tone | None = None  # of the count
    red: int = 0  # tasks below it whose light is red
    children: list[Node] = field(default_factory=list)


class PlanTree(QAbstractItemModel):
    """A small tree, made anew when the library changes.

    ``pages``: (name, title) of what has no task table; the first heads the tree, the others end it.
    """

    def __init__(self, pages: Sequence[tuple[str, str]] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._nodes: list[Node] = []
        self._top: list[Node] = []

    def show(
        self,
        plans: Sequence[StoredPlan],
        counts: Counts,
        agenda: Mapping[Topic, Sequence[Entry]] | None = None,
        units: Sequence[tuple[int, str, int]] = (),
        red: Counts = MappingProxyType({}),
        closed: Collection[int] = (),
    ) -> None:
        """Show plans under their years, newest year first; before them 工作台, 提醒, behind them units, other pages.

        ``red``: how many of the tasks counted have a red light. ``closed``: years that are only read.
        """
        self.beginResetModel()
        self._nodes, self._top = [], []
        if agenda is not None:
            self._add_agenda(agenda)
        for year in sorted({plan.year or 0 for plan in plans}, reverse=True):
            text = f"{year}年" if year else "未定年度"
            top = self._add(Node(NodeKind.YEAR, f"{text}（已归档）" if year in closed else text, 0), None)
            self._add_plans(top, [plan for plan in plans if (plan.year or 0) == year], counts, red)
        if units:
            top = self._add(Node(NodeKind.UNITS, "责任单位", None), None)
            for number, name, count in units:
                self._add(Node(NodeKind.UNIT, name, count, key=str(number)), top)
        if agenda is not None:
            self._add_pages(self._pages[1:])
        self.endResetModel()

    def _add_agenda(self, agenda: Mapping[Topic, Sequence[Entry]]) -> None:
        self._add_pages(self._pages[:1])
        top = self._add(Node(NodeKind.REMINDERS, "提醒", None), None)
        for topic in Topic:
            if entries := agenda.get(topic):
                node = Node(NodeKind.TOPIC, TOPICS[topic], len(entries), key=topic, colour=TOPIC_COLOURS[topic])
                self._add(node, top)

    def _add_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        for name, title in pages:
            self._add(Node(NodeKind.PAGE, title, None, key=name), None)

    def _add_plans(self, top: Node, plans: list[StoredPlan], counts: Counts, red: Counts) -> None:
        for plan in plans:
            node = self._add(Node(NodeKind.PLAN, _short(plan), 0, plan=plan), top)
            self._add_groups(node, counts.get(plan.id, {}), red.get(plan.id, {}))
            top.count = (top.count or 0) + (node.count or 0)
            top.red += node.red

    def _add_groups(self, plan: Node, groups: Mapping[GroupKey, int], red: Mapping[GroupKey, int]) -> None:
        """Add one node for each step of each path; a step, and the plan, counts all that lies below it."""
        known: dict[GroupKey, Node] = {(): plan}
        for path, count in groups.items():
            for depth in range(len(path) + 1):
                if path[:depth] not in known:
                    node = Node(NodeKind.GROUP, path[depth - 1], 0, plan=plan.plan, group=path[:depth])
                    known[path[:depth]] = self._add(node, known[path[: depth - 1]])
                group = known[path[:depth]]
                group.count = (group.count or 0) + count
                group.red += red.get(path, 0)

    def _add(self, node: Node, parent: Node | None) -> Node:
        siblings = parent.children if parent else self._top
        node.number, node.parent, node.row = len(self._nodes), parent, len(siblings)
        siblings.append(node)
        self._nodes.append(node)
        return node

    def node(self, index: Index) -> Node | None:
        """Return the node of an index, ``None`` for the root."""
        return self._nodes[index.internalId()] if index.isValid() else None

    def find(self, plan_id: int, group: GroupKey = ()) -> QModelIndex:
        """Return the index of a plan or one of its groups, invalid if there is none."""
        for node in self._nodes:
            if node.plan is not None and node.plan.id == plan_id and node.group == group:
                return self._index(node)
        return QModelIndex()

    def find_special(self, kind: NodeKind, key: str = "") -> QModelIndex:
        """Return the index of a line that is no plan, invalid if there is none."""
        found = (node for node in self._nodes if node.kind is kind and node.key == key)
        return next((self._index(node) for node in found), QModelIndex())

    def years(self) -> list[QModelIndex]:
        """Return the indexes of the years."""
        return [self._index(node) for node in self._top if node.kind is NodeKind.YEAR]

    def _index(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node.number)

    # -- what Qt asks

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        siblings = self._children(parent)
        return self._index(siblings[row]) if column == 0 and 0 <= row < len(siblings) else QModelIndex()

    def parent(self, index: Index | None = None) -> QModelIndex | QObject:  # type: ignore[override]  # Qt has two
        if index is None:
            return super().parent()
        node = self.node(index)
        return self._index(node.parent) if node is not None and node.parent is not None else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return len(self._children(parent))

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return node.text
        if role == Qt.ItemDataRole.ToolTipRole:
            title = node.plan.title if node.kind is NodeKind.PLAN and node.plan else node.text
            return title if node.count is None else f"{title}（{_counted(node)}）"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return node.text if node.count is None else f"{node.text}，{_counted(node)}"
        if role == RED_ROLE:
            return node.red
        if role == COLOUR_ROLE:
            return node.colour
        return node.count if role == COUNT_ROLE else None

    def _children(self, parent: Index) -> list[Node]:
        node = self.node(parent)
        return node.children if node is not None else self._top


def _counted(node: Node) -> str:
    return f"{node.count} 项，红灯 {node.red} 项" if node.red else f"{node.count} 项"


def _short(plan: Plan) -> str:
    """Return the title without the year that stands above it (2022年云州市…要点 → 云州市…要点)."""
    return plan.title.replace(f"{plan.year}年", "", 1) if plan.year else plan.title
