"""What becomes of books that went out: 签收, 准予延期报送."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.cycle.books import Leave
from gongkai_desk.wording.days import chinese_date
from ui.dialogs.base.dialog import Form
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.notices import label


@dataclass(frozen=True, slots=True)
class Receipt:
    """When books were signed for, and by whom; without a day nobody signed."""

    day: date | None
    who: str


class ReceiptDialog(Form):
    """Asks when and by whom the books of some units were signed for."""

    def __init__(self, whose: str, day: date, who: str = "", parent: QWidget | None = None) -> None:
        super().__init__("登记签收", "登记", parent)
        self.column.insertWidget(0, label(whose, name="dim", wrap=True, parent=self))
        self.day = MaybeDay(day, ticked=True, word="已签收", parent=self)
        self.form.addRow("签收日期(&D)", self.day)
        self.who = self.add_line("签收人(&S)", who, "可不填")
        self.resize(420, self.sizeHint().height())

    @classmethod
    def ask(cls, parent: QWidget, whose: str, day: date, who: str = "") -> Receipt | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(whose, day, who, parent)
        answer = Receipt(dialog.day.day(), dialog.who.text().strip()) if dialog.asked() else None
        dialog.deleteLater()
        return answer


class LeaveDialog(Form):
    """Asks until when, by whom and why a later closing day is granted; ``was``: the day that holds now."""

    def __init__(self, whose: str, was: date, parent: QWidget | None = None) -> None:
        super().__init__("准予延期报送", "准予", parent)
        self._was = was
        self.column.insertWidget(
            0, label(f"{whose}　现在的截止日：{chinese_date(was)}", name="dim", wrap=True, parent=self)
        )
        self.closing = DayField(was, self)
        self.form.addRow("延期到(&U)", self.closing)
        self.approver = self.add_line("批准人(&V)")
        self.doc_no = self.add_line("依据(&N)", hint="如 单位来函文号，可不填")
        self.reason = self.add_text("理由(&R)", lines=2)
        self.reason.setMaximumHeight(self.reason.minimumHeight() + self.fontMetrics().lineSpacing())
        self.closing.dateChanged.connect(self._look)
        self.approver.textChanged.connect(self._look)
        self.reason.textChanged.connect(self._look)
        self._look()
        self.resize(480, self.sizeHint().height())

    def _look(self) -> None:
        if self.closing.day() <= self._was:
            self.say("新的截止日应晚于现在的截止日。")
        elif not self.approver.text().strip():
            self.say("请填写批准人。")
        elif not self.reason.toPlainText().strip():
            self.say("请写明理由。")
        else:
            self.say("")

    def leave(self) -> Leave:
        """Return what is granted."""
        texts = self.approver.text(), self.reason.toPlainText(), self.doc_no.text()
        return Leave(self.closing.day(), *(text.strip() for text in texts))

    @classmethod
    def ask(cls, parent: QWidget, whose: str, was: date) -> Leave | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(whose, was, parent)
        answer = dialog.leave() if dialog.asked() else None
        dialog.deleteLater()
        return answer
