"""The checks of one draw as rows; 结论 and 核查情况 are written in place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.spot_check import StoredCheck, Verdict
from gongkai_desk.domain.state import State
from gongkai_desk.wording.figures import VERDICTS
from gongkai_desk.wording.states import STATES
from ui.models.item_table import Index, PlainTable
from ui.models.task_table import SHAPES, short_seq
from ui.theme import Tone
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind

_ROOT = QModelIndex()
NUMBER, TASK, UNIT, STATE, VERDICT, OPINION, CHECKER = range(7)
TITLES = ("序号", "任务", "单位", "办理状态", "结论", "核查情况", "检查人")
_WRITTEN = {VERDICT: "verdict", OPINION: "opinion", CHECKER: "checker"}
TO_CHECK = "待查"
_SHAPES = {
    None: Shape(ShapeKind.RING, Tone.DIM),
    Verdict.TRUE: Shape(ShapeKind.TICK, Tone.GREEN),
    Verdict.MOSTLY: Shape(ShapeKind.HALF, Tone.TEXT),
    Verdict.FALSE: Shape(ShapeKind.WARN_FULL, Tone.RED),
    Verdict.NOT_DONE: Shape(ShapeKind.WARN_FULL, Tone.RED),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check with what it is of."""

    check: StoredCheck
    task: StoredTask
    unit: str
    state: State


class CheckTable(QAbstractTableModel):
    """``edited(check id, field, text)``: something was written in a cell; a verdict comes as its word."""

    edited = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CheckRow] = []
        self.editable = True

    def show(self, rows: Sequence[CheckRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def group(self, row: int, column: int) -> Hashable | None:
        """Return the task where several of its units were drawn one after another."""
        return self.rows[row].task.id if column == TASK else None

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        each = self.rows[row]
        check, task = each.check, each.task
        match column:
            case 0:
                return str(row + 1)
            case 1:
                seq = (task.seq or "").rpartition("/")[2]
                return "　".join(filter(None, (seq, task.title or task.content)))
            case 2:
                return each.unit or "整项任务"
            case 3:
                return STATES[each.state]
            case 4:
                return VERDICTS[check.verdict] if check.verdict else TO_CHECK
            case 5:
                return check.opinion
            case _:
                return check.checker

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        written = index.isValid() and self.editable and index.column() in _WRITTEN
        return usual | Qt.ItemFlag.ItemIsEditable if written else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TASK:
            return self.rows[index.row()].task.content
        if role == SHAPE_ROLE and index.column() == VERDICT:
            return _SHAPES[self.rows[index.row()].check.verdict]
        if role == SHAPE_ROLE and index.column() == STATE:
            return SHAPES[self.rows[index.row()].state]
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was written; the row changes when the library has."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = str(value).strip()
        if text == self.text(index.row(), index.column()):
            return False
        self.edited.emit(self.rows[index.row()].check.id, _WRITTEN[index.column()], text)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return TITLES[section]
        return None


def verdict_of(word: str) -> Verdict | None:
    """Return the verdict of a word, ``None`` for 待查."""
    words: Mapping[str, Verdict] = {text: verdict for verdict, text in VERDICTS.items()}
    return words.get(word)


class Cover(StrEnum):
    """How a task stands; the value is what a clerk reads."""

    GAP = "未承接（漏项）"
    TAKEN = "已承接"
    ASIDE = "不涉及"
    NO_BASIS = "无依据"


COVER_SHAPES = {
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
            return COVER_SHAPES[self._rows[row].cover]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SEQ:
            return Qt.AlignmentFlag.AlignCenter
        return None


def _named(task: StoredTask) -> str:
    return f"{short_seq(task)}　{task.content}".strip()
