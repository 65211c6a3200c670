"""A request in the register and each act that followed it; and what is asked before a register leaves the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.registers import AnnualTable, ApplicantClass, Channel, Outcome, Request
from gongkai_desk.rules.requests import clock, faults
from gongkai_desk.wording.clocks import clock_lines, due_sentence
from gongkai_desk.wording.registers import APPLICANTS, CHANNELS, OUTCOMES, RECEIPT_RULES, check_sentence, table_remarks
from gongkai_desk.wording.sentences import LACKS
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.registers.request_acts import Law, result_box, result_of
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.notices import label

_ACTS = (  # field, label, the word of its tick
    ("completion_asked", "告知补正", "已告知"),
    ("completion_until", "补正期限", "已限期"),
    ("completed", "收到补正", "已补正"),
    ("third_party_asked", "征求第三方意见", "已征求"),
    ("third_party_answered", "收到第三方意见", "已收到"),
    ("extended", "决定延期", "已延期"),
    ("answered", "答复日期", "已答复"),
)
_Word = TypeVar("_Word", bound=StrEnum)


class RequestForm(Form):
    """Asks for a request; a new one only for what came in, one in the register also for what was done since."""

    def __init__(
        self,
        request: Request,
        law: Law,
        units: Sequence[tuple[int, str]],
        parent: QWidget | None = None,
        *,
        new: bool = True,
    ) -> None:
        super().__init__("登记申请" if new else "修改登记", "登记" if new else "保存", parent)
        self._request, self._law = request, law
        self.days: dict[str, MaybeDay] = {}
        self._add_asked(units)
        self.told = label(name="dim", wrap=True, parent=self)
        self._scroll([("", self.form)] if new else [("申请", self.form), ("办理经过", self._done())])
        self._wire()
        give_size(self, 38 if new else 74, 34 if new else 36)
        self._look()
        (self.applicant if new else self.subject).setFocus()

    # -- building

    def _add_asked(self, units: Sequence[tuple[int, str]]) -> None:
        one = self._request
        self.number = self.add_line("编号(&N)", one.number, "如 〔2026〕3号")
        self.applicant = self.add_line("申请人(&P)", one.applicant, "姓名或单位名称")
        self.cls, self.channel = _box(self, APPLICANTS, one.applicant_class), _box(self, CHANNELS, one.channel)
        self.form.addRow("申请人类别(&C)", self.cls)
        self.form.addRow("申请方式(&W)", self.channel)
        self.received = DayField(one.received or self._law.today, self)
        self.form.addRow("收到日期(&D)", self.received)
        self.rule = label(name="dim", wrap=True, parent=self)
        self.form.addRow("", self.rule)
        self.subject = self.add_line("申请的信息(&S)", one.subject, "如 某地块征收补偿安置方案")
        self.content = self.add_text("具体描述(&T)", one.content, lines=3)
        self.content.setMaximumHeight(self.content.fontMetrics().lineSpacing() * 5 + 16)
        self.unit = unit_box(self, units, one.unit_id)
        self.form.addRow("承办单位(&U)", self.unit)
        self.remark = self.add_line("备注(&R)", one.remark)

    def _done(self) -> QFormLayout:
        """Return the fields of what was done since."""
        one, form = self._request, QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)  # fourteen lines on a small screen
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, text, word in _ACTS:
            day: date | None = getattr(one, name)
            field = self.days[name] = MaybeDay(day or self._law.today, ticked=day is not None, word=word, parent=self)
            form.addRow(text, self._with_extension(field) if name == "extended" else field)
            if name == "extended":
                self.reason = QLineEdit(one.extension_reason, self)
                form.addRow("延期理由", self.reason)
        self.outcome = result_box(self, one.result, "未办结")
        form.addRow("办理结果", self.outcome)
        self.doc_no = QLineEdit(one.doc_no, self)
        form.addRow("答复文号", self.doc_no)
        self.review, self.litigation = _outcome_box(self, one.review), _outcome_box(self, one.litigation)
        form.addRow("行政复议", self.review)
        form.addRow("行政诉讼", self.litigation)
        return form

    def _with_extension(self, decided: MaybeDay) -> QHBoxLayout:
        """Return the day of the decision with the working days beside it."""
        self.extension = QSpinBox(self)
        self.extension.setRange(0, self._law.periods.extension)
        self.extension.setValue(self._request.extended_days)
        self.extension.setSuffix(" 个工作日")
        self.extension.setAccessibleName("延长的工作日")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(decided)
        row.addWidget(self.extension, 1)
        return row

    def _scroll(self, parts: Sequence[tuple[str, QFormLayout]]) -> None:
        """Put the parts beside each other, scrolled where large text needs more room than the screen has."""
        sheet = QWidget(self)
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(28)
        place = self.column.indexOf(self.form)
        self.column.takeAt(place)
        for heading, form in parts:
            part = QVBoxLayout()
            part.setSpacing(8)
            if heading:
                part.addWidget(label(heading, name="heading", parent=sheet))
            part.addLayout(form)
            part.addStretch(1)
            row.addLayout(part, 1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        self.column.insertWidget(place, area, 1)
        self.column.insertWidget(place + 1, self.told)

    def _wire(self) -> None:
        self.channel.currentIndexChanged.connect(self._look)
        for box in self.findChildren(QComboBox):
            box.currentIndexChanged.connect(self._look)
        for line in (self.number, self.subject):
            line.textChanged.connect(self._look)
        self.received.dateChanged.connect(self._look)
        for field in self.days.values():
            field.field.dateChanged.connect(self._look)
            field.tick.toggled.connect(self._look)
        if self.days:
            self.extension.valueChanged.connect(self._look)

    # -- what is written

    def request(self) -> Request:
        """Return the request as it is written now."""
        one = replace(
            self._request,
            number=self.number.text().strip(),
            applicant=self.applicant.text().strip(),
            applicant_class=ApplicantClass(self.cls.currentData()),  # Qt gives the plain word back
            channel=Channel(self.channel.currentData()),
            received=self.received.day(),
            subject=self.subject.text().strip(),
            content=self.content.toPlainText().strip(),
            unit_id=self.unit.currentData(),
            remark=self.remark.text().strip(),
        )
        if not self.days:
            return one
        days: dict[str, Any] = {name: field.day() for name, field in self.days.items()}
        extended = days["extended"] is not None
        return replace(
            one,
            **days,
            extended_days=self.extension.value() if extended else 0,
            extension_reason=self.reason.text().strip() if extended else "",
            result=result_of(self.outcome),
            doc_no=self.doc_no.text().strip(),
            review=_outcome_of(self.review),
            litigation=_outcome_of(self.litigation),
        )

    def _look(self) -> None:
        one, law = self.request(), self._law
        self.rule.setText(RECEIPT_RULES[one.channel])
        missing = faults(one, law.today, law.periods)
        self.say("；".join(LACKS[each] for each in missing) + "。" if missing else "")
        found = clock(one, law.today, law.workdays, law.periods)
        lines = [*filter(None, (due_sentence(found),)), *clock_lines(found)]
        self.told.setText("" if "received_day" in missing else "\n".join(lines))

    @classmethod
    def ask(
        cls, parent: QWidget, request: Request, law: Law, units: Sequence[tuple[int, str]], *, new: bool
    ) -> Request | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(request, law, units, parent, new=new)
        given = dialog.request() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _box(parent: QWidget, words: dict[_Word, str], chosen: _Word) -> QComboBox:
    box = QComboBox(parent)
    for each, text in words.items():
        box.addItem(text, each)
    box.setCurrentIndex(list(words).index(chosen))
    return box


def _outcome_box(parent: QWidget, chosen: Outcome | None) -> QComboBox:
    box = QComboBox(parent)
    box.addItem("没有", None)
    for each, text in OUTCOMES.items():
        box.addItem(text, each)
    box.setCurrentIndex(list(OUTCOMES).index(chosen) + 1 if chosen is not None else 0)
    return box


def _outcome_of(box: QComboBox) -> Outcome | None:
    return Outcome(box.currentData()) if box.currentData() else None


def unit_box(parent: QWidget, units: Sequence[tuple[int, str]], chosen: int | None) -> QComboBox:
    """Return a box of the office's units, the first for none."""
    box = QComboBox(parent)
    box.addItem("（未指定）", None)
    for number, name in units:
        box.addItem(name, number)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


_NAMES = "申请人姓名是个人信息，默认遮盖（张**）。确有需要、知道表格交给谁时才勾选；申请内容里写有姓名的，请先核对。"


class NamesForm(Form):
    """Asks whether names are written in full; they are covered unless somebody ticks it."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__("导出登记表", "导出…", parent)
        self.names = QCheckBox("写出申请人全名(&N)", self)
        count_told = label(f"导出当前列出的 {count} 件。", parent=self)
        self.add_wide(count_told, self.names, label(_NAMES, name="dim", wrap=True, parent=self))
        give_size(self, 32, 11)

    @classmethod
    def ask(cls, parent: QWidget, count: int) -> bool | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(count, parent)
        given = dialog.names.isChecked() if dialog.asked() else None
        dialog.deleteLater()
        return given


class CheckForm(Form):
    """Says how table 3 adds up and what to look at before it is printed."""

    def __init__(self, table: AnnualTable, parent: QWidget | None = None) -> None:
        super().__init__("导出年报表三、表四", "导出…", parent)
        new, carried, done, out = table.sums()
        for name, number in (
            ("本年新收", new),
            ("上年结转", carried),
            ("本年度办理结果", done),
            ("结转下年度继续办理", out),
        ):
            self.form.addRow(name, label(f"{number} 件", parent=self))
        parts = [label(check_sentence(table), wrap=True, parent=self)]
        parts += [label(each, name="refusal", wrap=True, parent=self) for each in table_remarks(table)]
        self.add_wide(*parts)
        give_size(self, 32, 13 + 2 * len(parts))

    @classmethod
    def ask(cls, parent: QWidget, table: AnnualTable) -> bool:
        """Show it; tell whether the paper is wanted."""
        dialog = cls(table, parent)
        wanted = dialog.asked()
        dialog.deleteLater()
        return wanted
