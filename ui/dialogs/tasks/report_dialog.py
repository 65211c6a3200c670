"""登记进展 of one unit and period, also 更正; and how tasks are reported (填报设置)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import WhoReports
from gongkai_desk.domain.work import NewReport, QuotaScope, Report, Reporting, TaskSettings
from gongkai_desk.rules.light.cycles import periods, read_cycle
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.figures import QUOTA_SCOPES
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.states import WHO_REPORTS, ZERO_REPORT
from gongkai_desk.workdays import Workdays
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.notices import label

BY_DAY = "按日期归期"
_ALL_REPORTED = "本期各单位都已报，补报、更新的请选单位"


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: units by name, periods (newest first), and what is chosen at first.

    ``unit`` is ``None`` where all have reported: the clerk says which one reports again.
    """

    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    unit: str | None = ""
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
        self.unit = self._choice("单位(&U)", [(name, name) for name in chosen.units], chosen.unit or "")
        if chosen.unit is None:
            self.unit.setPlaceholderText(_ALL_REPORTED)
            self.unit.setCurrentIndex(-1)
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
        self.unit.currentIndexChanged.connect(self._look)
        self._look()
        (self.unit if self._lacks_unit() else self.text).setFocus()
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

    def _lacks_unit(self) -> bool:
        return self.unit.count() > 0 and self.unit.currentIndex() < 0

    def _look(self) -> None:
        says = bool(self.text.toPlainText().strip()) or self.zero.isChecked()
        self.accept_button.setEnabled(says and not self._lacks_unit())

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


_KEEP = "（不改）"
_CYCLES = ("每月", "每季度", "每半年", "每年", "不填报")
_NO_DAY = ("不填报",)


class ReportingDialog(Form):
    """Asks how one or many tasks are reported; what they differ in stays as it is unless it is chosen."""

    def __init__(
        self,
        settings: Sequence[TaskSettings],
        usual: str,
        today: date,
        workdays: Workdays,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("填报设置", "保存", parent)
        self._usual, self._today, self._workdays = usual, today, workdays
        told = f"{len(settings)} 项任务，作为一步保存" if len(settings) > 1 else "所选任务"
        self.column.insertWidget(0, label(told, name="dim", parent=self))
        whos = [each.who_reports for each in settings]
        scopes = [each.quota_scope for each in settings]
        self.who = self._choice("由谁报(&W)", [(word, who) for who, word in WHO_REPORTS.items()], whos)
        cycles = [(f"按本办通常做法（{usual or '每季度，25日前'}）", ""), *((word, word) for word in _CYCLES)]
        written = [each.report_cycle for each in settings]
        cycles += [(word, word) for word in dict.fromkeys(written) if word not in ("", *_CYCLES)]
        self.cycle = self._choice("填报周期(&C)", cycles, written)
        days = {each.report_day for each in settings}
        self.day = self._day_line(days)
        words = [("按任务原文", None), *((word, scope) for scope, word in QUOTA_SCOPES.items())]
        self.scope = self._choice("数量要求(&Q)", words[1:] if None not in scopes else words, scopes)
        self.read = label(name="dim", wrap=True, parent=self)
        self.form.addRow("", self.read)
        self.cycle.currentIndexChanged.connect(self._look)
        self.day.textChanged.connect(self._look)
        self._look()
        self.resize(460, self.sizeHint().height())

    def _choice(self, name: str, items: Sequence[tuple[str, object]], now: Sequence[object]) -> QComboBox:
        made = QComboBox(self)
        for word, value in items:
            made.addItem(word, value)
        if len(set(now)) > 1:
            made.insertItem(0, _KEEP, _KEEP)
            made.setCurrentIndex(0)
        else:
            made.setCurrentIndex(next((n for n, (_, value) in enumerate(items) if value == now[0]), 0))
        self.form.addRow(name, made)
        return made

    def _day_line(self, days: set[str]) -> QLineEdit:
        made = self.add_line("报送日(&D)", next(iter(days)) if len(days) == 1 else "")
        made.setPlaceholderText("不填按通常的报送日；如 25日前、次月5日前、季后5个工作日")
        return made

    def _look(self) -> None:
        """Say how it is understood: the period that is reported on next, and by which day."""
        chosen, day = self.cycle.currentData(), self.day.text().strip()
        self.day.setEnabled(bool(chosen) and chosen not in (_KEEP, *_NO_DAY))
        if chosen == _KEEP:
            self.read.setText("各项任务的填报周期不同，不改则各自保留。")
            return

        words = f"{chosen}{day}" if chosen else self._usual
        asked = periods(read_cycle(words), date(self._today.year - 1, 12, 31), self._today, self._workdays)
        ahead = next((period for period in asked if period.due >= self._today), asked[-1] if asked else None)
        if ahead is None:
            self.read.setText("不要求报送进展，也不提醒。")
        else:
            self.read.setText(f"{period_text(ahead.name)}进展，{long_day(ahead.due)}前报送。")

    def wanted(self) -> Reporting:
        """Return what was chosen."""
        who, cycle, scope = (_given(each) for each in (self.who, self.cycle, self.scope))
        plain = not cycle or cycle in _NO_DAY
        day = None if cycle is None else "" if plain else self.day.text().strip()
        return Reporting(WhoReports(who) if who else None, cycle, day, QuotaScope(scope) if scope else None)

    @classmethod
    def ask(
        cls, parent: QWidget, settings: Sequence[TaskSettings], usual: str, today: date, workdays: Workdays
    ) -> Reporting | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(settings, usual, today, workdays, parent)
        wanted = dialog.wanted() if dialog.asked() else None
        dialog.deleteLater()
        return wanted


def _given(choice: QComboBox) -> str | None:
    """Return what is chosen, ``None`` where it is to stay."""
    found = choice.currentData()
    return None if found in (None, _KEEP) else str(found)
