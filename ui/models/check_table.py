"""The checks of one draw as rows; 结论 and 核查情况 are written in place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.spot_check import StoredCheck, Verdict
from gongkai_desk.domain.state import State
from gongkai_desk.wording.checks import VERDICTS
from gongkai_desk.wording.state_words import STATES
from ui.models.state_shapes import SHAPES
from ui.theme import Tone
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind

Index = QModelIndex | QPersistentModelIndex
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
