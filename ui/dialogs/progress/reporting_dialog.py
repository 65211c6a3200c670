"""填报设置: who reports on tasks, how often and by which day, and of whom their numbers are asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gongkai_desk.domain.state import WhoReports
from gongkai_desk.domain.work import QuotaScope, TaskSettings
from gongkai_desk.rules.light.cycles import periods, read_cycle
from gongkai_desk.services.progress.counting import Reporting
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.reports import QUOTA_SCOPES, WHO_REPORTS
from gongkai_desk.workdays import Workdays
from ui.dialogs.base.forms import Form
from ui.widgets.plain import label

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
