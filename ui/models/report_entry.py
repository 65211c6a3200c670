"""Rows to be filled: what each unit reports on each task; written in like a sheet, stored only by the dialog."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from gongkai_desk.domain.ids import TaskId
from ui.models.item_table import Index, PlainTable

HEADS = ("序号", "任务", "单位", "已报情况", "进展", "存在问题", "下一步打算", "零报告")
SEQ, TASK, UNIT, LAST, TEXT, PROBLEMS, NEXT, ZERO = range(len(HEADS))
WRITTEN = (TEXT, PROBLEMS, NEXT)
ZERO_MARK = "✓ 零报告"
_YES = frozenset({"是", "√", "✓", "1", "零报告", ZERO_MARK})


@dataclass(slots=True)
class EntryRow:
    """One unit's share with what is to be entered; ``reported``: the periods on which there is a report."""

    task_id: TaskId
    seq: str
    task: str
    unit_id: int | None
    unit: str
    last: str
    reported: frozenset[str] = frozenset()
    text: str = ""
    problems: str = ""
    next_steps: str = ""
    zero: bool = False

    @property
    def is_told(self) -> bool:
        """Tell whether it is to be entered."""
        return bool(self.text) or self.zero

    @property
    def is_lame(self) -> bool:
        """Tell whether it says something else, but no progress."""
        return not self.is_told and bool(self.problems or self.next_steps)


class ReportEntryTable(PlainTable):
    """Shows some of the rows; ``told`` when something was written in."""

    told = Signal()

    def __init__(self, rows: Sequence[EntryRow], parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)
        self.all = list(rows)
        self._rows = list(rows)
        self._period = ""

    def choose(self, period: str, units: Collection[int | None] | None, *, only_missing: bool) -> None:
        """Show the rows of some units (``None``: all), those without a report on ``period`` only, and what is told."""
        self.beginResetModel()
        self._period = period
        self._rows = [
            row
            for row in self.all
            if (units is None or row.unit_id in units) and (not only_missing or row.is_told or not self.is_done(row))
        ]
        self.endResetModel()

    def is_done(self, row: EntryRow) -> bool:
        """Tell whether there is a report on the period already."""
        return self._period in row.reported

    def rows(self) -> list[EntryRow]:
        """Return the rows that are shown."""
        return list(self._rows)

    def show_row(self, row: EntryRow) -> None:
        """Paint a row anew that was filled."""
        if row in self._rows:
            number = next(n for n, each in enumerate(self._rows) if each is row)
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(HEADS) - 1))
        self.told.emit()

    def group(self, row: int, column: int) -> Hashable | None:
        """Return what rows share whose task stands in one cell."""
        return self._rows[row].task_id if column in (SEQ, TASK) else None

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        each = self._rows[row]
        if column == ZERO:
            return ZERO_MARK if each.zero else ""
        if column == LAST:
            return "\n".join(filter(None, ("本期已报" if self.is_done(each) else "", each.last)))
        return (each.seq, each.task, each.unit, "", each.text, each.problems, each.next_steps)[column]

    # -- what Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.isValid() and index.column() in (SEQ, ZERO):
            return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() in WRITTEN else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write into a cell; a mark in 零报告 is set by a word such as 是 or ✓."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() not in (*WRITTEN, ZERO):
            return False
        row, text = self._rows[index.row()], str(value).strip()
        if index.column() == ZERO:
            row.zero = text in _YES
        else:
            setattr(row, {TEXT: "text", PROBLEMS: "problems", NEXT: "next_steps"}[index.column()], text)
        self.dataChanged.emit(index, index)
        self.told.emit()
        return True
