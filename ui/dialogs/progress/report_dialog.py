"""登记进展 of one unit and period, also 更正; and 汇总稿, the office's words beside what units have reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import NewReport, Report
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.standing.report_periods import reported
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.reports import ZERO_REPORT
from ui.dialogs.base.forms import Form, give_size
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.plain import button, label

BY_DAY = "按日期归期"


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: units by name, periods (newest first), and what is chosen at first."""

    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    unit: str = ""
    period: str = ""


class ReportDialog(Form):
    """Asks for one report; 登记 works once there is a text or it is a zero report. ``former``: it is corrected."""

    def __init__(
        self,
        task: Task,
        today: date,
        parent: QWidget | None = None,
        offered: Offered | None = None,
        former: Report | None = None,
    ) -> None:
        super().__init__("更正进展" if former else "登记进展", "更正" if former else "登记", parent)
        self._head(task)
        chosen = offered or Offered(tuple(dict.fromkeys((*task.lead, *task.responsible, *task.support))))
        self.unit = self._choice("单位(&U)", [(name, name) for name in chosen.units], chosen.unit)
        self.unit.setEditable(False)
        self.day = DayField(today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("日期(&D)", self.day)
        self.period = self._choice("期别(&I)", period_items(chosen.periods), chosen.period)
        self.text = self.add_text("进展(&P)", lines=5)
        self.text.setPlaceholderText("做了什么、到什么程度；有数字的写数字。")
        self.zero = QCheckBox(f"{ZERO_REPORT}：本期没有新的进展(&Z)", self)
        self.form.addRow("", self.zero)
        self.problems = self._short_text("存在问题(&Q)")
        self.next_steps = self._short_text("下一步打算(&N)")
        self.expected = MaybeDay(today, ticked=False, word="写明日期", parent=self)
        self.form.addRow("预计完成(&E)", self.expected)
        if former is not None:
            self._fill(former)
        self.text.textChanged.connect(self._look)
        self.zero.toggled.connect(self._look)
        self._look()
        self.text.setFocus()
        give_size(self, 42, 27)

    def _head(self, task: Task) -> None:
        head = label(task.content, name="dim", wrap=True, parent=self)
        head.setMaximumHeight(head.fontMetrics().lineSpacing() * 3)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(0, head)

    def _choice(self, name: str, items: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
        made = QComboBox(self)
        for text, value in items:
            made.addItem(text, value)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        made.setMaxVisibleItems(16)
        self.form.addRow(name, made)
        return made

    def _short_text(self, name: str) -> QPlainTextEdit:
        made = self.add_text(name, lines=2)
        made.setMaximumHeight(made.minimumHeight())
        return made

    def _fill(self, former: Report) -> None:
        """Begin with what the corrected report says; whose it is stays."""
        if self.unit.findData(former.unit) < 0:
            self.unit.addItem(former.unit, former.unit)
        self.unit.setCurrentIndex(self.unit.findData(former.unit))
        self.unit.setEnabled(False)
        self.day.setDate(QDate(former.day.year, former.day.month, former.day.day))
        if self.period.findData(former.period) < 0:
            self.period.addItem(period_items([former.period])[0][0], former.period)
        self.period.setCurrentIndex(self.period.findData(former.period))
        for field, text in ((self.text, former.text), (self.problems, former.problems)):
            field.setPlainText(text)
        self.next_steps.setPlainText(former.next_steps)
        self.zero.setChecked(former.zero)
        if former.expected is not None:
            self.expected.tick.setChecked(True)
            self.expected.field.setDate(QDate(former.expected.year, former.expected.month, former.expected.day))

    def _look(self) -> None:
        self.accept_button.setEnabled(bool(self.text.toPlainText().strip()) or self.zero.isChecked())

    def told(self) -> NewReport:
        """Return what was typed."""
        text = self.text.toPlainText().strip() or (ZERO_REPORT if self.zero.isChecked() else "")
        problems, following = self.problems.toPlainText().strip(), self.next_steps.toPlainText().strip()
        period = str(self.period.currentData() or "")
        unit, expected = str(self.unit.currentData() or ""), self.expected.day()
        return NewReport(
            unit or None, self.day.day(), text, period, problems, following, expected, self.zero.isChecked()
        )

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        task: Task,
        today: date,
        offered: Offered | None = None,
        former: Report | None = None,
    ) -> NewReport | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(task, today, parent, offered, former)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


def period_items(periods: Sequence[str]) -> list[tuple[str, str]]:
    """Return periods as a list offers them, as text and name; the last goes by the day."""
    named = [(period_text(name), name) for name in periods if name]
    return [*named, (BY_DAY, "")]


@dataclass(frozen=True, slots=True)
class Summed:
    """What was written."""

    text: str
    day: date
    period: str


class SummaryDialog(Form):
    """Asks for a summary of one period; the reports of that period stand under it. ``known``: texts by period."""

    def __init__(
        self,
        lit: LitWork,
        periods: Sequence[str],
        period: str,
        known: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("登记汇总稿", "登记", parent)
        self._lit, self._known = lit, known
        self.period = QComboBox(self)
        for text, name in period_items(periods):
            self.period.addItem(text, name)
        self.period.setCurrentIndex(max(0, self.period.findData(period)))
        today = lit.frame.today
        self.day = DayField(today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("期别(&I)", self.period)
        self.form.addRow("日期(&D)", self.day)
        self.text = self.add_text("汇总稿(&T)", lines=6)
        self.text.setPlaceholderText("台账的“进展情况”印这一段，不再逐家列出各单位的进展。")
        self.counted = label(name="dim", wrap=True, parent=self)
        self.form.addRow("", self.counted)
        self.told = QPlainTextEdit(self)
        self.told.setObjectName("edit")
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.form.addRow("各单位进展(&P)", self.told)
        self.take = button("引入汇总稿(&Y)", self.take_over, name="link", parent=self)
        self.form.addRow("", self.take)
        self.period.currentIndexChanged.connect(self._show_period)
        self.text.textChanged.connect(self._look)
        self._show_period()
        give_size(self, 56, 32)

    def _show_period(self) -> None:
        """Show the units' reports of the period, and its summary as it was, to be corrected."""
        name = str(self.period.currentData() or "")
        asked = [share for share in self._lit.work.shares if share.state is not State.NOT_APPLICABLE]
        found = [(share.unit, report) for share in asked if (report := reported(self._lit, share).get(name))]
        self.counted.setText(f"{len(asked)} 家应报，本期已报 {len(found)} 家")
        self.told.setPlainText("\n".join(f"{unit}：{report.text}" if unit else report.text for unit, report in found))
        self.take.setEnabled(bool(found))
        if not self.text.toPlainText().strip() or self.text.toPlainText() in self._known.values():
            self.text.setPlainText(self._known.get(name, ""))
        self.setWindowTitle("更正汇总稿" if name in self._known else "登记汇总稿")
        self._look()

    def take_over(self) -> None:
        """Put the units' reports behind what is written, to be worked on."""
        written = self.text.toPlainText().strip()
        self.text.setPlainText("\n".join(filter(None, (written, self.told.toPlainText()))))

    def _look(self) -> None:
        text = self.text.toPlainText().strip()
        same = text == self._known.get(str(self.period.currentData() or ""), "")
        self.accept_button.setEnabled(bool(text) and not same)

    def summed(self) -> Summed:
        """Return what was written."""
        return Summed(self.text.toPlainText().strip(), self.day.day(), str(self.period.currentData() or ""))

    @classmethod
    def ask(
        cls, parent: QWidget, lit: LitWork, periods: Sequence[str], period: str, known: Mapping[str, str]
    ) -> Summed | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(lit, periods, period, known, parent)
        summed = dialog.summed() if dialog.asked() else None
        dialog.deleteLater()
        return summed
