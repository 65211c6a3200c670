"""征求意见: asks for a round, an opinion, 无意见 of many, the answer to opinions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from gongkai_desk.domain.cycle.opinions import Adopted, Agrees, Answer, Asking, NoOpinion
from gongkai_desk.domain.cycle.rounds import Opinion
from gongkai_desk.rules.work.opinions import open_points
from gongkai_desk.wording.opinions import ADOPTED, AGREES
from gongkai_desk.wording.sentences import LACKS
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.upward.sent_register import MEANS
from ui.widgets.fields import DayField, FileField, MaybeDay
from ui.widgets.tick_list import TickList

Named = Sequence[tuple[int, str]]
"""Units or tasks: id and name."""
_DAYS = 7  # that units are usually given


class Channel(QWidget):
    """Whether drafts of mails are wanted, and whether the channel was confirmed: a draft plan goes no other way."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.confirmed = QCheckBox("发送渠道已经确认(&Q)", self)
        self.confirmed.setToolTip("征求意见稿确认渠道后，才出可复制的文字和邮件草稿")
        self.mail = QCheckBox("另做邮件草稿(&E)", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for each in (self.confirmed, self.mail):
            row.addWidget(each)
            each.toggled.connect(self.changed)
        row.addStretch(1)

    def missing(self) -> str:
        """Return what is to be done before the papers can be written; empty if nothing."""
        unsure = self.isEnabled() and self.mail.isChecked() and not self.confirmed.isChecked()
        return "征求意见稿不做邮件草稿；渠道确认过的，请勾选“发送渠道已经确认”。" if unsure else ""

    def told(self, asking: Asking) -> Asking:
        """Return a round with what was chosen."""
        return replace(asking, mail=self.mail.isChecked(), confirmed=self.confirmed.isChecked())


class RemindForm(Form):
    """催复: asks which of those who have not answered are reminded, and how."""

    def __init__(self, units: Named, parent: QWidget | None = None) -> None:
        super().__init__("催复", "出催复材料", parent)
        self.channel = Channel(self)
        self.form.addRow("", self.channel)
        self.units = TickList([(number, name, name) for number, name in units], "个单位", self)
        self.units.show_ticked(number for number, _ in units)
        self.add_wide(self.units)
        self.units.changed.connect(self._look)
        self.channel.changed.connect(self._look)
        self._look()
        give_size(self, 40, 26)

    def _look(self) -> None:
        self.say(self.channel.missing() if self.units.ticked() else LACKS["units"])

    @classmethod
    def ask(cls, parent: QWidget, units: Named) -> Asking | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(units, parent)
        chosen = dialog.channel.told(Asking(dialog.units.ticked())) if dialog.asked() else None
        dialog.deleteLater()
        return chosen


class AskForm(Form):
    """Asks whom, until when, whether silence counts; ``issued``: the issued paper goes out, nobody has to answer."""

    def __init__(
        self, units: Named, ticked: Iterable[int], today: date, parent: QWidget | None = None, *, issued: bool = False
    ) -> None:
        super().__init__("下发印发件" if issued else "发出征求意见", "下发" if issued else "登记发出", parent)
        self._issued = issued
        self.means = QComboBox(self)
        self.means.setEditable(True)
        self.means.addItems(list(MEANS))
        self.form.addRow("方式(&M)", self.means)
        self.doc_no = self.add_line("通知文号(&N)", hint="可不填")
        self.closing = MaybeDay(today + timedelta(days=_DAYS), ticked=not issued, word="限期回复", parent=self)
        self.silent = QCheckBox("写明：逾期未复视为无意见(&V)", self)
        self.papers = QCheckBox("出征求意见函、征求意见稿和各单位的反馈表(&P)", self)
        self.papers.setChecked(not issued)
        self.channel = Channel(self)
        if issued:
            for each in (self.closing, self.silent, self.papers, self.channel):
                each.hide()
        else:
            self.form.addRow("回复截止(&D)", self.closing)
            for each in (self.silent, self.papers, self.channel):
                self.form.addRow("", each)
        self.units = TickList([(number, name, name) for number, name in units], "个单位", self)
        self.units.show_ticked(ticked)
        self.add_wide(self.units)
        self.units.changed.connect(self._look)
        self.silent.toggled.connect(self._look)
        self.closing.tick.toggled.connect(self._look)
        self.papers.toggled.connect(self._look)
        self.channel.changed.connect(self._look)
        self._look()
        give_size(self, 42, 31)

    def _look(self) -> None:
        if not self._issued:
            self.accept_button.setText("发出(&G)" if self.papers.isChecked() else "登记发出(&G)")
        self.channel.setEnabled(self.papers.isChecked())
        dated = self.closing.tick.isChecked()
        missing = LACKS["units"] if not self.units.ticked() else self.channel.missing()
        self.say(LACKS["silence_closing"] if self.silent.isChecked() and not dated else missing)

    def asking(self) -> Asking:
        """Return what was entered."""
        closing = None if self._issued else self.closing.day()
        silent = self.silent.isChecked() and not self._issued
        words = self.means.currentText().strip(), self.doc_no.text().strip()
        chosen = Asking(self.units.ticked(), closing, silent, *words, papers=self.papers.isChecked())
        return self.channel.told(chosen) if chosen.papers and not self._issued else chosen

    @classmethod
    def ask(
        cls, parent: QWidget, units: Named, ticked: Iterable[int], today: date, *, issued: bool = False
    ) -> Asking | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(units, ticked, today, parent, issued=issued)
        asking = dialog.asking() if dialog.asked() else None
        dialog.deleteLater()
        return asking


@dataclass(frozen=True, slots=True)
class OpinionOffer:
    """What the form of an opinion begins with: units, tasks, the day."""

    units: Named
    tasks: Named
    today: date


class OpinionForm(Form):
    """Asks for one opinion; ``old``: it is changed."""

    def __init__(self, old: Opinion, offer: OpinionOffer, parent: QWidget | None = None) -> None:
        super().__init__("修改意见" if old.id else "登记意见", "保存" if old.id else "登记", parent)
        self._old = old
        self.unit = self._choice("单位(&U)", offer.units, old.unit_id)
        self.task = self._choice("针对(&T)", [(0, "总体"), *offer.tasks], old.task_id)
        self.agrees = QComboBox(self)
        for value, word in AGREES.items():
            self.agrees.addItem(word or "没有写", value)
        self.agrees.setCurrentIndex(max(0, self.agrees.findData(old.agrees)))
        self.form.addRow("是否同意(&A)", self.agrees)
        self.text = self.add_text("意见建议(&P)", old.text, lines=4)
        self.basis = self.add_line("依据(&B)", old.basis, "如 国办发〔2022〕8号，可不填")
        self.day = DayField(old.day or offer.today, self)
        self.day.setMaximumDate(QDate(offer.today.year, offer.today.month, offer.today.day))
        self.form.addRow("回复日期(&D)", self.day)
        self.letter = FileField("选择复函（扫描件）", parent=self)
        self.form.addRow("复函(&F)", self.letter)
        self.text.textChanged.connect(self._look)
        self.agrees.currentIndexChanged.connect(self._look)
        self._look()
        give_size(self, 44, 22)

    def _choice(self, name: str, items: Named, chosen: int | None) -> QComboBox:
        made = QComboBox(self)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for number, text in items:
            made.addItem(text, number)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        self.form.addRow(name, made)
        return made

    def _look(self) -> None:
        said = self.text.toPlainText().strip() or self.agrees.currentData()
        self.accept_button.setEnabled(bool(said) and self.unit.count() > 0)

    def told(self) -> tuple[Opinion, Path | None]:
        """Return the opinion and its letter."""
        new = replace(
            self._old,
            unit_id=int(self.unit.currentData()),
            task_id=int(self.task.currentData()) or None,
            agrees=str(self.agrees.currentData()),
            text=self.text.toPlainText().strip(),
            basis=self.basis.text().strip(),
            day=self.day.day(),
        )
        return new, self.letter.path()

    @classmethod
    def ask(cls, parent: QWidget, old: Opinion, offer: OpinionOffer) -> tuple[Opinion, Path | None] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(old, offer, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


class NoneForm(Form):
    """Asks which units have no opinion; their 函 is kept."""

    def __init__(self, units: Named, ticked: Iterable[int], today: date, parent: QWidget | None = None) -> None:
        super().__init__("登记无意见", "登记", parent)
        self.day = DayField(today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("回复日期(&D)", self.day)
        self.letter = FileField("选择复函（扫描件）", parent=self)
        self.form.addRow("复函(&F)", self.letter)
        self.units = TickList([(number, name, name) for number, name in units], "个单位", self)
        self.units.show_ticked(ticked)
        self.add_wide(self.units)
        self.units.changed.connect(self._look)
        self._look()
        give_size(self, 38, 26)

    def _look(self) -> None:
        self.accept_button.setEnabled(bool(self.units.ticked()))

    def said(self) -> NoOpinion:
        """Return what was entered."""
        return NoOpinion(self.units.ticked(), self.day.day(), self.letter.path())

    @classmethod
    def ask(cls, parent: QWidget, units: Named, ticked: Iterable[int], today: date) -> NoOpinion | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(units, ticked, today, parent)
        said = dialog.said() if dialog.asked() else None
        dialog.deleteLater()
        return said


class AnswerForm(Form):
    """Asks whether opinions are adopted; says what is missing, as the rules do."""

    def __init__(self, opinions: Sequence[Opinion], today: date, parent: QWidget | None = None) -> None:
        super().__init__("答复意见" if len(opinions) == 1 else f"答复意见（{len(opinions)} 条）", "保存", parent)
        self._opinions = tuple(opinions)
        first = opinions[0]
        self.adopted = QComboBox(self)
        for value in (Adopted.YES, Adopted.PARTLY, Adopted.NO):
            self.adopted.addItem(ADOPTED[value.value], value)
        self.adopted.setCurrentIndex(max(0, self.adopted.findData(Adopted(first.adopted))))
        self.form.addRow("采纳情况(&A)", self.adopted)
        self.reply = self.add_text("理由(&R)", first.reply, lines=3)
        self.reply.setPlaceholderText("部分采纳、不采纳的要写明理由；也可写采纳后怎样修改")
        against = any(each.agrees == Agrees.NO for each in opinions)
        self.consulted = MaybeDay(first.consulted or today, ticked=against, word="已协商", parent=self)
        self.consulted.field.setMaximumDate(QDate(today.year, today.month, today.day))
        self.consultation = self.add_text("协商情况(&C)", first.consultation, lines=3)
        self.consultation.setPlaceholderText("不同意的要写明怎样协商、结果如何")
        self.form.insertRow(2, "协商日期(&D)", self.consulted)
        for text in (self.reply, self.consultation):
            text.textChanged.connect(self._look)
        self.adopted.currentIndexChanged.connect(self._look)
        self._look()
        give_size(self, 42, 22)

    def _look(self) -> None:
        given = self.answer()
        new = (
            replace(
                each,
                adopted=given.adopted.value,
                reply=given.reply,
                consultation=given.consultation or each.consultation,
            )
            for each in self._opinions
        )
        missing = open_points(new)
        self.say(f"{'；'.join(LACKS[each] for each in missing)}。" if missing else "")

    def answer(self) -> Answer:
        """Return what was entered."""
        said = self.reply.toPlainText().strip(), self.consulted.day(), self.consultation.toPlainText().strip()
        return Answer(Adopted(self.adopted.currentData()), *said)

    @classmethod
    def ask(cls, parent: QWidget, opinions: Sequence[Opinion], today: date) -> Answer | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(opinions, today, parent)
        given = dialog.answer() if dialog.asked() else None
        dialog.deleteLater()
        return given
