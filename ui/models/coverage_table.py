"""承接: the superior's tasks beside our own that take them up, gaps and tasks without basis said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt

from gongkai_desk.domain.plan import StoredTask
from ui.models.record_table import Index, PlainTable
from ui.models.task_table import short_seq
from ui.theme import Tone
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind


class Cover(StrEnum):
    """How a task stands; the value is what a clerk reads."""

    GAP = "未承接（漏项）"
    TAKEN = "已承接"
    ASIDE = "不涉及"
    NO_BASIS = "无依据"


SHAPES = {
    Cover.GAP: Shape(ShapeKind.WARN_FULL, Tone.RED),
    Cover.TAKEN: Shape(ShapeKind.TICK, Tone.GREEN),
    Cover.ASIDE: Shape(ShapeKind.RING, Tone.DIM),
    Cover.NO_BASIS: Shape(ShapeKind.DIAMOND, Tone.AMBER),
}
HEADS = ("序号", "上级任务", "承接情况", "本级任务")
SEQ, SUPERIOR, STATE, OWN = range(4)


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One line: a superior's task with our own (``own``), or our own without basis; ``likely``: a link to be confirmed.

    ``score``: how alike the texts of the likely pair are, 0 to 1.
    """

    cover: Cover
    superior: StoredTask | None = None
    own: tuple[StoredTask, ...] = ()
    likely: StoredTask | None = None
    score: float = 0.0


class CoverageTable(PlainTable):
    """Looks the rows up; the page makes them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)
        self._rows: Sequence[CoverRow] = ()

    def show(self, rows: Sequence[CoverRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> CoverRow:
        """Return what a row shows."""
        return self._rows[number]

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        each = self._rows[row]
        match column:
            case 0:
                return short_seq(each.superior) if each.superior else ""
            case 1:
                return each.superior.content if each.superior else "（没有对应的上级任务）"
            case 2:
                return each.cover.value
        if each.own:
            return "\n".join(_named(task) for task in each.own)
        return f"建议：{_named(each.likely)}（相似 {each.score:.0%}）" if each.likely else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == SHAPE_ROLE and column == STATE:
            return SHAPES[self._rows[row].cover]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SEQ:
            return Qt.AlignmentFlag.AlignCenter
        return None


def _named(task: StoredTask) -> str:
    return f"{short_seq(task)}　{task.content}".strip()
