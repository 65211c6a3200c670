"""Which columns: 显示的列 of the table, and 台账内容, those of a ledger, its period and what a row stands for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.papers import LedgerChoice
from gongkai_desk.domain.sheet import LEDGER_OPTIONS, ColumnKey
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.wording.lights import period_text
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.notices import button, label

Columns = list[tuple[int, bool]]
"""Columns of the model in their order, each with whether it is shown."""


class ColumnsDialog(Form):
    """A list to tick and to put in order; one column at least stays."""

    def __init__(self, columns: Sequence[tuple[int, str, bool]], parent: QWidget | None = None) -> None:
        super().__init__("显示的列", "确定", parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName("显示的列")
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        for column, title, shown in columns:
            item = QListWidgetItem(title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, column)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        side = QVBoxLayout()
        side.addWidget(button("上移(&U)", self.move_up, parent=self))
        side.addWidget(button("下移(&D)", self.move_down, parent=self))
        side.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(side)
        self.add_wide(label("勾选要显示的列；拖动或用按钮调整左右次序。", name="dim", wrap=True, parent=self), row)
        self.list.itemChanged.connect(self._look)
        give_size(self, 29, 19)
        self._look()

    def move_up(self) -> None:
        """Put the current column one place to the left."""
        self._move(-1)

    def move_down(self) -> None:
        """Put the current column one place to the right."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)

    def columns(self) -> Columns:
        """Return the columns as they are set now."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [(item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked) for item in items]

    def _look(self) -> None:
        self.say("" if any(shown for _, shown in self.columns()) else "至少显示一列。")

    @classmethod
    def ask(cls, parent: QWidget, columns: Sequence[tuple[int, str, bool]]) -> Columns | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(columns, parent)
        given = dialog.columns() if dialog.asked() else None
        dialog.deleteLater()
        return given


_NOTES = {
    ColumnKey.LIGHT: "红、黄、绿灯和原因",
    ColumnKey.PROBLEMS: "各单位报的问题",
    ColumnKey.NEXT_STEPS: "各单位下一步的安排",
    ColumnKey.CLOSED: "每项任务销号的日子",
    ColumnKey.OTHER: "要点原表中没有对应项目的栏目",
}


@dataclass(frozen=True, slots=True)
class LedgerAsked:
    """What a ledger is to hold; ``period`` is empty for all progress up to its date."""

    options: tuple[ColumnKey, ...] = ()
    period: str = ""
    per_unit: bool = False

    def choice(self) -> LedgerChoice:
        """Return it as ``services.papers`` takes it."""
        since, until = period_days(self.period) or (None, None)
        return LedgerChoice(self.options, since, until, self.per_unit, period=self.period)

    def to_json(self) -> str:
        """Return it as it is remembered."""
        return json.dumps({"options": list(self.options), "period": self.period, "per_unit": self.per_unit})


def remembered(text: str) -> LedgerAsked:
    """Return what was remembered; what cannot be read is as usual."""
    try:
        said: dict[str, Any] = json.loads(text)
        known = {column.key for column in LEDGER_OPTIONS}
        options = tuple(key for key in map(ColumnKey, said["options"]) if key in known)
        period = said["period"] if period_days(said["period"]) else ""
        return LedgerAsked(options, period, bool(said["per_unit"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return LedgerAsked()


class LedgerOptions(Form):
    """Asks what the ledger is to hold, first what it held the last time."""

    def __init__(
        self, verb: str, periods: Sequence[str], last: LedgerAsked, as_of: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("台账内容", verb, parent)
        self.period = QComboBox(self)
        self.period.addItem(f"全部进展（截至{as_of}）", "")
        for name in periods:
            self.period.addItem(f"只要{period_text(name)}的进展", name)
        self.period.setCurrentIndex(max(0, self.period.findData(last.period)))
        self.form.addRow("进展期间(&P)", self.period)
        self.by_task, self.by_unit = QRadioButton("每项任务一行(&T)", self), QRadioButton("每个单位一行(&U)", self)
        rows = QButtonGroup(self)
        box = QVBoxLayout()
        for each in (self.by_task, self.by_unit):
            rows.addButton(each)
            box.addWidget(each)
        (self.by_unit if last.per_unit else self.by_task).setChecked(True)
        self.form.addRow("一行是", box)
        self.columns: dict[ColumnKey, QCheckBox] = {}
        self.form.addRow("另加栏目", self._ticks(last))
        self.column.insertWidget(0, label("通常的十一栏都在；这里选的会记住。", name="dim", parent=self))
        self.accept_button.setFocus()

    def _ticks(self, last: LedgerAsked) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (column, letter) in enumerate(zip(LEDGER_OPTIONS, "LQNCO", strict=True)):
            tick = self.columns[column.key] = QCheckBox(f"{column.title}(&{letter})", self)
            tick.setChecked(column.key in last.options)
            grid.addWidget(tick, row, 0)
            grid.addWidget(label(_NOTES[column.key], name="dim", parent=self), row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def chosen(self) -> LedgerAsked:
        """Return what was chosen."""
        options = tuple(key for key, tick in self.columns.items() if tick.isChecked())
        return LedgerAsked(options, str(self.period.currentData() or ""), self.by_unit.isChecked())

    @classmethod
    def ask(
        cls, parent: QWidget, verb: str, periods: Sequence[str], last: LedgerAsked, as_of: str
    ) -> LedgerAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(verb, periods, last, as_of, parent)
        chosen = dialog.chosen() if dialog.asked() else None
        dialog.deleteLater()
        return chosen
