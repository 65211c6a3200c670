"""报备: asks for the letter with which a plan is filed; says by when it is due, and what its wording still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from gongkai_desk.domain.calendar import Duty
from gongkai_desk.domain.cycle.upward import Superior
from gongkai_desk.papers.letters import FORM_WORDS, FilingLetter, LetterForm, lacks
from gongkai_desk.standing.cycle.upward import FilingOrder
from gongkai_desk.wording.calendar import clock_sentence, state_text
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.sentences import LACKS
from gongkai_desk.workdays import Workdays
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.fields import DayField
from ui.widgets.notices import button, label, value


@dataclass(frozen=True, slots=True)
class FilingOffer:
    """What the form begins with: the letter as it would be, superiors, demands, the day and its working days.

    ``enclosed``: what the letter encloses, in words.
    """

    letter: FilingLetter
    superiors: tuple[Superior, ...]
    duties: tuple[Duty, ...]
    today: date
    workdays: Workdays
    enclosed: str


@dataclass(frozen=True, slots=True)
class FilingAsked:
    """What is wanted: the letter, its day, whether it is entered; ``edit``: the template is to be opened instead."""

    order: FilingOrder
    day: date
    superior_id: int | None
    register: bool
    edit: bool = False


class FilingDialog(Form):
    """文种, 主送, 抄送, 签发人, 文号, day, further annexes."""

    def __init__(self, offer: FilingOffer, parent: QWidget | None = None) -> None:
        super().__init__("报备", "生成报告", parent)
        self._offer, self._edit = offer, False
        letter = offer.letter
        self.column.insertWidget(0, label(f"《{letter.plan_name}》", name="heading", wrap=True, parent=self))
        self.duty = QComboBox(self)
        self.duty.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for each in offer.duties:
            self.duty.addItem(each.basis, each)
        self.duty.addItem("没有要点要求报备（自行报备）", None)
        self.form.addRow("报备依据(&B)", self.duty)
        self.due = value(parent=self)
        self.form.addRow("期限", self.due)
        self.kind = QComboBox(self)
        for kind, word in FORM_WORDS.items():
            self.kind.addItem(word, kind)
        self.form.addRow("文种(&K)", self.kind)
        self.addressee = self._units("主送(&T)", offer.superiors)
        self.copy_to = self.add_line("抄送(&C)", letter.copy_to, "可不填")
        self.issuer = self.add_line("发文机关(&I)", letter.issuer)
        self.signer = self.add_line("签发人(&S)", letter.signer)
        self.doc_no = self.add_line("文号(&N)", letter.doc_no, "公文系统给的，没有就留空，文中留出位置")
        self.day = DayField(letter.day, self)
        self.day.setMaximumDate(QDate(offer.today.year, offer.today.month, offer.today.day))
        self.form.addRow("日期(&D)", self.day)
        self.form.addRow("附件", value(offer.enclosed, self))
        self.annexes = self.add_text("其他附件(&A)", lines=2)
        self.annexes.setMaximumHeight(self.annexes.minimumHeight())
        self.annexes.setPlaceholderText("一行一件的名称，只写进附件说明")
        self.register = QCheckBox("同时登记报备，附件留存一份，以后可查差异(&R)", self)
        self.register.setChecked(True)
        self.form.addRow("", self.register)
        self.editor = button("修改文稿模板…", self._want_template, name="link", parent=self)
        self.form.addRow("", self.editor)
        self._wire()
        give_size(self, 48, 30)

    def _units(self, name: str, superiors: Sequence[Superior]) -> QComboBox:
        made = QComboBox(self)
        made.setEditable(True)
        for each in superiors:
            made.addItem(each.name, each.id)
        made.setCurrentIndex(0 if superiors else -1)
        self.form.addRow(name, made)
        return made

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(self._look)
        self.duty.currentIndexChanged.connect(self._look)
        self.addressee.editTextChanged.connect(self._look)
        for line in (self.issuer, self.signer):
            line.textChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Say by when it is due, and what the letter still lacks."""
        duty, offer = self.duty.currentData(), self._offer
        told = ["没有规定期限"]
        if duty is not None:
            told = [f"{long_day(duty.due) if duty.due else '没有写明日期'}　{state_text(duty, offer.today)}"]
            if duty.clock is not None and duty.due is not None:
                told.append(f"{clock_sentence(duty.clock, duty.due, offer.workdays)}。")
        self.due.setText("\n".join(told))
        report = self.kind.currentData() == LetterForm.REPORT  # Qt gives back a plain text
        self.signer.setEnabled(report)
        self.accept_button.setText("生成报告" if report else "生成函")
        missing = lacks(self._letter())
        self.say(f"{'；'.join(LACKS[each] for each in missing)}。" if missing else "")

    def _letter(self) -> FilingLetter:
        of, order = self._offer.letter, self.order()
        return FilingLetter(order.form, of.plan, of.tasks, order.issuer, order.addressee, self.day.day(), order.signer)

    def order(self) -> FilingOrder:
        """Return the letter as it was entered."""
        form = LetterForm(self.kind.currentData())
        annexes = tuple(filter(None, map(str.strip, self.annexes.toPlainText().splitlines())))
        texts = (self.addressee.currentText(), self.copy_to.text(), self.signer.text(), self.doc_no.text())
        addressee, copy_to, signer, doc_no = map(str.strip, texts)
        signer = signer if form is LetterForm.REPORT else ""
        issuer = self.issuer.text().strip()
        return FilingOrder(form, addressee, copy_to, signer, doc_no, issuer, annexes, self.duty.currentData())

    def _want_template(self) -> None:
        self._edit = True
        self.accept()

    def asked_for(self) -> FilingAsked:
        """Return what was entered."""
        order = self.order()
        known = {each.name: each.id for each in self._offer.superiors}
        return FilingAsked(order, self.day.day(), known.get(order.addressee), self.register.isChecked(), self._edit)

    @classmethod
    def ask(cls, parent: QWidget, offer: FilingOffer) -> FilingAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(offer, parent)
        found = dialog.asked_for() if dialog.asked() else None
        dialog.deleteLater()
        return found
