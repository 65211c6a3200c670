"""Years → 要点 → sections (or 任务名称 where a plan has none), each with its count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gongkai_desk.domain.plan import Plan
from ui.shelf import GroupKey

Index = QModelIndex | QPersistentModelIndex
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class NodeKind(StrEnum):
    """What a line of the tree is."""

    YEAR = "year"
    PLAN = "plan"
    GROUP = "group"


@dataclass(slots=True)
class Node:
    """A line of the tree; ``number`` is its place in the flat list that Qt's ids point into."""

    kind: NodeKind
    text: str
    count: int
    number: int = 0
    parent: "Node | None" = None
    row: int = 0
    plan: Plan | None = None
    group: GroupKey = ()
    children: list["Node"] = field(default_factory=list)


class PlanTree(QAbstractItemModel):
    """A small tree, made anew when the library changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[Node] = []
        self._top: list[Node] = []

    def show(self, plans: Sequence[Plan], counts: Mapping[int, Mapping[GroupKey, int]]) -> None:
        """Show these plans under their years, newest year first."""
        self.beginResetModel()
        self._nodes, self._top = [], []
        for year in sorted({plan.year or 0 for plan in plans}, reverse=True):
            self._add_year(year, [plan for plan in plans if (plan.year or 0) == year], counts)
        self.endResetModel()

    def _add_year(self, year: int, plans: list[Plan], counts: Mapping[int, Mapping[GroupKey, int]]) -> None:
        total = sum(sum(counts.get(plan.id or 0, {}).values()) for plan in plans)
        top = self._add(Node(NodeKind.YEAR, f"{year}年" if year else "未定年度", total), None)
        for plan in plans:
            groups = counts.get(plan.id or 0, {})
            node = self._add(Node(NodeKind.PLAN, _short(plan), sum(groups.values()), plan=plan), top)
            self._add_groups(node, groups)

    def _add_groups(self, plan: Node, groups: Mapping[GroupKey, int]) -> None:
        """Add one node for each step of each path; a step counts all that lies below it."""
        known: dict[GroupKey, Node] = {(): plan}
        for path, count in groups.items():
            for depth in range(1, len(path) + 1):
                if path[:depth] not in known:
                    node = Node(NodeKind.GROUP, path[depth - 1], 0, plan=plan.plan, group=path[:depth])
                    known[path[:depth]] = self._add(node, known[path[: depth - 1]])
                known[path[:depth]].count += count

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

    def years(self) -> list[QModelIndex]:
        """Return the indexes of the years."""
        return [self._index(node) for node in self._top]

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
            return f"{title}（{node.count} 项）"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{node.text}，{node.count} 项"
        return node.count if role == COUNT_ROLE else None

    def _children(self, parent: Index) -> list[Node]:
        node = self.node(parent)
        return node.children if node is not None else self._top


def _short(plan: Plan) -> str:
    """Return the title without the year that stands above it (2022年云州市…要点 → 云州市…要点)."""
    return plan.title.replace(f"{plan.year}年", "", 1) if plan.year else plan.title
