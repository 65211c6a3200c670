"""Forms of 期次锁定: what a lock is made with, the letter that corrects what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from gongkai_desk.domain.cycle.upward import Submission, Superior
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.period import LockOrder
from gongkai_desk.papers.year.correction import CorrectionLetter, CorrectionOrder, lacks
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.sentences import LACKS
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.notices import button, label

_NONE, _NEW = "none", "new"


@dataclass(frozen=True, slots=True)
class LockOffer:
    """What is about to be locked: in words what will be kept, what the lock may belong to.

    ``over``: the period has ended; ``today`` is that of a new entry of the 报送登记.
    """

    order: LockOrder
    told: str
    submissions: Sequence[Submission]
    superiors: Sequence[Superior]
    today: date
    over: bool = True


class LockForm(Form):
    """Asks with which remark, and as which entry of the 报送登记, a period is locked."""

    def __init__(self, offer: LockOffer, parent: QWidget | None = None) -> None:
        super().__init__(f"锁定{period_text(offer.order.period)}的数据", "锁定", parent)
        self._offer = offer
        self.column.insertWidget(0, label(offer.told, wrap=True, parent=self))
        if not offer.over:
            self.column.insertWidget(1, label(_RUNS, name="dim", wrap=True, parent=self))
        self.reason = self.add_line("说明(&R)", hint="如报送的文号，可不填")
        self.sent = QComboBox(self)
        self.sent.addItem("不写", _NONE)
        for each in offer.submissions:
            self.sent.addItem(f"{each.day.isoformat()}　{each.title}", row_id(each))
        self.sent.addItem("现在登记…", _NEW)
        self.sent.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.addRow("报送登记(&S)", self.sent)
        self.name = self.add_line("报送内容(&N)", f"{period_text(offer.order.period)}进展情况表")
        self.superior = QComboBox(self)
        self.superior.addItem("（不写）", None)
        for superior in offer.superiors:
            self.superior.addItem(superior.name, superior.id)
        self.form.addRow("报给(&T)", self.superior)
        self.sent.setCurrentIndex(int(any(each.period == offer.order.period for each in offer.submissions[:1])))
        self.sent.currentIndexChanged.connect(self._look)
        self.name.textChanged.connect(self._look)
        self._look()
        give_size(self, 40, 16)

    def order(self) -> LockOrder:
        """Return what is to be locked as it was entered."""
        return replace(self._offer.order, reason=self.reason.text().strip(), submission=self._submission())

    def _submission(self) -> int | Submission | None:
        chosen = self.sent.currentData()
        if chosen == _NEW:
            return Submission("table", self._offer.today, self.name.text().strip(), self.superior.currentData())
        return None if chosen == _NONE else int(chosen)

    def _look(self) -> None:
        new = self.sent.currentData() == _NEW
        for field in (self.name, self.superior):
            field.setEnabled(new)
        self.say(f"{LACKS['title']}。" if new and not self.name.text().strip() else "")

    @classmethod
    def ask(cls, parent: QWidget, offer: LockOffer) -> LockOrder | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(offer, parent)
        order = dialog.order() if dialog.asked() else None
        dialog.deleteLater()
        return order


_RUNS = "这一期还没有结束：锁定的是今天的数据，以后到的进展都记为迟报。"


class CorrectionForm(Form):
    """Asks for the letter that corrects what was sent; shows which figures change."""

    def __init__(self, letter: CorrectionLetter, superiors: Sequence[Superior], parent: QWidget | None = None) -> None:
        super().__init__("补报更正", "生成报告", parent)
        self._letter, self._edit = letter, False
        self.column.insertWidget(0, label(letter.title, name="heading", wrap=True, parent=self))
        self.addressee = QComboBox(self)
        self.addressee.setEditable(True)
        self.addressee.addItems([each.name for each in superiors])
        self.form.addRow("主送(&T)", self.addressee)
        self.copy_to = self.add_line("抄送(&C)", hint="可不填")
        self.issuer = self.add_line("发文机关(&I)", letter.order.issuer or letter.plan.issuer)
        self.signer = self.add_line("签发人(&S)", letter.order.signer)
        self.doc_no = self.add_line("文号(&N)", hint="公文系统给的，没有就留空，文中留出位置")
        self.changes = self.add_text("更正的数据", "\n".join(_change_lines(letter)), lines=6)
        self.changes.setReadOnly(True)
        self.register = QCheckBox("同时登记报送，留存一份，这些进展记为已补报更正(&R)", self)
        self.register.setChecked(True)
        self.form.addRow("", self.register)
        self.editor = button("修改文稿模板…", self._want_template, name="link", parent=self)
        self.form.addRow("", self.editor)
        self.addressee.editTextChanged.connect(self._look)
        for line in (self.issuer, self.signer):
            line.textChanged.connect(self._look)
        self._look()
        give_size(self, 48, 28)

    def order(self) -> CorrectionOrder:
        """Return the letter as it was entered."""
        of = self._letter.order
        lines = (self.copy_to, self.signer, self.issuer, self.doc_no)
        copy_to, signer, issuer, doc_no = (each.text().strip() for each in lines)
        addressee = self.addressee.currentText().strip()
        return CorrectionOrder(addressee, copy_to, signer, issuer, doc_no, of.contact, of.phone)

    def _look(self) -> None:
        of = self._letter
        given = CorrectionLetter(of.plan, of.period, of.sent, of.as_of, of.day, of.changes, of.late, self.order())
        missing = lacks(given)
        self.say(f"{'；'.join(LACKS[each] for each in missing)}。" if missing else "")

    def _want_template(self) -> None:
        self._edit = True
        self.accept()

    @classmethod
    def ask(cls, parent: QWidget, letter: CorrectionLetter, superiors: Sequence[Superior]) -> CorrectionAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(letter, superiors, parent)
        asked = CorrectionAsked(dialog.order(), dialog.register.isChecked(), dialog._edit) if dialog.asked() else None
        dialog.deleteLater()
        return asked


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """What is wanted: the letter, whether it is entered; ``edit``: the template is to be opened instead."""

    order: CorrectionOrder
    register: bool
    edit: bool = False


def _change_lines(letter: CorrectionLetter) -> Iterator[str]:
    for each in letter.changes:
        yield f"{each.where}　{each.what}：{each.old} → {each.new}"
