"""出催办单 and 催办名单: whom, until when, signed by whom, where to; beside it the paper as it will read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.slips import ChaseList, Slip
from gongkai_desk.papers.listed import CHASE_LIST, FORMAT_WORDS
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.due_slips import list_of
from gongkai_desk.store.settings import OFFICE, setting
from gongkai_desk.wording.days import left_sentence, weekday
from gongkai_desk.wording.slips import slip_text
from ui.desk import Desk
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.chasing.slip_picker import Scope, SlipPicker
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.fields import DayField
from ui.widgets.notices import button, label

SIGNER, CONTACT, PHONE, APART = "slip.signer", "slip.contact", "slip.phone", "slip.apart"
"""Settings of the office that the dialog starts from and that the next one finds."""


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """What is to be issued: slips without numbers, where to, a file each or one for all, what to remember."""

    drafts: tuple[Slip, ...]
    folder: Path
    apart: bool
    remember: dict[str, str]


class SlipDialog(Form):
    """Units and items at the left, what all slips bear and the text of the current one at the right."""

    def __init__(self, desk: Desk, scopes: Sequence[Scope], parent: QWidget | None = None) -> None:
        super().__init__("出催办单", "生成", parent)
        assert desk.library is not None
        self._desk, self._days = desk, office_workdays(desk.library)
        self._own_day = False  # a clerk chose the day; until then each slip keeps that of its kind
        names = (OFFICE, SIGNER, CONTACT, PHONE)
        self.office, self.signer, self.contact, self.phone = (
            QLineEdit(setting(desk.library, name), self) for name in names
        )
        self.until = DayField(desk.today, self)
        self.weekday = label(name="dim", wrap=True, parent=self)
        self.folder = QLineEdit(str(desk.settings.export_folder), self)
        self.apart = QCheckBox("每个单位一个文件(&E)", self)
        self.apart.setChecked(setting(desk.library, APART) == "1")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setObjectName("edit")
        self.text.setAccessibleName("催办单预览")
        self.picker = SlipPicker(desk, scopes, "单子种类(&K)", self)
        self._lay_out()
        self._wire()
        self._start_day()
        self.accept_button.setDefault(False)  # Enter in a field must not issue anything
        give_size(self, 84, 38)
        self.picker.view.setFocus()

    def _lay_out(self) -> None:
        day = QHBoxLayout()
        day.setSpacing(8)
        day.addWidget(self.until)
        day.addWidget(self.weekday, 1)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(button("选择…", self._choose_folder, parent=self))
        self._row("反馈时限(&U)", day, self.until)
        self.form.addRow("发单单位(&O)", self.office)
        self.form.addRow("签发人(&S)", self.signer)
        self.form.addRow("联系人(&C)", self.contact)
        self.form.addRow("联系电话(&P)", self.phone)
        self._row("保存到(&F)", folder, self.folder)
        self.form.addRow("", self.apart)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.column.removeItem(self.form)
        right.addLayout(self.form)
        right.addWidget(label("单子内容", name="heading", parent=self))
        right.addWidget(self.text, 1)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self.picker, 5)
        halves.addLayout(right, 4)
        self.column.insertLayout(0, halves, 1)

    def _row(self, name: str, layout: QHBoxLayout, buddy: QWidget) -> None:
        made = QLabel(name, self)
        made.setBuddy(buddy)
        self.form.addRow(made, layout)

    def _wire(self) -> None:
        self.picker.changed.connect(self._look)
        self.picker.looked_at.connect(self._preview)
        self.picker.kind.currentIndexChanged.connect(self._start_day)
        self.until.dateChanged.connect(self._take_day)
        for field in (self.signer, self.contact, self.phone):
            field.textChanged.connect(self._preview)
        self.office.textChanged.connect(self._look)
        self.folder.textChanged.connect(self._look)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "催办单保存到", self.folder.text())
        if name:
            self.folder.setText(name)

    def _start_day(self) -> None:
        """Begin again with the day that the kind's rule gives."""
        self._own_day = False
        self._look()

    def _follow_rule(self) -> None:
        """Show the earliest day that the rules give for what is ticked."""
        days = [slip.answer_until for slip in self.picker.chosen()]
        self.until.blockSignals(True)
        self.until.show_day(min(days, default=self._days.add(self._desk.today, 3)))
        self.until.blockSignals(False)

    def _take_day(self) -> None:
        self._own_day = True
        self._look()

    def _filled(self, slip: Slip) -> Slip:
        """Return a slip with what was entered for all."""
        until = self.until.day() if self._own_day else slip.answer_until
        lines = (self.office, self.signer, self.contact, self.phone)
        office, signer, contact, phone = (line.text().strip() for line in lines)
        return replace(slip, answer_until=until, office=office, signer=signer, contact=contact, phone=phone)

    def _preview(self) -> None:
        current = self.picker.current()
        self.text.setPlainText(slip_text(self._filled(current)) if current is not None and current.tasks else "")

    def _look(self) -> None:
        """Say what is missing, and on which day of the week answers are due."""
        if not self._own_day:
            self._follow_rule()
        chosen, day = self.picker.chosen(), self.until.day()
        several = not self._own_day and len({slip.answer_until for slip in chosen}) > 1
        told = f"{weekday(day)}，{left_sentence(day, self._desk.today, self._days)}"
        self.weekday.setText(f"{told}；各色按各自的反馈天数" if several else told)
        if not chosen:
            self.say("请勾选单位或事项。")
        elif day < self._desk.today:
            self.say("反馈时限早于今天，请改晚一些。")
        elif self._own_day and not self._days.is_workday(day):
            self.say(f"{day.isoformat()} 不是工作日，反馈时限请选工作日。")
        elif not self.office.text().strip():
            self.say("请填写发单单位，会印在单子的盖章处；填一次，以后都记得。")
        elif not Path(self.folder.text().strip()).is_dir():
            self.say("保存的文件夹不存在，请点“选择…”另选。")
        else:
            self.say("")
        self.accept_button.setText(f"生成 {len(chosen)} 份(&G)" if chosen else "生成(&G)")
        self._preview()

    def order(self) -> SlipOrder:
        """Return what was chosen and entered."""
        remember = {
            OFFICE: self.office.text().strip(),
            SIGNER: self.signer.text().strip(),
            CONTACT: self.contact.text().strip(),
            PHONE: self.phone.text().strip(),
            APART: "1" if self.apart.isChecked() else "",
        }
        drafts = tuple(self._filled(slip) for slip in self.picker.chosen())
        return SlipOrder(drafts, Path(self.folder.text().strip()), self.apart.isChecked(), remember)

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, scopes: Sequence[Scope]) -> SlipOrder | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(desk, scopes, parent)
        order = dialog.order() if dialog.asked() else None
        dialog.deleteLater()
        return order


KINDS = {FORMAT_WORDS[format]: format for format in CHASE_LIST.formats}
_HEADS = ("承办单位", "联络员", "电话", "催办事项")


class ChaseDialog(Form):
    """The same choice as for slips; nothing is numbered or logged."""

    def __init__(self, desk: Desk, scopes: Sequence[Scope], parent: QWidget | None = None) -> None:
        super().__init__("催办名单", "生成名单(&G)", parent)
        self.accept_button.setDefault(False)
        self._desk = desk
        self.kind = QComboBox(self)
        self.kind.addItems(list(KINDS))
        self.form.addRow("文件格式(&F)", self.kind)
        self.model = RecordTable(_HEADS, self)
        self.list = record_view(self.model, self)
        self.list.setAccessibleName("催办名单预览")
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((9, 4, 7)):
            self.list.setColumnWidth(column, wide * characters + 18)
        self.picker = SlipPicker(desk, scopes, "按哪种情形(&K)", self)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.column.removeItem(self.form)
        right.addLayout(self.form)
        right.addWidget(label("名单内容", name="heading", parent=self))
        right.addWidget(self.list, 1)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self.picker, 1)
        halves.addLayout(right, 1)
        self.column.insertLayout(0, halves, 1)
        self.picker.changed.connect(self._look)
        self._look()
        self.picker.view.setFocus()
        give_size(self, 84, 36)

    def paper(self) -> ChaseList:
        """Return the list of what is ticked."""
        assert self._desk.library is not None
        return list_of(self._desk.library, self.picker.chosen(), today=self._desk.today)

    def _look(self) -> None:
        lines = self.paper().lines
        self.model.show([(line.unit, line.contact, line.phone, line.matter) for line in lines])
        self.say("" if lines else "请勾选单位或事项。")

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, scopes: Sequence[Scope]) -> tuple[ChaseList, str] | None:
        """Return the list and the kind of file; ``None`` if it was cancelled."""
        dialog = cls(desk, scopes, parent)
        given = (dialog.paper(), KINDS[dialog.kind.currentText()]) if dialog.asked() else None
        dialog.deleteLater()
        return given
