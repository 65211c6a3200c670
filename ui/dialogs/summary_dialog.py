"""汇总稿: the office's own words on a task of many units, written beside what the units have reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from gongkai_desk.domain.state import State
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.standing.report_periods import reported
from ui.dialogs.forms import Form, give_size
from ui.dialogs.report_dialog import period_items
from ui.widgets.day_field import DayField
from ui.widgets.plain import button, label


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
