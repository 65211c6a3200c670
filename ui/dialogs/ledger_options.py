"""台账内容: which columns a ledger has besides the usual ones, of which period, and what a row stands for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from gongkai_desk.domain.columns import LEDGER_OPTIONS, ColumnKey
from gongkai_desk.domain.papers import LedgerChoice
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.wording.lights import period_text
from ui.dialogs.forms import Form
from ui.widgets.plain import label

_NOTES = {
    ColumnKey.LIGHT: "红、黄、绿灯和原因",
    ColumnKey.PROBLEMS: "各单位报的问题",
    ColumnKey.NEXT_STEPS: "各单位下一步的安排",
    ColumnKey.CLOSED: "每项任务销号的日子",
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
        return LedgerChoice(self.options, since, until, self.per_unit)

    def called(self, title: str) -> str:
        """Return the title of the paper: one of a period says so."""
        return f"{title}（{period_text(self.period)}）" if self.period else title

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
        for row, (column, letter) in enumerate(zip(LEDGER_OPTIONS, "LQNC", strict=True)):
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
