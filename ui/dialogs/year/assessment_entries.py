"""The entries behind a cell of 考核得分: the fact of each with its points, what a review said; acts upon them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.sheet import Align
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.year.assessment import entry_sentence, signed
from ui.dialogs.base import ask
from ui.models.register_table import Entry, EntryColumn, EntryTable
from ui.parts.row_copier import RowCopier
from ui.widgets.cell_edit import EditingView
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, label

_COLUMNS = (
    EntryColumn("指标", 9),
    EntryColumn("日期", 6, Align.CENTRE),
    EntryColumn("事实", 40),
    EntryColumn("分值", 4, Align.RIGHT),
    EntryColumn("复核情况", 16),
)


class EntryList(QWidget):
    """Shows entries under a heading.

    ``withdraw_wanted(ids, reason)``, ``count_again_wanted(ids)``, ``feed_wanted(ids)``: acts upon the selected;
    ``task_wanted(id)``: the task of one is to be shown.
    """

    withdraw_wanted = Signal(object, str)
    count_again_wanted = Signal(object)
    feed_wanted = Signal(object)
    task_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[AssessmentEntry] = []
        self._writes, self._may_change = False, False
        self.heading = label(name="heading", parent=self)
        self.view, self.lines = EditingView(self), EntryTable(_COLUMNS, self)
        self.withdrawer = button("撤销扣分(&W)…", self.withdraw, parent=self)
        self.counter = button("恢复计分", self.count_again, parent=self)
        self.feeder = button("列入整改台账", self.feed, parent=self)
        self.goer = button("看任务", self.go_to_task, parent=self)
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        for each in (self.withdrawer, self.counter, self.feeder, self.goer):
            head.addWidget(each)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        RowCopier(self.view)
        self.view.selectionModel().selectionChanged.connect(self._look)

    def _dress(self) -> None:
        self.view.setAccessibleName("扣分和加分")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = TaskHeader(self.view)
        header.setStretchLastSection(True)
        self.view.setHorizontalHeader(header)
        self.view.setModel(self.lines)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, each in enumerate(_COLUMNS):
            self.view.setColumnWidth(column, round(wide * each.wide) + 18)

    def show_entries(self, heading: str, entries: Sequence[AssessmentEntry], names: Mapping[int | None, str]) -> None:
        """Show others; ``names``: of items by their ids."""
        self._shown = list(entries)
        self.heading.setText(heading)
        self.lines.show([_line(each, names.get(each.assessment_item_id, "")) for each in entries])
        self._look()

    def allow(self, *, writes: bool, may_change: bool) -> None:
        """Say what may be done; ``may_change``: points may still be changed."""
        self._writes, self._may_change = writes, may_change
        self._look()

    def chosen(self) -> list[AssessmentEntry]:
        """Return what is selected."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        keys = {self.lines.entry(row).key for row in rows}
        return [each for each in self._shown if each.id in keys]

    def _look(self) -> None:
        chosen, changes = self.chosen(), self._writes and self._may_change
        self.withdrawer.setEnabled(changes and any(each.withdrawn is None for each in chosen))
        self.counter.setEnabled(changes and bool(chosen) and all(each.withdrawn for each in chosen))
        self.feeder.setEnabled(self._writes and any(each.points < 0 and not each.withdrawn for each in chosen))
        self.goer.setEnabled(len(chosen) == 1 and chosen[0].task_id is not None)

    # -- acts

    def withdraw(self) -> None:
        """Take the selected entries back, with a reason."""
        ids = [each.id for each in self.chosen() if each.withdrawn is None and each.id is not None]
        reason = ask.ask_line(self, "撤销扣分", f"复核撤销 {len(ids)} 条，请写明理由：") if ids else None
        if reason is not None:
            self.withdraw_wanted.emit(ids, reason)

    def count_again(self) -> None:
        """Let the selected entries count again."""
        self.count_again_wanted.emit([each.id for each in self.chosen() if each.id is not None])

    def feed(self) -> None:
        """Put the selected problems into the 整改台账."""
        self.feed_wanted.emit([each.id for each in self.chosen() if not each.withdrawn and each.id is not None])

    def go_to_task(self) -> None:
        """Go to the task of the selected entry."""
        task = next((each.task_id for each in self.chosen() if each.task_id), None)
        if task is not None:
            self.task_wanted.emit(task)


def _line(entry: AssessmentEntry, item: str) -> Entry:
    back = f"{chinese_date(entry.withdrawn)}撤销：{entry.withdrawn_reason}" if entry.withdrawn else ""
    return Entry(entry.id, (item, entry.day.isoformat(), entry_sentence(entry), signed(entry), back))
