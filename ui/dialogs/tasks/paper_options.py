"""What a paper is to hold and how it is set: 台账内容, 任务分解表版面; asked before it is written, remembered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.papers import ANNEX, USUAL_LOOK, LedgerChoice, PaperLook
from gongkai_desk.domain.sheet import LEDGER_OPTIONS, BreakdownStyle, ColumnKey, FontScheme, PaperSize, TextSize
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.wording.lights import period_text
from ui.dialogs.base.dialog import Form
from ui.widgets.notices import label

_NOTES = {
    ColumnKey.LIGHT: "红、黄、绿灯和原因",
    ColumnKey.PROBLEMS: "各单位报的问题",
    ColumnKey.NEXT_STEPS: "各单位下一步的安排",
    ColumnKey.CLOSED: "每项任务销号的日子",
    ColumnKey.OTHER: "要点原表中没有对应项目的栏目",
}


@dataclass(frozen=True, slots=True)
class LedgerAsked:
    """What a ledger is to hold and how it is set; ``period`` is empty for all progress up to its date."""

    options: tuple[ColumnKey, ...] = ()
    period: str = ""
    per_unit: bool = False
    look: PaperLook = USUAL_LOOK

    def choice(self) -> LedgerChoice:
        """Return it as ``services.papers`` takes it."""
        since, until = period_days(self.period) or (None, None)
        return LedgerChoice(self.options, since, until, self.per_unit, period=self.period)

    def to_json(self) -> str:
        """Return it as it is remembered."""
        told = {"options": list(self.options), "period": self.period, "per_unit": self.per_unit}
        return json.dumps(told | _kept(self.look))


def remembered(text: str) -> LedgerAsked:
    """Return what was remembered; what cannot be read is as usual."""
    try:
        said: dict[str, Any] = json.loads(text)
        known = {column.key for column in LEDGER_OPTIONS}
        options = tuple(key for key in map(ColumnKey, said["options"]) if key in known)
        period = said["period"] if period_days(said["period"]) else ""
        return LedgerAsked(options, period, bool(said["per_unit"]), _look_of(said))
    except (ValueError, KeyError, TypeError, AttributeError):
        return LedgerAsked()


def remembered_look(text: str) -> PaperLook:
    """Return how a 任务分解表 was set the last time; what cannot be read is as usual."""
    try:
        return _look_of(json.loads(text))
    except (ValueError, TypeError, AttributeError):
        return USUAL_LOOK


def look_to_json(look: PaperLook) -> str:
    """Return how a paper is set as it is remembered: 征求意见稿, the note and the first page are asked anew."""
    return json.dumps(_kept(look))


def _kept(look: PaperLook) -> dict[str, Any]:
    return {
        "style": look.style,
        "annex": look.annex,
        "internal": look.internal,
        "fonts": look.fonts,
        "paper": look.paper,
        "text": look.text,
    }


def _look_of(said: dict[str, Any]) -> PaperLook:
    style, annex, text = said.get("style"), said.get("annex"), said.get("text")
    return PaperLook(
        style=BreakdownStyle(style) if style else None,
        annex=None if annex is None else str(annex),
        internal=bool(said.get("internal")),
        fonts=FontScheme(said.get("fonts", FontScheme.OFFICIAL)),
        paper=PaperSize(said.get("paper", PaperSize.A4)),
        text=TextSize(text) if text else None,
    )


class _LookFields:
    """The fields that papers have in common, as rows of a form: 纸张, 表内字号, 字体, 内部资料."""

    def __init__(self, form: QFormLayout, parent: QWidget, last: PaperLook, usual: TextSize) -> None:
        self._usual = usual
        self.paper = _combo(parent, [(each.value, each) for each in PaperSize], last.paper)
        self.text = _combo(parent, [(each.value, each) for each in TextSize], last.text or usual)
        self.fonts = _combo(parent, [(each.value, each) for each in FontScheme], last.fonts)
        self.internal = QCheckBox("左上角标“内部资料　注意保存”(&I)", parent)
        self.internal.setChecked(last.internal)
        form.addRow("纸张(&A)", self.paper)
        form.addRow("表内字号(&Z)", self.text)
        form.addRow("字体(&F)", self.fonts)
        form.addRow("", self.internal)

    def look(self) -> PaperLook:
        text = TextSize(self.text.currentData())
        return PaperLook(
            internal=self.internal.isChecked(),
            fonts=FontScheme(self.fonts.currentData()),
            paper=PaperSize(self.paper.currentData()),
            text=None if text is self._usual else text,
        )


def _combo(parent: QWidget, items: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    made = QComboBox(parent)
    for text, data in items:
        made.addItem(text, data)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


class BreakdownOptions(Form):
    """Asks how a 任务分解表 is to be set, first as it was the last time."""

    def __init__(self, verb: str, last: PaperLook, parent: QWidget | None = None) -> None:
        super().__init__("任务分解表版面", verb, parent)
        styles = [("按任务自动选", None), *((each.value, each) for each in BreakdownStyle)]
        self.style_of_table = _combo(self, styles, last.style)
        self.form.addRow("表式(&S)", self.style_of_table)
        self.annex = self.add_line("附件标记(&M)", ANNEX if last.annex is None else last.annex, "空着不标")
        self.note_line = self.add_line("表前说明(&N)", last.note, "如：标注“★”的为牵头单位。可空")
        self.first_page = QSpinBox(self)
        self.first_page.setRange(1, 9999)
        self.first_page.setValue(last.first_page)
        self.form.addRow("从第几页编起(&G)", self.first_page)
        self.fields = _LookFields(self.form, self, last, TextSize.FIVE)
        self.draft = QCheckBox("标“（征求意见稿）”(&D)", self)
        self.draft.setChecked(last.draft)
        self.form.addRow("", self.draft)
        self.accept_button.setFocus()

    def chosen(self) -> PaperLook:
        """Return what was chosen."""
        style = self.style_of_table.currentData()
        return replace(
            self.fields.look(),
            style=BreakdownStyle(style) if style else None,
            annex=self.annex.text().strip(),
            note=self.note_line.text().strip(),
            first_page=self.first_page.value(),
            draft=self.draft.isChecked(),
        )

    @classmethod
    def ask(cls, parent: QWidget, verb: str, last: PaperLook) -> PaperLook | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(verb, last, parent)
        chosen = dialog.chosen() if dialog.asked() else None
        dialog.deleteLater()
        return chosen


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
        self.fields = _LookFields(self.form, self, last.look, TextSize.SMALL_FIVE)
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
        period = str(self.period.currentData() or "")
        return LedgerAsked(options, period, self.by_unit.isChecked(), self.fields.look())

    @classmethod
    def ask(
        cls, parent: QWidget, verb: str, periods: Sequence[str], last: LedgerAsked, as_of: str
    ) -> LedgerAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(verb, periods, last, as_of, parent)
        chosen = dialog.chosen() if dialog.asked() else None
        dialog.deleteLater()
        return chosen
